"""Shapes of GeoJSON (RFC 7946): longitude, latitude [deg], altitude [m]; nothing crosses the antimeridian unsplit."""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np

from openbmd.records import Floats, Site
from openbmd.scene import flown
from openbmd.scene.situation import Situation

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


# --- a situation ----------------------------------------------------------------------------------


def collection(seen: Situation) -> Feature:
    """Ground tracks with altitude, events, sites, places and radar fans."""
    parts = (tracks(seen), events(seen), places(seen), fire_units(seen), radars(seen))
    return {"type": "FeatureCollection", "features": [one for part in parts for one in part]}


def tracks(seen: Situation) -> list[Feature]:
    found = []
    for flight in seen.flights:
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
                note=motion.note,
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
