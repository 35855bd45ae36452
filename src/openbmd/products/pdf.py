"""The gathered report as a PDF, typeset by typst: the same words and pictures as the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from openbmd.drawing import inks
from openbmd.products.gathered import Report, words_of
from openbmd.products.gathered_blocks import Grid, as_data

PACKAGE = "typst"  # of the extra openbmd[pdf]; the rest does without
NARROW_COLUMN = 16  # characters, up to which a column is as wide as its text
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
PANEL = re.compile(r'<text style="font-weight: 700;[^>]* x="0" y="([\d.]+)"')  # the heading of a chart's panel
HEADING = 14.0  # px, from its top to its baseline
TALL = 1.26  # height of a sheet over its width, margins and a heading off
SHEET = f".halo text{{paint-order:stroke;stroke:{inks.GROUND};stroke-width:3px;stroke-linejoin:round}}"


class Unset(Exception):
    """The typesetter could not set the report; the message is its own."""


def can_typeset() -> bool:
    """Whether typst is installed."""
    return find_spec(PACKAGE) is not None


def typeset(report: Report) -> bytes:
    """The report as PDF, A4, the same bytes for the same report. Raises Unset, OSError."""
    import matplotlib

    typst = import_module(PACKAGE)
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # those that the pictures were drawn with
    with TemporaryDirectory() as name:
        try:
            made: bytes = typst.compile(prepare(report, Path(name)), root=name, font_paths=[fonts], format="pdf")
        except typst.TypstError as error:
            raise Unset(error.message) from error
    return made


def prepare(report: Report, folder: Path) -> Path:
    """Write what typst sets the report from into a folder: template, words, pictures. Raises OSError."""
    pictures: dict[str, str] = {}
    (folder / "report.json").write_text(json.dumps(data(report, pictures), ensure_ascii=False), encoding="utf-8")
    for file, svg in pictures.items():
        (folder / file).write_text(svg, encoding="utf-8")
    main = folder / "gathered.typ"
    main.write_text(files(__package__).joinpath("gathered.typ").read_text(encoding="utf-8"), encoding="utf-8")
    return main


def data(report: Report, pictures: dict[str, str]) -> Any:
    """The report for the template; fills in pictures, SVG by the name of its file."""
    made = as_data(report)
    for number, (study, told) in enumerate(zip(report.studies, made["studies"], strict=True), 1):
        told["blocks"] = _blocks(study.blocks, told["blocks"], f"s{number}", pictures)
    return made


def _blocks(blocks: Iterable[Any], made: Iterable[Any], prefix: str, pictures: dict[str, str]) -> list[dict[str, Any]]:
    return [_block(block, one, prefix, pictures) for block, one in zip(blocks, made, strict=True)]


def _block(block: Any, made: dict[str, Any], prefix: str, pictures: dict[str, str]) -> dict[str, Any]:
    if made["kind"] == "drawing":
        made["parts"] = [part._asdict() for part in parts(made.pop("svg"))]
        for part in made["parts"]:
            part["file"] = f"{prefix}-{len(pictures)}.svg"
            pictures[part["file"]] = part.pop("svg")
    elif made["kind"] == "grid":
        made["columns"] = widths(block)
    elif made["kind"] == "details":
        made["blocks"] = _blocks(block.blocks, made["blocks"], prefix, pictures)
    elif made["kind"] == "pair":
        sides = zip(block.sides, made["sides"], strict=True)
        made["sides"] = [_blocks(side, told, prefix, pictures) for side, told in sides]
    return made


class Part(NamedTuple):
    svg: str
    width: float  # px
    height: float  # px


def parts(svg: str) -> list[Part]:
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
        Part(
            SIZE.sub(f'viewBox="0 {top:g} {width:g} {bottom - top:g}"', resized(light, bottom - top)),
            width,
            bottom - top,
        )
        for top, bottom in pairwise([*cuts, height])
    ]


def resized(svg: str, height: float) -> str:
    return re.sub(r'(<svg[^>]*?) height="[^"]*"', rf'\1 height="{height:g}"', svg, count=1)


def widths(grid: Grid) -> list[int]:
    """For each column its share of the room left, 0 where it is as wide as its text."""
    longest: dict[int, int] = {}
    total: dict[int, int] = {}
    for row in grid.rows:
        at = 0
        for cell in row:
            if cell.span == 1 and not (cell.heads and row is grid.rows[0]):
                words = words_of(cell)
                longest[at] = max(longest.get(at, 0), len(words))
                total[at] = total.get(at, 0) + len(words)
            at += cell.span
    number = max(sum(cell.span for cell in row) for row in grid.rows)
    wide = [longest.get(at, 0) > NARROW_COLUMN for at in range(number)]
    mean = [max(total.get(at, 0) // max(len(grid.rows) - 1, 1), longest.get(at, 0) // 3, 8) for at in range(number)]
    return [round(10.0 * sqrt(mean[at])) if wide[at] else 0 for at in range(number)]


def in_light(svg: str) -> str:
    """A picture in its light inks with nothing that a printer of SVG may not know."""
    ground = inks.LIGHT["land"] if re.search(r'class="chart (map|ring)"', svg) else inks.GROUND
    svg = re.sub(r"var\(--(\w+)\)", lambda found: inks.LIGHT[found[1]], svg)
    head, rest = svg.split(">", 1)
    return f"{head}><style>{SHEET.replace(inks.GROUND, ground)}</style>{rest}"
