"""What the dice leave: outcomes, estimates and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import NamedTuple

from openbmd.kinds import Figure
from openbmd.records.arrays import Floats, Integers
from openbmd.records.battlespace import Battlespace
from openbmd.records.note import Note
from openbmd.records.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Sums over raids; sizes depend on the scenario and never on the number of raids."""

    raids: int
    leakers: Integers  # (threats + 1,) raids with that many leakers
    leaks: Integers  # (threats,) raids in which this threat leaked
    place_leakers: Integers  # (places, 2) leakers that came to this place: sum, sum of squares
    place_clear: Integers  # (places,) raids in which no leaker came to this place
    weight_clear: Floats  # (2,) people-weight in places without a leaker: sum, sum of squares
    layer_kills: Integers  # (layers, 2) sum, sum of squares
    kills: Integers  # (threats, units)
    rounds_used: Integers  # (units, 2) sum, sum of squares
    unengaged: Integers  # (reasons, 2) sum, sum of squares of the raid's count
    rounds_wasted: Integers  # (units, 2) rounds that came when another unit's earlier intercept had killed already
    not_launched: Integers  # (2,) threats struck before launch or failed: sum, sum of squares
    strays: Integers  # (2,) threats that came down outside the defended area they were aimed at
    layer_rounds: Integers  # (layers, rounds + 1) raids in which the layer fired that many
    products: Integers  # (M, M) sums of products of leakers by place, kills by layer, rounds by layer, in this order


class Estimate(NamedTuple):
    """A mean over raids with its standard error (dice), and the 5-95 % band over the published figures."""

    mean: float
    se: float
    low: float  # nan when no draws were made
    high: float
    middle: float = nan  # median over the draws; nan when none were made


class Spread(NamedTuple):
    """How a raid's count is spread over the dice: quantiles, whole numbers."""

    p05: int
    p50: int
    p95: int


class PlaceAnswer(NamedTuple):
    leakers: Estimate
    p_no_leaker: Estimate
    people_weight: float  # people


class Driver(NamedTuple):
    """How strongly one uncertain figure moves the answer: its rank correlation with mean leakers over the draws."""

    path: str
    correlation: float
    significant: bool  # beyond what luck gives to the luckiest of all figures in 1 % of runs


class Reading(NamedTuple):
    """The raid by one reading of the interceptors' chances, with the best figures for all else."""

    name: str  # one of kinds.READINGS
    leakers: Estimate
    p_no_leaker: Estimate
    raids: int
    effects: tuple[str, ...]  # that are on in it
    figures: tuple[Figure, ...]  # that it changes
    without: tuple[str, ...]  # interceptors that it has no figures of: the scenario's stand


class TightShots(NamedTuple):
    """Planned salvos of one unit at one route with little time to spare."""

    route: int  # index into Scenario.routes
    unit: int  # index into Scenario.fire_units
    shots: int
    spare: float  # s, the least of them


class Tightness(NamedTuple):
    """What hangs on the last seconds of the launch windows: the raid planned anew as if all of them closed sooner."""

    sooner: float  # s
    leakers: Estimate  # then, with the best figures
    more: Estimate  # than with the windows as they are: the difference raid by raid, with the same dice
    raids: int
    shots: tuple[TightShots, ...]  # that have less than that to spare


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run says; keys of the mappings are names in the scenario's order."""

    scenario: Scenario
    battlespace: Battlespace
    raids: int
    seed: int
    draws: int
    leakers: Estimate
    p_no_leaker: Estimate
    leaker_distribution: Floats  # (threats + 1,) share of raids with that many leakers
    leak_probability: Floats  # (threats,)
    drawn_leakers: Floats  # (draws,) mean leakers of each draw over the published ranges
    places: Mapping[str, PlaceAnswer]
    weight_clear: Estimate  # people-weight in places without a leaker
    weight_total: float  # people-weight of all defended places
    rounds_used: Mapping[str, Estimate]
    rounds_left: Mapping[str, Estimate]
    kills_by_layer: Mapping[str, Estimate]
    unengaged: Mapping[str, Estimate]  # reason -> threats in a raid
    rounds_wasted: Mapping[str, Estimate]
    not_launched: Estimate
    strays: Estimate
    leaker_spread: Spread
    layer_rounds_spread: Mapping[str, Spread]
    correlations: Mapping[tuple[str, str], float]  # 1, of two counts over the dice: "leakers at Seoul", "kills upper"
    drivers: tuple[Driver, ...]  # strongest first
    readings: tuple[Reading, ...]  # () where nothing is fired
    tightness: Tightness | None  # None where little hangs on it
    notes: tuple[Note, ...]
    versions: Mapping[str, str]
