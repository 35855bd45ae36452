"""The boundary of where a level is reached, on the plane, to a given gap, with few points looked at.

A lattice says where the boundary runs, fine only where its coarse cells differ at their corners, and contourpy puts the
edges that it crosses in order. Bisection finds every other crossing. The curve between them is predicted by cubics
through four corners and probed to either side: where it is not as predicted, it is searched for, until no stretch is
in doubt. What is narrower than the coarse lattice can be missed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.records import Floats, Integers

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# In units of the gap, the distance of two points, one inside and one outside, that say well enough where it runs:
ASIDE = 0.75  # to either side of a predicted middle that is probed
STRAIGHT = 0.25  # a stretch that bends no more needs no new corner
SHORTEST = 4.0  # of a stretch that is parted
GENERATIONS = 10  # of partings
MOST_NODES = 20_000  # of a coarse lattice

Values = Callable[[Floats], Integers]  # what is at points (N, 2) [m]


class Lattice(NamedTuple):
    """Values at nodes (i, j) of a lattice about the origin: values[i - west, j - south]; outside it all is 0."""

    spacing: float  # m
    west: int
    south: int
    values: Integers


@dataclass(slots=True)
class Ring:
    """A closed boundary of a level, its inside to the left; settled[k] is of the stretch from corner k to the next."""

    level: int
    corners: Floats  # (N, 2) m
    settled: NDArray[np.bool_]  # (N,)


class Stretches(NamedTuple):
    """Stretches of boundary still in doubt, of all rings."""

    ring: Integers  # (N,)
    corner: Integers  # (N,) each begins at
    level: Integers  # (N,)
    length: Floats  # (N,) m
    middle: Floats  # (N, 2) m, predicted
    bend: Floats  # (N,) m, of the prediction from the straight line
    outward: Floats  # (N, 2) 1


def trace(
    values: Values, gap: float, spacing: float, half: float, largest: float, levels: Sequence[int]
) -> dict[int, list[Floats]]:
    """Rings (N, 2) [m] about where values are at least a level, for each of the levels (1 or more).

    gap [m]: to which the boundary is found; spacing [m]: of the lattice; half [m]: of the side of the square that is
    looked at first; largest [m]: from the origin, beyond which nothing is looked for. ValueError when the lattice grows
    too large.
    """
    lattice = refine(values, survey(values, 2.0 * spacing, half, largest))
    rings = [ring for level in levels for ring in outlines(values, gap, lattice, level)]
    for _ in range(GENERATIONS):
        if not settle(values, gap, rings):
            break
    return {level: [ring.corners for ring in rings if ring.level == level] for level in levels}


def survey(values: Values, spacing: float, half: float, largest: float) -> Lattice:
    """A lattice on a square of half a side [m], widened where its rim has something inside, at most to largest [m]."""
    n, most = int(np.ceil(half / spacing)), int(largest / spacing)
    box = np.array([[-n, n], [-n, n]])
    known: dict[tuple[int, int], int] = {}
    while True:
        columns, rows = (range(low, high + 1) for low, high in box.tolist())
        nodes = [(i, j) for i in columns for j in rows if (i, j) not in known]
        if len(known) + len(nodes) > MOST_NODES:
            raise ValueError(f"the footprint is larger than a lattice of {MOST_NODES} nodes")
        known |= dict(zip(nodes, values(spacing * np.array(nodes, dtype=np.float64)).tolist(), strict=True))
        grid = np.array([[known[i, j] for j in rows] for i in columns])
        rims = ((0, 0, grid[0]), (0, 1, grid[-1]), (1, 0, grid[:, 0]), (1, 1, grid[:, -1]))
        grow = [(axis, side) for axis, side, rim in rims if rim.any() and abs(box[axis, side]) < most]
        if not grow:
            return Lattice(spacing, int(box[0, 0]), int(box[1, 0]), grid)
        for axis, side in grow:
            box[axis, side] = np.clip(box[axis, side] + (2 * side - 1) * max(n // 3, 1), -most, most)


def refine(values: Values, coarse: Lattice) -> Lattice:
    """The lattice of half the spacing: where a coarse cell has one value at all corners, so have its new nodes."""
    known = np.repeat(np.repeat(coarse.values, 2, axis=0), 2, axis=1)[:-1, :-1]
    padded = np.pad(coarse.values, 1, mode="edge")
    columns, rows = coarse.values.shape
    corners = [padded[a : a + columns + 1, b : b + rows + 1] for a in (0, 1) for b in (0, 1)]
    differs = reduce(np.minimum, corners) != reduce(np.maximum, corners)  # of coarse cells, with a rim of cells outside
    # a cell's nine nodes, in an array with a rim
    doubt = np.zeros((known.shape[0] + 2, known.shape[1] + 2), np.bool_)
    for a in (0, 1, 2):
        for b in (0, 1, 2):
            part = doubt[a : a + 2 * differs.shape[0] : 2, b : b + 2 * differs.shape[1] : 2]
            part |= differs[: part.shape[0], : part.shape[1]]
    doubt = doubt[1:-1, 1:-1]
    doubt[::2, ::2] = False
    i, j = np.nonzero(doubt)
    west, south, spacing = 2 * coarse.west, 2 * coarse.south, 0.5 * coarse.spacing
    if len(i):
        known[i, j] = values(spacing * np.stack([i + west, j + south], axis=1).astype(np.float64))
    return Lattice(spacing, west, south, known)


def outlines(values: Values, gap: float, lattice: Lattice, level: int) -> list[Ring]:
    """The level's boundary as the lattice has it: every other crossing of its edges, or each where there are few."""
    from contourpy import contour_generator

    inside = np.pad(lattice.values >= level, 1)
    origin = np.array([lattice.west - 1, lattice.south - 1])
    edges = []
    for line in contour_generator(z=inside.T.astype(np.float64)).lines(0.5):
        line = np.asarray(line)[: -1 : 2 if len(line) > 12 else 1]
        low, high = np.floor(line).astype(int), np.ceil(line).astype(int)
        inner = inside[low[:, 0], low[:, 1]][:, None]
        edges.append(lattice.spacing * (np.stack([np.where(inner, low, high), np.where(inner, high, low)]) + origin))
    if not edges:
        return []
    ends = np.concatenate(edges, axis=1)
    crossings = bisect(values, gap, ends[0], ends[1], np.full(ends.shape[1], level))
    parts = np.split(crossings, np.cumsum([edge.shape[1] for edge in edges])[:-1])
    return [Ring(level, part, np.zeros(len(part), np.bool_)) for part in parts]


def bisect(values: Values, gap: float, inner: Floats, outer: Floats, levels: Integers) -> Floats:
    """Points (N, 2) [m] on the boundary between points inside and points outside, to half of the gap [m]."""
    inner, outer = inner.copy(), outer.copy()
    while True:
        far = np.flatnonzero(np.hypot(*(outer - inner).T) > gap)
        if not len(far):
            return 0.5 * (inner + outer)
        middle = 0.5 * (inner[far] + outer[far])
        inside = values(middle) >= levels[far]
        inner[far[inside]], outer[far[~inside]] = middle[inside], middle[~inside]


def in_doubt(rings: Sequence[Ring], shortest: float) -> Stretches:
    """The stretches not settled nor shorter than shortest [m], and the middles that cubics through corners predict."""
    found = []
    for r, ring in enumerate(rings):
        corners = ring.corners
        before, after, second = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0), np.roll(corners, -2, axis=0)
        along = after - corners
        length = np.maximum(np.hypot(*along.T), 1e-9)
        outward = np.stack([along[:, 1], -along[:, 0]], axis=1) / length[:, None]
        bend = np.sum((corners + after - before - second) * outward, axis=1) / 16.0
        bend = np.where(np.abs(bend) < 0.25 * length, bend, 0.0)
        middle = 0.5 * (corners + after) + bend[:, None] * outward
        ring.settled |= length < shortest
        k = np.flatnonzero(~ring.settled)
        found.append((np.full(len(k), r), k, np.full(len(k), ring.level), length[k], middle[k], bend[k], outward[k]))
    return Stretches(*(np.concatenate(column) for column in zip(*found, strict=True)))


def settle(values: Values, gap: float, rings: Sequence[Ring]) -> bool:
    """Probe every stretch in doubt, settle it or put a corner into it; False when none was in doubt."""
    doubt = in_doubt(rings, SHORTEST * gap) if rings else None
    if doubt is None or not len(doubt.ring):
        return False
    aside = ASIDE * gap * doubt.outward
    probes = values(np.concatenate([doubt.middle - aside, doubt.middle + aside])) >= np.tile(doubt.level, 2)
    inner, outer = probes[: len(doubt.ring)], probes[len(doubt.ring) :]
    as_predicted = inner & ~outer
    new = as_predicted & (np.abs(doubt.bend) > STRAIGHT * gap)
    done = as_predicted & (np.abs(doubt.bend) <= 4.0 * STRAIGHT * gap)  # halves of a parabola bend a quarter as much
    corners = doubt.middle.copy()
    off = np.flatnonzero(~as_predicted)
    if len(off):
        # farther out where both are inside, farther in where both are outside
        out = outer[off]
        near = doubt.middle[off] + np.where(out[:, None], aside[off], -aside[off])
        across = (0.5 * doubt.length[off] + ASIDE * gap)[:, None] * doubt.outward[off]
        far = doubt.middle[off] + np.where(out[:, None], across, -across)
        crossed = (values(far) >= doubt.level[off]) != out
        ends = np.where(out[:, None], near, far)[crossed], np.where(out[:, None], far, near)[crossed]
        corners[off[crossed]] = bisect(values, gap, *ends, doubt.level[off[crossed]])
        new[off[crossed]] = True
        done[off[~crossed]] = True
    for r, ring in enumerate(rings):
        here = doubt.ring == r
        ring.settled[doubt.corner[here & done]] = True
        at = doubt.corner[here & new] + 1
        ring.corners = np.insert(ring.corners, at, corners[here & new], axis=0)
        ring.settled = np.insert(ring.settled, at, done[here & new])
    return True


def area_of(rings: Sequence[Floats]) -> BaseGeometry:
    """What rings (N, 2) enclose, holes left out."""
    from shapely import MultiPolygon, Polygon, make_valid

    parts: list[BaseGeometry] = [make_valid(Polygon(ring)) for ring in rings if len(ring) >= 3]
    return reduce(lambda a, b: a.symmetric_difference(b), parts, MultiPolygon())
