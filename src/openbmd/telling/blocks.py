"""What a study says, apart from any way to print it: words, pictures by name, tables whose cells know their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Span(NamedTuple):
    text: str
    style: str = ""  # "", "strong", "soft", "assumed", "code"


Line = str | tuple[Span, ...]


class Bar(NamedTuple):
    """A small bar from 0 to 100 [%]."""

    left: float
    width: float
    mean: float | None


class Heading(NamedTuple):
    line: Line
    level: int = 2


class Paragraph(NamedTuple):
    line: Line
    style: str = ""  # "", "soft"
    brief: bool = False  # on a terminal too


class Items(NamedTuple):
    lines: tuple[Line, ...]
    brief: bool = False


class Card(NamedTuple):
    """A key number: its text, its name, and what stands under it."""

    text: str
    name: str
    under: str = ""
    bar: Bar | None = None


class Cards(NamedTuple):
    cards: tuple[Card, ...]


class Drawn(NamedTuple):
    """The place of a picture, by its name."""

    name: str
    caption: Line = ""


class Column(NamedTuple):
    """One column of a table."""

    key: str  # for programs, its unit at its end: "area_km2"; "" where its numbers stand in another column
    head: str  # for people
    right: bool = False  # a column of numbers
    brief: bool = True  # on a terminal too
    close: bool = False  # its cells are never broken into lines


class Cell(NamedTuple):
    line: Line
    value: Any = None  # a number, text, truth, an Estimate, or None where it is not known
    bar: Bar | None = None


class Row(NamedTuple):
    cells: tuple[Cell, ...]
    group: str = ""  # rows of one group follow each other under its name


class Table(NamedTuple):
    """A table of cells as printed, each with the number behind it; its caption may be the heading above it."""

    name: str  # unique in its study: of its CSV file
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    group: str = ""  # key of the column that names of groups make for programs; "" without groups
    brief: bool = False  # on a terminal too


class Pair(NamedTuple):
    """What stands side by side where there is room."""

    sides: tuple[tuple[Block, ...], ...]


class Details(NamedTuple):
    """What is folded away under a line."""

    summary: str
    soft: str  # the rest of that line: "(12 rows)"
    blocks: tuple[Block, ...]
    open: bool = False


Block = Heading | Paragraph | Items | Cards | Drawn | Table | Pair | Details


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """All that a study tells of an answer; every renderer prints this and nothing else."""

    study: str  # the command's name
    about: str  # what it is of: the line above the title
    headline: str  # the title: the answer in a few words, without a full stop
    finding: str  # the answer in one sentence
    sentences: tuple[str, ...]  # what stands behind it
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    data: Mapping[str, Any]  # plain, for programs: the study's own keys
    seed: int | None  # None where there are no dice
    versions: Mapping[str, str]
    sources: tuple[str, ...]  # of the figures behind it, each once
    corner: str  # what was played, with what: for the foot of pages and pictures
    small_print: tuple[str, ...]
    verdict: str = ""  # where one is given in a word or two
    description: str = ""  # what the scenario says of itself
    numbers: tuple[tuple[str, str], ...] = ()  # the key numbers: name, text
    first: str = ""  # the picture that shows most
    center: tuple[float, float, float] | None = None  # the headline's number, and the ends of its band
    effects_off: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # by scenario; those with all on are left out
    columns: Mapping[str, Any] = field(default_factory=dict)  # more tables for programs: name -> {key: NumPy column}


def inside(block: Block) -> tuple[Block, ...]:
    """The blocks that a block holds."""
    if isinstance(block, Pair):
        return tuple(one for side in block.sides for one in side)
    return block.blocks if isinstance(block, Details) else ()


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """All blocks in order, those folded away too."""
    for block in blocks:
        yield block
        yield from every(inside(block))


def styled(line: Line) -> tuple[Span, ...]:
    """A line as words with styles."""
    return ((Span(line),) if line else ()) if isinstance(line, str) else line


def plain(line: Line) -> str:
    """The words of a line without their styles."""
    return line if isinstance(line, str) else "".join(words.text for words in line)
