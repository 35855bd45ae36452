"""Scenarios from Python: read one, take something away from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from html import escape
from pathlib import Path
from typing import Any, cast

from openbmd import records, scenario_file
from openbmd.commands.reach import refuse_unreached
from openbmd.complaints import Complaint, InputError
from openbmd.face.old_finding import table
from openbmd.studies.compare.withheld import withheld
from openbmd.telling import style

LEAST = {"raids": 1, "seed": 0, "draws": 0}


@dataclass(frozen=True, slots=True, repr=False)
class Scenario(records.Scenario):
    """A scenario as records has it, which knows its file and says in a line what it is."""

    file: str

    def __repr__(self) -> str:
        return f"{self.name}: {self.title} ({', '.join(told(self))})"

    def _repr_html_(self) -> str:
        rows = table([row for row in laydown(self) if row[1]])
        described = f"<p>{escape(self.description)}</p>" if self.description else ""
        return f'<div class="openbmd"><p><b>{escape(self.title)}</b></p>{described}{rows}</div>'


def told(scenario: records.Scenario) -> list[str]:
    """What it counts, in words."""
    counts = {
        "missile": len(scenario.threats),
        "fire unit": len(scenario.fire_units),
        "radar": len(scenario.radar_sites),
        "defended place": len(scenario.places),
    }
    return [style.count(number, noun) for noun, number in counts.items()]


def laydown(scenario: records.Scenario) -> list[tuple[str, str]]:
    """Who fires what, who fires back, who watches, what is defended."""
    missiles = Counter(scenario.routes[threat.route].missile for threat in scenario.threats)
    units = Counter(unit.interceptor for unit in scenario.fire_units)
    radars = Counter(site.radar for site in scenario.radar_sites)
    return [
        ("missiles", _counted(missiles.items())),
        ("fire units", _counted(units.items())),
        ("radars", _counted(radars.items())),
        ("defended", ", ".join(place.name for place in scenario.places)),
    ]


def _counted(items: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{number} {style.label(name)}" for name, number in items)


def read(path: Path | str, *, raids: int | None = None, seed: int | None = None, draws: int | None = None) -> Scenario:
    """The scenario of a YAML file; raids, seed and draws replace the file's. Raises InputError with every fault."""
    found = scenario_file.read(path)
    values = {field.name: getattr(found, field.name) for field in fields(found)}
    return settled(Scenario(**values, file=str(path)), raids=raids, seed=seed, draws=draws)


def settled(scenario: Scenario, **settings: int | None) -> Scenario:
    """The scenario with raids, seed and draws where they are not None. Raises InputError for what is too small."""
    given = {name: value for name, value in settings.items() if value is not None}
    faults = [
        Complaint(scenario.file, 0, name, f"{name}={value}", f"The least is {LEAST[name]}.")
        for name, value in given.items()
        if value < LEAST[name]
    ]
    if faults:
        raise InputError(faults)
    changed: dict[str, Any] = dict(given)
    return replace(scenario, **changed)


def without(scenario: Scenario, *names: str) -> Scenario:
    """The scenario without radars, sensors, fire units, links or nations, by their names. Raises InputError."""
    ((name, left),) = withheld(scenario, [", ".join(names)]).items()
    title = f"{scenario.title}, without {', '.join(names)}"
    return cast(Scenario, replace(left, name=name, title=title))


def refuse_short(scenario: Scenario, flown: Sequence[records.Trajectory]) -> None:
    """Raise InputError with every missile that does not reach its aimpoint."""
    refuse_unreached(Path(scenario.file), scenario, flown)
