"""What is wrong with a catalogue file: every fault, as path, finding and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openbmd.catalogue_file import counts, record_rows
from openbmd.catalogue_file.fields import NUMBERS, Field, of_kind, shares
from openbmd.catalogue_file.origins import SOURCED
from openbmd.complaints import choices
from openbmd.kinds import READINGS

Faults = Iterator[tuple[str, str, str]]  # path, what was found, what to do
TEXTS = ("name", "title", "kind", "summary")
NAMES = ("label", "title_ko", "aliases")  # how else it is called; each may be left out
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
ROW_TEXTS = ("quantity", "condition", "source", "not_reproduced")
MOST = 10**30  # of a whole number; beyond any figure
RANGE = ("low", "best", "high")
OWN_TABLES = {"missiles": ("stages", "record"), "interceptors": ("readings", "record")}  # that a kind alone has
RECORDED = tuple(kind for kind, tables in OWN_TABLES.items() if "record" in tables)


def faults(kind: str, name: str, data: Mapping[str, Any]) -> Faults:
    """Every fault of a file's data, for the kind and name that its place says."""
    for key in TEXTS:
        if not _text(data.get(key)):
            yield key, "missing, or no text", f'Write {key} = "…".'
    for key, wanted in (("name", name), ("kind", kind)):
        if isinstance(data.get(key), str) and data[key] != wanted:
            yield key, f'"{data[key]}" is not what the file\'s place says', f'Write {key} = "{wanted}".'
    if not NAME.fullmatch(name):
        yield "name", f'"{name}" is no name', "Use small letters, digits and hyphens, starting with a letter or digit."
    for key in NAMES:
        found = data.get(key, "-")
        if not all(
            isinstance(one, str) and one.strip()
            for one in (found if key == "aliases" and isinstance(found, list) else [found])
        ):
            yield key, "no text", "Write texts in quotes, or leave it out."
    allowed = {*TEXTS, *NAMES, "figures", "published", *OWN_TABLES.get(kind, ())}
    for key in sorted(data.keys() - allowed):
        yield key, "unknown key", choices(key, allowed)
    yield from _table(kind, "figures", data.get("figures", {}))
    stages = _tables(data, "stages")
    if kind == "missiles" and not stages:
        yield "stages", "a missile without stages", "Add a table to stages for each stage, in the order of burning."
    for index, stage in enumerate(stages):
        yield from _table("stages", f"stages[{index}]", stage)
    if kind == "interceptors":
        yield from _readings(data.get("readings", {}))
    for index, row in enumerate(_tables(data, "published")):
        yield from _published(f"published[{index}]", row)
    if kind in RECORDED:
        yield from record_rows.faults(_tables(data, "record"), data.get("figures"), shares(kind))


def lines(text: str) -> dict[str, int]:
    """Line numbers of a TOML text by path: "figures.separates", "stages[0].burn_time_s", "published[2]"."""
    found: dict[str, int] = {}
    table, counts = "", dict[str, int]()
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"(\[\[?)([\w.]+)\]", line):
            table = heading[2]
            if heading[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = f"{table}[{counts[table]}]"
            found[table] = number
        elif key := re.match(r"(\w+)\s*=", line):
            found[f"{table}.{key[1]}" if table else key[1]] = number
    return found


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _tables(data: Mapping[str, Any], key: str) -> list[Any]:
    found = data.get(key, [])
    return found if isinstance(found, list) else [found]


def _table(kind: str, path: str, table: Any) -> Faults:
    if not isinstance(table, dict):
        yield path, "not a table", "Write figures as name = { … }."
        return
    known = of_kind(kind)
    for key in sorted(table.keys() - known.keys()):
        yield f"{path}.{key}", "unknown field", choices(key, known)
    yield from _missing(path, table, known)
    sound = {}
    for key in (key for key in known if key in table):
        found = list(_figure(f"{path}.{key}", table[key], known[key]))
        yield from found
        if not found and known[key].values in NUMBERS:
            sound[key] = table[key]
    for key, figure in sound.items():
        above = known[key].at_most
        if above in sound and figure["high"] > sound[above]["low"]:
            found_ = f"its high {figure['high']:g} is above the low {sound[above]['low']:g} of {above}"
            yield f"{path}.{key}", found_, "Keep the two ranges apart: each is drawn by itself."


def _readings(readings: Any) -> Faults:
    """Chances of one kind, as brochures, tests or wars have them."""
    if not isinstance(readings, dict):
        yield "readings", "not tables", "Write [readings.brochure], [readings.tests] or [readings.wars]."
        return
    known = shares("interceptors")
    for name, table in readings.items():
        path = f"readings.{name}"
        if name not in READINGS:
            yield path, "unknown reading", choices(name, READINGS)
        elif not isinstance(table, dict) or not table:
            yield path, "no figures", "Write kill_probability = { … } below it, or leave it out."
        else:
            for key, figure in table.items():
                if key in known:
                    yield from _figure(f"{path}.{key}", figure, known[key])
                else:
                    yield f"{path}.{key}", "no chance of an interceptor", choices(key, known)


def _missing(path: str, table: Mapping[str, Any], known: Mapping[str, Field]) -> Faults:
    groups: dict[str, dict[str, list[str]]] = {}
    for field in known.values():
        pair = (field.field, field.at_most)
        if field.at_most and field.need == "optional" and sum(key in table for key in pair) == 1:
            given, other = pair if field.field in table else pair[::-1]
            yield f"{path}.{given}", f"{other} is not given with it", "Give both or neither: they are one scale."
        if field.need == "required" and field.field not in table:
            yield path, f"{field.field} is missing", f"Add it: {field.meaning}"
        elif ":" in field.need:
            group, alternative = field.need.split(": ")
            groups.setdefault(group, {}).setdefault(alternative, []).append(field.field)
    for group, alternatives in groups.items():
        begun = [members for members in alternatives.values() if any(key in table for key in members)]
        written = " or ".join("(" + ", ".join(members) + ")" for members in alternatives.values())
        if len(begun) != 1:
            found = "two alternatives" if begun else "nothing"
            yield path, f"{found} for the {group}", f"Give exactly one of {written}."
        elif absent := [key for key in begun[0] if key not in table]:
            yield path, f"{', '.join(absent)} missing", f"The {group} needs all of one of {written}."


def _figure(path: str, figure: Any, field: Field) -> Faults:
    numeric = field.values in NUMBERS
    keys = RANGE if numeric else ("value",)
    counted = counts.KEYS if field.is_share else ()
    form = "{ low = …, best = …, high = …, source = …" if numeric else "{ value = …, source = …"
    form += " } (or assumed = … for source)"
    form += "; with successes = … and attempts = … where a share rests on tests" if counted else ""
    if not isinstance(figure, dict) or not all(key in figure for key in keys):
        yield path, f"{' or '.join(keys)} missing", f"Write {form}."
        return
    for key in sorted(figure.keys() - {*keys, *counted, "source", "assumed", "origin"}):
        yield path, f"unknown key {key}", f"Write {form}."
    origins = [key for key in ("source", "assumed") if _text(figure.get(key))]
    if len(origins) != 1:
        found = "both source and assumed" if origins else "neither source nor assumed"
        yield path, found, "Say who published it (source) or why it is assumed (assumed), one of the two."
    if "origin" in figure and (origins != ["source"] or figure["origin"] not in SOURCED):
        yield path, f"origin {figure['origin']!r}", f"Beside a source write one of: {', '.join(SOURCED)}."
    if numeric:
        wrong = list(_range(path, figure, field))
        yield from wrong
        if counted and not wrong and any(counts.fault(figure, figure["low"], figure["high"])):
            yield path, *counts.fault(figure, figure["low"], figure["high"])
    elif field.values == "yes or no":
        if not isinstance(figure["value"], bool):
            yield path, f"found {figure['value']!r}", "Write true or false."
    elif str(figure["value"]) not in field.values.split("|"):
        yield path, f"found {figure['value']!r}", f"Write one of: {field.values.replace('|', ', ')}."


def _range(path: str, figure: Mapping[str, Any], field: Field) -> Faults:
    numbers: list[Any] = [figure[key] for key in RANGE]
    wanted = int if field.values == "whole number" else (int, float)
    if not all(isinstance(n, wanted) and not isinstance(n, bool) for n in numbers):
        yield path, f"found {', '.join(map(str, numbers))}", f"Write low, best and high, each a {field.values}."
        return
    if any(isinstance(n, int) and abs(n) > MOST for n in numbers):
        yield path, "a number of too many digits", "Write a number that can be."
        return
    low, best, high = numbers
    if not low <= best <= high:
        found = f"low {low:g}, best {best:g} and high {high:g} are out of order"
        yield path, found, "Write them so that low ≤ best ≤ high."
    for n in dict.fromkeys(numbers):
        if not field.minimum <= n <= field.maximum:
            found = f"{n:g} is outside {field.minimum:g} to {field.maximum:g}"
            yield path, found, "Check the number and its unit; the limits are in catalogue/fields.csv."


def _published(path: str, row: Any) -> Faults:
    if not isinstance(row, dict):
        yield path, "not a table", "Write [[published]]."
        return
    known, conditions = of_kind("published"), of_kind("conditions")
    quantity = str(row.get("quantity"))
    if quantity not in known:
        yield path, f"quantity {quantity!r} is unknown", choices(quantity, known)
    elif not all(key in row for key in RANGE):
        yield path, "low, best or high missing", "Write all three."
    else:
        yield from _range(path, row, known[quantity])
    if not _text(row.get("source")):
        yield path, "no source", "Say who published it."
    allowed = {*RANGE, *ROW_TEXTS, *conditions}
    for key in sorted(row.keys() - allowed):
        yield f"{path}.{key}", "unknown key", choices(key, allowed)
    for key in (key for key in conditions if key in row):
        field = conditions[key]
        if field.values in NUMBERS:
            yield from _range(f"{path}.{key}", dict.fromkeys(RANGE, row[key]), field)
        elif row[key] not in field.values.split("|"):
            yield f"{path}.{key}", f"found {row[key]!r}", f"Write one of: {field.values.replace('|', ', ')}."
