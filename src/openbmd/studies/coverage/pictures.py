"""The pictures of what a radar sees: a map of each mode, when it has each flight, what a setting changes, its reach."""

from __future__ import annotations

from openbmd.drawing import pictures
from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.coverage import charts, map, timeline, words


def draw(asked: Asked, say: Words) -> list[pictures.Picture]:
    """All pictures."""
    answer, corner = asked.answer, words.corner(asked.answer, say)
    with pictures.house_style():
        return [
            *(map.draw(answer, scene, corner, say) for scene in answer.scenes),
            timeline.draw(answer, corner, say),
            charts.draw_flips(answer, corner, say),
            charts.draw_reach(answer, corner, say),
        ]
