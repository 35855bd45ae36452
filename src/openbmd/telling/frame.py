"""What every telling has alike: what was played, what it was computed with, and whose figures stand behind it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata
from platform import python_version

from openbmd.kinds import Figure
from openbmd.locales import Words
from openbmd.records import Scenario


def versions() -> dict[str, str]:
    """What an answer is computed with."""
    packages = {name: metadata.version(name) for name in ("openbmd", "numpy", "numba")}
    return packages | {"python": python_version()}


def sources(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Who published the figures, each once; assumed ones have none."""
    return tuple(dict.fromkeys(figure.source for figure in figures if figure.source))


def corner(scenario: Scenario, seed: int, say: Words) -> str:
    """What was played, with which dice."""
    return say("common-corner", version=metadata.version("openbmd"), scenario=scenario.name, seed=str(seed))


def small_print(say: Words) -> tuple[str, ...]:
    """What stands at the foot of every page of the model with maps."""
    return say("common-model"), say("common-maps")
