"""Regions of the Earth as GeoJSON (RFC 7946), poles and the antimeridian among them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from openbmd.formats.geojson import Feature, unwrapped
from openbmd.records import Floats, Site
from openbmd.scene.fans import geodesics

STEP = 2.0  # deg of longitude; longer steps of a ring are followed along the geodesic,
DENSE = 50e3  # m between points
GRID = 1e-7  # deg, nearer than which points are one
FINE = 4  # decimals of a degree: a decametre


TURNS = range(-2, 3)  # sheets of 360 degrees on which a ring without jumps may lie


def region(ring: Floats, inside: Site) -> Feature:
    """What a closed ring of geodesics (N, 2) [deg] parts from the rest of the Earth, on the side of a place inside.

    A MultiPolygon cut at the antimeridian, closed along the poles that it holds, its outside to the right.
    """
    from shapely import MultiPolygon, Polygon, box
    from shapely.geometry.polygon import orient

    free = followed(ring)
    free[:, 0] = unwrapped(free[:, 0])
    here = np.degrees([inside.longitude, inside.latitude])
    if round((free[-1, 0] - free[0, 0]) / 360.0):  # round a pole: one side holds the north pole, the other the south
        sides = [Polygon([*free, (free[-1, 0], pole), (free[0, 0], pole)]) for pole in (90.0, -90.0)]
        parts = cut(next((side for side in sides if holds(side, here)), sides[0]))
    else:
        parts = cut(Polygon(free))
        if not holds(Polygon(free), here):  # the ring runs about the antipode: all but what it holds
            parts = polygons(box(-180.0, -90.0, 180.0, 90.0).difference(MultiPolygon(parts)))
    lines = [[part.exterior, *part.interiors] for part in (orient(part, 1.0) for part in parts)]
    return {
        "type": "MultiPolygon",
        "coordinates": [[np.round(np.array(line.coords), FINE).tolist() for line in part] for part in lines],
    }


def cut(shape: Any) -> list[Any]:
    """A shape without jumps of 360 [deg] as polygons between -180 and 180."""
    from shapely import box, union_all
    from shapely.affinity import translate

    sheets = {turn: box(360.0 * turn - 180.0, -90.0, 360.0 * turn + 180.0, 90.0) for turn in TURNS}
    sound = shape.buffer(0.0)
    parts = [translate(sound.intersection(sheet), -360.0 * turn) for turn, sheet in sheets.items()]
    return polygons(union_all(parts, grid_size=GRID))  # a cap's ends meet where its ring began


def polygons(shape: Any) -> list[Any]:
    """The polygons of a shape, those with an area."""
    return [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon" and part.area > 0.0]


def holds(shape: Any, here: Floats) -> bool:
    """Whether a shape without jumps of 360 holds a point [deg], on any of its turns."""
    from shapely import contains_xy

    return any(bool(contains_xy(shape, here[0] + 360.0 * turn, here[1])) for turn in TURNS)


def followed(ring: Floats) -> Floats:
    """A ring (N, 2) [deg] with points so near each other that straight lines between them are as good as geodesics."""
    geod, out = geodesics(), [ring[:1]]
    for start, end in pairwise(ring):
        if abs((end[0] - start[0] + 180.0) % 360.0 - 180.0) > STEP:
            length = geod.inv(start[0], start[1], end[0], end[1])[2]
            if length > DENSE:
                out.append(np.array(geod.npts(start[0], start[1], end[0], end[1], int(length / DENSE))).reshape(-1, 2))
        out.append(end[None, :])
    return np.concatenate(out)
