"""Flights of missiles that could nearly orbit, which the boost's search alone does not always find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openbmd import flow
from openbmd.records import Scenario, Trajectory

LOADS = (1.1, 1.2, 1.3, 1.05)  # 1, of the payload: heavier ones stay well below orbit


def fly(scenarios: Sequence[Scenario], near: Sequence[Trajectory], threads: int) -> list[tuple[Trajectory, ...]]:
    """As flow.fly; a route that misses is flown again from the boost of the same missile with a heavier payload.

    A full burn that overshoots half the Earth tells the search nothing of the tilt; the loaded missile's boost is near
    the wanted one. What misses after that is out of reach.
    """
    return [
        _again(scenario, flown, threads)
        for scenario, flown in zip(scenarios, flow.fly(scenarios, near, False, threads), strict=True)
    ]


def _again(scenario: Scenario, flown: tuple[Trajectory, ...], threads: int) -> tuple[Trajectory, ...]:
    missed = [k for k, flight in enumerate(flown) if not flight.reached]
    if not missed:
        return flown
    one = replace(scenario, routes=tuple(scenario.routes[k] for k in missed))
    tried = flow.fly([_loaded(one, load) for load in LOADS], (), False, threads)
    columns = zip(missed, zip(*tried, strict=True), strict=True)
    start = {k: next((flight for flight in column if flight.reached), None) for k, column in columns}
    found = {k: flight for k, flight in start.items() if flight is not None}
    if not found:
        return flown
    one = replace(scenario, routes=tuple(scenario.routes[k] for k in found))
    better = dict(zip(found, flow.fly([one], list(found.values()), False, threads)[0], strict=True))
    return tuple(better[k] if k in better and better[k].reached else flight for k, flight in enumerate(flown))


def _loaded(scenario: Scenario, load: float) -> Scenario:
    """The scenario with every payload so many times as heavy."""
    missiles = scenario.missiles.items()
    return replace(scenario, missiles={name: m._replace(payload_mass=m.payload_mass * load) for name, m in missiles})
