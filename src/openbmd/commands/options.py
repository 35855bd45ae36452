"""Options that several commands share: each means the same wherever it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file (YAML), or a shipped one by its name.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output, nothing else.")]
Png = Annotated[bool, typer.Option("--png", help="Write every picture as PNG too, for slides and print.")]
Raids = Annotated[
    int | None,
    typer.Option(
        "--raids", metavar="N", min=1, max=1_000_000_000, help="How often to play the raid; replaces the file's."
    ),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", metavar="N", min=0, max=2**63 - 1, help="Seed of the dice; replaces the file's."),
]
Threads = Annotated[
    int | None,
    typer.Option("--threads", metavar="N", min=1, max=1024, help="Threads; the answer is the same with any number."),
]
