"""A footprint on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openbmd.locales import Words
from openbmd.products import footprint_words, style
from openbmd.products.footprint_words import Told
from openbmd.products.notes import complete
from openbmd.telling import reasons as reason_words
from openbmd.telling.notes import tell


def show(told: Told, out: Console, folder: str) -> None:
    """Print the answer; folder is where its report stands. Raises OSError, with a note, when it cannot be printed."""
    with complete(folder):
        _show(told, out, folder)


def _show(told: Told, out: Console, folder: str) -> None:
    out.print(Text(footprint_words.finding(told), style="bold cyan"))
    for sentence in footprint_words.sentences(told):
        out.print(Text(sentence))
    out.print()
    out.print(_places(told))
    notes = tell((*told.scenario.notes, *told.found.notes), Words())
    if notes:
        out.print()
        out.print(Text("Notes", style="bold"))
        for note in notes:
            out.print(Padding(Text(f"· {note}"), (0, 0, 0, 2)))
    out.print()
    how = f"Boundaries to 1 km, from {told.found.flown:,} flights. Best figures; their ranges are not in it."
    out.print(Text(how, style="dim"))
    out.print(Text(f"Report: {folder}/report.html"))


def _places(told: Told) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, justify in (("defended place", "left"), ("salvos possible", "right"), ("", "left")):
        table.add_column(name, justify=justify, header_style="dim")  # type: ignore[arg-type]
    for place in told.scenario.places:
        found = told.found.places[place.name]
        words = reason_words.outside(found.reason, Words()) if not found.shots else ""
        table.add_row(style.label(place.name), str(found.shots), words)
    return table
