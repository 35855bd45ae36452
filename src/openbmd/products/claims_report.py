"""A claim as one page that opens offline."""

from __future__ import annotations

from importlib.resources import files

from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.products import claims_chart, claims_map, claims_words, figure_table
from openbmd.products.claims_words import Told
from openbmd.products.drivers_chart import figure_name
from openbmd.studies.coverage import map as coverage_map
from openbmd.telling.notes import tell


def drawn(told: Told) -> list[Picture]:
    """The pictures: maps first."""
    corner = claims_words.source_line(told.answer)
    with house_style():
        made = [claims_map.draw(told, corner)] if any(area.region.area > 0.0 for area in told.areas) else []
        if told.coverage is not None:
            made += [coverage_map.draw(told.coverage, scene, corner, Words()) for scene in told.coverage.scenes]
        made.append(claims_chart.draw(told, corner))
    return made


def page(told: Told, svg: dict[str, str]) -> str:
    """The page as HTML with its pictures, by name, inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    answer = told.answer
    computed_for, computed_against = claims_words.sides(answer)
    return environment.get_template("claims.html.jinja").render(
        claim=answer.claim,
        kind=claims_words.KINDS[answer.claim.kind],
        label=claims_words.label(answer),
        finding=claims_words.finding(answer),
        tests=[
            (one.part.says, one.verdict.word, claims_words.share(one.verdict)) for one in claims_words.tests(answer)
        ],
        svg=svg,
        maps=[name for name in svg if name != "parts"],
        footprints=bool(told.areas),
        css=inks.css() + css,
        computed={"for": computed_for, "against": computed_against},
        said={side: [one for one in answer.claim.said if one.side == side] for side in ("for", "against")},
        flips=claims_words.flips(answer),
        sources=sources(told),
        origins=origins(told),
        notes=tell(answer.notes, Words()),
        corner=claims_words.source_line(answer),
    )


def sources(told: Told) -> list[str]:
    """The claim's own sources, and those of the numbers that stand in it."""
    claim = told.answer.claim
    own = [f"The claim: {claim.source}", *(f"{one.words.rstrip('.')}: {one.source}" for one in claim.said)]
    for part in claim.parts:
        if part.measure in ("ratio", "count", "figure"):
            own += [f"{figure_name(f.path)}: {f.source or 'assumed: ' + f.assumed}" for f in part.figures]
    return list(dict.fromkeys(own))


def origins(told: Told) -> str:
    """How many figures went in, and where they come from."""
    figures = {f.path: f for one in told.answer.parts for f in one.measured.figures if "/" in f.path}
    if not figures:
        return ""
    told_by = figure_table.origins(figures.values())
    return f"{len(figures)} uncertain figures were drawn: {told_by}."
