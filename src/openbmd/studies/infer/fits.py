"""A vehicle fitted to a report: the ideal speed and the launch direction that give its range and apogee, by flying."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, exp, hypot, inf, log, nan, pi, sin
from typing import NamedTuple

import numpy as np

from openbmd import threats
from openbmd.kinds import Missile
from openbmd.physics import arc, earth, flight, targeting
from openbmd.physics.atmosphere import STANDARD
from openbmd.records import Floats, Shape, Site
from openbmd.studies.infer import builds

STEP_TOLERANCE = 1e-7  # of a step: within tens of metres, less than any report tells
ROOM = 1024  # nodes of one flight
LONGEST_FLIGHT = 20_000.0  # s; what is up longer is taken as an orbit
RADIUS = 6.371e6  # m, turns geocentric angles into metres of miss
STILL = earth.WGS84._replace(rotation_rate=0.0)  # the Earth at rest
CLOSE = 300.0  # m of miss and of apogee
MOST_FLIGHTS = 28
STEEPEST, FLATTEST = 1e-3, 1.2  # rad of tilt
SPREAD = 0.4  # of the logarithm of the tilt, first look around a guess
BALLISTIC = Shape("minimum-energy", nan, nan)


class Goal(NamedTuple):
    """Where a flight begins and what it should show."""

    launch: Site
    bearing: float  # rad, geocentric, to the aimpoint
    angle: float  # rad, geocentric
    apogee: float  # m


class Flown(NamedTuple):
    bearing: float  # rad, geocentric, to the impact
    angle: float  # rad, geocentric; pi when it does not come down
    apogee: float  # m, nan when not asked for
    time: float  # s
    impact: Site
    down: bool


class Fit(NamedTuple):
    """A vehicle that flies as reported."""

    draw: builds.Draw
    vehicle: Missile
    ideal_speed: float  # m/s
    azimuth: float  # rad
    tilt: float  # rad
    left: float  # s of burn left unused
    time: float  # s, launch to impact
    burn_time: float  # s


def fly(
    vehicle: Missile, launch: Site, azimuth: float, tilt: float, left: float, planet: earth.Planet, nodes: Floats
) -> Flown:
    """Fly a vehicle from a site on a launch azimuth and tilt [rad], thrust ended left [s] before burnout.

    nodes (N, 10): room for the flight; with N = 1 no apogee is told.
    """
    legs = threats.vehicle(vehicle, BALLISTIC)
    axes = earth.local_axes(launch.latitude, launch.longitude)
    start = np.zeros(6)
    start[:3] = earth.position(launch.latitude, launch.longitude, launch.height)
    steered = targeting.steer(legs, axes, azimuth, tilt, targeting.full_burn(legs) - left)
    count, ending = flight.fly(
        start, steered, STANDARD, planet, STEP_TOLERANCE, 0.0, LONGEST_FLIGHT, nodes, np.empty(len(legs))
    )
    last = nodes[count - 1]
    apogee = arc.apogee(nodes[:count])[1] if len(nodes) > 1 else nan
    end = Site(*earth.geodetic(last[1], last[2], last[3]))
    if ending != flight.IMPACT:
        return Flown(azimuth, pi, apogee, inf, end, False)
    bearing, angle = targeting.bearing_and_angle(axes, start[:3], last[1], last[2], last[3])
    return Flown(bearing, angle, apogee, float(last[0]), end, True)


def solve(
    shoot: Callable[[float, float, float], Flown | None], goal: Goal, guess: Floats, scale: float
) -> tuple[Floats, Flown] | None:
    """Size, azimuth and tilt [rad] at which shoot(size, azimuth, tilt) meets the goal; None where none is found.

    guess (3,): size, and the tilt's parts towards east and north, in which the impact is nearly linear even for a
    flight straight up. scale: a small change of size. Newton's first step by differences, then Broyden's updates
    (Broyden, Mathematics of Computation 19, 1965).
    """
    wanted = np.array([RADIUS * goal.angle * sin(goal.bearing), RADIUS * goal.angle * cos(goal.bearing), goal.apogee])
    nudges = np.array([scale, 2e-3, 2e-3])
    budget = [MOST_FLIGHTS]

    def miss(x: Floats) -> tuple[Floats, Flown] | None:
        tilt = hypot(x[1], x[2])
        if budget[0] <= 0 or not 0.0 <= tilt <= FLATTEST or x[0] <= 0.0:
            return None
        budget[0] -= 1
        flown = shoot(float(x[0]), atan2(x[1], x[2]), tilt)
        if flown is None or not flown.down:
            return None
        east, north = (RADIUS * flown.angle * part for part in (sin(flown.bearing), cos(flown.bearing)))
        return np.array([east, north, flown.apogee]) - wanted, flown

    x = guess.copy()
    now = miss(x)
    if now is None:
        return None
    slopes = np.empty((3, 3))
    for i in range(3):
        there = miss(x + nudges * (np.arange(3) == i))
        if there is None:
            return None
        slopes[:, i] = (there[0] - now[0]) / nudges[i]
    while np.abs(now[0]).max() > CLOSE:
        if abs(np.linalg.det(slopes / np.abs(slopes).max())) < 1e-12:
            return None
        step = -np.linalg.solve(slopes, now[0])
        step *= min(1.0, 60.0 * abs(scale) / max(abs(step[0]), 1e-9), 0.25 / max(hypot(step[1], step[2]), 1e-9))
        there = miss(x + step)
        while there is None or np.abs(there[0]).max() > 3.0 * np.abs(now[0]).max():
            step *= 0.4
            if budget[0] <= 0:
                return None
            there = miss(x + step)
        slopes += np.outer(there[0] - now[0] - slopes @ step, step) / (step @ step)
        x, now = x + step, there
    return np.array([x[0], atan2(x[1], x[2]), hypot(x[1], x[2])]), now[1]


def guesses(goal: Goal, speed: float, known: Floats | None) -> list[Floats]:
    """Where to begin: a neighbour's solution (size, azimuth, tilt), then tilts from steep to flat at the bearing."""
    found = [] if known is None else [known]
    found += [np.array([speed, goal.bearing, tilt]) for tilt in (0.05, 0.15, 0.4)]
    return [np.array([x[0], x[2] * sin(x[1]), x[2] * cos(x[1])]) for x in found]


def ideal_speed(build: builds.Build, speed: float) -> float:
    """A guess of the ideal speed [m/s] for an impulsive speed [m/s]: what weight and air take from usual boosts."""
    slow = 500.0 if build.propellant == "liquid" and build.stages > 1 else 0.0
    return 1.12 * speed + 400.0 + slow


def fit(draw: builds.Draw, goal: Goal, impulse: float, known: Floats | None) -> Fit | None:
    """The draw's vehicle that flies to the goal; None where no vehicle of that build does.

    impulse: speed [m/s] of the impulsive flight; known (3,): a neighbour's ideal speed, azimuth and tilt.
    """
    speed = ideal_speed(draw.build, impulse)
    low, high = draw.build.ideal_speeds
    if not 0.8 * low <= speed <= 1.25 * high:
        return None
    nodes = np.empty((ROOM, 10))

    def shoot(size: float, azimuth: float, tilt: float) -> Flown | None:
        vehicle = builds.missile(draw, size)
        if vehicle is None:
            return None
        left = builds.reserve_time(vehicle, draw, size)
        return fly(vehicle, goal.launch, azimuth, tilt, left, earth.WGS84, nodes)

    for guess in guesses(goal, speed, known):
        found = solve(shoot, goal, guess, 5.0)
        if found is None:
            continue
        (size, azimuth, tilt), flown = found
        vehicle = builds.missile(draw, float(size))
        if vehicle is None or not builds.is_built_so(vehicle, draw, size):
            return None
        left = builds.reserve_time(vehicle, draw, size)
        burn = sum(stage.burn_time for stage in vehicle.stages) - left
        return Fit(draw, vehicle, float(size), float(azimuth), float(tilt), left, flown.time, burn)
    return None


def farthest(vehicle: Missile, launch: Site, azimuth: float, planet: earth.Planet, tilt: float) -> tuple[float, float]:
    """The greatest geocentric angle [rad] at full burn on a launch azimuth [rad], and its tilt; tilt: a guess.

    Parabolas over the logarithm of the tilt; pi where the vehicle goes into orbit. Near its top the angle is so flat
    that a tilt within a twentieth gives it to a thousandth.
    """
    nodes = np.empty((1, 10))
    flown: dict[float, float] = {}

    def angle(x: float) -> float:
        if x not in flown:
            found = fly(vehicle, launch, azimuth, exp(x), 0.0, planet, nodes)
            over = found.angle > 0.5 * pi and cos(found.bearing - azimuth) < 0.0  # it flew on past the antipode
            flown[x] = pi if over else found.angle
        return flown[x]

    middle, width = log(tilt), SPREAD
    for _ in range(24):
        below, at, above = angle(middle - width), angle(middle), angle(middle + width)
        if max(below, at, above) >= pi:
            break
        if max(below, above) > at:
            middle += width if above > below else -width
            if not log(STEEPEST) < middle < log(FLATTEST):
                break
            continue
        bend = below - 2.0 * at + above
        if width <= SPREAD / 3.0 or bend == 0.0:
            break
        top = middle + 0.5 * width * (below - above) / bend
        if angle(top) > at:
            middle = top
        width /= 3.0
    best = max(flown, key=lambda x: flown[x])
    return flown[best], exp(best)
