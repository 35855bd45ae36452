"""One flight, launch to impact: three degrees of freedom in Earth-fixed axes, error-controlled.

A flight is a row of legs (rise, pitch-over, gravity turn, coast ...), each with figures of its own. Steps land on leg
ends, on the edges of the air's layers, where density has kinks, and on the ground (see events).
"""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import dormand_prince
from openbmd.physics.atmosphere import layer_index
from openbmd.physics.earth import Planet, altitude_over
from openbmd.physics.events import TOUCH, leaves_layer, leg_is_over, shortened, time_to_edge
from openbmd.physics.kernel import inlined, kernel
from openbmd.physics.motion import accelerate
from openbmd.physics.vector_math import exp, log

Floats = NDArray[np.float64]

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

FIRST_STEP = 0.5  # s
SMALLEST_STEP = 1e-9  # s
POSITION_WEIGHT = 1.0 / 6.4e6  # 1/m: a step's error in position counts by the Earth's radius,
SPEED_WEIGHT = 1.0 / 7.9e3  # s/m: in velocity by circular speed
SMALLEST_ERROR = 1e-60  # so that no error at all is 0 and not 0/0
LONGEST_STEP = 150.0  # s: the quintic between two nodes (see arc) then stays within a centimetre
MOST_STEPS = 20_000
MOST_GROWTH = 6.0  # 1, of one step to the next


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
