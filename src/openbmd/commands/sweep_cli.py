"""The command sweep: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import File, Json, Png


def add(app: typer.Typer) -> None:
    """Put the command sweep into an application."""
    app.command()(sweep)


def sweep(
    file: File,
    measure: Annotated[
        str | None,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="leakers, p_no_leaker or weight_clear. Default: the verdict's, or leakers.",
        ),
    ] = None,
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict",
            metavar="TEXT",
            help='A threshold on the measure, such as "leakers <= 5". Default: within half of the best answer.',
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder to make; it must not exist. Default: runs/NAME-sweep."),
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", metavar="N", min=0, max=100_000, help="Draws of all figures together; 0: each alone only."
        ),
    ] = 1_000,
    raids: Annotated[
        int | None,
        typer.Option(
            "--raids",
            metavar="N",
            min=2,
            max=10_000_000,
            help="Raids with one figure off its best; default: the file's.",
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, max=2**63 - 1, help="Seed of dice and draws; replaces the file's."),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option(
            "--processes", metavar="N", min=1, max=1024, help="Processes; the answer is the same with any number."
        ),
    ] = None,
    png: Png = False,
    json: Json = False,
) -> None:
    """What does the answer hang on? Every published figure over its range, and where the verdict turns.

    All figures drawn together give the band and the shares of its variance; each alone gives the
    tornado and its flip: the value at which the verdict changes.

    [cyan]openbmd sweep scenarios/seongju-2017.yaml[/cyan]

    [cyan]openbmd sweep scenarios/seongju-2017.yaml --verdict "leakers <= 5" --draws 200[/cyan]
    """
    from openbmd.commands.sweep import sweep

    sweep(file, measure, verdict, out, draws, raids, seed, processes, png, json)
