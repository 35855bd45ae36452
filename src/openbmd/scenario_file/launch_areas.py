"""Launch areas: polygons as published, and the points in them over which a group's launchers are spread."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from openbmd.records import Floats

MOST_TRIED = 1 << 16  # candidates in the bounding box; a polygon that holds too few of them is a sliver
Corners = tuple[tuple[float, float], ...]  # latitude, longitude [deg]


@cache
def points(corners: Corners, count: int) -> Corners:
    """The first count points of Halton's sequence in the bounding box that lie inside; () when there are too few.

    Halton, Numerische Mathematik 2 (1960) 84, bases 2 and 3 (from memory).
    """
    import shapely

    latitude, longitude = np.array(corners).T
    polygon = shapely.Polygon(np.column_stack([longitude, latitude]))
    tried = 16 * count
    while True:
        north = latitude.min() + (latitude.max() - latitude.min()) * _radical_inverse(tried, 2)
        east = longitude.min() + (longitude.max() - longitude.min()) * _radical_inverse(tried, 3)
        inside = np.flatnonzero(shapely.contains_xy(polygon, east, north))[:count]
        if len(inside) == count:
            return tuple((float(north[i]), float(east[i])) for i in inside)
        if tried >= MOST_TRIED:
            return ()
        tried *= 16


def fault(corners: Corners, count: int) -> tuple[str, str]:
    """What is wrong with a polygon and the points wanted in it, and what to do; "" when nothing."""
    import shapely

    if len(corners) < 3:
        return f"a polygon of {len(corners)} corner{'s' * (len(corners) != 1)}", "Give three corners or more."
    latitude, longitude = zip(*corners, strict=True)
    if any(abs(value) > 90.0 for value in latitude) or any(abs(value) > 180.0 for value in longitude):
        return "a corner out of range", "Write pairs [latitude from -90 to 90, longitude from -180 to 180], in degrees."
    if max(abs(value) for value in latitude) == 90.0 or max(longitude) - min(longitude) >= 180.0:
        return "it goes over a pole or the date line", "Split it there, into a group for each part."
    polygon = shapely.Polygon(list(zip(longitude, latitude, strict=True)))
    if polygon.convex_hull.area == 0.0:
        return "its corners enclose nothing", "Give three corners that do not lie on one line."
    if not polygon.is_valid:
        return "its sides cross each other", "List the corners in the order in which one walks round it."
    if not points(corners, count):
        return f"it is too thin to spread {count} point{'s' * (count != 1)} in it", "Draw it wider."
    return "", ""


def _radical_inverse(count: int, base: int) -> Floats:
    """The numbers 1 … count with their digits in a base mirrored at the point, in (0, 1)."""
    number: NDArray[np.int64] = np.arange(1, count + 1)
    found, place = np.zeros(count), 1.0
    while number.any():
        place /= base
        found += place * (number % base)
        number = number // base
    return found
