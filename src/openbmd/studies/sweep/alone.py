"""One figure at a time, all others at best: the tornado, and what the flips are searched in."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, nan
from typing import NamedTuple

import numpy as np

from openbmd.kinds import Figure
from openbmd.studies.sweep.evaluation import Play

SURE = 2.0  # standard errors beyond which the dice no longer blur a difference


class MeasureAt(NamedTuple):
    """The measure with one figure at a value."""

    value: float  # of the figure, SI; nan where all are at best
    mean: float
    se: float
    short: bool  # some missile misses its aimpoint there


class TornadoBar(NamedTuple):
    """The measure with one figure at the ends of its published range."""

    figure: Figure
    low: MeasureAt
    high: MeasureAt
    swing: float  # how far the measure goes between both ends and best
    told: bool  # farther than the dice could make it go


class Alone:
    """Answers with one figure off its best; each point is played once."""

    def __init__(self, play: Play, figures: Sequence[Figure]) -> None:
        self.figures = tuple(figures)
        self._play = play
        self._best = np.array([figure.best for figure in figures])
        self._played: dict[tuple[int, float], MeasureAt] = {}
        means = play(self._best[None, :])
        self.best = MeasureAt(nan, float(means.mean[0]), float(means.se[0]), bool(means.short[0]))

    def at(self, wanted: Sequence[tuple[int, float]]) -> list[MeasureAt]:
        """The points (index of the figure, its value)."""
        new = [one for one in dict.fromkeys(wanted) if one not in self._played and one[1] != self._best[one[0]]]
        if new:
            rows = np.tile(self._best, (len(new), 1))
            for row, (k, value) in zip(rows, new, strict=True):
                row[k] = value
            for one, mean, se, short in zip(new, *self._play(rows), strict=True):
                self._played[one] = MeasureAt(one[1], float(mean), float(se), bool(short))
        return [self._played.get(one, self.best._replace(value=one[1])) for one in wanted]


def tornado(alone: Alone) -> tuple[TornadoBar, ...]:
    """A bar for each figure, longest first."""
    ends = [(k, value) for k, figure in enumerate(alone.figures) for value in (figure.low, figure.high)]
    points = alone.at(ends)
    bars = [bar(figure, alone.best, *points[2 * k : 2 * k + 2]) for k, figure in enumerate(alone.figures)]
    return tuple(sorted(bars, key=lambda one: (-one.swing, one.figure.path)))


def bar(figure: Figure, best: MeasureAt, low: MeasureAt, high: MeasureAt) -> TornadoBar:
    ordered = sorted((best, low, high), key=lambda point: point.mean)
    least, most = ordered[0], ordered[-1]
    swing = most.mean - least.mean
    return TornadoBar(figure, low, high, swing, swing > SURE * hypot(least.se, most.se))
