"""A checked document as a Scenario: names resolved, units converted, groups of threats counted out."""

from __future__ import annotations

from math import asin, atan2, cos, inf, nan, pi, sin
from typing import Any

import numpy as np

from openbmd import catalogue_file, places_file
from openbmd.kinds import Figure
from openbmd.kinds import replaced as with_field
from openbmd.records import (
    Doctrine,
    FireUnit,
    Link,
    Place,
    Posture,
    RadarSite,
    Route,
    Scenario,
    Shape,
    Site,
    Threat,
    WarningSensor,
)
from openbmd.scenario_file import models
from openbmd.scenario_file.cross_check import threat_names
from openbmd.scenario_file.figures import KINDS, replaced
from openbmd.scenario_file.places import MEAN_RADIUS
from openbmd.units import SUFFIXES, WORDS, spelled

DEGREE = SUFFIXES["deg"][0]
TOWARD = 1_000e3  # m, distance of the point that stands for a launch azimuth


def build(document: models.Document) -> Scenario:
    """The Scenario (SI) of a document without faults."""
    kinds, figures, notes = _kinds(document)
    routes, threats = _threats(document)
    defended = tuple(place(document, name) for name in document.defended)
    aimed = {threat.place for threat in threats}
    notes += [f"{p.name} is defended, and nothing is aimed at it." for p in defended if p.name not in aimed]
    elsewhere = sum(not threat.place and routes[threat.route].shape.name != "orbit" for threat in threats)
    if elsewhere:
        count = "One missile is" if elsewhere == 1 else f"{elsewhere} missiles are"
        notes.append(f"{count} aimed at no defended place: no unit fires at what endangers no one.")
    return Scenario(
        name=document.name,
        title=document.title,
        description=document.description,
        seed=document.seed,
        raids=document.raids,
        draws=document.draws,
        track_confidence=document.track_confidence,
        missiles=kinds["missiles"],
        radars=kinds["radars"],
        infrared=kinds["infrared"],
        interceptors=kinds["interceptors"],
        figures=figures,
        places=defended,
        routes=routes,
        threats=threats,
        radar_sites=tuple(_radar_site(document, radar) for radar in document.radars),
        warning_sensors=tuple(WarningSensor(sensor.name, "", sensor.infrared) for sensor in document.warning),
        links=tuple(_link(document, link) for link in document.links),
        layers=tuple(document.layers),
        fire_units=tuple(_fire_unit(document, unit, kinds["interceptors"]) for unit in document.fire_units),
        fire_control="coordinated",
        assignment="earliest",
        effects=(),
        launchers={},
        kill_chains={},
        posture=Posture((), (), ()),
        notes=tuple(notes),
    )


def used(document: models.Document, section: str, key: str) -> list[str]:
    """Catalogue names used by a section, in order of first use."""
    return list(dict.fromkeys(getattr(item, key) for item in getattr(document, section)))


def figures_in_play(document: models.Document) -> tuple[Figure, ...]:
    """Every figure of the kinds in use, as the catalogue has it."""
    return tuple(
        figure
        for kind, section, key in KINDS
        for name in used(document, section, key)
        for figure in catalogue_file.read(kind, name).figures
    )


def place(document: models.Document, name: str) -> Place:
    """A place by name: the scenario's own, else the catalogue's."""
    own = document.places.get(name)
    if own is None:
        return places_file.read(name)
    return Place(name, _coordinates(own), own.people_weight, own.source, 1.0, inf)


def _kinds(document: models.Document) -> tuple[dict[str, dict[str, Any]], tuple[Figure, ...], list[str]]:
    kinds: dict[str, dict[str, Any]] = {
        kind: {name: catalogue_file.read(kind, name).record for name in used(document, section, key)}
        for kind, section, key in KINDS
    }
    published = figures_in_play(document)
    figures = replaced(published, document.figures)
    own = [(before, after) for before, after in zip(published, figures, strict=True) if before != after]
    if own:
        for _, after in own:
            kind, name, *where = after.path.split("/")
            kinds[kind][name] = with_field(kinds[kind][name], where, after.best)
    notes = [
        f"{after.path} is the scenario's own: {_said(after)} instead of the catalogue's {_said(before)}."
        for before, after in own
    ]
    return kinds, figures, notes


def _said(figure: Figure) -> str:
    ending, (low, best, high) = spelled((figure.low, figure.best, figure.high), figure.unit)
    unit = f" {WORDS[ending]}" if ending else ""
    return f"{best:g}{unit} ({low:g} to {high:g})"


def _coordinates(point: models.Point) -> Site:
    return Site(point.latitude_deg * DEGREE, point.longitude_deg * DEGREE, point.height_m)


def _site(document: models.Document, where: str | models.Point) -> Site:
    return place(document, where).site if isinstance(where, str) else _coordinates(where)


def _called(where: str | models.Point) -> str:
    if isinstance(where, str):
        return where
    north, east = ("N" if where.latitude_deg >= 0 else "S"), ("E" if where.longitude_deg >= 0 else "W")
    return f"{abs(where.latitude_deg):g}{north} {abs(where.longitude_deg):g}{east}"


def _threats(document: models.Document) -> tuple[tuple[Route, ...], tuple[Threat, ...]]:
    """Threats in the file's order; those with the same missile, launch, aimpoint and shape share one Route."""
    routes: list[Route] = []
    threats: list[Threat] = []
    known: dict[tuple[str, Site, Site, Shape], int] = {}
    for group in document.threats:
        launch = _site(document, group.launch)
        if group.aimpoint is None:
            aimpoint, toward = _toward(launch, group.azimuth_deg or 0.0), f"toward {group.azimuth_deg:g}°"
        else:
            aimpoint, toward = _site(document, group.aimpoint), f"to {_called(group.aimpoint)}"
        shape = _shape(group)
        key = (group.missile, launch, aimpoint, shape)
        if key not in known:
            known[key] = len(routes)
            name = f"{group.missile} from {_called(group.launch)} {toward}{_shape_words(group)}"
            same = sum(route.name == name or route.name.startswith(f"{name} (") for route in routes)
            routes.append(Route(f"{name} ({same + 1})" if same else name, *key))
        aimed_at = group.aimpoint if isinstance(group.aimpoint, str) and group.aimpoint in document.defended else ""
        threats += [
            Threat(name, known[key], group.launch_time_s + index * group.interval_s, aimed_at, name, "", 0)
            for index, name in enumerate(threat_names(group.name, group.count))
        ]
    return tuple(routes), tuple(threats)


def _shape(group: models.Threat) -> Shape:
    return Shape(
        group.shape,
        nan if group.apogee_km is None else group.apogee_km * SUFFIXES["km"][0],
        nan if group.launch_angle_deg is None else group.launch_angle_deg * DEGREE,
    )


def _shape_words(group: models.Threat) -> str:
    if group.apogee_km is not None:
        return f", {group.shape} to {group.apogee_km:g} km"
    if group.launch_angle_deg is not None:
        return f", {group.shape} at {group.launch_angle_deg:g}°"
    return "" if group.shape == "minimum-energy" else f", {group.shape}"


def _toward(launch: Site, azimuth_deg: float) -> Site:
    """A point on a great circle that leaves the launch point at an azimuth.

    Snyder, Map Projections (USGS Professional Paper 1395, 1987), eq. 5-5 and 5-6 (from memory).
    """
    arc, azimuth = TOWARD / MEAN_RADIUS, azimuth_deg * DEGREE
    latitude = asin(sin(launch.latitude) * cos(arc) + cos(launch.latitude) * sin(arc) * cos(azimuth))
    east = atan2(sin(azimuth) * sin(arc) * cos(launch.latitude), cos(arc) - sin(launch.latitude) * sin(latitude))
    return Site(latitude, (launch.longitude + east + pi) % (2 * pi) - pi, 0.0)


def _radar_site(document: models.Document, radar: models.RadarSite) -> RadarSite:
    mask = np.array(radar.horizon_mask, dtype=np.float64).reshape(-1, 2) * DEGREE
    mask.setflags(write=False)
    return RadarSite(
        radar.name,
        "",
        radar.radar,
        _site(document, radar.site),
        radar.boresight_deg * DEGREE,
        radar.minimum_elevation_deg * DEGREE,
        mask,
        radar.refraction,
    )


def _fire_unit(document: models.Document, unit: models.FireUnit, interceptors: dict[str, Any]) -> FireUnit:
    rounds = unit.rounds_per_launcher or interceptors[unit.interceptor].rounds_per_launcher
    doctrine = models.DOCTRINES[unit.doctrine] if isinstance(unit.doctrine, str) else unit.doctrine
    return FireUnit(
        unit.name,
        "",
        unit.interceptor,
        unit.layer,
        _site(document, unit.site),
        unit.radar or "",
        unit.launchers,
        unit.launchers * rounds,
        unit.reserve_rounds,
        unit.command_delay_s,
        Doctrine(doctrine.name, doctrine.first_salvo, doctrine.later_salvo, doctrine.looks),
        0,
        (),
        0.0,
    )


def _link(document: models.Document, link: models.Link) -> Link:
    fires = link.to in {unit.name for unit in document.fire_units}
    use = "engage-on-remote" if fires else "cue"
    return Link(f"{link.from_} to {link.to}", "", link.from_, link.to, link.latency_s, use)
