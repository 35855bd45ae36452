"""What a test flight means, on the terminal."""

from __future__ import annotations

from math import isnan

from rich.console import Console
from rich.table import Table
from rich.text import Text

from openbmd.flights import Flight
from openbmd.infer.answers import Inference
from openbmd.locales import Words
from openbmd.products import infer_words
from openbmd.telling import style
from openbmd.telling.notes import each


def show(found: Inference, flight: Flight | None, out: Console) -> None:
    """Print the answer."""
    out.print(Text(infer_words.headline(found), style="bold"))
    for line in infer_words.sentences(found):
        out.print(Text(line))
    tables = [_reports(found), _builds(found), _payloads(found), _published(found, flight)]
    for table in tables:
        if table.row_count:
            out.print()
            out.print(table)
    out.print()
    for line in each(found.notes, Words()):
        out.print(Text(f"  · {line}", style="dim"))


def _table(title: str, left: str, *right: str, last: str = "") -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(left, header_style="dim")
    for name in right:
        table.add_column(name, header_style="dim", justify="right", no_wrap=True)
    if last:
        table.add_column(last, header_style="dim")
    return table


def _reports(found: Inference) -> Table:
    table = _table("The reports", "by", "range", "apogee", "time", "floor", "vehicles take", last="verdict")
    if len(found.reports) > 1:
        for one in found.reports:
            time = "–" if isnan(one.report.time) else f"{one.report.time:,.0f} s"
            table.add_row(
                one.report.by,
                f"{1e-3 * one.report.range:,.0f} km",
                f"{infer_words.tidy(1e-3 * one.report.apogee)} km",
                time,
                f"{one.floor:,.0f} s",
                f"{one.needed.low:,.0f}–{one.needed.high:,.0f} s",
                one.verdict,
            )
    return table


def _builds(found: Inference) -> Table:
    table = _table("If it was built so", "build", "of fitted vehicles", "takes", "range")
    for one in found.builds:
        table.add_row(
            one.name,
            style.percent(one.share),
            f"{one.needed.low:,.0f}–{one.needed.high:,.0f} s",
            infer_words.reach(one.range),
        )
    return table


def _payloads(found: Inference) -> Table:
    table = _table("With another payload", "payload", "range")
    for one in found.payloads:
        mass = found.question.payload_mass
        words = f"{one.ratio:g} × the payload flown"
        table.add_row(words if isnan(mass) else f"{one.ratio * mass:,.0f} kg", infer_words.reach(one.range))
    return table


def _published(found: Inference, flight: Flight | None) -> Table:
    table = _table("What was published", "by", "range", last="source")
    for one in flight.estimates if flight is not None else ():
        low, high = infer_words.kilometres(one.low), infer_words.kilometres(one.high)
        words = f"{'more than ' if one.at_least else ''}{low if low == high else f'{low}–{high}'} km"
        table.add_row(one.by, words, one.source)
    return table
