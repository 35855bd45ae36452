"""What every measure needs: the draws, the flights with each, and the measure put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isfinite, nan
from typing import NamedTuple

import numpy as np

from openbmd import flow, sweeps
from openbmd.claims.answers import Measured, Part
from openbmd.coverage import flying
from openbmd.kinds import Figure
from openbmd.records import Floats, Scenario, Trajectory, note

RATIO_SHAPES = ("lofted", "depressed", "quasi-ballistic")  # their arc goes by the minimum-energy apogee
Flown = tuple[Trajectory, ...]


class Run(NamedTuple):
    """How a claim is put to the test."""

    draws: int
    raids: int
    seed: int
    threads: int


class Drawn(NamedTuple):
    """A scenario with its best figures and with every draw of them, flown."""

    figures: tuple[Figure, ...]
    values: Floats  # (draws, figures)
    best: Scenario
    flown: Flown
    scenarios: list[Scenario]
    flights: list[Flown]


def scenario_of(part: Part) -> Scenario:
    assert part.scenario is not None  # the door refuses a measure of flights without one
    return part.scenario


def settled(scenario: Scenario, flown: Flown) -> Scenario:
    """Routes whose shape goes by name with the apogee that they were flown to: drawn missiles fly the same arc."""
    routes = [
        route._replace(shape=route.shape._replace(apogee=flight.apogee_altitude))
        if route.shape.name in RATIO_SHAPES and not isfinite(route.shape.apogee) and flight.reached
        else route
        for route, flight in zip(scenario.routes, flown, strict=True)
    ]
    return replace(scenario, routes=tuple(routes))


def fly(scenario: Scenario, run: Run, others: Sequence[Figure] = ()) -> Drawn:
    """The scenario's flights with the best figures and with every draw; others: figures that are drawn beside them."""
    flown = flying.fly([scenario], (), run.threads)[0]
    figures = tuple({f.path: f for f in (*sweeps.uncertain(scenario), *others)}.values())
    values = sweeps.draw(figures, run.draws, run.seed)
    base = settled(scenario, flown)
    scenarios = [figured(base, figures, row) for row in values]
    flights = flying.fly(scenarios, flown, run.threads) if scenarios else []
    return Drawn(figures, values, base, flown, scenarios, flights)


def figured(scenario: Scenario, figures: Sequence[Figure], row: Floats) -> Scenario:
    """The scenario with those of a draw's values that are figures of it."""
    own = {figure.path for figure in scenario.figures}
    drawn = zip((figure.path for figure in figures), row.tolist(), strict=True)
    return sweeps.with_figures(scenario, {path: value for path, value in drawn if path in own})


def over(drawn: Drawn, measure: Callable[[Scenario, Flown], float]) -> Measured:
    """The measure at the best figures and at every draw."""
    found = [measure(scenario, flights) for scenario, flights in zip(drawn.scenarios, drawn.flights, strict=True)]
    short = int(np.isnan(found).sum())
    notes = [note("notes-draws-tell-nothing", short=str(short), draws=str(len(found)))] if short else []
    shapes = [flight.note for flight in drawn.flown if flight.note and flight.reached]
    return Measured(
        measure(drawn.best, drawn.flown),
        np.array(found, dtype=float),
        drawn.figures,
        drawn.values,
        (),
        tuple(dict.fromkeys(shapes + notes)),
    )


def came(flown: Flown) -> bool:
    return all(flight.reached for flight in flown)


def if_came(flown: Flown, value: Callable[[], float]) -> float:
    """A value, or nan where some missile falls short of its aimpoint."""
    return value() if came(flown) else nan


def mean_leakers(scenario: Scenario, flown: Flown, run: Run) -> float:
    from openbmd import estimates

    space = flow.engage(scenario, flown)
    return estimates.leakers(flow.assess(space, scenario, run.raids, run.seed, 1)).mean
