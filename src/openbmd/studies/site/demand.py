"""From what a unit can engage at each site to what counts as covered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.records import Floats, Integers
from openbmd.studies.site.classes import AimedApproach

Flags = NDArray[np.bool_]

# When a place counts as covered.
RULES = (
    "every",  # every class that comes there is engaged: by a unit that is there, or by the one at the site
    "any",  # at least one class is
    "share",  # its people-weight counts by the share of the raid's missiles of the classes that are
)


class Demand(NamedTuple):
    """E elements of the demand: a place each, or under "share" a class at a place."""

    places: Integers  # (E,) index of the place
    weights: Floats  # (E,) people-weight
    shares: Floats  # (E,) 1, of the place's weight; they add up to 1 for each place
    before: Flags  # (E,) covered without another unit
    reached: Flags  # (S, E) covered with a unit at this site


def demand(rule: str, approaches: Sequence[AimedApproach], people: Floats, already: Flags, reached: Flags) -> Demand:
    """Elements of A approaches to D places of people-weight (D,), from already (A,) and reached (S, A)."""
    place = np.array([approach.place for approach in approaches])
    threats = np.array([float(approach.threats) for approach in approaches])
    held = already | reached
    if rule == "share":
        shares = threats / np.bincount(place, threats)[place]
        return Demand(place, people[place] * shares, shares, already, held)
    indices, parts = np.unique(place, return_inverse=True)
    together = np.logical_and if rule == "every" else np.logical_or
    order, starts = np.argsort(parts, kind="stable"), np.searchsorted(np.sort(parts), np.arange(len(indices)))
    return Demand(
        indices,
        people[indices],
        np.ones(len(indices)),
        together.reduceat(already[order], starts),
        together.reduceat(held[:, order], starts, axis=1),
    )


def weight_of(found: Demand, chosen: Sequence[int]) -> float:
    """People-weight covered with units at the chosen sites, beside what is there."""
    covered = found.before | found.reached[list(chosen)].any(axis=0)
    return float(found.weights[covered].sum())
