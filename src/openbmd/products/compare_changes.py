"""What one scenario has that another has not, or has otherwise: the lines of the input that a difference comes from."""

from __future__ import annotations

from math import degrees, isfinite
from typing import NamedTuple

from openbmd.products.drivers_chart import figure_name
from openbmd.records import FireUnit, Link, Place, RadarSite, Scenario, Site, Threat
from openbmd.telling import style

Facts = dict[str, str]  # what is told of a thing -> how it is there
ALL = ""  # what stands for the whole of it where the other has none


class Change(NamedTuple):
    kind: str  # "fire unit"
    name: str
    what: str  # what of it differs, "" when it is not there at all
    reference: str  # "" when it is not there
    other: str


def changes(reference: Scenario, other: Scenario) -> list[Change]:
    """Every difference of the input, figures last; how often and with which dice it is played is none."""
    found = []
    here, there = things(reference), things(other)
    for kind, name in dict.fromkeys([*here, *there]):
        a, b = here.get((kind, name)), there.get((kind, name))
        if a is None or b is None:
            found.append(Change(kind, name, "", (a or {}).get(ALL, ""), (b or {}).get(ALL, "")))
            continue
        for what in dict.fromkeys([*a, *b]):
            if what != ALL and a.get(what, "") != b.get(what, ""):
                found.append(Change(kind, name, what, a.get(what, ""), b.get(what, "")))
    return found + figures(reference, other)


def figures(reference: Scenario, other: Scenario) -> list[Change]:
    """The figures in play in both that have other values; those of a kind that only one has go with the kind."""
    here = {figure.path: figure for figure in reference.figures}
    found = []
    for b in other.figures:
        a = here.get(b.path)
        if a is None or (a.low, a.best, a.high) == (b.low, b.best, b.high):
            continue
        values, unit = style.shown((a.low, a.best, a.high, b.low, b.best, b.high), b.unit)
        words = [f"{best} ({low}–{high}) {unit}".strip() for low, best, high in (values[:3], values[3:])]
        found.append(Change("figure", figure_name(b.path), "best (low–high)", *words))
    return found


def things(scenario: Scenario) -> dict[tuple[str, str], Facts]:
    """All that a scenario names, in words, by kind and name."""
    found: dict[tuple[str, str], Facts] = {("rules", ""): rules(scenario)}
    found |= {("place", place.name): place_facts(place) for place in scenario.places}
    groups: dict[str, list[Threat]] = {}
    for threat in scenario.threats:
        groups.setdefault(threat.name.rstrip("0123456789").rstrip("-") or threat.name, []).append(threat)
    found |= {("threats", stem): threat_facts(scenario, group) for stem, group in groups.items()}
    found |= {("radar", site.name): radar_facts(site) for site in scenario.radar_sites}
    found |= {
        ("warning sensor", sensor.name): {ALL: style.label(sensor.infrared), "kind": sensor.infrared}
        for sensor in scenario.warning_sensors
    }
    found |= {("link", link.name): link_facts(link) for link in scenario.links}
    found |= {("fire unit", unit.name): unit_facts(unit) for unit in scenario.fire_units}
    found |= {("launcher", name): {ALL: "a kind of launcher"} for name in scenario.launchers}
    found |= {("Kill Chain", name): {ALL: "strikes before launch"} for name in scenario.kill_chains}
    return found


def where(site: Site) -> str:
    north, east = degrees(site.latitude), degrees(site.longitude)
    return f"{north:.4f}°, {east:.4f}°, {site.height:,.0f} m"


def rules(scenario: Scenario) -> Facts:
    return {
        "layers": ", ".join(scenario.layers),
        "fire control": scenario.fire_control,
        "assignment": scenario.assignment,
        "effects": ", ".join(scenario.effects) or "none",
        "track confidence": f"{scenario.track_confidence:g}",
    }


def place_facts(place: Place) -> Facts:
    return {
        ALL: f"people-weight {style.people(place.people_weight)}",
        "site": where(place.site),
        "people-weight": style.people(place.people_weight),
        "priority": f"{place.priority:g}",
        "radius": f"{place.radius:,.0f} m" if isfinite(place.radius) else "none",
    }


def threat_facts(scenario: Scenario, group: list[Threat]) -> Facts:
    """Threats of one group, whose names differ by a number alone."""
    routes = [scenario.routes[index] for index in dict.fromkeys(threat.route for threat in group)]
    missiles = style.joined([style.label(name) for name in dict.fromkeys(route.missile for route in routes)])
    places = style.joined(list(dict.fromkeys(threat.place or "no defended place" for threat in group)))
    shapes = [
        f"{r.shape.name}"
        + (f", apogee {r.shape.apogee / 1e3:g} km" if isfinite(r.shape.apogee) else "")
        + (f", at {degrees(r.shape.launch_angle):g}°" if isfinite(r.shape.launch_angle) else "")
        for r in routes
    ]
    times = [f"{threat.launch_time:g}" for threat in group]
    return {
        ALL: f"{len(group)} {missiles} at {places}",
        "missiles": f"{len(group)} {missiles}",
        "aimed at": places,
        "shape": "; ".join(shapes),
        "launched": f"at {', '.join(times)} s",
        "from": "; ".join(where(route.launch) for route in routes),
        "to": "; ".join(where(route.aimpoint) for route in routes),
        "launchers": ", ".join(dict.fromkeys(threat.launcher_kind for threat in group)) or "none told",
    }


def radar_facts(site: RadarSite) -> Facts:
    return {
        ALL: style.label(site.radar),
        "kind": site.radar,
        "nation": site.nation,
        "site": where(site.site),
        "boresight": f"{degrees(site.boresight_azimuth):g}°",
        "minimum elevation": f"{degrees(site.minimum_elevation):g}°",
        "horizon mask": "; ".join(f"{degrees(a):g}° {degrees(e):g}°" for a, e in site.horizon_mask.tolist()),
        "refraction": "4/3 Earth" if site.refraction else "none",
    }


def link_facts(link: Link) -> Facts:
    uses = f"{link.use}, {link.latency:g} s late"
    return {ALL: uses, "use": link.use, "latency": f"{link.latency:g} s", "nation": link.nation,
            "ends": f"{link.source} to {link.target}"}  # fmt: skip


def unit_facts(unit: FireUnit) -> Facts:
    reserve = f" and {unit.reserve_rounds} in reserve" if unit.reserve_rounds else ""
    rounds = f"{unit.ready_rounds}{reserve}"
    doctrine = unit.doctrine
    held = f"{unit.held_back} for {style.joined(list(unit.held_for))}" if unit.held_back else "none"
    return {
        ALL: f"{style.label(unit.interceptor)}, {unit.layer} layer, {rounds} rounds",
        "interceptor": style.label(unit.interceptor),
        "nation": unit.nation,
        "layer": unit.layer,
        "site": where(unit.site),
        "radar": unit.radar or "links alone",
        "launchers": str(unit.launchers),
        "rounds": rounds,
        "command delay": f"{unit.command_delay:g} s",
        "doctrine": f"{doctrine.name} ({doctrine.first_salvo}, then {doctrine.later_salvo}, looks {doctrine.looks})",
        "held back": held,
        "release": f"{unit.release_time:g} s",
    }
