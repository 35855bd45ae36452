"""Where another battery would do most: one page that opens offline."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import numpy as np

from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style
from openbmd.products import figure_table, site_chart, site_map, site_words
from openbmd.studies.site.siting import Siting, held
from openbmd.telling import style


def drawn(found: Siting) -> list[Picture]:
    """The pictures."""
    with house_style():
        return list(_drawn(found, site_words.corner(found)))


def _drawn(found: Siting, corner: str) -> Iterator[Picture]:
    yield site_map.draw(found, corner)
    yield site_chart.draw(found, corner)


def page(found: Siting, svg: dict[str, str]) -> str:
    """The page as HTML with its pictures, by name, inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    return environment.get_template("site.html.jinja").render(
        found=found,
        headline=site_words.headline(found),
        sentences=site_words.sentences(found),
        median=site_words.median(found),
        svg=svg,
        css=inks.css() + css,
        best=best_rows(found),
        places=place_rows(found),
        sites=site_rows(found),
        figure_count=len(found.scenario.figures),
        origins=figure_table.origins(found.scenario.figures),
        notes=site_words.notes(found),
        corner=site_words.corner(found),
    )


def best_rows(found: Siting) -> list[dict[str, Any]]:
    """A row for each number of units."""
    return [
        {
            "units": n + 1,
            "sites": site_words.names(found, best.sites) or "–",
            "adds": style.people(best.adds[n]) if n < len(best.adds) else "0",
            "covered": site_words.share(found, best.weight),
            "bound": site_words.share(found, best.bound),
            "gap": site_words.closer(best.gap) if best.gap > 0.0 else "0, proved",
        }
        for n, best in enumerate(found.best)
    ]


def place_rows(found: Siting) -> list[dict[str, Any]]:
    """A row for each place, the heaviest first."""
    before, after = held(found, ()), held(found, found.best[-1].sites)

    def told(share: float) -> str:
        return "no missile comes" if np.isnan(share) else "yes" if share > 1.0 - 1e-9 else _part(share)

    return [
        {
            "name": found.places[n].name,
            "weight": style.people(found.places[n].people_weight),
            "before": told(float(before[n])),
            "after": told(float(after[n])),
        }
        for n in sorted(range(len(found.places)), key=lambda n: -found.places[n].people_weight)
    ]


def _part(share: float) -> str:
    return "–" if share <= 0.0 else style.percent(share)


def site_rows(found: Siting) -> list[tuple[str, str]]:
    """The sites with what one unit adds alone, the best first."""
    order = np.argsort(-found.adds_alone, kind="stable").tolist()
    return [(found.sites[n].name, style.people(float(found.adds_alone[n]))) for n in order]
