"""How errors grow to the ground: against differences of whole flights, closed forms and dense conditioning."""

from __future__ import annotations

from math import cos, inf, pi, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from openbmd.physics import atmosphere, earth
from openbmd.physics.error_growth import Growth, Motion, back_at, ellipse, grow
from openbmd.physics.sighting import SIGHT
from openbmd.physics.state_transition import evaluate, free_fall, thinning
from openbmd.physics.track_error import errors, room
from openbmd.records import Trajectory
from sensing import fly, motion

QUIET = Motion(
    free_noise=0.0, boost_share=0.0, drag_share=0.0, lift_share=0.0, correlation_time=10.0, prior_speed=10e3,
    prior_drag=0.3,
)  # fmt: skip
HEAVY = 3000.0  # kg/m2
FREE = fly()
DRAGGED = fly(step=1.0, coefficient=HEAVY)


def growth_of(flight: Trajectory, unknown: Motion = QUIET) -> Growth:
    return grow(flight.nodes, flight.burnout_time, flight.impact_time, unknown, atmosphere.STANDARD)


def at(series: np.ndarray, growth: Growth, time: float) -> np.ndarray:
    cell = min(int(np.searchsorted(growth.times, time, "right")) - 1, len(series) - 1)
    out = np.empty((7, 7))
    evaluate(series[cell], time - growth.times[cell], out)
    return out


def carried(growth: Growth, time: float) -> np.ndarray:
    out = np.empty((7, 7))
    back_at(growth, time, out)
    return out


def landing(state: np.ndarray, coefficient: float, level: float) -> np.ndarray:
    """Where a body comes through an altitude [m]: position (3,) [m], by SciPy."""

    def ground(_: float, y: np.ndarray, *args: object) -> float:
        return float(earth.altitude(*y[:3])) - level

    ground.terminal, ground.direction = True, -1.0  # type: ignore[attr-defined]
    flown = solve_ivp(
        motion, (0.0, 5000.0), state, "DOP853", args=(np.zeros(3), 0.0, coefficient), rtol=1e-9, atol=1e-4,
        events=ground,
    )  # fmt: skip
    return np.asarray(flown.y_events[0][0][:3])


def node_after(flight: Trajectory, time: float) -> np.ndarray:
    return flight.nodes[np.searchsorted(flight.nodes[:, 0], time)]


def sensitivity(flight: Trajectory, time: float, coefficient: float) -> tuple[np.ndarray, np.ndarray, float]:
    """East and north of the impact point by the state at a node (2, 7): ours, differences of flights; the time [s]."""
    node = node_after(flight, time)
    growth = growth_of(flight)
    ours = growth.impact @ carried(growth, node[0])
    end = flight.nodes[-1, 1:4]
    level = earth.altitude(*end)
    axes = earth.local_axes(*earth.geodetic(*end)[:2])[:2]
    columns = []
    for k, step in enumerate([200.0] * 3 + [0.5] * 3):
        shift = np.zeros(6)
        shift[k] = step
        there, back = (landing(node[1:7] + s * shift, coefficient, level) for s in (1.0, -1.0))
        columns.append(axes @ (there - back) / (2.0 * step))
    there, back = (landing(node[1:7], coefficient * np.exp(s * 0.01), level) for s in (1.0, -1.0))
    columns.append(axes @ (there - back) / 0.02)
    return ours, np.array(columns).T, float(node[0])


@pytest.mark.parametrize("before_impact", [100.0, 30.0, 10.0])
def test_the_impact_point_moves_as_that_of_a_disturbed_flight(before_impact: float) -> None:
    ours, flown, _ = sensitivity(DRAGGED, DRAGGED.impact_time - before_impact, HEAVY)
    for columns in (slice(0, 3), slice(3, 6), slice(6, 7)):
        # cells of constant rates, J2's gradient left out: two per cent of the largest
        assert ours[:, columns] == pytest.approx(flown[:, columns], abs=0.02 * np.abs(flown[:, columns]).max())


def test_without_air_the_impact_point_moves_as_that_of_a_disturbed_flight() -> None:
    ours, flown, _ = sensitivity(FREE, 90.0, inf)
    for columns in (slice(0, 3), slice(3, 6)):
        # J2's gradient is left out: three thousandths of gravity's
        assert ours[:, columns] == pytest.approx(flown[:, columns], abs=0.003 * np.abs(flown[:, columns]).max())
    assert ours[:, 6] == pytest.approx([0.0, 0.0], abs=1e-3)  # what the flight's interpolation leaves


def test_a_short_arcs_range_grows_by_twice_range_over_speed() -> None:
    # methods of the range equation R = v2 sin(2 angle) / g: dR/dv = 2 R / v, on a flat Earth that stands still
    flight = fly(climb=pi / 4.0, thrust=400.0, burnout=4.3, step=1.0)
    start = node_after(flight, 4.31)
    growth = growth_of(flight)
    speed, along = np.linalg.norm(start[4:7]), start[4:7] / np.linalg.norm(start[4:7])
    moved = growth.impact @ carried(growth, start[0]) @ np.concatenate([np.zeros(3), along, [0.0]])
    distance = np.linalg.norm(flight.nodes[-1, 1:4] - start[1:4])
    assert 250e3 < distance < 350e3
    # 5 %: curvature adds to both R and dR/dv by about distance / Earth radius, rotation the rest
    assert np.linalg.norm(moved) == pytest.approx(2.0 * distance / speed, rel=0.05)


@pytest.mark.parametrize(("start", "step"), [(100.0, 10.0), (365.0, 0.5), (380.0, 1.0)])
def test_a_disturbance_grows_as_the_difference_of_two_flights(start: float, step: float) -> None:
    growth = growth_of(DRAGGED)
    node = node_after(DRAGGED, start)
    phi = at(growth.there, growth, node[0] + step) @ carried(growth, node[0])

    def end(change: np.ndarray, coefficient: float) -> np.ndarray:
        return solve_ivp(
            motion, (0.0, step), node[1:7] + change, "DOP853", args=(np.zeros(3), 0.0, coefficient), rtol=1e-12,
            atol=1e-9,
        ).y[:, -1]  # fmt: skip

    shifts = np.diag([100.0] * 3 + [1.0] * 3)
    flown = np.stack([(end(d, HEAVY) - end(-d, HEAVY)) / (2.0 * d.max()) for d in shifts], axis=1)
    units = np.outer([1.0] * 3 + [step] * 3, [1.0] * 3 + [1.0 / step] * 3)
    # against the growth by drag and gravity in the step (up to a twentieth), two per cent of it
    assert phi[:6, :6] * units == pytest.approx(flown * units, abs=1e-3)
    none = np.zeros(6)
    by_drag = (end(none, HEAVY * np.exp(0.01)) - end(none, HEAVY * np.exp(-0.01))) / 0.02
    assert phi[3:6, 6] == pytest.approx(by_drag[3:], abs=0.02 * np.abs(by_drag[3:]).max() + 1e-6)
    assert phi[6].tolist() == [0.0] * 6 + [1.0]


def test_there_and_back_is_where_one_was() -> None:
    growth = growth_of(DRAGGED)
    scale = np.array([1e-3] * 3 + [1.0] * 3 + [1.0])  # kilometres, m/s and e-folds
    for time in np.linspace(0.0, DRAGGED.impact_time, 37):
        product = carried(growth, time) @ at(growth.there, growth, time)
        assert product * np.outer(scale, 1.0 / scale) == pytest.approx(np.eye(7), abs=1e-5)  # the series' ends


def test_free_fall_is_the_independent_equation_of_motion() -> None:
    state = np.array([-3.3e6, 4.1e6, 3.9e6, 900.0, -2000.0, 1500.0])
    assert free_fall(*state) == pytest.approx(motion(1.0, state, np.zeros(3), 0.0)[3:], rel=1e-12)


def test_noise_adds_up_as_the_integral_of_white_acceleration() -> None:
    # over a short stretch nothing but time matters: q dt, q dt2 / 2, q dt3 / 3
    growth = growth_of(FREE, QUIET._replace(free_noise=2.0))
    for a, b in ((101.0, 103.0), (104.0, 106.0), (101.0, 111.0)):  # within cells of 5 s and across them
        dt, there = b - a, at(growth.there, growth, b)
        carried = there @ (at(growth.noise, growth, b) - at(growth.noise, growth, a)) @ there.T
        expected = np.kron([[dt**3 / 3.0, dt**2 / 2.0], [dt**2 / 2.0, dt]], 2.0 * np.eye(3))
        units = np.outer([1.0] * 3 + [dt] * 3, [1.0] * 3 + [dt] * 3)
        # the Earth turns by 7e-4 rad in 10 s
        assert carried[:6, :6] * units == pytest.approx(expected * units, abs=1e-3 * (expected * units).max())


@given(major=st.floats(1.0, 1e5), ratio=st.floats(0.01, 0.99), azimuth=st.floats(0.0, pi, exclude_max=True))
def test_an_ellipse_is_told_by_its_axes_and_the_azimuth_of_the_longer(
    major: float, ratio: float, azimuth: float
) -> None:
    turn = np.array([[sin(azimuth), -cos(azimuth)], [cos(azimuth), sin(azimuth)]])  # columns: axes in east, north
    covariance = turn @ np.diag([major**2, (ratio * major) ** 2]) @ turn.T
    found = np.empty(3)
    ellipse(covariance[0, 0], covariance[0, 1], covariance[1, 1], found)
    assert found[:2] == pytest.approx([major, ratio * major], rel=1e-6)
    assert sin(found[2] - azimuth) == pytest.approx(0.0, abs=1e-6)
    assert 0.0 <= found[2] <= pi


def sights_of(flight: Trajectory, times: np.ndarray, deviation: float) -> np.ndarray:
    """Looks that know the position to the same deviation [m] in all directions."""
    sights = np.zeros(len(times), SIGHT)
    sights["time"] = sights["arrival"] = times
    sights["x"], sights["y"], sights["z"] = 0.6, 0.0, 0.8
    sights["along"] = sights["across"] = deviation**2
    sights["first"][0] = True
    return sights


def told(flight: Trajectory, unknown: Motion, times: np.ndarray, deviation: float) -> tuple[np.ndarray, ...]:
    known, launch = room(len(times), True), np.empty(3)
    errors(growth_of(flight, unknown), sights_of(flight, times, deviation), times, 0.0, unknown, True, known, launch)
    return known.covariances, known.impacts, launch


def test_the_impact_ellipse_is_the_covariance_carried_along_disturbed_flights() -> None:
    time = DRAGGED.impact_time - 100.0
    _, flown, time = sensitivity(DRAGGED, time, HEAVY)
    times = np.linspace(time - 60.0, time, 31)
    known = QUIET._replace(prior_drag=0.0)
    covariances, ellipses, _ = told(DRAGGED, known, times, 50.0)
    expected = flown[:, :6] @ covariances[-1] @ flown[:, :6].T
    assert ellipses[-1, :2] == pytest.approx(
        np.sqrt(np.linalg.eigvalsh(expected))[::-1], rel=0.03
    )  # 2 % of J, as above
    wide = np.linalg.eigh(expected)[1][:, 1]
    assert abs(wide @ [sin(ellipses[-1, 2]), cos(ellipses[-1, 2])]) == pytest.approx(1.0, abs=0.01)


def test_an_unknown_ballistic_coefficient_matters_high_up_and_is_learnt_low_down() -> None:
    times = np.linspace(DRAGGED.impact_time - 120.0, DRAGGED.impact_time - 2.0, 60)
    known = told(DRAGGED, QUIET._replace(prior_drag=0.0), times, 20.0)[1]
    unknown = told(DRAGGED, QUIET, times, 20.0)[1]
    growth = growth_of(DRAGGED)
    moved = growth.impact @ carried(growth, times[0])[:, 6]
    shift = 0.3 * np.linalg.norm(moved)  # of the impact point by 30 % of the ballistic coefficient
    added = sqrt((unknown[10, :2] ** 2).sum() - (known[10, :2] ** 2).sum())
    assert added == pytest.approx(shift, rel=0.02)
    assert shift > 200.0
    assert (unknown[-1, :2] < 0.2 * shift).all()


def test_an_orbit_has_no_impact_ellipse() -> None:
    endless = FREE._replace(impact_time=inf)
    times = np.linspace(100.0, 200.0, 20)
    covariances, ellipses, launch = told(endless, QUIET, times, 50.0)
    assert np.isnan(ellipses).all()
    assert np.isfinite(covariances).all()
    assert np.isfinite(launch).all()


def test_unknown_thrust_hides_the_launch_point() -> None:
    # seen sharply after a boost of 80 s at 30 m/s2, all of it unknown over 10 s: variance q T3 / 3, q = 2 a2 10 s
    unknown = QUIET._replace(boost_share=1.0)
    _, _, launch = told(FREE, unknown, np.linspace(80.1, 300.0, 200), 0.1)
    expected = sqrt(2.0 * 30.0**2 * 10.0 * 80.0**3 / 3.0)
    assert launch[:2] == pytest.approx([expected] * 2, rel=0.02)  # gravity's gradient: (80 s / 800 s)2


def test_the_launch_ellipse_is_that_of_all_looks_at_once() -> None:
    unknown = QUIET._replace(free_noise=0.1, boost_share=0.5, prior_drag=1e-3)
    times = np.linspace(40.0, 200.0, 41)
    _, _, launch = told(FREE, unknown, times, 300.0)
    growth = growth_of(FREE, unknown)
    rows = [at(growth.there, growth, t)[:3] for t in times]
    noise = [at(growth.noise, growth, t) for t in times]
    prior = np.diag([1e6**2] * 3 + [1e4**2] * 3 + [1e-6])
    seen = np.block([[rows[j] @ (prior + noise[min(j, k)]) @ rows[k].T for k in range(41)] for j in range(41)])
    seen += 300.0**2 * np.eye(len(seen))
    cross = np.hstack([prior @ row.T for row in rows])
    covariance = (prior - cross @ np.linalg.solve(seen, cross.T))[:3, :3]
    level = growth.launch[:2] @ covariance @ growth.launch[:2].T
    assert launch[:2] == pytest.approx(np.sqrt(np.linalg.eigvalsh(level))[::-1], rel=1e-3)  # rounding of the dense sum


def test_errors_as_if_at_launch_are_those_at_the_time_carried_back_without_the_noise_since() -> None:
    unknown = QUIET._replace(free_noise=0.1)
    times = np.linspace(100.0, DRAGGED.impact_time - 20.0, 30)
    growth = growth_of(DRAGGED, unknown)
    at_launch, _, covariances, drags = known = room(len(times), True)
    errors(growth, sights_of(DRAGGED, times, 100.0), times, 0.0, unknown, True, known, np.empty(3))
    for n, time in enumerate(times):
        there = at(growth.there, growth, time)
        whole = there @ (at_launch[n] + at(growth.noise, growth, time)) @ there.T
        assert whole[:6, :6] == pytest.approx(covariances[n], rel=1e-6, abs=1e-9 * np.trace(covariances[n]))
        assert whole[6] == pytest.approx(drags[n], rel=1e-6, abs=1e-12)


def test_density_thins_by_the_standards_scale_height() -> None:
    # USSA 1976, isothermal layer 11 to 20 km: R T / g = 287.053 * 216.65 / 9.80665 = 6,341.6 m of geopotential
    assert -1.0 / thinning(15_000.0, atmosphere.STANDARD) == pytest.approx(6341.6, rel=0.006)  # geometric: 2 z / R
    assert thinning(400e3, atmosphere.STANDARD) == 0.0
