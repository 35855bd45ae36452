"""The command about strikes before launch: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import Json


def add(app: typer.Typer) -> None:
    """Put the command kill-chain into an application."""
    app.command("kill-chain")(kill_chain)


def kill_chain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file (YAML) with a kill_chain.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder for the page; it must not exist. Default: runs/NAME-kill-chain."
        ),
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws",
            metavar="N",
            min=0,
            max=100_000,
            help="Draws over the published ranges that make the band; 0: none.",
        ),
    ] = 1_000,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, max=2**63 - 1, help="Seed of the draws; replaces the file's."),
    ] = None,
    json: Json = False,
) -> None:
    """How many launchers are stopped before launch, by what is published of them and of Kill Chain?

    Rates and delays, never places. With --json alone no page is written.

    [cyan]openbmd kill-chain scenarios/kill-chain-2016.yaml[/cyan]
    """
    from openbmd.commands.kill_chain import answer

    answer(file, out, draws, seed, json)
