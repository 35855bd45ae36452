"""What every telling has alike: what was played, what it was computed with, and whose figures stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import metadata
from platform import python_version

from openbmd.kinds import Figure
from openbmd.locales import Words
from openbmd.records import EFFECTS, Scenario


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


def effects_off(scenarios: Sequence[Scenario], idle: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """The effects that each scenario switches off, by its name; idle: those that the study leaves out of all."""
    found = {one.name: tuple(e for e in EFFECTS if e not in (*one.effects, *idle)) for one in scenarios}
    return {name: off for name, off in found.items() if off}


def off(scenarios: Sequence[Scenario], say: Words, idle: Sequence[str] = ()) -> tuple[str, ...]:
    """The same as sentences: one where all switch off the same, else one for each; none when all are on."""
    found = effects_off(scenarios, idle)
    alike = set(found.values())
    if len(alike) == 1 and len(found) == len({one.name for one in scenarios}):
        return (say("common-effects-off", effects=list(alike.pop())),)
    return tuple(say("common-effects-off-in", scenario=name, effects=list(names)) for name, names in found.items())
