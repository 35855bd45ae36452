"""How well the impact of each flight was known when the first round was launched at it."""

from __future__ import annotations

from math import inf, isfinite
from typing import NamedTuple

import numpy as np

from openbmd.records import Battlespace, Floats, Scenario, Track
from openbmd.scene import fans

LARGEST = 150e3  # m; a wider ring says no more than "somewhere"


class Ellipse(NamedTuple):
    route: int
    lonlat: Floats  # (N, 2) deg, 1-sigma ellipse about the impact
    major: float  # m, half axes
    minor: float
    members: tuple[str, ...]  # the radars whose looks are in it


def ellipses(scenario: Scenario, space: Battlespace) -> list[Ellipse]:
    """Those of the routes that come down and are held by somebody."""
    found, launches = [], first_launches(scenario, space)
    for k, flight in enumerate(space.trajectories):
        track = first_firm((*space.tracks[k], *space.fused[k]))
        if track is None or not isfinite(flight.impact_time):
            continue
        moment = max(track.firm_time, min(launches.get(k, track.firm_time), track.lost_time))
        now = int(np.searchsorted(track.times, moment, "right")) - 1
        major, minor, azimuth = track.impact_ellipses[max(now, 0)].tolist()
        if not isfinite(major) or major > LARGEST:
            continue
        turn = np.linspace(0.0, 2.0 * np.pi, 49)
        along, across = major * np.cos(turn), minor * np.sin(turn)
        bearing = np.degrees(azimuth + np.arctan2(across, along))
        centre = np.degrees((flight.impact.longitude, flight.impact.latitude))
        starts = (np.full_like(turn, centre[0]), np.full_like(turn, centre[1]))
        longitude, latitude, _ = fans.geodesics().fwd(*starts, bearing, np.hypot(along, across))
        found.append(Ellipse(k, np.column_stack((longitude, latitude)), major, minor, tuple(track.members)))
    return found


def first_launches(scenario: Scenario, space: Battlespace) -> dict[int, float]:
    """When the first round is launched at a threat of each route [s after its own launch]."""
    first: dict[int, float] = {}
    for shot in space.plan.shots:
        threat = scenario.threats[shot["threat"]]
        first[threat.route] = min(first.get(threat.route, inf), float(shot["launch"]) - threat.launch_time)
    return first


def first_firm(tracks: tuple[Track, ...]) -> Track | None:
    """The track that is firm first."""
    firm = [track for track in tracks if isfinite(track.firm_time) and len(track.times)]
    return min(firm, key=lambda track: track.firm_time) if firm else None
