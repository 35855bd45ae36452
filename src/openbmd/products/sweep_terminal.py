"""What the answer hangs on, on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openbmd.console import complete
from openbmd.locales import Words
from openbmd.products import sweep_words
from openbmd.products.drivers_chart import figure_name
from openbmd.sweeps import Sweep
from openbmd.telling import style
from openbmd.telling.notes import tell

ROWS = 8  # of a table


def show(found: Sweep, out: Console, folder: str) -> None:
    """Print the answer; folder is where its report stands. Raises OSError, with a note, when it cannot be printed."""
    with complete(folder):
        _show(found, out, folder)


def _show(found: Sweep, out: Console, folder: str) -> None:
    out.print(Text(sweep_words.finding(found), style="bold cyan"))
    for sentence in sweep_words.sentences(found):
        out.print(Text(sentence))
    for table in (_shares(found), _alone(found), _flips(found)):
        if table.rows:
            out.print()
            out.print(table)
    notes = tell(found.notes, Words())
    if notes:
        out.print()
        out.print(Text("Notes", style="bold"))
        for note in notes:
            out.print(Padding(Text(f"· {note}"), (0, 0, 0, 2)))
    out.print()
    versions = ", ".join(f"{name} {version}" for name, version in found.versions.items())
    how = (
        f"{found.evaluations:,} answers: {found.draws:,} draws and the shares of the variance at "
        f"{found.raids_of_a_draw:,} raids each, one figure at a time at {found.raids:,}"
    )
    out.print(Text(f"{how} · seed {found.seed} · {versions}.", style="dim"))
    out.print(Text.assemble(("Report: ", "bold"), f"{folder}/report.html"))


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(columns[0], header_style="bold")
    for name in columns[1:]:
        table.add_column(name, header_style="dim", justify="right", no_wrap=True)
    return table


def _shares(found: Sweep) -> Table:
    table = _table("share of the variance", "by itself", "with others", "rank correlation")
    moved = {driver.path: driver.correlation for driver in found.drivers}
    for row in sorted(found.indices.rows if found.indices else (), key=lambda row: (not row.path, -row.total)):
        name = figure_name(row.path) if row.path else f"all {found.indices.others if found.indices else 0:,} others"
        table.add_row(
            name,
            sweep_words.share(row.first, row.first_low, row.first_high),
            Text(sweep_words.share(row.total, row.total_low, row.total_high), style="bold"),
            style.fixed(moved[row.path], 2) if row.path else "",
        )
    return table


def _alone(found: Sweep) -> Table:
    table = _table("alone at its low and high end", "low", "high", "published")
    for bar in [bar for bar in found.bars if bar.told][:ROWS]:
        low, high = (
            sweep_words.value(found, point.mean, point.se) + " (falls short)" * point.short
            for point in (bar.low, bar.high)
        )
        table.add_row(figure_name(bar.figure.path), low, high, Text(sweep_words.published(bar.figure), style="dim"))
    return table


def _flips(found: Sweep) -> Table:
    table = _table(f"turns the verdict {sweep_words.verdict_words(found)}", "at", "the dice leave", "", "published")
    ranges = {figure.path: figure for figure in found.figures}
    for flip in found.flips[:ROWS]:
        figure = ranges[flip.path]
        low, high = (sweep_words.in_unit(figure, at)[0] for at in (flip.low, flip.high))
        table.add_row(
            figure_name(flip.path),
            Text(sweep_words.with_unit(*sweep_words.in_unit(figure, flip.value)), style="bold"),
            f"{low} to {high}",
            flip.where + ", falls short" * flip.short,
            Text(sweep_words.published(figure), style="dim"),
        )
    return table
