"""Things of your own: a missile, radar or interceptor from one TOML file, in the place of one of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from openbmd import catalogue_file, scenario_file
from openbmd.catalogue_file import Entry, toml
from openbmd.complaints import Complaint, InputError, choices
from openbmd.face.scenarios import Scenario, checked, shown
from openbmd.records import Route, note, sealed

USED = ("missiles", "radars", "infrared", "interceptors")  # kinds that a file of one's own may stand for
SAID = "notes-own-kind"
LIFTED = ("quasi-ballistic", "glide")  # shapes that need lift


def instead(scenario: Scenario, name: str, file: Path | str) -> Scenario:
    """The scenario with a thing of your own wherever it has the one of that name; its to_yaml() holds the thing too.

    file: TOML as the catalogue's files are, with a name of its own. Rounds of fire units stay as they were loaded.
    Raises InputError with every fault of the file, and of the scenario with it.
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
    if kind == "missiles":
        refuse_unlifted(own, [route for route in scenario.routes if route.missile == name], path)
    made = shown(scenario_file.exchanged(scenario, kind, name, own))
    said = [one for one in scenario.notes if one.id == SAID]  # no file says it
    said.append(note(SAID, own=own.name, name=name, file=path.name))
    called = f"{scenario.name} with {own.name}"
    return sealed(replace(made, name=called, title=scenario.title, notes=(*made.notes, *said)))


def read(kind: str, path: Path) -> Entry:
    """The entry of a file, which is called as the file is. Raises InputError."""
    if path.stem in catalogue_file.names(kind):
        advice = "Give the file and the name in it a name of their own."
        raise InputError([Complaint(str(path), 0, "name", f"{kind} of the catalogue have {path.stem}", advice)])
    return catalogue_file.parse(kind, path.stem, toml.load(path), str(path))


def refuse_unlifted(own: Entry, routes: Sequence[Route], path: Path) -> None:
    """Raise InputError where a shape needs lift that the missile has not."""
    shapes = {route.shape.name for route in routes} & set(LIFTED)
    if shapes and own.record.lift_to_drag <= 0.0:
        found = f"the scenario flies it {', '.join(sorted(shapes))}, and its lift-to-drag ratio is 0"
        raise InputError([Complaint(str(path), 0, "lift_to_drag", found, "Give it one, or replace another missile.")])
