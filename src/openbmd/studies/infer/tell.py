"""What the meaning of a test flight tells."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.infer import pictures_ring, tables, words
from openbmd.studies.infer.answer import ANYWHERE, Inference
from openbmd.studies.infer.data import plain
from openbmd.studies.infer.words import Meant
from openbmd.telling import (
    Block,
    Card,
    Cards,
    Details,
    Drawn,
    Heading,
    Pair,
    Paragraph,
    Telling,
    frame,
    notes,
    style,
)


def tell(asked: Asked, say: Words) -> Telling:
    """The verdict, the range, what they hang on, and what could have flown it."""
    told = words.of(asked, say)
    found = told.found
    headline = words.headline(told)
    return Telling(
        study=asked.study,
        about=words.about(told),
        headline=headline,
        finding=f"{headline}.",
        sentences=tuple(words.sentences(told)),
        blocks=tuple(blocks(told)),
        notes=noted(told),
        data=plain(found, say),
        seed=None,
        versions=frame.versions(),
        sources=sources(found),
        corner=say("infer-corner", version=frame.versions()["openbmd"]),
        small_print=(say("infer-model"), say("common-maps")),
        numbers=tuple(numbers(told)),
        first="times" if found.flown is None else "profile",
        columns=tables.bands(told),
    )


def noted(told: Meant) -> tuple[str, ...]:
    """What to read before quoting, and what the catalogue says of the flight."""
    found, say = told
    own = (found.flight.note,) if found.flight is not None and found.flight.note else ()
    return (*notes.tell(found.notes, say), *own)


def sources(found: Inference) -> tuple[str, ...]:
    """Who said what of the flight, each once."""
    fliers = found.flight.estimates if found.flight is not None else ()
    said = [*(one.report.source for one in found.reports), *(one.source for one in fliers)]
    return tuple(dict.fromkeys(filter(None, said)))


def numbers(told: Meant) -> Iterator[tuple[str, str]]:
    """The key numbers."""
    found, say = told
    if not isnan(found.answer.floor):
        yield say("infer-number-floor"), say("infer-seconds", seconds=words.whole(found.answer.floor))
    if found.range is not None:
        yield say("infer-number-range"), words.reach(found.range, say)


def blocks(told: Meant) -> Iterator[Block]:
    """The page."""
    found, say = told
    if found.verdict != "not-applicable":
        yield Cards(tuple(cards(told)))
    yield Heading(say("infer-heading-possible"))
    yield Drawn("times", say("infer-caption-times"))
    yield tables.reports(told)
    if found.range is not None and found.flown is not None:
        yield Heading(say("infer-heading-far"))
        yield Drawn("profile", say("infer-caption-profile"))
        yield Pair(((Drawn("builds"),), (Drawn("payloads"),)))
        yield Details(say("infer-in-numbers"), "", (tables.builds(told), tables.payloads(told)))
    if pictures_ring.can_draw(found):
        yield Heading(say("infer-heading-ring"))
        yield Drawn("ring", say("infer-caption-ring"))
    if found.verdict != "not-applicable":
        yield Heading(say("infer-heading-candidates"))
        yield tables.candidates(told) if found.candidates else Paragraph(say("infer-no-candidate"))
    if found.flight is not None and found.flight.estimates:
        yield tables.published(told)


def cards(told: Meant) -> Iterator[Card]:
    """The key numbers of the page."""
    found, say = told
    main = found.answer
    report, needed = main.report, main.needed
    yield Card(seconds(main.floor, say), say("infer-card-floor"))
    if not isnan(report.time):
        several = len(found.reports) > 1
        whose = say("infer-card-reported-by", by=report.by) if several else say("infer-card-reported")
        excess = f"{main.excess:+,.0f}".replace("-", "\u2212")
        yield Card(seconds(report.time, say), whose, say("infer-card-over", excess=excess))
    if not isnan(needed.best):
        under = say("infer-card-most", low=words.whole(needed.low), high=words.whole(needed.high))
        yield Card(seconds(needed.best, say), say("infer-card-needed"), under)
    if found.range is not None:
        low, best, high = (words.kilometres(value) for value in found.range)
        text = say("infer-card-any") if found.anywhere else say("common-km", km=best)
        name = say("infer-card-range", verdict=found.verdict)
        endless = words.reach(found.range, say) if found.range.low < ANYWHERE else ""
        under = endless if found.range.high >= ANYWHERE else say("infer-card-band", low=low, high=high)
        yield Card(text, name, under)


def seconds(value: float, say: Words) -> str:
    return say("infer-seconds", seconds=style.fixed(value, 0))
