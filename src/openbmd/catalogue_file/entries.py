"""Entries of the catalogue: checked, converted and explained by catalogue/fields.csv."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import nan
from typing import Any, NamedTuple

from openbmd.catalogue_file import toml
from openbmd.catalogue_file.faults import RANGE, faults, lines
from openbmd.catalogue_file.fields import Field, of_kind, shares
from openbmd.catalogue_file.origins import origin_of
from openbmd.catalogue_file.record_rows import RecordRow, record_row
from openbmd.complaints import Complaint, InputError
from openbmd.kinds import Figure, InfraredSensor, Interceptor, KillChain, Launcher, Missile, Radar, Stage
from openbmd.units import ending, split

Told = Callable[[str, str, str], Complaint]  # of path, finding and remedy
BRACKET = re.compile(r"\s+\([^)]*\)")
RECORDS: dict[str, type] = {
    "missiles": Missile,
    "radars": Radar,
    "infrared": InfraredSensor,
    "interceptors": Interceptor,
    "launchers": Launcher,
    "kill_chains": KillChain,
}  # folder, and attribute of Scenario

Value = float | int | bool | str


class FigureRow(NamedTuple):
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
    rows: tuple[FigureRow, ...]
    published: tuple[Published, ...]
    records: tuple[RecordRow, ...]  # of tests and wars
    label: str  # what people call it in few words
    title_ko: str  # in Korean, "" when not given
    aliases: tuple[str, ...]  # other names that find it
    written: Mapping[str, Any]  # as in the file, without its name and kind
    readings: Mapping[str, tuple[Figure, ...]]  # of kinds.READINGS those that it has figures of, SI


def parse(kind: str, name: str, text: str, file: str = "") -> Entry:
    """The entry written in a TOML text; raises InputError with every fault of it. file: as complaints name it."""
    file = file or f"catalogue/{kind}/{name}.toml"
    data, where = toml.parse(text, file), lines(text)

    def told(path: str, found: str, advice: str) -> Complaint:
        return Complaint(file, where.get(path) or where.get(path.rpartition(".")[0], 0), path, found, advice)

    return checked(kind, name, data, told)


def checked(kind: str, name: str, data: Mapping[str, Any], told: Told) -> Entry:
    """The entry of plain data; raises InputError with every fault of it, as told words them."""
    if complaints := [told(*fault) for fault in faults(kind, name, data)]:
        raise InputError(complaints)
    return _entry(kind, data)


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
        records=tuple(record_row(row) for row in data.get("record", ())),
        label=data.get("label") or BRACKET.sub("", data["title"]),
        title_ko=data.get("title_ko", ""),
        aliases=tuple(data.get("aliases", ())),
        written={key: value for key, value in data.items() if key not in ("name", "kind")},
        readings={
            name: tuple(_figure(base, shares(kind)[key], figure) for key, figure in table.items())
            for name, table in data.get("readings", {}).items()
        },
    )


def _table(
    kind: str, base: str, prefix: str, table: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Figure], list[FigureRow]]:
    """Record values [SI], figures [SI] and rows [as written] of one table."""
    values: dict[str, Any] = {}
    figures: list[Figure] = []
    rows: list[FigureRow] = []
    for field in of_kind(kind).values():
        if field.field not in table:
            values.setdefault(field.record_field, field.absent)
            continue
        figure = table[field.field]
        said, tests, origin = _said(figure)
        written: tuple[Value, Value, Value]
        if "value" in figure:
            values[field.record_field] = _choice(figure["value"], field)
            written = (figure["value"], figure["value"], figure["value"])
        else:
            written = (figure["low"], figure["best"], figure["high"])
            figures.append(_figure(base, field, figure))
            values[field.record_field] = figures[-1].best
        if field.sets:
            key, _, value = field.sets.partition("=")
            values[key] = float(value)
        rows.append(
            FigureRow(prefix + field.field, *written, ending(field.field), *said, field.meaning, *tests, origin)
        )
    return values, figures, rows


def _said(figure: Mapping[str, Any]) -> tuple[tuple[str, str], tuple[int, int], str]:
    """Source and assumption, the tests it rests on, and its origin."""
    source = figure.get("source", "")
    tests = (figure.get("successes", 0), figure.get("attempts", 0))
    return (source, figure.get("assumed", "")), tests, origin_of(source, figure.get("origin", ""))


def _figure(base: str, field: Field, figure: Mapping[str, Any]) -> Figure:
    """A figure as written, in SI."""
    _, factor, unit = split(field.field)
    said, tests, origin = _said(figure)
    low, best, high = (_number(figure[key], factor, field) for key in RANGE)
    return Figure(f"{base}/{field.record_field}", low, best, high, unit, *said, *tests, origin)


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
