"""What was measured of a claim, and what came out: the records of the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from openbmd.kinds import Figure
from openbmd.records import FireUnit, Floats, Note, Route
from openbmd.records.claims import Claim, ClaimPart
from openbmd.studies.coverage.answer import Coverage
from openbmd.studies.footprint.plane import Region

HOLDS, FAILS, DEPENDS, NO_MATTER = "holds", "fails", "depends", "no-matter"
TOO_FEW, WAYS = "too-few", "ways"  # what decides, where it is no figure: nothing beyond luck, or which way to count


class Measured(NamedTuple):
    """The measure of a part with the best figures and over the draws; SI."""

    best: float
    drawn: Floats  # (N,) nan where a draw does not tell
    figures: tuple[Figure, ...]  # the uncertain ones
    values: Floats  # (N, figures) their draws
    ways: tuple[str, ...]  # (N,) which way to count each value belongs to; () when nothing is counted
    notes: tuple[Note, ...]


class ClaimVerdict(NamedTuple):
    word: str  # HOLDS, FAILS, DEPENDS or NO_MATTER
    share: float  # 1, of the draws in which it holds; nan when it is no matter of calculation
    decides: str  # path of the figure that decides, TOO_FEW, WAYS, or the claim's own words; "" when nothing needs to


class PartAnswer(NamedTuple):
    part: ClaimPart
    measured: Measured
    verdict: ClaimVerdict
    low: float  # 5-95 % over the draws that tell, SI
    high: float


class ClaimArea(NamedTuple):
    """A footprint at the best figures."""

    part: ClaimPart
    unit: FireUnit
    route: Route
    region: Region


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """What came of one claim; areas and coverage are what its maps show, where it was asked for alone."""

    claim: Claim
    verdict: ClaimVerdict
    parts: tuple[PartAnswer, ...]
    draws: int
    raids: int
    seed: int
    notes: tuple[Note, ...]
    areas: tuple[ClaimArea, ...] = ()
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class ClaimAnswers:
    """What came of all claims."""

    answers: tuple[ClaimAnswer, ...]
