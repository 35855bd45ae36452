"""Maximum coverage: the k sites that cover most, proved by HiGHS.

Church, R. and ReVelle, C., The maximal covering location problem, Papers of the Regional Science Association 32 (1974):
maximise sum w_e y_e with y_e <= sum over the sites that cover e of x_s, sum x_s <= k, x_s in {0, 1} (from memory).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from openbmd.records import Floats, Integers
from openbmd.studies.site.demand import Demand, Flags, weight_of

PROVED = 1e-6  # of the heaviest element: what HiGHS leaves open when it says that an answer is the best


class Best(NamedTuple):
    """The best sites for so many more units, the one that adds most first."""

    sites: tuple[int, ...]  # fewer than asked for where one more adds nothing
    adds: tuple[float, ...]  # people-weight that each adds to those before it
    weight: float  # people-weight covered with all of them, and with what is there
    bound: float  # people-weight that no choice of so many sites can exceed

    @property
    def gap(self) -> float:
        """How far above the answer an unknown better one could lie, as a share of the answer; 0 when proved."""
        return (self.bound - self.weight) / self.weight if self.weight > 0.0 else 0.0


def best_sites(found: Demand, most: int, seconds: float) -> tuple[Best, ...]:
    """The best sites for one to `most` units, each number with at most so many seconds."""
    open_ = ~found.before
    matrix, weights, before = found.reached[:, open_], found.weights[open_], weight_of(found, ())
    best: list[Best] = []
    for k in range(1, most + 1):
        chosen, bound = maximum_cover(matrix, weights, k, seconds)
        if best and covered(matrix, weights, chosen) <= best[-1].weight - before:  # one more adds nothing
            chosen = best[-1].sites
        order = greedy(matrix[list(chosen)], weights, len(chosen))
        sites = tuple(chosen[n] for n in order)
        sums = [covered(matrix, weights, sites[:n]) for n in range(len(sites) + 1)]
        best.append(Best(sites, tuple(np.diff(sums).tolist()), before + sums[-1], before + bound))
    return tuple(best)


def maximum_cover(matrix: Flags, weights: Floats, k: int, seconds: float) -> tuple[tuple[int, ...], float]:
    """At most k rows of matrix (S, E) that cover most of weights (E,), and a bound that no choice exceeds."""
    start = greedy(matrix, weights, k)
    value = covered(matrix, weights, start)
    everything = covered(matrix, weights, range(len(matrix)))
    if k == 1 or value >= everything:
        return start, value
    rows, columns, heavy = _smaller(matrix, weights)
    chosen, bound = _solve(columns, heavy / heavy.max(), k, value / heavy.max(), seconds)
    better = tuple(int(rows[n]) for n in chosen)
    best = max(start, better, key=lambda sites: covered(matrix, weights, sites))  # greedy when as good
    value = covered(matrix, weights, best)
    bound = min(bound * float(heavy.max()), everything)
    return best, value if bound - value <= PROVED * float(heavy.max()) else bound


def _smaller(matrix: Flags, weights: Floats) -> tuple[Integers, Flags, Floats]:
    """The same choice with sites and elements that cannot matter left out, and elements of the same sites in one."""
    patterns, where = np.unique(matrix, axis=1, return_inverse=True)
    heavy: Floats = np.bincount(where.ravel(), weights, minlength=patterns.shape[1]).astype(np.float64)
    kept = patterns.any(axis=0) & (heavy > 0.0)
    columns = patterns[:, kept]
    _, first = np.unique(columns, axis=0, return_index=True)
    rows = np.sort(first)
    return rows, columns[rows], heavy[kept]


def _solve(matrix: Flags, weights: Floats, k: int, known: float, seconds: float) -> tuple[list[int], float]:
    """Rows chosen and the bound, by HiGHS; no rows where it found none in time. known: what some choice covers."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    sites, elements = matrix.shape
    cover = sparse.hstack([-sparse.csr_array(matrix.T, dtype=np.float64), sparse.eye_array(elements)])
    number = np.concatenate([np.ones(sites), np.zeros(elements)])
    worth = np.concatenate([np.zeros(sites), weights])
    answer = milp(
        -worth,
        integrality=np.concatenate([np.ones(sites), np.zeros(elements)]),
        bounds=Bounds(0.0, 1.0),
        constraints=[
            LinearConstraint(cover, -np.inf, 0.0),
            LinearConstraint(number[None, :], -np.inf, k),
            LinearConstraint(worth[None, :], known - PROVED, np.inf),  # halves the time
        ],
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    bound = getattr(answer, "mip_dual_bound", None)
    chosen = [] if answer.x is None else np.flatnonzero(answer.x[:sites] > 0.5).tolist()
    return chosen, float(weights.sum()) if bound is None else -float(bound)


def greedy(matrix: Flags, weights: Floats, k: int) -> tuple[int, ...]:
    """Up to k rows of matrix (S, E), each the one that adds most to those before, the earlier one when even.

    Never under 1 - 1/e of the best (Nemhauser, Wolsey and Fisher, Mathematical Programming 14, 1978; from memory).
    """
    left = weights.astype(np.float64).copy()
    chosen: list[int] = []
    for _ in range(k):
        gains = matrix @ left
        best = int(np.argmax(gains)) if len(gains) else 0
        if not len(gains) or gains[best] <= 0.0:
            break
        chosen.append(best)
        left[matrix[best]] = 0.0
    return tuple(chosen)


def covered(matrix: Flags, weights: Floats, chosen: Sequence[int]) -> float:
    """The weight that the chosen rows cover."""
    return float(weights[matrix[list(chosen)].any(axis=0)].sum())
