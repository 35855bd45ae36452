"""The value of a figure at which the verdict changes, all others at best."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import inf
from typing import NamedTuple

from openbmd.studies.sweep.alone import SURE, Alone, MeasureAt, TornadoBar
from openbmd.studies.sweep.verdicts import Threshold

STEPS = 7  # halvings: a flip is found to 1/128 of the stretch that is searched
WHERE = ("inside", "unresolved", "outside")  # the published range; unresolved: the dice do not tell


class TurningPoint(NamedTuple):
    path: str
    side: int  # -1 below the figure's best value, 1 above it
    value: float  # of the figure [SI], at which the verdict changes; the first changed one of a whole number
    low: float  # from where to where the verdict is within what the dice can make
    high: float
    where: str  # one of WHERE
    short: bool  # some missile misses its aimpoint there, which changes the verdict for no merit of the defence


class Search(NamedTuple):
    """A stretch of one figure in which the verdict changes."""

    bar: TornadoBar
    k: int  # of the figure
    side: int
    near: float  # where the verdict is that of best
    far: float  # where it is the other
    end: float  # of the published range on this side
    sure: bool  # whether the dice leave no doubt at far


def flips(
    alone: Alone,
    bars: Sequence[TornadoBar],
    verdict: Threshold,
    limits: Mapping[str, tuple[float, float]],
    whole: Collection[str],
) -> tuple[TurningPoint, ...]:
    """The flips nearest to the best values, one at most on each side of a figure; (), when the dice blur the verdict.

    Searched are the published range and, for figures that tell within it, once its width again on either side, inside
    limits: {path: (least, greatest) [SI]}. whole: paths of figures that are whole numbers.
    """
    if not verdict.sure(alone.best.mean, alone.best.se):
        return ()
    searches = [search for search in searched(alone, bars, verdict, limits, whole) if search is not None]
    holds = verdict.holds(alone.best.mean)

    def crossed(point: MeasureAt, shift: float) -> bool:
        """Whether the verdict is, by so many errors of the dice, no longer that of best."""
        if shift == 0.0:
            return verdict.holds(point.mean) != holds
        return verdict.margin(point.mean) * (1.0 if holds else -1.0) < shift * point.se

    # for each search from where the verdict is no longer sure, where it changes, and from where it surely has
    brackets = {(n, shift): (one.near, one.far) for n, one in enumerate(searches) for shift in (SURE, 0.0, -SURE)}
    for _ in range(STEPS):
        middles = [
            (searches[n].k, middle(near, far, searches[n].bar.figure.path in whole))
            for (n, _), (near, far) in brackets.items()
        ]
        for (key, (near, far)), point in zip(brackets.items(), alone.at(middles), strict=True):
            brackets[key] = (near, point.value) if crossed(point, key[1]) else (point.value, far)
    found = []
    for n, one in enumerate(searches):
        near, far = brackets[n, 0.0]
        value = far if one.bar.figure.path in whole else 0.5 * (near + far)
        (there,) = alone.at([(one.k, far)])
        found.append(flip(one, value, brackets[n, SURE][0], brackets[n, -SURE][1], there.short))
    return tuple(sorted(found, key=lambda one: (WHERE.index(one.where), distance(one, bars), one.path)))


def searched(
    alone: Alone,
    bars: Sequence[TornadoBar],
    verdict: Threshold,
    limits: Mapping[str, tuple[float, float]],
    whole: Collection[str],
) -> list[Search | None]:
    """Where to look for a flip, for each figure and side; None where the verdict does not change."""
    index = {figure.path: k for k, figure in enumerate(alone.figures)}
    wanted = []
    for bar in bars:
        figure, width = bar.figure, bar.figure.high - bar.figure.low
        least, greatest = limits.get(figure.path, (-inf, inf))
        for side, end, beyond in (
            (-1, bar.low, max(figure.low - width, least)),
            (1, bar.high, min(figure.high + width, greatest)),
        ):
            tried = round(beyond) if figure.path in whole else beyond
            wanted.append((bar, index[figure.path], side, end, tried if bar.told else end.value))
    far = alone.at([(k, beyond) for _, k, _, _, beyond in wanted])
    return [
        search(alone, verdict, bar, k, side, end, point)
        for (bar, k, side, end, _), point in zip(wanted, far, strict=True)
    ]


def search(
    alone: Alone, verdict: Threshold, bar: TornadoBar, k: int, side: int, end: MeasureAt, beyond: MeasureAt
) -> Search | None:
    """From best to the first of the range's end and the point beyond it at which the verdict surely changes.

    Where it changes at none of them surely, the first at which it changes at all.
    """
    if end.value == bar.figure.best:
        return None  # nothing is published on this side
    holds = verdict.holds(alone.best.mean)
    changed = [point for point in (end, beyond) if verdict.holds(point.mean) != holds]
    if not changed:
        return None
    sure = [point for point in changed if verdict.sure(point.mean, point.se)]
    return Search(bar, k, side, bar.figure.best, (sure or changed)[0].value, end.value, bool(sure))


def middle(near: float, far: float, whole: bool) -> float:
    """Half way; of whole numbers one between the two, or far when there is none."""
    if not whole:
        return 0.5 * (near + far)
    half = round(0.5 * (near + far))
    return float(half) if half != near else far


def flip(search: Search, value: float, first: float, last: float, short: bool) -> TurningPoint:
    """The flip at a value, between what the dice leave open (first to last, away from best)."""
    outside = [search.side * (at - search.end) > 0.0 for at in (first, last)]
    where = "outside" if outside[0] else "inside"
    if not search.sure or outside[0] != outside[1]:
        where = "unresolved"
    return TurningPoint(search.bar.figure.path, search.side, value, min(first, last), max(first, last), where, short)


def distance(flip: TurningPoint, bars: Sequence[TornadoBar]) -> float:
    """How far a flip is from best, in widths of the published range."""
    figure = next(bar.figure for bar in bars if bar.figure.path == flip.path)
    return abs(flip.value - figure.best) / (figure.high - figure.low)
