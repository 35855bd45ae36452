"""The pictures of a test flight: its time, both flights from the side, what the range hangs on, and the ring."""

from __future__ import annotations

from collections.abc import Iterator

from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.infer import pictures_bars, pictures_profile, pictures_ring, pictures_times, words
from openbmd.studies.infer.words import Meant
from openbmd.telling import frame


def draw(asked: Asked, say: Words) -> list[Picture]:
    """The pictures that have something to show."""
    with house_style():
        return list(drawn(words.of(asked, say), say("infer-corner", version=frame.versions()["openbmd"])))


def drawn(told: Meant, corner: str) -> Iterator[Picture]:
    found = told.found
    if found.verdict == "not-applicable":
        return
    yield pictures_times.draw(told, corner)
    if found.range is not None and found.flown is not None:
        yield pictures_profile.draw(told, corner)
        yield pictures_bars.by_build(told, corner)
        yield pictures_bars.by_payload(told, corner)
    if pictures_ring.can_draw(found):
        yield pictures_ring.draw(told, corner)
