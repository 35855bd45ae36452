"""What a radar sees: one page that opens offline."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from math import degrees, isfinite
from typing import Any

from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.products import coverage_charts, coverage_map, coverage_timeline, coverage_words, figure_table
from openbmd.studies.coverage.answer import Coverage, SceneAnswer
from openbmd.telling import style
from openbmd.telling.notes import tell


def drawn(answer: Coverage) -> list[Picture]:
    """The pictures."""
    with house_style():
        return list(_drawn(answer, coverage_words.corner(answer)))


def _drawn(answer: Coverage, corner: str) -> Iterator[Picture]:
    for scene in answer.scenes:
        yield coverage_map.draw(answer, scene, corner)
    yield coverage_timeline.draw(answer, corner)
    yield coverage_charts.draw_flips(answer, corner)
    yield coverage_charts.draw_reach(answer, corner)


def page(answer: Coverage, svg: dict[str, str]) -> str:
    """The page as HTML with its pictures, by name, inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    figures = {figure.path: figure for scene in answer.scenes for figure in scene.scene.scenario.figures}
    routes = answer.scenes[0].scene.scenario.routes
    return environment.get_template("coverage.html.jinja").render(
        answer=answer,
        headline=coverage_words.headline(answer),
        paragraphs=coverage_words.paragraphs(answer),
        svg=svg,
        css=inks.css() + css,
        maps=[name for name in svg if name.startswith("map")],
        scenes=[(coverage_charts.name_of(scene), rows(answer, scene)) for scene in answer.scenes],
        sources=[(r.name, style.label(r.missile), s) for r, s in zip(routes, answer.sources, strict=True)],
        figure_count=len(figures),
        origins=figure_table.origins(figures.values()),
        notes=tell(answer.notes, Words()),
        corner=coverage_words.corner(answer),
    )


def rows(answer: Coverage, scene: SceneAnswer) -> list[dict[str, Any]]:
    """The table of one mode."""
    return [
        {
            "name": route.name,
            "first": f"{flight.seen.first_time:.0f}" if isfinite(flight.seen.first_time) else "–",
            "held": f"{flight.seen.held:.0f}",
            "band": coverage_words.band_text(flight) or "–",
            "stage": f"{flight.with_stage.held:.0f}",
            "closest": f"{flight.closest_ground / 1e3:,.0f}",
            "slant": style.fixed(flight.seen.slant / 1e3, 0) if isfinite(flight.seen.slant) else "–",
            "bearing": f"{degrees(flight.seen.bearing):.0f}" if isfinite(flight.seen.bearing) else "–",
            "needed": style.significant(flight.needed.cross_section, 2),
            "given": style.significant(flight.needed.given, 2),
            "error": style.significant(flight.seen.position_error, 2) if isfinite(flight.seen.position_error) else "–",
            "flips": [coverage_words.flip_text(name, flip) for name, flip in flight.flips.items()],
            "verdict": coverage_words.verdict(flight, answer.hold),
        }
        for route, flight in zip(scene.scene.scenario.routes, scene.flights, strict=True)
    ]
