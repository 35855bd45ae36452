"""Scenarios from Python: read one, make one of data, change one; and the door that every question's scenario passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any, cast

import numpy as np

from openbmd import records, scenario_file
from openbmd.complaints import Complaint, InputError, choices
from openbmd.locales import Words
from openbmd.render.notebook import table
from openbmd.studies.compare.withheld import withheld
from openbmd.telling import notes, style

BOUNDS = {"raids": (1, 1_000_000_000), "seed": (0, 2**63 - 1), "draws": (0, 100_000)}  # as a file's


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Scenario(records.Scenario):
    """A scenario as records has it, which says in a line what it is and writes itself as a file."""

    def to_yaml(self) -> str:
        """The scenario's file: its text as it was read, or what was changed of it as YAML; bmd.scenario reads it."""
        return scenario_file.to_yaml(checked(self))

    def resolved(self) -> str:
        """The same with every default, place and figure spelled out, as a run folder keeps it."""
        scenario_file.data_of(checked(self))
        return scenario_file.resolved(self)

    @property
    def remarks(self) -> tuple[str, ...]:
        """The notes in words, each once: what the file assumes and what was made of it, () for none."""
        return tuple(notes.tell(self.notes, Words()))

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
    """The scenario of a YAML file, or a shipped one by its name; raids, seed and draws replace the file's.

    Raises InputError with every fault.
    """
    if not isinstance(path, str | PathLike):
        raise _wrong("bmd.read", path, "Give the path of a scenario file; bmd.scenario takes data or a text.")
    return settled(shown(scenario_file.read(Path(path))), raids=raids, seed=seed, draws=draws)


def scenario(told: Mapping[str, Any] | str) -> Scenario:
    """The scenario of plain data, with the keys of a scenario file, or of a YAML text. Raises InputError."""
    if isinstance(told, Mapping):
        return shown(scenario_file.from_data(told, "bmd.scenario"))
    if not isinstance(told, str):
        raise _wrong("bmd.scenario", told, "Give a mapping with the keys of a scenario file, or a YAML text.")
    if "\n" not in told.strip() and not told.lstrip().startswith("{"):
        raise _wrong("bmd.scenario", told, "Give a YAML text or a mapping; bmd.read reads a file.")
    return shown(scenario_file.read_text(told, "bmd.scenario"))


def example(name: str) -> Scenario:
    """A shipped scenario by its name, one of bmd.examples(). Raises InputError."""
    text = scenario_file.shipped.text(name) if isinstance(name, str) else None
    if text is None:
        known = choices(str(name), scenario_file.shipped.names())
        raise InputError([Complaint("bmd.example", 0, "", f'no scenario "{name}" is shipped', known)])
    return shown(scenario_file.read_text(text, name))


def examples() -> tuple[str, ...]:
    """The names of the shipped scenarios."""
    return scenario_file.shipped.names()


def changed(scenario: Scenario, changes: Mapping[str, Any]) -> Scenario:
    """The scenario with what each path names set to a value, or removed where that is None; checked as a file is.

    changes: {"fire_units/seongju-thaad/launchers": 1, "raids": 100, "threats/nodong-busan/count": 3}. A path is keys of
    a scenario file and names of items with / between them. Raises InputError with all faults at once.
    """
    checked(scenario)
    if not isinstance(changes, Mapping) or not all(isinstance(path, str) for path in changes):
        raise _wrong("bmd.changed", changes, 'Give a mapping of paths to values: {"fire_units/NAME/launchers": 1}.')
    return shown(scenario_file.changed(scenario, changes))


def checked(scenario: Any) -> Scenario:
    """The scenario, as the doors checked it. Raises InputError for what is none, or was changed past the checks."""
    if not isinstance(scenario, records.Scenario):
        advice = "Give a scenario: bmd.read(file), bmd.scenario(data) or bmd.example(name)."
        raise _wrong("scenario", scenario, advice)
    if not records.is_sealed(scenario):
        found = "it was made or changed past the checks of a scenario file"
        advice = 'Use bmd.changed(s, {"fire_units/NAME/launchers": 1}), bmd.without, bmd.instead or bmd.scenario(data).'
        raise InputError([Complaint(scenario.file or scenario.name, 0, "scenario", found, advice)])
    return cast(Scenario, scenario)


def settled(scenario: Scenario, **settings: int | None) -> Scenario:
    """The scenario with raids, seed and draws where they are not None. Raises InputError for what is out of bounds."""
    checked(scenario)
    given: dict[str, Any] = {name: value for name, value in settings.items() if value is not None}
    faults = []
    for name, value in given.items():
        least, most = BOUNDS[name]
        whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
        if not whole or not least <= value <= most:
            advice = f"Give a whole number from {least} to {most}."
            faults.append(Complaint(scenario.file, 0, name, f"{name}={value!r}", advice))
    if faults:
        raise InputError(faults)
    whole_numbers: dict[str, Any] = {name: int(value) for name, value in given.items()}
    return records.sealed(replace(scenario, **whole_numbers))


def without(scenario: Scenario, *names: str) -> Scenario:
    """The scenario without radars, sensors, fire units, links or nations, by their names. Raises InputError."""
    checked(scenario)
    if wrong := [name for name in names if not isinstance(name, str)]:
        raise _wrong("bmd.without", wrong[0], 'Give names, one after the other: bmd.without(s, "eye", "battery").')
    ((name, left),) = withheld(scenario, [", ".join(names)]).items()
    title = f"{scenario.title}, without {', '.join(names)}"
    source = _withheld(scenario, [part.strip() for name in names for part in name.split(",") if part.strip()])
    return cast(Scenario, records.sealed(replace(left, name=name, title=title, source=source)))


def _withheld(scenario: Scenario, names: list[str]) -> records.Source:
    """The file of a scenario with more withheld; that of none where it has none."""
    if not scenario.source.text:
        return scenario.source
    data = scenario_file.data_of(scenario)
    data["withheld"] = list(dict.fromkeys([*data.get("withheld", []), *names]))
    return scenario_file.source_of(data, scenario.file)


def shown(scenario: records.Scenario) -> Scenario:
    """The same scenario, which says what it is."""
    return Scenario(**{field.name: getattr(scenario, field.name) for field in fields(scenario)})


def _wrong(what: str, value: object, advice: str) -> InputError:
    said = repr(value)
    kind = type(value).__name__
    return InputError(
        [Complaint(what, 0, "", f"found {said if len(said) <= 60 else said[:57] + '…'} ({kind})", advice)]
    )
