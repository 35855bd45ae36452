"""What claims tell: one with its evidence, or all in a list."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan

from openbmd.claims_file.measures import PLAYED
from openbmd.kinds import Figure
from openbmd.locales import Words
from openbmd.records import Estimate, Scenario
from openbmd.records.claims import Claim
from openbmd.studies.claims import data, words
from openbmd.studies.claims.answer import DEPENDS, FAILS, HOLDS, NO_MATTER, ClaimAnswer, ClaimAnswers, PartAnswer
from openbmd.studies.contract import Asked
from openbmd.telling import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Drawn,
    Heading,
    Items,
    Line,
    Pair,
    Paragraph,
    Row,
    Span,
    Table,
    Telling,
    figures,
    frame,
    notes,
)


def tell(asked: Asked, say: Words) -> Telling:
    """The verdict on one claim and what stands behind it, or the verdicts on all."""
    answer = asked.answer
    return of_all(asked, answer, say) if isinstance(answer, ClaimAnswers) else of_one(asked, answer, say)


# --- one claim -------------------------------------------------------------------------------------


def of_one(asked: Asked, answer: ClaimAnswer, say: Words) -> Telling:
    claim = answer.claim
    said = say("claims-said", words=claim.words, who=claim.said_by, when=claim.when)
    doubt = say("claims-doubt", doubt=" ".join(claim.doubt.split()))
    return Telling(
        study=asked.study,
        about=say("claims-about", kind=say(f"claims-kind-{claim.kind}")),
        headline=claim.title,
        verdict=words.label(answer, say),
        finding=words.finding(answer, say),
        sentences=tuple(filter(None, (*frame.off(raids(claim), say), said, claim.beyond, doubt))),
        effects_off=frame.effects_off(raids(claim)),
        blocks=tuple(blocks(answer, say)),
        notes=tuple(notes.tell(answer.notes, say)),
        data=data.of_one(answer, say),
        seed=answer.seed,
        versions=frame.versions(),
        sources=sources(answer),
        corner=words.corner(answer, say),
        small_print=(say("claims-by-hand"), *frame.small_print(say)),
        numbers=tuple(
            (one.part.says.rstrip("."), f"{words.word(one.verdict, say)}: {words.told_value(one, say)}")
            for one in words.tests(answer)
        ),
        first="map" if any(area.region.area > 0.0 for area in answer.areas) else "parts",
        columns={"part-draws": data.draws(answer)},
    )


def raids(claim: Claim) -> list[Scenario]:
    """The scenarios of its parts that are played."""
    return [part.scenario for part in claim.parts if part.scenario and part.measure in PLAYED]


def blocks(answer: ClaimAnswer, say: Words) -> Iterator[Block]:
    """The page."""
    tests = words.tests(answer)
    if len(tests) > 1:
        yield Cards(tuple(card(one, say) for one in tests))
    if answer.areas:
        yield Drawn("map", say("claims-map-caption"))
    if answer.coverage is not None:
        for scene in answer.coverage.scenes:
            yield Drawn(f"map-{scene.scene.mode}" if scene.scene.mode else "map")
    yield Heading(say("claims-computed-heading"))
    yield Drawn("parts", say("claims-parts-caption"))
    yield part_table(answer, say)
    yield Pair(tuple(side(answer, name, say) for name in ("for", "against")))
    yield Heading(say("claims-flip-heading"))
    yield Items(tuple(words.flips(answer, say)) or (say("claims-no-flip"),))
    yield Heading(say("page-sheet-sources"))
    yield Items(tuple(source_lines(answer, say)))


def card(one: PartAnswer, say: Words) -> Card:
    name = say("claims-card", says=one.part.says, share=words.share(one.verdict))
    return Card(words.word(one.verdict, say), name)


def side(answer: ClaimAnswer, name: str, say: Words) -> tuple[Block, ...]:
    """What was computed and what was published for the claim, or against it."""
    computed = words.sides(answer, say)[name == "against"]
    lines: list[Line] = [(Span(say("claims-computed"), "strong"), Span(f" {line}")) for line in computed]
    lines += [
        (Span(say("claims-published"), "strong"), Span(f" {one.words} "), Span(one.source, "soft"))
        for one in answer.claim.said
        if one.side == name
    ]
    return Heading(say(f"claims-{name}")), Items(tuple(lines) or (say("claims-no-evidence"),))


def part_table(answer: ClaimAnswer, say: Words) -> Table:
    """What was measured of each part; numbers are in the unit of their row."""
    return Table(
        "parts",
        (
            Column("part", say("claims-part")),
            Column("verdict", say("common-verdict")),
            Column("share", say("claims-share"), right=True),
            Column("best", say("figures-best"), right=True),
            Column("", say("common-band-head"), right=True),
            Column("needs", say("claims-needs")),
            Column("unit", say("figures-unit"), brief=False),
        ),
        tuple(part_row(one, say) for one in answer.parts),
        brief=True,
    )


def part_row(one: PartAnswer, say: Words) -> Row:
    factor, unit = words.scale(one.part)
    name, best = one.part.name, one.measured.best
    return Row(
        (
            Cell(say("claims-part-what-if", part=name) if one.part.what_if else name, name),
            Cell(words.word(one.verdict, say)),
            Cell(words.share(one.verdict), one.verdict.share),
            Cell(words.value(one.part, best), Estimate(best * factor, nan, one.low * factor, one.high * factor)),
            Cell(words.band(one, say)),
            Cell(words.threshold(one.part, say)),
            Cell(unit.strip()),
        )
    )


def drawn_figures(answer: ClaimAnswer) -> list[Figure]:
    """The figures that were drawn, each once; those that stand in the claim itself are told with it."""
    return list({f.path: f for one in answer.parts for f in one.measured.figures if "/" in f.path}.values())


def own_figures(answer: ClaimAnswer) -> list[Figure]:
    """The figures that stand in the claim itself."""
    return [f for p in answer.claim.parts if p.measure in ("ratio", "count", "figure") for f in p.figures]


def sources(answer: ClaimAnswer) -> tuple[str, ...]:
    """Who said it, who published what for and against it, and whose figures stand behind the answer."""
    said = [answer.claim.source, *(one.source for one in answer.claim.said)]
    return tuple(dict.fromkeys((*said, *frame.sources((*own_figures(answer), *drawn_figures(answer))))))


def source_lines(answer: ClaimAnswer, say: Words) -> list[str]:
    """The claim's own sources, those of the numbers that stand in it, and how many figures were drawn."""
    claim, drawn = answer.claim, drawn_figures(answer)
    lines = [say("claims-source", source=claim.source)]
    lines += [f"{one.words.rstrip('.')}: {one.source}" for one in claim.said]
    for one in own_figures(answer):
        told = one.source or f"{say('figures-assumed-mark')} {one.assumed}"
        lines.append(f"{figures.name(one.path, say)}: {told}")
    if drawn:
        lines.append(say("claims-drawn", n=len(drawn), number=f"{len(drawn):,}", origins=figures.origins(drawn, say)))
    return list(dict.fromkeys(lines))


# --- all claims ------------------------------------------------------------------------------------


def of_all(asked: Asked, found: ClaimAnswers, say: Words) -> Telling:
    answers, first = found.answers, found.answers[0]
    counted = {word: sum(one.verdict.word == word for one in answers) for word in (HOLDS, FAILS, DEPENDS, NO_MATTER)}
    verdicts = [say(f"claims-all-{word}", n=n, number=say.number(n)) for word, n in counted.items() if n]
    many = say.count(len(answers), "claim")
    own = [say("claims-note", claim=one.claim.id, note=told) for one in answers for told in notes.tell(one.notes, say)]
    return Telling(
        study=asked.study,
        about=say("claims-all-about"),
        headline=say("claims-all-headline", claims=many, n=counted[HOLDS], number=say.number(counted[HOLDS])),
        finding=say("claims-all-finding", claims=many, verdicts=verdicts, draws=f"{first.draws:,}"),
        sentences=(say("claims-share-means", draws=f"{first.draws:,}"), say("claims-no-truth")),
        blocks=(claim_table(found, say), Paragraph(say("claims-page-of-each"), "soft", brief=True)),
        notes=tuple(own),
        data=data.of_all(found, say),
        seed=first.seed,
        versions=frame.versions(),
        sources=tuple(dict.fromkeys(source for one in answers for source in sources(one))),
        corner=words.corner(first, say),
        small_print=(say("claims-by-hand"), *frame.small_print(say)),
        numbers=tuple((one.claim.title, words.label(one, say)) for one in answers),
    )


def claim_table(found: ClaimAnswers, say: Words) -> Table:
    """A row for each claim; of one without a truth value also its checkable parts."""
    return Table(
        "claims",
        (
            Column("claim", say("claims-claim"), close=True),
            Column("kind", say("page-kind")),
            Column("verdict", say("common-verdict")),
            Column("share", say("claims-share"), right=True),
            Column("decides", say("claims-decides")),
            Column("finding", say("claims-finding"), brief=False),
        ),
        tuple(row for answer in found.answers for row in claim_rows(answer, say)),
        brief=True,
    )


def claim_rows(answer: ClaimAnswer, say: Words) -> Iterator[Row]:
    claim, verdict, finding = answer.claim, answer.verdict, words.finding(answer, say)
    yield Row(
        (
            Cell(claim.id),
            Cell(claim.kind),
            Cell(words.word(verdict, say)),
            Cell(words.share(verdict), verdict.share),
            Cell(words.cause(verdict, say)),
            Cell((Span(f"{claim.title} ", "strong"), Span(finding)), finding),
        )
    )
    for one in words.tests(answer) if claim.beyond else ():
        yield Row(
            (
                Cell((Span(f"  {one.part.name}", "soft"),), f"{claim.id}: {one.part.name}"),
                Cell("", claim.kind),
                Cell((Span(words.word(one.verdict, say), "soft"),)),
                Cell((Span(words.share(one.verdict), "soft"),), one.verdict.share),
                Cell((Span(words.cause(one.verdict, say), "soft"),)),
                Cell((Span(words.evidence(one, say), "soft"),)),
            )
        )
