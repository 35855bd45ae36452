"""Events of a flight: ground, stop altitudes, level flight and the air's layers, and the step that lands on each."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import inlined, kernel

Floats = NDArray[np.float64]

FULL_TIME, DESCENT, LEVEL = range(3)  # what ends a leg early: falling through stop_altitude, or climbing no more

TOUCH = 1e-4  # m, how exactly ground and stop altitudes are met
LEVELLED = 1e-3  # m/s of climb that count as level
NEWTON_STEPS = 7


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
def leaves_layer(z: float, rate: float, floor: float, ceiling: float, floor_band: float, high_band: float) -> int:
    """1 when the flight goes on in the layer above, -1 in the one below, 0 in this one."""
    if rate > 0.0 and z > ceiling - high_band:
        return 1
    return -1 if rate < 0.0 and z < floor + floor_band else 0
