"""Scenarios by names of their own, and a scenario without some of its assets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openbmd.complaints import Complaint, InputError, choices
from openbmd.records import Scenario
from openbmd.records import withheld as assets
from openbmd.studies.contract import file_of


def names(scenarios: Sequence[Scenario]) -> list[str]:
    """A name for each; those that share one are numbered."""
    found: list[str] = []
    for scenario in scenarios:
        name, number = scenario.name, 2
        while name in found:
            name, number = f"{scenario.name} ({number})", number + 1
        found.append(name)
    return found


def wanted(wish: str) -> tuple[str, ...]:
    """The names of a wish, each once: "a, b" as a and b."""
    return tuple(dict.fromkeys(name.strip() for name in wish.split(",") if name.strip()))


def label(scenario: Scenario, wish: str) -> str:
    """What a scenario without the assets of a wish is called."""
    return f"{scenario.name} without {', '.join(wanted(wish))}"


def withheld(scenario: Scenario, without: Sequence[str]) -> dict[str, Scenario]:
    """The scenario without the assets of each wish, by a name that says so. Raises InputError for unknown names."""
    known: set[str] = set()
    for kind in (scenario.radar_sites, scenario.fire_units, scenario.links, scenario.warning_sensors):
        known |= {name for asset in kind for name in (asset.name, asset.nation) if name}
    found, complaints = {}, []
    for wish in without:
        named = wanted(wish)
        faults = [(f'no asset or nation "{name}" in {scenario.name}', name) for name in named if name not in known]
        if not named:
            faults.append(("it names nothing", ""))
        complaints += [Complaint(file_of(scenario), 0, "without", what, choices(name, known)) for what, name in faults]
        if not faults:
            left = replace(assets.without(scenario, named), title=f"A without {', '.join(named)}")
            found[label(scenario, wish)] = left
    if complaints:
        raise InputError(complaints)
    return found
