"""Tables as columns for programs: NumPy arrays by key, an estimate in four; frames where pandas or polars is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openbmd.records import Estimate
from openbmd.telling.blocks import Table, Telling, every, plain


class Columns(dict[str, NDArray[Any]]):
    """A table for programs: {key: NumPy column}, the unit at a key's end; `frame` is it for pandas or polars."""

    def frame(self) -> Any:
        """A DataFrame of pandas, or of polars where only that is installed. Raises ImportError without either."""
        try:
            import pandas
        except ImportError:
            import polars

            return polars.DataFrame(dict(self))
        return pandas.DataFrame(dict(self))

    def _repr_html_(self) -> str:
        try:
            return str(self.frame()._repr_html_())
        except ImportError:
            return f"<pre>{self!r}</pre>"


def tables(told: Telling) -> dict[str, Columns]:
    """Every table of a telling by its name: those it prints, and those for programs alone."""
    printed = {block.name: columns(block) for block in every(told.blocks) if isinstance(block, Table)}
    return {**printed, **{name: Columns(table) for name, table in told.columns.items()}}


def columns(table: Table) -> Columns:
    """A printed table as columns: text, numbers or truths; nan, or "" for texts, where a value is not known."""
    found: dict[str, Sequence[Any]] = {}
    if table.group:
        found[table.group] = [row.group for row in table.rows]
    for k, column in enumerate(table.columns):
        if not column.key:
            continue
        values = [row.cells[k].value if column.right else _text(row.cells[k]) for row in table.rows]
        if any(isinstance(value, Estimate) for value in values):
            for part in Estimate._fields:
                found[f"{column.key}_{part}"] = [getattr(value, part, None) for value in values]
        else:
            found[column.key] = values
    return Columns({key: _array(values) for key, values in found.items()})


def _text(cell: Any) -> Any:
    return plain(cell.line) if cell.value is None else cell.value


def _array(values: Sequence[Any]) -> NDArray[Any]:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known) and len(known) == len(values):
        return np.array(values, dtype=np.bool_)
    if known and all(isinstance(value, int | np.integer) for value in known) and len(known) == len(values):
        return np.array(values, dtype=np.int64)
    if not any(isinstance(value, str) for value in known):
        return np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)
    return np.array(["" if value is None else str(value) for value in values], dtype=np.str_)


def of_rows(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Rows with the same keys as columns."""
    return Columns({key: _array([row[key] for row in rows]) for key in (rows[0] if rows else ())})
