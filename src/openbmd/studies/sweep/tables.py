"""The tables of a sweep."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

from openbmd.kinds import Figure
from openbmd.records import Estimate
from openbmd.studies.sweep import words
from openbmd.studies.sweep.alone import TornadoBar
from openbmd.studies.sweep.sobol import Index, Indices
from openbmd.studies.sweep.turning_points import TurningPoint
from openbmd.studies.sweep.words import Swept
from openbmd.telling import Cell, Column, Row, Span, Table, figures, style

OTHERS = "others"  # in the place of a figure's path: those that are moved as one group


def shares(told: Swept, found: Indices) -> Table:
    """Shares of the variance, the largest first, the others together last."""
    say = told.say
    columns = (
        Column("figure", say("sweep-shares-head")),
        Column("first_order", say("sweep-by-itself"), right=True),
        Column("total", say("sweep-with-others"), right=True),
        Column("rank_correlation", say("common-rank-correlation"), right=True),
    )
    rows = sorted(found.rows, key=lambda row: (not row.path, -row.total))
    return Table("shares", columns, tuple(share(told, row, found.others) for row in rows), brief=True)


def share(told: Swept, row: Index, others: int) -> Row:
    say = told.say
    name = figures.name(row.path, say) if row.path else say("sweep-all-others", number=f"{others:,}")
    total = words.share(row.total, row.total_low, row.total_high, say)
    return Row(
        (
            Cell(name, row.path or OTHERS),
            Cell(
                words.share(row.first, row.first_low, row.first_high, say),
                Estimate(row.first, nan, row.first_low, row.first_high),
            ),
            Cell((Span(total, "strong"),), Estimate(row.total, nan, row.total_low, row.total_high)),
            correlated(told, row.path),
        )
    )


def correlated(told: Swept, path: str) -> Cell:
    """The rank correlation of a figure over the draws, where it is beyond chance."""
    found = {driver.path: driver.correlation for driver in told.found.drivers if driver.significant}.get(path)
    return Cell("" if found is None else style.fixed(found, 2), found)


def published(figure: Figure) -> Cell:
    """The published range as printed, for programs in SI; "mean" is the best value."""
    numbers, _ = style.shown((figure.low, figure.best, figure.high), figure.unit)
    return Cell((Span(" – ".join(numbers), "soft"),), Estimate(figure.best, nan, figure.low, figure.high))


def unit(figure: Figure) -> Cell:
    """The unit of the numbers that are printed; that of those for programs is SI."""
    _, symbol = style.shown((figure.low, figure.best, figure.high), figure.unit)
    return Cell(symbol, figure.unit)


def longest(told: Swept, bars: Sequence[TornadoBar]) -> Table:
    """The longest bars of the tornado."""
    say = told.say
    columns = (
        Column("figure", say("sweep-alone-head")),
        Column("at_low", say("figures-low"), right=True),
        Column("at_high", say("figures-high"), right=True),
        Column("published", say("common-range-head"), right=True),
        Column("unit", say("figures-unit")),
    )
    rows = tuple(Row((named(told, bar), *ends(told, bar), published(bar.figure), unit(bar.figure))) for bar in bars)
    return Table("longest", columns, rows, brief=True)


def movers(told: Swept, bars: Sequence[TornadoBar]) -> Table:
    """Every figure that alone moves the answer."""
    say = told.say
    columns = (
        Column("figure", say("figures-figure")),
        Column("published", say("common-range-head"), right=True),
        Column("unit", say("figures-unit")),
        Column("at_low", say("sweep-answer-low"), right=True),
        Column("at_high", say("sweep-answer-high"), right=True),
        Column("beside_dice", say("sweep-beside-dice")),
        Column("rank_correlation", say("common-rank-correlation"), right=True),
    )
    rows = tuple(
        Row(
            (
                named(told, bar),
                published(bar.figure),
                unit(bar.figure),
                *ends(told, bar),
                Cell("" if bar.told else say("sweep-within-dice"), "beyond" if bar.told else "within"),
                correlated(told, bar.figure.path),
            )
        )
        for bar in bars
    )
    return Table("movers", columns, rows)


def named(told: Swept, bar: TornadoBar) -> Cell:
    return Cell(figures.name(bar.figure.path, told.say), bar.figure.path)


def ends(told: Swept, bar: TornadoBar) -> list[Cell]:
    """The measure with a figure at both ends of its range."""
    return [Cell(words.at_end(told, point), Estimate(point.mean, point.se, nan, nan)) for point in (bar.low, bar.high)]


def flips(told: Swept) -> Table:
    """Where each figure alone turns the verdict."""
    found, say = told
    columns = (
        Column("figure", say("figures-figure")),
        Column("turns_at", say("sweep-at"), right=True),
        Column("", say("sweep-dice-leave"), right=True),
        Column("where", say("sweep-in-range")),
        Column("published", say("common-range-head"), right=True),
        Column("unit", say("figures-unit")),
    )
    ranges = {figure.path: figure for figure in found.figures}
    rows = tuple(flip(told, one, ranges[one.path]) for one in found.flips)
    caption = say("sweep-flips-table", verdict=words.verdict_words(told))
    return Table("flips", columns, rows, caption=caption, brief=True)


def flip(told: Swept, one: TurningPoint, figure: Figure) -> Row:
    say = told.say
    low, high = (words.in_unit(figure, at)[0] for at in (one.low, one.high))
    at, _ = words.in_unit(figure, one.value)
    where = say(f"sweep-where-{one.where}")
    where = say("sweep-where-short", where=where) if one.short else where
    return Row(
        (
            Cell(figures.name(one.path, say), one.path),
            Cell((Span(at, "strong"),), Estimate(one.value, nan, one.low, one.high)),
            Cell(say("common-range", low=low, high=high)),
            Cell(where, f"{one.where}, falls short" if one.short else one.where),
            published(figure),
            unit(figure),
        )
    )
