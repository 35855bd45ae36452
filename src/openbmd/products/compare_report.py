"""A comparison as one page that opens offline."""

from __future__ import annotations

from importlib.resources import files
from itertools import groupby
from typing import Any

from openbmd.comparisons import Comparison
from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.products import compare_chart, compare_words
from openbmd.products.compare_changes import changes
from openbmd.telling.notes import tell


def drawn(comparison: Comparison) -> list[Picture]:
    """The pictures, in the order of the page."""
    with house_style():
        return [draw(comparison, source(comparison)) for draw in (compare_chart.differences, compare_chart.spread)]


def source(comparison: Comparison) -> str:
    """What was played, for the corner of a picture."""
    draws = f" · {comparison.draws:,} draws" if comparison.draws else ""
    version = comparison.versions["openbmd"]
    return f"OpenBMD {version} · {comparison.raids:,} raids each{draws} · seed {comparison.seed}"


def page(comparison: Comparison, svg: dict[str, str]) -> str:
    """The page as HTML with its pictures, by name, inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    names = [side.entry.name for side in comparison.sides]
    order = compare_words.by_size(comparison)
    found = [compare_words.finding(comparison, k) for k in order]
    behind = [" ".join(compare_words.sentences(comparison, k)) for k in order]
    letters = compare_words.letters(comparison)
    return environment.get_template("compare.html.jinja").render(
        kicker=f"{names[0]} against {', '.join(names[1:])}",
        headline=found[0],
        paragraphs=[behind[0], *(f"{a} {b}" for a, b in zip(found[1:], behind[1:], strict=True))],
        lettered=list(zip(letters, comparison.sides, strict=True)),
        svg=svg,
        css=inks.css() + css,
        reference=names[0],
        contrasts=[contrast(comparison, k, letter) for k, letter in enumerate(letters[1:])],
        how=compare_words.how(comparison),
        notes=tell(comparison.notes, Words()),
        source=source(comparison),
        versions=comparison.versions,
    )


def contrast(comparison: Comparison, k: int, letter: str) -> dict[str, Any]:
    """One scenario against the reference, as the page's tables hold it."""
    rows = compare_words.rows(comparison.contrasts[k])
    found = changes(comparison.sides[0].entry.scenario, comparison.sides[k + 1].entry.scenario)
    return {
        "name": comparison.sides[k + 1].entry.name,
        "letter": letter,
        "still": compare_words.still(comparison.contrasts[k]),
        "groups": [(group, list(members)) for group, members in groupby(rows, key=lambda row: row.group)],
        "changes": [
            (f"{change.kind}{f', {change.what}' if change.what else ''}", change.name, *compare_words.in_both(change))
            for change in found
        ],
    }
