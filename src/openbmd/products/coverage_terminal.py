"""What a radar sees, on the terminal."""

from __future__ import annotations

from math import degrees, isfinite

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from openbmd.locales import Words
from openbmd.products import coverage_words
from openbmd.studies.coverage.answer import Coverage, SceneAnswer
from openbmd.telling import style
from openbmd.telling.notes import each


def show(answer: Coverage, out: Console, folder: str) -> None:
    """Print the answer; folder is where its report stands, "" for none. Raises OSError."""
    out.print(Text(coverage_words.headline(answer), style="bold cyan"))
    for paragraph in coverage_words.paragraphs(answer):
        out.print(Text(paragraph))
        out.print()
    for scene in answer.scenes:
        out.print(_flights(answer, scene))
        out.print()
    if answer.notes:
        out.print(Text("Notes", style="bold"))
        for note in each(answer.notes, Words()):
            out.print(Padding(Text(f"· {note}"), (0, 0, 0, 2)))
    if folder:
        out.print()
        out.print(Text(f"Report: {folder}/report.html", style="bold"))


def _flights(answer: Coverage, scene: SceneAnswer) -> Table:
    """One row for each flight."""
    table = Table(title=scene.scene.mode or None, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in ("flight", "first s", "track s", "5–95 %", "from km", "bearing", "needs m²", "has m²", ""):
        table.add_column(name, justify="left" if name in ("flight", "") else "right")
    for route, flight in zip(scene.scene.scenario.routes, scene.flights, strict=True):
        one = flight.seen
        bearing = flight.needed.bearing if one.bearing != one.bearing else one.bearing
        table.add_row(
            route.name,
            f"{one.first_time:.0f}" if isfinite(one.first_time) else "–",
            f"{one.held:.0f}",
            coverage_words.band_text(flight) or "–",
            f"{flight.closest_ground / 1e3:,.0f}",
            f"{degrees(bearing):.0f}°" if bearing == bearing else "–",
            style.significant(flight.needed.cross_section, 2),
            style.significant(flight.needed.given, 2),
            coverage_words.verdict(flight, answer.hold),
        )
    return table
