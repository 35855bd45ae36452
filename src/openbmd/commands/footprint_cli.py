"""The command footprint: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import File, Json, Png, Threads


def add(app: typer.Typer) -> None:
    """Put the command footprint into an application."""
    app.command()(footprint)


def footprint(
    file: File,
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help="A fire unit of the scenario, or all.")],
    threat: Annotated[
        str, typer.Option("--threat", metavar="NAME", help="A missile of the catalogue, or a threat of the scenario.")
    ],
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="PLACE", help="Launch point. Default: where the scenario launches this missile from."
        ),
    ] = None,
    denied: Annotated[
        str | None,
        typer.Option(
            "--denied", metavar="PLACE", help="Also the launch area from which this one place can be defended."
        ),
    ] = None,
    negation: Annotated[
        bool, typer.Option("--negation", help="Also a map of the chance that a single missile is stopped.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Run folder to make; it must not exist. Default: runs/NAME-footprint."
        ),
    ] = None,
    threads: Threads = None,
    png: Png = False,
    json: Json = False,
) -> None:
    """What can a battery defend? The places at which a missile can be engaged, how often, and why not elsewhere.

    [cyan]openbmd footprint scenarios/seongju-2017.yaml --unit seongju-thaad --threat nodong[/cyan]

    [cyan]openbmd footprint scenarios/seongju-2017.yaml --unit all --threat scud-c --from Koksan --json[/cyan]
    """
    from openbmd.commands.footprint import footprint

    footprint(file, unit, threat, from_, denied, negation, out, threads, png, json)
