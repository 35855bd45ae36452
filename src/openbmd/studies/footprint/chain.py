"""What a fire unit can do about missiles that come down at given points: flights, looks, tracks, opportunities."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd import flow
from openbmd.kinds import Missile
from openbmd.physics.kernel import kernel
from openbmd.plans.salvos import salvo
from openbmd.plans.tables import fire_units, pack
from openbmd.records import REASONS, Battlespace, Floats, Integers, Route, Scenario, Trajectory
from openbmd.records.reasons import NOT_REACHED
from openbmd.studies.footprint.flights import Flights

FOOTPRINT_REASONS = (*REASONS, NOT_REACHED)
UNREACHED = len(REASONS)  # its index


class Approach(NamedTuple):
    """One way in which a missile of a threat class comes: its launch point, in words and in place, and its arc."""

    label: str
    route: Route  # the aimpoint is put in


class Reached(NamedTuple):
    """What can be done at N points, U units; of several approaches the worst for the defence."""

    shots: Integers  # (N, U) salvos that fit one after the other, each after the assessment of the one before
    reasons: Integers  # (N,) index in FOOTPRINT_REASONS of the unit that came nearest to a shot where there is none


def alone(scenario: Scenario, names: tuple[str, ...]) -> Scenario:
    """The scenario with these fire units, and no radar, sensor or link that they do not hear directly or by others.

    What a unit can do at one missile depends on nothing else, so that its opportunities are those of the whole.
    """
    units = tuple(unit for unit in scenario.fire_units if unit.name in names)
    heard = {unit.name for unit in units} | {unit.radar for unit in units}
    while True:
        more = {link.source for link in scenario.links if link.target in heard} - heard
        if not more:
            break
        heard |= more
    return replace(
        scenario,
        fire_units=units,
        radar_sites=tuple(site for site in scenario.radar_sites if site.name in heard),
        warning_sensors=tuple(sensor for sensor in scenario.warning_sensors if sensor.name in heard),
        links=tuple(link for link in scenario.links if link.target in heard),
        threats=(),
    )


def with_missile(scenario: Scenario, missile: Missile, approaches: Sequence[Approach]) -> Scenario:
    """The scenario with the missile that the approaches name."""
    return replace(scenario, missiles={**scenario.missiles, **{each.route.missile: missile for each in approaches}})


def reach(scenario: Scenario, flights: Flights, points: Floats, threads: int) -> Reached:
    """What the scenario's fire units can do about a missile that comes down at points (N, 2) [rad]."""
    parts = [part for part in np.array_split(points, threads) if len(part)]
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda part: _reach_part(scenario, flights, part), parts))
    return together(found, len(scenario.fire_units))


def together(found: list[Reached], units: int) -> Reached:
    """Parts one after the other."""
    return Reached(
        np.concatenate([np.empty((0, units), np.int64), *(part.shots for part in found)]),
        np.concatenate([np.empty(0, np.int64), *(part.reasons for part in found)]),
    )


def _reach_part(scenario: Scenario, flights: Flights, points: Floats) -> Reached:
    came, routes, flown = flights.fly(points)
    shots = np.zeros((len(points), len(scenario.fire_units)), np.int64)
    reasons = np.full(len(points), UNREACHED)
    shots[came], reasons[came] = engage(scenario, routes, flown)
    return Reached(shots, reasons)


def engage(scenario: Scenario, routes: tuple[Route, ...], flown: tuple[Trajectory, ...]) -> Reached:
    """What the scenario's fire units can do about each of these flights, were it the only one."""
    if not routes:
        return together([], len(scenario.fire_units))
    return judge(scenario, each_alone(scenario, routes, flown))


def each_alone(scenario: Scenario, routes: tuple[Route, ...], flown: tuple[Trajectory, ...]) -> Battlespace:
    """What can be done about each of these flights, with no raid and so no plan."""
    return flow.engage(replace(scenario, routes=routes, threats=()), flown, every_error=False)


def judge(scenario: Scenario, space: Battlespace) -> Reached:
    """How often the fire units can shoot at each route of a battlespace, and why not at all."""
    spans, moments = pack(space.opportunities, len(scenario.fire_units), np.ones(len(scenario.radar_sites)))
    shots = count_shots(spans, moments, fire_units(scenario))
    nearest = [max((REASONS.index(o.reason) for o in row if o.reason), default=0) for row in space.opportunities]
    return Reached(shots, np.array(nearest, dtype=np.int64))


@kernel
def count_shots(spans: NDArray[np.void], moments: NDArray[np.void], units: NDArray[np.void]) -> Integers:
    """Salvos (R, U) that fit one after the other at each route: the plan's own salvos, each as early as it can be.

    No launch is before the unit's release time, counted from the missile's launch, and none when its ready rounds
    are spent.
    """
    shots = np.zeros(spans.shape, np.int64)
    for r in range(spans.shape[0]):
        for u in range(spans.shape[1]):
            unit, left = units[u], int(units[u]["ready"])
            decision, wanted = unit["release_time"], int(unit["first_salvo"])
            while left > 0:
                fired, _, intercept, _ = salvo(
                    spans[r, u], moments, 0.0, decision, min(wanted, left), float(unit["salvo_interval"])
                )
                if fired == 0:
                    break
                shots[r, u] += 1
                left -= fired
                decision = intercept + unit["assessment"]
                if unit["later_salvo"] > 0:
                    wanted = int(unit["later_salvo"])
    return shots


def worst(found: list[Reached]) -> Reached:
    """Of several approaches at the same points the one with the fewest shots; one that does not come does not count."""
    shots, reasons = found[0]
    for more, whys in found[1:]:
        comes, came = whys != UNREACHED, reasons != UNREACHED
        fewer = np.where(came[:, None], np.minimum(shots, more), more)
        why = np.where(came & (shots.sum(axis=1) <= more.sum(axis=1)), reasons, whys)
        shots = np.where(comes[:, None], fewer, shots)
        reasons = np.where(comes, why, reasons)
    return Reached(shots, reasons)
