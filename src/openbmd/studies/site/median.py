"""The p-median: the k sites that lie nearest to the people, by interchange, with a proven bound.

Teitz, M. B. and Bart, P., Heuristic methods for estimating the generalized vertex median of a weighted graph,
Operations Research 16 (1968): exchange one site for another while that brings the sum of weighted distances down.
Bound: the Lagrangean relaxation of "each place has one site", by subgradients (Cornuejols, Fisher and Nemhauser,
Management Science 23, 1977). Both from memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from openbmd.records import Floats

ITERATIONS = 400
PATIENCE = 20  # iterations without a better bound before the step is halved
CLOSE = 1e-9  # of the cost: closer than this is even


class Median(NamedTuple):
    sites: tuple[int, ...]
    mean: float  # m, from a place to the nearest site, mean by people-weight
    bound: float  # m, that no choice can beat

    @property
    def gap(self) -> float:
        """How far under the answer an unknown better one could lie, as a share of the answer; 0 when proved."""
        return (self.mean - self.bound) / self.mean if self.mean > 0.0 else 0.0


def p_median(distances: Floats, weights: Floats, k: int) -> Median:
    """The k sites of distances (S, D) [m] with the least mean distance by weights (D,)."""
    shares = weights / weights.sum()
    costs = distances * shares
    chosen: tuple[int, ...] = ()
    for _ in range(k):
        totals = np.minimum(costs, costs[list(chosen)].min(axis=0, initial=np.inf)).sum(axis=1)
        totals[list(chosen)] = np.inf
        chosen = interchange(costs, (*chosen, int(np.argmin(totals))))
    bound, other = lagrangean(costs, shares, chosen)
    other = interchange(costs, other)
    best = min((chosen, other), key=lambda sites: cost(costs, sites))
    mean = cost(costs, best)
    return Median(tuple(sorted(best)), mean, mean if bound >= mean * (1.0 - CLOSE) else bound)


def cost(costs: Floats, chosen: Sequence[int]) -> float:
    """Sum over the places of the least cost to a chosen site."""
    return float(costs[list(chosen)].min(axis=0).sum())


def interchange(costs: Floats, chosen: Sequence[int]) -> tuple[int, ...]:
    """Rows of costs (S, D), from a first choice by the best exchange of one for another, until none is better."""
    sites = list(chosen)
    while True:
        order = np.sort(costs[sites], axis=0)
        first = order[0]
        second = order[1] if len(sites) > 1 else np.full(len(first), np.inf)
        near = np.minimum(costs, first)
        far = np.minimum(costs, second)
        serves = np.argmin(costs[sites], axis=0)[:, None] == np.arange(len(sites))
        totals = near.sum(axis=1)[:, None] + (far - near) @ serves  # (S, k): row s put in, chosen one j taken out
        row, out = np.unravel_index(int(np.argmin(totals)), totals.shape)
        if totals[row, out] >= first.sum() * (1.0 - CLOSE):
            return tuple(sites)
        sites[out] = int(row)


def lagrangean(costs: Floats, shares: Floats, chosen: Sequence[int]) -> tuple[float, tuple[int, ...]]:
    """A bound under the cost of any choice of as many rows of costs (S, D), and the best choice seen on the way.

    A place's price moves by its share (D,) of the weight: prices of equal places then stay of a size, and the bound
    comes ten times nearer in as many iterations.
    """
    k, best = len(chosen), tuple(chosen)
    least, bound = cost(costs, best), -np.inf
    order = np.sort(costs[list(chosen)], axis=0)
    prices = 0.5 * (order[0] + order[min(1, k - 1)])
    step, waited = 2.0, 0
    for _ in range(ITERATIONS):
        savings = np.minimum(costs - prices, 0.0).sum(axis=1)
        rows = np.argsort(savings, kind="stable")[:k]
        value = float(prices.sum() + savings[rows].sum())
        here = cost(costs, rows.tolist())
        if here < least:
            least, best = here, tuple(int(row) for row in rows)
        waited = 0 if value > bound + CLOSE * least else waited + 1
        bound = max(bound, value)
        if bound >= least * (1.0 - CLOSE):
            break
        if waited >= PATIENCE:
            step, waited = 0.5 * step, 0
        slope = 1.0 - (costs[rows] < prices).sum(axis=0)
        steepness = float(slope @ (shares * slope))
        if steepness == 0.0:  # each place has one site: the relaxed choice is a choice
            break
        prices = prices + step * (least - value) / steepness * shares * slope
    return bound, best
