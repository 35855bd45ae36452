"""Places and points of a checked document in SI."""

from __future__ import annotations

from math import inf

from openbmd import places_file
from openbmd.records import Place, Site
from openbmd.scenario_file import keys, models
from openbmd.units import SUFFIXES

DEGREE = SUFFIXES["deg"][0]


def place(document: models.Document, name: str) -> Place:
    """A place by name: the scenario's own, else the catalogue's."""
    own = document.places.get(name)
    if own is None:
        return places_file.read(name)
    return Place(
        name, coordinates(own), own.people_weight, own.source, 1.0, places_file.radii().get(own.kind or "", inf)
    )


def coordinates(point: keys.Point) -> Site:
    return Site(point.latitude_deg * DEGREE, point.longitude_deg * DEGREE, point.height_m)


def site(document: models.Document, where: str | keys.Point) -> Site:
    return place(document, where).site if isinstance(where, str) else coordinates(where)


def defended(document: models.Document) -> tuple[models.Defended, ...]:
    """The defended places, those given by name alone written out."""
    return tuple(
        models.Defended(place=item, priority=1.0, radius_km=None) if isinstance(item, str) else item
        for item in document.defended
    )
