"""The command site: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import File, Json, Png, Threads


def add(app: typer.Typer) -> None:
    """Put the command site into an application."""
    app.command()(site)


def site(
    file: File,
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help="The fire unit of which there may be more.")],
    sites: Annotated[
        str | None,
        typer.Option(
            "--sites",
            metavar="SITES",
            help="Candidate sites: a CSV file (name, latitude_deg, longitude_deg, height_m), names with commas between "
            "them, or airbases. Default: all bases and cities of the Republic of Korea in the catalogue.",
        ),
    ] = None,
    k: Annotated[
        int | None, typer.Option("--k", metavar="K", min=1, max=1000, help="How many more units at most. Default: 3.")
    ] = None,
    demand: Annotated[
        str | None,
        typer.Option(
            "--demand",
            metavar="COUNTRY",
            help="Count all cities of a country (KR), each with every missile of the raid that can come there, instead "
            "of the file's defended places with the missiles aimed at them.",
        ),
    ] = None,
    rule: Annotated[
        str,
        typer.Option(
            "--rule",
            metavar="RULE",
            help="A place is covered when every kind of missile that comes there can be engaged, when any can, or by "
            "the share of the missiles that can.",
        ),
    ] = "every",
    fresh: Annotated[bool, typer.Option("--fresh", help="As if no fire unit were there yet.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Run folder to make; it must not exist. Default: runs/NAME-site."),
    ] = None,
    threads: Threads = None,
    png: Png = False,
    json: Json = False,
) -> None:
    """Where would another battery do most? The best sites for one more, two more and so on, proved.

    [cyan]openbmd site scenarios/kamd-2023.yaml --unit us-osan-1 --demand KR --k 4[/cyan]
      Four more batteries like this one: which cities are covered by none of those there, and where more would help.

    [cyan]openbmd site scenarios/seongju-2017.yaml --unit seongju-thaad --sites airbases --fresh[/cyan]
      The first THAAD battery, as if there were no other unit, at one of the air bases.
    """
    from openbmd.commands.site import site

    site(file, unit, sites, k, demand, rule, fresh, out, threads, png, json)
