"""The drag-free arc of one impulse at launch: the least time in which a range and an apogee can be flown.

All speed at once, no air: the flight is a two-body ellipse in inertial space, over an Earth that turns beneath it. A
real boost spends seconds at lower speed and the air holds its body back, so that no flight of that range and apogee
is shorter.
"""

from __future__ import annotations

from math import acos, cos, nan, pi, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.constants import GRAVITATIONAL_PARAMETER
from openbmd.physics.earth import Planet, altitude_over
from openbmd.physics.kernel import kernel

Floats = NDArray[np.float64]

ROUNDS = 60
CLOSE_TIME = 1e-7  # s
CLOSE_ANGLE = 1e-14  # rad
CLOSE_APOGEE = 1e-3  # m


class Arc(NamedTuple):
    """An impulsive flight from rest on the ground."""

    time: float  # s, launch to impact; nan when no ellipse joins the points at that apogee
    speed: float  # m/s at launch, in inertial space
    axis: float  # m, semi-major axis
    eccentricity: float  # 1
    angle: float  # rad, from launch to impact in inertial space


@kernel
def least_speed(distance: float, radius: float) -> float:
    """Speed [m/s] at both ends of the drag-free arc of least energy over a distance [m] on a sphere of a radius [m].

    v^2 = mu / r * 2 s / (1 + s), s the sine of half the angle at the Earth's centre (Bate, Mueller and White,
    Fundamentals of Astrodynamics, 1971, section 6.2); beyond half the way round it is the speed of a circular orbit.
    """
    s = sin(min(0.5 * distance / radius, 0.5 * pi))
    return sqrt(GRAVITATIONAL_PARAMETER / radius * 2.0 * s / (1.0 + s))


@kernel
def split_angle(r1: float, r2: float, apogee: float, angle: float) -> float:
    """How much [rad] of the angle between two radii [m] lies before the apogee radius [m].

    Both ends lie on one ellipse r = a (1 - e^2) / (1 - e cos(x)), x counted from apogee, whose eccentricity
    e = (apogee - r) / (apogee - r cos(x)) must come out alike (Bate, Mueller and White, Fundamentals of Astrodynamics,
    1971, section 1.5). Bisection: the difference of the two grows with the share of the first.
    """
    low, high = 0.0, angle
    for _ in range(ROUNDS):
        first = 0.5 * (low + high)
        e1 = (apogee - r1) / (apogee - r1 * cos(first))
        e2 = (apogee - r2) / (apogee - r2 * cos(angle - first))
        if e1 < e2:
            high = first
        else:
            low = first
        if high - low < CLOSE_ANGLE:
            break
    return 0.5 * (low + high)


@kernel
def time_from_apogee(radius: float, axis: float, eccentricity: float, mu: float) -> float:
    """Time [s] between a radius [m] and the apogee of an ellipse, by Kepler's equation; mu in m3/s2."""
    anomaly = acos(min(max((1.0 - radius / axis) / eccentricity, -1.0), 1.0))
    return sqrt(axis**3 / mu) * (pi - anomaly + eccentricity * sin(anomaly))


@kernel
def ellipse(r1: float, r2: float, apogee: float, angle: float, mu: float) -> tuple[float, float, float]:
    """Time of flight [s], semi-major axis [m] and eccentricity between two radii [m] an angle [rad] apart.

    apogee: radius [m], above both; the arc passes through it. Angle 0 is the straight rise and fall.
    """
    first = split_angle(r1, r2, apogee, angle)
    eccentricity = (apogee - r1) / (apogee - r1 * cos(first))
    axis = apogee / (1.0 + eccentricity)
    time = time_from_apogee(r1, axis, eccentricity, mu) + time_from_apogee(r2, axis, eccentricity, mu)
    return time, axis, eccentricity


@kernel
def highest(
    u1: Floats, u2: Floats, angle: float, first: float, axis: float, eccentricity: float, planet: Planet
) -> float:
    """Greatest altitude [m] above the ellipsoid on an arc from direction u1 to u2 (3,), whose apogee is at angle first.

    The ellipsoid's slope moves the highest point a little off the apogee: the parabola through three altitudes near it.
    """
    step = min(0.05, 0.5 * angle)
    if step < 1e-6:
        r = axis * (1.0 + eccentricity)
        return altitude_over(r * u1[0], r * u1[1], r * u1[2], planet.semi_major_axis, planet.semi_minor_axis)
    z = np.empty(3)
    for k in range(3):
        off = (k - 1) * step
        r = axis * (1.0 - eccentricity * eccentricity) / (1.0 - eccentricity * cos(off))
        a, b = sin(angle - first - off) / sin(angle), sin(first + off) / sin(angle)
        z[k] = altitude_over(
            r * (a * u1[0] + b * u2[0]),
            r * (a * u1[1] + b * u2[1]),
            r * (a * u1[2] + b * u2[2]),
            planet.semi_major_axis,
            planet.semi_minor_axis,
        )
    bend = z[0] - 2.0 * z[1] + z[2]
    highest_altitude: float = z[1] - (z[2] - z[0]) ** 2 / (8.0 * bend)
    return highest_altitude


@kernel
def arc(launch: Floats, impact: Floats, apogee: float, planet: Planet) -> Arc:
    """The impulsive flight between Earth-fixed points (3,) [m] whose highest altitude is apogee [m].

    The impact point turns with the Earth for the time of flight, which the arc itself decides: solved by repetition,
    which converges since a second of flight moves the point by less than half a kilometre. Two-body gravity.
    """
    mu, turn = planet.gravitational_parameter, planet.rotation_rate
    r1 = sqrt(launch[0] ** 2 + launch[1] ** 2 + launch[2] ** 2)
    r2 = sqrt(impact[0] ** 2 + impact[1] ** 2 + impact[2] ** 2)
    u1 = launch / r1
    u2 = np.empty(3)
    time, last, radius = 0.0, -1.0, max(r1, r2) + apogee
    angle = first = axis = eccentricity = nan
    for _ in range(ROUNDS):
        c, s = cos(turn * time), sin(turn * time)
        u2[0] = (c * impact[0] - s * impact[1]) / r2
        u2[1] = (s * impact[0] + c * impact[1]) / r2
        u2[2] = impact[2] / r2
        # By sine and cosine, for an arc that comes down near its launch point.
        x = u1[1] * u2[2] - u1[2] * u2[1]
        y = u1[2] * u2[0] - u1[0] * u2[2]
        z = u1[0] * u2[1] - u1[1] * u2[0]
        angle = np.arctan2(sqrt(x * x + y * y + z * z), u1[0] * u2[0] + u1[1] * u2[1] + u1[2] * u2[2])
        if radius <= max(r1, r2):
            return Arc(nan, nan, nan, nan, angle)
        last = time
        time, axis, eccentricity = ellipse(r1, r2, radius, angle, mu)
        first = split_angle(r1, r2, radius, angle)
        short = apogee - highest(u1, u2, angle, first, axis, eccentricity, planet)
        radius += short
        if abs(time - last) < CLOSE_TIME and abs(short) < CLOSE_APOGEE:
            break
    speed = sqrt(mu * (2.0 / r1 - 1.0 / axis))
    return Arc(time, speed, axis, eccentricity, angle)


class LeastEnergy(NamedTuple):
    """The minimum-energy impulsive arc on a sphere that stands still."""

    speed: float  # m/s at launch
    climb: float  # rad above the horizon at launch
    apogee: float  # m
    time: float  # s


@kernel
def least_energy(distance: float, radius: float) -> LeastEnergy:
    """The arc of least speed to a ground distance [m] on a sphere of that radius [m] at rest.

    With h half the angle of the range: v^2 = (mu / r) 2 sin h / (1 + sin h), climb = (pi - 2 h) / 4 (Wheelon, Free
    Flight of a Ballistic Missile, ARS Journal 29, 1959). Its apogee is r (sin h + cos h - 1) / 2, its time Kepler's.
    """
    half = 0.5 * distance / radius
    speed = sqrt(GRAVITATIONAL_PARAMETER / radius * 2.0 * sin(half) / (1.0 + sin(half)))
    apogee = 0.5 * radius * (sin(half) + cos(half) - 1.0)
    time, _, _ = ellipse(radius, radius, radius + apogee, 2.0 * half, GRAVITATIONAL_PARAMETER)
    return LeastEnergy(speed, 0.25 * (pi - 2.0 * half), apogee, time)
