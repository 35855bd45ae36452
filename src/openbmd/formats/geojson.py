"""Shapes of GeoJSON (RFC 7946): longitude, latitude [deg], altitude [m]; nothing crosses the antimeridian unsplit."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from pyproj import Geod

from openbmd.records import Floats, Site

Feature = dict[str, Any]


def feature(kind: str, geometry: Feature, **properties: Any) -> Feature:
    return {"type": "Feature", "geometry": geometry, "properties": {"kind": kind, **properties}}


def rounded(points: Floats) -> list[list[float]]:
    """Longitude and latitude to a decimetre, altitude to the same."""
    return [[round(p[0], 6), round(p[1], 6), *(round(z, 1) for z in p[2:])] for p in points.tolist()]


def point(site: Site) -> Feature:
    where = np.degrees([[site.longitude, site.latitude]])
    return {"type": "Point", "coordinates": [*rounded(where)[0], round(site.height, 1)]}


def unwrapped(longitude: Floats) -> Floats:
    """Longitudes [deg] without jumps of 360."""
    return np.degrees(np.unwrap(np.radians(longitude)))


def line(points: Floats) -> Feature:
    """A line through points (N, 3) [deg, deg, m], cut where it crosses the antimeridian (RFC 7946, 3.1.9)."""
    free = points.copy()
    free[:, 0] = unwrapped(points[:, 0])
    pieces: list[list[Floats]] = [[]]
    sheet = np.floor((free[:, 0] + 180.0) / 360.0)
    for k, here in enumerate(free):
        if k and sheet[k] != sheet[k - 1]:
            before = free[k - 1]
            edge = 360.0 * max(sheet[k], sheet[k - 1]) - 180.0
            share = (edge - before[0]) / (here[0] - before[0])
            cut = before + share * (here - before)
            pieces[-1].append(np.array([edge - 360.0 * sheet[k - 1], *cut[1:]]))
            pieces.append([np.array([edge - 360.0 * sheet[k], *cut[1:]])])
        pieces[-1].append(here - np.array([360.0 * sheet[k], 0.0, 0.0]))
    lines = [rounded(np.array(piece)) for piece in pieces if len(piece) > 1]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def half_plane(ring: Floats, edge: float, keep_west: bool) -> Floats:
    """A closed ring cut at a meridian (Sutherland and Hodgman, Reentrant Polygon Clipping, CACM 17, 1974)."""
    side = -1.0 if keep_west else 1.0
    out: list[Floats] = []
    for a, b in pairwise(ring):
        in_a, in_b = side * (a[0] - edge) >= 0.0, side * (b[0] - edge) >= 0.0
        if in_a != in_b:
            cut = a + (edge - a[0]) / (b[0] - a[0]) * (b - a)
            out.append(np.array([edge, cut[1]]))
        if in_b:
            out.append(b)
    return np.array([*out, out[0]]) if len(out) > 2 else np.zeros((0, 2))


def area(ring: Floats) -> Feature:
    """A closed ring (N, 2) [deg] as a polygon with its outside to the right, cut at the antimeridian."""
    free = ring.copy()
    free[:, 0] = unwrapped(ring[:, 0])
    free[-1, 0] = free[0, 0] if abs(free[-1, 0] - free[0, 0]) < 1e-9 else free[-1, 0]
    x, y = free[:-1, 0], free[:-1, 1]
    if float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) < 0.0:
        free = free[::-1]
    pieces = []
    for turn in range(
        int(np.floor((free[:, 0].min() + 180.0) / 360.0)), int(np.floor((free[:, 0].max() + 180.0) / 360.0)) + 1
    ):
        west, east = 360.0 * turn - 180.0, 360.0 * turn + 180.0
        piece = half_plane(free, west, keep_west=False)
        piece = half_plane(piece, east, keep_west=True) if len(piece) else piece
        if len(piece) and np.ptp(piece[:, 0]) > 1e-6:
            pieces.append(rounded(piece - np.array([360.0 * turn, 0.0])))
    if len(pieces) == 1:
        return {"type": "Polygon", "coordinates": pieces}
    return {"type": "MultiPolygon", "coordinates": [[piece] for piece in pieces]}


# --- regions that may hold a pole -----------------------------------------------------------------

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
    geod, out = Geod(ellps="WGS84"), [ring[:1]]
    for start, end in pairwise(ring):
        if abs((end[0] - start[0] + 180.0) % 360.0 - 180.0) > STEP:
            length = geod.inv(start[0], start[1], end[0], end[1])[2]
            if length > DENSE:
                out.append(np.array(geod.npts(start[0], start[1], end[0], end[1], int(length / DENSE))).reshape(-1, 2))
        out.append(end[None, :])
    return np.concatenate(out)
