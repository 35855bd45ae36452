"""A scenario without some of what is in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from openbmd.kinds import FIRE_UNITS
from openbmd.records.note import Note, note
from openbmd.records.scenario import FireUnit, Link, Posture, RadarSite, Scenario, WarningSensor

Kind = TypeVar("Kind")
Units = tuple[FireUnit, ...]
Item = TypeVar("Item", RadarSite, WarningSensor, FireUnit, Link)


def absent(posture: Posture, day: float) -> tuple[str, ...]:
    """The assets and nations that a posture names and that are not there on a day [day], in its order."""
    there = {presence.asset for presence in posture.presences if presence.arrives <= day < presence.leaves}
    return tuple(dict.fromkeys(p.asset for p in posture.presences if p.asset not in there))


def without(scenario: Scenario, names: Collection[str]) -> Scenario:
    """The scenario without what is named: radar sites, warning sensors, fire units, links, or all that is a nation's.

    Links from or to what is gone go with it, as do kinds that nothing uses any more, with their figures. A fire unit
    that loses its own radar stays, and fires on links alone. The scenario's notes tell all of it; a name that is not
    there changes nothing.
    """
    named = set(names)

    def kept(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(item for item in items if not {item.name, item.nation} & named)

    radars, warning, units = kept(scenario.radar_sites), kept(scenario.warning_sensors), kept(scenario.fire_units)
    there = {name for items in (radars, warning, units) for name in (item.name for item in items)}
    links = tuple(link for link in kept(scenario.links) if {link.source, link.target} <= there)
    orphans = {unit.name for unit in units if unit.radar and unit.radar not in there}
    kinds = {
        "radars": {site.radar for site in radars},
        "infrared": {sensor.infrared for sensor in warning},
        "interceptors": {unit.interceptor for unit in units},
        FIRE_UNITS: {unit.name for unit in units},
    }
    return replace(
        scenario,
        radar_sites=radars,
        warning_sensors=warning,
        fire_units=tuple(unit._replace(radar="") if unit.name in orphans else unit for unit in units),
        links=links,
        figures=tuple(figure for figure in scenario.figures if _in_use(figure.path, kinds)),
        readings={
            name: tuple(figure for figure in figures if _in_use(figure.path, kinds))
            for name, figures in scenario.readings.items()
        },
        notes=(*scenario.notes, *_told(scenario, named), *_orphans_told(scenario, orphans, units, links)),
        radars=_of(scenario.radars, kinds["radars"]),
        infrared=_of(scenario.infrared, kinds["infrared"]),
        interceptors=_of(scenario.interceptors, kinds["interceptors"]),
    )


def _of(records: Mapping[str, Kind], used: Collection[str]) -> dict[str, Kind]:
    return {name: record for name, record in records.items() if name in used}


def _in_use(path: str, kinds: dict[str, set[str]]) -> bool:
    kind, name, *_ = path.split("/")
    return kind not in kinds or name in kinds[kind]


def _told(scenario: Scenario, names: Collection[str]) -> list[Note]:
    """A note for each name that was there, in the scenario's order: nations, assets, links."""
    assets: tuple[RadarSite | WarningSensor | FireUnit, ...] = (
        *scenario.radar_sites,
        *scenario.warning_sensors,
        *scenario.fire_units,
    )
    everything: tuple[RadarSite | WarningSensor | FireUnit | Link, ...] = (*assets, *scenario.links)
    notes = []
    for nation in dict.fromkeys(item.nation for item in everything if item.nation in names and item.nation):
        its = [item.name for item in everything if item.nation == nation]
        notes.append(note("notes-withheld-nation", nation=nation, assets=", ".join(its)))
    for asset in assets:
        if asset.name in names:
            lost = sum(asset.name in (link.source, link.target) for link in scenario.links)
            notes.append(note("notes-withheld-asset", asset=asset.name, links=lost))
    notes += [note("notes-withheld-link", link=link.name) for link in scenario.links if link.name in names]
    return notes


def _orphans_told(scenario: Scenario, orphans: Collection[str], units: Units, links: tuple[Link, ...]) -> list[Note]:
    """What becomes of fire units that lost their own radar, or their last link: one note for each cause and fate."""
    fed, was_fed = (
        {link.target for link in held if link.use == "engage-on-remote"} for held in (links, scenario.links)
    )
    groups: dict[tuple[str, bool], list[str]] = {}
    for unit in units:
        lost_links = not unit.radar and unit.name in was_fed - fed
        if unit.name in orphans or lost_links:
            groups.setdefault((unit.radar or "links", unit.name in fed), []).append(unit.name)
    notes = []
    for (lost, on_links), named in groups.items():
        how = "notes-on-links-alone" if on_links else "notes-never-fires"
        notes.append(note(how, lost=lost, units=", ".join(named), n=len(named)))
    return notes
