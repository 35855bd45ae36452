"""Fly-out along ballistic arcs: boosted with a pitch programme, then falling freely in the air, unsteered.

A shot at a far target near the floor does better to climb out of the dense air and come down on it than to fly straight
at it. The boost climbs straight up and then turns evenly to its course, at the one mean acceleration of `flyout`: it
burns out higher than a straight one of the same course and speed, in thinner air. After burnout the arc obeys

    dv/dt = g(r) - density v^2 / (2 ballistic_coefficient) v/|v|

over a sphere, as in `flyout`, integrated by fourth-order Runge-Kutta with steps that drag keeps short. A fan of courses
at burnout covers the vertical plane; between two of them the time is linear in the sine of the elevation at which the
point is seen.
"""

from __future__ import annotations

from math import cos, inf, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import atmosphere
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER
from openbmd.physics.flyout import EARTH_RADIUS, LOWEST_PATH, MINIMUM_SPEED, FlyoutTable
from openbmd.physics.kernel import inlined, kernel

FAN = 60  # courses at burnout, even from the horizon to the zenith
SHORTEST, LONGEST = 0.2, 4.0  # s, steps
BENDS = 16  # even, steps along the turn of a boost
DRAG_SHARE = 0.15  # of its speed that an arc may lose to drag in one step


@inlined
def pull(
    x: float, y: float, vx: float, vy: float, coefficient: float, air: NDArray[np.void]
) -> tuple[float, float, float]:
    """Acceleration [m/s2] at x, y [m] from the launcher (y up) and velocity [m/s], and the rate of drag [1/s]."""
    radius2 = x * x + (y + EARTH_RADIUS) ** 2
    radius = sqrt(radius2)
    gravity = GRAVITATIONAL_PARAMETER / (radius2 * radius)
    drag = atmosphere.density(radius - EARTH_RADIUS, air) * sqrt(vx * vx + vy * vy) / (2.0 * coefficient)
    return -gravity * x - drag * vx, -gravity * (y + EARTH_RADIUS) - drag * vy, drag


@inlined
def burnout(
    speed: float, burn_time: float, rise_time: float, pitch_over_share: float, elevation: float
) -> tuple[float, float]:
    """Where a boost burns out, along the ground and up [m]: speed [m/s], burn_time [s], course [rad].

    It climbs straight up for rise_time [s], and over a share [1] of the rest of the burn the direction of flight turns
    at an even rate to the course. The speed grows evenly from rest: the integral of speed t / burn_time along the
    turning direction is summed by Simpson's rule, the straight parts in closed form.
    """
    turned = rise_time + pitch_over_share * (burn_time - rise_time)
    acceleration = speed / burn_time
    step = (turned - rise_time) / BENDS
    x, y = 0.0, 0.5 * acceleration * rise_time * rise_time
    for i in range(BENDS + 1):
        weight = 1.0 if i == 0 or i == BENDS else 4.0 if i % 2 else 2.0
        angle = 0.5 * pi + (elevation - 0.5 * pi) * i / BENDS
        path = weight * step / 3.0 * acceleration * (rise_time + step * i)
        x, y = x + path * cos(angle), y + path * sin(angle)
    straight = 0.5 * acceleration * (burn_time * burn_time - turned * turned)
    return x + straight * cos(elevation), y + straight * sin(elevation)


@kernel
def shorten(
    table: FlyoutTable,
    burnout_speed: float,
    burn_time: float,
    rise_time: float,
    pitch_over_share: float,
    courses: int,
    coefficient: float,
    air: NDArray[np.void],
) -> None:
    """Where an arc is sooner than the table's straight path, put its time [s] into the table.

    burnout_speed [m/s], burn_time [s] and coefficient [kg/m2] as in flyout.tabulate; rise_time [s] and
    pitch_over_share [1] as in burnout; courses: how many of the fan, from the flattest.
    """
    rows, columns = table.time.shape
    seen, times = np.full((courses, columns), np.nan), np.full((courses, columns), inf)
    end = table.burnout_range + table.range_step * (columns - 1)
    for k in range(courses):
        elevation = 0.5 * pi * (k + 1) / FAN
        x, y = burnout(burnout_speed, burn_time, rise_time, pitch_over_share, elevation)
        vx, vy = burnout_speed * cos(elevation), burnout_speed * sin(elevation)
        t, s = burn_time, sqrt(x * x + y * y)
        sine, column = y / s, 0
        while s < end and column < columns:
            speed = sqrt(vx * vx + vy * vy)
            height = sqrt(x * x + (y + EARTH_RADIUS) ** 2) - EARTH_RADIUS
            if speed < MINIMUM_SPEED or height < LOWEST_PATH:
                break
            ax, ay, loss = pull(x, y, vx, vy, coefficient, air)
            step = min(max(DRAG_SHARE / max(loss, 1e-9), SHORTEST), LONGEST)
            bx, by = vx + 0.5 * step * ax, vy + 0.5 * step * ay
            cx, cy, _ = pull(x + 0.5 * step * vx, y + 0.5 * step * vy, bx, by, coefficient, air)
            dx, dy = vx + 0.5 * step * cx, vy + 0.5 * step * cy
            ex, ey, _ = pull(x + 0.5 * step * bx, y + 0.5 * step * by, dx, dy, coefficient, air)
            fx, fy = vx + step * ex, vy + step * ey
            gx, gy, _ = pull(x + step * dx, y + step * dy, fx, fy, coefficient, air)
            x += step / 6.0 * (vx + 2.0 * bx + 2.0 * dx + fx)
            y += step / 6.0 * (vy + 2.0 * by + 2.0 * dy + fy)
            vx += step / 6.0 * (ax + 2.0 * cx + 2.0 * ex + gx)
            vy += step / 6.0 * (ay + 2.0 * cy + 2.0 * ey + gy)
            further = sqrt(x * x + y * y)
            if further <= s:
                break
            lower = y / further
            while column < columns and table.burnout_range + table.range_step * column <= further:
                share = (table.burnout_range + table.range_step * column - s) / (further - s)
                seen[k, column] = sine + share * (lower - sine)
                times[k, column] = t + share * step
                column += 1
            t, s, sine = t + step, further, lower
    for column in range(columns):
        for k in range(courses - 1):
            low, high = seen[k, column], seen[k + 1, column]
            if not (high > low):  # one of the two never came so far
                continue
            first = max(int((low - table.lowest) / table.sine_step), 0)
            last = min(int((high - table.lowest) / table.sine_step) + 1, rows - 1)
            for row in range(first, last + 1):
                share = (table.lowest + table.sine_step * row - low) / (high - low)
                if 0.0 <= share <= 1.0:
                    time = times[k, column] + share * (times[k + 1, column] - times[k, column])
                    table.time[row, column] = min(table.time[row, column], time)
