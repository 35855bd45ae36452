"""A telling as Markdown: a page of documents."""

from __future__ import annotations

from openbmd.telling import Block, Heading, Items, Paragraph, Table, Telling
from openbmd.telling.blocks import every, plain


def markdown(told: Telling) -> str:
    """What a telling is about, its finding, what stands behind it, notes, tables and lists; pictures are left out."""
    parts = [f"# {told.about}", told.description, told.finding, *told.sentences, *told.notes]
    parts += [written(block) for block in every(told.blocks)]
    return "\n\n".join(filter(None, parts))


def written(block: Block) -> str:
    """A block in Markdown, "" for what is not words or holds other blocks."""
    if isinstance(block, Heading):
        return f"{'#' * block.level} {plain(block.line)}"
    if isinstance(block, Paragraph):
        return plain(block.line)
    if isinstance(block, Items):
        return "\n".join(f"- {plain(line)}" for line in block.lines)
    return table(block) if isinstance(block, Table) else ""


def table(block: Table) -> str:
    """A table; a bar inside a cell would end it."""
    rows = [
        [column.head for column in block.columns],
        *([plain(cell.line) for cell in row.cells] for row in block.rows),
    ]
    head, *body = ["| " + " | ".join(text.replace("|", "\\|") for text in row) + " |" for row in rows]
    return "\n".join([head, f"|{'---|' * len(block.columns)}", *body])
