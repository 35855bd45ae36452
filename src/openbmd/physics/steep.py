"""The boost of a steep flight, where azimuth and tilt are a poor choice of unknowns.

Near the vertical a small tilt turns the azimuth at will. Newton's method on the tilt's parts along and across the
bearing and on the cutoff, for the impact's two and the apogee, has no such pole.
"""

from __future__ import annotations

from math import atan2, cos, hypot, inf, nan, sin

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import arc, boosts, flight, shooting, targeting

Floats = NDArray[np.float64]

STARTS = ((0.005, 0.99), (0.02, 0.97))  # rad of tilt, and of the full burn
NUDGES = np.array([1e-5, 1e-5, 1e-4])  # rad, rad, of the full burn
STEPS = np.array([0.02, 0.02, 0.05])  # likewise, the most of one step
TRIALS = 25


def solve(case: targeting.Case, near: Floats) -> tuple[Floats, float, float]:
    """A boost (3,) [rad, rad, s] to a case's aimpoint with its wanted apogee, its miss [m] and apogee [m].

    near (3,): the nearest boost known. Where none is found the miss is inf.
    """
    full = targeting.full_burn(case.vehicle)
    case = case._replace(tolerance=shooting.TOLERANCE)
    turn = near[0] - case.bearing
    known = (near[1] * cos(turn), near[1] * sin(turn), near[2] / full)
    for start in (known, *((tilt, 0.0, share) for tilt, share in STARTS)):
        found = newton(case, np.array(start), full)
        if found[1] <= boosts.CLOSE:
            return found
    return near, inf, nan


def newton(case: targeting.Case, x: Floats, full: float) -> tuple[Floats, float, float]:
    """From parts of the tilt [rad] and share of the full burn x (3,), as solve."""
    close = np.array([boosts.CLOSE, boosts.CLOSE, boosts.CLOSE_SHAPE * case.wanted])
    for _ in range(TRIALS):
        error = errors(case, x, full)
        if not np.all(np.isfinite(error)):
            break
        if np.all(np.abs(error) <= close):
            return boost(case, x, full), float(hypot(error[0], error[1])), case.wanted + float(error[2])
        jacobian = np.column_stack(
            [(errors(case, x - nudge, full) - error) / -nudge.sum() for nudge in np.diag(NUDGES)]
        )
        if not np.all(np.isfinite(jacobian)) or abs(np.linalg.det(jacobian)) == 0.0:
            break
        x = x - np.clip(np.linalg.solve(jacobian, error), -STEPS, STEPS)
        x[2] = min(x[2], 1.0)
    return boost(case, x, full), inf, nan


def boost(case: targeting.Case, x: Floats, full: float) -> Floats:
    """Azimuth, tilt [rad] and cutoff [s] of x (3,)."""
    return np.array([case.bearing + atan2(x[1], x[0]), hypot(x[0], x[1]), x[2] * full])


def errors(case: targeting.Case, x: Floats, full: float) -> Floats:
    """Miss along and across the bearing, and of the apogee [m] (3,); nan for a flight that does not come down."""
    count, ending = targeting.shoot(case, boost(case, x, full))
    if ending != flight.IMPACT:
        return np.full(3, nan)
    bearing, angle = targeting.bearing_and_angle(case.axes, case.origin, *case.nodes[count - 1, 1:4])
    off = bearing - case.bearing
    apogee = arc.apogee(case.nodes[:count])[1] - case.wanted
    return np.array([shooting.RADIUS * (angle * cos(off) - case.angle), shooting.RADIUS * angle * sin(off), apogee])
