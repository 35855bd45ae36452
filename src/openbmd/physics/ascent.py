"""The boost that brings a launcher to a circular orbit: pitch-over tilt, last-stage lean and cutoff, by shooting."""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import flight, targeting
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER, ROTATION_RATE
from openbmd.physics.earth import altitude

Floats = NDArray[np.float64]

SCALES = np.array([1e4, 100.0, 100.0])  # m, m/s, m/s that count alike in the misfit
NUDGES = np.array([1e-4, 1e-3, 0.05])  # rad, rad, s of the finite differences
TILTS = np.radians([0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0])
LEANS = np.radians([60.0, 70.0, 80.0, 90.0, 100.0, 110.0, 120.0])
GOOD = 1e-3  # of SCALES


def insertion(node: Floats) -> tuple[float, float, float]:
    """Altitude [m], climb rate [m/s] and inertial speed in excess of circular speed [m/s] at a node (10,)."""
    r, v = node[1:4], node[4:7] + np.cross([0.0, 0.0, ROTATION_RATE], node[1:4])
    radius = np.sqrt(r @ r)
    return (
        altitude(*r),
        float(r @ v / radius),
        float(np.sqrt(v @ v) - np.sqrt(GRAVITATIONAL_PARAMETER / radius)),
    )


def misfit(case: targeting.Case, wanted: float, boost: Floats) -> Floats:
    """How far (3,) [SCALES] a boost (tilt, lean, cutoff) ends from a circular orbit at the wanted altitude [m]."""
    last = targeting.timed_legs(case.vehicle) - 1
    case.vehicle["lean"][last] = boost[1]
    vehicle = case.vehicle[: last + 1].copy()
    count, ending = targeting.shoot(case._replace(vehicle=vehicle), np.array([case.bearing, boost[0], boost[2]]))
    if ending != flight.TIME_LIMIT or boost[0] <= 0.0:
        return np.full(3, 1e3)
    height, climb, excess = insertion(case.nodes[count - 1])
    off: Floats = np.array([height - wanted, climb, excess]) / SCALES
    return off


def solve(case: targeting.Case, wanted: float) -> tuple[Floats, Floats]:
    """The boost (tilt, lean, cutoff) [rad, rad, s] of a circular orbit at an altitude [m], and its misfit (3,).

    Where the launcher is too weak, the nearest boost found. Leaves the lean in case.vehicle.
    """
    full = targeting.full_burn(case.vehicle)
    starts = [np.array([tilt, lean, full]) for tilt in TILTS for lean in LEANS]
    boost = min(starts, key=lambda start: float(np.sum(misfit(case, wanted, start) ** 2)))
    error = misfit(case, wanted, boost)
    for _ in range(60):
        if np.abs(error).max() < GOOD:
            break
        jacobian = np.empty((3, 3))
        for i in range(3):
            nudged = boost.copy()
            nudged[i] -= NUDGES[i]
            jacobian[:, i] = (error - misfit(case, wanted, nudged)) / NUDGES[i]
        change = -np.linalg.lstsq(jacobian, error, rcond=1e-10)[0]
        length = 1.0
        while length > 1e-4:
            trial = boost + length * change
            trial[1:] = np.clip(trial[1:], [0.0, 0.0], [pi, full])
            trial_error = misfit(case, wanted, trial)
            if trial_error @ trial_error < error @ error:
                boost, error = trial, trial_error
                break
            length *= 0.5
        else:
            break
    misfit(case, wanted, boost)
    return boost, error
