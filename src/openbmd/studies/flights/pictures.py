"""The check of real flights has no pictures: its tables are what it says."""

from __future__ import annotations

from openbmd.drawing.pictures import Picture
from openbmd.locales import Words
from openbmd.studies.contract import Asked


def draw(asked: Asked, say: Words) -> list[Picture]:
    """None."""
    return []
