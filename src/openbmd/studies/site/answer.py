"""What a study of sites finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from openbmd.records import Floats, Note, Place, Scenario
from openbmd.studies.site.cover import Best
from openbmd.studies.site.demand import Demand, Flags
from openbmd.studies.site.median import Median
from openbmd.studies.site.raids import WithOneMore


@dataclass(frozen=True, slots=True)
class Siting:
    """Where more fire units like one of the scenario's would cover most; S sites, D places, K units at most."""

    scenario: Scenario
    unit: str  # the fire unit that is copied
    rule: str  # one of RULES
    fresh: bool  # units that are there already do not count
    sites: tuple[Place, ...]
    places: tuple[Place, ...]
    threatened: Flags  # (D,) some missile comes down there; only these places count
    classes: int  # threat classes
    flights: int  # flown, that come down where they are aimed
    demand: Demand
    total: float  # people-weight of the threatened places
    before: float  # of these covered without another unit
    adds_alone: Floats  # (S,) people-weight that one unit at this site adds
    best: tuple[Best, ...]  # for one more unit, two more, ..., K
    median: Median  # the K sites nearest to the people
    played: WithOneMore | None  # the raid with one more; None with fresh, or without threats
    notes: tuple[Note, ...]
    versions: Mapping[str, str]


def held(siting: Siting, chosen: Sequence[int]) -> Floats:
    """Share (D,) of each place's people-weight that is covered with units at the chosen sites; nan where none comes."""
    found = siting.demand
    covered = found.before | found.reached[list(chosen)].any(axis=0)
    share = np.bincount(found.places, found.shares * covered, minlength=len(siting.places))
    return np.where(siting.threatened, share, np.nan)
