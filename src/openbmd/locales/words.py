"""Messages of one language by id, with values; lists, counts and plurals as that language has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from openbmd.locales.josa import josa

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

ENTRY = re.compile(r"^(?=-?[a-zA-Z][\w-]* *=)", re.MULTILINE)  # where a message or a term begins
NAME = re.compile(r"(?<![\w$-])-?[a-zA-Z][\w-]*")  # what may be the name of another in it
Value = str | int | float | Sequence[str]

DEFAULT = "en"
SHIPPED = Path(__file__).parent
COMMON = "common"  # its terms and messages may be used in every file
IN_WORDS = 10  # up to here numbers are spelled out


class BadMessage(LookupError):
    """No message has this id, or it cannot be told: a value is missing, or the file has a fault."""


class Words:
    """What is said in one language: `say(id, **values)`.

    `language` is a folder of `folder` (the shipped ones unless it is given). Raises ValueError when there is none.
    """

    def __init__(self, language: str = DEFAULT, folder: Path = SHIPPED) -> None:
        if language not in languages(folder):
            raise ValueError(f"no words in {language!r}. Known: {', '.join(languages(folder))}")
        self.language = language
        self._folder = folder / language

    def __call__(self, message: str, /, **values: Value) -> str:
        """The message with its values: texts as they are, lists as "a, b and c"; a number chooses a plural.

        A list `names` brings its length along as `$names-count`. "id.attribute" is another side of the same thing.

        Numbers that people read are handed over as text, for their digits are not a matter of words.
        Raises BadMessage for an id that does not exist and for a value that is missing.
        """
        file = _file(self._folder, message)
        id, _, attribute = message.partition(".")
        said = _said(self._folder, file)
        if not said.has(id):
            raise BadMessage(f"{file}.ftl has no message {id!r}")
        found, bundle = said.bundle.get_message(id), said.bundle
        pattern = found.attributes.get(attribute) if attribute else found.value
        if pattern is None:
            raise BadMessage(f"{file}.ftl has no text for {message!r}")
        plain = {key: self._plain(message, value) for key, value in values.items()}
        sizes = {
            f"{key}-count": len(value) for key, value in values.items() if not isinstance(value, str | int | float)
        }
        told, errors = bundle.format_pattern(pattern, plain | sizes)
        if errors:
            raise BadMessage(f"{message}: {'; '.join(str(error) for error in errors)}")
        return str(told)

    def list(self, parts: Sequence[str]) -> str:
        """ "a, b and c". Raises ValueError for an empty list."""
        if not parts:
            raise ValueError("a list of nothing cannot be told")
        *first, last = parts
        if not first:
            return last
        told = first[0]
        for part in first[1:]:
            told = self("common-list-next", before=told, next=part)
        return self("common-list-last", before=told, last=last, n=len(parts))

    def number(self, n: int) -> str:
        """A number of things: in words up to ten, then in digits."""
        return self(f"common-count-{n}") if 0 <= n <= IN_WORDS else f"{n:,}"

    def count(self, n: int, noun: str) -> str:
        """So many of what the message `noun-<noun>` names: "three missiles"."""
        return self("common-counted", number=self.number(n), noun=self(f"noun-{noun}", n=n), n=n)

    def _plain(self, message: str, value: Value) -> str | int | float:
        if isinstance(value, str | int | float):
            return value
        if isinstance(value, Sequence) and all(isinstance(part, str) for part in value):
            return self.list(value)
        raise BadMessage(f"{message}: cannot tell {value!r}")


def languages(folder: Path = SHIPPED) -> tuple[str, ...]:
    """The languages that have words, the default one first."""
    found = sorted(path.parent.name for path in folder.glob(f"*/{COMMON}.ftl"))
    return tuple(sorted(found, key=lambda language: language != DEFAULT))


@cache
def _file(folder: Path, message: str) -> str:
    """The file of an id: the longest name that the id begins with."""
    fits = [path.stem for path in folder.glob("*.ftl") if message.startswith(f"{path.stem}-")]
    if not fits:
        raise BadMessage(f"no file of words for {message!r}")
    return max(fits, key=len)


class _Said:
    """What two files say; an entry is parsed when it is first asked for, since most commands say little of all.

    Fluent takes 50 ms to import, so it waits until something is said.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        from fluent.runtime import FluentBundle

        functions: dict[str, Any] = {"JOSA": josa}  # Fluent takes plain texts too, and its types do not say so
        self.bundle: FluentBundle = FluentBundle([paths[0].parent.name], functions, use_isolating=False)
        self.lock = Lock()  # of what waits, for progress is told from the thread that works
        self.waiting: dict[str, tuple[Path, str]] = {}
        for path in paths:
            for entry in ENTRY.split(path.read_text(encoding="utf-8"))[1:]:  # comments stand before the first
                self.waiting.setdefault(entry.partition("=")[0].strip(), (path, entry))

    def has(self, id: str) -> bool:
        """Whether there is a message; it and what it may refer to are ready then. Raises BadMessage for a fault."""
        from fluent.runtime import FluentResource
        from fluent.syntax.ast import Junk

        wanted = [id]
        with self.lock:
            while wanted:
                if (found := self.waiting.pop(wanted.pop(), None)) is None:
                    continue
                path, entry = found
                resource = FluentResource(entry)
                if torn := [part.content or "" for part in resource.body if isinstance(part, Junk)]:
                    raise BadMessage(f"{path.parent.name}/{path.name}: cannot read {torn[0].strip()[:80]!r}")
                self.bundle.add_resource(resource)
                wanted += NAME.findall(entry)
        return self.bundle.has_message(id)


@cache
def _said(folder: Path, file: str) -> _Said:
    """One file and what is common to all."""
    return _Said([folder / f"{name}.ftl" for name in dict.fromkeys((COMMON, file))])
