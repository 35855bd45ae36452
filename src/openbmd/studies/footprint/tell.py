"""What a footprint tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.footprint import words
from openbmd.studies.footprint.negation import ITS_OWN
from openbmd.studies.footprint.plane import Region
from openbmd.studies.footprint.words import FoundFootprint
from openbmd.telling import (
    Block,
    Cell,
    Column,
    Details,
    Drawn,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    Telling,
    frame,
    notes,
    reasons,
    style,
)
from openbmd.telling.blocks import plain
from openbmd.telling.figures import origins

DIGITS = 5  # decimals of a degree: a metre


def tell(asked: Asked, say: Words) -> Telling:
    """The finding, the regions, the places, and what is not said."""
    told = words.of(asked, say)
    scenario, found = told.scenario, told.found
    return Telling(
        study=asked.study,
        about=scenario.title,
        headline=words.headline(told),
        finding=words.finding(told),
        sentences=(*frame.off(asked.scenarios, say, ITS_OWN), *words.sentences(told)),
        effects_off=frame.effects_off(asked.scenarios, ITS_OWN),
        blocks=tuple(blocks(told)),
        notes=tuple(notes.tell((*scenario.notes, *found.notes), say)),
        data=data(told),
        seed=scenario.seed,
        versions=frame.versions(),
        sources=frame.sources(scenario.figures),
        corner=say("footprint-corner", **corner_values(told), flights=f"{found.flown:,}"),
        small_print=frame.small_print(say),
        numbers=tuple((plain(row.cells[0].line), plain(row.cells[1].line)) for row in region_table(told).rows),
        first="footprint",
    )


def corner_values(told: FoundFootprint) -> dict[str, str]:
    return {
        "version": frame.versions()["openbmd"],
        "scenario": told.scenario.name,
        "seed": str(told.scenario.seed),
    }


def blocks(told: FoundFootprint) -> Iterator[Block]:
    """The page."""
    say = told.say
    yield Drawn("footprint", say("footprint-caption"))
    yield region_table(told)
    yield Heading(say("footprint-defended"))
    yield place_table(told, "defended-places", [place.name for place in told.scenario.places])
    defended = {place.name for place in told.scenario.places}
    others = [name for name in words.by_weight(told.found.places) if name not in defended]
    if others:
        yield Details(say("footprint-others"), f"({len(others)})", (place_table(told, "other-cities", others),))
    within, total = words.weights(told)
    yield Paragraph(say("footprint-weights", inside=style.people(within), total=style.people(total)), "soft")
    if told.denied:
        yield Heading(say("footprint-denied-heading", place=told.denied.place.name))
        yield Drawn("denied", say("footprint-denied-caption"))
    if told.negation:
        yield Heading(say("footprint-chances-heading"))
        yield Drawn("negation", say("footprint-chances-caption"))
    yield Heading(say("footprint-not-said"))
    figures = told.scenario.figures
    best = say("footprint-best-figures", number=str(len(figures)), origins=origins(figures, say))
    yield Items((say("footprint-alone"), best, say("footprint-boundary")), brief=True)


def region_table(told: FoundFootprint) -> Table:
    """What is possible over which area."""
    say, found = told.say, told.found
    rows: list[tuple[str, Region]] = [("one", found.one), ("look", found.again)]
    if len(found.units) > 1:
        rows.append(("two", found.two))
    return Table(
        "regions",
        (
            Column("what", say("footprint-what-is-possible")),
            Column("area_km2", say("footprint-area-head"), right=True, close=True),
            Column("", say("footprint-meaning")),
        ),
        tuple(
            Row(
                (
                    Cell(say(f"footprint-{kind}")),
                    Cell(words.area(region, say), region.area / 1e6),
                    Cell(say(f"footprint-{kind}-meaning")),
                )
            )
            for kind, region in rows
        ),
    )


def place_table(told: FoundFootprint, name: str, names: list[str]) -> Table:
    """What can be done about a missile at each place, and why not."""
    say = told.say
    columns = (
        Column("place", say("page-place")),
        Column("people_weight", say("page-people-weight"), right=True, brief=False, close=True),
        Column("salvos", say("footprint-salvos"), right=True),
        Column("fire_units", say("footprint-fire-units"), right=True, brief=False),
        Column("why_not", say("footprint-why-not")),
    )
    return Table(name, columns, tuple(place_row(told, one) for one in names), brief=name == "defended-places")


def place_row(told: FoundFootprint, name: str) -> Row:
    say, found = told.say, told.found.places[name]
    weight = style.people(found.people_weight) if found.people_weight else "–"
    return Row(
        (
            Cell(name),
            Cell(weight, found.people_weight),
            Cell(str(found.shots or say("common-none")), found.shots),
            Cell(str(found.units or "–"), found.units),
            Cell("" if found.shots else reasons.outside(found.reason, say)),
        )
    )


# --- for programs ---------------------------------------------------------------------------------


def data(told: FoundFootprint) -> dict[str, Any]:
    """Everything as plain data, with a fixed order of keys; docs/footprint.md says what each key holds."""
    found = told.found
    within, total = words.weights(told)
    answer: dict[str, Any] = {
        "scenario": told.scenario.name,
        "units": list(found.units),
        "missile": found.missile,
        "approaches": [
            {"from": approach.label, "shape": approach.route.shape.name, **where(approach.route.launch)}
            for approach in found.approaches
        ],
        "area_km2": found.one.area / 1e6,
        "weight_inside": within,
        "weight_total": total,
        "places": {name: place.shots for name, place in found.places.items()},
        "outside": {name: place.reason for name, place in found.places.items() if not place.shots},
        "polygon": geometry(found.one),
        "shoot_look_shoot": {"area_km2": found.again.area / 1e6, "polygon": geometry(found.again)},
        "two_units": {"area_km2": found.two.area / 1e6, "polygon": geometry(found.two)},
        "flown": found.flown,
    }
    if told.denied is not None:
        answer["denied"] = {
            "place": told.denied.place.name,
            "area_km2": told.denied.one.area / 1e6,
            "polygon": geometry(told.denied.one),
            "shoot_look_shoot": {
                "area_km2": told.denied.again.area / 1e6,
                "polygon": geometry(told.denied.again),
            },
        }
    if told.negation is not None:
        grids = (grid.ravel().tolist() for grid in told.negation)
        answer["negation"] = [
            {"longitude_deg": x, "latitude_deg": y, "chance": p} for x, y, p in zip(*grids, strict=True)
        ]
    return answer


def where(site: Any) -> dict[str, Any]:
    return {
        "latitude_deg": float(np.degrees(site.latitude)),
        "longitude_deg": float(np.degrees(site.longitude)),
    }


def geometry(region: Region) -> dict[str, Any]:
    """A GeoJSON MultiPolygon (RFC 7946)."""
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [np.round(np.array(ring.coords), DIGITS).tolist() for ring in (part.exterior, *part.interiors)]
            for part in region.shape.geoms
        ],
    }
