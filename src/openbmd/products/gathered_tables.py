"""The tables of a study: those its page prints, those in its JSON answer, and its Parquet files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openbmd.products.gathered import titled_grids, words_of
from openbmd.products.gathered_blocks import Study
from openbmd.products.table_text import PARTS, Data, estimate_columns, renamed, spelled

Row = dict[str, Any]
FIELD = re.compile("[a-z][a-z0-9_]*")  # a key that is a field's name and not a thing's
MOST_FIELDS = 8  # of an object that becomes columns
NAMES = ("name", "label", "figure", "scenario", "id", "other", "of")  # fields that say which row it is


def of_page(study: Study) -> list[Data]:
    """The tables of its page, as printed there."""
    found = []
    for title, grid in titled_grids(study.blocks):
        rows: list[tuple[str, ...]] = []
        group = ""
        for row in grid.rows[1:]:
            if len(row) == 1:
                group = words_of(row[0])
            else:
                rows.append((*((group,) if group else ()), *(words_of(cell) for cell in row)))
        columns = [words_of(cell) for cell in grid.rows[0]]
        width = max([len(row) for row in rows], default=len(columns))
        columns = ["group"] * (width - len(columns)) + columns
        filled = [("",) * (width - len(row)) + row for row in rows]
        found.append(Data(f"page-{file_name(title)}", tuple(unique(columns)), tuple(filled)))
    return found


def of_parquet(file: Path) -> Data:
    """A Parquet file by DuckDB. Raises duckdb.Error."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as database:
        read = database.execute("select * from read_parquet(?)", [str(file)])
        columns = [column[0] for column in read.description or ()]
        return Data(file.stem, tuple(renamed(columns)), tuple(read.fetchall()))


def of_json(name: str, answer: Mapping[str, Any]) -> list[Data]:
    """An answer as tables: one of its plain values, one of its single estimates, one for each list and each group."""
    plain: list[Row] = []
    estimates: list[Row] = []
    found: dict[str, list[Row]] = {}
    for key, value in answer.items():
        if is_estimate(value):
            estimates.append(single(key, value))
        elif not isinstance(value, dict | list):
            plain.append({"key": key, "value": value})
        else:
            below(key, value, {}, found)
    tables = {name: plain, f"{name}-estimates": estimates, **{f"{name}-{key}": rows for key, rows in found.items()}}
    return [table(file_name(title), rows) for title, rows in tables.items() if rows]


def single(key: str, value: Mapping[str, Any]) -> Row:
    """An estimate as a row; its unit is a column, since those beside it have others."""
    stem, unit = spelled(key)
    return {"measure": stem, "unit": unit, **{PARTS[part]: value[part] for part in PARTS}}


def is_estimate(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() >= PARTS.keys()


def is_leaf(value: Any) -> bool:
    return not isinstance(value, dict | list) or (isinstance(value, list) and all(isinstance(x, str) for x in value))


def leaf(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


def is_map(value: Any) -> bool:
    """GeoJSON, which is a map and no table."""
    return isinstance(value, dict) and "type" in value and bool(value.keys() & {"coordinates", "geometry", "features"})


def is_group(value: Mapping[str, Any]) -> bool:
    """Whether an object holds things by their names, and not the fields of one thing."""
    if not value or any(not FIELD.fullmatch(key) for key in value):
        return bool(value)
    return len(value) > MOST_FIELDS or all(isinstance(one, dict) and not is_map(one) for one in value.values())


def below(key: str, value: Any, above: Row, found: dict[str, list[Row]]) -> None:
    """Fill in the tables of what stands under a key; above: the columns that say whose it is."""
    if is_map(value):
        return
    if isinstance(value, dict) and not is_group(value):
        fill(key, value, above, found)
        return
    named: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one in named:
        own = {**above, (key if isinstance(value, dict) else f"{key}_number"): name}
        if is_estimate(one):
            found.setdefault(key, []).append({**own, **alone(key, one)})
        elif isinstance(one, dict):
            fill(key, one, own if isinstance(value, dict) else above, found)
        elif is_leaf(one):
            found.setdefault(key, []).append({**own, "value": leaf(one)})
        else:
            below(f"{key}_{name}" if isinstance(value, dict) else key, one, above, found)


def fill(key: str, value: Mapping[str, Any], above: Row, found: dict[str, list[Row]]) -> None:
    """One row of a table from an object, and the rows of the tables under it."""
    row: Row = dict(above)
    rest: list[tuple[str, Any]] = []
    flatten(key, "", value, row, rest)
    if len(row) > len(above):
        found.setdefault(key, []).append(row)
    known = {name: row[name] for name in row if name in above or name in NAMES}
    whose = {f"{key}_{name}" if name in NAMES else name: said for name, said in known.items()}
    for name, one in rest:
        below(f"{key}_{name}", one, whose, found)


def flatten(within: str, prefix: str, value: Mapping[str, Any], row: Row, rest: list[tuple[str, Any]]) -> None:
    """The fields of an object as columns; what needs a table of its own goes to rest."""
    for name, one in value.items():
        key = f"{prefix}_{name}" if prefix else name
        if is_estimate(one):
            row |= {column: one[part] for part, column in estimate_columns(key, within).items()}
        elif is_leaf(one):
            row[key] = leaf(one)
        elif isinstance(one, dict) and not is_group(one) and not is_map(one):
            flatten(within, key, one, row, rest)
        else:
            rest.append((key, one))


def alone(key: str, value: Mapping[str, Any]) -> Row:
    """The columns of an estimate in a table of nothing else, where they need no name before them."""
    stem = spelled(key)[0]
    return {column.removeprefix(f"{stem}_"): value[part] for part, column in estimate_columns(key).items()}


def table(name: str, rows: list[Row]) -> Data:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return Data(name, columns, tuple(tuple(row.get(column) for column in columns) for row in rows))


def file_name(title: str) -> str:
    """A title as the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].rstrip("-") or "table"


def unique(names: Iterable[str]) -> list[str]:
    """Names of columns or files, those that come again numbered."""
    found: list[str] = []
    for name in names:
        made, number = name, 2
        while made in found:
            made, number = f"{name} ({number})", number + 1
        found.append(made)
    return found
