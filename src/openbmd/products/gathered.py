"""Several studies as one report: findings first, notes said once, source lines; one page that opens offline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from openbmd.products import inks, style
from openbmd.products.gathered_blocks import (
    Block,
    Cell,
    Details,
    Drawing,
    Grid,
    Heading,
    Pair,
    Paragraph,
    Span,
    Study,
    as_data,
    inside,
    plain,
)


class SharedNote(NamedTuple):
    text: str
    studies: tuple[int, ...]  # that say it, from 1


class Report(NamedTuple):
    title: str
    studies: tuple[Study, ...]
    notes: tuple[SharedNote, ...]
    versions: str  # of all studies, "" when they differ and stand with each
    small_print: tuple[str, ...]


def gather(studies: Sequence[Study], title: str) -> Report:
    """The report of studies in the order given; title "" lets their number say it."""
    versions = {study.versions for study in studies if study.versions}
    shared = versions.pop() if len(versions) == 1 else ""
    tables: dict[tuple[Block, ...], int] = {}
    return Report(
        title=title or (studies[0].finding if len(studies) == 1 else heading(studies)),
        studies=tuple(
            study._replace(
                source=study.source if shared or not study.versions else f"{study.source} Versions: {study.versions}",
                blocks=tuple(said_once(study.blocks, number, tables)),
            )
            for number, study in enumerate(studies, 1)
        ),
        notes=tuple(noted(studies)),
        versions=shared,
        small_print=tuple(dict.fromkeys(text for study in studies for text in study.small_print)),
    )


def heading(studies: Sequence[Study]) -> str:
    """A title for several studies: how many, and what they are of where that is one thing."""
    kickers = {study.kicker for study in studies}
    of = f": {kickers.pop()}" if len(kickers) == 1 else ""
    return f"{style.count(len(studies), 'study', 'studies').capitalize()}{of}"


def noted(studies: Sequence[Study]) -> list[SharedNote]:
    """Each note once, in order, with the studies that say it."""
    found: dict[str, list[int]] = {}
    for number, study in enumerate(studies, 1):
        for note in dict.fromkeys(study.notes):
            found.setdefault(note, []).append(number)
    return [SharedNote(text, tuple(numbers)) for text, numbers in found.items()]


def said_once(blocks: Iterable[Block], number: int, seen: dict[tuple[Block, ...], int]) -> Iterable[Block]:
    """The blocks; what a study before this one folds away word for word is named instead, seen keeps who said it."""
    for block in blocks:
        if not isinstance(block, Details):
            yield block
        elif block.blocks in seen:
            yield Paragraph((*block.summary, Span(f": as in study {seen[block.blocks]}.", "")), "")
        else:
            seen[block.blocks] = number
            yield block


def drawings(blocks: Iterable[Block]) -> list[Drawing]:
    """The pictures among blocks, those folded away too."""
    found: list[Drawing] = []
    for block in blocks:
        if isinstance(block, Drawing):
            found.append(block)
        found += drawings(inside(block))
    return found


def titled_grids(blocks: Iterable[Block], above: str = "") -> list[tuple[str, Grid]]:
    """The tables among blocks, each with its caption, or the heading or summary above it."""
    found: list[tuple[str, Grid]] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = plain(block.line)
        elif isinstance(block, Grid):
            found.append((plain(block.caption) or above, block))
        elif isinstance(block, Pair):
            found += [one for side in block.sides for one in titled_grids(side, above)]
        elif isinstance(block, Details):
            told = tuple(words for words in block.summary if words.style != "soft")
            found += titled_grids(block.blocks, plain(told).strip())
    return found


def words_of(cell: Cell) -> str:
    """A cell as text; a bar alone as its share."""
    text = plain(cell.line)
    return text or (style.percent(cell.bar.width / 100.0) if cell.bar else "")


def own_ids(svg: str, prefix: str) -> str:
    """A picture whose ids differ from those of the other studies' pictures."""
    svg = re.sub(r'(\bid="|href="#|url\(#)', lambda found: f"{found[0]}{prefix}", svg)
    labels = re.compile(r'aria-labelledby="([^"]*)"')
    return labels.sub(lambda f: f'aria-labelledby="{" ".join(prefix + name for name in f[1].split())}"', svg)


def page(report: Report) -> str:
    """The report as HTML that fetches nothing."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    data: dict[str, Any] = as_data(report)
    return environment.get_template("gathered.html.jinja").render(report=data, own_ids=own_ids, css=inks.css() + css)
