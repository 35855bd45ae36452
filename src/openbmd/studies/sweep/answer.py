"""What a sweep finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openbmd.kinds import Figure
from openbmd.records import Driver, Estimate, Note, Scenario
from openbmd.studies.sweep.alone import TornadoBar
from openbmd.studies.sweep.evaluation import Means
from openbmd.studies.sweep.sobol import Indices
from openbmd.studies.sweep.turning_points import TurningPoint
from openbmd.studies.sweep.verdicts import Threshold


@dataclass(frozen=True, slots=True)
class SweepAnswer:
    """What one measure of a scenario's answer hangs on; the dice and the figures told apart."""

    scenario: Scenario
    measure: str
    raids: int  # of an answer with one figure off its best
    raids_of_a_draw: int
    draws: int
    seed: int
    figures: tuple[Figure, ...]  # the uncertain ones
    best: Estimate  # with the best figures: its dice, and the band over the draws
    drawn: Means  # (draws,)
    dice_share: float  # 1, how much of the variance over the draws the dice can make; nan without draws
    verdict: Threshold | None  # None when none was asked for and the answer is too near to nothing for one of its own
    held: tuple[int, int, int]  # draws in which the verdict holds, in which the dice blur it, in which it fails
    drivers: tuple[Driver, ...]  # strongest first
    indices: Indices | None  # None with too few draws, or when no figure stands out
    bars: tuple[TornadoBar, ...]  # longest first
    flips: tuple[TurningPoint, ...]  # inside the published ranges first, then those that the dice do not settle
    evaluations: int
    notes: tuple[Note, ...]
    versions: Mapping[str, str]
