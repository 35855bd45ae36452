"""An outside tracker's errors over 200 runs against our predicted covariance: Stone Soup's extended Kalman filter.

Stone Soup (Dstl, stonesoup.readthedocs.io) filters range, azimuth and elevation with noise of our range_error and
angle_error, along true arcs that a white acceleration disturbs and whose ballistic coefficients are spread; its
motion model is written here, with its own gravity, drag and derivatives. Every look detects, in both: a missed look
enters ours as less information, in proportion to its probability, which bounds the average from below.
"""

from __future__ import annotations

import datetime
import warnings
from math import inf, sqrt
from typing import Any

import numpy as np
import pytest

from openbmd.physics import atmosphere, earth, sighting
from openbmd.physics import track_error as physics
from openbmd.physics.error_growth import Motion, grow
from sensing import AXIS, GM, J2, RADAR, SPIN, fly

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own affair, and that of what it imports
    stonesoup = pytest.importorskip("stonesoup", reason="a dependency of development, not of the program")
    from stonesoup.models.measurement.nonlinear import CartesianToElevationBearingRange
    from stonesoup.models.transition.nonlinear import GaussianTransitionModel
    from stonesoup.predictor.kalman import ExtendedKalmanPredictor
    from stonesoup.types.array import CovarianceMatrix, StateVector
    from stonesoup.types.detection import Detection
    from stonesoup.types.hypothesis import SingleHypothesis
    from stonesoup.types.state import GaussianState
    from stonesoup.updater.kalman import ExtendedKalmanUpdater

RUNS = 200
COEFFICIENT = 4000.0  # kg/m2
FRAME = 4.0  # s between looks
STEPS = 2  # of the integration between two looks
# A prior of 10 km/s would leave a filter that goes by tangents lost after its second look; 30 m/s does not. And when
# ballistic coefficients are spread by 30 % and not 10 %, arcs low down are so unlike the one that we predict along that
# the last velocities are known half as badly again: ours is a theory of small errors.
UNKNOWN = Motion(
    free_noise=1e-2, boost_share=0.0, drag_share=0.0, lift_share=0.0, correlation_time=10.0, prior_speed=30.0,
    prior_drag=0.1,
)  # fmt: skip
FLIGHT = fly(step=1.0, coefficient=COEFFICIENT)
START = FLIGHT.impact_time - 90.0
TIMES = START + FRAME * np.arange(22)
ORIGIN = earth.position(*earth.geodetic(*FLIGHT.nodes[-1, 1:4])[:2], 100.0) + np.array([60e3, 40e3, 10e3])
SNR = 100.0
HEIGHTS = np.arange(-5e3, 200e3, 250.0)
LN_DENSITY = np.log([atmosphere.density(z, atmosphere.STANDARD) for z in HEIGHTS])
POLE = AXIS * (1.0 - 1.0 / 298.257223563)


def acceleration(y: np.ndarray) -> np.ndarray:
    """Of states (7, N): position, velocity, ln(ballistic coefficient)."""
    r, v = y[:3], y[3:6]
    d = np.sqrt((r * r).sum(axis=0))
    k = -1.5 * J2 * GM * AXIS**2 / d**5
    oblate = k * r * (np.array([[1.0], [1.0], [3.0]]) - 5.0 * r[2] ** 2 / d**2)
    turning = np.array([SPIN**2 * r[0] + 2.0 * SPIN * v[1], SPIN**2 * r[1] - 2.0 * SPIN * v[0], 0.0 * v[2]])
    # height over the ellipsoid along the Earth's radius: 20 m off at 100 km
    height = d - AXIS * POLE / np.sqrt(((POLE * r[:2] / d) ** 2).sum(axis=0) + (AXIS * r[2] / d) ** 2)
    density = np.exp(np.interp(height, HEIGHTS, LN_DENSITY))
    return -GM * r / d**3 + oblate + turning - density * np.sqrt((v * v).sum(axis=0)) * np.exp(-y[6]) / 2.0 * v


def moved(y: np.ndarray, time: float, noise: np.ndarray | None = None) -> np.ndarray:
    """States (7, N) after a time [s], by Runge and Kutta's steps; noise (STEPS, 3, N) [m/s] is added to the speed."""

    def slope(y: np.ndarray) -> np.ndarray:
        return np.concatenate([y[3:6], acceleration(y), np.zeros_like(y[6:])])

    step = time / STEPS
    for k in range(STEPS):
        a = slope(y)
        b = slope(y + 0.5 * step * a)
        c = slope(y + 0.5 * step * b)
        y = y + step / 6.0 * (a + 2.0 * b + 2.0 * c + slope(y + step * c))
        if noise is not None:
            y[3:6] += noise[k]
    return y


class BallisticDrag(GaussianTransitionModel):  # type: ignore[misc]
    """Free fall with drag and white acceleration; derivatives by differences."""

    @property
    def ndim_state(self) -> int:
        return 7

    def function(self, state: Any, noise: bool = False, **told: Any) -> StateVector:
        y = np.asarray(state.state_vector, dtype=float)
        return StateVector(moved(y, told["time_interval"].total_seconds()))

    def jacobian(self, state: Any, **told: Any) -> np.ndarray:
        y = np.asarray(state.state_vector, dtype=float)
        shifts = np.array([10.0] * 3 + [0.1] * 3 + [1e-3])
        both = moved(
            np.concatenate([y + np.diag(shifts), y - np.diag(shifts)], axis=1), told["time_interval"].total_seconds()
        )
        return (both[:, :7] - both[:, 7:]) / (2.0 * shifts)

    def covar(self, time_interval: datetime.timedelta, **told: Any) -> CovarianceMatrix:
        t = time_interval.total_seconds()
        noise = np.zeros((7, 7))
        noise[:6, :6] = UNKNOWN.free_noise * np.kron([[t**3 / 3.0, t**2 / 2.0], [t**2 / 2.0, t]], np.eye(3))
        return CovarianceMatrix(noise)


def played() -> np.ndarray:
    """Errors (RUNS, T, 6) of Stone Soup's estimates after each look."""
    dice = np.random.default_rng(20)
    range_error = sighting.range_error(SNR, RADAR.bandwidth, RADAR.measurement_floor_range)
    angle_error = sighting.angle_error(SNR, RADAR.beamwidth, RADAR.measurement_floor_angle)
    node = FLIGHT.nodes[np.searchsorted(FLIGHT.nodes[:, 0], START) - 1]
    start = moved(np.append(node[1:7], np.log(COEFFICIENT))[:, None], START - node[0])
    truth = np.repeat(start, RUNS, axis=1)
    truth[6] += UNKNOWN.prior_drag * dice.normal(size=RUNS)
    truths = [truth]
    for _ in TIMES[1:]:
        kicks = sqrt(UNKNOWN.free_noise * FRAME / STEPS) * dice.normal(size=(STEPS, 3, RUNS))
        truths.append(moved(truths[-1], FRAME, kicks))
    predictor, updater = ExtendedKalmanPredictor(BallisticDrag()), ExtendedKalmanUpdater(None)
    epoch = datetime.datetime(2000, 1, 1)
    errors = np.empty((RUNS, len(TIMES), 6))
    for run in range(RUNS):
        estimate = None
        for k, truth in enumerate(truths):
            now = epoch + datetime.timedelta(seconds=FRAME * k)
            sight = truth[:3, run] - ORIGIN
            slant = np.linalg.norm(sight)
            seen = np.array([np.arcsin(sight[2] / slant), np.arctan2(sight[1], sight[0]), slant])
            # our angle error is the same in all directions across the line of sight: more of azimuth higher up
            deviations = np.array([angle_error, angle_error / np.cos(seen[0]), range_error])
            seen += deviations * dice.normal(size=3)
            if estimate is None:  # the first look alone, and the priors
                ce, se, ca, sa = np.cos(seen[0]), np.sin(seen[0]), np.cos(seen[1]), np.sin(seen[1])
                mean = np.append(ORIGIN + seen[2] * np.array([ce * ca, ce * sa, se]), start[3:, 0])
                mean[3:6] += UNKNOWN.prior_speed * dice.normal(size=3)
                turn = np.array([[-se * ca, -ce * sa, ce * ca], [-se * sa, ce * ca, ce * sa], [ce, 0.0, se]])
                turn[:, :2] *= seen[2]
                covariance = np.diag([0.0] * 3 + [UNKNOWN.prior_speed**2] * 3 + [UNKNOWN.prior_drag**2])
                covariance[:3, :3] = turn @ np.diag(deviations**2) @ turn.T
                estimate = GaussianState(StateVector(mean), CovarianceMatrix(covariance), timestamp=now)
            else:
                model = CartesianToElevationBearingRange(
                    ndim_state=7,
                    mapping=(0, 1, 2),
                    noise_covar=np.diag(deviations**2),
                    translation_offset=ORIGIN[:, None],
                )
                detection = Detection(StateVector(seen), timestamp=now, measurement_model=model)
                estimate = updater.update(SingleHypothesis(predictor.predict(estimate, timestamp=now), detection))
            errors[run, k] = np.asarray(estimate.state_vector, dtype=float)[:6, 0] - truth[:6, run]
    return errors


def test_stone_soups_errors_are_those_that_we_predict() -> None:
    sure = RADAR._replace(false_alarm_probability=1.0)  # every look detects
    sights = np.empty(len(TIMES), sighting.SIGHT)
    signal = np.full(len(TIMES), SNR)
    every = np.ones(len(TIMES))
    sighting.sight(FLIGHT.nodes, TIMES, signal, signal, every, every, inf, ORIGIN, sure, sights)
    sights["arrival"] = TIMES
    growth = grow(FLIGHT.nodes, FLIGHT.burnout_time, FLIGHT.impact_time, UNKNOWN, atmosphere.STANDARD)
    known = physics.room(len(TIMES), True)
    physics.errors(growth, sights, TIMES, 0.0, UNKNOWN, True, known, np.empty(3))
    predicted = known.covariances
    errors = played()
    for k in (2, 5, 8, 11, 14, 17, 21):
        sample = errors[:, k].T @ errors[:, k] / RUNS  # a bias counts as an error
        for part in (slice(0, 3), slice(3, 6)):
            # 200 runs tell a 1-sigma error to 1 / sqrt(2 200) = 5 %; 20 % is four times that
            ours, theirs = predicted[k, part, part], sample[part, part]
            assert sqrt(np.trace(ours)) == pytest.approx(sqrt(np.trace(theirs)), rel=0.2), TIMES[k]
            axes = np.linalg.eigh(ours)[1]
            along = np.sqrt(np.diag(axes.T @ theirs @ axes))
            assert np.sqrt(np.linalg.eigvalsh(ours)) == pytest.approx(along, rel=0.2), TIMES[k]
