"""What a sweep tells."""

from __future__ import annotations

from collections.abc import Iterator

from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.sweep import data, tables, words
from openbmd.studies.sweep.words import Swept
from openbmd.telling import Block, Details, Drawn, Heading, Paragraph, Telling, figures, frame, notes, style

ROWS = 8  # of the table of the longest bars


def tell(asked: Asked, say: Words) -> Telling:
    """The band, what makes it, what each figure does alone, and where the verdict turns."""
    told = words.of(asked, say)
    found = told.found
    return Telling(
        study=asked.study,
        about=found.scenario.title or found.scenario.name,
        headline=words.headline(told),
        finding=words.finding(told),
        sentences=(*frame.off(asked.scenarios, say), *words.sentences(told)),
        effects_off=frame.effects_off(asked.scenarios),
        blocks=tuple(blocks(told)),
        notes=tuple(notes.tell(found.notes, say)),
        data=data.plain(found),
        seed=found.seed,
        versions=found.versions,
        sources=frame.sources(found.figures),
        corner=corner(told),
        small_print=(say("sweep-small-print"),),
        numbers=(
            (say("sweep-number-best", axis=words.axis(told)), words.best(told)),
            (say("common-over-figures"), words.band(told) or say("sweep-no-draws")),
        ),
        center=style.center(told.found.best),
        first="tornado",
    )


def corner(told: Swept) -> str:
    """What was played, at the foot of the page."""
    found = told.found
    return told.say(
        "sweep-corner-page",
        corner=words.corner(told),
        answers=f"{found.evaluations:,}",
        few=f"{found.raids_of_a_draw:,}",
        raids=f"{found.raids:,}",
    )


def blocks(told: Swept) -> Iterator[Block]:
    """The page."""
    if told.found.draws:
        yield from together(told)
    yield from alone(told)
    yield from turns(told)
    yield from figures.section(told.found.figures, {}, told.say)


def together(told: Swept) -> Iterator[Block]:
    """All figures at once."""
    found, say = told
    yield Heading(say("sweep-together"))
    yield Drawn("spread", say("sweep-spread-caption"))
    if found.indices is None:
        yield Paragraph(say("sweep-no-shares"))
        return
    yield Drawn("shares", say("sweep-shares-caption"))
    yield tables.shares(told, found.indices)
    counted = {
        "draws": f"{found.draws:,}",
        "figures": f"{len(found.figures):,}",
        "others": f"{found.indices.others:,}",
        "points": f"{found.indices.points:,}",
        "answers": f"{found.indices.points * (len(found.indices.rows) + 2):,}",
    }
    yield Paragraph(say("sweep-shares-how", **counted), "soft")


def alone(told: Swept) -> Iterator[Block]:
    """Each figure by itself."""
    found, say = told
    yield Heading(say("sweep-one-at-a-time"))
    yield Drawn("tornado", say("sweep-tornado-caption"))
    if first := [bar for bar in found.bars if bar.told][:ROWS]:
        yield tables.longest(told, first)
    moving = [bar for bar in found.bars if bar.swing > 0.0]
    still = {"figures": f"{len(found.figures):,}", "still": f"{len(found.bars) - len(moving):,}"}
    yield Paragraph(say("sweep-still", **still))
    if moving:
        counted = say("sweep-movers-counted", number=len(moving), shown=f"{len(moving):,}")
        yield Details(say("sweep-movers"), counted, (tables.movers(told, moving),))


def turns(told: Swept) -> Iterator[Block]:
    """Where the verdict turns, and why nothing is said of it where nothing is."""
    found, say = told
    yield Heading(say("sweep-where-it-turns"))
    if found.verdict is None:
        yield Paragraph(say("sweep-no-verdict"))
    elif words.standing(found) == "unresolved":
        yield Paragraph(say("sweep-unresolved", verdict=words.verdict_words(told)))
    elif found.flips:
        yield Drawn("flips")
        yield tables.flips(told)
    else:
        yield Paragraph(say("sweep-no-turn", verdict=words.verdict_words(told)))
