"""What the best sites tell."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

import numpy as np

from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.site import words
from openbmd.studies.site.answer import Siting, held
from openbmd.studies.site.cover import Best
from openbmd.studies.site.data import data
from openbmd.telling import (
    Block,
    Cell,
    Column,
    Details,
    Drawn,
    Heading,
    Paragraph,
    Row,
    Table,
    Telling,
    figures,
    frame,
    notes,
    style,
)
from openbmd.telling.blocks import plain

WHOLE = 1.0 - 1e-9  # of a place's people-weight, from which it is covered


def tell(asked: Asked, say: Words) -> Telling:
    """The finding, the best sites, every place and site, and what is not asked."""
    found: Siting = asked.answer
    headline = words.headline(found, say)
    return Telling(
        study=asked.study,
        about=found.scenario.title or found.scenario.name,
        headline=headline,
        finding=f"{headline}.",
        sentences=tuple(words.sentences(found, say)),
        blocks=tuple(blocks(found, say)),
        notes=tuple(noted(found, say)),
        data=data(found),
        seed=None,
        versions=found.versions,
        sources=frame.sources(found.scenario.figures),
        corner=words.corner(found, say),
        small_print=frame.small_print(say),
        numbers=tuple(
            (f"{plain(row.cells[0].line)}: {plain(row.cells[1].line)}", plain(row.cells[3].line))
            for row in best_table(found, say).rows[1:]
        ),
        first="map",
    )


def blocks(found: Siting, say: Words) -> Iterator[Block]:
    """The page."""
    yield Heading(say("common-where"))
    yield Drawn("map", say("site-map-caption"))
    yield Heading(say("site-adds"))
    yield Drawn("adds")
    yield best_table(found, say)
    yield Paragraph(say("site-adds-caption"), "soft")
    yield Paragraph(words.median(found, say), brief=True)
    yield Heading(say("site-everything"))
    for title, table in (
        (say("site-places"), place_table(found, say)),
        (say("site-candidates"), site_table(found, say)),
    ):
        yield Details(title, f"({len(table.rows)})", (table,))


def noted(found: Siting, say: Words) -> list[str]:
    """What the answer leaves out, and what was noted on the way."""
    origins = figures.origins(found.scenario.figures, say)
    return [
        say("site-classes", classes=str(found.classes), flights=f"{found.flights:,}"),
        say("site-copies", unit=found.unit),
        say("site-shots"),
        say("site-best-figures"),
        say("site-not-asked"),
        *notes.tell(found.notes, say),
        say("figures-lead", number=f"{len(found.scenario.figures):,}", origins=origins),
    ]


def best_table(found: Siting, say: Words) -> Table:
    """What is there, then a row for each number of units."""
    columns = (
        Column("units", say("site-units-head"), right=True),
        Column("sites", say("site-sites-head")),
        Column("adds_people_weight", say("site-adds-head"), right=True, close=True),
        Column("covered_people_weight", say("site-covered-head"), right=True, close=True),
        Column("bound_people_weight", say("site-bound-head"), right=True, brief=False, close=True),
        Column("gap", say("site-gap-head"), right=True, close=True),
    )
    there = Cell(say("site-chart-none", fresh=words.fresh(found)), 0)
    before = Cell(words.share(found, found.before, say), found.before)
    first = Row((there, Cell(""), Cell(""), before, Cell(""), Cell("")))
    rows = [best_row(found, n + 1, best, say) for n, best in enumerate(found.best)]
    return Table("best", columns, (first, *rows), brief=True)


def best_row(found: Siting, units: int, best: Best, say: Words) -> Row:
    added = best.adds[units - 1] if units <= len(best.adds) else 0.0
    return Row(
        (
            Cell(str(units), units),
            Cell(words.names(found, best.sites, say) if best.sites else say("site-no-sites")),
            Cell(style.people(added), added),
            Cell(words.share(found, best.weight, say), best.weight),
            Cell(words.share(found, best.bound, say), best.bound),
            Cell(words.closer(best.gap) if best.gap > 0.0 else say("site-gap-proved"), best.gap),
        )
    )


def place_table(found: Siting, say: Words) -> Table:
    """A row for each place, the heaviest first."""
    before, after = held(found, ()), held(found, found.best[-1].sites)
    columns = (
        Column("place", say("page-place")),
        Column("people_weight", say("page-people-weight"), right=True, close=True),
        Column("covered", say("site-before-head"), right=True),
        Column("covered_with_best", say("site-after-head", units=str(len(found.best))), right=True),
    )
    order = sorted(range(len(found.places)), key=lambda n: -found.places[n].people_weight)
    return Table("places", columns, tuple(place_row(found, n, float(before[n]), float(after[n]), say) for n in order))


def place_row(found: Siting, n: int, before: float, after: float, say: Words) -> Row:
    place = found.places[n]
    weight = Cell(style.people(place.people_weight), place.people_weight)
    return Row((Cell(place.name), weight, share_cell(before, say), share_cell(after, say)))


def share_cell(share: float, say: Words) -> Cell:
    """How much of a place's people-weight is covered."""
    if isnan(share):
        return Cell(say("site-nothing-comes"))
    told = say("common-yes") if share > WHOLE else style.percent(share) if share > 0.0 else say("site-no-sites")
    return Cell(told, share)


def site_table(found: Siting, say: Words) -> Table:
    """The sites with what one unit adds alone, the best first."""
    columns: tuple[Column, ...] = (
        Column("site", say("site-legend-site")),
        Column("adds_alone_people_weight", say("site-alone-head"), right=True, close=True),
    )
    played = found.played
    if played is not None:
        columns += (
            Column("fewer_leakers", say("site-fewer-head"), right=True),
            Column("fewer_leakers_error", say("site-fewer-error-head"), right=True, brief=False),
        )
    saved = np.zeros(len(found.sites)) if played is None else played.fewer
    rows = []
    for n in np.lexsort((-saved, -found.adds_alone)).tolist():
        adds = float(found.adds_alone[n])
        cells = [Cell(found.sites[n].name), Cell(style.people(adds), adds)]
        if played is not None:
            cells += [fixed(float(played.fewer[n])), fixed(float(played.error[n]))]
        rows.append(Row(tuple(cells)))
    return Table("sites", columns, tuple(rows))


def fixed(value: float) -> Cell:
    """A number of missiles that may be below zero."""
    return Cell(f"{value:.2f}" if value else "0", value)
