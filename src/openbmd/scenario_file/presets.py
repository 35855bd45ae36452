"""Defences that a scenario takes whole: laydowns of the public record or of one's own, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from openbmd.catalogue_file import DEFENCES, Catalogue, refusal, shipped
from openbmd.complaints import Complaint, InputError, choices
from openbmd.scenario_file.text import Marked, Path_, items, parse, text

LISTS = ("radars", "warning", "links", "fire_units")
TEXTS = ("title", "description")
PARTS = (*TEXTS, *LISTS, "layers", "places")


class Preset(NamedTuple):
    name: str
    title: str
    description: str
    parts: dict[str, Any]  # places, radars, warning, links, layers, fire_units as a scenario writes them


def names(catalogue: Catalogue | None = None) -> tuple[str, ...]:
    """The presets' names in alphabetical order; of the shipped catalogue when none is given."""
    return (catalogue or shipped()).names(DEFENCES)


def read(name: str, catalogue: Catalogue | None = None) -> Preset:
    """The preset that a name means, its parts the caller's own to change; raises InputError."""
    catalogue = catalogue or shipped()
    key = catalogue.key(DEFENCES, name)
    marked, root = _marked(key, catalogue)
    data: Any = deepcopy(marked.data)
    for part in root:
        data = data[part]
    if faults := [marked.complaint((*root, *path), found, advice) for path, found, advice in _faults(data)]:
        raise InputError(faults)
    title, description = data.pop("title"), data.pop("description", "")
    return Preset(key, title, description, data)


def check(marked: Marked) -> Iterator[Complaint]:
    """Faults of the presets that stand in a scenario file itself."""
    for name, table in section(marked).items():
        for path, found, advice in _faults(table):
            yield marked.complaint((DEFENCES, name, *path), found, advice)


def merge(marked: Marked, catalogue: Catalogue) -> list[Complaint]:
    """Put the preset of the file's defence: into its lists; complaints when there is none of that name.

    What the file itself holds stands first, where its complaints look for it, and replaces what the preset calls by
    the same name; the file's own layers and places of the same name hold too. Lines of the preset's parts are those
    where it stands in the file, else that of defence:.
    """
    name = marked.data.get("defence")
    if not isinstance(name, str) or not name.strip():  # an empty name is told with all others
        return []
    found = catalogue.fitting(DEFENCES, name)
    if len(found) != 1:
        said, advice = refusal(name, found, names(catalogue))
        return [marked.complaint(("defence",), said if found else f'there is no preset "{name}"', advice)]
    marked.data["defence"] = name = found[0]
    try:
        parts = read(name, catalogue).parts
    except InputError as error:
        return [] if name in section(marked) else error.complaints
    for part in LISTS:
        own = marked.data.setdefault(part, [])
        if isinstance(own, list):
            taken = {called(part, item) for _, item in items(marked, part)}
            for index, item in enumerate(parts.get(part, [])):
                if called(part, item) not in taken:
                    _place(marked, (DEFENCES, name, part, index), (part, len(own)))
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


def section(marked: Marked) -> dict[str, Any]:
    """The presets that stand in the file."""
    found = marked.data.get(DEFENCES)
    return found if isinstance(found, dict) else {}


def _marked(name: str, catalogue: Catalogue) -> tuple[Marked, Path_]:
    """The file that holds a preset, and where in it."""
    layer = catalogue.holder(DEFENCES, name)
    assert layer is not None
    written, file = layer.defence(name)
    if isinstance(written, str):
        return parse(written, file), ()
    return Marked(file, {DEFENCES: {name: written}}, {(): 0}), (DEFENCES, name)


def _place(marked: Marked, here: Path_, there: Path_) -> None:
    """Give what stands at a path of the file the same lines at another."""
    same = [path for path in marked.lines if path[: len(here)] == here]
    for path in same:
        marked.lines[(*there, *path[len(here) :])] = marked.lines[path]
    marked.lines.setdefault(there, marked.line(("defence",)))


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[Path_, str, str]]:
    if not text(dict(data), "title").strip():
        yield ("title",), "missing, or no text", "Write title: …"
    if not isinstance(data.get("description", ""), str):
        yield ("description",), "no text", "Write description: …"
    for key in sorted(data.keys() - {*PARTS}):
        yield (key,), "there is no such key here", choices(key, PARTS)
    for key in (*LISTS, "layers"):
        found, wanted = data.get(key, [] if key != "layers" else None), str if key == "layers" else dict
        if not isinstance(found, list) or not all(isinstance(item, wanted) for item in found):
            yield (key,), "missing, or no list as a scenario has it", f"Write {key}: as in a scenario."
    if not isinstance(data.get("places", {}), dict):
        yield ("places",), "no group of keys", "Write places: as in a scenario."
