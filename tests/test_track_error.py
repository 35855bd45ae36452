"""What a radar knows of a target, against dense least squares, numerical flights and closed forms."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import BPoly
from scipy.linalg import expm

from openbmd.physics import atmosphere, sighting, track_filter
from openbmd.physics import track_error as physics
from openbmd.physics.error_growth import Motion, grow
from sensing import GM, RADAR, SPIN, fly

QUIET = Motion(
    free_noise=0.0, boost_share=0.0, drag_share=0.0, lift_share=0.0, correlation_time=10.0, prior_speed=10e3,
    prior_drag=0.3,
)  # fmt: skip
FLIGHT = fly()
ORIGIN = np.array([-3.19e6, 4.04e6, 3.75e6]) * 6_371e3 / sqrt(3.19e6**2 + 4.04e6**2 + 3.75e6**2)


def sights(times: np.ndarray, search: np.ndarray, cued: np.ndarray, since: float) -> np.ndarray:
    found = np.empty(len(times), sighting.SIGHT)
    sighting.sight(
        FLIGHT.nodes, times, search, cued, np.ones(len(times)), np.ones(len(times)), since, ORIGIN, RADAR, found
    )
    found["arrival"] = times
    return found


def covariances(seen: np.ndarray, times: np.ndarray, unknown: Motion, latency: float = 0.0) -> np.ndarray:
    growth = grow(FLIGHT.nodes, FLIGHT.burnout_time, FLIGHT.impact_time, unknown, atmosphere.STANDARD)
    known = physics.room(len(times), True)
    physics.errors(growth, seen, times, latency, unknown, True, known, np.empty(3))
    return known.covariances


def errors(times: np.ndarray, signal: np.ndarray, unknown: Motion) -> np.ndarray:
    """Position and velocity error (2, T) of a radar with that S/N at each look."""
    variances = np.diagonal(covariances(sights(times, signal, signal, inf), times, unknown), axis1=1, axis2=2)
    return np.sqrt(variances.reshape(-1, 2, 3).sum(axis=2)).T


def test_range_accuracy_is_the_printed_form_and_its_floor() -> None:
    # c / (2 B sqrt(2 S/N)): 1 MHz and S/N 50 give c / (2e7 Hz) = 14.99 m
    assert sighting.range_error(50.0, 1e6, 0.0) == pytest.approx(14.9896229, rel=1e-9)
    assert sighting.range_error(50.0, 1e6, 20.0) == pytest.approx(sqrt(14.9896229**2 + 400.0), rel=1e-9)


def test_angle_accuracy_is_the_printed_form_and_its_floor() -> None:
    # theta / (1.6 sqrt(2 S/N)): one degree and S/N 50 give 1/16 degree
    assert sighting.angle_error(50.0, 0.016, 0.0) == pytest.approx(1e-3, rel=1e-12)
    assert sighting.angle_error(50.0, 0.016, 1e-3) == pytest.approx(sqrt(2.0) * 1e-3, rel=1e-12)


@given(variance=st.floats(1e-3, 1e3), seed=st.integers(0, 2**31))
def test_a_measurement_adds_its_information(variance: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    root = random.normal(size=(7, 7))
    p = root @ root.T + np.eye(7)
    h = random.normal(size=7)
    h /= np.linalg.norm(h)
    expected = np.linalg.inv(np.linalg.inv(p) + np.outer(h, h) / variance)
    track_filter.measure(p, h, variance, np.empty(7))
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
    found = errors(times, signal, QUIET)
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
            gradient[[0, 1], [0, 1]] += SPIN**2
            turning = 2.0 * SPIN * np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
            rate = np.block([[np.zeros((3, 3)), np.eye(3)], [gradient, turning]])
            back = expm(-rate * frame)
            information = back.T @ information @ back
        sight = where[k] - ORIGIN
        u = sight / np.linalg.norm(sight)
        across = angle * (sight @ sight)
        information[:3, :3] += detected[k] * (np.outer(u, u) / along + (np.eye(3) - np.outer(u, u)) / across)
        scale = np.diag([1.0] * 3 + [frame] * 3)
        covariance = scale @ np.linalg.inv(scale @ information @ scale) @ scale
        # the covariance form loses digits to the prior; cells and looks take gravity's gradient at their own middles
        assert found[0, k] == pytest.approx(sqrt(np.trace(covariance[:3, :3])), rel=1e-4)
        assert found[1, k] == pytest.approx(sqrt(np.trace(covariance[3:, 3:])), rel=1e-4)


def test_the_longer_dwell_counts_from_its_time_on() -> None:
    times = looks_after(FLIGHT.burnout_time + 5.0, 10, 2.0)
    short, long = np.full(10, 20.0), np.full(10, 500.0)

    mixed = np.where(times >= times[4], long, short)
    assert np.array_equal(sights(times, short, long, float(times[4])), sights(times, mixed, mixed, inf))


def test_thrust_hides_the_velocity_until_burnout() -> None:
    noisy = QUIET._replace(boost_share=1.0)
    times = looks_after(40.0, 40, 2.0)
    signal = np.full(40, 100.0)
    error = errors(times, signal, noisy)[1]
    steady = error[(times > 60.0) & (times < FLIGHT.burnout_time)]
    assert steady.max() < 1.5 * steady.min()  # new thrust undoes what each look brings
    assert error[-1] < 0.1 * steady.min()


def test_free_fall_has_nothing_to_hide() -> None:
    # what Simpson's rule for gravity and the flight's interpolation leave is below 1e-4 m/s2
    times = looks_after(FLIGHT.burnout_time + 5.0, 60, 2.0)
    signal = np.full(60, 100.0)
    hidden = QUIET._replace(drag_share=1.0, lift_share=1.0, prior_drag=10.0)
    assert errors(times, signal, hidden) == pytest.approx(errors(times, signal, QUIET), rel=0.01)


@settings(max_examples=40)
@given(
    snr=st.floats(0.5, 1e5), better=st.floats(1.0, 100.0), noise=st.floats(0.0, 10.0), more=st.floats(0.0, 100.0),
    share=st.floats(0.0, 1.0),
)  # fmt: skip
def test_more_signal_never_blurs_and_more_disturbance_never_sharpens(
    snr: float, better: float, noise: float, more: float, share: float
) -> None:
    times = looks_after(FLIGHT.burnout_time - 20.0, 40, 2.0)

    def error(snr: float, motion: Motion) -> np.ndarray:
        return errors(times, np.full(40, snr), motion)

    here = error(snr, QUIET._replace(free_noise=noise, boost_share=share))
    slack = 1.0 + 1e-6  # rounding of the covariance form
    assert np.all(error(snr * better, QUIET._replace(free_noise=noise, boost_share=share)) <= here * slack)
    assert np.all(here <= error(snr, QUIET._replace(free_noise=noise + more, boost_share=share)) * slack)


def test_a_look_without_any_signal_brings_nothing_and_breaks_nothing() -> None:
    times = looks_after(FLIGHT.burnout_time + 5.0, 4, 2.0)
    signal = np.array([100.0, 100.0, 0.0, 100.0])
    error = errors(times, signal, QUIET)
    assert np.all(np.isfinite(error[:, [0, 1, 3]]))
    assert error[0, 2] > error[0, 1]


@settings(max_examples=25)
@given(
    latencies=st.lists(st.floats(0.0, 30.0), min_size=1, max_size=3), frame=st.sampled_from([1.0, 2.0, 5.0]),
    start=st.floats(40.0, 120.0),
)  # fmt: skip
def test_looks_that_come_late_and_out_of_order_count_as_from_when_they_came(
    latencies: list[float], frame: float, start: float
) -> None:
    # against the same filter asked once, at one time, with only the looks that have come by then
    noisy = QUIET._replace(boost_share=1.0, free_noise=1e-2)
    parts = []
    for k, latency in enumerate(latencies):
        times = looks_after(start + 7.0 * k, 12, frame)
        part = sights(times, np.full(12, 50.0), np.full(12, 50.0), inf)
        part["arrival"] += latency
        parts.append(part)
    together = np.sort(np.concatenate(parts), order="time")
    asked = np.unique(together["arrival"])
    found = covariances(together, asked, noisy, max(latencies))
    for k in range(0, len(asked), 5):
        come = together[together["arrival"] <= asked[k]]
        assert found[k] == pytest.approx(covariances(come, asked[k : k + 1], noisy)[0], rel=1e-9)
