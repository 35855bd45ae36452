"""One flight, launch to impact: three degrees of freedom in Earth-fixed axes, error-controlled.

A flight is a row of legs (rise, pitch-over, gravity turn, coast ...), each with figures of its own. Steps land on leg
ends, on the edges of the air's layers, where density has kinks, and on the ground.
"""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import dormand_prince
from openbmd.physics.atmosphere import layer_index
from openbmd.physics.earth import Planet, altitude_over
from openbmd.physics.kernel import inlined, kernel
from openbmd.physics.motion import accelerate
from openbmd.physics.vector_math import exp, log

Floats = NDArray[np.float64]

FULL_TIME, DESCENT, LEVEL = range(3)  # what ends a leg early: falling through stop_altitude, or climbing no more
IMPACT, TIME_LIMIT, FAILED = range(3)  # how a flight ended

LEG = np.dtype(
    [
        ("duration", np.float64),  # s, inf for a coast
        ("stop", np.int64),
        ("stop_altitude", np.float64),  # m
        ("mass", np.float64),  # kg at the leg's start
        ("mass_flow", np.float64),  # kg/s
        ("vacuum_thrust", np.float64),  # N
        ("exit_area", np.float64),  # m2
        ("along", np.float64),  # 1 when the thrust points along the velocity, else 0
        ("x", np.float64),  # else its Earth-fixed direction; 0 when along the velocity
        ("y", np.float64),
        ("z", np.float64),
        ("lean", np.float64),  # rad from the vertical at launch, of a direction that targeting.steer fills in
        ("drag_area", np.float64),  # m2; for a ballistic coefficient B: mass 1, drag area 1/B, drag table NONE
        ("drag_table", np.float64),  # row of drag.TABLES
        ("lift_to_drag", np.float64),
    ]
)

TOUCH = 1e-4  # m, how exactly ground and stop altitudes are met
LEVELLED = 1e-3  # m/s of climb that count as level
FIRST_STEP = 0.5  # s
SMALLEST_STEP = 1e-9  # s
POSITION_WEIGHT = 1.0 / 6.4e6  # 1/m: a step's error in position counts by the Earth's radius,
SPEED_WEIGHT = 1.0 / 7.9e3  # s/m: in velocity by circular speed
SMALLEST_ERROR = 1e-60  # so that no error at all is 0 and not 0/0
LONGEST_STEP = 150.0  # s: the quintic between two nodes (see arc) then stays within a centimetre
MOST_STEPS = 20_000
MOST_GROWTH = 6.0  # 1, of one step to the next
NEWTON_STEPS = 7


@inlined
def slope(time: float, y: Floats, leg: np.void, layer: np.void, planet: Planet, out: Floats) -> None:
    """d(state)/dt (6,) into out, at time [s] after the leg's start and state y (6,) [m, m/s]."""
    out[0], out[1], out[2] = y[3], y[4], y[5]
    out[3], out[4], out[5] = accelerate(
        time,
        y[0],
        y[1],
        y[2],
        y[3],
        y[4],
        y[5],
        leg["mass"],
        leg["mass_flow"],
        leg["vacuum_thrust"],
        leg["exit_area"],
        leg["along"],
        leg["x"],
        leg["y"],
        leg["z"],
        leg["drag_area"],
        leg["drag_table"],
        leg["lift_to_drag"],
        layer["low"],
        layer["geopotential"],
        layer["temperature"],
        layer["lapse"],
        layer["ln_density"],
        layer["power"],
        layer["slope"],
        layer["decay"],
        planet,
    )


@kernel
def try_step(
    time: float,
    y: Floats,
    step: float,
    leg: np.void,
    layer: np.void,
    planet: Planet,
    tolerance: float,
    slopes: Floats,
    work: Floats,
    end: Floats,
) -> float:
    """One step of order 8 from y into end (6,); slopes (12, 6) with row 0 given; returns the error over tolerance.

    The error of positions is measured by the Earth's radius, of speeds by circular speed.
    """
    for s in range(1, dormand_prince.STAGES):
        for i in range(6):
            work[i] = 0.0
        for j in range(s):
            weight = step * dormand_prince.WEIGHTS[s, j]
            for i in range(6):
                work[i] += weight * slopes[j, i]
        for i in range(6):
            work[i] += y[i]
        slope(time + dormand_prince.NODES[s] * step, work, leg, layer, planet, slopes[s])
    fifth = third = 0.0
    for i in range(6):
        weight = POSITION_WEIGHT if i < 3 else SPEED_WEIGHT
        total = e5 = e3 = 0.0
        for s in range(dormand_prince.STAGES):
            total += dormand_prince.SOLUTION[s] * slopes[s, i]
            e5 += dormand_prince.ERROR_5[s] * slopes[s, i]
            e3 += dormand_prince.ERROR_3[s] * slopes[s, i]
        end[i] = y[i] + step * total
        fifth += (weight * e5) ** 2
        third += (weight * e3) ** 2
    return error_norm(fifth, third, step, tolerance)


@inlined
def error_norm(fifth: float, third: float, step: float, tolerance: float) -> float:
    """Error of a step over tolerance from sums of squares of its two estimates (Hairer, Norsett & Wanner, II.10)."""
    return step * fifth / (tolerance * sqrt((fifth + 0.01 * third) * 6.0 + SMALLEST_ERROR))


@inlined
def climb_rate(y: Floats) -> float:
    """Rate of altitude [m/s], by the geocentric vertical (0.2 degrees off the ellipsoid's at the most)."""
    rate: float = (y[0] * y[3] + y[1] * y[4] + y[2] * y[5]) / sqrt(y[0] * y[0] + y[1] * y[1] + y[2] * y[2])
    return rate


@kernel
def time_to(height: float, z0: float, rate0: float, z1: float, rate1: float, step: float) -> float:
    """Time [s] in (0, step) at which the cubic through altitudes and rates at both ends meets height."""
    low, high = 0.0, 1.0
    above = z0 > height
    s = min(max((height - z0) / (z1 - z0), 0.0), 1.0)
    for _ in range(NEWTON_STEPS):
        s2 = s * s
        z = (
            (1.0 - 3.0 * s2 + 2.0 * s * s2) * z0
            + (s - 2.0 * s2 + s * s2) * step * rate0
            + (3.0 * s2 - 2.0 * s * s2) * z1
            + (s * s2 - s2) * step * rate1
        )
        if (z > height) == above:
            low = s
        else:
            high = s
        rise = 6.0 * (s - s2) * (z1 - z0) + step * ((1.0 - 4.0 * s + 3.0 * s2) * rate0 + (3.0 * s2 - 2.0 * s) * rate1)
        s += (height - z) / rise
        if not low < s < high:
            s = 0.5 * (low + high)
    return step * s


@inlined
def later(time: float) -> float:
    """A time [s] that lies ahead, else inf."""
    return time if time > 0.0 else inf


@inlined
def time_to_edge(
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
    ax: float,
    ay: float,
    az: float,
    height: float,
    floor: float,
    ceiling: float,
) -> float:
    """Guess of the time [s] until the flight leaves its layer, at constant vertical acceleration; inf if never."""
    per_r = 1.0 / sqrt(x * x + y * y + z * z)
    rate = (x * vx + y * vy + z * vz) * per_r
    bend = (x * ax + y * ay + z * az + vx * vx + vy * vy + vz * vz - rate * rate) * per_r
    up, down = ceiling - height, floor - height
    # 2 gap / (rate -+ root) keeps its digits where bend is small; what is not a number is never.
    top, bottom = rate * rate + 2.0 * bend * up, rate * rate + 2.0 * bend * down
    rising = later(2.0 * up / (rate + sqrt(abs(top)))) if top >= 0.0 else inf
    falling = later(2.0 * down / (rate - sqrt(abs(bottom)))) if bottom >= 0.0 else inf
    return min(rising, falling)


@inlined
def passed_edge(
    leg: np.void,
    floor: float,
    ceiling: float,
    floor_band: float,
    high_band: float,
    ground: float,
    z: float,
    z1: float,
    rate1: float,
) -> tuple[float, float]:
    """The altitude [m] that a step from z to z1 must not pass, and by how much it may; (z1, 0) when it passes none."""
    if z1 < ground and z1 < z:
        return ground, TOUCH
    if leg["stop"] == DESCENT and rate1 < 0.0 and z > leg["stop_altitude"] + TOUCH and z1 < leg["stop_altitude"]:
        return leg["stop_altitude"], TOUCH
    if z1 < floor - floor_band:
        return floor, floor_band
    if z1 > ceiling + high_band:
        return ceiling, high_band
    return z1, 0.0


@inlined
def shortened(
    leg: np.void,
    floor: float,
    ceiling: float,
    floor_band: float,
    high_band: float,
    ground: float,
    z: float,
    rate: float,
    z1: float,
    rate1: float,
    step: float,
) -> float:
    """The step [s] that would have met what this one passed (edge, ground, level flight); step when it is good."""
    edge, overshoot = passed_edge(leg, floor, ceiling, floor_band, high_band, ground, z, z1, rate1)
    if abs(z1 - edge) > overshoot:
        return time_to(edge, z, rate, z1, rate1, step)
    levels = leg["stop"] == LEVEL or (leg["stop"] == DESCENT and z1 < leg["stop_altitude"] - TOUCH)
    if levels and rate * rate1 < 0.0 and abs(rate1) > LEVELLED and abs(rate) > LEVELLED:
        return step * rate / (rate - rate1)
    return step


@inlined
def leg_is_over(leg: np.void, z: float, rate: float) -> bool:
    """Whether altitude [m] and climb rate [m/s] end a leg before its time."""
    if leg["stop"] == DESCENT:
        return rate <= LEVELLED and z <= leg["stop_altitude"] + TOUCH
    return leg["stop"] == LEVEL and rate >= -LEVELLED


@inlined
def step_factor(error: float) -> float:
    """By what the next step is longer, from this one's error over tolerance; 0.2 when that is not a number."""
    factor = 0.9 * exp(-0.125 * log(max(error, 1e-12)))
    return min(factor, MOST_GROWTH) if factor > 0.2 else 0.2


@inlined
def next_wanted(wanted: float, step: float, factor: float, refused: bool) -> float:
    """The step [s] wanted after a good one: what its error allows, or still the old one when that cannot say.

    refused: the try before was; then steps do not grow at once.
    """
    if factor == MOST_GROWTH:
        return max(wanted, step * factor)
    return step * min(factor, 1.0) if refused else step * factor


@inlined
def leaves_layer(z: float, rate: float, floor: float, ceiling: float, floor_band: float, high_band: float) -> int:
    """1 when the flight goes on in the layer above, -1 in the one below, 0 in this one."""
    if rate > 0.0 and z > ceiling - high_band:
        return 1
    return -1 if rate < 0.0 and z < floor + floor_band else 0


@inlined
def keep(nodes: Floats, count: int, time: float, y: Floats, slopes: Floats) -> int:
    """Write a node in row count, or over the last row when there is no more room; the number of rows then."""
    row: int = min(count, nodes.shape[0] - 1)
    nodes[row, 0] = time
    for i in range(6):
        nodes[row, 1 + i] = y[i]
    for i in range(3):
        nodes[row, 7 + i] = slopes[3 + i]
    return row + 1


@kernel
def fly(
    start: Floats,
    legs: NDArray[np.void],
    layers: NDArray[np.void],
    planet: Planet,
    tolerance: float,
    ground: float,
    time_limit: float,
    nodes: Floats,
    leg_ends: Floats,
) -> tuple[int, int]:
    """Fly legs from start (6,) [m, m/s] at time 0 until the ground [m above the ellipsoid] or time_limit [s].

    nodes (N, 10) takes time, position, velocity and acceleration after each step, twice where the acceleration jumps;
    with N = 1 only the last node is kept. leg_ends (legs,) takes the time at which each leg ended, inf if never flown.
    Returns the number of nodes and how the flight ended (IMPACT, TIME_LIMIT or FAILED).
    """
    y, end, work = start.copy(), np.empty(6), np.empty(6)
    slopes = np.empty((dormand_prince.STAGES, 6))
    leg_ends[:] = inf
    time, step, wanted, count, tries, landing, refused = 0.0, FIRST_STEP, FIRST_STEP, 0, 0, False, False
    z = altitude_over(y[0], y[1], y[2], planet.semi_major_axis, planet.semi_minor_axis)
    layer = layer_index(z, layers)
    for n in range(legs.shape[0]):
        leg = legs[n]
        began = time
        last = min(began + leg["duration"], time_limit)
        slope(0.0, y, leg, layers[layer], planet, slopes[0])
        count = keep(nodes, count, time, y, slopes[0])
        while time < last:
            tries += 1
            if tries > MOST_STEPS or step < SMALLEST_STEP:
                return count, FAILED
            air = layers[layer]
            if not landing:
                k = slopes[0]
                step = min(
                    min(wanted, last - time, LONGEST_STEP),
                    time_to_edge(y[0], y[1], y[2], y[3], y[4], y[5], k[3], k[4], k[5], z, air["floor"], air["high"]),
                )
            landing = False
            error = try_step(time - began, y, step, leg, air, planet, tolerance, slopes, work, end)
            if not error <= 1.0:
                wanted, refused = step * step_factor(error), True
                continue
            z1 = altitude_over(end[0], end[1], end[2], planet.semi_major_axis, planet.semi_minor_axis)
            rate, rate1 = climb_rate(y), climb_rate(end)
            shorter = shortened(
                leg, air["floor"], air["high"], air["floor_band"], air["high_band"], ground, z, rate, z1, rate1, step
            )
            if shorter != step:
                step, landing = shorter, True
                continue
            time += step
            for i in range(6):
                y[i] = end[i]
            falls = z1 < z
            z = z1
            wanted = next_wanted(wanted, step, step_factor(error), refused)
            refused = False
            layer += leaves_layer(z, rate1, air["floor"], air["high"], air["floor_band"], air["high_band"])
            slope(time - began, y, leg, layers[layer], planet, slopes[0])
            count = keep(nodes, count, time, y, slopes[0])
            if falls and z <= ground + TOUCH:
                leg_ends[n] = time
                return count, IMPACT
            if leg_is_over(leg, z, rate1):
                break
        leg_ends[n] = time
        if time >= time_limit:
            break
    return count, TIME_LIMIT
