"""What page and pictures of a scenario before the dice both say."""

from __future__ import annotations

from openbmd.drawing import battlespace_words
from openbmd.locales import Words
from openbmd.scene.situation import Situation


def headline(seen: Situation, say: Words) -> str:
    """The title: who can ever meet how much of it, or who holds it."""
    return battlespace_words.title(seen, say)


def finding(seen: Situation, say: Words) -> str:
    """The answer in a sentence."""
    return f"{headline(seen, say)}."


def counts(seen: Situation, say: Words) -> str:
    """What flies and what stands."""
    scenario, routes = seen.scenario, tuple(range(len(seen.flights)))
    number, noun = seen.vehicles(routes)
    flying = say.count(number, noun)
    return say(
        "show-counts",
        vehicles=f"{flying[0].upper()}{flying[1:]}",
        routes=say.count(len(routes), "route"),
        radars=say.count(len(scenario.radar_sites), "radar"),
        units=say.count(len(scenario.fire_units), "fire-unit"),
    )


def description(seen: Situation, say: Words) -> str:
    """The map for who cannot see it."""
    return f"{finding(seen, say)} {counts(seen, say)}"
