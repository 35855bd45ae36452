"""The predictive distribution of k of n: the dice of independent raids, mixed over draws of figures and laydowns.

Within a raid missiles share what fails together, so that the raid's own distribution counts and no binomial; a record
of many raids is the sum of independent ones. A discrete record has no exact quantile: the mid-distribution value
P(K < k) + P(K = k) / 2 stands for it (Lancaster, JASA 56 (1961) 223), and an interval's own chance stands beside it,
since no interval of whole numbers holds exactly half (Gneiting, Balabdaoui and Raftery, JRSS B 69 (2007) 243).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from openbmd.records import Floats

HALF, MOST = 0.5, 0.9  # chances that the intervals aim at
ROUNDING = 1e-12  # of cumulative chances


class PredictiveInterval(NamedTuple):
    """Central: at most (1 - share) / 2 lies outside on either side."""

    low: int
    high: int
    chance: float  # 1, that a record drawn from the distribution lies inside; at least the share aimed at

    def holds(self, k: int) -> bool:
        return self.low <= k <= self.high


class PredictivePlace(NamedTuple):
    """Where a record lies in its predictive distribution."""

    quantile: float  # 1, mid-distribution value
    tail: float  # 1, two-sided: twice the smaller chance of so few or fewer, so many or more; at most 1
    half: PredictiveInterval
    most: PredictiveInterval


def thinned(raid: Floats, size: int) -> Floats:
    """Chance (size + 1,) of each count among `size` missiles drawn from a raid's M without putting back; raid (M + 1,).

    Hypergeometric, mixed over the raid's count.
    """
    from scipy.stats import hypergeom

    many = len(raid) - 1
    counts = np.arange(size + 1)[:, None]
    found: Floats = hypergeom.pmf(counts, many, np.arange(many + 1)[None, :], size) @ raid
    return found


def within(raid: Floats, share: float) -> Floats:
    """The distribution when each missile comes within reach with this chance, by itself: binomial thinning."""
    from scipy.stats import binom

    counts = np.arange(len(raid))
    found: Floats = binom.pmf(counts[:, None], counts[None, :], share) @ raid
    return found


def of_record(raid: Floats, n: int) -> Floats:
    """Chance (n + 1,) of each count in n missiles: whole independent raids (M + 1,), and a part of one more."""
    raids, rest = divmod(n, len(raid) - 1)
    found = thinned(raid, rest) if rest else np.ones(1)
    power = raid
    while raids:  # by squaring
        if raids & 1:
            found = np.convolve(found, power)
        raids >>= 1
        if raids:
            power = np.convolve(power, power)
    return found


def interval(chances: Floats, share: float) -> PredictiveInterval:
    """The central interval of a distribution (n + 1,)."""
    reached = np.cumsum(chances)
    aside = (1.0 - share) / 2.0
    low = int(np.searchsorted(reached, aside + ROUNDING, side="right"))
    high = int(np.searchsorted(reached, 1.0 - aside - ROUNDING))
    low, high = min(low, len(chances) - 1), min(high, len(chances) - 1)
    return PredictiveInterval(low, high, min(float(chances[low : high + 1].sum()), 1.0))


def place(chances: Floats, k: int) -> PredictivePlace:
    """Where k lies in a distribution (n + 1,)."""
    below, here = float(chances[:k].sum()), float(chances[k])
    tail = min(1.0, 2.0 * min(below + here, 1.0 - below))
    return PredictivePlace(below + here / 2.0, max(tail, 0.0), interval(chances, HALF), interval(chances, MOST))


def covers(drawn: Floats, k: int, share: float) -> np.ndarray:
    """For each draw's distribution (draws, n + 1) whether its own central interval holds k: the dice alone."""
    return np.array([interval(one, share).holds(k) for one in drawn], dtype=bool)
