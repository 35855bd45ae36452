"""The situation: where all stands, how all flies, who sees and meets it, what leaks. One source for every view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, pi
from typing import NamedTuple

import numpy as np

from openbmd.records import Battlespace, Estimate, Floats, Place, Route, Scenario, Site, Trajectory
from openbmd.scene import fans, flown
from openbmd.scene.ellipses import Ellipse, ellipses
from openbmd.scene.fans import Fan
from openbmd.scene.flown import Event, Samples

STEP = 5.0  # s, between the samples of a path
FINE = 2.0  # s, between those of a curve over time


class RouteFlight(NamedTuple):
    """How one route is flown, and all that happens on it."""

    route: Route
    motion: Trajectory
    threats: int  # that fly it
    kind: int  # index of its missile, those with the most threats first
    events: tuple[Event, ...]
    path: Samples  # from launch to end, every STEP and at every event
    curve: Samples  # as far as a chart follows it, every FINE and at every event

    @property
    def end(self) -> float:
        """When the flight ends, or the flown part of an orbit [s]."""
        return flown.end_time(self.motion)

    @property
    def lands(self) -> bool:
        return isfinite(self.motion.impact_time)


class GroundFan(NamedTuple):
    """A radar's reach, and the sector that it makes on the ground."""

    fan: Fan
    ring: Floats  # (N, 2) deg longitude, deg latitude


class PlaceLeak(NamedTuple):
    """A defended place, and what comes down on it."""

    place: Place
    aimed: int  # threats
    leakers: Estimate | None  # in a raid; None where no dice were thrown


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A scenario as it unfolds; windows stand in space.opportunities and planned salvos in space.plan.shots."""

    scenario: Scenario
    space: Battlespace
    flights: tuple[RouteFlight, ...]  # one for each route
    missiles: Mapping[str, tuple[int, ...]]  # missile -> its routes, those with the most threats first
    interceptors: Mapping[str, int]  # interceptor -> its index, in the order of the layers
    fans: tuple[GroundFan, ...]  # largest first
    reaches: tuple[Floats, ...]  # (N, 2) deg, of each fire unit: its interceptor's range, no footprint
    ellipses: tuple[Ellipse, ...]
    places: tuple[PlaceLeak, ...]
    extent: Floats  # (N, 2) deg, the points that a map must show
    leak_probability: Floats | None  # (threats,)

    def vehicles(self, routes: tuple[int, ...]) -> tuple[int, str]:
        """How many fly these routes, and what they are: missile, or launcher when all are bound for orbit."""
        orbital = all(self.flights[k].motion.orbital for k in routes)
        return sum(self.flights[k].threats for k in routes), "launcher" if orbital else "missile"


def situation(
    scenario: Scenario,
    space: Battlespace,
    leakers: Mapping[str, Estimate] | None = None,
    leak_probability: Floats | None = None,
) -> Situation:
    """The situation of a scenario; leakers: place -> leakers in a raid, None where no dice were thrown."""
    missiles = flown.by_missile(scenario)
    kinds = {route: k for k, routes in enumerate(missiles.values()) for route in routes}
    numbers = flown.threats_of_routes(scenario)
    geod = fans.geodesics()
    ground = []
    for fan in fans.fans(scenario):
        radar, site = scenario.radars[fan.site.radar], fan.site
        far = fans.ground_reach(fan, radar)
        ring = fans.sector(site.site, site.boresight_azimuth, radar.azimuth_half_width, far, geod)
        ground.append(GroundFan(fan, ring))
    reaches = [
        fans.sector(unit.site, 0.0, pi, scenario.interceptors[unit.interceptor].maximum_range, geod)
        for unit in scenario.fire_units
    ]
    return Situation(
        scenario=scenario,
        space=space,
        flights=tuple(_flight(scenario, space, k, numbers[k], kinds[k]) for k in range(len(scenario.routes))),
        missiles={name: tuple(routes) for name, routes in missiles.items()},
        interceptors=flown.interceptors(scenario),
        fans=tuple(ground),
        reaches=tuple(reaches),
        ellipses=tuple(ellipses(scenario, space)),
        places=tuple(
            PlaceLeak(place, sum(t.place == place.name for t in scenario.threats), (leakers or {}).get(place.name))
            for place in scenario.places
        ),
        extent=extent(scenario, space),
        leak_probability=leak_probability,
    )


def _flight(scenario: Scenario, space: Battlespace, route: int, threats: int, kind: int) -> RouteFlight:
    motion, happened = space.trajectories[route], flown.events(scenario, space, route)
    kept = flown.kept_times(happened)
    return RouteFlight(
        route=scenario.routes[route],
        motion=motion,
        threats=threats,
        kind=kind,
        events=tuple(happened),
        path=flown.sample(motion, STEP, kept),
        curve=flown.sample(motion, FINE, kept, flown.shown_until(motion, happened)),
    )


def extent(scenario: Scenario, space: Battlespace) -> Floats:
    """The points (N, 2) [deg longitude, deg latitude] that a map must show."""
    sites = [place.site for place in scenario.places]
    sites += [unit.site for unit in scenario.fire_units] + [radar.site for radar in scenario.radar_sites]
    for route, flight in zip(scenario.routes, space.trajectories, strict=True):
        sites.append(route.launch)
        if isfinite(flight.impact_time):
            sites.append(flight.impact)
        else:
            late = flown.at(flight, np.array([min(flight.burnout_time, flown.end_time(flight))]))
            sites.append(Site(float(late.latitude[0]), float(late.longitude[0]), 0.0))
        sites += [body.impact for body in flight.bodies if isfinite(body.impact_time)]
    return lonlat(sites)


def lonlat(sites: list[Site]) -> Floats:
    """Sites as (N, 2) [deg longitude, deg latitude]."""
    radians = np.array([(site.longitude, site.latitude) for site in sites], dtype=np.float64)
    return np.asarray(np.degrees(radians)).reshape(-1, 2)
