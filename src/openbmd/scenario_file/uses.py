"""Which kinds of the catalogue a scenario names, and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openbmd.scenario_file.models import Document
from openbmd.scenario_file.text import Marked, Path_, items, text

# The folder of the catalogue, the list whose items name one (none: the scenario itself does), and their key.
KINDS = (
    ("missiles", "threats", "missile"),
    ("radars", "radars", "radar"),
    ("infrared", "warning", "infrared"),
    ("interceptors", "fire_units", "interceptor"),
    ("launchers", "threats", "launcher"),
    ("kill_chains", "", "kill_chain"),
)


def holders(marked: Marked) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Kind of every entry of the catalogue that a file names, the group that names it, and its key there."""
    for kind, _, item, key in _naming(marked):
        yield kind, item, key


def named(marked: Marked) -> Iterator[tuple[str, Path_, str]]:
    """Kind, path and name of every entry of the catalogue that a file names."""
    for kind, path, item, key in _naming(marked):
        yield kind, (*path, key), item[key]


def _naming(marked: Marked) -> Iterator[tuple[str, Path_, dict[str, Any], str]]:
    for kind, section, key in KINDS:
        for path, item in items(marked, section) if section else [((), marked.data)]:
            if text(item, key):
                yield kind, path, item, key


def used(document: Document) -> dict[str, list[str]]:
    """The names used of each kind, in order of first use."""
    found = {}
    for kind, section, key in KINDS:
        holders = getattr(document, section) if section else [document]
        names = [getattr(holder, key) for holder in holders]
        found[kind] = list(dict.fromkeys(name for name in names if name is not None))
    return found
