"""Faults that no single key shows: unknown names, names told twice, links to nowhere, impossible geometry.

Works on the plain data and steps over what is malformed, so that these faults are told together with those of shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from openbmd import catalogue_file
from openbmd.complaints import Complaint, choices
from openbmd.scenario_file.figures import KINDS
from openbmd.scenario_file.figures import check as check_figures
from openbmd.scenario_file.places import coordinates, distance, unknown_places
from openbmd.scenario_file.text import Marked, Path_, items, text, texts

SAME_POINT = 1000.0  # m; below this launch point and aimpoint are one
ANOTHER = "Give each a name of its own."
Complaints = Iterator[Complaint]


def cross_check(marked: Marked) -> list[Complaint]:
    """Every fault between the parts of a scenario."""
    return [
        *_kinds(marked),
        *unknown_places(marked),
        *_names(marked),
        *_threats(marked),
        *_masks(marked),
        *_links(marked),
        *_fire_units(marked),
        *check_figures(marked),
    ]


def _kinds(marked: Marked) -> Complaints:
    for kind, section, key in KINDS:
        known = catalogue_file.names(kind)
        for path, item in items(marked, section):
            name = text(item, key)
            if name and name not in known:
                yield marked.complaint(
                    (*path, key), f'there is no {key} "{name}" in the catalogue', choices(name, known)
                )


def _names(marked: Marked) -> Complaints:
    seen: dict[str, tuple[str, int]] = {}
    for section in ("radars", "warning", "fire_units"):
        for path, item in items(marked, section):
            name = text(item, "name")
            if name in seen:
                other, line = seen[name]
                yield marked.complaint(
                    (*path, "name"), f'"{name}" is already the name of one of the {other} (line {line})', ANOTHER
                )
            elif name:
                seen[name] = (section.replace("_", " "), marked.line((*path, "name")))
    threats: dict[str, int] = {}
    for path, item in items(marked, "threats"):
        line = marked.line((*path, "name"))
        for name in threat_names(text(item, "name"), item.get("count", 1)):
            if name in threats:
                yield marked.complaint(
                    (*path, "name"), f'"{name}" is already the name of a threat (line {threats[name]})', ANOTHER
                )
                break
            threats[name] = line
    for section in ("defended", "layers"):
        names = texts(marked.data.get(section))
        for i, name in enumerate(names):
            if name and name in names[:i]:
                yield marked.complaint((section, i), f'"{name}" stands twice', "Keep one of the two.")


def threat_names(name: str, count: object) -> list[str]:
    """Names of a group's missiles: the group's own when there is one, else name-1, name-2, …"""
    if not name or not isinstance(count, int) or not 1 <= count <= 1000:
        return []
    return [name] if count == 1 else [f"{name}-{k}" for k in range(1, count + 1)]


def _threats(marked: Marked) -> Complaints:
    for path, item in items(marked, "threats"):
        shape = item.get("shape", "minimum-energy")
        orbit = shape == "orbit"
        aimed = [key for key in ("aimpoint", "azimuth_deg") if item.get(key) is not None]
        if not aimed:
            yield marked.complaint(path, "there is no aimpoint", "Add aimpoint: (or azimuth_deg: for the shape orbit).")
        if len(aimed) == 2:
            yield marked.complaint(
                (*path, "azimuth_deg"), "both aimpoint and azimuth_deg are given", "Keep one of the two."
            )
        elif aimed == ["azimuth_deg"] and not orbit:
            yield marked.complaint(
                (*path, "azimuth_deg"), "an azimuth alone does not say where it comes down", "Give an aimpoint."
            )
        chosen = [key for key in ("apogee_km", "launch_angle_deg") if item.get(key) is not None]
        if len(chosen) == 2:
            yield marked.complaint(
                (*path, chosen[1]), "both apogee_km and launch_angle_deg are given", "Keep one: each chooses the arc."
            )
        elif orbit and chosen != ["apogee_km"]:
            yield marked.complaint(path, "the orbit's altitude is missing", "Add apogee_km: the altitude of the orbit.")
        elif chosen and shape == "minimum-energy":
            yield marked.complaint(
                (*path, chosen[0]), "the shape minimum-energy leaves no apogee or angle free",
                "Write shape: lofted, depressed or quasi-ballistic, or drop this key.",
            )  # fmt: skip
        missile = text(item, "missile")
        if shape == "quasi-ballistic" and missile in catalogue_file.names("missiles") and not _lifts(missile):
            yield marked.complaint(
                (*path, "shape"), f"the {missile} has no pull-up: its lift-to-drag ratio is 0",
                "Choose another shape, or another missile such as kn-23.",
            )  # fmt: skip
        launch, aimpoint = (coordinates(marked, item.get(key)) for key in ("launch", "aimpoint"))
        if launch and aimpoint and not orbit and distance(launch, aimpoint) < SAME_POINT:
            yield marked.complaint(
                (*path, "aimpoint"), "launch point and aimpoint are the same", "Give two different points."
            )


def _lifts(missile: str) -> bool:
    return bool(catalogue_file.read("missiles", missile).record.lift_to_drag > 0.0)


def _masks(marked: Marked) -> Complaints:
    for path, item in items(marked, "radars"):
        mask = item.get("horizon_mask")
        rows = [row for row in mask if isinstance(row, list) and len(row) == 2] if isinstance(mask, list) else []
        if not all(isinstance(value, int | float) for row in rows for value in row):
            continue
        if any(not (0 <= azimuth <= 360 and -5 <= elevation < 90) for azimuth, elevation in rows):
            yield marked.complaint(
                (*path, "horizon_mask"), "an azimuth or elevation out of range",
                "Write pairs [azimuth from 0 to 360, elevation from -5 to 90], in degrees.",
            )  # fmt: skip
        elif any(after[0] <= before[0] for before, after in pairwise(rows)):
            yield marked.complaint((*path, "horizon_mask"), "azimuths that do not rise", "Sort the pairs by azimuth.")


def _links(marked: Marked) -> Complaints:
    radars = _named(marked, "radars")
    sources, targets = radars | _named(marked, "warning"), radars | _named(marked, "fire_units")
    seen: set[tuple[str, str]] = set()
    for path, item in items(marked, "links"):
        source, target = text(item, "from"), text(item, "to")
        if source and source not in sources:
            yield marked.complaint(
                (*path, "from"), f'a link from nowhere: no radar or warning sensor is called "{source}"',
                choices(source, sources),
            )  # fmt: skip
        if target and target not in targets:
            yield marked.complaint(
                (*path, "to"), f'a link to nowhere: no radar or fire unit is called "{target}"',
                choices(target, targets),
            )  # fmt: skip
        if source and source == target:
            yield marked.complaint(path, f'"{source}" is linked to itself', "Drop this link.")
        elif source and target and (source, target) in seen:
            yield marked.complaint(path, f"the link from {source} to {target} stands twice", "Keep one of the two.")
        seen.add((source, target))


def _fire_units(marked: Marked) -> Complaints:
    radars, layers = _named(marked, "radars"), set(texts(marked.data.get("layers")))
    told = {text(link, "to") for _, link in items(marked, "links") if text(link, "from") in radars}
    for path, item in items(marked, "fire_units"):
        radar, layer, interceptor = text(item, "radar"), text(item, "layer"), text(item, "interceptor")
        if radar and radar not in radars:
            yield marked.complaint(
                (*path, "radar"), f'no radar of this scenario is called "{radar}"', choices(radar, radars)
            )
        elif not radar and text(item, "name") not in told:
            yield marked.complaint(
                path, "it has no radar, and no link from one", "Add radar: with a radar's name, or a link to this unit."
            )
        if layer and layer not in layers:
            yield marked.complaint(
                (*path, "layer"),
                f'there is no layer "{layer}"',
                choices(layer, layers) + " Layers stand under layers:.",
            )
        loaded = item.get("rounds_per_launcher")
        if isinstance(loaded, int) and interceptor in catalogue_file.names("interceptors"):
            most = catalogue_file.read("interceptors", interceptor).record.rounds_per_launcher
            if loaded > most:
                yield marked.complaint(
                    (*path, "rounds_per_launcher"), f"found {loaded}, more than a launcher holds",
                    f"A launcher of {interceptor} holds {most}.",
                )  # fmt: skip
        doctrine = item.get("doctrine")
        if isinstance(doctrine, dict):
            yield from _doctrine(marked, (*path, "doctrine"), doctrine)


def _doctrine(marked: Marked, path: Path_, doctrine: dict[str, Any]) -> Complaints:
    name, looks, later = doctrine.get("name"), doctrine.get("looks", 1), doctrine.get("later_salvo", 0)
    if name == "salvo" and (looks != 1 or later != 0):
        yield marked.complaint(path, "a salvo with looks", "Write shoot-look-shoot, or drop looks and later_salvo.")
    elif name in ("shoot-look-shoot", "shoot-shoot-look") and (looks == 1 or later == 0):
        yield marked.complaint(path, f"{name} without a second salvo", "Give looks: 2 or more, and later_salvo.")


def _named(marked: Marked, section: str) -> set[str]:
    return {text(item, "name") for _, item in items(marked, section)} - {""}
