"""Faults of names that are there and say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openbmd.complaints import Complaint
from openbmd.scenario_file.text import Marked, Path_, items

NAMING = {
    "threats": ("missile", "launch", "aimpoint", "launcher"),
    "radars": ("radar", "site"),
    "warning": ("infrared",),
    "links": ("from", "to"),
    "fire_units": ("interceptor", "site", "radar", ("held_back", "for")),
    "batteries": ("system", "site", "facing", "cued_by"),
    "defended": ("place",),
}  # keys of a list's items that name something
AT_THE_TOP = ("defence", "kill_chain", "defended", "withheld")


def check(marked: Marked) -> Iterator[Complaint]:
    """Names, alone or in lists, that are empty or blank."""
    groups: list[tuple[Path_, dict[str, Any], Any]] = [((), marked.data, key) for key in AT_THE_TOP]
    groups += [(path, item, key) for section, keys in NAMING.items() for path, item in items(marked, section)
               for key in keys]  # fmt: skip
    posture = marked.data.get("posture")
    presences = posture.get("presence") if isinstance(posture, dict) else None
    listed = presences if isinstance(presences, list) else []
    groups += [(("posture", "presence", n), item, "asset") for n, item in enumerate(listed) if isinstance(item, dict)]
    for path, item, key in groups:
        way = key if isinstance(key, tuple) else (key,)
        value: Any = item
        for part in way:
            value = value.get(part) if isinstance(value, dict) else None
        named = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, name in named:
            if isinstance(name, str) and not name.strip():
                here = (*path, *way) if index is None else (*path, *way, index)
                yield marked.complaint(here, "an empty name", "Write a name, or leave this out.")
