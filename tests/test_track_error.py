"""What a radar knows of a target, against dense least squares, numerical flights and closed forms."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.interpolate import BPoly
from scipy.linalg import expm

from openbmd.physics import track_error as physics
from openbmd.physics.track_error import Motion
from sensing import GM, RADAR, fly, motion

QUIET = Motion(free_noise=0.0, boost_share=0.0, flight_share=0.0, correlation_time=10.0, prior_speed=10e3)
FLIGHT = fly()
ORIGIN = np.array([-3.19e6, 4.04e6, 3.75e6]) * 6_371e3 / sqrt(3.19e6**2 + 4.04e6**2 + 3.75e6**2)


def test_range_accuracy_is_the_printed_form_and_its_floor() -> None:
    # c / (2 B sqrt(2 S/N)): 1 MHz and S/N 50 give c / (2e7 Hz) = 14.99 m
    assert physics.range_error(50.0, 1e6, 0.0) == pytest.approx(14.9896229, rel=1e-9)
    assert physics.range_error(50.0, 1e6, 20.0) == pytest.approx(sqrt(14.9896229**2 + 400.0), rel=1e-9)


def test_angle_accuracy_is_the_printed_form_and_its_floor() -> None:
    # theta / (1.6 sqrt(2 S/N)): one degree and S/N 50 give 1/16 degree
    assert physics.angle_error(50.0, 0.016, 0.0) == pytest.approx(1e-3, rel=1e-12)
    assert physics.angle_error(50.0, 0.016, 1e-3) == pytest.approx(sqrt(2.0) * 1e-3, rel=1e-12)


def test_free_fall_is_the_independent_equation_of_motion() -> None:
    state = np.array([-3.3e6, 4.1e6, 3.9e6, 900.0, -2000.0, 1500.0])
    assert physics.free_fall(*state) == pytest.approx(motion(1.0, state, np.zeros(3), 0.0)[3:], rel=1e-12)


def test_the_transition_is_the_difference_of_two_flights() -> None:
    start = np.array([4.0e6, -3.0e6, 4.2e6, 1500.0, 800.0, -900.0])

    def fall(_: float, y: np.ndarray) -> np.ndarray:
        return np.concatenate([y[3:], -GM * y[:3] / np.linalg.norm(y[:3]) ** 3])

    def end(y: np.ndarray) -> np.ndarray:
        return solve_ivp(fall, (0.0, 10.0), y, "DOP853", rtol=1e-13, atol=1e-9).y[:, -1]

    middle = 0.5 * (start[:3] + end(start)[:3])
    phi = np.empty((6, 6))
    physics.transition(phi, *middle, 10.0)
    step = np.array([100.0] * 3 + [10.0] * 3)
    numerical = np.stack([(end(start + d) - end(start - d)) / (2.0 * d.max()) for d in np.diag(step)], axis=1)
    units = np.outer([1.0] * 3 + [0.1] * 3, [1.0] * 3 + [10.0] * 3)  # one second's worth of velocity for a position
    # the gradient at the middle stands for its course: dt v / r = 5e-3 of the gradient's dt^2 GM / r^3 = 1.5e-4
    assert phi * units == pytest.approx(numerical * units, abs=3e-6)


@settings(deadline=None)
@given(q=st.floats(0.0, 100.0), dt=st.floats(0.1, 20.0), seed=st.integers(0, 2**31))
def test_propagation_is_van_loans_integral(q: float, dt: float, seed: int) -> None:
    root = np.random.default_rng(seed).normal(size=(6, 6))
    p = root @ root.T
    phi = np.eye(6)
    phi[:3, 3:] = dt * np.eye(3)
    noise = np.zeros((12, 12))
    noise[:6, :6], noise[6:, 6:] = -np.kron([[0, 1], [0, 0]], np.eye(3)), np.kron([[0, 0], [1, 0]], np.eye(3))
    noise[3:6, 9:] = q * np.eye(3)
    big = expm(noise * dt)
    expected = phi @ p @ phi.T + big[6:, 6:].T @ big[:6, 6:]
    physics.propagate(p, phi, np.empty((6, 6)), q, dt)
    assert p == pytest.approx(expected, rel=1e-9, abs=1e-9 * np.abs(expected).max())


@settings(deadline=None)
@given(variance=st.floats(1e-3, 1e3), seed=st.integers(0, 2**31))
def test_a_measurement_adds_its_information(variance: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    root = random.normal(size=(6, 6))
    p = root @ root.T + np.eye(6)
    h = random.normal(size=3)
    h /= np.linalg.norm(h)
    row = np.concatenate([h, np.zeros(3)])
    expected = np.linalg.inv(np.linalg.inv(p) + np.outer(row, row) / variance)
    physics.measure(p, *h, variance)
    assert p == pytest.approx(expected, rel=1e-7, abs=1e-8)


def looks_after(start: float, count: int, frame: float) -> np.ndarray:
    return start + frame * np.arange(count)


def states_at(times: np.ndarray) -> np.ndarray:
    """Position and velocity (T, 6) by SciPy's Bernstein interpolation of the flight's nodes."""
    nodes = FLIGHT.nodes[FLIGHT.nodes[:, 0] >= FLIGHT.burnout_time][1:]
    path = BPoly.from_derivatives(nodes[:, 0], nodes[:, 1:].reshape(-1, 3, 3))
    return np.concatenate([path(times), path(times, 1)], axis=1)


@pytest.mark.parametrize(("snr", "frame"), [(1e4, 2.0), (30.0, 2.0), (3.0, 10.0)])
def test_without_disturbance_the_filter_is_dense_least_squares(snr: float, frame: float) -> None:
    times = looks_after(FLIGHT.burnout_time + 5.0, 20, frame)
    signal = np.full(20, snr)
    found = physics.errors(FLIGHT.nodes, times, signal, signal, inf, ORIGIN, RADAR, FLIGHT.burnout_time, QUIET)
    where = states_at(times)[:, :3]
    along = 299_792_458.0**2 / (8.0 * RADAR.bandwidth**2 * snr) + RADAR.measurement_floor_range**2
    detected = np.full(20, 1e-6 ** (1.0 / (1.0 + snr)))  # Swerling 1
    detected[0] = 1.0  # the track begins with a detection
    angle = RADAR.beamwidth**2 / (1.6**2 * 2.0 * snr) + RADAR.measurement_floor_angle**2
    information = np.zeros((6, 6))
    information[3:, 3:] = np.eye(3) / QUIET.prior_speed**2
    for k in range(20):
        if k > 0:
            middle = 0.5 * (where[k] + where[k - 1])
            r = np.linalg.norm(middle)
            gradient = GM / r**3 * (3.0 * np.outer(middle, middle) / r**2 - np.eye(3))
            rate = np.block([[np.zeros((3, 3)), np.eye(3)], [gradient, np.zeros((3, 3))]])
            back = expm(-rate * frame)
            information = back.T @ information @ back
        sight = where[k] - ORIGIN
        u = sight / np.linalg.norm(sight)
        across = angle * (sight @ sight)
        information[:3, :3] += detected[k] * (np.outer(u, u) / along + (np.eye(3) - np.outer(u, u)) / across)
        scale = np.diag([1.0] * 3 + [frame] * 3)
        covariance = scale @ np.linalg.inv(scale @ information @ scale) @ scale
        # the covariance form loses about prior_speed^2 / velocity_error^2 = 1e8 of 1e16 digits
        assert found[0, k] == pytest.approx(sqrt(np.trace(covariance[:3, :3])), rel=1e-5)
        assert found[1, k] == pytest.approx(sqrt(np.trace(covariance[3:, 3:])), rel=1e-5)


def test_the_longer_dwell_counts_from_its_time_on() -> None:
    times = looks_after(FLIGHT.burnout_time + 5.0, 10, 2.0)
    short, long = np.full(10, 20.0), np.full(10, 500.0)

    def position(a: np.ndarray, b: np.ndarray, since: float) -> np.ndarray:
        return physics.errors(FLIGHT.nodes, times, a, b, since, ORIGIN, RADAR, FLIGHT.burnout_time, QUIET)[0]

    mixed = np.where(times >= times[4], long, short)
    assert np.array_equal(position(short, long, float(times[4])), position(mixed, mixed, inf))


def test_thrust_hides_the_velocity_until_burnout() -> None:
    noisy = QUIET._replace(boost_share=1.0)
    times = looks_after(40.0, 40, 2.0)
    signal = np.full(40, 100.0)
    error = physics.errors(FLIGHT.nodes, times, signal, signal, inf, ORIGIN, RADAR, FLIGHT.burnout_time, noisy)[1]
    steady = error[(times > 60.0) & (times < FLIGHT.burnout_time)]
    assert steady.max() < 1.5 * steady.min()  # new thrust undoes what each look brings
    assert error[-1] < 0.1 * steady.min()


def test_free_fall_has_nothing_to_hide() -> None:
    # what the two-point rule for gravity over 2 s leaves is below 1e-4 m/s2 and adds under one per cent
    times = looks_after(FLIGHT.burnout_time + 5.0, 60, 2.0)
    signal = np.full(60, 100.0)

    def error(motion: Motion) -> np.ndarray:
        return physics.errors(FLIGHT.nodes, times, signal, signal, inf, ORIGIN, RADAR, FLIGHT.burnout_time, motion)

    assert error(QUIET._replace(flight_share=1.0)) == pytest.approx(error(QUIET), rel=0.01)


@settings(deadline=None, max_examples=40)
@given(
    snr=st.floats(0.5, 1e5), better=st.floats(1.0, 100.0), noise=st.floats(0.0, 10.0), more=st.floats(0.0, 100.0),
    share=st.floats(0.0, 1.0),
)  # fmt: skip
def test_more_signal_never_blurs_and_more_disturbance_never_sharpens(
    snr: float, better: float, noise: float, more: float, share: float
) -> None:
    times = looks_after(FLIGHT.burnout_time - 20.0, 40, 2.0)

    def error(snr: float, motion: Motion) -> np.ndarray:
        signal = np.full(40, snr)
        return physics.errors(FLIGHT.nodes, times, signal, signal, inf, ORIGIN, RADAR, FLIGHT.burnout_time, motion)

    here = error(snr, QUIET._replace(free_noise=noise, boost_share=share))
    slack = 1.0 + 1e-6  # rounding of the covariance form
    assert np.all(error(snr * better, QUIET._replace(free_noise=noise, boost_share=share)) <= here * slack)
    assert np.all(here <= error(snr, QUIET._replace(free_noise=noise + more, boost_share=share)) * slack)


def test_a_look_without_any_signal_brings_nothing_and_breaks_nothing() -> None:
    times = looks_after(FLIGHT.burnout_time + 5.0, 4, 2.0)
    signal = np.array([100.0, 100.0, 0.0, 100.0])
    error = physics.errors(FLIGHT.nodes, times, signal, signal, inf, ORIGIN, RADAR, FLIGHT.burnout_time, QUIET)
    assert np.all(np.isfinite(error[:, [0, 1, 3]]))
    assert error[0, 2] > error[0, 1]
