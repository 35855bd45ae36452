"""A route as it is shown: samples may be thinned, events never."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite
from typing import NamedTuple

import numpy as np

from openbmd.physics import arc, earth
from openbmd.records import Battlespace, Floats, Scenario, Site, Trajectory


class Event(NamedTuple):
    time: float  # s after launch
    name: str  # "burnout", "apogee", "first seen", ...
    who: str  # the sensor or fire unit, "" for the flight's own
    duration: float  # s, of a window; 0 for an instant


class Samples(NamedTuple):
    times: Floats  # (T,) s after launch
    positions: Floats  # (T, 3) m, Earth-fixed
    latitude: Floats  # (T,) rad, geodetic
    longitude: Floats  # (T,) rad
    altitude: Floats  # (T,) m


def end_time(trajectory: Trajectory) -> float:
    """When the flight ends, or the flown part of an orbit [s]."""
    return min(trajectory.impact_time, float(trajectory.nodes[-1, 0]))


def events(scenario: Scenario, space: Battlespace, route: int) -> list[Event]:
    """All that happens to one route, in time order: its flight, who sees it, who can meet it."""
    flight = space.trajectories[route]
    found = [Event(0.0, "launch", "", 0.0)]
    for k, time in enumerate(flight.staging_times.tolist()):
        if time < flight.burnout_time - 1e-6:
            found.append(Event(time, f"stage {k + 1} burnout", "", 0.0))
    found.append(Event(flight.burnout_time, "burnout", "", 0.0))
    found.append(Event(flight.separation_time, "separation", "", 0.0))
    found.append(Event(flight.apogee_time, "apogee", "", 0.0))
    found.append(Event(flight.impact_time, "impact", "", 0.0))
    for report in space.warnings[route]:
        found.append(Event(report.report_time, "launch reported", report.sensor, 0.0))
    for look in space.looks[route]:
        found.extend(Event(a, "in sight", look.sensor, b - a) for a, b in look.windows.tolist())
    for track in space.tracks[route]:
        found.append(Event(track.first_seen_time, "first seen", track.sensor, 0.0))
        found.append(Event(track.firm_time, "firm track", track.sensor, 0.0))
        if isfinite(track.firm_time):
            found.append(Event(track.lost_time, "track lost", track.sensor, 0.0))
    for chance in space.opportunities[route]:
        name = scenario.fire_units[chance.unit].name
        for _, _, first, last in chance.windows.tolist():
            found.append(Event(first, "intercept window", name, last - first))
    return sorted((e for e in found if isfinite(e.time)), key=lambda e: (e.time, e.name, e.who))


def sample(trajectory: Trajectory, step: float, kept: list[float], until: float = inf) -> Samples:
    """Positions every `step` [s] and at every kept time [s] up to `until` [s], kernels' own interpolation."""
    end = min(end_time(trajectory), until)
    extra = [time for time in kept if 0.0 <= time <= end]
    times = np.unique(np.concatenate([np.arange(0.0, end, step), [end], extra]))
    return at(trajectory, times)


def at(trajectory: Trajectory, times: Floats) -> Samples:
    positions = arc.sample(trajectory.nodes, times)[:, :3]
    places = np.array([earth.geodetic(x, y, z) for x, y, z in positions.tolist()]).reshape(-1, 3)
    return Samples(times, positions, places[:, 0], places[:, 1], places[:, 2])


def kept_times(happened: Sequence[Event]) -> list[float]:
    """The times that thinning may not lose: of each event its beginning and its end [s]."""
    return [time for event in happened for time in (event.time, event.time + event.duration)]


def by_missile(scenario: Scenario) -> dict[str, list[int]]:
    """Missile → its routes, missiles with the most threats first."""
    threats = threats_of_routes(scenario)
    routes: dict[str, list[int]] = {}
    for k, route in enumerate(scenario.routes):
        routes.setdefault(route.missile, []).append(k)
    return dict(sorted(routes.items(), key=lambda item: (-sum(threats[k] for k in item[1]), item[0])))


def shown_until(flight: Trajectory, happened: Sequence[Event]) -> float:
    """How long a chart follows a route [s]: to its end, or in orbit until the last event and a little more."""
    end = end_time(flight)
    if not flight.orbital:
        return end
    own = [event.time + event.duration for event in happened if event.name != "apogee"]
    return min(end, 1.2 * max(own))


def threats_of_routes(scenario: Scenario) -> list[int]:
    """How many threats fly each route."""
    flown = [0] * len(scenario.routes)
    for threat in scenario.threats:
        flown[threat.route] += 1
    return flown


def interceptors(scenario: Scenario) -> dict[str, int]:
    """Interceptor → its index for colours, in the order of the layers, then as the units come."""
    order = {layer: k for k, layer in enumerate(scenario.layers)}
    units = sorted(scenario.fire_units, key=lambda unit: order.get(unit.layer, len(order)))
    return {name: k for k, name in enumerate(dict.fromkeys(unit.interceptor for unit in units))}


def position(site: Site) -> Floats:
    """Earth-fixed position (3,) [m] of a site."""
    return earth.position(site.latitude, site.longitude, site.height)


def earliest(times: list[float]) -> float:
    return min(times, default=inf)
