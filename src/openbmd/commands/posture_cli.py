"""The command posture: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import Json, Png, Raids, Seed, Threads


def add(app: typer.Typer) -> None:
    """Put the command posture into an application."""
    app.command()(posture)


def posture(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file (YAML) with a posture.")],
    defence: Annotated[
        str | None,
        typer.Option(
            "--defence",
            metavar="NAME,NAME…",
            help="Play the raid against these published defences side by side, instead of the file's own and its days.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Run folder to make; it must not exist. Default: runs/NAME-posture."),
    ] = None,
    raids: Raids = None,
    seed: Seed = None,
    draws: Annotated[
        int | None,
        typer.Option(
            "--draws",
            metavar="N",
            min=0,
            max=100_000,
            help="Draws over the published ranges that make the bands; 0: none.",
        ),
    ] = None,
    threads: Threads = None,
    png: Png = False,
    json: Json = False,
) -> None:
    """What is each reinforcement worth? The same raid against what is there on each day.

    [cyan]openbmd posture scenarios/alliance-2023.yaml[/cyan]
      The days of the file's posture: leakers, people-weight inside the defence, the raid size that is still held.

    [cyan]openbmd posture scenarios/kamd-2023.yaml --defence korea-2016,korea-2023[/cyan]
      The same raid against published defences.
    """
    from openbmd.commands.posture import posture

    posture(file, defence, out, raids, seed, draws, threads, png, json)
