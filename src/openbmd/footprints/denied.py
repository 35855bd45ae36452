"""The footprint turned round: from which launch points can a place be defended?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from openbmd import threats
from openbmd.footprints import boundary
from openbmd.footprints.chain import Approach, alone, engage, with_missile
from openbmd.footprints.plane import Plane, Region
from openbmd.kinds import Missile
from openbmd.records import Floats, Integers, Place, Scenario, Site

SPACING = 32e3  # m, of the lattice of launch points
NEAREST = 20e3  # m, of a launch point from the place
ONE, AGAIN = 1, 2


class Denied(NamedTuple):
    """Launch points from which a missile at one place can be engaged by some fire unit."""

    place: Place
    one: Region
    again: Region
    flown: int


def denied(
    scenario: Scenario, names: tuple[str, ...], missile: Missile, approach: Approach, place: Place, threads: int
) -> Denied:
    """The launch area that fire units deny to a missile on the approach's arc, for one place."""
    own = with_missile(alone(scenario, names), missile, (approach,))
    plane, flown = Plane(place.site), 0

    def part(points: Floats) -> Integers:
        launches = np.radians(plane.lonlat(points))
        distant = np.flatnonzero(np.hypot(*points.T) > NEAREST)
        routes = [
            approach.route._replace(launch=Site(float(launches[n, 1]), float(launches[n, 0]), 0.0), aimpoint=place.site)
            for n in distant
        ]
        flights = threats.fly_all([missile] * len(routes), routes, np.full((len(routes), 3), np.nan), False, 1)
        came = [k for k, trajectory in enumerate(flights) if trajectory.reached]
        shots = np.zeros(len(points), np.int64)
        if came:
            reached = engage(own, tuple(routes[k] for k in came), tuple(flights[k] for k in came))
            shots[distant[came]] = reached.shots.max(axis=1)
        return shots

    def values(points: Floats) -> Integers:
        nonlocal flown
        flown += len(points)
        parts = [some for some in np.array_split(points, threads) if len(some)]
        with ThreadPoolExecutor(threads) as pool:
            return np.concatenate(list(pool.map(part, parts)))

    launch = approach.route.launch
    away = float(np.hypot(*plane.metres(np.degrees([[launch.longitude, launch.latitude]]))[0]))
    found = boundary.trace(values, SPACING, away, 4.0 * away, (ONE, AGAIN))
    return Denied(place, plane.region(found[ONE]), plane.region(found[AGAIN]), flown)
