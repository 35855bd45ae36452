"""Faults that no single key shows: unknown names, names told twice, links to nowhere, impossible geometry.

Works on the plain data and steps over what is malformed, so that these faults are told together with those of shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from openbmd.catalogue_file import Catalogue, refusal
from openbmd.complaints import Complaint
from openbmd.scenario_file import (
    check_defence,
    check_dice,
    check_empty,
    check_links,
    check_posture,
    check_threats,
    own_kinds,
    presets,
)
from openbmd.scenario_file.check_threats import threat_names
from openbmd.scenario_file.figures import check as check_figures
from openbmd.scenario_file.places import defended, unknown_kinds, unknown_places
from openbmd.scenario_file.text import Marked, Path_, items, text, texts
from openbmd.scenario_file.uses import named

ANOTHER = "Give each a name of its own."
Complaints = Iterator[Complaint]


def cross_check(marked: Marked, catalogue: Catalogue) -> list[Complaint]:
    """Every fault between the parts of a scenario."""
    return [
        *own_kinds.check(marked, catalogue),
        *presets.check(marked),
        *_kinds(marked, catalogue),
        *unknown_places(marked),
        *unknown_kinds(marked),
        *_names(marked),
        *check_threats.check(marked, catalogue),
        *_masks(marked),
        *check_links.check(marked),
        *check_defence.check(marked, catalogue),
        *check_posture.check(marked),
        *check_figures(marked, catalogue),
        *check_empty.check(marked),
        *check_dice.check(marked),
    ]


def _kinds(marked: Marked, catalogue: Catalogue) -> Complaints:
    for kind, path, name in named(marked):
        known = catalogue.names(kind)
        if name not in known:
            fitting, what = catalogue.fitting(kind, name), str(path[-1]).replace("_", " ")
            found, advice = refusal(name, fitting, known)
            if not fitting:
                found = f'there is no {what} "{name}" in the catalogue'
            yield marked.complaint(path, found, advice)


def _names(marked: Marked) -> Complaints:
    seen: dict[str, tuple[str, int]] = {}
    for section in ("radars", "warning", "fire_units", "links"):
        for path, item in items(marked, section):
            name = text(item, "name")
            if name in seen:
                other, line = seen[name]
                yield marked.complaint(
                    (*path, "name"), f'"{name}" is already the name of one of the {other} (line {line})', ANOTHER
                )
            elif name:
                seen[name] = (section.replace("_", " "), marked.line((*path, "name")))
    for section in ("radars", "warning", "fire_units", "links"):
        for path, item in items(marked, section):
            if (nation := text(item, "nation")) in seen:
                yield marked.complaint(
                    (*path, "nation"), f'"{nation}" is a nation here and the name of one of the {seen[nation][0]}',
                    "Call one of them otherwise: withheld and posture name both.",
                )  # fmt: skip
    spelt: dict[str, dict[str, Path_]] = {}
    for section in ("radars", "warning", "fire_units", "links"):
        for path, item in items(marked, section):
            if nation := text(item, "nation"):
                spelt.setdefault(nation.lower(), {}).setdefault(nation, (*path, "nation"))
    for ways in spelt.values():
        if len(ways) > 1:
            both = " and ".join(f'"{way}"' for way in ways)
            yield marked.complaint(
                next(iter(ways.values())), f"{both} differ in capitals only", "Write it in one way: it is one nation."
            )
    threats: dict[str, int] = {}
    for path, item in items(marked, "threats"):
        line = marked.line((*path, "name"))
        group = text(item, "name")
        for name in dict.fromkeys([*threat_names(group, item.get("count", 1)), *filter(None, [group])]):
            if name in threats:
                yield marked.complaint(
                    (*path, "name"), f'"{name}" is already the name of a threat (line {threats[name]})', ANOTHER
                )
                break
            threats[name] = line
    lists = {section: texts(marked.data.get(section)) for section in ("layers", "withheld", "effects")}
    for section, names in {"defended": defended(marked), **lists}.items():
        for i, name in enumerate(names):
            if name and name in names[:i]:
                yield marked.complaint((section, i), f'"{name}" stands twice', "Keep one of the two.")


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
