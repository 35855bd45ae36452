"""What a scenario tells before the dice: the laydown, the flights, who sees them and who can reach them."""

from __future__ import annotations

from collections.abc import Iterator

from openbmd.drawing import map_words
from openbmd.locales import Words
from openbmd.scene.situation import Situation, situation
from openbmd.studies.contract import Asked
from openbmd.studies.show import tables, words
from openbmd.studies.show.data import data
from openbmd.telling import Block, Drawn, Heading, Paragraph, Telling, figures, frame
from openbmd.telling.notes import tell as told_notes


def tell(asked: Asked, say: Words) -> Telling:
    """The laydown, the flights, who sees what when, and who can reach it."""
    (scenario,), space = asked.scenarios, asked.answer
    seen = situation(scenario, space)
    return Telling(
        study=asked.study,
        about=scenario.title,
        headline=words.headline(seen, say),
        finding=words.finding(seen, say),
        sentences=tuple(filter(None, (words.counts(seen, say), scenario.description))),
        blocks=tuple(blocks(seen, say)),
        notes=tuple(told_notes((*scenario.notes, *space.notes), say)),
        data=data(scenario, space, say),
        seed=None,
        versions=frame.versions(),
        sources=frame.sources(scenario.figures),
        corner=say("show-corner", version=frame.versions()["openbmd"], scenario=scenario.name),
        small_print=frame.small_print(say),
        first="battlespace",
    )


def blocks(seen: Situation, say: Words) -> Iterator[Block]:
    """The page."""
    yield Paragraph(say("show-times"), "soft", brief=True)
    yield Drawn("map", map_words.caption(seen, say))
    for title, made in (
        ("show-radars", tables.radars),
        ("show-units", tables.units),
        ("show-flights", tables.flights),
        ("show-sight", tables.sight),
        ("show-reach", tables.reach),
    ):
        table = made(seen, say(title), say)
        if table.rows:
            yield table
    yield Heading(say("show-when"))
    yield Drawn("battlespace")
    yield from figures.section(seen.scenario.figures, {}, say)
