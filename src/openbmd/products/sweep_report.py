"""What the answer hangs on: one page that opens offline."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.products import figure_table, sweep_flips, sweep_shares, sweep_spread, sweep_tornado, sweep_words
from openbmd.products.drivers_chart import figure_name
from openbmd.sweeps import Sweep
from openbmd.telling import style
from openbmd.telling.notes import tell


def drawn(found: Sweep) -> list[Picture]:
    """The pictures that there is something to draw in, in the order of the page."""
    with house_style():
        return list(_drawn(found, sweep_words.source_line(found)))


def _drawn(found: Sweep, corner: str) -> Iterator[Picture]:
    if found.draws:
        yield sweep_spread.draw(found, corner)
    if found.indices is not None:
        yield sweep_shares.draw(found, found.indices, corner)
    if sweep_tornado.shown(found):
        yield sweep_tornado.draw(found, corner)
    if found.flips:
        yield sweep_flips.draw(found, corner)


def page(found: Sweep, svg: dict[str, str]) -> str:
    """The page as HTML with its pictures, by name, inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    return environment.get_template("sweep.html.jinja").render(
        found=found,
        headline=sweep_words.headline(found),
        sentences=[*filter(None, [sweep_words.decides(found)]), *sweep_words.sentences(found)],
        svg=svg,
        css=inks.css() + css,
        groups=len(found.indices.rows) if found.indices else 0,
        bars=[bar_row(found, k) for k, bar in enumerate(found.bars) if bar.swing > 0.0],
        still=sum(bar.swing == 0.0 for bar in found.bars),
        flips=[flip_row(found, k) for k in range(len(found.flips))],
        verdict=sweep_words.verdict_words(found),
        standing=sweep_words.standing(found),
        origins=figure_table.origins(found.figures),
        marks=figure_table.MARKS,
        notes=tell(found.notes, Words()),
        corner=sweep_words.source_line(found),
    )


def bar_row(found: Sweep, k: int) -> dict[str, str]:
    """One figure of the tornado's table."""
    bar = found.bars[k]
    low, high = (
        sweep_words.value(found, point.mean, point.se) + " (falls short)" * point.short for point in (bar.low, bar.high)
    )
    moved = {driver.path: driver.correlation for driver in found.drivers if driver.significant}
    correlation = moved.get(bar.figure.path)
    return {
        "name": figure_name(bar.figure.path),
        "published": sweep_words.published(bar.figure),
        "low": low,
        "high": high,
        "dice": "" if bar.told else "within the dice",
        "correlation": "" if correlation is None else style.fixed(correlation, 2),
        "origin": bar.figure.source or bar.figure.assumed,
        "assumed": "" if bar.figure.source else "assumed: ",
    }


def flip_row(found: Sweep, k: int) -> dict[str, str]:
    """One flip of the table."""
    flip = found.flips[k]
    figure = next(figure for figure in found.figures if figure.path == flip.path)
    low, high = (sweep_words.in_unit(figure, at)[0] for at in (flip.low, flip.high))
    return {
        "name": figure_name(flip.path),
        "value": sweep_words.with_unit(*sweep_words.in_unit(figure, flip.value)),
        "dice": f"{low} to {high}",
        "where": flip.where + ", a missile falls short" * flip.short,
        "published": sweep_words.published(figure),
    }
