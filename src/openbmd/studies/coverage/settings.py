"""At which value of a setting the verdict changes, one flight at a time and for all of them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, isfinite, log, nan, pi

import numpy as np
from numpy.typing import NDArray

from openbmd import flow
from openbmd.records import Floats, Scenario, Trajectory
from openbmd.studies.coverage import scenes
from openbmd.studies.coverage.answer import Flip, Scene, Sweep
from openbmd.studies.coverage.sight import seen
from openbmd.studies.coverage.volume import floor_of

Move = Callable[[Scenario, float], Scenario]

TURNS = np.radians(np.arange(0.0, 360.0, 15.0))  # rad, boresights to try
FLOORS = np.radians(np.arange(0.0, 20.5, 1.0))  # rad
LIMITS = np.arange(400e3, 4001e3, 200e3)  # m, of instrumented range
AREAS = np.logspace(-4.0, 2.0, 19)  # m2
STEPS = 8  # halvings of a flip's bracket
GRIDS: dict[str, tuple[Move, Floats]] = {
    "boresight": (scenes.with_boresight, TURNS),
    "floor": (scenes.with_floor, FLOORS),
    "range limit": (scenes.with_range_limit, LIMITS),
    "cross-section": (scenes.with_cross_section, AREAS),
}


def held_times(scenario: Scenario, flown: Sequence[Trajectory]) -> Floats:
    """Times (routes,) [s] for which each flight is held."""
    space = flow.engage(scenario, tuple(flown))
    return np.array([seen(look[0], track[0]).held for look, track in zip(space.looks, space.tracks, strict=True)])


def grid(scene: Scene, setting: str, flown: Sequence[Trajectory]) -> Floats:
    """Held times (values, routes) [s] over a setting's grid."""
    move, values = GRIDS[setting]
    return np.array([held_times(move(scene.scenario, float(value)), flown) for value in values])


def sweep(scene: Scene, setting: str, table: Floats, groups: Sequence[str], hold: float) -> Sweep:
    """How many of each group are held over a grid; table as grid gives it."""
    inside = np.array(groups)
    held = {group: (table[:, inside == group] >= hold).sum(axis=1).astype(float) for group in dict.fromkeys(groups)}
    low, high = published(scene, setting)
    return Sweep(GRIDS[setting][1], held, now(scene.scenario, setting), low, high)


def now(scenario: Scenario, setting: str) -> float:
    """The setting's value [SI] as it stands; nan when each missile has its own."""
    site, radar = scenario.radar_sites[0], scenes.radar_of(scenario)
    return {
        "boresight": site.boresight_azimuth % (2.0 * pi),
        "floor": floor_of(site, radar),
        "range limit": radar.maximum_range,
    }.get(setting, nan)


def published(scene: Scene, setting: str, missile: str = "") -> tuple[float, float]:
    """Ends [SI] of the published range of a setting; of one missile's cross-section, or of all together."""
    if setting == "cross-section":
        path = f"missiles/{missile}/" if missile else "missiles/"
        sizes = [f for f in scene.scenario.figures if f.path.startswith(path) and f.path.endswith(scenes.SIZES)]
        return min((f.low for f in sizes), default=nan), max((f.high for f in sizes), default=nan)
    field = {"floor": "minimum_elevation", "range limit": "maximum_range"}.get(setting, "")
    return scene.published.get(field, (nan, nan))


def flips(
    scene: Scene, tables: Mapping[str, Floats], flown: Sequence[Trajectory], best: Floats, hold: float
) -> list[dict[str, Flip]]:
    """For each route where its verdict changes; tables: grids by setting, best (routes,) [s] held as things stand."""
    found: list[dict[str, Flip]] = []
    for k, route in enumerate(scene.scenario.routes):
        one = scenes.only(scene.scenario, k)
        told = {}
        for setting, table in tables.items():
            if setting == "boresight":
                continue
            low, high = published(scene, setting, route.missile)
            value = _edge(one, flown[k], setting, table[:, k] >= hold, hold, now(scene.scenario, setting))
            inside = bool(isfinite(value) and low <= value <= high)
            told[setting] = Flip(value, bool(best[k] >= hold), low, high, inside)
        found.append(told)
    return found


def _edge(
    one: Scenario, flight: Trajectory, setting: str, holds: NDArray[np.bool_], hold: float, now_at: float
) -> float:
    """The setting at which a verdict over a grid changes, nearest to where it stands; nan when it never does."""
    move, values = GRIDS[setting]
    changes = np.flatnonzero(holds[1:] != holds[:-1])
    if not len(changes):
        return nan
    at = int(changes[np.argmin(np.abs(values[changes] - now_at))]) if isfinite(now_at) else int(changes[0])
    by_ratio = setting == "cross-section"
    low, high = (log(v) if by_ratio else float(v) for v in values[at : at + 2])
    first = bool(holds[at])
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        held = held_times(move(one, exp(middle) if by_ratio else middle), [flight])[0] >= hold
        low, high = (middle, high) if held == first else (low, middle)
    return exp(high) if by_ratio else high
