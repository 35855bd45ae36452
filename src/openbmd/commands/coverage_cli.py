"""The command coverage: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import Json, Png, Threads

HOLD = 60.0  # s in track that counts as held: assumed, and the first thing to vary


def add(app: typer.Typer) -> None:
    """Put the command coverage into an application."""
    app.command()(coverage)


def coverage(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A scenario file (YAML) with the radar.")],
    radar: Annotated[str, typer.Option("--radar", metavar="NAME", help="A radar site of the scenario.")],
    launch: Annotated[
        str | None,
        typer.Option("--launch", metavar="PLACE", help="One flight alone: from a place, or latitude,longitude."),
    ] = None,
    aim: Annotated[
        str | None, typer.Option("--aim", metavar="PLACE", help="To a place, or latitude,longitude.")
    ] = None,
    missile: Annotated[
        str | None,
        typer.Option("--missile", metavar="NAME", help="Of the catalogue; a published route between the two tells it."),
    ] = None,
    mode: Annotated[
        str | None,
        typer.Option("--mode", metavar="MODE", help="terminal or forward-based (AN/TPY-2); both when not given."),
    ] = None,
    boresight: Annotated[
        float | None,
        typer.Option("--boresight", metavar="DEG", min=-180, max=360, help="Where it faces, degrees from north."),
    ] = None,
    floor: Annotated[
        float | None,
        typer.Option("--floor", metavar="DEG", min=-2, max=60, help="Elevation floor, of the site and of the radar."),
    ] = None,
    cross_section: Annotated[
        float | None,
        typer.Option(
            "--cross-section", metavar="M2", min=0.0001, max=10, help="Of every target, from all sides, all the way."
        ),
    ] = None,
    dwell: Annotated[
        float | None,
        typer.Option("--dwell-ms", metavar="MS", min=0.01, max=10_000, help="Time on a target in each frame."),
    ] = None,
    at_least: Annotated[
        float, typer.Option("--at-least", metavar="S", min=1, max=3600, help="Time in track that counts as held.")
    ] = HOLD,
    draws: Annotated[
        int | None,
        typer.Option("--draws", metavar="N", min=0, max=100_000, help="Draws over the published ranges; 0: no bands."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", min=0, max=2**63 - 1, help="Seed; replaces the file's.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder to make, with report and pictures; it must not exist."),
    ] = None,
    png: Png = False,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """What does one radar see? First detection and track of published flights, by mode, with what flips it.

    [cyan]openbmd coverage scenarios/seongju-2017.yaml --radar seongju-tpy-2 --out runs/coverage[/cyan]
      All published routes: China to the United States, regional Chinese ones, North Korean flights.

    [cyan]openbmd coverage scenarios/seongju-2017.yaml --radar seongju-tpy-2 --launch Luoning --aim Seattle[/cyan]
      One flight.
    """
    from openbmd.commands.coverage import Asked, coverage

    coverage(
        file,
        Asked(radar, launch, aim, missile, mode, boresight, floor, cross_section, dwell, at_least, draws, seed),
        out,
        png,
        threads,
        json,
    )
