"""Tables as Markdown, CSV and HTML: units in the columns' names, the error of the dice and the band of the figures
apart."""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from openbmd import units
from openbmd.render.sheets import csv_rows
from openbmd.telling import style

PARTS = {  # of an estimate
    "mean": "mean", "se": "dice_error", "low": "band_low", "high": "band_high", "middle": "band_middle",
}  # fmt: skip
MOST = 1000  # rows in a table to read; a table to compute with has all
COUNTED = (  # word in an estimate's name -> what it counts
    ("p_no_leaker", "share"), ("share", "share"), ("people_weight", "people_weight"), ("weight", "people_weight"),
    ("rounds", "rounds"), ("used", "rounds"), ("left", "rounds"), ("launchers", "launchers"), ("half_raid", "missiles"),
    ("leakers", "missiles"), ("missiles", "missiles"), ("kills", "missiles"), ("unengaged", "missiles"),
    ("not_launched", "missiles"), ("strays", "missiles"), ("fewer", "missiles"), ("places", "missiles"),
)  # fmt: skip
PART = re.compile(rf"(?:(.+)_)?({'|'.join(PARTS.values())})(?:_(.+))?")


class Data(NamedTuple):
    """A table to quote or compute with: text, numbers, truths, None where a number is not known."""

    name: str  # of its file
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def estimate_columns(name: str, within: str = "") -> dict[str, str]:
    """The columns of an estimate by its parts: mean of "leakers" is "leakers_mean_missiles"; within: what it is of."""
    stem, unit = spelled(name)
    unit = unit or spelled(within)[1]
    return {part: "_".join(filter(None, (stem, column, unit))) for part, column in PARTS.items()}


def spelled(name: str) -> tuple[str, str]:
    """A name and its unit: "area_km2" as area and km2, "leakers" as leakers and missiles, else ""."""
    stem = units.split(name)[0]
    if stem != name:
        return stem, name[len(stem) + 1 :]
    return name, next((unit for word, unit in COUNTED if word in name), "")


def renamed(columns: Sequence[str]) -> list[str]:
    """Columns with those of an estimate (NAME_mean, NAME_se, NAME_low and on) named as `estimate_columns` does."""
    found = list(columns)
    for at, column in enumerate(columns):
        stem = column.removesuffix("_mean")
        parts = [f"{stem}_{part}" for part in PARTS]
        if stem != column and list(columns[at : at + len(parts)]) == parts:
            found[at : at + len(parts)] = estimate_columns(stem).values()
    return found


def of_columns(name: str, columns: Mapping[str, Any]) -> Data:
    """A table of columns; a number that is nan is not known."""
    lists = [column.tolist() for column in columns.values()]
    rows = ([None if value != value else value for value in row] for row in zip(*lists, strict=True))
    return Data(name, tuple(renamed(list(columns))), tuple(tuple(row) for row in rows))


def of_parquet(file: Path) -> Data:
    """A Parquet file by DuckDB. Raises duckdb.Error."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as database:
        read = database.execute("select * from read_parquet(?)", [glob.escape(str(file))])
        columns = [column[0] for column in read.description or ()]
        return Data(file.stem, tuple(renamed(columns)), tuple(read.fetchall()))


# --- numbers to read ------------------------------------------------------------------------------


def read_rows(data: Data) -> list[list[str]]:
    """Every row as people read it: a mean to the digits that its error knows, other numbers to six digits."""
    groups: dict[tuple[str, str], dict[str, int]] = {}
    for at, column in enumerate(data.columns):
        if found := PART.fullmatch(column):
            groups.setdefault((found[1] or "", found[3] or ""), {})[found[2]] = at
    whole = [parts for parts in groups.values() if len(parts) == len(PARTS)]
    return [_read_row(row, whole) for row in data.rows[:MOST]]


def _read_row(row: Sequence[Any], estimates: Iterable[Mapping[str, int]]) -> list[str]:
    texts = [_text(value) for value in row]
    for parts in estimates:
        mean, error, low, high, _middle = (row[parts[part]] for part in PARTS.values())
        if isinstance(mean, int | float) and isinstance(error, int | float) and error > 0.0:
            texts[parts["mean"]] = style.fixed(mean, style.decimals_of(error, mean))
            texts[parts["dice_error"]] = style.fixed(error, style.decimals_of(error, 0.0))
        if isinstance(low, int | float) and isinstance(high, int | float) and high > low:
            decimals = style.decimals_of((high - low) / 10.0, high)
            for part in ("band_low", "band_middle", "band_high"):
                texts[parts[part]] = style.fixed(row[parts[part]], decimals)
    return texts


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return style.fixed(value, 0) if abs(value) >= 10_000 else str(value)
    return style.significant(value, 6) if isinstance(value, float) else str(value)


def left_out(data: Data) -> str:
    """What a table to read leaves out; "" when nothing."""
    more = len(data.rows) - MOST
    return f"{more:,} more rows stand in the CSV of this table (--tables csv)." if more > 0 else ""


def is_number(data: Data, at: int) -> bool:
    return any(isinstance(row[at], int | float) and not isinstance(row[at], bool) for row in data.rows)


# --- forms ----------------------------------------------------------------------------------------


def markdown(data: Data) -> str:
    """The table as GitHub-flavoured Markdown."""

    def line(cells: Iterable[str]) -> str:
        texts = (" ".join(cell.split()).replace("|", r"\|") for cell in cells)
        return f"| {' | '.join(texts)} |"

    rule = ["---:" if is_number(data, at) else "---" for at in range(len(data.columns))]
    made = [line(data.columns), line(rule), *(line(row) for row in read_rows(data))]
    return "\n".join([*made, *(["", more] if (more := left_out(data)) else [])]) + "\n"


def comma_separated(data: Data) -> str:
    """The table as CSV, every number in full."""
    return csv_rows(data.columns, data.rows)


def html(data: Data) -> str:
    """The table as an HTML element, for any page."""
    sides = [' style="text-align:right"' if is_number(data, at) else "" for at in range(len(data.columns))]
    head = "".join(f'<th scope="col"{s}>{escape(c)}</th>' for c, s in zip(data.columns, sides, strict=True))
    rows = (
        "".join(f"<td{side}>{escape(cell)}</td>" for cell, side in zip(row, sides, strict=True))
        for row in read_rows(data)
    )
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    more = left_out(data)
    foot = f'<tfoot><tr><td colspan="{len(data.columns)}">{escape(more)}</td></tr></tfoot>\n' if more else ""
    return (
        f"<table>\n<caption>{escape(data.name)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n{foot}</table>\n"
    )


FORMS: dict[str, Callable[[Data], str]] = {"md": markdown, "csv": comma_separated, "html": html}
