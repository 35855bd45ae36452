"""What real engagements tell of the tool."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan, nan

from openbmd.locales import Words
from openbmd.records.engagements import Engagement, EngagementWord
from openbmd.studies.contract import Asked
from openbmd.studies.engagements import data, words
from openbmd.studies.engagements.answer import Back, Calibration, EngagementAnswer, Together, ToldWord
from openbmd.telling import (
    Block,
    Cell,
    Column,
    Drawn,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    Telling,
    frame,
    notes,
    style,
)


def tell(asked: Asked, say: Words) -> Telling:
    """How many records lie inside, each of them, and the misses with their reasons."""
    found: EngagementAnswer = asked.answer
    many = len(found.backs) > 1
    last = found.calibrations[-1] if found.calibrations else None
    sentences = [say("engagements-expected", **expected(last))] if many and last else []
    sentences += [say("engagements-set", **of_set(one, say)) for one in found.calibrations if many and one.set]
    sentences += [words.together(one, found, say) for one in found.together]
    sentences += [words.hangs(found.backs[0], say)] if len(found.backs) == 1 else []
    numbers = (
        (
            (say("engagements-number-half"), say("common-of", number=f"{last.half:,}", all=f"{last.cases:,}")),
            (say("engagements-number-most"), say("common-of", number=f"{last.most:,}", all=f"{last.cases:,}")),
        )
        if last
        else ()
    )
    return Telling(
        study=asked.study,
        about=say("engagements-about"),
        headline=words.headline(found, say),
        finding=words.finding(found, say),
        sentences=tuple(sentences),
        blocks=tuple(blocks(found, say)),
        notes=tuple(told_notes(found, say)),
        data=data.plain(found, say),
        seed=found.seed,
        versions=found.versions,
        sources=sources(found),
        corner=words.corner(found, say),
        small_print=(say("engagements-small-print"), *frame.small_print(say)[:1]),
        description=say("engagements-description"),
        numbers=numbers,
        first="records" if found.backs else "",
    )


def expected(one: Calibration) -> dict[str, str]:
    return {"half": style.fixed(one.half_expected, 1), "most": style.fixed(one.most_expected, 1)}


def of_set(one: Calibration, say: Words) -> dict[str, str]:
    return {"set": one.set, **words.counted(one.half, one.most, one.cases)}


def sources(found: EngagementAnswer) -> tuple[str, ...]:
    """Who tells of the cases, and whose figures they were played with."""
    told = [source for one in found.backs for source in (*one.case.sources, *(said.source for said in one.case.said))]
    drawn = {figure.path: figure for one in found.backs for figure in one.figures}
    return tuple(dict.fromkeys((*told, *frame.sources(drawn.values()))))


def told_notes(found: EngagementAnswer, say: Words) -> Iterator[str]:
    """What the reader must know of each case's draws."""
    for one in found.backs:
        for said in notes.tell(one.notes, say):
            yield say("engagements-note", case=one.case.label, note=said)


def blocks(found: EngagementAnswer, say: Words) -> Iterator[Block]:
    """The page."""
    yield Paragraph(words.corner(found, say), "soft")
    if found.backs:
        yield Drawn("records", say("engagements-caption"))
        yield Heading(say("engagements-records-heading"))
        yield record_table(found, say)
        yield Paragraph(say("engagements-how-to-read"), "soft")
        if len(found.backs) > 1:
            yield Heading(say("engagements-calibration-heading"))
            yield calibration_table(found, say)
            yield Paragraph(say("engagements-not-independent"), "soft")
        missed = [one for one in found.backs if one.off]
        yield Heading(say("engagements-misses-heading"))
        yield Items(tuple(words.miss(one, say) for one in missed) or (say("engagements-no-miss"),), brief=True)
    for group in found.together:
        yield Heading(say("engagements-together-heading"))
        yield Paragraph(words.together(group, found, say), brief=True)
        yield Paragraph(say("engagements-together-how"), "soft")
        yield together_table(group, found, say)
    cases = [*(one.case for one in found.backs), *found.unplayed]
    yield Heading(say("engagements-doubt-heading"))
    yield Items(tuple(say("engagements-doubt", case=one.label, counted=one.counted, doubt=one.doubt) for one in cases))
    if any(one.said for one in cases):
        yield Heading(say("engagements-said-heading"))
        yield said_table(found, say)
    if any(one.laydown for one in found.backs):
        yield Heading(say("engagements-laydown-heading"))
        yield laydown_table(found, say)
    if found.unplayed:
        yield Heading(say("engagements-unplayed-heading"))
        yield Items(
            tuple(say("engagements-unplayed", case=one.label, why=one.unplayed) for one in found.unplayed), brief=True
        )


def record_table(found: EngagementAnswer, say: Words) -> Table:
    """A row for each case."""
    columns = (
        Column("case", say("engagements-case"), close=True),
        Column("set", say("engagements-set-head")),
        Column("k", say("engagements-record"), right=True, close=True),
        Column("exact_low", say("engagements-exact"), right=True, brief=False),
        Column("mean", say("engagements-mean"), right=True, brief=False),
        Column("half_low", say("engagements-half-head"), right=True, close=True),
        Column("most_low", say("engagements-most-head"), right=True, close=True),
        Column("quantile", say("engagements-quantile"), right=True),
        Column("tail", say("engagements-tail"), right=True),
        Column("verdict", say("common-verdict")),
    )
    return Table("records", columns, tuple(record_row(one, say) for one in found.backs), brief=True)


def record_row(one: Back, say: Words) -> Row:
    case, place = one.case, one.place
    mean = float(one.chances @ range(len(one.chances)))
    low, high = one.exact
    return Row(
        (
            Cell(say("engagements-disputed", case=case.label) if case.disputed else case.label, case.id),
            Cell(case.set),
            Cell(words.record(case.k, case.n, say), case.k),
            Cell(f"{style.fixed(low, 2)}–{style.fixed(high, 2)}", low),
            Cell(style.significant(mean, 3), mean),
            Cell(words.between(place.half), place.half.low),
            Cell(words.between(place.most), place.most.low),
            Cell(style.fixed(place.quantile, 3), place.quantile),
            Cell(style.significant(place.tail, 2), place.tail),
            Cell(words.verdict(one, say)),
        )
    )


def calibration_table(found: EngagementAnswer, say: Words) -> Table:
    """How many records lie inside, and how many would with right distributions."""
    columns = (
        Column("set", say("engagements-set-head")),
        Column("cases", say("engagements-cases"), right=True),
        Column("in_half", say("engagements-in-half"), right=True),
        Column("in_half_expected", say("engagements-half-expected"), right=True),
        Column("in_most", say("engagements-in-most"), right=True),
        Column("in_most_expected", say("engagements-most-expected"), right=True),
    )
    rows = tuple(
        Row(
            (
                Cell(one.set or say("engagements-both"), one.set),
                Cell(f"{one.cases:,}", one.cases),
                Cell(f"{one.half:,}", one.half),
                Cell(style.fixed(one.half_expected, 1), one.half_expected),
                Cell(f"{one.most:,}", one.most),
                Cell(style.fixed(one.most_expected, 1), one.most_expected),
            )
        )
        for one in found.calibrations
    )
    return Table("calibration", columns, rows, brief=True)


def together_table(group: Together, found: EngagementAnswer, say: Words) -> Table:
    """For each case of a group the share of the draws whose dice hold its record."""
    columns = (
        Column("case", say("engagements-case")),
        Column("share", say("engagements-alone"), right=True),
        Column("inside", say("engagements-inside-head")),
    )
    labels = {one.case.id: one.case.label for one in found.backs}
    rows = tuple(
        Row(
            (
                Cell(labels[name], name),
                Cell(style.percent(share), share),
                Cell(say("common-yes" if inside else "engagements-no"), inside),
            )
        )
        for name, share, inside in zip(group.cases, group.alone, group.inside, strict=True)
    )
    return Table(f"together-{group.group}", columns, rows, brief=True)


def said_table(found: EngagementAnswer, say: Words) -> Table:
    """Each side's word, and where its own numbers lie."""
    columns = (
        Column("case", say("engagements-case"), close=True),
        Column("who", say("engagements-who")),
        Column("says", say("engagements-says")),
        Column("k", say("engagements-record"), right=True),
        Column("quantile", say("engagements-quantile"), right=True),
        Column("source", say("common-source")),
    )
    rows = [
        said_row(one.case, said, told, say)
        for one in found.backs
        for said, told in zip(one.case.said, one.said, strict=True)
    ]
    rows += [said_row(case, said, None, say) for case in found.unplayed for said in case.said]
    return Table("said", columns, tuple(rows))


def said_row(case: Engagement, said: EngagementWord, told: ToldWord | None, say: Words) -> Row:
    quantile = nan if told is None or told.place is None else told.place.quantile
    source = say("engagements-link", source=said.source, link=said.link) if said.link else said.source
    return Row(
        (
            Cell(case.label, case.id),
            Cell(said.who),
            Cell(said.says),
            Cell(words.record(said.k, said.n, say) if said.n else "–", said.k if said.n else None),
            Cell("–" if isnan(quantile) else style.fixed(quantile, 3), None if isnan(quantile) else quantile),
            Cell(source),
        )
    )


def laydown_table(found: EngagementAnswer, say: Words) -> Table:
    """What nobody knows of the laydowns, as it was drawn."""
    columns = (
        Column("case", say("engagements-case"), close=True),
        Column("unknown", say("engagements-unknown")),
        Column("low", say("figures-low"), right=True),
        Column("best", say("figures-best"), right=True),
        Column("high", say("figures-high"), right=True),
        Column("assumed", say("engagements-assumed")),
    )
    rows = tuple(
        Row(
            (
                Cell(one.case.label, one.case.id),
                Cell(unknown.name),
                *(
                    Cell(style.significant(value, 3), value)
                    for value in (unknown.figure.low, unknown.figure.best, unknown.figure.high)
                ),
                Cell(unknown.figure.assumed),
            )
        )
        for one in found.backs
        for unknown in one.laydown
    )
    return Table("laydown", columns, rows)
