"""A raid by each reading of the interceptors' chances: as brochures say, as tests have shown, as wars have shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from openbmd import estimates
from openbmd.draws.rows import DrawnRow, Flown
from openbmd.draws.sampling import with_figures
from openbmd.kinds import READINGS, Figure
from openbmd.records import EFFECTS, Reading, Scenario

RAIDS_OF_A_READING = 10_000  # at most
# What a reading leaves out: a brochure all that can go wrong; a record of war what went wrong in it already.
OFF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"brochure": EFFECTS, "tests": (), "wars": ("closing-geometry", "unresolved-objects")}
)


def by_reading(scenario: Scenario, flown: Flown, raids: int, seed: int) -> Iterator[Reading]:
    """The raid by each reading, planned anew with its figures; flown: the scenario's own flights."""
    for name in READINGS:
        figures = figures_of(scenario, name)
        row = DrawnRow(as_read(scenario, name), flown)
        outcomes = row.outcomes(min(raids, RAIDS_OF_A_READING), seed)
        yield Reading(
            name,
            estimates.leakers(outcomes),
            estimates.p_no_leaker(outcomes),
            outcomes.raids,
            row.scenario.effects,
            figures,
            tuple(kind for kind in kinds(scenario) if not any(f"/{kind}/" in one.path for one in figures)),
        )


def as_read(scenario: Scenario, name: str) -> Scenario:
    """The scenario with the best figures and the effects of a reading."""
    read = with_figures(scenario, {one.path: one.best for one in figures_of(scenario, name)})
    return replace(read, effects=tuple(one for one in scenario.effects if one not in OFF[name]))


def kinds(scenario: Scenario) -> tuple[str, ...]:
    """The interceptors that its fire units have."""
    return tuple(dict.fromkeys(unit.interceptor for unit in scenario.fire_units))


def figures_of(scenario: Scenario, name: str) -> tuple[Figure, ...]:
    """What these interceptors have of a reading."""
    own = kinds(scenario)
    return tuple(one for one in scenario.readings.get(name, ()) if one.path.split("/")[1] in own)
