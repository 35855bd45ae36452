"""The pictures of a run, those that have something to show."""

from __future__ import annotations

from collections.abc import Iterator

from openbmd.drawing import battlespace, scene_map
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.run import distribution, drivers, fate, radar_load, rounds, words
from openbmd.studies.run.words import RunTold


def draw(asked: Asked, say: Words) -> list[Picture]:
    with house_style():
        return list(drawn(words.of(asked, say)))


def drawn(told: RunTold) -> Iterator[Picture]:
    answer, say, corner = told.answer, told.say, words.corner(told)
    yield scene_map.draw(told.seen, words.map_title(told), words.map_description(told), corner, say)
    yield battlespace.draw(told.seen, corner, say)
    if radar_load.asking(answer):
        yield radar_load.draw(answer, corner, say)
    if not told.played:
        return
    yield fate.draw(answer, corner, say)
    yield distribution.draw(answer, corner, say)
    yield rounds.draw(answer, corner, say)
    if answer.drivers:
        yield drivers.draw(answer, corner, say)
