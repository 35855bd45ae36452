"""The answer as a function of the figures: rows of values in, means with their dice out, on one process or several.

All rows meet the same dice, so that two answers differ by their figures alone, and to the last digit not at all where
the figures make no difference.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd import estimates, flow
from openbmd.records import Estimate, Floats, Outcomes, Scenario, Trajectory
from openbmd.sweeps.drawing import with_rows
from openbmd.sweeps.processes import Over

MEASURES = ("leakers", "p_no_leaker", "weight_clear")
MOST_ROWS = 8  # that one process plays at a time
FEWEST_SHARDS = 32  # so that many processes have work; fixed, so that it is cut alike for any number of them


class Means(NamedTuple):
    """The measure at N rows of values."""

    mean: Floats  # (N,)
    se: Floats  # (N,) of the dice
    short: NDArray[
        np.bool_
    ]  # (N,) whether some missile misses its aimpoint, and so counts neither as leaker nor as kill


Play = Callable[[Floats], Means]  # values (N, figures) -> Means


class Model(NamedTuple):
    """A scenario whose figures at some paths can be chosen."""

    scenario: Scenario
    near: tuple[Trajectory, ...]  # its flights with the best figures, to start from
    paths: tuple[str, ...]
    measure: str  # one of MEASURES
    raids: int
    seed: int


def measured(measure: str, outcomes: Outcomes, scenario: Scenario) -> Estimate:
    """One of MEASURES, without a band."""
    if measure == "weight_clear":
        return estimates.weight_clear(outcomes, scenario)
    return estimates.leakers(outcomes) if measure == "leakers" else estimates.p_no_leaker(outcomes)


def play(model: Model, over: Over, heard: Callable[[int, int], None], values: Floats) -> Means:
    """Play the model at each row of values (N, figures); heard is told (done, of all).

    over: map, or that of some `workers`; the means are the same to the last digit.
    """
    rows = max(1, min(MOST_ROWS, len(values) // FEWEST_SHARDS))
    shards = [values[start : start + rows] for start in range(0, len(values), rows)]
    found: list[Means] = []
    heard(0, len(values))
    for done, means in enumerate(over(partial(play_shard, model), shards), 1):
        found.append(means)
        heard(min(done * rows, len(values)), len(values))
    if not found:
        return Means(np.empty(0), np.empty(0), np.empty(0, dtype=bool))
    return Means(*(np.concatenate(part) for part in zip(*found, strict=True)))


def play_shard(model: Model, values: Floats) -> Means:
    """The model at some rows, one after the other."""
    scenarios = with_rows(model.scenario, model.paths, values)
    found = []
    for scenario, flown in zip(scenarios, fly(scenarios, model.near), strict=True):
        space = flow.engage(scenario, flown, every_error=False)
        estimate = measured(model.measure, flow.assess(space, scenario, model.raids, model.seed, 1), scenario)
        found.append((estimate.mean, estimate.se, not all(flight.reached for flight in flown)))
    mean, se, short = zip(*found, strict=True)
    return Means(np.array(mean), np.array(se), np.array(short))


def fly(scenarios: list[Scenario], near: tuple[Trajectory, ...]) -> list[tuple[Trajectory, ...]]:
    """The flights of scenarios that differ only in their figures; those with the same missiles are flown once."""
    kinds = [tuple(scenario.missiles.values()) for scenario in scenarios]
    unlike = dict(zip(kinds, scenarios, strict=True))
    flown = flow.fly(list(unlike.values()), near, with_bodies=False, threads=1)
    by_kind = dict(zip(unlike, flown, strict=True))
    return [by_kind[kind] for kind in kinds]
