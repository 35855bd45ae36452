"""The model held to real flights: as tables on the terminal, as a page in Markdown, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from openbmd.flights import CLOSE_RANGE, CLOSE_TIME, Check, RangeRow, TimeRow
from openbmd.infer.answers import Band
from openbmd.locales import Words
from openbmd.products import infer_words
from openbmd.products.infer_json import band
from openbmd.records import Note
from openbmd.telling.notes import each, told

INTRODUCTION = """# Validation against real flights

Made by `openbmd flights check --markdown > docs/validation.md`; not edited by hand. Flights, reports and published
ranges with their sources: `openbmd flights show NAME`. How a time is predicted and a range inferred:
[infer.md](infer.md).
"""


def summary(found: Check) -> dict[str, int]:
    """How many rows stand where."""
    return {
        "timed": len(found.times),
        "times_close": sum(row.close for row in found.times),
        "times_flagged": sum(not row.close for row in found.times),
        "ranges": len(found.ranges),
        "ranges_close": sum(row.close for row in found.ranges),
        "ranges_missed": sum(not row.close for row in found.ranges),
    }


def published(low: float, high: float, at_least: bool) -> str:
    """A published range in km."""
    words = f"{1e-3 * low:,.0f}" if low == high else f"{1e-3 * low:,.0f}–{1e-3 * high:,.0f}"
    return f"{'> ' if at_least else ''}{words} km"


def inferred(found: Band) -> str:
    """An inferred range, or that there is no end to it."""
    if isnan(found.best):
        return "–"
    return infer_words.reach(found)


def percent(share: float) -> str:
    return f"{100.0 * share:+.1f} %".replace("-", "\u2212")


def joined(notes: Sequence[Note]) -> str:
    return "; ".join(each(notes, Words()))


def time_cells(row: TimeRow) -> list[str]:
    said = f"{row.time:,.0f} s"
    numbers = f"{infer_words.tidy(1e-3 * row.range)} / {infer_words.tidy(1e-3 * row.apogee)}"
    own = "–" if isnan(row.missile_time) else f"{row.missile_time:,.0f} s"
    taken = f"{row.predicted.best:,.0f} ({row.predicted.low:,.0f}–{row.predicted.high:,.0f}) s"
    return [
        row.flight,
        row.by,
        numbers,
        said,
        f"{row.floor:,.0f} s",
        taken,
        own,
        percent(row.difference),
        joined(row.flag),
    ]


def range_cells(row: RangeRow) -> list[str]:
    off = "–" if row.at_least and row.close and row.difference == 0.0 else percent(row.difference)
    said = published(row.low, row.high, row.at_least)
    miss = "" if row.close else f"misses: {joined(row.miss)}"
    return [row.flight, row.by, said, inferred(row.inferred), inferred(row.of_build), off, miss]


TIME_HEADS = [
    "flight",
    "reported by",
    "range / apogee, km",
    "reported",
    "floor",
    "vehicles take",
    "catalogue's",
    "off",
    "flag",
]
RANGE_HEADS = ["flight", "published by", "published", "inferred, any build", "inferred, its build", "off", ""]


def words(found: Check) -> tuple[str, str]:
    """What the two tables come to."""
    n = summary(found)
    return (
        f"{n['times_close']} of {n['timed']} reported times are within {100 * CLOSE_TIME:.0f} % of what vehicles of the"
        f" flight's build take; the other {n['times_flagged']} are flagged, each with a reason.",
        f"{n['ranges_close']} of {n['ranges']} published ranges are within {100 * CLOSE_RANGE:.0f} % of what is"
        f" inferred from the lofted flight without knowing the build; {n['ranges_missed']} are missed.",
    )


def show(found: Check, out: Console) -> None:
    """Print both tables."""
    times, ranges = words(found)
    parts = (
        (times, TIME_HEADS, [time_cells(row) for row in found.times]),
        (ranges, RANGE_HEADS, [range_cells(row) for row in found.ranges]),
    )
    for said, heads, rows in parts:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        out.print(Text(said, style="bold"))
        if rows:
            out.print(table)
        out.print()
    for name, why in found.left_out:
        out.print(Text(f"{name}: {told(why, Words())}", style="dim"))


def markdown(found: Check) -> str:
    """The page of validation."""
    times, ranges = words(found)
    parts = [
        INTRODUCTION,
        "## Times of flight",
        "",
        f"{times} The floor is the drag-free flight with all speed at launch.",
        "",
        *rows_in_markdown(TIME_HEADS, [time_cells(row) for row in found.times]),
        "",
        "## Ranges from lofted flights",
        "",
        f"{ranges} A range said as more than a number is met by any that is.",
        "",
        *rows_in_markdown(RANGE_HEADS, [range_cells(row) for row in found.ranges]),
        "",
        "## Flights left out",
        "",
        *(f"- {name}: {told(why, Words())}" for name, why in found.left_out),
    ]
    return "\n".join(parts)


def rows_in_markdown(heads: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *(f"| {' | '.join(row)} |" for row in rows)]


def plain(found: Check) -> dict[str, Any]:
    """Both tables as plain data; keys as in docs/infer.md."""
    return {
        "summary": summary(found),
        "times": [
            {
                "flight": row.flight,
                "by": row.by,
                "range_km": 1e-3 * row.range,
                "apogee_km": 1e-3 * row.apogee,
                "time_s": row.time,
                "floor_s": row.floor,
                "predicted_s": band(row.predicted),
                "catalogue_missile_s": row.missile_time,
                "difference": row.difference,
                "verdict": row.verdict,
                "within_3_percent": row.close,
                "flag": joined(row.flag),
            }
            for row in found.times
        ],
        "ranges": [
            {
                "flight": row.flight,
                "by": row.by,
                "published_km": {"low": 1e-3 * row.low, "high": 1e-3 * row.high, "at_least": row.at_least},
                "inferred_km": band(row.inferred, 1e-3),
                "inferred_of_build_km": band(row.of_build, 1e-3),
                "difference": row.difference,
                "within_10_percent": row.close,
                "miss": joined(row.miss),
            }
            for row in found.ranges
        ],
        "left_out": [{"flight": name, "why": told(why, Words())} for name, why in found.left_out],
    }
