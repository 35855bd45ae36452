"""openbmd check: every fault of scenario files at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openbmd import flow, scenario_file
from openbmd.commands.reach import refuse_unreached
from openbmd.complaints import Complaint, InputError
from openbmd.console import cores, note, print_json, progress
from openbmd.locales import Words
from openbmd.telling.notes import each


def check(files: list[Path], as_json: bool) -> None:
    """Check each file; raises InputError with the complaints of all of them."""
    told: list[dict[str, Any]] = []
    complaints: list[Complaint] = []
    for file in files:
        found, notes = _check(file)
        complaints += found
        told.append(
            {
                "file": str(file),
                "ok": not found,
                "complaints": [complaint._asdict() for complaint in found],
                "notes": notes,
            }
        )
        if not found and not as_json:
            print(f"{file}: all is well")
            for line in notes:
                print(f"    {line}")
    if as_json:
        print_json({"ok": not complaints, "files": told})
        for complaint in complaints:
            note(str(complaint))
        if complaints:
            raise SystemExit(2)
    elif complaints:
        raise InputError(complaints)


def _check(file: Path) -> tuple[list[Complaint], list[str]]:
    try:
        scenario = scenario_file.read(file)
        with progress(f"flying {scenario.name}"):
            flown = flow.fly([scenario], (), with_bodies=False, threads=cores())[0]
        refuse_unreached(scenario, flown)
    except InputError as error:
        return error.complaints, []
    return [], each([*scenario.notes, *(flight.note for flight in flown if flight.note)], Words())
