"""The contract of every study: a question that is a frozen type, an answer, and what is told of it.

A study is a folder in openbmd.studies: question.py (QUESTION), answer.py, find.py (ask), tell.py (tell), pictures.py
(draw) and, where it leaves files of its own in a run folder, files.py (write). Doors are made from these alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, get_type_hints

if TYPE_CHECKING:
    from openbmd.drawing.pictures import Picture
    from openbmd.locales import Words
    from openbmd.records import Scenario
    from openbmd.telling import Telling
    from openbmd.work import Work


class Ask(NamedTuple):
    """What there is to say of one field of a question, beside its type."""

    help: str  # one sentence
    shown: str = ""  # in the place of its value: "PLACE", "KM"
    unit: str = ""  # ending of its name that is its unit: "km"; "" where it has none
    low: float | None = None  # the least value
    high: float | None = None  # the greatest
    flag: str = ""  # on the command line, where it is not the field's name: "--from"
    positional: bool = False  # on the command line without a flag
    file: str = ""  # the ending of a file that may stand for it (".csv"); it is then read, and kept with the question


class File(NamedTuple):
    """A file given in a question, as it was read."""

    name: str
    text: str


class Given(NamedTuple):
    """One field of a question as doors need it."""

    name: str
    type: Any  # without its Ask
    ask: Ask
    default: Any  # MISSING where it must be given

    @property
    def flag(self) -> str:
        return self.ask.flag or "--" + self.name.replace("_", "-")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What can be asked of a study. Each field is Annotated with an Ask; its docstring is the study's help."""

    python: ClassVar[str] = ""  # the question's name from Python, where it is not the study's
    scenarios: ClassVar[tuple[int, int]] = (1, 1)  # how many it is asked of: least and most
    answer_file: ClassVar[str] = "answer.json"  # in the run folder
    kept: ClassVar[bool] = True  # whether it leaves a run folder that nobody named
    command: ClassVar[str] = ""  # its words on the command line, where they are not the study's name: "flights check"
    markdown: ClassVar[bool] = False  # whether the command prints it as Markdown too
    processes: ClassVar[bool] = False  # whether it works in processes rather than threads
    examples: ClassVar[tuple[tuple[str, str], ...]] = ()  # a command line, and what it shows

    @classmethod
    @cache
    def given(cls) -> tuple[Given, ...]:
        """The fields, in order."""
        hints = get_type_hints(cls, include_extras=True)
        found = []
        for one in fields(cls):
            hint = hints[one.name]
            found.append(Given(one.name, hint.__origin__, hint.__metadata__[0], one.default))
        return tuple(found)


class Asked(NamedTuple):
    """A question, of what it was asked, and its answer: all that is needed to tell it."""

    study: str
    question: Any
    scenarios: tuple[Scenario, ...]
    answer: Any


class Study(NamedTuple):
    """One study by its name; what it needs is imported when it is asked for."""

    name: str  # of the command: "kill-chain"

    @property
    def room(self) -> str:
        return f"openbmd.studies.{self.name.replace('-', '_')}"

    def _part(self, module: str, name: str) -> Any:
        return getattr(import_module(f"{self.room}.{module}"), name)

    @property
    def question(self) -> type[Question]:
        found: type[Question] = self._part("question", "QUESTION")
        return found

    @property
    def python(self) -> str:
        """Its name from Python."""
        return self.question.python or self.name.replace("-", "_")

    @property
    def command(self) -> str:
        """Its words on the command line."""
        return self.question.command or self.name

    def ask(self, question: Question, scenarios: Sequence[Scenario], work: Work) -> Asked:
        """Find the answer. Raises InputError for what cannot be asked of these scenarios, Stopped."""
        find: Callable[[Question, tuple[Scenario, ...], Work], Any] = self._part("find", "ask")
        return Asked(self.name, question, tuple(scenarios), find(question, tuple(scenarios), work))

    def tell(self, asked: Asked, say: Words) -> Telling:
        """What the answer says."""
        told: Telling = self._part("tell", "tell")(asked, say)
        return told

    def draw(self, asked: Asked, say: Words) -> list[Picture]:
        """The pictures, those that have something to show."""
        made: list[Picture] = self._part("pictures", "draw")(asked, say)
        return made

    def stem(self, question: Question, scenarios: Sequence[Scenario]) -> str:
        """The name of its run folder, when none is given."""
        name: str = self._part("question", "stem")(question, scenarios)
        return name

    def files(self, asked: Asked) -> Mapping[str, Any]:
        """Other files for its run folder: texts, or tables of columns for .parquet; none where it has no files.py."""
        from importlib.util import find_spec

        if find_spec(f"{self.room}.files") is None:
            return {}
        made: Mapping[str, Any] = self._part("files", "files")(asked)
        return made

    def each(self, asked: Asked) -> tuple[Asked, ...]:
        """The answers of which an answer is made, each with its own question; none where it has no each.py."""
        from importlib.util import find_spec

        if find_spec(f"{self.room}.each") is None:
            return ()
        found: tuple[Asked, ...] = self._part("each", "each")(asked)
        return found


def required(given: Given) -> bool:
    return given.default is MISSING


def file_of(scenario: Scenario) -> str:
    """What complaints call a scenario: its file."""
    return scenario.file or scenario.name


def type_words(kind: Any) -> str:
    """A field's type as a signature writes it: "str | None"."""
    from types import NoneType, UnionType
    from typing import Literal, Union, get_args, get_origin

    if kind is NoneType:
        return "None"
    if kind is File:
        return "str"
    if get_origin(kind) in (Union, UnionType):
        return " | ".join(dict.fromkeys(type_words(part) for part in get_args(kind)))
    if get_origin(kind) is Literal:
        return f"Literal[{', '.join(repr(one) for one in get_args(kind))}]"
    if get_origin(kind) is tuple:
        return f"Sequence[{type_words(get_args(kind)[0])}]"
    return str(kind.__name__)
