"""The published launch areas and routes of catalogue/routes."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from importlib.resources import files
from math import degrees, nan, radians
from typing import NamedTuple

from openbmd import places_file
from openbmd.complaints import Complaint, InputError
from openbmd.records import Place, Route, Shape, Site
from openbmd.units import SUFFIXES

FILE = "catalogue/routes/routes.csv"
POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*")
TOWARD = 1000e3  # m, of the point that gives an orbit its azimuth


class Published(NamedTuple):
    """A route with where it comes from."""

    route: Route
    group: str  # china-us, china-region, china-test, dprk, or asked
    launch: str  # name of its launch area
    aim: str  # name of its aim, "" when told by bearing and range
    source: str
    note: str


def published(places: Mapping[str, Place]) -> tuple[Published, ...]:
    """All routes of the catalogue; places: the scenario's own, which hide the catalogue's of the same name."""
    text = (files("openbmd") / FILE).read_text(encoding="utf-8")
    return tuple(_route(row, places) for row in csv.DictReader(text.splitlines()))


def _route(row: Mapping[str, str], places: Mapping[str, Place]) -> Published:
    launch = site_of(row["launch"], places)
    km = SUFFIXES["km"][0]
    aim = (
        site_of(row["aim"], places)
        if row["aim"]
        else _ahead(launch, float(row["bearing_deg"]), float(row["range_km"] or TOWARD / km) * km)
    )
    shape = Shape(row["shape"] or "minimum-energy", float(row["apogee_km"] or nan) * km, nan)
    route = Route(row["name"], row["missile"], launch, aim, shape)
    return Published(route, row["group"], row["launch"], row["aim"], row["source"], row["note"])


def _ahead(launch: Site, bearing: float, distance: float) -> Site:
    """The point at a distance [m] on a geodesic's bearing [deg]."""
    from pyproj import Geod

    lon, lat, _ = Geod(ellps="WGS84").fwd(degrees(launch.longitude), degrees(launch.latitude), bearing, distance)
    return Site(radians(lat), radians(lon), 0.0)


def site_of(name: str, places: Mapping[str, Place]) -> Site:
    """The site of a place by name, or of "latitude,longitude" [deg]; raises InputError."""
    if point := POINT.fullmatch(name):
        latitude, longitude = float(point[1]), float(point[2])
        if abs(latitude) > 90.0 or abs(longitude) > 180.0:
            found = f"{name!r} is no place on Earth"
            raise InputError([Complaint("", 0, "place", found, "Write latitude,longitude in degrees.")])
        return Site(radians(latitude), radians(longitude), 0.0)
    return places[name].site if name in places else places_file.read(name).site
