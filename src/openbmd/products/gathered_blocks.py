"""What a study's page is made of, apart from any way to print it: headings, words, pictures, tables, notes."""

from __future__ import annotations

from typing import Any, NamedTuple


class Span(NamedTuple):
    text: str
    style: str  # "", "strong", "soft", "assumed", "code"


Line = tuple[Span, ...]


class Bar(NamedTuple):
    """A small bar from 0 to 100 [%]."""

    left: float
    width: float
    mean: float | None


class Heading(NamedTuple):
    line: Line
    level: int  # 2 or 3


class Paragraph(NamedTuple):
    line: Line
    style: str  # "", "lead", "soft"


class Items(NamedTuple):
    lines: tuple[Line, ...]


class Card(NamedTuple):
    value: Line
    under: tuple[Line, ...]  # its name first
    bar: Bar | None


class Cards(NamedTuple):
    cards: tuple[Card, ...]


class Drawing(NamedTuple):
    """A picture as the page holds it."""

    name: str
    title: str
    description: str
    svg: str
    caption: Line


class Cell(NamedTuple):
    line: Line
    heads: bool
    right: bool  # a number
    span: int
    bar: Bar | None


class Grid(NamedTuple):
    """A table as the page prints it."""

    caption: Line
    rows: tuple[tuple[Cell, ...], ...]


class Pair(NamedTuple):
    """What stands side by side where there is room."""

    sides: tuple[tuple[Any, ...], ...]  # Blocks; the type cannot name itself


class Details(NamedTuple):
    """What a page folds away under a line."""

    summary: Line
    blocks: tuple[Any, ...]


Block = Heading | Paragraph | Items | Cards | Drawing | Grid | Pair | Details


class Study(NamedTuple):
    """One study as its page tells it."""

    origin: str  # the folder or file it was read from
    kicker: str
    finding: str  # or, where there is a verdict, what it is about
    verdict: str
    question: str
    blocks: tuple[Block, ...]  # without its notes
    notes: tuple[str, ...]
    source: str  # what was played, with seed
    versions: str
    small_print: tuple[str, ...]


def inside(block: Block) -> tuple[Block, ...]:
    """The blocks that a block holds."""
    if isinstance(block, Pair):
        return tuple(one for side in block.sides for one in side)
    return block.blocks if isinstance(block, Details) else ()


def plain(line: Line) -> str:
    """The words of a line without their styles."""
    return "".join(words.text for words in line)


def as_data(value: Any) -> Any:
    """Blocks as plain data for the templates: each named tuple a dict with its type's name in lower case as `kind`."""
    if hasattr(value, "_asdict"):
        kind = type(value).__name__.lower()
        return {"kind": kind, **{name: as_data(item) for name, item in value._asdict().items()}}
    return [as_data(item) for item in value] if isinstance(value, tuple) else value
