"""Records of tests and wars: k successes of n attempts against a class of target, and the figures that rest on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from openbmd.catalogue_file import counts
from openbmd.catalogue_file.fields import Field
from openbmd.catalogue_file.origins import SOURCED
from openbmd.complaints import choices

Faults = Iterator[tuple[str, str, str]]  # path, what was found, what to do
WORDS = {  # keys of a row whose text is one of a few
    "target": ("short-range", "medium-range", "intermediate-range", "long-range", "satellite", "several", "not told"),
    "kind": ("test", "combat"),
    "counted": ("rounds", "engagements", "launches"),
    "origin": SOURCED,
}
TEXTS = ("period", "source")  # that every row needs
MAY = ("condition", "link", "disputed", "sets")


class RecordRow(NamedTuple):
    """One record as written."""

    successes: int
    attempts: int
    counted: str  # what was counted: rounds, engagements, launches
    target: str  # class of what was fired at, by its range: short to 1,000 km, medium to 3,000, intermediate to 5,500
    kind: str  # test or combat
    period: str
    source: str
    link: str  # "" when the source has none
    origin: str  # read, recalled or derived
    disputed: bool  # whether somebody who looked at it says otherwise
    condition: str
    sets: str  # field of the figure that rests on it with all rows that say so; "" when none does


def record_row(row: Mapping[str, Any]) -> RecordRow:
    """A sound row."""
    return RecordRow(**{"link": "", "disputed": False, "condition": "", "sets": "", **row})


def faults(rows: list[Any], figures: Any, shares: Mapping[str, Field]) -> Faults:
    """Every fault of the rows, and of the figures that rest on them; shares: fields that are shares, by name."""
    sound: dict[str, list[Mapping[str, Any]]] = {}
    for index, row in enumerate(rows):
        path = f"record[{index}]"
        found = list(_row(path, row, shares))
        yield from found
        if not found and row.get("sets"):
            sound.setdefault(row["sets"], []).append(row)
    for name, resting in sound.items():
        figure = figures.get(name) if isinstance(figures, dict) else None
        if isinstance(figure, dict):
            yield from _rests(f"figures.{name}", figure, resting)


def _row(path: str, row: Any, shares: Mapping[str, Field]) -> Faults:
    if not isinstance(row, dict):
        yield path, "not a table", "Write [[record]]."
        return
    allowed = {*counts.KEYS, *WORDS, *TEXTS, *MAY}
    for key in sorted(row.keys() - allowed):
        yield f"{path}.{key}", "unknown key", choices(key, allowed)
    found, advice = counts.impossible(row)
    if found:
        yield path, found, advice
    for key, known in WORDS.items():
        if row.get(key) not in known:
            yield f"{path}.{key}", f"found {row.get(key)!r}", f"Write one of: {', '.join(known)}."
    for key in (*TEXTS, *(key for key in ("condition", "link", "sets") if key in row)):
        if not isinstance(row.get(key), str) or not row[key].strip():
            yield f"{path}.{key}", "missing, or no text", "Write a text in quotes."
    if not isinstance(row.get("disputed", False), bool):
        yield f"{path}.disputed", f"found {row['disputed']!r}", "Write true or false."
    link, sets = row.get("link"), row.get("sets")
    if isinstance(link, str) and not link.startswith(("https://", "http://")):
        yield f"{path}.link", f"found {link!r}", "Write the address of a page, from https:// on."
    if isinstance(sets, str) and sets.strip() and sets not in shares:
        yield f"{path}.sets", f"{sets!r} is no share of this kind", choices(sets, shares)
    elif sets and row.get("disputed") is True:
        yield f"{path}.sets", "a disputed record sets a figure", "Drop sets, or disputed where nobody disputes it."


def _rests(path: str, figure: Mapping[str, Any], resting: list[Mapping[str, Any]]) -> Faults:
    """A figure that rests on records counts what they count, and its best value is what they tell."""
    hits, of = (sum(row[key] for row in resting) for key in counts.KEYS)
    ends = [figure.get(key) for key in ("low", "high")]
    numbers = [float(n) for n in ends if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) < len(ends) or any(counts.fault(dict(figure), *numbers)):
        return  # which is told of the figure itself
    if (figure.get("successes"), figure.get("attempts")) != (hits, of):
        found = f"its records tell {hits} of {of}, and it counts {figure.get('successes')} of {figure.get('attempts')}"
        yield path, found, f"Write successes = {hits}, attempts = {of}, or change which records set it."
        return
    best, told = figure.get("best"), (hits + 1) / (of + 2)
    if isinstance(best, int | float) and abs(best - told) > counts.PRINTED:
        found = f"its best value {best:g} is not that of {hits} of {of}"
        yield path, found, f"Write best = {told:.2f}, by Laplace's rule ({hits} + 1) / ({of} + 2)."
