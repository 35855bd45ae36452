"""What a copy of a fire unit can engage from each site, by the chain: flights, looks, tracks, opportunities."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from openbmd.kinds import Interceptor
from openbmd.physics import arc, earth
from openbmd.records import FireUnit, Floats, Integers, Link, Place, RadarSite, Route, Scenario, Site, Trajectory
from openbmd.studies.footprint.chain import alone, engage
from openbmd.studies.site.classes import AimedApproach
from openbmd.studies.site.demand import Flags
from openbmd.work import Heard

AT_ONCE = 16  # sites in one scenario: their copies share the work of the radars that cue them
ROUTES_AT_ONCE = 16  # keeps the tracks' covariances in memory small
STEP = 1.0  # s, between the points of a flight that are held against the sites
SLACK = 1.02  # 1, of a maximum range: more than the ellipsoid differs from a sphere


class Part(NamedTuple):
    """Work for one core: approaches to one place, and sites from which some may be met."""

    approaches: Integers
    sites: Integers


def already(
    scenario: Scenario, approaches: Sequence[AimedApproach], flown: Sequence[Trajectory], threads: int
) -> Flags:
    """Which approaches (A,) some fire unit of the scenario can engage."""
    parts = [range(n, min(n + ROUTES_AT_ONCE, len(flown))) for n in range(0, len(flown), ROUTES_AT_ONCE)]

    def work(part: range) -> Flags:
        shots, _ = engage(scenario, tuple(approaches[n].route for n in part), tuple(flown[n] for n in part))
        return np.asarray(shots.any(axis=1))

    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(work, parts))
    return np.concatenate([np.zeros(0, dtype=np.bool_), *found])


def reached(
    scenario: Scenario,
    unit: str,
    sites: Sequence[Place],
    approaches: Sequence[AimedApproach],
    flown: Sequence[Trajectory],
    settled: Flags,
    threads: int,
    progress: Heard,
) -> Flags:
    """Which approaches (A,) a copy of the unit can engage from each site: (S, A); settled ones are not asked again."""
    original = next(one for one in scenario.fire_units if one.name == unit)
    interceptor = scenario.interceptors[original.interceptor]
    azimuths = boresights(sites, approaches)
    near = np.stack([in_reach(interceptor, sites, flight) for flight in flown], axis=1) & ~settled
    found = np.zeros((len(sites), len(approaches)), dtype=np.bool_)
    parts = list(_parts(near, np.array([approach.place for approach in approaches])))

    def work(part: Part) -> Flags:
        here = [sites[s].site for s in part.sites]
        copied = copies(scenario, original, here, azimuths[part.sites].tolist())
        routes: tuple[Route, ...] = tuple(approaches[a].route for a in part.approaches)
        shots, _ = engage(copied, routes, tuple(flown[a] for a in part.approaches))
        return np.asarray(shots.T > 0)

    with ThreadPoolExecutor(threads) as pool:
        for done, (part, engaged) in enumerate(zip(parts, pool.map(work, parts), strict=True)):
            found[np.ix_(part.sites, part.approaches)] = engaged
            progress(done + 1, len(parts), "work-sites")
    return found


def _parts(near: Flags, places: Integers) -> list[Part]:
    """The work that near (S, A) leaves, place by place."""
    found = []
    for place in np.unique(places):
        some = np.flatnonzero((places == place) & near.any(axis=0))
        for n in range(0, len(some), ROUTES_AT_ONCE):
            rows = some[n : n + ROUTES_AT_ONCE]
            wanted = np.flatnonzero(near[:, rows].any(axis=1))
            found += [Part(rows, wanted[m : m + AT_ONCE]) for m in range(0, len(wanted), AT_ONCE)]
    return found


def copies(scenario: Scenario, unit: FireUnit, sites: Sequence[Site], azimuths: Sequence[float]) -> Scenario:
    """The scenario with copies of one fire unit alone, one at each site, and what cues or feeds them.

    A copy has the links of its original, and a radar like its original's beside it, facing its azimuth [rad] over a
    free horizon.
    """
    own = alone(scenario, (unit.name,))
    radar = next((site for site in own.radar_sites if site.name == unit.radar), None)
    fed = [link for link in own.links if link.target in (unit.name, unit.radar)]
    others = [link for link in own.links if link not in fed]
    heard = {link.source for link in [*others, *fed]} - {unit.radar}
    radars = [site for site in own.radar_sites if site.name in heard]
    if radar is not None and any(link.source == radar.name for link in others):
        radars.append(radar)  # it cues those that cue the copies
    units: list[FireUnit] = []
    links: list[Link] = list(others)
    for n, (site, azimuth) in enumerate(zip(sites, azimuths, strict=True)):
        names = {unit.name: f"{unit.name} {n}", unit.radar: f"{unit.radar} {n}" if unit.radar else ""}
        units.append(unit._replace(name=names[unit.name], site=site, radar=names[unit.radar]))
        links += [link._replace(source=names.get(link.source, link.source), target=names[link.target]) for link in fed]
        if radar is not None:
            radars.append(_moved(radar, names[unit.radar], site, azimuth))
    return replace(own, fire_units=tuple(units), radar_sites=tuple(radars), links=tuple(links))


def _moved(radar: RadarSite, name: str, site: Site, azimuth: float) -> RadarSite:
    return radar._replace(name=name, site=site, boresight_azimuth=azimuth, horizon_mask=np.empty((0, 2)))


def boresights(sites: Sequence[Place], approaches: Sequence[AimedApproach]) -> Floats:
    """Azimuths (S,) [rad]: the mean direction of the launch points, by the raid's missiles."""
    launches: dict[Site, float] = {}
    for approach in approaches:
        launches[approach.route.launch] = launches.get(approach.route.launch, 0.0) + approach.threats
    _, bearings = ground([site.site for site in sites], list(launches))
    weights = np.array(list(launches.values()))
    return np.asarray(np.arctan2(np.sin(bearings) @ weights, np.cos(bearings) @ weights) % (2.0 * np.pi))


def ground(starts: Sequence[Site], ends: Sequence[Site]) -> tuple[Floats, Floats]:
    """Geodesic distances [m] and bearings [rad], both (S, E), on the WGS-84 ellipsoid."""
    from pyproj import Geod

    latitudes, longitudes = np.array([site[:2] for site in starts]).T[:, :, None]
    to_latitudes, to_longitudes = np.array([site[:2] for site in ends]).T[:, None, :]
    columns = np.broadcast_arrays(longitudes, latitudes, to_longitudes, to_latitudes)
    shape, (x, y, to_x, to_y) = columns[0].shape, (column.ravel() for column in columns)
    bearings, _, distances = Geod(ellps="WGS84").inv(x, y, to_x, to_y, radians=True)
    return np.asarray(distances).reshape(shape), np.asarray(bearings).reshape(shape)


def in_reach(interceptor: Interceptor, sites: Sequence[Place], flight: Trajectory) -> Flags:
    """From which sites (S,) a flight comes into an interceptor's ground range below its ceiling at all.

    Never says no where the chain would find an opportunity; it spares the chain what is plainly too far.
    """
    times = np.arange(flight.nodes[0, 0], flight.nodes[-1, 0] + STEP, STEP)
    states = arc.sample(flight.nodes, times)
    fastest = float(np.linalg.norm(states[:, 3:], axis=1).max())
    heights = np.linalg.norm(states[:, :3], axis=1) - earth.WGS84.semi_major_axis  # never above the altitude
    low = states[heights < interceptor.maximum_altitude + fastest * STEP, :3]
    if not len(low):
        return np.zeros(len(sites), dtype=np.bool_)
    directions = low / np.linalg.norm(low, axis=1)[:, None]
    here = np.array([earth.position(*place.site) for place in sites])
    here /= np.linalg.norm(here, axis=1)[:, None]
    nearest = np.arccos(np.clip((here @ directions.T).max(axis=1), -1.0, 1.0)) * earth.WGS84.semi_major_axis
    return np.asarray(nearest < SLACK * interceptor.maximum_range + fastest * STEP)
