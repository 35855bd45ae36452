"""How sure are we: the whole chain over draws of the uncertain figures, and which of them the answer follows."""

from openbmd.sweeps.answers import RAIDS_OF_A_DRAW, Progress, answer, notes, versions
from openbmd.sweeps.correlations import drivers, ranks

__all__ = ("RAIDS_OF_A_DRAW", "Progress", "answer", "drivers", "notes", "ranks", "versions")
