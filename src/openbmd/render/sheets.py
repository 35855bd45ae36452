"""Tables as CSV and a telling as a workbook: numbers as numbers, an index of the tables, nothing that runs."""

from __future__ import annotations

import csv as comma_separated
import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from math import isfinite
from typing import Any

import numpy as np

from openbmd.locales import Words
from openbmd.telling import Telling
from openbmd.telling.tables import tables

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a text that begins so would be computed by a spreadsheet
ALWAYS = datetime(2000, 1, 1)  # the same bytes for the same telling
SHEET = 31  # characters of a sheet's name


def csv(columns: Mapping[str, Any]) -> str:
    """A table of columns as CSV."""
    return csv_rows(columns, zip(*(np.asarray(column).tolist() for column in columns.values()), strict=True))


def csv_rows(headings: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table of rows as CSV (RFC 4180), every number in full; what is not known is empty."""
    written = io.StringIO()
    writer = comma_separated.writer(written, lineterminator="\r\n")  # so that a lone return in a cell is quoted too
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not isfinite(value):
        return "" if value != value else "inf" if value > 0.0 else "-inf"
    return "" if value is None else harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """A text that a spreadsheet takes as text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def workbook(told: Telling, say: Words) -> bytes:
    """A telling as XLSX: what it says, its notes and sources, and each table on a sheet of its own."""
    import xlsxwriter

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": told.headline, "author": "OpenBMD", "created": ALWAYS})
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    first = book.add_worksheet(say("page-sheet-summary"))
    first.set_column(0, 0, 110, wrap)
    lines = [told.about, told.finding, *told.sentences, "", told.corner]
    first.write_string(0, 0, told.headline, bold)
    for row, line in enumerate(lines, 1):
        first.write_string(row, 0, line)
    used = {say("page-sheet-summary").lower()}
    index: list[tuple[str, str]] = []
    for name, columns in tables(told).items():
        sheet_name = unique(name[:SHEET], used)
        index.append((sheet_name, name))
        sheet = book.add_worksheet(sheet_name)
        sheet.freeze_panes(1, 0)
        for k, (key, column) in enumerate(columns.items()):
            sheet.write_string(0, k, key, bold)
            values = np.asarray(column).tolist()
            sheet.set_column(k, k, min(40, max(len(key), *(len(str(v)) for v in values[:200]), 6) + 1))
            for row, value in enumerate(values, 1):
                _write(sheet, row, k, value)
    start = len(lines) + 2
    first.write_string(start, 0, say("page-sheet-tables"), bold)
    for row, (sheet_name, name) in enumerate(index, start + 1):
        first.write_url(row, 0, f"internal:'{sheet_name}'!A1", string=name)
    for title, texts in (("page-notes", told.notes), ("page-sheet-sources", told.sources)):
        sheet = book.add_worksheet(unique(say(title)[:SHEET], used))
        sheet.set_column(0, 0, 140, wrap)
        for row, line in enumerate(texts):
            sheet.write_string(row, 0, line)
    book.close()
    return made.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        if isinstance(value, int) or isfinite(value):
            sheet.write_number(row, column, value)
        elif value == value:
            sheet.write_string(row, column, "inf" if value > 0.0 else "-inf")
    else:
        sheet.write_string(row, column, value)


def unique(name: str, used: set[str]) -> str:
    """A sheet's name that no other sheet has; used holds those that are taken."""
    found, number = name, 2
    while found.lower() in used:
        found, number = f"{name[: SHEET - 4]} {number}", number + 1
    used.add(found.lower())
    return found
