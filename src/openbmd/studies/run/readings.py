"""The raid by each reading of the interceptors' chances, beside each other, and whose figures they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openbmd.locales import Words
from openbmd.records import Answer, Reading
from openbmd.telling import Block, Cell, Column, Details, Heading, Paragraph, Row, Table, figures, style


def blocks(answer: Answer, say: Words) -> Iterator[Block]:
    """The readings in one table, what they lack, and their figures folded away."""
    if not answer.readings:
        return
    yield Heading(say("run-readings"))
    yield beside(answer, say)
    said = [say("run-readings-mean")] + [
        say("run-reading-without", reading=name(one, say), interceptors=[style.label(key) for key in one.without])
        for one in answer.readings
        if one.without
    ]
    yield Paragraph(" ".join(said), "soft", brief=True)
    tables = tuple(table(one, say) for one in answer.readings if one.figures)
    if tables:
        yield Details(say("run-reading-figures"), f"({sum(len(one.rows) for one in tables)})", tables)


def name(reading: Reading, say: Words) -> str:
    return say(f"run-reading-{reading.name}")


def beside(answer: Answer, say: Words) -> Table:
    """A row for each reading."""
    rows = [
        Row(
            (
                Cell(name(one, say), one.name),
                Cell(style.with_error(one.leakers), one.leakers),
                Cell(style.chance(one.p_no_leaker, one.raids), one.p_no_leaker),
            )
        )
        for one in answer.readings
    ]
    columns = (
        Column("reading", say("run-reading")),
        Column("leakers", say("common-leakers-in-raid"), right=True),
        Column("p_no_leaker", say("common-chance-of-none"), right=True),
    )
    return Table("readings", columns, tuple(rows), brief=True)


def table(reading: Reading, say: Words) -> Table:
    """The figures of a reading, each with its range and where it comes from."""
    made = figures.table(f"reading-{reading.name}", reading.figures, {}, say)
    rows = [
        Row((Cell(figures.name(one.path, say), one.path), *row.cells[1:]))
        for one, row in zip(reading.figures, made.rows, strict=True)
    ]
    return made._replace(rows=tuple(rows), caption=name(reading, say))


def data(answer: Answer) -> list[dict[str, Any]]:
    """For programs."""
    return [
        {
            "reading": one.name,
            "leakers": one.leakers,
            "p_no_leaker": one.p_no_leaker,
            "effects": list(one.effects),
            "without": list(one.without),
            "figures": [figure._asdict() for figure in one.figures],
        }
        for one in answer.readings
    ]
