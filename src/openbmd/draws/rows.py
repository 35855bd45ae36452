"""Rows of drawn figures, their flights, and what is made of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from openbmd import flow
from openbmd.draws.processes import Over
from openbmd.draws.sampling import with_figures
from openbmd.records import Battlespace, Floats, Outcomes, Scenario, Trajectory

T = TypeVar("T")
Flown = tuple[Trajectory, ...]

MOST_ROWS = 8  # of a shard
FEWEST_SHARDS = 32  # so that many processes have work; fixed, so that it is cut alike for any number of them


class Base(NamedTuple):
    """A scenario whose figures at some paths are drawn, and its flights with the best figures, to start others from.

    One policy for arcs that are chosen by name alone (lofted, depressed, quasi-ballistic: flow.by_ratio). Such an arc
    is a ratio of the minimum-energy apogee, and that hangs on the figures: each drawn missile flies the
    ratio of its own. It is solved afresh in every draw and never from the best figures' flight, for a boost near an arc
    that is a ratio says nothing of where the least-energy one is. An arc that is told by its apogee or burnout angle
    is that one in every draw.
    """

    scenario: Scenario
    near: Flown
    paths: tuple[str, ...]


@dataclass(frozen=True)
class DrawnRow:
    """One draw of the figures."""

    scenario: Scenario
    flown: Flown

    @cached_property
    def space(self) -> Battlespace:
        """The battlespace; how well radars know their targets only where somebody fires on it."""
        return flow.engage(self.scenario, self.flown, every_error=False)

    @property
    def came(self) -> bool:
        """Whether every missile reaches its aimpoint."""
        return all(flight.reached for flight in self.flown)

    def outcomes(self, raids: int, seed: int) -> Outcomes:
        """The raid played so often."""
        return flow.assess(self.space, self.scenario, raids, seed, 1)


def base(scenario: Scenario, flown: Flown, paths: Iterable[str]) -> Base:
    """The scenario to draw from; flown: its flights with the best figures."""
    return Base(scenario, flown, tuple(paths))


def scenarios(scenario: Scenario, paths: Sequence[str], values: Floats) -> list[Scenario]:
    """The scenario with each row of values (N, figures) at these paths; paths that are no figures of it count not."""
    own = {figure.path for figure in scenario.figures}
    return [
        with_figures(scenario, {path: value for path, value in zip(paths, row, strict=True) if path in own})
        for row in values.tolist()
    ]


def fly(drawn: Sequence[Scenario], near: Flown, threads: int) -> list[Flown]:
    """The flights of scenarios that differ only in their figures; those with the same missiles are flown once.

    near: flights to start from, which change the work and not the answer.
    """
    if not drawn:
        return []
    kinds = [tuple(scenario.missiles.values()) for scenario in drawn]
    unlike = dict(zip(kinds, drawn, strict=True))
    flown = flow.fly(list(unlike.values()), near, with_bodies=False, threads=threads)
    by_kind = dict(zip(unlike, flown, strict=True))
    return [by_kind[kind] for kind in kinds]


def each(
    find: Callable[[DrawnRow], T], drawn: Sequence[Scenario], flights: Sequence[Flown], over: Over = map
) -> Iterator[T]:
    """What find makes of each row, in order; over: map, or one with threads or processes."""
    return over(partial(_find, find), list(zip(drawn, flights, strict=True)))


def _find(find: Callable[[DrawnRow], T], pair: tuple[Scenario, Flown]) -> T:
    return find(DrawnRow(*pair))


def play(one: Base, find: Callable[[DrawnRow], T], values: Floats, threads: int) -> Iterator[T]:
    """What find makes of the base at each row of values (N, figures), all flown together before the first.

    The rows come one after the other: what follows the flights is short calls, and threads would only wait for each
    other.
    """
    drawn = scenarios(one.scenario, one.paths, values)
    return each(find, drawn, fly(drawn, one.near, threads))


def shards(values: Floats) -> list[Floats]:
    """Rows of values (N, figures) in parts that processes or machines take one at a time, the same for any number."""
    rows = max(1, min(MOST_ROWS, len(values) // FEWEST_SHARDS))
    return [values[start : start + rows] for start in range(0, len(values), rows)]


def shard(one: Base, find: Callable[[DrawnRow], T], values: Floats) -> list[T]:
    """A task by itself: what find makes of the base at some rows. Base, values and a top-level find are pickled."""
    return list(play(one, find, values, 1))


def in_shards(one: Base, find: Callable[[DrawnRow], T], values: Floats, over: Over) -> Iterator[list[T]]:
    """As play, shard by shard; over: map, or that of some workers."""
    return over(partial(shard, one, find), shards(values))
