"""A telling on a terminal: the finding, what stands behind it, the tables that are brief, and every note."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from openbmd.locales import Words
from openbmd.render.gathering import version_words
from openbmd.telling import Block, Items, Line, Paragraph, Table, Telling
from openbmd.telling.blocks import every, plain, styled

NAME = 40  # letters; a longer name at the head of a row may be broken into lines
STYLES = {"": "", "strong": "bold", "soft": "dim", "assumed": "yellow", "code": "cyan"}


def show(told: Telling, out: Console, say: Words) -> None:
    """Print a telling. Raises OSError when it cannot be printed."""
    out.print(Text(told.about, style="bold"))
    out.print(Text(told.corner, style="dim"))
    out.print()
    if told.verdict:
        out.print(Text(told.verdict, style="bold"))
    out.print(Text(told.finding, style="bold cyan"))
    for sentence in told.sentences:
        out.print(Text(sentence))
    for block in every(told.blocks):
        if (shown := brief(block)) is not None:
            out.print()
            out.print(shown)
    out.print()
    if told.notes:
        out.print(Text(say("page-notes"), style="bold"))
        for note in told.notes:
            out.print(Padding(Text(f"· {note}"), (0, 0, 0, 2)))
        out.print()
    if told.versions:
        out.print(Text(say("page-versions", versions=version_words(told)), style="dim"))


def brief(block: Block) -> RenderableType | None:
    """A block as a terminal shows it, None when it does not."""
    if isinstance(block, Table) and block.brief:
        return grid(block)
    if isinstance(block, Paragraph) and block.brief:
        return rich_line(block.line)
    if isinstance(block, Items) and block.brief:
        lines = [Padding(Text("· ").append_text(rich_line(line)), (0, 0, 0, 2)) for line in block.lines]
        return _stack(lines)
    return None


def grid(table: Table) -> Grid:
    """The brief columns of a table; names of groups are rows of their own."""
    kept = [k for k, column in enumerate(table.columns) if column.brief]
    breaks = any(not (table.columns[k].right or table.columns[k].close) for k in kept[1:])
    made = Grid(
        title=Text(table.caption) if table.caption else None, title_justify="left", title_style="bold", box=None,
        padding=(0, 2, 0, 0), pad_edge=False,
    )  # fmt: skip
    for at, k in enumerate(kept):
        column = table.columns[k]
        made.add_column(
            Text(column.head), justify="right" if column.right else "left", header_style="dim",
            no_wrap=column.right or column.close or (at == 0 and breaks and longest(table, k) <= NAME),
        )  # fmt: skip
    group = ""
    for row in table.rows:
        if row.group != group:
            group = row.group
            made.add_row(Text(group, style="bold"), *[""] * (len(kept) - 1))
        cells = [rich_line(row.cells[k].line) for k in kept]
        made.add_row(Text("  ").append_text(cells[0]) if row.group else cells[0], *cells[1:])
    return made


def longest(table: Table, column: int) -> int:
    """Letters of its longest cell."""
    return max((len(plain(row.cells[column].line)) for row in table.rows), default=0)


def rich_line(line: Line) -> Text:
    return Text.assemble(*((words.text, STYLES[words.style]) for words in styled(line)))


def _stack(lines: list[Padding]) -> RenderableType:
    from rich.console import Group

    return Group(*lines)
