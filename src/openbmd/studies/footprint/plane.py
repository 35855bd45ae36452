"""The ground as a plane about a middle, and parts of it with their geodesic areas."""

from __future__ import annotations

from collections.abc import Sequence
from math import degrees
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from openbmd.records import Floats, Site
from openbmd.studies.footprint import boundary

if TYPE_CHECKING:
    from pyproj import Proj
    from shapely.geometry.base import BaseGeometry

POLE = 88.0  # deg, latitude beyond which a map in longitude and latitude makes no sense


class Region(NamedTuple):
    """A part of the ground."""

    shape: BaseGeometry  # MultiPolygon, longitude and latitude [deg]
    area: float  # m2, geodesic


class Plane:
    """The ground about a middle, in metres east and north (azimuthal equidistant, WGS-84)."""

    def __init__(self, middle: Site) -> None:
        from pyproj import Proj

        self.longitude, latitude = degrees(middle.longitude), degrees(middle.latitude)
        self.projection: Proj = Proj(proj="aeqd", lon_0=self.longitude, lat_0=latitude, ellps="WGS84")

    def metres(self, lonlat: Floats) -> Floats:
        """Points (N, 2) [m] of longitude and latitude (N, 2) [deg]."""
        return np.stack(self.projection(lonlat[:, 0], lonlat[:, 1]), axis=1).reshape(-1, 2)

    def lonlat(self, points: Floats) -> Floats:
        """Longitude and latitude (N, 2) [deg] of points (N, 2) [m]; ValueError over a pole or the date line."""
        found = np.stack(self.projection(points[:, 0], points[:, 1], inverse=True), axis=1).reshape(-1, 2)
        if np.any(np.abs(found[:, 1]) > POLE):
            raise ValueError(f"the footprint's grid comes within {90.0 - POLE:g} degrees of a pole")
        if np.any(np.abs(found[:, 0] - self.longitude) > 180.0):
            raise ValueError("the footprint's grid crosses the date line, 180 degrees east")
        return found

    def region(self, rings: Sequence[Floats]) -> Region:
        """What rings (N, 2) [m] enclose."""
        from shapely import transform

        return region(transform(boundary.area_of(rings), self.lonlat))


def region(shape: BaseGeometry) -> Region:
    """A shape in longitude and latitude [deg] with its geodesic area."""
    from pyproj import Geod
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.polygon import orient

    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon) and not part.is_empty]
    whole = MultiPolygon([orient(part) for part in parts])
    return Region(whole, sum(float(Geod(ellps="WGS84").geometry_area_perimeter(part)[0]) for part in whole.geoms))


def union(shapes: Sequence[BaseGeometry]) -> Region:
    """All of the shapes together."""
    from shapely import union_all

    return region(union_all(shapes))


def twice(shapes: Sequence[BaseGeometry], counts: Sequence[int]) -> Region:
    """Where at least two reach: one shape that counts more than once, or two shapes over each other."""
    parts = [shape for shape, count in zip(shapes, counts, strict=True) if count > 1]
    return union([*parts, *(a.intersection(b) for k, a in enumerate(shapes) for b in shapes[k + 1 :])])
