"""Draws of the uncertain figures within their published ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from zlib import crc32

import numpy as np

from openbmd.kinds import FIRE_UNITS, Figure, replaced
from openbmd.physics import chance
from openbmd.physics.kernel import kernel
from openbmd.records import FireUnit, Floats, Scenario

# Kind and field of the figures that count only with an effect.
FIGURES_OF_EFFECTS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "missile-reliability": (("missiles", "reliability"),),
        "dispersion": (("missiles", "circular_error"),),
        "closing-geometry": (
            ("interceptors", "crossing_factor"),
            ("interceptors", "floor_factor"),
            ("interceptors", "floor_margin"),
        ),
        "unresolved-objects": (
            ("missiles", "unresolved_objects"),
            ("missiles", "strip_altitude"),
            ("radars", "discrimination"),
        ),
        "assessment-errors": (("interceptors", "miss_called_kill"), ("interceptors", "kill_called_miss")),
        "launcher-reliability": (("interceptors", "launcher_reliability"),),
        "radar-reliability": (("radars", "availability"),),
        "target-class": (
            ("interceptors", "design_range"),
            ("interceptors", "limit_range"),
            ("interceptors", "agility"),
        ),
        "target-failure": (("interceptors", "target_failure"),),
        "radar-time": (
            ("radars", "least_dwell"),
            ("radars", "track_snr"),
            ("radars", "engaged_snr"),
            ("radars", "discriminating_snr"),
            ("radars", "engaged_rate"),
            ("radars", "discriminating_rate"),
            ("radars", "uplink_time"),
            ("radars", "maximum_tracks"),
        ),
    }
)


def with_figures(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with figures replaced: {Figure.path: value in SI}."""
    kinds: dict[str, Any] = {}
    launchers: dict[str, int] = {}
    for path, value in values.items():
        kind, name, *where = path.split("/")
        if kind == FIRE_UNITS:
            launchers[name] = round(value)
            continue
        records = kinds.setdefault(kind, dict(getattr(scenario, kind)))
        records[name] = replaced(records[name], where, value)
    if launchers:
        kinds[FIRE_UNITS] = tuple(_armed(unit, launchers.get(unit.name)) for unit in scenario.fire_units)
    return replace(scenario, **kinds)


def _armed(unit: FireUnit, launchers: int | None) -> FireUnit:
    """The unit with so many launchers, each loaded as its own are."""
    if launchers is None or unit.launchers == 0:
        return unit
    loaded = unit.ready_rounds // unit.launchers
    return unit._replace(launchers=launchers, ready_rounds=launchers * loaded)


def uncertain(scenario: Scenario) -> tuple[Figure, ...]:
    """The figures in play whose published range has a width; not those of effects that are switched off."""
    idle = {
        field for effect, fields in FIGURES_OF_EFFECTS.items() if effect not in scenario.effects for field in fields
    }

    def counts(figure: Figure) -> bool:
        parts = figure.path.split("/")
        return figure.low < figure.high and (parts[0], parts[-1]) not in idle

    return tuple(figure for figure in scenario.figures if counts(figure))


def is_whole(scenario: Scenario, path: str) -> bool:
    """Whether the figure at a path is a whole number."""
    kind, name, *where = path.split("/")
    if kind == FIRE_UNITS:
        return True
    value: Any = getattr(scenario, kind)[name]
    for step in where:
        value = value[int(step)] if step.isdigit() else getattr(value, step)
    return isinstance(value, int)


def draw(figures: Sequence[Figure], draws: int, seed: int) -> Floats:
    """Values (draws, figures) by Latin hypercube: half of the draws below best, half above, even within each half.

    A figure's draws depend on its path and the seed alone, so that another figure leaves them as they are
    (McKay, Beckman & Conover, Technometrics 21, 1979, for the method).
    """
    values = np.empty((draws, len(figures)))
    if draws == 0:
        return values
    for k, figure in enumerate(figures):
        label = crc32(figure.path.encode())
        order, within = dice(seed, label, 0, draws), dice(seed, label, 1, draws)
        values[:, k] = quantiles(figure, (np.argsort(np.argsort(order)) + within) / draws)
    return values


@kernel
def dice(seed: int, label: int, who: int, number: int) -> Floats:
    """Labelled draws (number,) in [0, 1)."""
    found = np.empty(number)
    for n in range(number):
        found[n] = chance.uniform(seed, n, label, who, 0)
    return found


def quantiles(figure: Figure, share: Floats) -> Floats:
    """Values of a figure below which such shares (N,) [1] of its distribution lie.

    A share that rests on tests, successes s of n attempts, has the posterior of a flat prior, Beta(s + 1, n - s + 1),
    whose mean is Laplace's (s + 1) / (n + 2), within the figure's low and high; any other figure half of its draws
    below best and half above.
    """
    if figure.attempts:
        from scipy.special import betainc, betaincinv

        shape = figure.successes + 1.0, figure.attempts - figure.successes + 1.0
        low, high = betainc(*shape, figure.low), betainc(*shape, figure.high)
        found: Floats = betaincinv(*shape, low + share * (high - low))
        return found
    return np.interp(share, [0.0, 0.5, 1.0], [figure.low, figure.best, figure.high])
