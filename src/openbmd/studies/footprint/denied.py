"""The footprint turned round: from which launch points can a place be defended?"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from openbmd import flow, threats
from openbmd.kinds import Missile
from openbmd.physics import earth, targeting
from openbmd.records import Floats, Integers, Place, Route, Scenario, Site
from openbmd.studies.footprint import boundary
from openbmd.studies.footprint.chain import Approach, alone, engage, with_missile
from openbmd.studies.footprint.flights import Flights
from openbmd.studies.footprint.plane import Plane, Region

GAP, SPACING = 4e3, 64e3  # m: to which the boundary is found, and of the lattice of launch points
STEPS = 30  # distances at which boosts are solved beforehand, to start the others from
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
    flights = Flights(missile, approach.route, (place.site.latitude, place.site.longitude))
    start = starts(flights)

    def part(points: Floats) -> Integers:
        launches = np.radians(plane.lonlat(points))
        distant = np.flatnonzero(np.hypot(*points.T) > NEAREST)
        routes = [
            approach.route._replace(launch=Site(float(launches[n, 1]), float(launches[n, 0]), 0.0), aimpoint=place.site)
            for n in distant
        ]
        bearings, angles = headings(routes)
        here = [n for n in range(len(routes)) if angles[n] <= flights.farthest]
        routes, distant, bearings, angles = [routes[n] for n in here], distant[here], bearings[here], angles[here]
        guesses = np.stack([bearings, *(np.interp(angles, start[0], column) for column in start[1:])], axis=1)
        trajectories = flow.fly_routes([missile] * len(routes), routes, guesses, False, 1) if routes else ()
        came = [k for k, trajectory in enumerate(trajectories) if trajectory.reached and trajectory.as_asked]
        shots = np.zeros(len(points), np.int64)
        if came:
            reached = engage(own, tuple(routes[k] for k in came), tuple(trajectories[k] for k in came))
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
    found = boundary.trace(values, GAP, SPACING, away, 4.0 * away, (ONE, AGAIN))
    return Denied(place, plane.region(found[ONE]), plane.region(found[AGAIN]), flown)


def starts(flights: Flights) -> Floats:
    """Angle [rad], tilt [rad] and cutoff [s] (3, K) of boosts on one bearing; nan for a glide."""
    angles = np.linspace(0.0, flights.farthest, STEPS + 1)[1:]
    if flights.route.shape.name == "glide":
        return np.stack([angles, np.full(STEPS, np.nan), np.full(STEPS, np.nan)])
    cases = [flights.case._replace(bearing=flights.bearing, angle=float(angle)) for angle in angles]
    solved = threats.solve_boosts(cases, np.full((STEPS, 3), np.nan))
    return np.stack([angles, solved[:, 1], solved[:, 2]])


def headings(routes: Sequence[Route]) -> tuple[Floats, Floats]:
    """Bearing and angle [rad] (N,) from the launch point of each route to its aimpoint."""
    found = [
        targeting.bearing_and_angle(
            earth.local_axes(route.launch.latitude, route.launch.longitude), earth.position(*route.launch),
            *earth.position(*route.aimpoint),
        )
        for route in routes
    ]  # fmt: skip
    bearings, angles = np.array(found).reshape(-1, 2).T
    return bearings, angles
