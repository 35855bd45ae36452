"""The command compare: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import Json, Threads


def add(app: typer.Typer) -> None:
    """Put the command compare into an application."""
    app.command()(compare)


def compare(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="A [B]…", help="Scenario files (YAML), or names of shipped; the others are held against A."
        ),
    ],
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="NAME[,NAME]",
            help="A against A without these radars, fire units, links, warning sensors, nations; may be repeated.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder to make; it must not exist. Default: runs/compare-A-B."),
    ] = None,
    raids: Annotated[
        int | None,
        typer.Option(
            "--raids", metavar="N", min=1, max=1_000_000_000, help="How often to play the raid; default: A's."
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", min=0, max=2**63 - 1, help="Seed of the dice; default: A's."),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            "--draws", metavar="N", min=0, max=100_000, help="Draws over the published ranges; default: A's. 0: none."
        ),
    ] = None,
    threads: Threads = None,
    png: Annotated[bool, typer.Option("--png", help="Write the pictures as PNG too.")] = False,
    json: Json = False,
) -> None:
    """Side by side: what does a change of the defence do to the same raids?

    All are played with the same dice and the same draws of the published figures, so that the difference
    is known better than either answer.

    [cyan]openbmd compare scenarios/seongju-2017.yaml scenarios/seongju-2017-without-thaad.yaml[/cyan]

    [cyan]openbmd compare scenarios/seongju-2017.yaml --without green-pine-north,green-pine-south[/cyan]
    """
    from openbmd.commands.compare import compare

    compare(files, without or [], out, raids, seed, draws, threads, png, json)
