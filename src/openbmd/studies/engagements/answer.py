"""Where real engagements lie in what the tool would have said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from openbmd.kinds import Figure
from openbmd.records import Driver, Floats, Integers, Note
from openbmd.records.engagements import Engagement, LaydownUnknown
from openbmd.studies.engagements.predictive import PredictivePlace

FEW, MANY = "few", "many"  # what the tool would have said of a record that lies outside: too few, or too many


class ToldWord(NamedTuple):
    """One side's numbers in the predictive distribution of so many; None where it gives none."""

    who: str
    place: PredictivePlace | None


class Back(NamedTuple):
    """A case played: its record in the predictive distribution."""

    case: Engagement
    place: PredictivePlace
    chances: Floats  # (n + 1,) the predictive distribution, figures and dice and laydown together
    shares: Floats  # (draws,) 1, mean of k / n in each draw, nan where it tells nothing
    covered: (
        Integers  # (draws,) 1 where the draw's own dice hold the record in 90 %, 0 where not; -1 where it is silent
    )
    exact: tuple[float, float]  # 1, Clopper and Pearson's 95 % interval of k of n
    said: tuple[ToldWord, ...]
    drivers: tuple[Driver, ...]  # of the share, strongest first
    figures: tuple[Figure, ...]  # that were drawn, the unknowns of the laydown among them
    laydown: tuple[LaydownUnknown, ...]
    off: str  # FEW or MANY where the record lies outside 90 %, else ""
    notes: tuple[Note, ...]


class Calibration(NamedTuple):
    """How many records of a set lie inside, and how many would if the distributions were right."""

    set: str  # A, B, or "" for all
    cases: int
    half: int
    half_expected: float
    most: int
    most_expected: float


class Together(NamedTuple):
    """Cases that one set of figures must cover at once."""

    group: str
    cases: tuple[str, ...]  # ids
    alone: tuple[float, ...]  # 1, share of the draws that tell of it whose dice hold the record of each
    all: float  # 1, share of the draws whose dice hold all of them at once; nan where none tells of all
    draws: int  # that tell of all
    inside: tuple[bool, ...]  # whether each lies in its 90 % interval


@dataclass(frozen=True, slots=True)
class EngagementAnswer:
    backs: tuple[Back, ...]
    unplayed: tuple[Engagement, ...]
    calibrations: tuple[Calibration, ...]
    together: tuple[Together, ...]
    draws: int
    raids: int
    seed: int
    versions: Mapping[str, str]
