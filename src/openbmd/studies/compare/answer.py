"""What a comparison finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from openbmd.records import Battlespace, Estimate, Floats, Note, Scenario

Measure = tuple[str, str]  # key of measures.MEASURES, and where: a place, a layer, a reason, or "" for all

LEAKERS, NONE_LEAKS = ("leakers", ""), ("p_no_leaker", "")


class Entry(NamedTuple):
    """A scenario that is compared, by a name that no other has."""

    name: str
    scenario: Scenario
    space: Battlespace


class Difference(NamedTuple):
    """One number of a raid in the reference and in the other, and the other minus the reference."""

    reference: Estimate
    other: Estimate
    difference: Estimate  # se: of paired dice
    unpaired_se: float  # what it would be with dice of their own for each


@dataclass(frozen=True, slots=True)
class Side:
    entry: Entry
    measures: Mapping[Measure, Estimate]
    leaker_distribution: Floats  # (threats + 1,) share of raids with that many leakers
    drawn_leakers: Floats  # (draws,) mean leakers of each draw


@dataclass(frozen=True, slots=True)
class Contrast:
    """The other against the reference."""

    measures: Mapping[Measure, Difference]
    fewer: float  # share of raids in which fewer leak than in the reference,
    same: float
    more: float
    drawn: Floats  # (draws,) differences of mean leakers over the published figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison says; sides[0] is the reference, contrasts[k] holds sides[k + 1] against it."""

    raids: int
    seed: int
    draws: int
    sides: tuple[Side, ...]
    contrasts: tuple[Contrast, ...]
    notes: tuple[Note, ...]
    versions: Mapping[str, str]
