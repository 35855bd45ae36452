"""A vehicle, its launch point and aimpoint; a boost (azimuth, pitch-over tilt, thrust cutoff), and its flight."""

from __future__ import annotations

from math import atan2, cos, inf, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import events, flight
from openbmd.physics.earth import WGS84
from openbmd.physics.kernel import kernel

Floats = NDArray[np.float64]

MINIMUM_ENERGY, BY_APOGEE, BY_BURNOUT_ANGLE = range(3)  # what chooses the tilt


class Case(NamedTuple):
    """What stays the same while shooting."""

    vehicle: NDArray[np.void]  # (legs,) flight.LEG; leg 0 rises vertically, leg 1 holds the tilt
    origin: Floats  # (3,) m, launch point
    axes: Floats  # (3, 3) east, north, up rows there
    bearing: float  # rad, of the aimpoint's geocentric direction
    angle: float  # rad, geocentric, from launch point to aimpoint
    ground: float  # m above the ellipsoid at which the flight ends
    layers: NDArray[np.void]
    tolerance: float  # of a step, see flight.try_step
    time_limit: float  # s
    choice: int
    wanted: float  # m or rad; nan for minimum energy
    ratio: float  # wanted in units of the minimum-energy arc's own; nan when wanted is absolute
    nodes: Floats  # (N, 10) room to fly in, see flight.fly
    leg_ends: Floats  # (legs,) likewise


@kernel
def bearing_and_angle(axes: Floats, origin: Floats, x: float, y: float, z: float) -> tuple[float, float]:
    """Bearing [rad] and geocentric angle [rad] from origin (3,) to the direction of (x, y, z)."""
    o = sqrt(origin[0] ** 2 + origin[1] ** 2 + origin[2] ** 2)
    p = sqrt(x * x + y * y + z * z)
    along = (origin[0] * x + origin[1] * y + origin[2] * z) / (o * p)
    dx, dy, dz = x / p - along * origin[0] / o, y / p - along * origin[1] / o, z / p - along * origin[2] / o
    east = axes[0, 0] * dx + axes[0, 1] * dy + axes[0, 2] * dz
    north = axes[1, 0] * dx + axes[1, 1] * dy + axes[1, 2] * dz
    return atan2(east, north), atan2(sqrt(dx * dx + dy * dy + dz * dz), along)


@kernel
def timed_legs(vehicle: NDArray[np.void]) -> int:
    """How many legs, from the first, end by time alone: the boost with its coasts between stages."""
    n = 0
    while n < vehicle.shape[0] and vehicle[n]["duration"] < inf and vehicle[n]["stop"] == events.FULL_TIME:
        n += 1
    return n


@kernel
def full_burn(vehicle: NDArray[np.void]) -> float:
    """Time [s] of the last burnout when all propellant is burnt."""
    time = 0.0
    for n in range(timed_legs(vehicle)):
        time += vehicle[n]["duration"]
    return time


@kernel
def steer(vehicle: NDArray[np.void], axes: Floats, azimuth: float, tilt: float, cutoff: float) -> NDArray[np.void]:
    """The vehicle's legs with directions filled in [rad, rad] and thrust ended at cutoff [s]."""
    legs = vehicle.copy()
    for n in range(timed_legs(vehicle)):
        if legs[n]["along"] == 1.0 or legs[n]["mass_flow"] == 0.0:
            continue
        lean = tilt if n == 1 else legs[n]["lean"]
        east, north, up = sin(lean) * sin(azimuth), sin(lean) * cos(azimuth), cos(lean)
        legs[n]["x"] = east * axes[0, 0] + north * axes[1, 0] + up * axes[2, 0]
        legs[n]["y"] = east * axes[0, 1] + north * axes[1, 1] + up * axes[2, 1]
        legs[n]["z"] = east * axes[0, 2] + north * axes[1, 2] + up * axes[2, 2]
    time = 0.0
    for n in range(timed_legs(vehicle)):
        legs[n]["duration"] = max(0.0, min(legs[n]["duration"], cutoff - time))
        time += legs[n]["duration"]
    return legs


@kernel
def shoot(case: Case, boost: Floats) -> tuple[int, int]:
    """Fly a boost (azimuth, tilt, cutoff) [rad, rad, s] from rest into case.nodes; as flight.fly."""
    start = np.zeros(6)
    start[:3] = case.origin
    legs = steer(case.vehicle, case.axes, boost[0], boost[1], boost[2])
    return flight.fly(
        start,
        legs,
        case.layers,
        WGS84,
        case.tolerance,
        case.ground,
        case.time_limit,
        case.nodes,
        case.leg_ends,
    )
