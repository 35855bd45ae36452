"""The best sites on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openbmd.console import complete
from openbmd.products import site_words
from openbmd.studies.site.siting import Siting
from openbmd.telling import style


def show(found: Siting, out: Console, folder: str) -> None:
    """Print the answer; folder is where its report stands. Raises OSError, with a note, when it cannot be printed."""
    with complete(folder):
        _show(found, out, folder)


def _show(found: Siting, out: Console, folder: str) -> None:
    out.print(Text(f"{site_words.headline(found)}.", style="bold cyan"))
    out.print(Text(" ".join(site_words.sentences(found))))
    out.print()
    out.print(_best(found))
    out.print()
    out.print(Text(site_words.median(found)))
    out.print()
    out.print(Text("Notes", style="bold"))
    for note in site_words.notes(found):
        out.print(Padding(Text(f"· {note}"), (0, 0, 0, 2)))
    out.print()
    out.print(Text.assemble(("Report: ", "bold"), f"{folder}/report.html"))


def _best(found: Siting) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("units", header_style="bold", justify="right")
    table.add_column("best sites, the one that adds most first", header_style="dim")
    for name in ("the last adds", "covered", "gap"):
        table.add_column(name, header_style="dim", justify="right", no_wrap=True)
    table.add_row("there" if not found.fresh else "none", "", "", site_words.share(found, found.before), "")
    for n, best in enumerate(found.best):
        table.add_row(
            str(n + 1),
            site_words.names(found, best.sites) or "–",
            style.people(best.adds[n]) if n < len(best.adds) else "0",
            Text(site_words.share(found, best.weight), style="bold"),
            site_words.closer(best.gap) if best.gap > 0.0 else "0, proved",
        )
    return table
