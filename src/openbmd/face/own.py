"""Things of your own: a missile, radar or interceptor from one TOML file, in the place of one of the catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from openbmd import catalogue_file
from openbmd.catalogue_file import Entry, toml
from openbmd.complaints import Complaint, InputError, choices
from openbmd.face.scenarios import Scenario, checked
from openbmd.records import Source, note, sealed

# kind -> where a scenario names it: the list, and the item's field
USED = {
    "missiles": ("routes", "missile"),
    "radars": ("radar_sites", "radar"),
    "infrared": ("warning_sensors", "infrared"),
    "interceptors": ("fire_units", "interceptor"),
}
LIFTED = ("quasi-ballistic", "glide")  # shapes that need lift


def instead(scenario: Scenario, name: str, file: Path | str) -> Scenario:
    """The scenario with a thing of your own wherever it has the one of that name.

    file: TOML as the catalogue's files are, with a name of its own. Raises InputError with every fault of it. Rounds of
    fire units stay as they were loaded.
    """
    path = Path(file)
    checked(scenario)
    kinds = {key: kind for kind in USED for key in getattr(scenario, kind)}
    fitting = {key for kind in USED for key in catalogue_file.default().fitting(kind, name)} & kinds.keys()
    if name not in kinds and len(fitting) == 1:
        (name,) = fitting
    if name not in kinds:
        found = f'nothing in {scenario.name} is called "{name}"'
        raise InputError([Complaint(scenario.file, 0, "instead", found, choices(name, kinds))])
    kind = kinds[name]
    own = read(kind, path)
    listed, field = USED[kind]
    items = tuple(item._replace(**{field: own.name}) if getattr(item, field) == name else item
                  for item in getattr(scenario, listed))  # fmt: skip
    if kind == "missiles":
        refuse_unlifted(own, items, path)
    changed: dict[str, Any] = {
        kind: {own.name if key == name else key: own.record if key == name else record
               for key, record in getattr(scenario, kind).items()},
        listed: items,
        "figures": (*(f for f in scenario.figures if not f.path.startswith(f"{kind}/{name}/")), *own.figures),
        "notes": (*scenario.notes, note("notes-own-kind", own=own.name, name=name, file=path.name)),
    }  # fmt: skip
    no_file = Source(scenario.file, "", "")  # a scenario file has no words for it
    return sealed(replace(scenario, name=f"{scenario.name} with {own.name}", source=no_file, **changed))


def read(kind: str, path: Path) -> Entry:
    """The entry of a file, which is called as the file is. Raises InputError."""
    if path.stem in catalogue_file.names(kind):
        advice = "Give the file and the name in it a name of their own."
        raise InputError([Complaint(str(path), 0, "name", f"{kind} of the catalogue have {path.stem}", advice)])
    return catalogue_file.parse(kind, path.stem, toml.load(path), str(path))


def refuse_unlifted(own: Entry, routes: tuple[Any, ...], path: Path) -> None:
    """Raise InputError where a shape needs lift that the missile has not."""
    shapes = {route.shape.name for route in routes if route.missile == own.name} & set(LIFTED)
    if shapes and own.record.lift_to_drag <= 0.0:
        found = f"the scenario flies it {', '.join(sorted(shapes))}, and its lift-to-drag ratio is 0"
        raise InputError([Complaint(str(path), 0, "lift_to_drag", found, "Give it one, or replace another missile.")])
