"""Notes in the words of a language: each once; far looks of many radars are one, and so are other arcs of a route."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openbmd.locales import Words
from openbmd.records.note import Note, note

FAR_LOOK = "notes-far-look"
OTHER_ARC = "notes-no-such-boost"
INNER = "note"  # the value of a note that says whose or when another note is


def told(said: Note | None, say: Words) -> str:
    """One note in words, "" for none."""
    if said is None:
        return ""
    return say(said.id, **{key: told(v, say) if isinstance(v, Note) else v for key, v in said.values})


def each(notes: Iterable[Note], say: Words) -> list[str]:
    """Every note in words, each once, in order."""
    return list(dict.fromkeys(told(one, say) for one in notes))


def tell(notes: Iterable[Note], say: Words) -> list[str]:
    """As people read them: the far looks of all radars are one, with the least and the greatest distance.

    So are the flights of one route that fly other arcs than asked.
    """
    alike: dict[object, list[Note]] = {}
    for one in notes:
        alike.setdefault(_far(one) or _flown(one) or one, []).append(one)
    return each((_merged(group, say) if len(group) > 1 else group[0] for group in alike.values()), say)


def _flown(said: Note) -> tuple[object, ...]:
    """What flights on another arc than asked must share to be told as one: route and arc; () for any other note."""
    values = dict(said.values)
    return (said.id, values["route"], values["asked"]) if said.id == OTHER_ARC else ()


def _between(notes: Sequence[Note], say: Words) -> Note:
    """Such flights as one, with the least and the greatest of what they fly."""
    values = [dict(one.values) for one in notes]
    flown = [one["flown"] for one in values if isinstance(one["flown"], Note)]
    (key, _), *_ = flown[0].values
    least, *_, most = sorted((str(dict(one.values)[key]) for one in flown), key=float)
    both = say("common-between", least=least, most=most)
    return note(OTHER_ARC, **{**values[0], "flown": note(flown[0].id, **{key: both})})


def _far(said: Note) -> tuple[object, ...]:
    """What far looks must share to be told as one: who says so, on which days; () for any other note."""
    values = dict(said.values)
    inner = values.get(INNER)
    if said.id == FAR_LOOK:
        return (said.id, values["beyond"])
    if isinstance(inner, Note) and _far(inner):
        return (said.id, *((key, value) for key, value in said.values if key != INNER), _far(inner))
    return ()


def _merged(notes: Sequence[Note], say: Words) -> Note:
    """Far looks that share all but radars and distances, as one; other notes of one group are the same."""
    first = notes[0]
    if _flown(first):
        return _between(list(dict.fromkeys(notes)), say) if len(set(notes)) > 1 else first
    inner = [value for one in notes for key, value in one.values if key == INNER and isinstance(value, Note)]
    if first.id != FAR_LOOK:
        return note(first.id, **{**dict(first.values), INNER: _merged(inner, say)}) if _far(first) else first
    values = [dict(one.values) for one in notes]
    radars = tuple(dict.fromkeys(name for one in values for name in _names(one["radars"])))
    reached = sorted(int(str(one["km"])) for one in values)
    least, most = str(reached[0]), str(reached[-1])
    km = least if least == most else say("common-between", least=least, most=most)
    return note(FAR_LOOK, **{**values[0], "radars": radars, "km": km})


def _names(value: object) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value
