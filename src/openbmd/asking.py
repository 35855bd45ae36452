"""How every door asks: scenarios read, cores counted, work done where it can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openbmd import work as working
from openbmd.complaints import Complaint, InputError
from openbmd.records import Scenario
from openbmd.studies.contract import Ask, Asked, Given, Question, Study
from openbmd.work import Heard, Work
from openbmd.work.running import interruptible

MOST_CORES = 1024
CORES = Ask("How many to work with; the answer is the same with any number.", "N", low=1, high=MOST_CORES)


def cores_of(where: str, **given: Any) -> tuple[int, int]:
    """Threads and processes: those given, else all cores. Raises InputError for what is no number of cores."""
    from openbmd.studies.checking import Refused, settle

    found, faults = {}, []
    for name, value in given.items():
        try:
            text = isinstance(value, str)
            found[name] = working.cores() if value is None else settle(Given(name, int, CORES, None), value, text)
        except Refused as refused:
            faults.append(Complaint(where, 0, name, *refused.args))
    if faults:
        raise InputError(faults)
    return found.get("threads", 1), found.get("processes", 1)


def work(cores: tuple[int, int], heard: Heard) -> Work:
    threads, processes = cores
    return Work(threads, processes, heard)


def read(files: Sequence[Path]) -> list[Scenario]:
    """The scenarios of files; raises one InputError with the complaints of all."""
    from openbmd import scenario_file

    found, faults = [], []
    for file in files:
        try:
            found.append(scenario_file.read(file))
        except InputError as error:
            faults += error.complaints
    if faults:
        raise InputError(faults)
    return found


def ask(study: Study, question: Question, scenarios: Sequence[Scenario], work: Work) -> Asked:
    """The answer. Raises InputError, and Abandoned on Ctrl-C, whereupon the work stops."""
    least, most = study.question.scenarios
    if not least <= len(scenarios) <= most:
        found = f"{len(scenarios)} scenarios are given"
        advice = f"Give {least}." if least == most else f"Give {least} or more."
        raise InputError([Complaint(f"openbmd {study.command}", 0, "", found, advice)])
    return interruptible(lambda: study.ask(question, scenarios, work), work)


def folder(study: Study, question: Question, scenarios: Sequence[Scenario]) -> Path:
    """Where a run folder goes when nobody says: runs/NAME, and for questions without a scenario the next free name."""
    stem = Path("runs") / study.stem(question, scenarios)
    number, found = 1, stem
    while study.question.scenarios[1] == 0 and found.exists():
        number += 1
        found = stem.with_name(f"{stem.name}-{number}")
    return found
