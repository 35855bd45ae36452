"""The pictures of a sweep: the spread, the shares of its variance, the tornado and the flips."""

from __future__ import annotations

from collections.abc import Iterator

from openbmd.drawing import pictures
from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.sweep import flips, shares, spread, tornado, words


def draw(asked: Asked, say: Words) -> list[pictures.Picture]:
    """Those that there is something to draw in, in the order of the page."""
    with pictures.house_style():
        return list(drawn(words.of(asked, say)))


def drawn(told: words.Swept) -> Iterator[pictures.Picture]:
    found = told.found
    if found.draws:
        yield spread.draw(told)
    if found.indices is not None:
        yield shares.draw(told, found.indices)
    if tornado.shown(found):
        yield tornado.draw(told)
    if found.flips:
        yield flips.draw(told)
