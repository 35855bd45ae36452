"""What a reader must know beside the numbers, as data: which message, and its values."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

NoteValue: TypeAlias = "str | int | float | tuple[str, ...] | Note"


class Note(NamedTuple):
    """A message of `locales/` by its id, with values; a value may be a note itself."""

    id: str
    values: tuple[tuple[str, NoteValue], ...]


def note(id: str, **values: NoteValue) -> Note:
    """The note of that id. Numbers that people read are text; numbers that choose a plural are numbers."""
    return Note(id, tuple(values.items()))
