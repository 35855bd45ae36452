"""A footprint as one page that opens offline."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from openbmd.locales import Words
from openbmd.products import figure_table, footprint_map, footprint_words, inks, style
from openbmd.products.footprint_words import Told
from openbmd.products.pictures import Picture, house_style
from openbmd.telling import reasons as reason_words
from openbmd.telling.notes import tell


def drawn(told: Told) -> list[Picture]:
    """The pictures."""
    corner = footprint_words.source_line(told)
    with house_style():
        made = [footprint_map.draw(told, corner)]
        if told.denied is not None:
            made.append(footprint_map.draw_denied(told, corner))
        if told.negation is not None:
            made.append(footprint_map.draw_chances(told, corner))
    return made


def page(told: Told, svg: dict[str, str]) -> str:
    """The page as HTML with its pictures, by name, inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    within, total = footprint_words.weights(told)
    return environment.get_template("footprint.html.jinja").render(
        told=told,
        headline=footprint_words.headline(told),
        finding=footprint_words.finding(told),
        sentences=footprint_words.sentences(told),
        svg=svg,
        css=inks.css() + css,
        areas=areas(told),
        defended=[place_row(told, place.name) for place in told.scenario.places],
        others=[place_row(told, name) for name in others(told)],
        within=style.people(within),
        total=style.people(total),
        figure_count=len(told.scenario.figures),
        origins=figure_table.origins(told.scenario.figures),
        notes=tell((*told.scenario.notes, *told.found.notes), Words()),
        corner=footprint_words.source_line(told),
    )


def areas(told: Told) -> list[tuple[str, str, str]]:
    """What is possible, over which area, and what that means."""
    found = told.found
    rows = [
        ("one shot", found.one, "a fire unit has an engagement opportunity at the flight that comes down there"),
        ("shoot, look, shoot", found.again, "after the first salvo is assessed another launch still fits"),
    ]
    if len(found.units) > 1:
        rows.append(("two fire units", found.two, "two different units have opportunities"))
    return [(name, footprint_words.area(region.area), what) for name, region, what in rows]


def others(told: Told) -> list[str]:
    """The other cities, heaviest first."""
    defended = {place.name for place in told.scenario.places}
    return [name for name in footprint_words.by_weight(told.found.places) if name not in defended]


def place_row(told: Told, name: str) -> dict[str, Any]:
    found = told.found.places[name]
    return {
        "name": name,
        "weight": style.people(found.people_weight) if found.people_weight else "–",
        "shots": found.shots,
        "units": found.units,
        "why": reason_words.outside(found.reason, Words()) if not found.shots else "",
    }
