"""Tellings as one page that opens offline and fetches nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import groupby

from openbmd.drawing import inks
from openbmd.locales import Words
from openbmd.render.gathering import Gathered, version_words
from openbmd.telling import Row
from openbmd.telling.blocks import styled


def page(all_told: Gathered, svg: Sequence[Mapping[str, str]], say: Words) -> str:
    """The page as HTML; svg: the pictures of each telling, SVG elements by name."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.render", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.render").joinpath("page.css").read_text(encoding="utf-8")
    return environment.get_template("page.html.jinja").render(
        all=all_told,
        first=all_told.tellings[0],
        several=len(all_told.tellings) > 1,
        svg=svg,
        css=inks.css() + css,
        say=say,
        styled=styled,
        kind_of=lambda block: type(block).__name__,
        by_group=by_group,
        own_ids=own_ids,
        version_words=version_words,
    )


def by_group(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Rows that follow each other in one group."""
    return [(name, list(found)) for name, found in groupby(rows, key=lambda row: row.group)]


def own_ids(svg: str, prefix: str) -> str:
    """A picture whose ids differ from those of the other studies' pictures."""
    svg = re.sub(r'(\bid="|href="#|url\(#)', lambda found: f"{found[0]}{prefix}", svg)
    labels = re.compile(r'aria-labelledby="([^"]*)"')
    return labels.sub(lambda f: f'aria-labelledby="{" ".join(prefix + name for name in f[1].split())}"', svg)
