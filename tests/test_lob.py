"""Fly-out along arcs against SciPy, and against the straight path."""

from __future__ import annotations

from math import cos, hypot, inf, radians, sin

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from openbmd.physics import atmosphere, flyout, lob

AIR = atmosphere.STANDARD
SPEED, BURN, COEFFICIENT, SLANT = 2_800.0, 17.0, 3_000.0, 240e3


def tables(speed=SPEED, burn=BURN, coefficient=COEFFICIENT):
    straight = flyout.tabulate(speed, burn, coefficient, SLANT, AIR)
    both = flyout.tabulate(speed, burn, coefficient, SLANT, AIR)
    lob.shorten(both, speed, burn, coefficient, AIR)
    return straight, both


def scipy_arc(elevation, times, coefficient):
    """Places and speeds (T, 3) [m, m, m/s] at times [s] after launch: a straight boost, then free fall, by SciPy."""
    out = 0.5 * SPEED * BURN
    start = [out * cos(elevation), out * sin(elevation), SPEED * cos(elevation), SPEED * sin(elevation)]

    def falls(_t, s):
        x, y, vx, vy = s
        radius = hypot(x, y + flyout.EARTH_RADIUS)
        gravity = 3.986004418e14 / radius**3
        drag = atmosphere.density(radius - flyout.EARTH_RADIUS, AIR) * hypot(vx, vy) / (2.0 * coefficient)
        return [vx, vy, -gravity * x - drag * vx, -gravity * (y + flyout.EARTH_RADIUS) - drag * vy]

    flown = solve_ivp(falls, (BURN, times[-1]), start, "DOP853", rtol=1e-9, atol=1e-6, t_eval=times)
    return np.column_stack([flown.y[0], flown.y[1], np.hypot(flown.y[2], flown.y[3])])


def test_an_arc_never_makes_a_time_longer_and_reaches_farther():
    straight, both = tables()
    assert np.all(both.time <= straight.time)
    assert np.isfinite(both.time).sum() > np.isfinite(straight.time).sum()


@pytest.mark.parametrize("coefficient", [3_000.0, 12_000.0])
@pytest.mark.parametrize("elevation", [15.0, 25.0, 35.0, 50.0])
def test_points_on_scipys_arcs_are_reached_no_later(elevation, coefficient):
    times = np.arange(30.0, 90.0, 10.0)
    table = tables(coefficient=coefficient)[1]
    for time, (x, y, speed) in zip(times, scipy_arc(radians(elevation), times, coefficient), strict=True):
        slant = hypot(x, y)
        if slant < SLANT and speed > 1.1 * flyout.MINIMUM_SPEED:
            # the fan's spacing and linear reading cost up to 1 % of the time
            assert flyout.time(table, y / slant, slant) <= 1.01 * time


def test_where_only_an_arc_leads_its_time_is_scipys():
    straight, both = tables()
    times = np.arange(70.0, 110.0, 10.0)
    met = 0
    for time, (x, y, _) in zip(times, scipy_arc(radians(30.0), times, COEFFICIENT), strict=True):
        slant = hypot(x, y)
        if flyout.time(straight, y / slant, slant) == inf:
            assert flyout.time(both, y / slant, slant) == pytest.approx(time, rel=0.02)
            met += 1
    assert met > 0


def test_without_gravity_or_air_to_speak_of_nothing_is_gained():
    vacuum = atmosphere.layers((), 0.0)
    vacuum["ln_density"] = atmosphere.VACUUM
    vacuum["power"] = 0.0
    straight = flyout.tabulate(50_000.0, 1.0, COEFFICIENT, SLANT, vacuum)
    both = flyout.tabulate(50_000.0, 1.0, COEFFICIENT, SLANT, vacuum)
    lob.shorten(both, 50_000.0, 1.0, COEFFICIENT, vacuum)
    finite = np.isfinite(straight.time)
    # at 50 km/s gravity bends nothing; 1/1000 s is the linear reading between two arcs
    assert np.abs(both.time[finite] - straight.time[finite]).max() < 1e-3
