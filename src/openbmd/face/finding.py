"""What the face hands back: a study's answer, with its finding in a sentence, its tables, pictures and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from openbmd.complaints import Complaint, InputError, choices
from openbmd.drawing import pictures
from openbmd.locales import Words
from openbmd.records import alike
from openbmd.render import json, notebook, page
from openbmd.render.gathering import gather
from openbmd.studies import STUDIES
from openbmd.studies.contract import Asked
from openbmd.telling import Telling
from openbmd.telling.tables import Columns, tables
from openbmd.work import unheard

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
        """Write it as PNG, or as SVG that follows light and dark, by its ending. Raises InputError for others."""
        target = Path(path)
        if target.suffix.lower() == ".svg":
            target.write_text(self.svg(), encoding="utf-8")
        elif target.suffix.lower() == ".png":
            pictures.write_png(self.picture, target)
        else:
            raise _ending(target, "a picture", ".svg or .png")

    def svg(self) -> str:
        """As SVG that stands alone."""
        return pictures.alone(pictures.to_svg(self.picture))

    def _repr_png_(self) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "picture.png"
            self.save(path)
            return path.read_bytes()

    def _repr_html_(self) -> str:
        return notebook.image(self.svg(), self.title)

    def __repr__(self) -> str:
        return f"<picture {self.picture.name}: {self.title}>"


def _ending(path: Path, what: str, endings: str) -> InputError:
    found = f'{what} is not written as "{path.suffix}"'
    return InputError([Complaint(str(path), 0, "path", found, f"Choose a name that ends in {endings}.")])


@dataclass(frozen=True, eq=False, repr=False)
class Finding:
    """An answer: the keys of the command's --json are attributes with their units in their names.

    Frozen, equal to an answer with the same content, and it pickles: all else is made from `asked`.
    """

    asked: Asked

    @property
    def study(self) -> Any:
        """The study's own answer: frozen records in SI."""
        return self.asked.answer

    @cached_property
    def telling(self) -> Telling:
        """All that is told of it."""
        return STUDIES[self.asked.study].tell(self.asked, Words())

    @property
    def finding(self) -> str:
        """The answer in a sentence."""
        return self.telling.finding

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands behind it."""
        return self.telling.sentences

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The key numbers: name, text."""
        return self.telling.numbers

    @property
    def notes(self) -> tuple[str, ...]:
        """What the model could not do: read before quoting."""
        return self.telling.notes

    @cached_property
    def plain(self) -> dict[str, Any]:
        """As the command prints it with --json."""
        return json.envelope(self.telling)

    @cached_property
    def tables(self) -> dict[str, Columns]:
        """Every table by its name: {key: NumPy column}; `.frame()` makes it a DataFrame of pandas or polars."""
        return tables(self.telling)

    @cached_property
    def pictures(self) -> dict[str, Drawing]:
        """All pictures by name, drawn when first asked for."""
        drawn = STUDIES[self.asked.study].draw(self.asked, Words())
        return {picture.name: Drawing(picture) for picture in drawn}

    def save(self, path: Path | str) -> None:
        """Write the report: one HTML page that opens offline. Raises InputError for any other ending."""
        target = Path(path)
        if target.suffix.lower() not in (".html", ".htm"):
            raise _ending(target, "a report", ".html")
        svg = {name: pictures.to_svg(drawing.picture) for name, drawing in self.pictures.items()}
        say = Words()
        target.write_text(page.page(gather([self.telling], "", say), [svg], say), encoding="utf-8")

    def write_folder(self, folder: Path | str, *forms: str) -> None:
        """Write the command's run folder, which must not exist; forms: png, csv, xlsx. Raises InputError or OSError."""
        from openbmd import run_folder

        unknown = [form for form in forms if form not in run_folder.FORMS]
        if unknown:
            advice = choices(unknown[0], run_folder.FORMS)
            raise InputError([Complaint("write_folder", 0, "forms", f'there is no form "{unknown[0]}"', advice)])
        drawn = [drawing.picture for drawing in self.pictures.values()]
        made = run_folder.Made(self.asked, self.telling, drawn)
        run_folder.write(made, Path(folder), Words(), unheard, forms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and alike(self.asked, other.asked)

    __hash__ = None  # type: ignore[assignment]

    def __getstate__(self) -> dict[str, Any]:
        return {"asked": self.asked}

    def __setstate__(self, state: dict[str, Any]) -> None:
        object.__setattr__(self, "asked", state["asked"])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in Finding.__dataclass_fields__ or name in vars(Finding):
            raise AttributeError(name)
        return getattr(Facts(self.plain), name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(key for key in self.plain if key.isidentifier())]

    def __repr__(self) -> str:
        return self.finding

    def _repr_markdown_(self) -> str:
        return notebook.markdown(self.telling)

    def _repr_html_(self) -> str:
        shown = self.pictures.get(self.telling.first) or next(iter(self.pictures.values()), None)
        svg, title = (shown.svg(), shown.title) if shown else ("", "")
        return notebook.html(self.telling, svg, title, Words())


class Findings(Finding):
    """An answer to many questions of one kind: a sequence of the findings of each, in order."""

    @cached_property
    def each(self) -> tuple[Finding, ...]:
        """The finding of each."""
        return tuple(Finding(one) for one in STUDIES[self.asked.study].each(self.asked))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.each)

    def __len__(self) -> int:
        return len(self.each)

    def __getitem__(self, at: int) -> Finding:
        return self.each[at]


def finding(asked: Asked) -> Finding:
    """An answer as the face hands it back."""
    return Findings(asked) if STUDIES[asked.study].each(asked) else Finding(asked)
