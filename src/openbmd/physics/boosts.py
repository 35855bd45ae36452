"""The boosts that bring vehicles to their aimpoints, many at once, by shooting in lanes.

At a given tilt, azimuth and cutoff are corrected until the impact lies in the aimpoint's direction from the launch
point (see shooting). The tilt then chooses the arc: the least cutoff (minimum energy), a wanted apogee, or a wanted
burnout angle. Rows never look at each other, so the answer for one is the same in any company.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.shooting import Problem, correct, measure, stack
from openbmd.physics.targeting import MINIMUM_ENERGY, Case

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

SMALLEST_TILT, LARGEST_TILT = 1e-4, 1.2  # rad
CLOSE = 10.0  # m of miss at which a solution is good enough
CLOSE_SHAPE = 2e-4  # of the wanted apogee or angle
GOLDEN = 0.381966011250105  # 1, smaller part of the golden section
COARSE, FINE = 0.02, 5e-4  # rad, to which the tilt of the longest range is searched


def stretch(problem: Problem, rows: Rows, boosts: Floats, accuracy: float) -> Floats:
    """Set the tilts of boosts to those of the longest range at their cutoffs, by golden section; its angles [rad]."""

    def angle_at(tilt: Floats) -> Floats:
        boosts[:, 1] = tilt
        return measure(problem, rows, boosts)[1]

    low, high = np.full(len(rows), SMALLEST_TILT), np.full(len(rows), LARGEST_TILT)
    a, b = low + GOLDEN * (high - low), high - GOLDEN * (high - low)
    angle_a, angle_b = angle_at(a), angle_at(b)
    while high[0] - low[0] > accuracy:
        left = angle_a >= angle_b
        low, high = np.where(left, low, a), np.where(left, b, high)
        fresh = np.where(left, low + GOLDEN * (high - low), high - GOLDEN * (high - low))
        angle = angle_at(fresh)
        a, angle_a, b, angle_b = (
            np.where(left, fresh, b),
            np.where(left, angle, angle_b),
            np.where(left, a, fresh),
            np.where(left, angle_a, angle),
        )
    boosts[:, 1] = np.where(angle_a >= angle_b, a, b)
    return np.maximum(angle_a, angle_b)


def economise(problem: Problem, rows: Rows, boosts: Floats, spread: float) -> tuple[Floats, Floats]:
    """Move boosts, which hit, to the tilts of the longest range at their cutoffs, and correct them; as correct.

    spread: of the tilt, to either side, over which the range is taken for a parabola.
    """
    before = boosts.copy()
    tilt = before[:, 1]
    away = spread * np.maximum(tilt, 0.02)
    trial = before.copy()
    trial[:, 1] = np.maximum(tilt - away, SMALLEST_TILT)
    below = measure(problem, rows, trial)[1] - problem.angles[rows]
    trial[:, 1] = tilt + away
    above = measure(problem, rows, trial)[1] - problem.angles[rows]
    curve = below + above
    with np.errstate(invalid="ignore", divide="ignore"):
        top = np.clip(0.5 * away * (below - above) / curve, -2.0 * away, 2.0 * away)
    boosts[:, 1] = np.where(curve < 0.0, np.maximum(tilt + top, SMALLEST_TILT), tilt)
    miss, shape = correct(problem, rows, boosts, CLOSE)
    lost = np.flatnonzero(miss > CLOSE)
    if len(lost):
        again = before[lost]
        miss[lost], shape[lost] = correct(problem, rows[lost], again, CLOSE)
        boosts[lost] = again
    return miss, shape


def shape_arcs(problem: Problem, rows: Rows, boosts: Floats, wanted: Floats, shape: Floats) -> tuple[Floats, Floats]:
    """Move boosts, which hit with these shapes (M,), to the tilts at which the shapes are as wanted (M,); as correct.

    A steeper arc has the smaller tilt. Where none is as wanted, the nearest that still reaches the aimpoint.
    """
    count = len(rows)
    best_shape, best_miss = shape.copy(), np.zeros(count)
    low, high = np.full(count, SMALLEST_TILT), np.full(count, LARGEST_TILT)
    last_tilt, last_shape = boosts[:, 1].copy(), shape.copy()
    guess = boosts[:, 1] * np.where(wanted > shape, 0.9, 1.1)
    active = np.arange(count)
    for _ in range(40):
        active = active[np.abs(best_shape[active] - wanted[active]) > CLOSE_SHAPE * np.abs(wanted[active])]
        active = active[(high[active] - low[active] > 1e-9) & (np.abs(guess[active] - boosts[active, 1]) > 1e-7)]
        if not len(active):
            break
        trial = boosts[active]
        trial[:, 1] = guess[active]
        miss, flown = correct(problem, rows[active], trial, CLOSE)
        tilt, inside = trial[:, 1], boosts[active, 1]
        lost = miss > CLOSE
        steep = np.where(lost, tilt < inside, flown > wanted[active])
        low[active] = np.where(steep, np.maximum(low[active], tilt), low[active])
        high[active] = np.where(steep, high[active], np.minimum(high[active], tilt))
        with np.errstate(invalid="ignore", divide="ignore"):
            step = (wanted[active] - flown) * (tilt - last_tilt[active]) / (flown - last_shape[active])
        ahead = tilt + np.clip(step, -0.5 * tilt, 0.5 * tilt)
        ahead = np.where((ahead > low[active]) & (ahead < high[active]), ahead, 0.5 * (low[active] + high[active]))
        guess[active] = np.where(lost, 0.5 * (tilt + inside), ahead)
        hit = active[~lost]
        last_tilt[hit], last_shape[hit] = tilt[~lost], flown[~lost]
        nearer = ~lost & (np.abs(flown - wanted[active]) < np.abs(best_shape[active] - wanted[active]))
        kept = active[nearer]
        boosts[kept], best_shape[kept], best_miss[kept] = trial[nearer], flown[nearer], miss[nearer]
    return best_miss, best_shape


def solve(cases: Sequence[Case], guesses: Floats) -> tuple[Floats, Floats, Floats]:
    """Boosts (N, 3) (azimuth, tilt, cutoff) [rad, rad, s] that hit, misses [m], and apogees [m] or angles [rad].

    guesses (N, 3): boosts near the solutions, or nan. Out of reach: the boost of the longest range, and its miss.
    """
    problem = stack(cases)
    boosts, everyone = guesses.copy(), np.arange(len(cases))
    miss, shape = np.full(len(cases), inf), np.full(len(cases), nan)

    def work(step: object, rows: Rows, *more: object) -> None:
        """Apply a step to some rows in place."""
        if len(rows):
            moved = boosts[rows]
            miss[rows], shape[rows] = step(problem, rows, moved, *more)  # type: ignore[operator]
            boosts[rows] = moved

    # a boost near an arc that is a ratio of the least-energy one says nothing of where that one is
    work(correct, everyone[(guesses[:, 1] > 0.0) & np.isnan(problem.ratios)], CLOSE)
    near = miss < CLOSE
    absolute = np.isfinite(problem.wanted) & np.isnan(problem.ratios)
    far = everyone[~near]
    if len(far):
        fresh = np.stack([problem.bearings[far], np.zeros(len(far)), problem.full[far]], 1)
        angles = stretch(problem, far, fresh, COARSE)
        edge = angles < 1.02 * problem.angles[far]
        if np.any(edge):
            finer = fresh[edge]
            stretch(problem, far[edge], finer, FINE)
            fresh[edge] = finer
        boosts[far] = fresh
        work(correct, far, CLOSE)
    work(economise, far[miss[far] < CLOSE], 0.2)
    least = (miss < CLOSE) & ~(near & absolute)
    work(economise, everyone[least], 0.05)
    wanted = np.where(np.isnan(problem.ratios), problem.wanted, problem.ratios * shape)
    shaped = everyone[(problem.choices != MINIMUM_ENERGY) & (miss < CLOSE)]
    if len(shaped):
        work(shape_arcs, shaped, wanted[shaped], shape[shaped])
    return boosts, miss, shape
