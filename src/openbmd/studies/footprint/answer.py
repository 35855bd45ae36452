"""What a footprint study finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from openbmd.records import Note
from openbmd.studies.footprint.chain import Approach
from openbmd.studies.footprint.denied import Denied
from openbmd.studies.footprint.negation import Negation
from openbmd.studies.footprint.plane import Region


class PlaceShots(NamedTuple):
    """What can be done about a missile that comes down at a place."""

    shots: int  # salvos that fit one after the other, of all units; of several approaches the fewest
    units: int  # how many units have any
    reason: str  # "" when there is any, else one of FOOTPRINT_REASONS
    people_weight: float


class UnitFootprint(NamedTuple):
    """The footprint of one fire unit."""

    one: Region
    again: Region
    flown: int


@dataclass(frozen=True, slots=True)
class Footprint:
    """Which aimpoints can be defended against one missile; of several approaches, against each that comes there."""

    units: tuple[str, ...]
    missile: str
    approaches: tuple[Approach, ...]
    one: Region  # some unit has an engagement opportunity
    again: Region  # some unit can shoot, look, and shoot once more
    two: Region  # two different units have opportunities
    places: Mapping[str, PlaceShots]
    flown: int  # flights made for the boundaries
    notes: tuple[Note, ...]  # what the chain had to say of the flights to the places
    denied: Denied | None = None  # when a place was named
    negation: Negation | None = None  # when asked for, and there is a footprint
