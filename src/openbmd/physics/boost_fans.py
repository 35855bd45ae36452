"""The boosts of one vehicle from one launch point to very many aimpoints: solved at some, interpolated, corrected.

Azimuth, tilt and cutoff are smooth in bearing and distance, so that a polynomial through a few hundred solutions starts
every other one so near that two or three flights are enough.
"""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import boosts, shooting
from openbmd.physics.targeting import Case

Floats = NDArray[np.float64]

NODES = 12  # solutions along bearing and along distance
DEGREE = 5  # of the polynomial in each
NUDGE = 1e-3  # of the fan's half depth, for a difference
MARGIN = 1e-3  # rad by which the nodes reach beyond the outermost aimpoints


def prepare(case: Case, bearings: Floats, angles: Floats) -> tuple[Floats, Floats]:
    """Fit the boosts over a fan of aimpoints (N,) bearing, angle [rad]; frame (4,) and coefficients (terms, 3).

    Nodes out of reach are left out; raises ValueError when too few are left.
    """
    middle = np.arctan2(np.mean(np.sin(bearings)), np.mean(np.cos(bearings)))
    turns = (bearings - middle + pi) % (2.0 * pi) - pi
    frame = np.array(
        [
            middle,
            float(np.abs(turns).max()) + MARGIN,
            0.5 * float(angles.max() + angles.min()),
            0.5 * float(np.ptp(angles)) + MARGIN,
        ]
    )
    # Chebyshev's points keep the polynomial tame at the fan's edges.
    points = np.cos(pi * (np.arange(NODES) + 0.5) / NODES)
    u, v = (axis.ravel() for axis in np.meshgrid(points, points))
    nodes = [
        case._replace(bearing=float(middle + frame[1] * a), angle=float(frame[2] + frame[3] * b))
        for a, b in zip(u, v, strict=True)
    ]
    solved, miss, _ = boosts.solve(nodes, np.full((len(nodes), 3), np.nan))
    reached = miss < boosts.CLOSE
    if np.count_nonzero(reached) < (DEGREE + 1) ** 2:
        raise ValueError("most of the fan is out of the vehicle's reach")
    solved[:, 0] = (solved[:, 0] - middle - frame[1] * u + pi) % (2.0 * pi) - pi
    coefficients = np.linalg.lstsq(terms(u[reached], v[reached]), solved[reached], rcond=None)[0]
    return frame, np.asarray(coefficients, dtype=np.float64)


def terms(u: Floats, v: Floats) -> Floats:
    """Products of powers (N, terms) of two coordinates in -1 ... 1, by Chebyshev's polynomials."""
    return np.asarray(np.polynomial.chebyshev.chebvander2d(u, v, [DEGREE, DEGREE]), dtype=np.float64)


def solve(
    case: Case, frame: Floats, coefficients: Floats, bearings: Floats, angles: Floats, close: float
) -> tuple[Floats, Floats]:
    """Boosts (N, 3) for aimpoints of a prepared fan, and their misses (N,) [m], at most close where in reach."""
    turns = (bearings - frame[0] + pi) % (2.0 * pi) - pi
    u, v = turns / frame[1], (angles - frame[2]) / frame[3]
    found = terms(u, v) @ coefficients
    # Tilts are at the longest range of their cutoffs, so that range grows with cutoff as along the family.
    growth = frame[3] * NUDGE / (terms(u, v + NUDGE) @ coefficients - found)[:, 2]
    found[:, 0] += frame[0] + turns
    problem = shooting.repeat(case, bearings, angles)
    found[:, 2] = np.minimum(found[:, 2], problem.full)
    miss, _ = shooting.correct(problem, np.arange(len(bearings)), found, close, growth)
    return found, miss
