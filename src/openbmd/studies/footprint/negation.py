"""How likely is a single missile to be stopped, wherever it comes down? The raid engine's answer, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import inf
from typing import NamedTuple

import numpy as np

from openbmd import flow
from openbmd.kinds import Missile
from openbmd.records import Battlespace, Floats, Place, Plan, Route, Scenario, Threat, Trajectory
from openbmd.studies.footprint.chain import Approach, alone, each_alone, with_missile
from openbmd.studies.footprint.flights import Flights

RAIDS = 1_000  # of a point, where effects are on: a chance is then known to 0.016 or better
ONE = "the missile"
ITS_OWN = ("missile-reliability", "dispersion")  # effects by which a missile fails without being stopped


class Negation(NamedTuple):
    """Chances on a lattice of longitudes (X, Y) and latitudes (X, Y) [deg]; nan where no missile comes down."""

    longitude: Floats
    latitude: Floats
    chance: Floats


def negation(
    scenario: Scenario,
    names: Sequence[str],
    missile: Missile,
    approaches: Sequence[Approach],
    longitude: Floats,
    latitude: Floats,
    threads: int,
) -> Negation:
    """The chance at points (X, Y) [deg] that fire units stop a single missile; of several approaches the least.

    A missile that fails by itself, or misses, is not one that is stopped: these effects are left out.
    """
    own = with_missile(alone(scenario, tuple(names)), missile, approaches)
    own = replace(own, effects=tuple(effect for effect in own.effects if effect not in ITS_OWN))
    points = np.radians(np.stack([latitude.ravel(), longitude.ravel()], axis=1))
    middle = points.mean(axis=0)
    least = np.full(len(points), np.nan)
    for approach in approaches:
        flights = Flights(missile, approach.route, (float(middle[0]), float(middle[1])))
        parts = [part for part in np.array_split(np.arange(len(points)), threads) if len(part)]
        with ThreadPoolExecutor(threads) as pool:
            found = list(pool.map(lambda part, flights=flights: _part(own, flights, points[part]), parts))
        least = np.fmin(least, np.concatenate(found))
    return Negation(longitude, latitude, least.reshape(longitude.shape))


def _part(scenario: Scenario, flights: Flights, points: Floats) -> Floats:
    came, routes, flown = flights.fly(points)
    chances = np.full(len(points), np.nan)
    if len(came):
        chances[came] = stopped(scenario, routes, flown)
    return chances


def stopped(scenario: Scenario, routes: tuple[Route, ...], flown: tuple[Trajectory, ...]) -> list[float]:
    """The chance that the missile of each route is stopped, in a raid of its own."""
    space = each_alone(scenario, routes, flown)
    chances = []
    for k, route in enumerate(routes):
        raid = single(scenario, route)
        there = by_itself(space, raid, k)
        chances.append(played(there, raid, RAIDS) if scenario.effects else planned(there.plan, raid))
    return chances


def by_itself(space: Battlespace, raid: Scenario, k: int) -> Battlespace:
    """The battlespace of a raid of the one missile on route k."""
    one = replace(
        space,
        trajectories=(space.trajectories[k],),
        looks=(space.looks[k],),
        warnings=(space.warnings[k],),
        tracks=(space.tracks[k],),
        fused=(space.fused[k],),
        opportunities=(space.opportunities[k],),
    )
    return flow.replan(one, raid)


def single(scenario: Scenario, route: Route) -> Scenario:
    """A raid of one missile on this route, at a place of its own."""
    place = Place(ONE, route.aimpoint, 1.0, "", 1.0, inf)
    threat = Threat(ONE, 0, 0.0, ONE, ONE, "", 0)
    return replace(scenario, routes=(route,), threats=(threat,), places=(place,))


def played(space: Battlespace, raid: Scenario, raids: int) -> float:
    """The share of raids in which it does not come through."""
    return 1.0 - float(flow.assess(space, raid, raids, raid.seed, 1).leaks[0]) / raids


def planned(plan: Plan, raid: Scenario) -> float:
    """The same chance of a plan in which every shot is taken until one kills, with no effect on."""
    left = 1.0
    for layer in range(len(raid.layers)):
        shots = plan.shots[plan.shots["layer"] == layer]
        missed, common = 1.0, 0.0
        for shot in shots:
            kind = raid.interceptors[raid.fire_units[shot["unit"]].interceptor]
            missed *= (1.0 - kind.kill_probability) ** int(shot["rounds"])
            common = max(common, kind.common_mode_failure)
        left *= common + (1.0 - common) * missed
    return 1.0 - left
