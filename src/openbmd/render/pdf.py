"""Tellings as a PDF, typeset by typst: the same words and pictures as the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from openbmd.drawing import inks
from openbmd.drawing.pictures import fonts
from openbmd.locales import Words
from openbmd.render.gathering import Gathered, version_words
from openbmd.render.svg import titles
from openbmd.telling import (
    Bar,
    Block,
    Card,
    Cards,
    Details,
    Drawn,
    Heading,
    Items,
    Line,
    Pair,
    Paragraph,
    Table,
)
from openbmd.telling.blocks import plain, styled

PACKAGE = "typst"  # of the extra openbmd[pdf]; the rest does without
NARROW_COLUMN = 16  # characters, up to which a column is as wide as its text
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
PANEL = re.compile(r'<text style="font-weight: 700;[^>]* x="0" y="([\d.]+)"')  # the heading of a chart's panel
HEADING = 14.0  # px, from its top to its baseline
TALL = 1.26  # height of a sheet over its width, margins and a heading off
SHEET = f".halo text{{paint-order:stroke;stroke:{inks.GROUND};stroke-width:3px;stroke-linejoin:round}}"


class Unset(Exception):
    """The typesetter could not set it; the message is its own."""


def can_typeset() -> bool:
    """Whether typst is installed."""
    return find_spec(PACKAGE) is not None


def typeset(gathered: Gathered, svg: Sequence[Mapping[str, str]], say: Words) -> bytes:
    """Tellings as PDF, A4, the same bytes for the same ones; svg: the pictures of each. Raises Unset, OSError."""
    typst = import_module(PACKAGE)
    with TemporaryDirectory() as name:
        try:
            main = prepare(gathered, svg, say, Path(name))
            made: bytes = typst.compile(main, root=name, font_paths=[fonts()], format="pdf")
        except typst.TypstError as error:
            raise Unset(error.message) from error
    return made


def prepare(gathered: Gathered, svg: Sequence[Mapping[str, str]], say: Words, folder: Path) -> Path:
    """Write what typst sets the sheets from into a folder: template, words, pictures. Raises OSError."""
    pictures: dict[str, str] = {}
    told = data(gathered, svg, say, pictures)
    (folder / "report.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    for file, element in pictures.items():
        (folder / file).write_text(element, encoding="utf-8")
    main = folder / "sheets.typ"
    main.write_text(files(__package__).joinpath("sheets.typ").read_text(encoding="utf-8"), encoding="utf-8")
    return main


def data(gathered: Gathered, svg: Sequence[Mapping[str, str]], say: Words, pictures: dict[str, str]) -> dict[str, Any]:
    """Tellings as the template reads them; fills in pictures, SVG by the name of its file."""
    studies = []
    for number, (told, blocks) in enumerate(zip(gathered.tellings, gathered.blocks, strict=True), 1):
        setter = Setter(svg[number - 1], f"s{number}", pictures)
        lead = () if told.finding.rstrip(".") == told.headline else (Paragraph(told.finding),)
        behind = (Paragraph(" ".join(told.sentences)),) if told.sentences else ()
        versions = "" if gathered.versions else f" {say('page-versions', versions=version_words(told))}"
        studies.append(
            {
                "kicker": told.about,
                "finding": told.headline,
                "verdict": told.verdict,
                "question": told.description,
                "source": told.corner + versions,
                "blocks": setter.all((*lead, *behind, *blocks)),
            }
        )
    return {
        "title": gathered.title,
        "studies": studies,
        "notes": [{"note": note.text, "studies": note.studies} for note in gathered.notes],
        "versions": say("page-versions", versions=gathered.versions) if gathered.versions else "",
        "small_print": gathered.small_print,
        "words": {
            "language": say.language,
            "notes": say("page-notes"),
            "none": say("page-no-notes"),
            "brackets": say("page-notes-of-studies"),
            "page": say("page-page"),
            "behind": say("page-tables-behind"),
        },
    }


class Setter(NamedTuple):
    """Sets the blocks of one telling."""

    svg: Mapping[str, str]
    prefix: str  # of its pictures' files
    pictures: dict[str, str]

    def all(self, blocks: Iterable[Block]) -> list[dict[str, Any]]:
        return [made for block in blocks for made in self.one(block)]

    def one(self, block: Block) -> list[dict[str, Any]]:
        """A block as the template knows it; none for a picture that is not there."""
        if isinstance(block, Drawn):
            return self.drawn(block)
        kind: dict[str, Any] = {"kind": type(block).__name__.lower()}
        if isinstance(block, Heading):
            return [{**kind, "level": block.level, "line": spans(block.line)}]
        if isinstance(block, Paragraph):
            return [{**kind, "style": block.style, "line": spans(block.line)}]
        if isinstance(block, Items):
            return [{**kind, "lines": [spans(line) for line in block.lines]}]
        if isinstance(block, Cards):
            return [{**kind, "cards": [card(one) for one in block.cards]}]
        if isinstance(block, Pair):
            return [{**kind, "sides": [self.all(side) for side in block.sides]}]
        if isinstance(block, Details):
            summary = [*spans(block.summary), *([{"text": f" {block.soft}", "style": "soft"}] if block.soft else [])]
            return [{**kind, "summary": summary, "blocks": self.all(block.blocks)}]
        return [grid(block)]

    def drawn(self, block: Drawn) -> list[dict[str, Any]]:
        if block.name not in self.svg:
            return []
        found = parts(self.svg[block.name])
        made = []
        for part in found:
            file = f"{self.prefix}-{len(self.pictures)}.svg"
            self.pictures[file] = part.svg
            made.append({"file": file, "width": part.width, "height": part.height})
        title, description = titles(self.svg[block.name])
        told = {"title": title, "description": description, "caption": spans(block.caption)}
        return [{"kind": "drawing", "parts": made, **told}]


def spans(line: Line) -> list[dict[str, str]]:
    return [span._asdict() for span in styled(line)]


def card(one: Card) -> dict[str, Any]:
    under = [spans(one.name), *([spans(one.under)] if one.under else [])]
    return {"value": spans(one.text), "under": under, "bar": one.bar._asdict() if one.bar else None}


def grid(table: Table) -> dict[str, Any]:
    """A table as rows of cells, its heads first; names of groups span it."""
    heads = [cell(column.head, None, column.right, heads=True) for column in table.columns]
    rows, group = [heads], ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            rows.append([{**cell(group, None, False, heads=True), "span": len(heads)}])
        rows.append(
            [cell(c.line, c.bar, column.right, heads=False) for c, column in zip(row.cells, table.columns, strict=True)]
        )
    return {"kind": "grid", "caption": spans(table.caption), "rows": rows, "columns": widths(table)}


def cell(line: Line, bar: Bar | None, right: bool, *, heads: bool) -> dict[str, Any]:
    return {"line": spans(line), "bar": bar._asdict() if bar else None, "right": right, "heads": heads, "span": 1}


class SheetPart(NamedTuple):
    svg: str
    width: float  # px
    height: float  # px


def parts(svg: str) -> list[SheetPart]:
    """A picture as parts that each fit a sheet, cut above the headings of its panels; whole where it has none."""
    width, height = (float(number) for number in SIZE.findall(svg)[0])
    light, most = in_light(svg), TALL * width
    starts = [float(y) - HEADING for y in PANEL.findall(svg)][1:]
    cuts = [0.0]
    while height - cuts[-1] > most:
        fitting = [start for start in starts if cuts[-1] < start <= cuts[-1] + most]
        if not fitting:
            break
        cuts.append(fitting[-1])
    return [
        SheetPart(
            SIZE.sub(f'viewBox="0 {top:g} {width:g} {bottom - top:g}"', resized(light, bottom - top)),
            width,
            bottom - top,
        )
        for top, bottom in pairwise([*cuts, height])
    ]


def resized(svg: str, height: float) -> str:
    return re.sub(r'(<svg[^>]*?) height="[^"]*"', rf'\1 height="{height:g}"', svg, count=1)


def widths(table: Table) -> list[int]:
    """For each column its share of the room left, 0 where it is as wide as its text."""
    found = []
    for k in range(len(table.columns)):
        lengths = [len(plain(row.cells[k].line)) for row in table.rows] or [0]
        mean = max(sum(lengths) // len(lengths), max(lengths) // 3, 8)
        found.append(round(10.0 * sqrt(mean)) if max(lengths) > NARROW_COLUMN else 0)
    return found


def in_light(svg: str) -> str:
    """A picture in its light inks with nothing that a printer of SVG may not know."""
    ground = inks.LIGHT["land"] if re.search(r'class="chart (map|ring)"', svg) else inks.GROUND
    svg = re.sub(r"var\(--(\w+)\)", lambda found: inks.LIGHT[found[1]], svg)
    head, rest = svg.split(">", 1)
    return f"{head}><style>{SHEET.replace(inks.GROUND, ground)}</style>{rest}"
