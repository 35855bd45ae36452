"""The days of a posture on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openbmd.console import complete
from openbmd.locales import Words
from openbmd.postures import Played
from openbmd.products import posture_words
from openbmd.telling import style
from openbmd.telling.notes import tell


def show(played: Played, out: Console, folder: str) -> None:
    """Print the answer; folder is where its report stands. Raises OSError, with a note, when it cannot be printed."""
    with complete(folder):
        _show(played, out, folder)


def _show(played: Played, out: Console, folder: str) -> None:
    out.print(Text(posture_words.finding(played), style="bold cyan"))
    out.print(Text(" ".join(posture_words.sentences(played))))
    out.print()
    out.print(_days(played))
    out.print()
    out.print(_came(played))
    notes = tell(played.notes, Words())
    if notes:
        out.print()
        out.print(Text("Notes", style="bold"))
        for note in notes:
            out.print(Padding(Text(f"· {note}"), (0, 0, 0, 2)))
    out.print()
    how = "± is the error of the dice; the band is 5–95 % over the published figures. All are played on the same dice."
    out.print(Text(f"{how} {posture_words.outside(played)}".strip(), style="dim"))
    versions = ", ".join(f"{name} {version}" for name, version in played.versions.items())
    out.print(Text(f"{played.raids:,} raids · {played.draws:,} draws · seed {played.seed} · {versions}.", style="dim"))
    out.print(Text.assemble(("Report: ", "bold"), f"{folder}/report.html"))


def _days(played: Played) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(posture_words.kind(played), header_style="bold")
    for name in ("leakers", "band", "change", "none leaks", "inside", "raid at one half"):
        table.add_column(name, header_style="dim", justify="right", no_wrap=True)
    for day in played.days:
        sizes = posture_words.size_band(played, day)
        best = posture_words.number(played, day.half_raid.best)
        table.add_row(
            day.label,
            Text(style.with_error(day.leakers), style="bold"),
            style.band(day.leakers),
            posture_words.gain(day.fewer_than_before),
            style.chance(day.p_no_leaker, played.raids),
            style.people(day.weight_inside.mean),
            f"{best} ({sizes})" if sizes else best,
        )
    return table


def _came(played: Played) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(posture_words.kind(played), header_style="bold")
    table.add_column(
        "who is there" if len(played.days) == 1 else "who is there at first, and who is new", header_style="dim"
    )
    for k, day in enumerate(played.days):
        table.add_row(day.label, Text(posture_words.came(played, k), style="dim"))
    return table
