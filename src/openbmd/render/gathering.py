"""Several tellings as one: findings first, notes said once with the studies that say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from openbmd.locales import Words
from openbmd.telling import Block, Details, Paragraph, Span, Telling


class Said(NamedTuple):
    text: str
    studies: tuple[int, ...]  # that say it, from 1


class Gathered(NamedTuple):
    """What a page or a PDF holds: one telling, or several."""

    title: str
    tellings: tuple[Telling, ...]
    blocks: tuple[tuple[Block, ...], ...]  # of each; what one before has folded away word for word is named instead
    notes: tuple[Said, ...]
    versions: str  # of all, "" when they differ and stand with each
    small_print: tuple[str, ...]


def gather(tellings: Sequence[Telling], title: str, say: Words) -> Gathered:
    """The tellings in the order given; title "" lets their findings or their number say it."""
    versions = {version_words(told) for told in tellings}
    seen: dict[tuple[Block, ...], int] = {}
    return Gathered(
        title=title or (tellings[0].headline if len(tellings) == 1 else heading(tellings, say)),
        tellings=tuple(tellings),
        blocks=tuple(tuple(said_once(told.blocks, k, seen, say)) for k, told in enumerate(tellings, 1)),
        notes=tuple(noted(tellings)),
        versions=versions.pop() if len(versions) == 1 else "",
        small_print=tuple(dict.fromkeys(line for told in tellings for line in told.small_print)),
    )


def version_words(told: Telling) -> str:
    return ", ".join(f"{name} {version}" for name, version in told.versions.items())


def heading(tellings: Sequence[Telling], say: Words) -> str:
    """A title for several: how many, and what they are of where that is one thing."""
    about = {told.about for told in tellings}
    number = say.count(len(tellings), "study").capitalize()
    return f"{number}: {about.pop()}" if len(about) == 1 else number


def noted(tellings: Sequence[Telling]) -> list[Said]:
    """Each note once, in order, with the studies that say it."""
    found: dict[str, list[int]] = {}
    for number, told in enumerate(tellings, 1):
        for note in dict.fromkeys(told.notes):
            found.setdefault(note, []).append(number)
    return [Said(text, tuple(numbers)) for text, numbers in found.items()]


def said_once(blocks: Iterable[Block], number: int, seen: dict[tuple[Block, ...], int], say: Words) -> Iterable[Block]:
    """The blocks; what a study before this one folds away word for word is named instead, seen keeps who said it."""
    for block in blocks:
        if not isinstance(block, Details):
            yield block
        elif block.blocks in seen:
            as_there = say("page-as-in-study", number=seen[block.blocks])
            yield Paragraph((Span(f"{block.summary} {block.soft}".strip()), Span(as_there, "soft")))
        else:
            seen[block.blocks] = number
            yield block
