"""Places by name, and the land, coastlines and borders to draw them on."""

from __future__ import annotations

import csv
import gzip
import json
import unicodedata
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from math import inf, isnan, radians
from typing import NamedTuple

import numpy as np

from openbmd.complaints import Complaint, InputError
from openbmd.records import Floats, Place, Site


class PlaceRow(NamedTuple):
    """One line of places.csv, in the units of its keys."""

    name: str
    country: str  # ISO 3166-1 alpha-2
    kind: str  # city, base, test site or launch area
    latitude_deg: float
    longitude_deg: float
    height_m: float  # above mean sea level; nan where no source gives one
    people_weight: float  # people; 0 for all but cities
    year: int  # of the weight; 0 without one
    source: str
    also: str  # other names, parted by ";"
    note: str


@cache
def rows() -> tuple[PlaceRow, ...]:
    """Every place of the catalogue, in the file's order."""
    text = (files("openbmd") / "catalogue" / "places" / "places.csv").read_text(encoding="utf-8")
    return tuple(
        PlaceRow(
            row["name"],
            row["country"],
            row["kind"],
            float(row["latitude_deg"]),
            float(row["longitude_deg"]),
            float(row["height_m"] or "nan"),
            float(row["people_weight"]),
            int(row["year"] or 0),
            row["source"],
            row["also"],
            row["note"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def radii() -> dict[str, float]:
    """Radius of the defended area [m] by kind of place, assumed, for places that are given none."""
    text = (files("openbmd") / "catalogue" / "places" / "radii.csv").read_text(encoding="utf-8")
    return {row["kind"]: float(row["radius_km"]) * 1e3 for row in csv.DictReader(text.splitlines())}


def kinds() -> tuple[str, ...]:
    """Every kind of place: those that have a radius first."""
    return tuple(dict.fromkeys((*radii(), *(row.kind for row in rows()))))


@cache
def _by_name() -> dict[str, PlaceRow]:
    """Rows by every name that finds them, the first names first."""
    also = {name: row for row in rows() for name in filter(None, row.also.split(";"))}
    return {row.name: row for row in rows()} | also


def names() -> tuple[str, ...]:
    """Every name that can be read: the file's names in its order, then the other names."""
    return tuple(_by_name())


def row(name: str) -> PlaceRow | None:
    """The line of the place of that name, in any case; None when there is none."""
    return _by_name().get(name) or _by_plain_name().get(_plain(name))


@cache
def _by_plain_name() -> dict[str, PlaceRow]:
    return {_plain(name): found for name, found in reversed(_by_name().items())}  # the first names first


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip()


def read(name: str) -> Place:
    """The place of that name, in any case; raises InputError with the nearest names when there is none.

    The radius is that of its kind, inf where its kind has none. A height that no source gives is taken as 0 m; heights
    above the sea stand for heights above the ellipsoid, which are 20 to 30 m more in Korea.
    """
    found = row(name)
    if found is None:
        raise InputError([Complaint("", 0, "place", f"no place is called {name!r}", _advice(name))])
    height = 0.0 if isnan(found.height_m) else found.height_m
    site = Site(radians(found.latitude_deg), radians(found.longitude_deg), height)
    return Place(found.name, site, found.people_weight, found.source, 1.0, radii().get(found.kind, inf))


def _advice(name: str) -> str:
    lower = {key.lower(): row.name for key, row in _by_name().items()}
    near = dict.fromkeys(lower[key] for key in get_close_matches(name.strip().lower(), lower, n=4, cutoff=0.6))
    meant = f"did you mean {', '.join(near)}?" if near else "give its latitude_deg and longitude_deg instead"
    return f"{meant} ({len(rows())} places are listed in catalogue/places/places.csv)"


@cache
def _maps() -> dict[str, tuple[Floats, ...]]:
    data = json.loads(gzip.decompress((files("openbmd") / "catalogue" / "maps" / "maps.json.gz").read_bytes()))
    scale = data.pop("scale")  # steps in a degree; a line is its first point, then differences: x0, y0, dx, dy, ...
    maps = {}
    for name, lines in data.items():
        maps[name] = tuple(np.cumsum(np.array(line).reshape(-1, 2), axis=0) / scale for line in lines)
        for line in maps[name]:
            line.flags.writeable = False
    return maps


def coastlines() -> tuple[Floats, ...]:
    """Open lines (N, 2) of longitude and latitude [deg]: 1:10 million near Korea and Japan, 1:110 million far away."""
    return _maps()["coast"]


def borders() -> tuple[Floats, ...]:
    """Land borders (N, 2) of longitude and latitude [deg] as Natural Earth draws them, which is no legal opinion."""
    return _maps()["border"]


def land() -> tuple[Floats, ...]:
    """Rings (N, 2) of longitude and latitude [deg] to fill, none inside another; they abut: fill without smoothing."""
    return _maps()["land"]
