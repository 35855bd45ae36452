"""Shapes of GeoJSON (RFC 7946): longitude, latitude [deg], altitude [m]; nothing crosses the antimeridian unsplit."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np

from openbmd.records import Floats, Site
from openbmd.scene import flown
from openbmd.scene.fans import geodesics
from openbmd.scene.situation import Situation

Feature = dict[str, Any]
LEAP, NEAR = 3.0, 100.0  # deg, m: two points of an area's edge differ by no more in longitude, or are so near
LEAST_AREA = 1e-9  # deg2, of a part worth keeping


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
    """A closed ring (N, 2) [deg] about less than half the Earth as a polygon, counterclockwise (RFC 7946, 3.1.6).

    Its edges are geodesics. It is cut at the antimeridian, and closed along a pole that lies inside.
    """
    free = close(ring)
    free[:, 0] = unwrapped(free[:, 0])
    turns = round((free[-1, 0] - free[0, 0]) / 360.0)
    if turns:
        free = to_the_pole(free, turns)
        sheets = [int(np.floor((free[len(free) // 2, 0] + 180.0) / 360.0))]  # any whole turn has all of it
    else:
        free[-1] = free[0]
        first, last = (int(np.floor((edge + 180.0) / 360.0)) for edge in (free[:, 0].min(), free[:, 0].max()))
        sheets = list(range(first, last + 1))
    polygons = [[rounded(piece)] for sheet in sheets for piece in on_sheet(free, sheet)]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def close(ring: Floats) -> Floats:
    """The ring with points added where its longitudes leap, until straight lines between them are geodesics.

    A pole is passed with leaps that no points can close: they end when two points are NEAR each other.
    """
    found = [ring[0]]
    for here in ring[1:]:
        ahead = [here]
        while ahead:
            before, after = found[-1], ahead[-1]
            leap = abs((after[0] - before[0] + 180.0) % 360.0 - 180.0)
            bearing, _, far = geodesics().inv(before[0], before[1], after[0], after[1])
            if leap <= LEAP or far <= NEAR:
                found.append(ahead.pop())
            else:
                longitude, latitude, _ = geodesics().fwd(before[0], before[1], bearing, far / 2.0)
                ahead.append(np.array([longitude, latitude]))
    return np.array(found)


def to_the_pole(free: Floats, turns: int) -> Floats:
    """A ring about a pole, three times round and closed along that pole: its middle turn is whole."""
    around = np.array([360.0 * turns, 0.0])
    thrice = np.concatenate([free[:-1], free[:-1] + around, free + 2.0 * around])
    north = np.sum(np.diff(free[:, 0]) * np.sin(np.radians(free[:-1] + free[1:])[:, 1] / 2.0)) * turns > 0.0
    pole = 90.0 if north else -90.0
    return np.concatenate([thrice, [(thrice[-1, 0], pole), (thrice[0, 0], pole), thrice[0]]])


def on_sheet(free: Floats, sheet: int) -> list[Floats]:
    """What of a closed ring lies between -180 and 180 [deg] after so many turns: closed rings, counterclockwise."""
    from shapely import Polygon, get_parts, make_valid
    from shapely.geometry.polygon import orient

    piece = half_plane(free, 360.0 * sheet - 180.0, keep_west=False)
    piece = half_plane(piece, 360.0 * sheet + 180.0, keep_west=True) if len(piece) else piece
    if not len(piece):
        return []
    whole = get_parts(make_valid(Polygon(piece - np.array([360.0 * sheet, 0.0]))))
    parts = [part for one in whole for part in get_parts(one) if part.geom_type == "Polygon"]
    return [np.array(orient(part).exterior.coords) for part in parts if part.area > LEAST_AREA]


# --- a situation ----------------------------------------------------------------------------------


def collection(seen: Situation, notes: Sequence[str]) -> Feature:
    """Ground tracks with altitude, events, sites, places and radar fans; notes: on each flight, "" for none."""
    parts = (tracks(seen, notes), events(seen), places(seen), fire_units(seen), radars(seen))
    return {"type": "FeatureCollection", "features": [one for part in parts for one in part]}


def tracks(seen: Situation, notes: Sequence[str]) -> list[Feature]:
    found = []
    for flight, note in zip(seen.flights, notes, strict=True):
        path, motion = flight.path, flight.motion
        points = np.stack([np.degrees(path.longitude), np.degrees(path.latitude), path.altitude], axis=1)
        found.append(
            feature(
                "track",
                line(points),
                route=flight.route.name,
                missile=flight.route.missile,
                threats=flight.threats,
                reached=motion.reached,
                apogee_altitude_m=round(motion.apogee_altitude, 1),
                burnout_s=round(motion.burnout_time, 3),
                impact_s=round(motion.impact_time, 3) if flight.lands else None,
                note=note,
            )
        )
    return found


def events(seen: Situation) -> list[Feature]:
    """Every event of every route at the point of its flight."""
    found = []
    for flight in seen.flights:
        happened = [event for event in flight.events if event.time <= flight.end]
        path = flown.at(flight.motion, np.array([event.time for event in happened]))
        points = np.stack([np.degrees(path.longitude), np.degrees(path.latitude), path.altitude], axis=1)
        for event, where in zip(happened, rounded(points), strict=True):
            when = {"time_s": round(event.time, 3), "duration_s": round(event.duration, 3)}
            told = {"route": flight.route.name, "event": event.name, "who": event.who}
            found.append(feature("event", {"type": "Point", "coordinates": where}, **told, **when))
        for body in flight.motion.bodies:
            if isfinite(body.impact_time):
                told = {"route": flight.route.name, "body": body.name}
                found.append(feature("spent stage", point(body.impact), **told, time_s=round(body.impact_time, 3)))
    return found


def places(seen: Situation) -> list[Feature]:
    """The defended places; mean_leakers is null where no dice were thrown."""
    return [
        feature(
            "place",
            point(place.site),
            name=place.name,
            people_weight=place.people_weight,
            source=place.source,
            mean_leakers=float(f"{leakers.mean:.12g}") if leakers else None,
        )
        for place, _, leakers in seen.places
    ]


def fire_units(seen: Situation) -> list[Feature]:
    return [
        feature(
            "fire unit",
            point(unit.site),
            name=unit.name,
            interceptor=unit.interceptor,
            layer=unit.layer,
            rounds=unit.ready_rounds + unit.reserve_rounds,
        )
        for unit in seen.scenario.fire_units
    ]


def radars(seen: Situation) -> list[Feature]:
    found = []
    for fan, ring in seen.fans:
        site = fan.site
        found.append(feature("radar", point(site.site), name=site.name, radar=site.radar))
        reach = {"reach_m": round(fan.reach, 1), "cross_section_m2": fan.cross_section}
        found.append(feature("radar fan", area(ring), name=site.name, **reach))
    return found
