"""Kinds of things by name: one TOML file for each, checked, converted and explained by catalogue/fields.csv."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import nan
from typing import Any, NamedTuple

from openbmd.catalogue_file.faults import RANGE, faults, lines
from openbmd.catalogue_file.fields import Field, fields, of_kind
from openbmd.catalogue_file.origins import origin_of
from openbmd.complaints import Complaint, InputError, choices
from openbmd.kinds import Figure, InfraredSensor, Interceptor, KillChain, Launcher, Missile, Radar, Stage
from openbmd.units import ending, split

RECORDS: dict[str, type] = {
    "missiles": Missile,
    "radars": Radar,
    "infrared": InfraredSensor,
    "interceptors": Interceptor,
    "launchers": Launcher,
    "kill_chains": KillChain,
}  # folder, and attribute of Scenario

Value = float | int | bool | str


class Row(NamedTuple):
    """A figure as written, for display; low, best and high are the same for a choice."""

    field: str  # as in the file: "payload_mass_kg", "stages[0].burn_time_s"
    low: Value
    best: Value
    high: Value
    unit: str  # ending of the field, "" for a ratio
    source: str
    assumed: str
    meaning: str
    successes: int  # of a share: successes in the tests that it rests on,
    attempts: int  # out of so many; 0 when it rests on no count
    origin: str  # read, recalled, derived or assumed


class Published(NamedTuple):
    """A published result to compare with, in the unit of its quantity's name."""

    quantity: str  # "range_km"
    low: float
    best: float
    high: float
    shape: str  # of the flight to compare; "" for a value that is only told
    at_range_km: float  # nan when not given
    at_payload_mass_kg: float  # nan for the entry's own
    condition: str
    source: str
    not_reproduced: str  # why the figures do not give it; "" when they do


class Entry(NamedTuple):
    name: str
    title: str
    kind: str
    summary: str
    record: Any  # one of RECORDS, from the best values, SI
    figures: tuple[Figure, ...]  # every numeric figure, SI
    rows: tuple[Row, ...]
    published: tuple[Published, ...]


def names(kind: str) -> tuple[str, ...]:
    """The names of a kind (missiles, radars, infrared, interceptors, launchers, kill_chains) in alphabetical order."""
    if kind not in RECORDS:
        raise InputError([Complaint("catalogue", 0, kind, "there is no such kind", choices(kind, RECORDS))])
    folder = files("openbmd") / "catalogue" / kind
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(file.name[:-5] for file in found if file.name.endswith(".toml")))


@cache
def read(kind: str, name: str) -> Entry:
    """The entry of that kind and name; raises InputError listing what exists, or with every fault of its file."""
    known = names(kind)
    if name not in known:
        raise InputError([Complaint(f"catalogue/{kind}", 0, name, "there is no such entry", choices(name, known))])
    return parse(kind, name, _text(kind, name))


def check() -> list[Complaint]:
    """Every fault of every file of the catalogue."""
    complaints = []
    for kind in RECORDS:
        for name in names(kind):
            try:
                parse(kind, name, _text(kind, name))
            except InputError as error:
                complaints += error.complaints
    return complaints


def limits(path: str) -> tuple[float, float]:
    """Least and greatest value [SI] of the figure at a path such as "missiles/scud-b/stages/0/burn_time"."""
    parts = path.split("/")
    kind = "stages" if "stages" in parts else parts[0]
    for field in fields():
        if (field.kind, field.record_field) == (kind, parts[-1]):
            factor = split(field.field)[1]
            return field.minimum * factor, field.maximum * factor
    raise KeyError(path)


def parse(kind: str, name: str, text: str) -> Entry:
    """The entry written in a TOML text; raises InputError with every fault of it."""
    file = f"catalogue/{kind}/{name}.toml"
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else 0
        raise InputError([Complaint(file, line, "", f"not TOML: {error}", "Mend the syntax.")]) from None
    where = lines(text)
    complaints = [
        Complaint(file, where.get(path) or where.get(path.rpartition(".")[0], 0), path, found, advice)
        for path, found, advice in faults(kind, name, data)
    ]
    if complaints:
        raise InputError(complaints)
    return _entry(kind, data)


def _text(kind: str, name: str) -> str:
    return (files("openbmd") / "catalogue" / kind / f"{name}.toml").read_text(encoding="utf-8")


def _entry(kind: str, data: Mapping[str, Any]) -> Entry:
    """The entry of sound data."""
    base = f"{kind}/{data['name']}"
    values, figures, rows = _table(kind, base, "", data["figures"])
    stages = []
    for index, table in enumerate(data.get("stages", ())):
        stage, more, shown = _table("stages", f"{base}/stages/{index}", f"stages[{index}].", table)
        stages.append(Stage(**stage))
        figures, rows = figures + more, rows + shown
    if stages:
        values["stages"] = tuple(stages)
    return Entry(
        name=data["name"],
        title=data["title"],
        kind=kind,
        summary=data["summary"],
        record=RECORDS[kind](**values),
        figures=tuple(figures),
        rows=tuple(rows),
        published=tuple(_published(row) for row in data.get("published", ())),
    )


def _table(
    kind: str, base: str, prefix: str, table: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Figure], list[Row]]:
    """Record values [SI], figures [SI] and rows [as written] of one table."""
    values: dict[str, Any] = {}
    figures: list[Figure] = []
    rows: list[Row] = []
    for field in of_kind(kind).values():
        if field.field not in table:
            values.setdefault(field.record_field, field.absent)
            continue
        figure = table[field.field]
        said = (figure.get("source", ""), figure.get("assumed", ""))
        origin = origin_of(said[0], figure.get("origin", ""))
        tests = (figure.get("successes", 0), figure.get("attempts", 0))
        written: tuple[Value, Value, Value]
        if "value" in figure:
            values[field.record_field] = _choice(figure["value"], field)
            written = (figure["value"], figure["value"], figure["value"])
        else:
            written = (figure["low"], figure["best"], figure["high"])
            _, factor, unit = split(field.field)
            low, best, high = (_number(figure[key], factor, field) for key in RANGE)
            values[field.record_field] = best
            figures.append(Figure(f"{base}/{field.record_field}", low, best, high, unit, *said, *tests, origin))
        if field.sets:
            key, _, value = field.sets.partition("=")
            values[key] = float(value)
        rows.append(Row(prefix + field.field, *written, ending(field.field), *said, field.meaning, *tests, origin))
    return values, figures, rows


def _number(value: float, factor: float, field: Field) -> float:
    """A value in SI: an int for a whole number, else a float."""
    return int(value) if field.values == "whole number" else float(value * factor)


def _choice(value: Value, field: Field) -> Value:
    """What the record holds for a choice: yes or no, a number that is one itself, or the place in the list."""
    if not isinstance(value, str):
        return value
    return int(value) if value.isdecimal() else field.values.split("|").index(value)


def _published(row: Mapping[str, Any]) -> Published:
    return Published(
        quantity=row["quantity"],
        low=float(row["low"]),
        best=float(row["best"]),
        high=float(row["high"]),
        shape=row.get("shape", ""),
        at_range_km=float(row.get("at_range_km", nan)),
        at_payload_mass_kg=float(row.get("at_payload_mass_kg", nan)),
        condition=row.get("condition", ""),
        source=row["source"],
        not_reproduced=row.get("not_reproduced", ""),
    )
