"""How much of the answer's variance each figure makes: Sobol's indices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np

from openbmd.draws import dice, quantiles
from openbmd.kinds import Figure
from openbmd.records import Floats
from openbmd.studies.sweep.evaluation import Play

RESAMPLES = 999
CONFIDENCE = 0.95
FEWEST_POINTS = 32  # below which the intervals would say nothing


class Index(NamedTuple):
    """Shares of the variance [1] with bootstrap intervals."""

    path: str  # "" for all figures that have no index of their own, together
    first: float  # what this figure makes by itself
    first_low: float
    first_high: float
    total: float  # what it makes by itself and together with others
    total_low: float
    total_high: float


class Indices(NamedTuple):
    points: int  # base points; each costs an answer for A, for B, and for each index
    rows: tuple[Index, ...]  # in the order asked for, the group of the others last
    others: int  # how many figures are in that group


def points(draws: int) -> int:
    """Base points that go with so many draws: the power of two nearest an eighth of them, 0 when too few."""
    nearest = 2 ** round(np.log2(draws / 8.0)) if draws else 0
    return int(nearest) if nearest >= FEWEST_POINTS else 0


def indices(play: Play, figures: Sequence[Figure], own: Sequence[int], points: int, seed: int) -> Indices:
    """First-order and total indices of the figures `own` [indices into figures], and of all others as one group.

    Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics Communications 181, 2010,
    table 2 (b) and (f), as scipy.stats.sobol_indices has them; percentile bootstrap over the base points.
    points: a power of two.
    """
    groups = [[k] for k in own] + [[k for k in range(len(figures)) if k not in set(own)]]
    a, b = design(figures, [k for group in groups for k in group], points, seed)
    pages = [a, b]
    for group in groups:
        page = a.copy()
        page[:, group] = b[:, group]
        pages.append(page)
    # point by point, so that neighbours share what they have in common
    answers = play(np.stack(pages, axis=1).reshape(-1, len(figures))).mean.reshape(points, len(pages)).T
    found = np.array(estimate(answers))
    picks = np.floor(points * dice(seed, crc32(b"bootstrap"), 0, RESAMPLES * points)).astype(np.int64)
    again = np.array([estimate(answers[:, pick]) for pick in picks.reshape(RESAMPLES, points)])
    low, high = np.quantile(again, (0.5 - 0.5 * CONFIDENCE, 0.5 + 0.5 * CONFIDENCE), axis=0)
    names = [figures[k].path for k in own] + [""]
    rows = np.stack([found, low, high]).transpose(2, 1, 0).reshape(len(names), 6)
    return Indices(
        points, tuple(Index(name, *row) for name, row in zip(names, rows.tolist(), strict=True)), len(groups[-1])
    )


def design(figures: Sequence[Figure], order: Sequence[int], points: int, seed: int) -> tuple[Floats, Floats]:
    """Two independent sets of values A and B (points, figures): a scrambled Sobol sequence of two columns for a figure.

    The figures first in order have the first and best columns.
    """
    from scipy.stats import qmc

    shares = qmc.Sobol(2 * len(figures), scramble=True, rng=seed).random(points)
    a, b = np.empty((points, len(figures))), np.empty((points, len(figures)))
    for column, k in enumerate(order):
        a[:, k] = quantiles(figures[k], shares[:, 2 * column])
        b[:, k] = quantiles(figures[k], shares[:, 2 * column + 1])
    return a, b


def estimate(answers: Floats) -> tuple[Floats, Floats]:
    """First-order and total indices (groups,) from the answers at A, at B, and at A with a group's columns from B."""
    from scipy.stats import sobol_indices

    pages = {"f_A": answers[:1], "f_B": answers[1:2], "f_AB": answers[2:, None, :]}
    found = sobol_indices(func=pages, n=answers.shape[1])
    return np.atleast_1d(found.first_order), np.atleast_1d(found.total_order)
