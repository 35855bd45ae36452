"""Changes to a scenario's plain data, by paths of names."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from openbmd.catalogue_file import Entry
from openbmd.complaints import Complaint, InputError, choices
from openbmd.scenario_file import presets
from openbmd.scenario_file.models import Document
from openbmd.scenario_file.own_kinds import SECTIONS
from openbmd.scenario_file.presets import LISTS, called
from openbmd.scenario_file.text import text
from openbmd.scenario_file.uses import KINDS

WHAT, EXCHANGE = "bmd.changed", "bmd.instead"  # as complaints name them
OPEN = ("figures", "places", "labels")  # groups whose keys are names of their own


def plain(value: Any) -> Any:
    """Data of Python as a file would have it: tuples as lists, numbers of NumPy as numbers, keys as texts."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return plain(value.tolist()) if hasattr(value, "tolist") else value


def as_yaml(data: Mapping[str, Any]) -> str:
    """Plain data as YAML."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(dict(data), out)
    return out.getvalue()


def apply(data: dict[str, Any], changes: Mapping[str, Any]) -> list[Complaint]:
    """Set what each path names, or remove it where the value is None; complaints for paths that lead nowhere.

    A path is parts with "/" between them: keys, and in lists the names of items or their numbers from 0. What a preset
    brings becomes the scenario's own when it is changed.
    """
    complaints = []
    for path, value in changes.items():
        try:
            _set(data, path, plain(deepcopy(value)))
        except _Nowhere as error:
            complaints.append(Complaint(WHAT, 0, path, *error.args))
    return complaints


class _Nowhere(Exception):
    """found, advice"""


def _set(data: dict[str, Any], path: str, value: Any) -> None:
    first, *rest = path.split("/")
    parts = [first, "/".join(rest)] if first == "figures" and rest else [first, *rest]
    if not all(parts):
        raise _Nowhere("a path with an empty part", "Write names with / between them: fire_units/NAME/launchers.")
    if first not in KEYS:
        raise _Nowhere(f'there is no "{first}" at the top of a scenario', choices(first, KEYS))
    if len(parts) > 1:
        _adopt(data, first, parts[1], removed=len(parts) == 2 and value is None)
    holder: Any = data
    for depth, part in enumerate(parts[:-1]):
        holder = _step(holder, part, parts[depth + 1], parts[: depth + 1])
    last = parts[-1]
    if isinstance(holder, list):
        _set_item(holder, first, last, value)
    elif value is None:
        if last not in holder:
            raise _Nowhere("there is nothing to remove", choices(last, holder))
        del holder[last]
    else:
        holder[last] = value


def exchange(data: dict[str, Any], kind: str, name: str, own: Entry) -> None:
    """Put an entry of one's own in the place of the one of a name, in data that has all written out."""
    entries = data[SECTIONS[kind]]
    if own.name in entries.keys() - {name}:
        advice = "Give the file and the name in it a name of their own."
        raise InputError([Complaint(EXCHANGE, 0, "name", f"{kind} of the scenario have {own.name}", advice)])
    data[SECTIONS[kind]] = {own.name if key == name else key: own.written if key == name else entry
                            for key, entry in entries.items()}  # fmt: skip
    figures = data.get("figures") or {}
    data["figures"] = {path: value for path, value in figures.items() if not path.startswith(f"{kind}/{name}/")}
    for of, section, key in KINDS:
        for item in data[section] if of == kind else ():
            if item[key] == name:
                item[key] = own.name


def _step(holder: Any, part: str, following: str, way: list[str]) -> Any:
    """What a part names in a group or a list, ready to be gone into."""
    if isinstance(holder, list):
        index = _index(holder, way[0], part)
        if isinstance(holder[index], str) and way[0] == "defended":
            holder[index] = {"place": holder[index]}
        found = holder[index]
    else:
        if part not in holder and (len(way) == 1 or part in OPEN):
            holder[part] = [] if part in LISTED else {}
        if part not in holder:
            raise _Nowhere(f'there is no "{part}" in {"/".join(way[:-1])}', choices(part, holder))
        found = holder[part]
    if not isinstance(found, dict | list):
        raise _Nowhere(f'"{"/".join(way)}" has no parts, so no "{following}"', f"Write all of it: {'/'.join(way)}.")
    return found


def _set_item(items: list[Any], section: str, name: str, value: Any) -> None:
    new = isinstance(value, dict) and name not in map(_name, items) and not name.isdecimal()
    if new and section != "defended":
        items.append({"name": name, **value})
    elif new or (section == "defended" and value is not None and name not in map(_name, items)):
        items.append({"place": name, **value} if isinstance(value, dict) else value)
    elif value is None:
        del items[_index(items, section, name)]
    else:
        index = _index(items, section, name)
        named = isinstance(items[index], dict) and isinstance(value, dict) and "name" in items[index]
        items[index] = {"name": name, **value} if named else value


def _index(items: list[Any], section: str, part: str) -> int:
    names = [_name(item) for item in items]
    if part in names:
        return names.index(part)
    if part.isdecimal() and int(part) < len(items):
        return int(part)
    raise _Nowhere(f'there is no "{part}" in {section}', choices(part, filter(None, names)))


def _name(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    return text(item, "place") or called("links" if "from" in item else "", item)


def _adopt(data: dict[str, Any], section: str, name: str, removed: bool) -> None:
    """Make an item of the scenario's preset its own, so that it can be changed."""
    preset = text(data, "defence")
    own = data.get(section)
    if section not in LISTS or name in map(_name, own or []):
        return
    for battery in filter(None, (text(item, "name") for item in data.get("batteries") or [] if isinstance(item, dict))):
        if name in (battery, f"{battery}-radar"):
            advice = f"Change batteries/{battery}, or write its parts out as in the resolved file."
            raise _Nowhere(f'"{name}" comes from the battery {battery}', advice)
    if preset not in presets.names():
        return
    item = next((item for item in presets.read(preset).parts.get(section, []) if called(section, item) == name), None)
    if item is not None and removed:
        raise _Nowhere(f'the preset {preset} brings "{name}"', f'Withhold it: {{"withheld": ["{name}"]}}.')
    if item is not None and (own is None or isinstance(own, list)):
        data[section] = [*(own or []), item]


KEYS = tuple(field.alias or name for name, field in Document.model_fields.items())
LISTED = (*LISTS, "threats", "batteries", "defended", "layers", "withheld", "effects")  # keys that hold lists


def refuse(complaints: list[Complaint]) -> None:
    """Raise InputError when there is something to complain of."""
    if complaints:
        raise InputError(complaints)
