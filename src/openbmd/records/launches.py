"""Rows of public launch lists."""

from __future__ import annotations

from typing import NamedTuple


class RowMark(NamedTuple):
    code: str  # one of MARKS
    said: str


class Launch(NamedTuple):
    """One row of a list; nothing in it is changed by a mark."""

    row: int  # from 1, as in the file without its heading
    date: str  # Korean date as YYYY-MM-DD, "" when none can be read
    time: str  # HH:MM of the list's own zone, "" when not told
    zone: str  # KST or UTC, of time
    missile: str
    kind: str  # the list's own word for the class
    ballistic: bool
    never_lofts: bool
    site: str
    range_km: float  # nan when not told
    apogee_km: float
    success: str  # yes, no or unknown
    number: int  # missiles that the row stands for
    text: str
    marks: tuple[RowMark, ...]
