"""Which figures move the answer, by rank over the draws."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from openbmd.kinds import Figure
from openbmd.records import Driver, Floats

SIGNIFICANCE = 0.01  # chance that any figure at all is called a driver by luck
FEWEST_DRAWS = 8  # below which nothing is said of what moves the answer


def drivers(figures: Sequence[Figure], values: Floats, answers: Floats) -> tuple[Driver, ...]:
    """Rank correlation (Spearman) of each figure (draws, figures) with the answers (draws,), strongest first.

    Significant by its normal approximation with Bonferroni's correction for the number of figures looked at.
    """
    draws = len(answers)
    if draws < FEWEST_DRAWS or np.ptp(answers) == 0.0:
        return ()
    found = []
    y = ranks(answers)
    bar = NormalDist().inv_cdf(1.0 - 0.5 * SIGNIFICANCE / len(figures)) / np.sqrt(draws - 1.0)
    for figure, column in zip(figures, values.T, strict=True):
        x = ranks(column)
        # a whole number in a narrow range may be drawn alike each time
        correlation = float(np.corrcoef(x, y)[0, 1]) if np.ptp(x) > 0.0 else 0.0
        found.append(Driver(figure.path, correlation, bool(abs(correlation) > bar)))
    return tuple(sorted(found, key=lambda driver: (-abs(driver.correlation), driver.path)))


def ranks(values: Floats) -> Floats:
    """Ranks (N,), ties shared."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return (last - (count - 1) / 2.0)[place]
