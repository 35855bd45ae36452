"""Ask a study as its command does, without a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openbmd import cli_studies
from openbmd.studies import STUDIES


def command(name: str, *files: Path | str, out: Path | None = None, **values: Any) -> None:
    """Run a study's command on files; values by the names of the question's fields, numbers as text."""
    given: dict[str, Any] = dict.fromkeys(cli_studies.DOOR)
    given |= {"out": out, "threads": "2", "png": False, "csv": False, "xlsx": False, "json": False}
    most = STUDIES[name].question.scenarios[1]
    paths = [Path(file) for file in files]
    given |= {"file": paths[0]} if most == 1 else {"files": paths}
    cli_studies.run(STUDIES[name], {**given, **values})
