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

from openbmd import draws, measures
from openbmd.records import Floats, Scenario, Trajectory

MEASURES = measures.VERDICTS


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


def play(model: Model, over: draws.Over, heard: Callable[[int, int], None], values: Floats) -> Means:
    """Play the model at each row of values (N, figures); heard is told (done, of all).

    over: map, or that of some draws.workers; the means are the same to the last digit.
    """
    base = draws.base(model.scenario, model.near, model.paths)
    measured = partial(measure, model.measure, model.raids, model.seed)
    found: list[tuple[float, float, bool]] = []
    heard(0, len(values))
    for rows in draws.in_shards(base, measured, values, over):
        found += rows
        heard(len(found), len(values))
    mean, se, short = zip(*found, strict=True) if found else ((), (), ())
    return Means(np.array(mean, dtype=float), np.array(se, dtype=float), np.array(short, dtype=bool))


def measure(key: str, raids: int, seed: int, row: draws.DrawnRow) -> tuple[float, float, bool]:
    """Mean and standard error of a measure in one row, and whether some missile misses its aimpoint."""
    found = measures.of_raid(key, row.scenario, row.outcomes(raids, seed))
    return found.mean, found.se, not row.came
