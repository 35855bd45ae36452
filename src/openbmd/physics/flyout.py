"""How long an interceptor takes to a point: a straight slant path, boosted, then slowed by air and gravity.

The boost is one mean acceleration from rest to the burnout speed, gravity and drag of the boost being inside the
published burnout speed. After it the speed v along the path s obeys, with w = v^2 and height h(s) over a sphere,

    dw/ds = -(density(h) / ballistic_coefficient) w - 2 g(h) dh/ds,      dt/ds = 1 / v,

the equation of motion of a point with drag density v^2 / (2 ballistic_coefficient) (Regan and Anandakrishnan,
"Dynamics of Atmospheric Re-Entry", 1993, chapter 7; from memory) held on a straight line. Gravity across the path is
carried by the interceptor's lift or steering and costs nothing. Below MINIMUM_SPEED it is not counted on to close.
Far, low targets are reached sooner, or at all, on an arc over the dense air: see `lob`, which shortens these tables.
"""

from __future__ import annotations

from math import floor, inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import atmosphere
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER
from openbmd.physics.kernel import inlined, kernel

MINIMUM_SPEED = 300.0  # m/s, near the speed of sound: assumed, a slower round cannot turn with its target
EARTH_RADIUS = 6_371_008.8  # m, mean radius of WGS-84 (NIMA TR8350.2, 2000)
LOWEST = -0.1  # 1, sine of the lowest elevation of a table; a long shot dips below the launcher's horizontal
LOWEST_PATH = -1000.0  # m, a path under this height meets the ground; not 0, for sites that stand high
ROWS = 177  # of elevation, even in its sine
COLUMNS = 193  # of slant range, even from burnout to the table's end


class FlyoutTable(NamedTuple):
    """Fly-out time of one interceptor from sea level; beyond burnout_range it is read between the nodes."""

    burnout_range: float  # m, slant range at burnout
    acceleration: float  # m/s2, of the boost
    lowest: float  # 1, sine of the elevation of row 0
    sine_step: float  # 1
    range_step: float  # m; column 0 is at burnout_range
    time: NDArray[np.float64]  # (E, S) s, inf where it no longer closes


@kernel
def tabulate(
    burnout_speed: float, burn_time: float, ballistic_coefficient: float, slant: float, air: NDArray[np.void]
) -> FlyoutTable:
    """The table of an interceptor [m/s, s, kg/m2] out to a slant range [m], in air given by atmosphere layers.

    Each row is integrated by fourth-order Runge-Kutta, one step a column.
    """
    burnout = 0.5 * burnout_speed * burn_time
    step = max(slant - burnout, 1.0) / (COLUMNS - 1)
    sine_step = (1.0 - LOWEST) / (ROWS - 1)
    time = np.full((ROWS, COLUMNS), inf)
    least = MINIMUM_SPEED * MINIMUM_SPEED
    for row in range(ROWS):
        sine = LOWEST + sine_step * row
        s, t, w = burnout, burn_time, burnout_speed * burnout_speed
        drag, pull = resistance(s, sine, ballistic_coefficient, air)
        for column in range(COLUMNS):
            if w < least or s * (0.5 * s / EARTH_RADIUS + sine) < LOWEST_PATH:
                break
            time[row, column] = t
            middle_drag, middle_pull = resistance(s + 0.5 * step, sine, ballistic_coefficient, air)
            end_drag, end_pull = resistance(s + step, sine, ballistic_coefficient, air)
            k1 = -drag * w - pull
            k2 = -middle_drag * (w + 0.5 * step * k1) - middle_pull
            k3 = -middle_drag * (w + 0.5 * step * k2) - middle_pull
            k4 = -end_drag * (w + step * k3) - end_pull
            end = w + step / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
            if end < least:
                break
            # Simpson's rule for the time, w halfway from the Hermite cubic
            middle = 0.5 * (w + end) + 0.125 * step * (k1 + end_drag * end + end_pull)
            t += step / 6.0 * (1.0 / sqrt(w) + 4.0 / sqrt(max(middle, least)) + 1.0 / sqrt(end))
            s, w, drag, pull = s + step, end, end_drag, end_pull
    return FlyoutTable(burnout, burnout_speed / burn_time, LOWEST, sine_step, step, time)


@inlined
def resistance(s: float, sine: float, ballistic_coefficient: float, air: NDArray[np.void]) -> tuple[float, float]:
    """Drag's share of w lost per metre [1/m] and gravity's loss of w per metre [m/s2] at path length s [m]."""
    radius = sqrt(EARTH_RADIUS * EARTH_RADIUS + s * s + 2.0 * EARTH_RADIUS * s * sine)
    climb = (s + EARTH_RADIUS * sine) / radius
    gravity = GRAVITATIONAL_PARAMETER / (radius * radius)
    return atmosphere.density(radius - EARTH_RADIUS, air) / ballistic_coefficient, 2.0 * gravity * climb


@inlined
def time(table: FlyoutTable, sine: float, slant: float) -> float:
    """Fly-out time [s] to a slant range [m] at an elevation given by its sine; inf beyond the table."""
    if slant <= table.burnout_range:
        return sqrt(2.0 * slant / table.acceleration)
    x = (slant - table.burnout_range) / table.range_step
    y = (sine - table.lowest) / table.sine_step
    rows, columns = table.time.shape
    if y < 0.0 or x > columns - 1:
        return inf
    i = min(floor(y), rows - 2)
    j = min(floor(x), columns - 2)
    x -= j
    y -= i
    a, b = float(table.time[i, j]), float(table.time[i, j + 1])
    c, d = float(table.time[i + 1, j]), float(table.time[i + 1, j + 1])
    out = (1.0 - y) * ((1.0 - x) * a + x * b) + y * ((1.0 - x) * c + x * d)
    return out if out < inf else inf  # nan where a corner is out of reach
