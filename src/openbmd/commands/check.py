"""openbmd check: every fault of scenario files at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openbmd import asking, console, flow
from openbmd.complaints import Complaint, InputError
from openbmd.locales import Words
from openbmd.studies.reach import refuse_unreached
from openbmd.telling.notes import each
from openbmd.work.running import interruptible


def check(files: list[Path], as_json: bool) -> None:
    """Check each file; raises InputError with the complaints of all of them."""
    say = Words()
    told: list[dict[str, Any]] = []
    complaints: list[Complaint] = []
    for file in files:
        found, notes = _check(file, say)
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
        console.print_json({"ok": not complaints, "files": told})
        for complaint in complaints:
            console.note(str(complaint))
        if complaints:
            raise SystemExit(2)
    elif complaints:
        raise InputError(complaints)


def _check(file: Path, say: Words) -> tuple[list[Complaint], list[str]]:
    """What is wrong with a file, and what there is to note of it."""
    threads, _ = asking.cores_of("openbmd check", threads=None)
    try:
        (scenario,) = asking.read([file])
        console.announce_compiling(say)
        with console.progress("check", say) as heard:
            heard(0, 1, "work-flights")
            flown = interruptible(lambda: flow.fly([scenario], (), with_bodies=False, threads=threads)[0])
        refuse_unreached(scenario, flown)
    except InputError as error:
        return error.complaints, []
    return [], each([*scenario.notes, *(flight.note for flight in flown if flight.note)], say)
