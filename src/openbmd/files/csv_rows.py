"""Rows of the CSV files that a user gives: every fault of the file is a complaint with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from openbmd.complaints import Complaint, InputError

CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")  # no table has them: lists of bytes, escapes of terminals
END = "\x1f"  # a last row of our own, which an open quote swallows


class CsvRow(NamedTuple):
    line: int  # 1-based, where it begins in the file
    cells: dict[str, str]  # by heading; "" where the row ends before
    beyond: int  # cells without a heading


class Rows(NamedTuple):
    headings: tuple[str, ...]
    rows: tuple[CsvRow, ...]  # empty lines are left out


def parse(text: str, file: str) -> Rows:
    """The rows of a CSV text (RFC 4180); file: what complaints call it. Raises InputError."""
    if odd := CONTROL.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        raise _refused(file, line, f"a sign that cannot be shown: {odd[0]!a}", "Save it as CSV in UTF-8.")
    found = list(_split(text, file))
    if not found:
        raise _refused(file, 1, "it is empty", "The first line names the columns.")
    line, headings = found[0]
    if twice := [name for name in dict.fromkeys(headings) if name and headings.count(name) > 1]:
        raise _refused(file, line, f'the heading "{twice[0]}" stands twice', "Give each column a name of its own.")
    rows = []
    for line, cells in found[1:]:
        padded = [*cells, *[""] * (len(headings) - len(cells))]
        named = dict(zip(headings, padded, strict=False))
        rows.append(CsvRow(line, named, max(0, len(cells) - len(headings))))
    return Rows(tuple(headings), tuple(rows))


def _split(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line where it begins."""
    lines = [line + "\n" for line in text.removeprefix("\ufeff").removesuffix("\n").split("\n")]
    reader = csv.reader([*lines, END])
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except csv.Error as error:
            if "field limit" in str(error):
                advice = "Is a quote open? Close it, or shorten the cell."
                raise _refused(file, line, f"a cell of more than {csv.field_size_limit():,} signs", advice) from None
            advice = "Save it with a line feed at the end of each line."
            raise _refused(file, reader.line_num, "a carriage return without a line feed", advice) from None
        if cells == [END]:
            return
        if reader.line_num > len(lines):
            raise _refused(file, line, "a quote is opened and never closed", "Close it, or leave it out.")
        if cells:
            yield line, cells


def _refused(file: str, line: int, found: str, advice: str) -> InputError:
    return InputError([Complaint(file, line, "", found, advice)])
