"""A situation as CZML: what a globe shows, Earth-fixed metres, time from a stated epoch.

CZML Guide, Analytical Graphics, "CZML Structure" and "Packet" (2012-): https://github.com/AnalyticalGraphicsInc/czml-writer/wiki
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import pi, sqrt
from typing import Any

import numpy as np

from openbmd.drawing import inks
from openbmd.physics import earth
from openbmd.records import Floats, RadarSite
from openbmd.scene import fans, flown
from openbmd.scene.situation import RouteFlight, Situation

EPOCH = datetime(2000, 1, 1)  # arbitrary: scenarios have no date; it stands for the scenario's start
PACE = 10.0  # s of flight in a second of watching
GREY = "#a0aab4"
Packet = dict[str, Any]


def packets(seen: Situation, said: Mapping[str, str]) -> list[Packet]:
    """The whole document, ready for a JSON writer; said: descriptions by the packets' ids, HTML."""
    scenario = seen.scenario
    last = max((t.launch_time + seen.flights[t.route].end for t in scenario.threats), default=60.0)
    document: Packet = {
        "id": "document",
        "name": scenario.title,
        "version": "1.0",
        "clock": {
            "interval": span(0.0, last),
            "currentTime": instant(0.0),
            "multiplier": PACE,
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        },
    }
    found = [document, *places(seen), *radars(seen), *units(seen), *threats(seen)]
    return [packet | {"description": said[packet["id"]]} if packet["id"] in said else packet for packet in found]


def instant(seconds: float) -> str:
    return (EPOCH + timedelta(seconds=round(seconds, 3))).isoformat(timespec="milliseconds") + "Z"


def span(first: float, last: float) -> str:
    return f"{instant(first)}/{instant(last)}"


def rgba(colour: str, opacity: float) -> Packet:
    return {"rgba": [*bytes.fromhex(colour[1:]), round(255 * opacity)]}


def metres(position: Floats) -> list[float]:
    return [round(value, 1) for value in position.tolist()]


def properties(**values: str | float) -> Packet:
    """Custom properties: each an object that says its type (CZML Guide, "CustomProperties")."""
    return {name: {"string" if isinstance(value, str) else "number": value} for name, value in values.items()}


def mark(name: str, position: Floats, colour: str, size: int, text: str) -> Packet:
    return {
        "id": name,
        "name": text,
        "position": {"cartesian": metres(position)},
        "point": {"pixelSize": size, "color": rgba(colour, 1.0), "outlineWidth": 1},
        "label": {
            "text": text,
            "font": "12px sans-serif",
            "horizontalOrigin": "LEFT",
            "pixelOffset": {"cartesian2": [10, 0]},
        },
    }


def places(seen: Situation) -> list[Packet]:
    sites = [found.place for found in seen.places]
    return [mark(f"place/{one.name}", flown.position(one.site), GREY, 8, one.name) for one in sites]


def units(seen: Situation) -> list[Packet]:
    return [
        mark(f"unit/{u.name}", flown.position(u.site), inks.defence(seen.interceptors[u.interceptor]), 9, u.name)
        for u in seen.scenario.fire_units
    ]


def radars(seen: Situation) -> list[Packet]:
    """A point for each radar site, and its fan as a cut ellipsoid whose x axis is the boresight."""
    found = []
    for fan, _ in seen.fans:
        radar = seen.scenario.radars[fan.site.radar]
        position = flown.position(fan.site.site)
        packet = mark(f"radar/{fan.site.name}", position, GREY, 6, fan.site.name)
        half = min(radar.azimuth_half_width, pi)
        packet["orientation"] = {"unitQuaternion": [round(value, 9) for value in facing(fan.site)]}
        packet["ellipsoid"] = {
            "radii": {"cartesian": [round(fan.reach, 1)] * 3},
            "innerRadii": {"cartesian": [1000.0] * 3},
            "minimumClock": round(-half, 9),
            "maximumClock": round(half, 9),
            "minimumCone": round(max(0.0, pi / 2 - radar.maximum_elevation), 9),
            "maximumCone": round(pi / 2 - fans.floor_of(fan.site, radar), 9),
            "material": {"solidColor": {"color": rgba(GREY, 0.12)}},
            "outline": True,
            "outlineColor": rgba(GREY, 0.4),
        }
        found.append(packet)
    return found


def facing(site: RadarSite) -> tuple[float, float, float, float]:
    """Quaternion (x, y, z, w) that turns x to the boresight and z to the zenith of a radar site, Earth-fixed."""
    east, north, up = earth.local_axes(site.site.latitude, site.site.longitude)
    ahead = np.sin(site.boresight_azimuth) * east + np.cos(site.boresight_azimuth) * north
    return quaternion(np.stack([ahead, np.cross(up, ahead), up], axis=1))


def quaternion(m: Floats) -> tuple[float, float, float, float]:
    """Unit quaternion (x, y, z, w) of a rotation matrix (3, 3), by its largest component (Shepperd 1978)."""
    trace = float(np.trace(m))
    squares = [float(m[0, 0]), float(m[1, 1]), float(m[2, 2]), trace]
    k = int(np.argmax(squares))
    q = np.empty(4)
    if k == 3:
        q[:] = (m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1], 1.0 + trace)
    else:
        i, j = (k + 1) % 3, (k + 2) % 3
        q[k], q[i], q[j] = 1.0 + m[k, k] - m[i, i] - m[j, j], m[i, k] + m[k, i], m[j, k] + m[k, j]
        q[3] = m[j, i] - m[i, j]
    x, y, z, w = (q / sqrt(float(q @ q))).tolist()
    return x, y, z, w


def threats(seen: Situation) -> list[Packet]:
    """Each missile from launch to impact, and its events as points that stay lit for a while."""
    paths = [flight.path for flight in seen.flights]
    samples = [np.column_stack([np.round(p.times, 3), np.round(p.positions, 1)]) for p in paths]
    found: list[Packet] = []
    for threat in seen.scenario.threats:
        flight = seen.flights[threat.route]
        route, colour = flight.route, inks.threat(flight.kind)
        first, last = threat.launch_time, threat.launch_time + flight.end
        found.append(
            {
                "id": f"threat/{threat.name}",
                "name": threat.name,
                "availability": span(first, last),
                "position": {
                    "epoch": instant(first),
                    "cartesian": samples[threat.route].ravel().tolist(),
                    "interpolationAlgorithm": "LAGRANGE",
                    "interpolationDegree": 3,
                },
                "point": {"pixelSize": 7, "color": rgba(colour, 1.0)},
                "path": {
                    "material": {"solidColor": {"color": rgba(colour, 0.6)}},
                    "width": 1.5,
                    "leadTime": 0,
                    "resolution": 5,
                },
                "properties": properties(missile=route.missile, route=route.name, place=threat.place),
            }
        )
    return [*found, *(packet for flight in seen.flights for packet in event_packets(flight))]


def event_packets(flight: RouteFlight) -> list[Packet]:
    """The events of a route as points of its flight; properties hold time after launch and duration."""
    events = [event for event in flight.events if event.time <= flight.end]
    path = flown.at(flight.motion, np.array([event.time for event in events]))
    return [
        {
            "id": f"event/{flight.route.name}/{n}",
            "name": f"{event.name}: {event.who}" if event.who else event.name,
            "position": {"cartesian": metres(position)},
            "point": {"pixelSize": 4, "color": rgba(inks.threat(flight.kind), 0.8)},
            "properties": properties(
                route=flight.route.name,
                event=event.name,
                who=event.who,
                time_s=round(event.time, 3),
                duration_s=round(event.duration, 3),
            ),
        }
        for n, (event, position) in enumerate(zip(events, path.positions, strict=True))
    ]
