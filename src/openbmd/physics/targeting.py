"""The boost that brings a vehicle to its aimpoint: launch azimuth, pitch-over tilt and thrust cutoff, by shooting.

At a given tilt, azimuth and cutoff are corrected until the impact lies in the aimpoint's direction from the launch
point. The tilt then chooses the arc: the least cutoff (minimum energy), a wanted apogee, or a wanted burnout angle.
"""

from __future__ import annotations

from math import asin, atan2, cos, inf, nan, pi, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import arc, flight
from openbmd.physics.earth import WGS84
from openbmd.physics.kernel import kernel

Floats = NDArray[np.float64]

MINIMUM_ENERGY, BY_APOGEE, BY_BURNOUT_ANGLE = range(3)  # what chooses the tilt

SMALLEST_TILT, LARGEST_TILT = 1e-4, 1.2  # rad
CLOSE = 1.0  # m of miss at which a solution is good enough
CLOSE_SHAPE = 1e-4  # of the wanted apogee or angle
RADIUS = 6.371e6  # m, turns angles between geocentric directions into metres of miss
GOLDEN = 0.381966011250105  # 1, smaller part of the golden section


class Case(NamedTuple):
    """What stays the same while shooting; nodes and leg_ends are room to fly in."""

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
    nodes: Floats
    leg_ends: Floats


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
    while n < vehicle.shape[0] and vehicle[n]["duration"] < inf and vehicle[n]["stop"] == flight.FULL_TIME:
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


@kernel
def burnout_angle(case: Case, count: int) -> float:
    """Angle of climb [rad] at the end of the boost last flown into case.nodes."""
    burnout = case.leg_ends[timed_legs(case.vehicle) - 1]
    n = count - 1
    while n > 0 and case.nodes[n, 0] > burnout:
        n -= 1
    y = case.nodes[n, 1:7]
    return asin(min(max(arc.climb_rate(y) / sqrt(y[3] ** 2 + y[4] ** 2 + y[5] ** 2), -1.0), 1.0))


@kernel
def measure(case: Case, boost: Floats) -> tuple[float, float, float]:
    """Shoot; bearing [rad] and angle [rad] of the impact, and the apogee [m] or burnout angle [rad] of case.choice.

    The angle is 0 when the flight fails and pi when it does not come down.
    """
    count, ending = shoot(case, boost)
    if ending == flight.FAILED:
        return boost[0], 0.0, nan
    shape = nan
    if case.choice == BY_APOGEE:
        shape = arc.apogee(case.nodes[:count])[1]
    elif case.choice == BY_BURNOUT_ANGLE:
        shape = burnout_angle(case, count)
    if ending == flight.TIME_LIMIT:
        return boost[0], pi, shape
    end = case.nodes[count - 1]
    bearing, angle = bearing_and_angle(case.axes, case.origin, end[1], end[2], end[3])
    return bearing, angle, shape


@kernel
def correct(case: Case, boost: Floats) -> tuple[float, float]:
    """Correct azimuth and cutoff of boost in place, at its tilt, until the impact meets the aimpoint.

    Broyden's method (Mathematics of Computation 19, 1965) on the impact east and north of the launch point, so that
    steep flights, which the turning Earth carries aside by as much as they go forward, are met too. Returns the miss
    [m] (by how much it falls short at full burn when out of reach) and the choice's measure.
    """
    full = full_burn(case.vehicle)
    aim_east, aim_north = case.angle * sin(case.bearing), case.angle * cos(case.bearing)
    j = np.zeros((2, 2))  # rad east and north of the impact by rad of azimuth and s of cutoff
    last_east, last_north, last_azimuth, last_cutoff = nan, nan, nan, nan
    best, best_miss, best_shape = boost.copy(), inf, nan
    limit, at_limit, known = full, 0, False
    for trial in range(60):
        bearing, angle, shape = measure(case, boost)
        if angle <= 0.0 or angle >= pi:  # crashed at once, or went into orbit
            boost[2] *= 1.1 if angle <= 0.0 else 0.9
            limit = min(limit, boost[2] / 0.9) if angle >= pi else limit
            if boost[2] > full:
                break
            continue
        east, north = angle * sin(bearing) - aim_east, angle * cos(bearing) - aim_north
        miss = RADIUS * sqrt(east * east + north * north)
        if miss < best_miss:
            best[:] = boost
            best_miss, best_shape = miss, shape
        if miss < CLOSE or at_limit > 4:
            break
        azimuth, cutoff = boost[0], boost[2]
        d_azimuth, d_cutoff = azimuth - last_azimuth, cutoff - last_cutoff
        size = (d_azimuth * full) ** 2 + d_cutoff**2
        if known and size > 0.0 and trial % 12 != 11:
            r_east = east - last_east - j[0, 0] * d_azimuth - j[0, 1] * d_cutoff
            r_north = north - last_north - j[1, 0] * d_azimuth - j[1, 1] * d_cutoff
            j[0, 0] += r_east * d_azimuth * full * full / size
            j[1, 0] += r_north * d_azimuth * full * full / size
            j[0, 1] += r_east * d_cutoff / size
            j[1, 1] += r_north * d_cutoff / size
        else:  # a boost that is turned turns the impact with it; range grows as cutoff to the power 2.5
            growth = 2.5 * angle / cutoff
            j[0, 0], j[1, 0] = angle * cos(bearing), -angle * sin(bearing)
            j[0, 1], j[1, 1] = growth * sin(bearing), growth * cos(bearing)
            known = True
        last_east, last_north, last_azimuth, last_cutoff = east, north, azimuth, cutoff
        determinant = j[0, 0] * j[1, 1] - j[0, 1] * j[1, 0]
        turn = -(j[1, 1] * east - j[0, 1] * north) / determinant
        burn = -(j[0, 0] * north - j[1, 0] * east) / determinant
        if not (abs(turn) < 10.0 and abs(burn) < 10.0 * full):
            known = False
            turn, burn = 0.01, -0.01 * cutoff
        boost[0] += min(max(turn, -0.5), 0.5)
        boost[2] += min(max(burn, -0.3 * cutoff), 0.3 * cutoff)
        if boost[2] >= limit:
            at_limit += cutoff >= limit
            boost[2] = limit
    if best_miss < inf:
        boost[:] = best
    return best_miss, best_shape


@kernel
def stretch(case: Case, boost: Floats, accuracy: float) -> float:
    """Set the tilt of boost to that of the longest range at its cutoff, by golden section; that range's angle [rad]."""
    low, high = SMALLEST_TILT, LARGEST_TILT
    a, b = low + GOLDEN * (high - low), high - GOLDEN * (high - low)
    boost[1] = a
    angle_a = measure(case, boost)[1]
    boost[1] = b
    angle_b = measure(case, boost)[1]
    while high - low > accuracy:
        if angle_a >= angle_b:
            high, b, angle_b = b, a, angle_a
            a = low + GOLDEN * (high - low)
            boost[1] = a
            angle_a = measure(case, boost)[1]
        else:
            low, a, angle_a = a, b, angle_b
            b = high - GOLDEN * (high - low)
            boost[1] = b
            angle_b = measure(case, boost)[1]
    boost[1] = a if angle_a >= angle_b else b
    return max(angle_a, angle_b)


@kernel
def economise(case: Case, boost: Floats) -> tuple[float, float]:
    """Move boost, which hits, to the tilt of the longest range at its cutoff, and correct it; as correct."""
    miss, shape = nan, nan
    for spread in (0.2, 0.05):
        tilt, cutoff = boost[1], boost[2]
        away = spread * max(tilt, 0.02)
        boost[1] = max(tilt - away, SMALLEST_TILT)
        below = measure(case, boost)[1] - case.angle
        boost[1] = tilt + away
        above = measure(case, boost)[1] - case.angle
        curve = below + above
        boost[1], boost[2] = tilt, cutoff
        if curve < 0.0:
            boost[1] = tilt + min(max(0.5 * away * (below - above) / curve, -2.0 * away), 2.0 * away)
            boost[1] = max(boost[1], SMALLEST_TILT)
        miss, shape = correct(case, boost)
        if miss > CLOSE:
            boost[1], boost[2] = tilt, cutoff
            miss, shape = correct(case, boost)
    return miss, shape


@kernel
def shape_arc(case: Case, boost: Floats, wanted: float, shape: float) -> tuple[float, float]:
    """Move boost, which hits with this shape, to the tilt at which the shape is as wanted; as correct.

    A steeper arc has the smaller tilt. Where none is as wanted, the nearest that still reaches the aimpoint.
    """
    tilt = boost[1]
    inside, best = boost.copy(), abs(shape - wanted)
    low, high = SMALLEST_TILT, LARGEST_TILT
    last_tilt, last_shape = tilt, shape
    guess = tilt * (0.9 if wanted > shape else 1.1)
    miss = 0.0
    for _ in range(40):
        if best <= CLOSE_SHAPE * abs(wanted):
            break
        boost[:] = inside
        boost[1] = guess
        miss, shape = correct(case, boost)
        tilt = boost[1]
        if miss > CLOSE:
            if tilt < inside[1]:
                low = tilt
            else:
                high = tilt
            guess = 0.5 * (tilt + inside[1])
            if abs(tilt - inside[1]) < 1e-6:
                break
            continue
        if shape > wanted:
            low = max(low, tilt)
        else:
            high = min(high, tilt)
        step = (wanted - shape) * (tilt - last_tilt) / (shape - last_shape) if shape != last_shape else nan
        last_tilt, last_shape = tilt, shape
        if abs(shape - wanted) < best:
            inside[:] = boost
            best = abs(shape - wanted)
        guess = tilt + min(max(step, -0.5 * tilt), 0.5 * tilt)
        if not low < guess < high:
            guess = 0.5 * (low + high)
        if high - low < 1e-9:
            break
    boost[:] = inside
    return correct(case, boost)


@kernel
def solve(case: Case, guess: Floats) -> tuple[Floats, float, float]:
    """The boost (azimuth, tilt, cutoff) [rad, rad, s] that hits, its miss [m], and its apogee [m] or angle [rad].

    guess (3,): a boost near the solution, or nan. Out of reach: the boost of the longest range, and how far it misses.
    The last flight is left in case.nodes.
    """
    boost = guess.copy()
    known = boost[1] > 0.0
    if known:
        miss, shape = correct(case, boost)
        known = miss < CLOSE
        if known and case.wanted == case.wanted and case.ratio != case.ratio:
            miss, shape = shape_arc(case, boost, case.wanted, shape)
            return boost, miss, shape
    if not known:
        boost[0], boost[2] = case.bearing, full_burn(case.vehicle)
        angle = stretch(case, boost, 0.02)
        if angle < 1.02 * case.angle:
            stretch(case, boost, 5e-4)
        miss, shape = correct(case, boost)
        if miss > CLOSE:
            return boost, miss, shape
    miss, shape = economise(case, boost)
    if case.choice != MINIMUM_ENERGY:
        wanted = case.ratio * shape if case.ratio == case.ratio else case.wanted
        miss, shape = shape_arc(case, boost, wanted, shape)
    return boost, miss, shape
