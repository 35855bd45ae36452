"""Ask a study as its command does, without a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openbmd.cli_studies import run_command


def command(name: str, *files: Path | str, out: Path | None = None, **values: Any) -> None:
    """Run a study's command on files with two threads; values by the question's fields, numbers as text."""
    run_command(name, [Path(file) for file in files], out, **{"threads": "2", **values})
