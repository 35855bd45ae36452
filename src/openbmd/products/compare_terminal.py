"""A comparison on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openbmd.comparisons import Comparison
from openbmd.console import complete
from openbmd.locales import Words
from openbmd.products import compare_words
from openbmd.products.compare_changes import changes
from openbmd.telling.notes import tell

MOST = 16  # lines of input shown


def show(comparison: Comparison, out: Console, folder: str) -> None:
    """Print the answer; folder is where its page stands. Raises OSError, with a note, when it cannot be printed."""
    with complete(folder):
        _show(comparison, out, folder)


def _show(comparison: Comparison, out: Console, folder: str) -> None:
    for k in compare_words.by_size(comparison):
        out.print(Text(compare_words.finding(comparison, k), style="bold cyan"))
        out.print(Text(" ".join(compare_words.sentences(comparison, k))))
        out.print()
    letters = compare_words.letters(comparison)
    for letter, side in zip(letters, comparison.sides, strict=True):
        out.print(Text.assemble((f"{letter}  ", "bold"), side.entry.name, (f"  {side.entry.scenario.title}", "dim")))
    for k, letter in enumerate(letters[1:]):
        out.print()
        if compare_words.still(comparison.contrasts[k]):
            out.print(Text(f"{letter} against A: nothing that is counted differs."))
        else:
            out.print(_table(comparison, k, letter))
        out.print()
        out.print(_changes(comparison, k, letter))
    notes = tell(comparison.notes, Words())
    if notes:
        out.print()
        out.print(Text("Notes", style="bold"))
        for note in notes:
            out.print(Padding(Text(f"· {note}"), (0, 0, 0, 2)))
    out.print()
    out.print(Text(compare_words.how(comparison), style="dim"))
    versions = ", ".join(f"{name} {version}" for name, version in comparison.versions.items())
    out.print(Text(f"{comparison.raids:,} raids · seed {comparison.seed} · {versions}.", style="dim"))
    out.print(Text.assemble(("Page: ", "bold"), f"{folder}/report.html"))


def _table(comparison: Comparison, k: int, letter: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    title = f"In a raid, {letter} against A"
    for name in (title, "A", letter, f"{letter} − A", "5–95 %" if comparison.draws else ""):
        bold = "bold" if name == title else "dim"
        table.add_column(name, justify="left" if name == title else "right", header_style=bold, no_wrap=name != title)
    group = ""
    for row in compare_words.rows(comparison.contrasts[k]):
        if row.group != group:
            table.add_row(Text(row.group, style="dim"))
            group = row.group
        name = f"  {row.name}" if row.group else row.name
        table.add_row(name, row.reference, row.other, Text(row.difference, style="bold"), row.band)
    return table


def _changes(comparison: Comparison, k: int, letter: str) -> Table | Text:
    found = changes(comparison.sides[0].entry.scenario, comparison.sides[k + 1].entry.scenario)
    if not found:
        return Text(f"What differs in the input of {letter}: nothing.")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    title = "What differs in the input"
    for name in (title, "", "A", letter):
        table.add_column(name, header_style="bold" if name == title else "dim", overflow="fold")
    for change in found[:MOST]:
        what = f"{change.kind}{f', {change.what}' if change.what else ''}"
        table.add_row(what, change.name, *compare_words.in_both(change))
    if len(found) > MOST:
        table.add_row(Text(f"and {len(found) - MOST} more, on the page", style="dim"))
    return table
