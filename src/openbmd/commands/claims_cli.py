"""The command claims: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import Png, Threads

DRAWS, RAIDS, SEED = 24, 1_000, 2017


def add(app: typer.Typer) -> None:
    """Put the command claims into an application."""
    app.command()(claims)


def claims(
    claim: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="One claim, by its id or as a TOML file of your own; all when not given."),
    ] = None,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", min=1, max=100_000, help="Draws over the published ranges.")
    ] = DRAWS,
    raids: Annotated[
        int, typer.Option("--raids", metavar="N", min=1, max=1_000_000, help="Raids played in each draw.")
    ] = RAIDS,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, max=2**63 - 1, help="Seed of the draws and of the dice.")
    ] = SEED,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder to make for one claim's page. Default: runs/claim-ID."),
    ] = None,
    png: Png = False,
    threads: Threads = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON list on standard output, nothing else.")] = False,
) -> None:
    """Public claims put to the test: holds, fails, depends, or not a matter of calculation.

    [cyan]openbmd claims[/cyan]
      All of them, each with the share of the published figures in which it holds, and what decides.

    [cyan]openbmd claims covers-seoul[/cyan]
      One page: the claim, evidence for and against, what would flip it, the doubt, the sources.
    """
    from openbmd.commands.claims import claims

    claims(claim, draws, raids, seed, out, png, threads, json)
