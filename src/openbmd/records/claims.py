"""Public claims as they are read: what was said, by whom, and what about it can be computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from openbmd.kinds import Figure
from openbmd.records.scenario import Place, Route, Scenario

TRUTH_KINDS = ("capability", "count", "history")  # get a truth value
OTHER_KINDS = ("intent", "opinion", "forecast")  # their parts alone do
KINDS = (*TRUTH_KINDS, *OTHER_KINDS)
RULES = ("all", "any", "readings")  # every part must hold, one is enough, or each part is one way to read the claim


class ClaimSaid(NamedTuple):
    """What was published on one side, in our own words."""

    side: str  # "for" or "against"
    words: str
    source: str


class ClaimThreshold(NamedTuple):
    """Holds while least <= value <= most, in SI."""

    least: float
    most: float

    def holds(self, value: float) -> bool:
        return self.least <= value <= self.most


class ClaimSight(NamedTuple):
    """The published flights that the one radar of a part's scenario looks at, and its settings where they are told."""

    routes: tuple[Route, ...]
    groups: tuple[str, ...]  # of each route
    mode: str | None
    boresight: float | None  # rad
    floor: float | None  # rad
    cross_section: float | None  # m2
    dwell: float | None  # s


class ClaimPart(NamedTuple):
    """One thing about a claim that can be computed."""

    name: str
    says: str  # what holds when it holds, as a sentence
    what_if: bool  # evidence of what would flip the claim, and not part of its verdict
    supports: bool  # when it holds it speaks for the claim; else against it
    measure: str  # key of claims_file.measures.MEASURES
    threshold: ClaimThreshold
    scenario: Scenario | None
    against: Scenario | None  # the other side of a difference
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]  # that stand in the claim itself: of a ratio, or one for each way to count
    path: str  # of the figure that is measured, "" for none
    hold: float  # s in track that count as held; nan where nothing is tracked
    sight: ClaimSight | None  # None where no radar is asked what it sees


@dataclass(frozen=True, slots=True)
class Claim:
    id: str
    title: str  # the question
    words: str  # the claim in our own words
    said_by: str
    when: str
    source: str
    kind: str  # one of KINDS
    rule: str  # one of RULES
    open: str  # what its readings, or its ways to count, differ in; "" when there is one alone
    beyond: str  # why no calculation can tell; "" when one can
    doubt: str  # what nobody outside knows, in plain words
    said: tuple[ClaimSaid, ...]
    parts: tuple[ClaimPart, ...]
    file: str  # as complaints name it
