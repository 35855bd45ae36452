"""Kinds that a command names: those of its scenario, else the catalogue's, by any of their names."""

from __future__ import annotations

from typing import Any

from openbmd.catalogue_file import default, folded
from openbmd.kinds import Figure
from openbmd.records import Scenario


def known(scenario: Scenario, kind: str) -> tuple[str, ...]:
    """The names of a kind (missiles, radars, …) in alphabetical order."""
    return tuple(sorted({*getattr(scenario, kind), *default().names(kind)}))


def fitting(scenario: Scenario, kind: str, name: str) -> tuple[str, ...]:
    """The exact names that a name may mean."""
    own = getattr(scenario, kind)
    same = tuple(one for one in own if folded(one) == folded(name))
    return (name,) if name in own else same or default().fitting(kind, name)


def record(scenario: Scenario, kind: str, name: str) -> tuple[Any, tuple[Figure, ...]]:
    """Record and figures of an exact name: the scenario's where it has them. Raises InputError."""
    own = getattr(scenario, kind)
    if name not in own:
        entry = default().read(kind, name)
        return entry.record, entry.figures
    return own[name], tuple(f for f in scenario.figures if f.path.startswith(f"{kind}/{name}/"))
