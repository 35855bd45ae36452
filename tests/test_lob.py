"""Fly-out along arcs against SciPy, and against the straight path."""

from __future__ import annotations

from math import cos, hypot, inf, pi, radians, sin

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from openbmd.catalogue_file import read
from openbmd.opportunities import tabulate
from openbmd.physics import atmosphere, flyout, lob

AIR = atmosphere.STANDARD
SPEED, BURN, COEFFICIENT, SLANT = 2_800.0, 17.0, 3_000.0, 240e3
STRAIGHT, PITCHED = (0.0, 0.0), (1.0, 0.95)  # s of vertical rise, share of the rest of the burn for the turn
VACUUM = atmosphere.layers((), 0.0)
VACUUM["ln_density"] = atmosphere.VACUUM
VACUUM["power"] = 0.0


def tables(speed=SPEED, burn=BURN, coefficient=COEFFICIENT, programme=STRAIGHT, air=AIR):
    straight = flyout.tabulate(speed, burn, coefficient, SLANT, air)
    both = flyout.tabulate(speed, burn, coefficient, SLANT, air)
    for rise, share in {STRAIGHT, programme}:
        lob.shorten(both, speed, burn, rise, share, lob.FAN, coefficient, air)
    return straight, both


def scipy_arc(elevation, times, coefficient, programme=STRAIGHT):
    """Places and speeds (T, 3) [m, m, m/s] at times [s] after launch: a boost that turns, then free fall, by SciPy."""
    rise, share = programme

    def boosted(t, _):
        course = np.interp(t, [rise, rise + share * (BURN - rise)], [pi / 2.0, elevation]) if share else elevation
        return [SPEED * t / BURN * cos(course), SPEED * t / BURN * sin(course)]

    out = solve_ivp(boosted, (0.0, BURN), [0.0, 0.0], "DOP853", rtol=1e-9, atol=1e-6, max_step=0.5).y[:, -1]
    start = [*out, SPEED * cos(elevation), SPEED * sin(elevation)]

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


@pytest.mark.parametrize("programme", [STRAIGHT, PITCHED, (2.0, 0.8), (0.0, 1.0)])
@pytest.mark.parametrize("coefficient", [3_000.0, 12_000.0])
@pytest.mark.parametrize("elevation", [15.0, 25.0, 35.0, 50.0])
def test_points_on_scipys_arcs_are_reached_no_later(elevation, coefficient, programme):
    times = np.arange(30.0, 90.0, 10.0)
    table = tables(coefficient=coefficient, programme=programme)[1]
    for time, (x, y, speed) in zip(times, scipy_arc(radians(elevation), times, coefficient, programme), strict=True):
        slant = hypot(x, y)
        if slant < SLANT and speed > 1.1 * flyout.MINIMUM_SPEED:
            # the fan's spacing and linear reading cost up to 1 % of the time
            assert flyout.time(table, y / slant, slant) <= 1.01 * time


@pytest.mark.parametrize(("programme", "elevation"), [(STRAIGHT, 30.0), (PITCHED, 24.0)])
def test_where_only_an_arc_leads_its_time_is_scipys(programme, elevation):
    straight, both = tables(programme=programme)
    times = np.arange(70.0, 110.0, 10.0)
    met = 0
    for time, (x, y, _) in zip(times, scipy_arc(radians(elevation), times, COEFFICIENT, programme), strict=True):
        slant = hypot(x, y)
        if flyout.time(straight, y / slant, slant) == inf:
            assert flyout.time(both, y / slant, slant) == pytest.approx(time, rel=0.02)
            met += 1
    assert met > 0


def test_without_gravity_or_air_to_speak_of_nothing_is_gained():
    straight, both = tables(50_000.0, 1.0, air=VACUUM)
    finite = np.isfinite(straight.time)
    # at 50 km/s gravity bends nothing; 1/1000 s is the linear reading between two arcs
    assert np.abs(both.time[finite] - straight.time[finite]).max() < 1e-3


def seen_at(ground_range, height):
    """Sine of the elevation and slant range [m] of a point at a ground range and a height [m]."""
    angle, radius = ground_range / flyout.EARTH_RADIUS, flyout.EARTH_RADIUS + height
    x, y = radius * sin(angle), radius * cos(angle) - flyout.EARTH_RADIUS
    return y / hypot(x, y), hypot(x, y)


@pytest.mark.parametrize("elevation", [10.0, 45.0, 89.0])
@pytest.mark.parametrize(("rise", "share"), [(0.0, 0.5), (1.5, 0.95), (3.0, 1.0)])
def test_an_even_turn_burns_out_where_its_integral_says(elevation, rise, share):
    # t cos(a + w t) has the antiderivative t sin(a + w t) / w + cos(a + w t) / w^2
    end = rise + share * (BURN - rise)
    course = radians(elevation)
    rate = (course - pi / 2.0) / (end - rise)

    def swept(t):
        angle = pi / 2.0 + rate * (t - rise)
        return np.array([
            t * sin(angle) / rate + cos(angle) / rate**2,
            -t * cos(angle) / rate + sin(angle) / rate**2,
        ])  # fmt: skip

    climb = np.array([0.0, rise**2 / 2.0])
    after = (BURN**2 - end**2) / 2.0 * np.array([cos(course), sin(course)])
    expected = SPEED / BURN * (climb + swept(end) - swept(rise) + after)
    assert lob.burnout(SPEED, BURN, rise, share, course) == pytest.approx(expected, rel=1e-5, abs=0.2)


def test_without_gravity_or_air_a_pitched_boost_goes_on_straight():
    speed, burn, programme = 50_000.0, 1.0, (0.1, 0.8)
    both = tables(speed, burn, programme=programme, air=VACUUM)[1]
    both.time[:] = inf  # the turned boost alone
    lob.shorten(both, speed, burn, *programme, lob.FAN, COEFFICIENT, VACUUM)
    for elevation in np.radians([10.0, 30.0, 60.0]):
        x, y = lob.burnout(speed, burn, *programme, elevation)
        x, y = x + 100e3 * cos(elevation), y + 100e3 * sin(elevation)
        assert flyout.time(both, y / hypot(x, y), hypot(x, y)) == pytest.approx(burn + 100e3 / speed, abs=5e-3)


@pytest.mark.parametrize(
    ("ground_range", "height", "at_least", "at_most"),
    [(150e3, 40e3, 97.0, 105.0), (200e3, 40e3, 126.0, 134.0), (200e3, 60e3, 119.0, 127.0)],
)
def test_thaad_flies_out_as_a_pitched_boost_of_its_speed_does(ground_range, height, at_least, at_most):
    # a review's own integration of a pitched boost of 2.8 km/s in 17 s and 3,000 kg/m2: 101, 130 and 123 s
    table = tabulate(read("interceptors", "thaad").record)
    assert at_least <= flyout.time(table, *seen_at(ground_range, height)) <= at_most


PLACES = [seen_at(x, y) for x in (20e3, 60e3, 120e3, 180e3) for y in (40e3, 60e3, 90e3)]


@settings(max_examples=15, deadline=None)
@given(
    speed=st.floats(1_200.0, 4_500.0),
    burn=st.floats(6.0, 40.0),
    coefficient=st.floats(1_000.0, 12_000.0),
    rise=st.floats(0.0, 4.0),
    share=st.floats(0.0, 1.0),
    better=st.floats(1.02, 2.0),
)
def test_a_faster_or_a_cleaner_round_is_never_later(speed, burn, coefficient, rise, share, better):
    plain = tables(speed, burn, coefficient, (rise, share))[1]
    faster = tables(speed * better, burn, coefficient, (rise, share))[1]
    cleaner = tables(speed, burn, coefficient * better, (rise, share))[1]
    for sine, slant in PLACES:
        time = flyout.time(plain, sine, slant)
        # 1 %: the fan's spacing and linear reading
        assert flyout.time(faster, sine, slant) <= 1.01 * time
        assert flyout.time(cleaner, sine, slant) <= 1.01 * time


@settings(max_examples=15, deadline=None)
@given(
    speed=st.floats(1_500.0, 4_500.0),
    burn=st.floats(6.0, 40.0),
    share=st.floats(0.0, 1.0),
    quicker=st.floats(0.5, 0.98),
)
def test_where_air_takes_nothing_a_shorter_burn_is_never_later(speed, burn, share, quicker):
    # in the air it can be: the round burns out lower, and what the speed at burnout leaves out is what it meets there
    plain = tables(speed, burn, inf, (1.0, share))[1]
    shorter = tables(speed, burn * quicker, inf, (1.0, share))[1]
    for sine, slant in PLACES:
        assert flyout.time(shorter, sine, slant) <= 1.01 * flyout.time(plain, sine, slant)
