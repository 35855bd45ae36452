"""Which line of a TOML text a path stands on."""

from __future__ import annotations

import re

HEADING = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
KEY = re.compile(r"\s*([\w-]+)\s*=")


def lines(text: str) -> dict[str, int]:
    """Line numbers by path: "kind", "scenario.defended", "parts[0].measure", "parts[0].scenario.threats"."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if heading := HEADING.match(line):
            first, dot, rest = heading[2].partition(".")
            if heading[1] == "[[" and not dot:
                counts[first] = counts.get(first, -1) + 1
            table = f"{first}[{counts[first]}]" if first in counts else first
            table += dot + rest
            found.setdefault(table, number)
        elif key := KEY.match(line):
            found.setdefault(f"{table}.{key[1]}" if table else key[1], number)
    return found


def line_of(path: str, found: dict[str, int]) -> int:
    """The line of a path, or of its nearest parent that stands in the text; 0 when none does."""
    while path and path not in found:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return found.get(path, 0)
