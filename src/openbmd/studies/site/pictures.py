"""The pictures of the best sites: where they lie, and what each next unit adds."""

from __future__ import annotations

from openbmd.drawing import pictures
from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.site import chart, map


def draw(asked: Asked, say: Words) -> list[pictures.Picture]:
    """The map and the chart."""
    with pictures.house_style():
        return [map.draw(asked.answer, say), chart.draw(asked.answer, say)]
