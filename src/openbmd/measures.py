"""Every number of a raid, once: its key, how it comes from the outcomes, its unit and the id of its name in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from openbmd import estimates
from openbmd.records import REASONS, Estimate, Outcomes, Scenario

MISSILES, ROUNDS, WEIGHT, SHARE = "missiles", "rounds", "people-weight", "1"
RAID, PLACE, UNIT, LAYER, REASON = "raid", "place", "fire unit", "layer", "reason"  # what a number is of

Estimated = Callable[[Outcomes, Scenario, int], Estimate]
Total = Callable[[Outcomes, Scenario, int], float]


class RaidMeasure(NamedTuple):
    """One number of a raid, or one for each place, fire unit, layer or reason."""

    key: str
    of: str  # RAID, PLACE, UNIT, LAYER or REASON
    unit: str  # MISSILES, ROUNDS, WEIGHT or SHARE
    message: str  # id of its name in words
    total: Total  # sum over the raids; the last argument is the index of the place, fire unit, layer or reason
    estimate: Estimated | None  # mean over the raids and its error; None where outcomes hold no sum of squares of it


def _layer_rounds(outcomes: Outcomes, layer: int) -> tuple[int, int]:
    """Rounds that a layer fires: sum and sum of squares over the raids."""
    raids = outcomes.layer_rounds[layer]
    rounds = np.arange(len(raids))
    return int(raids @ rounds), int(raids @ rounds**2)


def _weight(outcomes: Outcomes, scenario: Scenario) -> float:
    return float(np.array([place.people_weight for place in scenario.places]) @ outcomes.place_clear)


def _left(outcomes: Outcomes, scenario: Scenario, unit: int) -> float:
    own = scenario.fire_units[unit]
    return outcomes.raids * (own.ready_rounds + own.reserve_rounds) - int(outcomes.rounds_used[unit, 0])


MEASURES = (
    RaidMeasure(
        "leakers", RAID, MISSILES, "measure-leakers",
        lambda o, s, k: int(o.leakers @ np.arange(len(o.leakers))), lambda o, s, k: estimates.leakers(o),
    ),
    RaidMeasure(
        "p_no_leaker", RAID, SHARE, "measure-p-no-leaker",
        lambda o, s, k: int(o.leakers[0]), lambda o, s, k: estimates.p_no_leaker(o),
    ),
    RaidMeasure(
        "weight_clear", RAID, WEIGHT, "measure-weight-clear",
        lambda o, s, k: _weight(o, s), lambda o, s, k: estimates.weight_clear(o, s),
    ),
    RaidMeasure(
        "not_launched", RAID, MISSILES, "measure-not-launched",
        lambda o, s, k: int(o.not_launched[0]), lambda o, s, k: estimates.not_launched(o),
    ),
    RaidMeasure(
        "strays", RAID, MISSILES, "measure-strays",
        lambda o, s, k: int(o.strays[0]), lambda o, s, k: estimates.strays(o),
    ),
    RaidMeasure(
        "leakers at", PLACE, MISSILES, "measure-leakers-at",
        lambda o, s, k: int(o.place_leakers[k, 0]), lambda o, s, k: estimates.place_leakers(o, k),
    ),
    RaidMeasure(
        "clear", PLACE, SHARE, "measure-clear",
        lambda o, s, k: int(o.place_clear[k]), lambda o, s, k: estimates.place_clear(o, k),
    ),
    RaidMeasure(
        "kills", LAYER, MISSILES, "measure-kills",
        lambda o, s, k: int(o.layer_kills[k, 0]),
        lambda o, s, k: estimates.mean(int(o.layer_kills[k, 0]), int(o.layer_kills[k, 1]), o.raids),
    ),
    RaidMeasure(
        "rounds", RAID, ROUNDS, "measure-rounds", lambda o, s, k: int(o.rounds_used[:, 0].sum()), None,
    ),
    RaidMeasure(
        "rounds", LAYER, ROUNDS, "measure-rounds-of-layer",
        lambda o, s, k: _layer_rounds(o, k)[0], lambda o, s, k: estimates.mean(*_layer_rounds(o, k), o.raids),
    ),
    RaidMeasure(
        "used", UNIT, ROUNDS, "measure-used",
        lambda o, s, k: int(o.rounds_used[k, 0]), lambda o, s, k: estimates.rounds_used(o, k),
    ),
    RaidMeasure("left", UNIT, ROUNDS, "measure-left", _left, estimates.rounds_left),
    RaidMeasure(
        "wasted", RAID, ROUNDS, "measure-wasted", lambda o, s, k: int(o.rounds_wasted[:, 0].sum()), None,
    ),
    RaidMeasure(
        "wasted", UNIT, ROUNDS, "measure-wasted-by-unit",
        lambda o, s, k: int(o.rounds_wasted[k, 0]), lambda o, s, k: estimates.rounds_wasted(o, k),
    ),
    RaidMeasure(
        "unengaged", REASON, MISSILES, "measure-unengaged",
        lambda o, s, k: int(o.unengaged[k, 0]),
        lambda o, s, k: estimates.mean(int(o.unengaged[k, 0]), int(o.unengaged[k, 1]), o.raids),
    ),
)  # fmt: skip
BY_KEY: Mapping[tuple[str, str], RaidMeasure] = MappingProxyType({(one.key, one.of): one for one in MEASURES})
VERDICTS = ("leakers", "p_no_leaker", "weight_clear")  # of a raid: those that a threshold may be put on


def names(of: str, scenario: Scenario) -> tuple[str, ...]:
    """The places, fire units, layers or reasons of a scenario; "" for the raid."""
    if of == PLACE:
        return tuple(place.name for place in scenario.places)
    if of == UNIT:
        return tuple(unit.name for unit in scenario.fire_units)
    return {RAID: ("",), LAYER: tuple(scenario.layers), REASON: REASONS}[of]


def of_raid(key: str, scenario: Scenario, outcomes: Outcomes) -> Estimate:
    """One number of the raid as a whole, without a band; KeyError for one that has no estimate."""
    found = BY_KEY[key, RAID].estimate
    if found is None:
        raise KeyError(key)
    return found(outcomes, scenario, 0)


def every(scenario: Scenario, outcomes: Outcomes) -> dict[str, Estimate]:
    """Every number that has an estimate, without bands, by its key and the name of what it is of: "used thaad"."""
    return {
        f"{one.key} {name}" if name else one.key: one.estimate(outcomes, scenario, k)
        for one in MEASURES
        if one.estimate is not None
        for k, name in enumerate(names(one.of, scenario))
    }


def total(key: str, name: str, scenario: Scenario, outcomes: Outcomes) -> float:
    """The sum over the raids of a number of something by its name, "" for the raid as a whole."""
    of = next(one.of for one in MEASURES if one.key == key and name in names(one.of, scenario))
    return BY_KEY[key, of].total(outcomes, scenario, names(of, scenario).index(name))
