"""A telling in a notebook: finding, key numbers, one picture, what stands behind it, every note."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from openbmd.drawing import inks
from openbmd.locales import Words
from openbmd.telling import Telling

LEFT = 'style="text-align:left"'


def markdown(told: Telling) -> str:
    lines = [f"**{told.finding}**", "", *(f"- {name}: {text}" for name, text in told.numbers), "", *told.sentences]
    return "\n".join([*lines, *([""] if told.notes else []), *(f"- {note}" for note in told.notes)])


def html(told: Telling, svg: str, title: str, say: Words) -> str:
    """As HTML; svg is the picture to show, a file that stands alone, "" for none."""
    parts = [
        f"<p><b>{escape(told.finding)}</b></p>",
        table(told.numbers),
        image(svg, title) if svg else "",
        f"<p>{escape(' '.join(told.sentences))}</p>",
        notes(told.notes, say),
    ]
    return f'<div class="openbmd">{"".join(filter(None, parts))}</div>'


def image(svg: str, title: str) -> str:
    """As an image of its own, so that names and styles inside it touch nothing outside; light on any notebook."""
    data = b64encode(svg.encode()).decode()
    look = f"max-width:100%;color-scheme:light;background:{inks.GROUND}"
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(title)}" style="{look}">'


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of texts as HTML, the first of each row its name."""
    body = "".join(
        f"<tr><th {LEFT}>{escape(name)}</th>{''.join(f'<td {LEFT}>{escape(text)}</td>' for text in texts)}</tr>"
        for name, *texts in rows
    )
    return f"<table>{body}</table>" if body else ""


def notes(told: Sequence[str], say: Words) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in told)
    head = f"{say('page-notes')} ({len(told)})"
    return f"<details><summary>{head}</summary><ul>{lines}</ul></details>" if told else ""
