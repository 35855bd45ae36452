"""Fly-out against closed forms and SciPy."""

from __future__ import annotations

from math import exp, inf, isfinite, log, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp

from openbmd.physics import atmosphere, flyout
from openbmd.physics.flyout import EARTH_RADIUS, MINIMUM_SPEED, FlyoutTable
from openbmd.physics.kernel import kernel

GM = 3.986004418e14
AIR = atmosphere.STANDARD
# burnout speed [m/s], burn time [s], ballistic coefficient [kg/m2], slant range [m]: from point to upper-layer defence
KINDS = [
    (1200.0, 12.0, 2500.0, 40e3),
    (1700.0, 12.0, 3000.0, 70e3),
    (2800.0, 16.0, 5000.0, 260e3),
    (3200.0, 60.0, inf, 900e3),
]


@kernel
def time(table: FlyoutTable, sine: float, slant: float) -> float:
    return flyout.time(table, sine, slant)


def scipy_flight(speed: float, burn: float, coefficient: float, sine: float, slant: float) -> tuple[float, float]:
    """Time [s] and speed [m/s] at a slant range by DOP853; inf when it falls below the minimum speed first."""

    def motion(_: float, y: np.ndarray) -> list[float]:
        radius = sqrt(EARTH_RADIUS**2 + y[0] ** 2 + 2.0 * EARTH_RADIUS * y[0] * sine)
        drag = atmosphere.density(radius - EARTH_RADIUS, AIR) * y[1] ** 2 / (2.0 * coefficient)
        return [y[1], -drag - GM / radius**2 * (y[0] + EARTH_RADIUS * sine) / radius]

    def arrived(_: float, y: np.ndarray) -> float:
        return float(y[0] - slant)

    def slow(_: float, y: np.ndarray) -> float:
        return float(y[1] - MINIMUM_SPEED)

    arrived.terminal = slow.terminal = True  # type: ignore[attr-defined]
    start = [0.5 * speed * burn, speed]
    flown = solve_ivp(motion, (burn, 5000.0), start, "DOP853", rtol=1e-10, atol=1e-6, events=(arrived, slow))
    return (float(flown.t[-1]), float(flown.y[1, -1])) if len(flown.t_events[0]) else (inf, MINIMUM_SPEED)


@pytest.mark.parametrize("kind", KINDS)
def test_boost_is_one_acceleration_from_rest(kind: tuple[float, float, float, float]) -> None:
    table = flyout.tabulate(*kind, AIR)
    speed, burn = kind[:2]
    for share in (0.01, 0.3, 1.0):
        assert time(table, 0.5, share * speed * burn / 2.0) == pytest.approx(sqrt(share) * burn, rel=1e-12)


@pytest.mark.parametrize("elevation", [5.0, 30.0, 90.0])
def test_without_air_the_energy_is_kept(elevation: float) -> None:
    speed, burn, slant = 3200.0, 60.0, 500e3
    table = flyout.tabulate(speed, burn, inf, 900e3, AIR)
    sine, start = sin(radians(elevation)), 0.5 * speed * burn

    def slowness(s: float) -> float:
        near, far = (sqrt(EARTH_RADIUS**2 + x * x + 2.0 * EARTH_RADIUS * x * sine) for x in (start, s))
        return 1.0 / sqrt(speed**2 - 2.0 * GM * (1.0 / near - 1.0 / far))

    # 0.05 s: the table is read linearly between its nodes, a fifth of the decision step
    assert time(table, sine, slant) == pytest.approx(burn + quad(slowness, start, slant)[0], abs=0.05)


def test_in_even_air_the_speed_falls_exponentially() -> None:
    speed, burn, coefficient, slant, density = 1e5, 0.01, 4000.0, 50e3, 0.1
    even = AIR[:1].copy()  # one layer of constant temperature and density, up to no end
    even["high"], even["lapse"], even["power"], even["slope"], even["decay"] = inf, 0.0, 0.0, 0.0, 0.0
    even["ln_density"] = log(density)
    table = flyout.tabulate(speed, burn, coefficient, 60e3, even)
    along = slant - 0.5 * speed * burn
    k = density / (2.0 * coefficient)
    closed_form = burn + (exp(k * along) - 1.0) / (k * speed)
    # at 100 km/s gravity takes 1e-4 of the speed's square over this path
    assert time(table, 0.3, slant) == pytest.approx(closed_form, rel=3e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_fly_out_agrees_with_scipy(kind: tuple[float, float, float, float]) -> None:
    table = flyout.tabulate(*kind, AIR)
    speed, burn, coefficient, longest = kind
    compared = 0
    for sine in np.linspace(0.05, 0.99, 9):
        for slant in np.linspace(0.5 * speed * burn, longest, 9)[1:]:
            expected, arrival = scipy_flight(speed, burn, coefficient, float(sine), float(slant))
            if arrival > 500.0:
                # 0.2 s, under a decision step; nearer to the minimum speed linear reading is worse, see below
                assert time(table, sine, slant) == pytest.approx(expected, abs=0.2)
                compared += 1
    assert compared > 8


def test_near_the_minimum_speed_the_time_is_within_two_percent() -> None:
    kind = KINDS[2]
    table = flyout.tabulate(*kind, AIR)
    for sine in np.linspace(0.1, 0.9, 9):
        for slant in np.linspace(50e3, 250e3, 9):
            expected, arrival = scipy_flight(*kind[:3], float(sine), float(slant))
            found = time(table, sine, slant)
            if isfinite(found) and arrival <= 500.0:
                assert found == pytest.approx(expected, rel=0.02)


def test_what_falls_below_the_minimum_speed_is_out_of_reach() -> None:
    speed, burn = 1000.0, 5.0
    start = EARTH_RADIUS + 0.5 * speed * burn
    table = flyout.tabulate(speed, burn, inf, 80e3, AIR)
    # straight up without air: v^2 = speed^2 - 2 GM (1/r0 - 1/r) reaches the minimum speed at
    top = 1.0 / (1.0 / start - (speed**2 - MINIMUM_SPEED**2) / (2.0 * GM)) - EARTH_RADIUS
    assert isfinite(time(table, 1.0, top - table.range_step))
    assert time(table, 1.0, top + table.range_step) == inf
    assert time(table, 1.0, 81e3) == inf  # beyond the table's end
    assert time(table, -0.2, 10e3) == inf  # under its lowest elevation
    assert time(table, -0.05, 60e3) == inf  # through the ground


@settings(max_examples=30)
@given(
    speed=st.floats(800.0, 5000.0),
    burn=st.floats(3.0, 60.0),
    coefficient=st.floats(500.0, 10_000.0),
    better=st.floats(1.0, 5.0),
)
def test_less_drag_is_never_later_and_farther_is_never_sooner(
    speed: float, burn: float, coefficient: float, better: float
) -> None:
    slant = 0.5 * speed * burn + 100e3
    dull = flyout.tabulate(speed, burn, coefficient, slant, AIR).time
    keen = flyout.tabulate(speed, burn, better * coefficient, slant, AIR).time
    both = np.isfinite(dull)
    assert np.all(np.isfinite(keen[both]))
    assert np.all(keen[both] <= dull[both] * (1.0 + 1e-9))  # 1e-9: the step's error has either sign
    for table in (dull, keen):
        finite = np.isfinite(table[:, 1:])
        assert np.all(table[:, 1:][finite] > table[:, :-1][finite])
