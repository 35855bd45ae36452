"""What the face hands back: a study's own answer, with its finding in a sentence, its numbers and its pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from openbmd.complaints import choices
from openbmd.drawing import inks, pictures

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Facts(Mapping[str, Any]):
    """Plain data whose keys can be written as attributes: facts.leakers.mean, facts["places"]["Seoul"]."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __getitem__(self, key: str) -> Any:
        return facts(self._data[key])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._data:
            raise AttributeError(f'there is no "{name}" here. {choices(name, map(str, self._data))}')
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(key for key in self._data if str(key).isidentifier())]

    def __repr__(self) -> str:
        return f"Facts({', '.join(f'{key}={_short(value)}' for key, value in self._data.items())})"


def facts(value: Any) -> Any:
    """Plain data with attributes, lists and mappings all the way down."""
    if isinstance(value, Mapping):
        return Facts(value)
    return [facts(item) for item in value] if isinstance(value, list | tuple) else value


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"[… {len(value)}]" if value else "[]"
    return f"{value:.4g}" if isinstance(value, float) else repr(value)


class Drawing:
    """A picture of an answer in the house style."""

    def __init__(self, picture: pictures.Picture) -> None:
        self.picture = picture

    @property
    def title(self) -> str:
        """The finding that it shows."""
        return self.picture.title

    @property
    def figure(self) -> Figure:
        """Matplotlib's own figure."""
        return self.picture.figure

    def save(self, path: Path | str) -> None:
        """Write it as PNG, or as SVG that follows light and dark, by the path's ending."""
        target = Path(path)
        if target.suffix.lower() == ".svg":
            target.write_text(self._svg(), encoding="utf-8")
        elif target.suffix.lower() == ".png":
            pictures.write_png(self.picture, target)
        else:
            raise ValueError(f'a picture is written as .svg or .png, not as "{target.suffix}"')

    def _svg(self) -> str:
        return pictures.alone(pictures.to_svg(self.picture))

    def _repr_png_(self) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "picture.png"
            self.save(path)
            return path.read_bytes()

    def _html(self) -> str:
        """As an image of its own, so that names and styles inside it touch nothing outside; light on any notebook."""
        data = b64encode(self._svg().encode()).decode()
        look = f"max-width:100%;color-scheme:light;background:{inks.GROUND}"
        return f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(self.title)}" style="{look}">'

    def __repr__(self) -> str:
        return f"<picture {self.picture.name}: {self.title}>"


@dataclass(frozen=True, eq=False, repr=False)
class Finding:
    """An answer: `study` in SI, the keys of the command's --json as attributes with their units in their names."""

    study: Any  # the study's own answer
    finding: str  # in a sentence
    sentences: tuple[str, ...]  # what stands behind it
    numbers: tuple[tuple[str, str], ...]  # the key numbers: name, text
    notes: tuple[str, ...]
    plain: dict[str, Any]  # as the command prints with --json
    draw: Callable[[], Sequence[pictures.Picture]]
    page: Callable[[dict[str, str]], str]
    first: str  # the picture that shows most, by name

    @cached_property
    def pictures(self) -> dict[str, Drawing]:
        """All pictures by name, drawn when first asked for."""
        return {picture.name: Drawing(picture) for picture in self.draw()}

    def save(self, path: Path | str) -> None:
        """Write the report: one HTML page that opens offline."""
        svg = {name: pictures.to_svg(drawing.picture) for name, drawing in self.pictures.items()}
        Path(path).write_text(self.page(svg), encoding="utf-8")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in Finding.__dataclass_fields__:
            raise AttributeError(name)
        return getattr(Facts(self.plain), name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(key for key in self.plain if key.isidentifier())]

    def __repr__(self) -> str:
        return self.finding

    def _repr_markdown_(self) -> str:
        lines = [f"**{self.finding}**", "", *(f"- {name}: {text}" for name, text in self.numbers), ""]
        return "\n".join([*lines, *self.sentences])

    def _repr_html_(self) -> str:
        shown = self.pictures.get(self.first) or next(iter(self.pictures.values()), None)
        parts = [
            f"<p><b>{escape(self.finding)}</b></p>",
            table(self.numbers),
            shown._html() if shown else "",
            f"<p>{escape(' '.join(self.sentences))}</p>",
            _notes(self.notes),
        ]
        return f'<div class="openbmd">{"".join(filter(None, parts))}</div>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of texts as HTML, the first of each row its name."""
    style = 'style="text-align:left"'
    body = "".join(
        f"<tr><th {style}>{escape(name)}</th>{''.join(f'<td {style}>{escape(text)}</td>' for text in texts)}</tr>"
        for name, *texts in rows
    )
    return f"<table>{body}</table>" if body else ""


def _notes(notes: Sequence[str]) -> str:
    listed = list(notes)
    lines = "".join(f"<li>{escape(line)}</li>" for line in listed)
    return f"<details><summary>Notes ({len(listed)})</summary><ul>{lines}</ul></details>" if listed else ""
