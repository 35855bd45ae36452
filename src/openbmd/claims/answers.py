"""A public claim, what is measured of it, and what came out: the records of the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from openbmd.kinds import Figure
from openbmd.records import Floats, Note, Place, Scenario

TRUTH_KINDS = ("capability", "count", "history")  # get a truth value
OTHER_KINDS = ("intent", "opinion", "forecast")  # their parts alone do
KINDS = (*TRUTH_KINDS, *OTHER_KINDS)
RULES = ("all", "any", "readings")  # every part must hold, one is enough, or each part is one way to read the claim
HOLDS, FAILS, DEPENDS, NO_MATTER = "holds", "fails", "depends", "not a matter of calculation"
TOO_FEW = "too few draws to tell"


class Said(NamedTuple):
    """What was published on one side, in our own words."""

    side: str  # "for" or "against"
    words: str
    source: str


class Threshold(NamedTuple):
    """Holds while least <= value <= most, in SI."""

    least: float
    most: float

    def holds(self, value: float) -> bool:
        return self.least <= value <= self.most


class Part(NamedTuple):
    """One thing about a claim that can be computed."""

    name: str
    says: str  # what holds when it holds, as a sentence
    what_if: bool  # evidence of what would flip the claim, and not part of its verdict
    supports: bool  # when it holds it speaks for the claim; else against it
    measure: str  # key of measures.MEASURES
    threshold: Threshold
    scenario: Scenario | None
    against: Scenario | None  # the other side of a difference
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]  # that stand in the claim itself: of a ratio, or one for each way to count
    path: str  # of the figure that is measured, "" for none
    hold: float  # s in track that count as held; nan where nothing is tracked


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
    said: tuple[Said, ...]
    parts: tuple[Part, ...]


class Measured(NamedTuple):
    """The measure of a part with the best figures and over the draws; SI."""

    best: float
    drawn: Floats  # (N,) nan where a draw does not tell
    figures: tuple[Figure, ...]  # the uncertain ones
    values: Floats  # (N, figures) their draws
    ways: tuple[str, ...]  # (N,) which way to count each value belongs to; () when nothing is counted
    notes: tuple[Note, ...]


class Verdict(NamedTuple):
    word: str  # HOLDS, FAILS, DEPENDS or NO_MATTER
    share: float  # 1, of the draws in which it holds; nan when it is no matter of calculation
    decides: str  # path of the figure that decides, or what does in words; "" when nothing needs to


class PartAnswer(NamedTuple):
    part: Part
    measured: Measured
    verdict: Verdict
    low: float  # 5-95 % over the draws that tell, SI
    high: float


@dataclass(frozen=True, slots=True)
class Answer:
    claim: Claim
    verdict: Verdict
    parts: tuple[PartAnswer, ...]
    draws: int
    raids: int
    seed: int
    notes: tuple[Note, ...]
