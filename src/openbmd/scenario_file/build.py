"""A checked document as a Scenario: names resolved, units converted, groups of threats counted out."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import numpy as np

from openbmd.catalogue_file import Catalogue
from openbmd.catalogue_file.origins import origin_of
from openbmd.kinds import FIRE_UNITS, READINGS, Figure
from openbmd.kinds import replaced as with_field
from openbmd.records import (
    Doctrine,
    FireUnit,
    Link,
    Note,
    Place,
    Posture,
    Presence,
    RadarSite,
    Scenario,
    Source,
    Threat,
    WarningSensor,
    note,
    sealed,
)
from openbmd.records.withheld import without
from openbmd.scenario_file import models
from openbmd.scenario_file.check_posture import played
from openbmd.scenario_file.figures import replaced
from openbmd.scenario_file.own_kinds import notes as hidden
from openbmd.scenario_file.raid import threats
from openbmd.scenario_file.sites import DEGREE, defended, place, site
from openbmd.scenario_file.uses import used
from openbmd.units import SUFFIXES, WORDS, spelled


def build(document: models.Document, catalogue: Catalogue, source: Source) -> Scenario:
    """The Scenario (SI) of a document without faults, with the kinds of a catalogue; sealed."""
    kinds, figures, notes = _kinds(document, catalogue)
    routes, raid = threats(document)
    places = tuple(_defended(document, entry) for entry in defended(document))
    aimed = {threat.place for threat in raid}
    notes += [note("notes-nothing-aimed", place=p.name) for p in places if p.name not in aimed]
    elsewhere = sum(not threat.place and routes[threat.route].shape.name != "orbit" for threat in raid)
    if elsewhere:
        notes.append(note("notes-aimed-elsewhere", n=elsewhere, count=str(elsewhere)))
    if "dispersion" in document.effects:
        notes += _radii(document, places)
    links = tuple(link_record(document, link) for link in document.links)
    scenario = Scenario(
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
        figures=(*figures, *(_launchers(unit) for unit in document.fire_units if unit.launchers_range)),
        places=places,
        routes=routes,
        threats=raid,
        radar_sites=tuple(_radar_site(document, radar) for radar in document.radars),
        warning_sensors=tuple(WarningSensor(item.name, item.nation, item.infrared) for item in document.warning),
        links=links,
        layers=tuple(document.layers),
        fire_units=tuple(_fire_unit(document, unit, kinds["interceptors"]) for unit in document.fire_units),
        fire_control=document.fire_control,
        assignment=document.assignment,
        effects=tuple(document.effects),
        let_strays_pass=document.let_strays_pass,
        launch_on_boosting_track=document.launch_on_boosting_track,
        launchers=kinds["launchers"],
        kill_chains=kinds["kill_chains"],
        posture=_posture(document.posture),
        notes=(*notes, *_before_launch(document, raid)),
        readings=readings_in_play(document, catalogue),
        source=source,
    )
    cut = {link.name for link, told in zip(links, document.links, strict=True) if not told.on}
    return sealed(without(scenario, {*document.withheld, *cut}))


def figures_in_play(document: models.Document, catalogue: Catalogue) -> tuple[Figure, ...]:
    """Every figure of the kinds in use, as the catalogue has it."""
    return tuple(
        figure
        for kind, names in used(document).items()
        for name in names
        for figure in catalogue.read(kind, name).figures
    )


def readings_in_play(document: models.Document, catalogue: Catalogue) -> dict[str, tuple[Figure, ...]]:
    """What the interceptors in use have of each reading."""
    entries = [catalogue.read("interceptors", name) for name in used(document)["interceptors"]]
    return {name: tuple(f for entry in entries for f in entry.readings.get(name, ())) for name in READINGS}


def _before_launch(document: models.Document, raid: tuple[Threat, ...]) -> list[Note]:
    """What is told of Kill Chain and launchers when one is there without the other."""
    at_risk = sum(bool(threat.launcher_kind) for threat in raid)
    if document.kill_chain and not at_risk:
        return [note("notes-strikes-at-nothing", chain=document.kill_chain)]
    if at_risk and not document.kill_chain:
        return [note("notes-nothing-struck")]
    return []


def _defended(document: models.Document, entry: models.Defended) -> Place:
    found = place(document, entry.place)
    radius = found.radius if entry.radius_km is None else entry.radius_km * SUFFIXES["km"][0]
    return found._replace(priority=entry.priority, radius=radius)


def _radii(document: models.Document, places: tuple[Place, ...]) -> list[Note]:
    """Which places have a radius that is assumed by their kind, and which have none."""
    assumed: dict[float, list[str]] = {}
    for own, found in zip(defended(document), places, strict=True):
        if own.radius_km is None:
            assumed.setdefault(found.radius, []).append(found.name)
    none = tuple(assumed.pop(inf, ()))
    km = SUFFIXES["km"][0]
    said = [
        note("notes-radius-assumed", places=tuple(names), n=len(names), radius=f"{radius / km:g}")
        for radius, names in assumed.items()
    ]
    return said + ([note("notes-no-radius", places=none)] if none else [])


def _posture(posture: models.PostureKeys | None) -> Posture:
    if posture is None:
        return Posture((), (), ())
    presences = tuple(
        Presence(
            item.asset or item.nation or "",
            item.arrives_day,
            inf if item.leaves_day is None else item.leaves_day,
            nan if item.release_s is None else item.release_s,
        )
        for item in posture.presence
    )
    days = played(posture.days, presences)
    labels = {float(day): label for day, label in posture.labels.items()}
    return Posture(days, tuple(labels.get(day, f"day {day:g}") for day in days), presences)


def _kinds(
    document: models.Document, catalogue: Catalogue
) -> tuple[dict[str, dict[str, Any]], tuple[Figure, ...], list[Note]]:
    kinds: dict[str, dict[str, Any]] = {
        kind: {name: catalogue.read(kind, name).record for name in names} for kind, names in used(document).items()
    }
    published = figures_in_play(document, catalogue)
    figures = replaced(published, document.figures)
    own = [(before, after) for before, after in zip(published, figures, strict=True) if before != after]
    if own:
        for _, after in own:
            kind, name, *where = after.path.split("/")
            kinds[kind][name] = with_field(kinds[kind][name], where, after.best)
    notes = hidden(document, catalogue)
    notes += [
        note("notes-own-figure", path=after.path, own=_said(after), published=_said(before)) for before, after in own
    ]
    return kinds, figures, notes


def _said(figure: Figure) -> str:
    ending, (low, best, high) = spelled((figure.low, figure.best, figure.high), figure.unit)
    unit = f" {WORDS[ending]}" if ending else ""
    return f"{best:g}{unit} ({low:g} to {high:g})"


def _radar_site(document: models.Document, radar: models.RadarSiteKeys) -> RadarSite:
    mask = np.array(radar.horizon_mask, dtype=np.float64).reshape(-1, 2) * DEGREE
    mask.setflags(write=False)
    return RadarSite(
        radar.name,
        radar.nation,
        radar.radar,
        site(document, radar.site),
        radar.boresight_deg * DEGREE,
        radar.minimum_elevation_deg * DEGREE,
        mask,
        radar.refraction,
    )


def _fire_unit(document: models.Document, unit: models.FireUnitKeys, interceptors: dict[str, Any]) -> FireUnit:
    rounds = unit.rounds_per_launcher or interceptors[unit.interceptor].rounds_per_launcher
    doctrine = models.DOCTRINES[unit.doctrine] if isinstance(unit.doctrine, str) else unit.doctrine
    return FireUnit(
        unit.name,
        unit.nation,
        unit.interceptor,
        unit.layer,
        site(document, unit.site),
        unit.radar or "",
        unit.launchers,
        unit.launchers * rounds,
        unit.reserve_rounds,
        unit.command_delay_s,
        Doctrine(doctrine.name, doctrine.first_salvo, doctrine.later_salvo, doctrine.looks),
        unit.held_back.rounds if unit.held_back else 0,
        tuple(unit.held_back.for_) if unit.held_back else (),
        unit.release_s,
    )


def _launchers(unit: models.FireUnitKeys) -> Figure:
    """The number of a unit's launchers as a figure that is drawn."""
    between = unit.launchers_range
    assert between is not None
    source, assumed = between.source or "", between.assumed or ""
    ends = (float(between.low), float(unit.launchers), float(between.high))
    return Figure(f"{FIRE_UNITS}/{unit.name}/launchers", *ends, "1", source, assumed, 0, 0, origin_of(source))


def link_record(document: models.Document, link: models.LinkKeys) -> Link:
    """A link with its name and use settled."""
    fires = link.to in {unit.name for unit in document.fire_units}
    use = link.use or ("engage-on-remote" if fires else "cue")
    return Link(link.name or f"{link.from_} to {link.to}", link.nation, link.from_, link.to, link.latency_s, use)
