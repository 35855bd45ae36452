"""A study: how sure are we. The whole chain over draws of the uncertain figures, and what its answer hangs on."""

from openbmd.sweeps.alone import Alone, Bar, Point, tornado
from openbmd.sweeps.answers import RAIDS_OF_A_DRAW, Progress, answer, notes, versions
from openbmd.sweeps.correlations import drivers, ranks
from openbmd.sweeps.evaluation import MEASURES, Means, Model, Play, play
from openbmd.sweeps.sobol import Index, Indices, indices
from openbmd.sweeps.study import Sweep, sweep
from openbmd.sweeps.turning_points import Flip, flips
from openbmd.sweeps.verdicts import COMPARISONS, Verdict, half_either_way, verdict

__all__ = (
    "COMPARISONS", "MEASURES", "RAIDS_OF_A_DRAW", "Alone", "Bar", "Flip", "Index", "Indices", "Means",
    "Model", "Play", "Point", "Progress", "Sweep", "Verdict", "answer", "drivers", "flips", "half_either_way",
    "indices", "notes", "play", "ranks", "sweep", "tornado", "verdict", "versions",
)  # fmt: skip
