"""What every measure needs: the draws, the flights with each, and the measure put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import nan
from typing import NamedTuple

import numpy as np

from openbmd import draws as chain
from openbmd import flow, measures
from openbmd.draws import DrawnRow
from openbmd.kinds import Figure
from openbmd.records import Floats, Scenario, Trajectory, note
from openbmd.records.claims import ClaimPart
from openbmd.studies.claims.answer import Measured


class Run(NamedTuple):
    """How a claim is put to the test."""

    draws: int
    raids: int
    seed: int
    threads: int


class DrawnPart(NamedTuple):
    """A scenario with its best figures and with every draw of them, flown."""

    figures: tuple[Figure, ...]
    values: Floats  # (draws, figures)
    best: DrawnRow
    scenarios: list[Scenario]
    flights: list[tuple[Trajectory, ...]]


def scenario_of(part: ClaimPart) -> Scenario:
    assert part.scenario is not None  # the door refuses a measure of flights without one
    return part.scenario


def fly(scenario: Scenario, run: Run, others: Sequence[Figure] = ()) -> DrawnPart:
    """The scenario's flights with the best figures and with every draw; others: figures that are drawn beside them."""
    flown = flow.fly([scenario], (), with_bodies=False, threads=run.threads)[0]
    figures = tuple({f.path: f for f in (*chain.uncertain(scenario), *others)}.values())
    values = chain.draw(figures, run.draws, run.seed)
    base = chain.base(scenario, flown, [figure.path for figure in figures])
    scenarios = chain.scenarios(base.scenario, base.paths, values)
    flights = chain.fly(scenarios, flown, run.threads)
    return DrawnPart(figures, values, DrawnRow(base.scenario, flown), scenarios, flights)


def against(drawn: DrawnPart, other: Scenario) -> DrawnPart:
    """The same flights and draws in a scenario that differs by its defence alone."""
    scenarios = chain.scenarios(other, [figure.path for figure in drawn.figures], drawn.values)
    return drawn._replace(best=DrawnRow(other, drawn.best.flown), scenarios=scenarios)


def over(drawn: DrawnPart, measure: Callable[[DrawnRow], float]) -> Measured:
    """The measure at the best figures and at every draw."""
    found = list(chain.each(measure, drawn.scenarios, drawn.flights))
    short = int(np.isnan(found).sum())
    notes = [note("notes-draws-tell-nothing", short=str(short), draws=str(len(found)))] if short else []
    shapes = [flight.note for flight in drawn.best.flown if flight.note and flight.reached]
    return Measured(
        measure(drawn.best),
        np.array(found, dtype=float),
        drawn.figures,
        drawn.values,
        (),
        tuple(dict.fromkeys(shapes + notes)),
    )


def if_came(row: DrawnRow, value: Callable[[], float]) -> float:
    """A value, or nan where some missile falls short of its aimpoint."""
    return value() if row.came else nan


def mean_leakers(row: DrawnRow, run: Run) -> float:
    return measures.of_raid("leakers", row.scenario, row.outcomes(run.raids, run.seed)).mean
