"""Ask a study as its command does, without a process of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from openbmd import scenario_file
from openbmd.cli_studies import run_command
from openbmd.records import Answer
from openbmd.studies.contract import Asked
from openbmd.studies.run.question import RunQuestion

FILE = Path(__file__).parents[1] / "scenarios" / "musudan-2016.yaml"  # that made-up scenarios say they were read from


def run_of(answer: Answer) -> Asked:
    """A made-up answer as if openbmd run had found it."""
    scenario = replace(answer.scenario, source=scenario_file.read(FILE).source)
    return Asked("run", RunQuestion(), (scenario,), answer)


def command(name: str, *files: Path | str, out: Path | None = None, **values: Any) -> None:
    """Run a study's command on files with two threads; values by the question's fields, numbers as text."""
    run_command(name, [Path(file) for file in files], out, **{"threads": "2", **values})
