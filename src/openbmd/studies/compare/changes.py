"""What one scenario has that another has not, or has otherwise: the lines of the input that a difference comes from."""

from __future__ import annotations

from math import degrees, isfinite
from typing import NamedTuple

from openbmd.locales import Words
from openbmd.records import FireUnit, Link, Place, RadarSite, Scenario, Site, Threat
from openbmd.telling import figures as figure_words
from openbmd.telling import style

Facts = dict[str, str]  # id of what is told of a thing -> how it is there
SHARED = {
    "place": "page-place", "people-weight": "page-people-weight", "use": "common-use", "latency": "common-latency",
    "fire-unit": "noun-fire-unit", "radar": "noun-radar", "warning-sensor": "noun-warning-sensor", "link": "noun-link",
    "interceptor": "page-interceptor", "layer": "page-layer", "shape": "page-shape", "boresight": "page-boresight",
    "doctrine": "page-doctrine",
}  # fmt: skip
ALL = ""  # what stands for the whole of it where the other has none


class Change(NamedTuple):
    kind: str  # "fire unit"
    name: str
    what: str  # what of it differs, "" when it is not there at all
    reference: str  # "" when it is not there
    other: str


def changes(reference: Scenario, other: Scenario, say: Words) -> list[Change]:
    """Every difference of the input, figures last; how often and with which dice it is played is none."""
    found = []
    here, there = things(reference, say), things(other, say)
    for kind, name in dict.fromkeys([*here, *there]):
        a, b = here.get((kind, name)), there.get((kind, name))
        kind_told = called(kind, say)
        if a is None or b is None:
            found.append(Change(kind_told, name, "", (a or {}).get(ALL, ""), (b or {}).get(ALL, "")))
            continue
        for what in dict.fromkeys([*a, *b]):
            if what != ALL and a.get(what, "") != b.get(what, ""):
                found.append(Change(kind_told, name, called(what, say), a.get(what, ""), b.get(what, "")))
    return found + figures(reference, other, say)


def called(key: str, say: Words) -> str:
    """The name of a kind of thing, or of what is told of it."""
    return say(SHARED.get(key, f"compare-thing-{key}"), n=1)


def figures(reference: Scenario, other: Scenario, say: Words) -> list[Change]:
    """The figures in play in both that have other values; those of a kind that only one has go with the kind."""
    here = {figure.path: figure for figure in reference.figures}
    found = []
    for b in other.figures:
        a = here.get(b.path)
        if a is None or (a.low, a.best, a.high) == (b.low, b.best, b.high):
            continue
        values, unit = style.shown((a.low, a.best, a.high, b.low, b.best, b.high), b.unit)
        words = [f"{best} ({low}–{high}) {unit}".strip() for low, best, high in (values[:3], values[3:])]
        told = say("figures-figure"), figure_words.name(b.path, say), say("compare-best-and-range")
        found.append(Change(*told, *words))
    return found


def things(scenario: Scenario, say: Words) -> dict[tuple[str, str], Facts]:
    """All that a scenario names, in words, by kind and name."""
    found: dict[tuple[str, str], Facts] = {("rules", ""): rules(scenario, say)}
    found |= {("place", place.name): place_facts(place, say) for place in scenario.places}
    groups: dict[str, list[Threat]] = {}
    for threat in scenario.threats:
        groups.setdefault(threat.name.rstrip("0123456789").rstrip("-") or threat.name, []).append(threat)
    found |= {("threats", stem): threat_facts(scenario, group, say) for stem, group in groups.items()}
    found |= {("radar", site.name): radar_facts(site, say) for site in scenario.radar_sites}
    found |= {
        ("warning-sensor", sensor.name): {ALL: style.label(sensor.infrared), "kind": sensor.infrared}
        for sensor in scenario.warning_sensors
    }
    found |= {("link", link.name): link_facts(link, say) for link in scenario.links}
    found |= {("fire-unit", unit.name): unit_facts(unit, say) for unit in scenario.fire_units}
    found |= {("launcher", name): {ALL: say("compare-a-launcher")} for name in scenario.launchers}
    found |= {("kill-chain", name): {ALL: say("compare-a-kill-chain")} for name in scenario.kill_chains}
    return found


def where(site: Site) -> str:
    north, east = degrees(site.latitude), degrees(site.longitude)
    return f"{north:.4f}°, {east:.4f}°, {site.height:,.0f} m"


def rules(scenario: Scenario, say: Words) -> Facts:
    return {
        "layers": ", ".join(scenario.layers),
        "fire-control": scenario.fire_control,
        "assignment": scenario.assignment,
        "effects": ", ".join(scenario.effects) or say("common-none"),
        "let-strays-pass": say("common-yes" if scenario.let_strays_pass else "common-none"),
        "launch-on-boosting-track": say("common-yes" if scenario.launch_on_boosting_track else "common-none"),
        "track-confidence": f"{scenario.track_confidence:g}",
    }


def place_facts(place: Place, say: Words) -> Facts:
    weight = style.people(place.people_weight)
    return {
        ALL: say("compare-a-place", weight=weight),
        "site": where(place.site),
        "people-weight": weight,
        "priority": f"{place.priority:g}",
        "radius": f"{place.radius:,.0f} m" if isfinite(place.radius) else say("common-none"),
    }


def threat_facts(scenario: Scenario, group: list[Threat], say: Words) -> Facts:
    """Threats of one group, whose names differ by a number alone."""
    routes = [scenario.routes[index] for index in dict.fromkeys(threat.route for threat in group)]
    missiles = say.list([style.label(name) for name in dict.fromkeys(route.missile for route in routes)])
    nowhere = say("compare-no-place")
    places = say.list(list(dict.fromkeys(threat.place or nowhere for threat in group)))
    shapes = [
        r.shape.name
        + (f", {say('compare-apogee', apogee=f'{r.shape.apogee / 1e3:g}')}" if isfinite(r.shape.apogee) else "")
        + (f", {say('compare-angle', angle=f'{degrees(r.shape.launch_angle):g}')}" if isfinite(r.shape.launch_angle)
           else "")
        for r in routes
    ]  # fmt: skip
    counted = f"{len(group)} {missiles}"
    return {
        ALL: say("compare-a-group", missiles=counted, places=places),
        "missiles": counted,
        "aimed-at": places,
        "shape": "; ".join(shapes),
        "launched": say("compare-launched-at", times=", ".join(f"{threat.launch_time:g}" for threat in group)),
        "from": "; ".join(where(route.launch) for route in routes),
        "to": "; ".join(where(route.aimpoint) for route in routes),
        "launchers": ", ".join(dict.fromkeys(threat.launcher_kind for threat in group)) or say("compare-none-told"),
    }


def radar_facts(site: RadarSite, say: Words) -> Facts:
    return {
        ALL: style.label(site.radar),
        "kind": site.radar,
        "nation": site.nation,
        "site": where(site.site),
        "boresight": f"{degrees(site.boresight_azimuth):g}°",
        "minimum-elevation": f"{degrees(site.minimum_elevation):g}°",
        "horizon-mask": "; ".join(f"{degrees(a):g}° {degrees(e):g}°" for a, e in site.horizon_mask.tolist()),
        "refraction": say("compare-refraction" if site.refraction else "common-none"),
    }


def link_facts(link: Link, say: Words) -> Facts:
    return {
        ALL: say("compare-a-link", use=link.use, latency=f"{link.latency:g}"),
        "use": link.use,
        "latency": f"{link.latency:g} s",
        "nation": link.nation,
        "ends": say("compare-ends", source=link.source, target=link.target),
    }


def unit_facts(unit: FireUnit, say: Words) -> Facts:
    reserve = str(unit.reserve_rounds) if unit.reserve_rounds else "none"
    rounds = say("compare-rounds-loaded", ready=str(unit.ready_rounds), reserve=reserve)
    doctrine, interceptor = unit.doctrine, style.label(unit.interceptor)
    return {
        ALL: say("compare-a-fire-unit", interceptor=interceptor, layer=unit.layer, rounds=rounds),
        "interceptor": interceptor,
        "nation": unit.nation,
        "layer": unit.layer,
        "site": where(unit.site),
        "radar": unit.radar or say("common-links-alone"),
        "launchers": str(unit.launchers),
        "rounds": rounds,
        "command-delay": f"{unit.command_delay:g} s",
        "doctrine": say(
            "compare-doctrine",
            name=doctrine.name,
            first=str(doctrine.first_salvo),
            later=str(doctrine.later_salvo),
            looks=str(doctrine.looks),
        ),
        "held-back": say("compare-held-back", number=str(unit.held_back), places=list(unit.held_for))
        if unit.held_back
        else say("common-none"),
        "release": f"{unit.release_time:g} s",
    }
