"""Scenarios with one radar and the flights to look at, and the same with a setting moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openbmd.draws import with_figures
from openbmd.kinds import Figure, Missile, Radar
from openbmd.records import RadarSite, Route, Scenario

SIZES = ("nose_cross_section", "side_cross_section", "tail_cross_section", "booster_cross_section")


def alone(
    scenario: Scenario,
    site: RadarSite,
    radars: Mapping[str, Radar],
    missiles: Mapping[str, Missile],
    routes: Sequence[Route],
    figures: Sequence[Figure],
) -> Scenario:
    """The scenario with this radar site alone, these routes and nothing aimed at anyone.

    Warning sensors that cue the site stay with their links. radars may hold kinds that the site does not use: a figure
    of them then moves nothing. figures: of the radars and missiles.
    """
    sensors = {sensor.name for sensor in scenario.warning_sensors}
    links = tuple(link for link in scenario.links if link.target == site.name and link.source in sensors)
    cueing = {link.source for link in links}
    warning = tuple(sensor for sensor in scenario.warning_sensors if sensor.name in cueing)
    infrared = {sensor.infrared for sensor in warning}
    return replace(
        scenario,
        missiles=dict(missiles),
        radars=dict(radars),
        infrared={name: record for name, record in scenario.infrared.items() if name in infrared},
        interceptors={},
        figures=(*figures, *(f for f in scenario.figures if f.path.split("/")[1] in infrared)),
        places=(),
        routes=tuple(routes),
        threats=(),
        radar_sites=(site,),
        warning_sensors=warning,
        links=links,
        layers=(),
        fire_units=(),
        kill_chains={},
        launchers={},
        effects=(),
        notes=(),
    )


def radar_of(scenario: Scenario) -> Radar:
    """The kind of the one radar site."""
    return scenario.radars[scenario.radar_sites[0].radar]


def pinned(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with figures [SI] by path settled: they are not drawn any more."""
    settled = with_figures(scenario, values)
    return replace(settled, figures=tuple(f for f in scenario.figures if f.path not in values))


def with_radar(scenario: Scenario, **fields: float) -> Scenario:
    """With fields of its radar moved."""
    path = f"radars/{scenario.radar_sites[0].radar}"
    return pinned(scenario, {f"{path}/{field}": value for field, value in fields.items()})


def with_boresight(scenario: Scenario, azimuth: float) -> Scenario:
    return replace(scenario, radar_sites=(scenario.radar_sites[0]._replace(boresight_azimuth=azimuth),))


def with_floor(scenario: Scenario, elevation: float) -> Scenario:
    """With the site's and the radar's elevation floor [rad] both moved."""
    moved = with_radar(scenario, minimum_elevation=elevation)
    return replace(moved, radar_sites=(moved.radar_sites[0]._replace(minimum_elevation=elevation),))


def with_range_limit(scenario: Scenario, distance: float) -> Scenario:
    return with_radar(scenario, maximum_range=distance)


def with_cross_section(scenario: Scenario, area: float) -> Scenario:
    """With every target as large as this [m2], from all sides and all the way."""
    return pinned(scenario, {f"missiles/{name}/{size}": area for name in scenario.missiles for size in SIZES})


def with_stage(scenario: Scenario) -> Scenario:
    """With every target as large as its last stage all the way: the spent stage flies on beside the payload."""
    sizes = {
        f"missiles/{name}/{size}": missile.booster_cross_section
        for name, missile in scenario.missiles.items()
        for size in SIZES
    }
    return pinned(scenario, sizes)


def without_bending(scenario: Scenario) -> Scenario:
    return replace(scenario, radar_sites=(scenario.radar_sites[0]._replace(refraction=False),))


def only(scenario: Scenario, route: int) -> Scenario:
    """With one of its routes."""
    return replace(scenario, routes=(scenario.routes[route],))
