"""What the reader must know beside numbers over draws: what fell short, what is assumed, who fires with whom."""

from __future__ import annotations

from collections.abc import Sequence

from openbmd.draws.sampling import uncertain
from openbmd.records import Battlespace, Note, Scenario, note

TOLD_FIRE_CONTROLS = ("coordinated", "by-nation", "autonomous")  # notes-fire-NAME tells how each fires


def notes(scenario: Scenario, space: Battlespace, drawn_notes: Sequence[tuple[Note, ...]]) -> tuple[Note, ...]:
    """What the reader must know beside the numbers: what fell short, what was assumed, what the band leaves out."""
    said = [*scenario.notes, *space.notes]
    short = sum(any(one.id == "notes-out-of-reach" for one in seen) for seen in drawn_notes)
    if short:
        said.append(note("notes-draws-fall-short", short=str(short), draws=str(len(drawn_notes))))
    other = sum(any(one.id == "notes-no-such-boost" for one in seen) for seen in drawn_notes)
    if other:
        said.append(note("notes-draws-other-arc", other=str(other), draws=str(len(drawn_notes))))
    if len(scenario.fire_units) > 1 and scenario.fire_control in TOLD_FIRE_CONTROLS:
        said.append(note(f"notes-fire-{scenario.fire_control}"))
    figures = uncertain(scenario)
    guessed = sum(figure.origin == "assumed" for figure in figures)
    recalled = sum(figure.origin == "recalled" for figure in figures)
    if guessed or recalled:
        counts = {"figures": str(len(figures)), "assumed": str(guessed), "recalled": str(recalled)}
        said.append(note("notes-figures-guessed", **counts))
    return tuple(dict.fromkeys(said))
