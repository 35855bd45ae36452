"""Ask a study as its command does, without a process of its own."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from openbmd import cli_studies
from openbmd.face.scenarios import Scenario
from openbmd.records import Answer
from openbmd.studies import STUDIES
from openbmd.studies.contract import Asked
from openbmd.studies.run.question import RunQuestion

FILE = Path(__file__).parents[1] / "scenarios" / "musudan-2016.yaml"  # that made-up scenarios say they were read from


def run_of(answer: Answer) -> Asked:
    """A made-up answer as if openbmd run had found it."""
    values = {field.name: getattr(answer.scenario, field.name) for field in fields(answer.scenario)}
    return Asked("run", RunQuestion(), (Scenario(**(values | {"file": str(FILE)})),), answer)


def command(name: str, *files: Path | str, out: Path | None = None, **values: Any) -> None:
    """Run a study's command on files; values by the names of the question's fields, numbers as text."""
    given: dict[str, Any] = dict.fromkeys(cli_studies.DOOR)
    given |= {"out": out, "threads": "2", "png": False, "csv": False, "xlsx": False, "json": False}
    most = STUDIES[name].question.scenarios[1]
    paths = [Path(file) for file in files]
    given |= {"file": paths[0]} if most == 1 else {"files": paths}
    cli_studies.run(STUDIES[name], {**given, **values})
