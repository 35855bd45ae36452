"""The pictures of a claim: maps of who can be defended and of what the radar sees, and the chart of its parts."""

from __future__ import annotations

from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.studies.claims import pictures_map, pictures_parts, words
from openbmd.studies.claims.answer import ClaimAnswers
from openbmd.studies.contract import Asked
from openbmd.studies.coverage import map as coverage_map


def draw(asked: Asked, say: Words) -> list[Picture]:
    """Maps first; a list of all claims has no picture."""
    answer = asked.answer
    if isinstance(answer, ClaimAnswers):
        return []
    corner = words.corner(answer, say)
    with house_style():
        made = [pictures_map.draw(answer, say)] if any(area.region.area > 0.0 for area in answer.areas) else []
        if answer.coverage is not None:
            made += [coverage_map.draw(answer.coverage, scene, corner, say) for scene in answer.coverage.scenes]
        made.append(pictures_parts.draw(answer, say))
    return made
