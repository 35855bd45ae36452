"""The map and the battlespace of a scenario before the dice."""

from __future__ import annotations

from openbmd.drawing import battlespace, scene_map
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.scene.situation import situation
from openbmd.studies.contract import Asked
from openbmd.studies.show import words
from openbmd.telling import frame


def draw(asked: Asked, say: Words) -> list[Picture]:
    (scenario,) = asked.scenarios
    seen, corner = situation(scenario, asked.answer), frame.corner(scenario, scenario.seed, say)
    with house_style():
        title, description = words.headline(seen, say), words.description(seen, say)
        return [scene_map.draw(seen, title, description, corner, say), battlespace.draw(seen, corner, say)]
