"""One trial step of many flights in lockstep, a lane each, and the array that holds the lanes.

What every lane does stands in loops over lanes without branches or calls, which the compiler turns into packed
instructions. All numbers lie in flat arrays, row after row, so that the compiler knows that no two rows overlap.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import dormand_prince, events, flight
from openbmd.physics.earth import Planet, altitude_over
from openbmd.physics.kernel import inlined, kernel
from openbmd.physics.motion import accelerate

Floats = NDArray[np.float64]

LANES = 16  # flights in lockstep: two registers of eight doubles, and all rows stay in the first-level cache
L = LANES

# Rows of the lanes' array.
STATE, POINT, SLOPE, SUM = 0, 6, 12, 18  # six rows each: state, point of a stage, slope there, weighted slopes
TIME, STEP, ROOM, HEIGHT, RATE = 24, 25, 26, 27, 28  # in the leg; this step; until the leg's end; altitude; its rate
END_HEIGHT, END_RATE, FACTOR, ERROR, FREE = 29, 30, 31, 32, 33  # after the step; FREE is 0 while landing on an edge
LEG, AIR = 34, 45  # eleven figures of the leg, ten of the layer (decay, floor and high last)
END, FIFTH, THIRD = 55, 61, 67  # six rows each: state after the step, and its two errors
WANTED = 73  # the step that the error allows
ROWS = 74
# The weights that are not 0, by fours: of the twelve stages, then of the solution and its two errors.
PACKED, USED, STARTS = dormand_prince.packed(4)


@kernel
def evaluate(m: Floats, node: float, planet: Planet) -> None:
    """Slopes of all lanes at POINT, a share node of the way through STEP, into SLOPE."""
    for i in range(L):
        ax, ay, az = accelerate(
            m[TIME * L + i] + node * m[STEP * L + i],
            m[POINT * L + i],
            m[(POINT + 1) * L + i],
            m[(POINT + 2) * L + i],
            m[(POINT + 3) * L + i],
            m[(POINT + 4) * L + i],
            m[(POINT + 5) * L + i],
            m[LEG * L + i],
            m[(LEG + 1) * L + i],
            m[(LEG + 2) * L + i],
            m[(LEG + 3) * L + i],
            m[(LEG + 4) * L + i],
            m[(LEG + 5) * L + i],
            m[(LEG + 6) * L + i],
            m[(LEG + 7) * L + i],
            m[(LEG + 8) * L + i],
            m[(LEG + 9) * L + i],
            m[(LEG + 10) * L + i],
            m[AIR * L + i],
            m[(AIR + 1) * L + i],
            m[(AIR + 2) * L + i],
            m[(AIR + 3) * L + i],
            m[(AIR + 4) * L + i],
            m[(AIR + 5) * L + i],
            m[(AIR + 6) * L + i],
            m[(AIR + 7) * L + i],
            planet,
        )
        m[SLOPE * L + i] = m[(POINT + 3) * L + i]
        m[(SLOPE + 1) * L + i] = m[(POINT + 4) * L + i]
        m[(SLOPE + 2) * L + i] = m[(POINT + 5) * L + i]
        m[(SLOPE + 3) * L + i] = ax
        m[(SLOPE + 4) * L + i] = ay
        m[(SLOPE + 5) * L + i] = az


@inlined
def add(m: Floats, slopes: Floats, which: int, into: int) -> None:
    """A weighted sum of slopes (0 to 11: at that stage; 12: solution; 13, 14: its errors) into six rows."""
    for g in range(STARTS[which], STARTS[which + 1], 4):
        a, b, c, d = PACKED[g], PACKED[g + 1], PACKED[g + 2], PACKED[g + 3]
        i, j, k, n = USED[g], USED[g + 1], USED[g + 2], USED[g + 3]
        if g == STARTS[which]:
            for r in range(6 * L):
                m[into * L + r] = a * slopes[i, r] + b * slopes[j, r] + (c * slopes[k, r] + d * slopes[n, r])
        else:
            for r in range(6 * L):
                m[into * L + r] += a * slopes[i, r] + b * slopes[j, r] + (c * slopes[k, r] + d * slopes[n, r])


@kernel
def attempt(m: Floats, slopes: Floats, planet: Planet, tolerance: float) -> None:
    """One trial step of every lane: STATE to END, with ERROR, the next FACTOR, and heights and rates at both ends."""
    for n in range(6 * L):
        m[POINT * L + n] = m[STATE * L + n]
    evaluate(m, 0.0, planet)
    for n in range(6 * L):
        slopes[0, n] = m[SLOPE * L + n]
    for i in range(L):
        edge = events.time_to_edge(
            m[STATE * L + i],
            m[(STATE + 1) * L + i],
            m[(STATE + 2) * L + i],
            m[(STATE + 3) * L + i],
            m[(STATE + 4) * L + i],
            m[(STATE + 5) * L + i],
            m[(SLOPE + 3) * L + i],
            m[(SLOPE + 4) * L + i],
            m[(SLOPE + 5) * L + i],
            m[HEIGHT * L + i],
            m[(AIR + 8) * L + i],
            m[(AIR + 9) * L + i],
        )
        step = min(min(m[WANTED * L + i], m[ROOM * L + i]), min(edge, flight.LONGEST_STEP))
        m[STEP * L + i] = step if m[FREE * L + i] > 0.0 else m[STEP * L + i]
    for s in range(1, dormand_prince.STAGES):
        add(m, slopes, s, SUM)
        for row in range(6):
            for i in range(L):
                m[(POINT + row) * L + i] = m[(STATE + row) * L + i] + m[STEP * L + i] * m[(SUM + row) * L + i]
        evaluate(m, dormand_prince.NODES[s], planet)
        for n in range(6 * L):
            slopes[s, n] = m[SLOPE * L + n]
    add(m, slopes, 12, SUM)
    add(m, slopes, 13, FIFTH)
    add(m, slopes, 14, THIRD)
    for row in range(6):
        for i in range(L):
            m[(END + row) * L + i] = m[(STATE + row) * L + i] + m[STEP * L + i] * m[(SUM + row) * L + i]
    for i in range(L):
        fifth = third = 0.0
        for row in range(6):
            weight = flight.POSITION_WEIGHT if row < 3 else flight.SPEED_WEIGHT
            fifth += (weight * m[(FIFTH + row) * L + i]) ** 2
            third += (weight * m[(THIRD + row) * L + i]) ** 2
        error = flight.error_norm(fifth, third, m[STEP * L + i], tolerance)
        m[ERROR * L + i] = error
        m[FACTOR * L + i] = flight.step_factor(error)
        x, y, z = m[STATE * L + i], m[(STATE + 1) * L + i], m[(STATE + 2) * L + i]
        along = x * m[(STATE + 3) * L + i] + y * m[(STATE + 4) * L + i] + z * m[(STATE + 5) * L + i]
        m[RATE * L + i] = along / sqrt(x * x + y * y + z * z)
        x, y, z = m[END * L + i], m[(END + 1) * L + i], m[(END + 2) * L + i]
        along = x * m[(END + 3) * L + i] + y * m[(END + 4) * L + i] + z * m[(END + 5) * L + i]
        m[END_RATE * L + i] = along / sqrt(x * x + y * y + z * z)
        m[END_HEIGHT * L + i] = altitude_over(x, y, z, planet.semi_major_axis, planet.semi_minor_axis)


@inlined
def enter_leg(m: Floats, i: int, leg: np.void, remaining: float) -> None:
    """Put a leg's figures into lane i, with the time [s] that remains to the flight."""
    m[TIME * L + i], m[ROOM * L + i] = 0.0, min(leg["duration"], remaining)
    m[LEG * L + i], m[(LEG + 1) * L + i], m[(LEG + 2) * L + i] = leg["mass"], leg["mass_flow"], leg["vacuum_thrust"]
    m[(LEG + 3) * L + i], m[(LEG + 4) * L + i] = leg["exit_area"], leg["along"]
    m[(LEG + 5) * L + i], m[(LEG + 6) * L + i], m[(LEG + 7) * L + i] = leg["x"], leg["y"], leg["z"]
    m[(LEG + 8) * L + i], m[(LEG + 9) * L + i] = leg["drag_area"], leg["drag_table"]
    m[(LEG + 10) * L + i] = leg["lift_to_drag"]


@inlined
def enter_layer(m: Floats, i: int, layer: np.void) -> None:
    """Put a layer's figures into lane i."""
    m[AIR * L + i], m[(AIR + 1) * L + i], m[(AIR + 2) * L + i] = (
        layer["low"],
        layer["geopotential"],
        layer["temperature"],
    )
    m[(AIR + 3) * L + i], m[(AIR + 4) * L + i], m[(AIR + 5) * L + i] = (
        layer["lapse"],
        layer["ln_density"],
        layer["power"],
    )
    m[(AIR + 6) * L + i], m[(AIR + 7) * L + i] = layer["slope"], layer["decay"]
    m[(AIR + 8) * L + i], m[(AIR + 9) * L + i] = layer["floor"], layer["high"]


@inlined
def ends_of_step(m: Floats, slopes: Floats, i: int, step: float, pair: Floats) -> None:
    """Both ends of lane i's trial step as nodes (2, 10); the far acceleration is that of the last stage."""
    pair[0, 0], pair[1, 0] = 0.0, step
    for k in range(6):
        pair[0, 1 + k], pair[1, 1 + k] = m[(STATE + k) * L + i], m[(END + k) * L + i]
    for k in range(3):
        pair[0, 7 + k], pair[1, 7 + k] = slopes[0, (3 + k) * L + i], slopes[-1, (3 + k) * L + i]
