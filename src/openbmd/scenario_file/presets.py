"""Defences that a scenario takes whole: laydowns of the public record, by name."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from openbmd.complaints import Complaint, choices
from openbmd.scenario_file.text import Marked, items, parse, text

LISTS = ("radars", "warning", "links", "fire_units")


class Preset(NamedTuple):
    name: str
    title: str
    description: str
    parts: dict[str, Any]  # places, radars, warning, links, layers, fire_units as a scenario writes them


def names() -> tuple[str, ...]:
    """The presets' names in alphabetical order."""
    folder = files("openbmd") / "catalogue" / "defences"
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".yaml"))) if folder.is_dir() else ()


def read(name: str) -> Preset:
    """The preset of that name, one of names(); its parts are the caller's own to change."""
    data = deepcopy(_data(name))
    title, description = data.pop("title"), data.pop("description")
    return Preset(name, title, description, data)


@cache
def _data(name: str) -> dict[str, Any]:
    file = files("openbmd") / "catalogue" / "defences" / f"{name}.yaml"
    return parse(file.read_text(encoding="utf-8"), f"catalogue/defences/{name}.yaml").data


def merge(marked: Marked) -> list[Complaint]:
    """Put the preset of the file's defence: into its lists; complaints when there is none of that name.

    What the file itself holds stands first, where its complaints look for it, and replaces what the preset calls by
    the same name; the file's own layers and places of the same name hold too. Lines of the preset's parts are that
    of defence:.
    """
    name = text(marked.data, "defence")
    if not name:
        return []
    if name not in names():
        return [marked.complaint(("defence",), f'there is no preset "{name}"', choices(name, names()))]
    parts = read(name).parts
    line = marked.line(("defence",))
    for section in LISTS:
        own = marked.data.setdefault(section, [])
        if isinstance(own, list):
            taken = {called(section, item) for _, item in items(marked, section)}
            for item in parts.get(section, []):
                if called(section, item) not in taken:
                    marked.lines[section, len(own)] = line
                    own.append(item)
    marked.data.setdefault("layers", parts["layers"])
    places = marked.data.setdefault("places", {})
    if isinstance(places, dict):
        for place, where in parts.get("places", {}).items():
            places.setdefault(place, where)
    return []


def called(section: str, item: dict[str, Any]) -> str:
    """The name by which an item of a list is known; a link without one by its ends."""
    if section == "links" and not text(item, "name"):
        return f"{text(item, 'from')} to {text(item, 'to')}"
    return text(item, "name")
