"""The commands about real flights: what can be asked. What they do stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import Json

flights = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")


def add(app: typer.Typer) -> None:
    """Put the commands about flights into an application; openbmd.cli_studies adds their check."""
    app.add_typer(flights, name="flights", help="Real test flights: published reports, checks, and launch lists.")


@flights.command("list")
def list_(json: Json = False) -> None:
    """List the published test flights."""
    from openbmd.commands.flights import list_

    list_(json)


@flights.command("show")
def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A flight of the list, or its date where it had only one.")
    ],
    json: Json = False,
) -> None:
    """Show a flight: its reports side by side, published ranges, each with its source.

    [cyan]openbmd flights show 2017-11-29-hwasong-15[/cyan]
    """
    from openbmd.commands.flights import show

    show(name, json)


@flights.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A launch list, CSV or JSON.")],
    map_: Annotated[Path, typer.Option("--map", metavar="YAML", help="Which column means what.")],
    out: Annotated[Path, typer.Option("--out", metavar="JSON", help="Where the list is kept.")] = Path("launches.json"),
    json: Json = False,
) -> None:
    """Import a public launch list. Every row is kept; doubtful ones are marked and listed, never mended.

    [cyan]openbmd flights import launches.csv --map columns.yaml[/cyan]
    """
    from openbmd.commands.launches import import_

    import_(file, map_, out, json)


@flights.command("count")
def count(
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="First day, Korean time: 2022-01-01.")],
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, Korean time.")],
    what: Annotated[str, typer.Option("--what", metavar="WHAT", help="ballistic or all.")] = "ballistic",
    success: Annotated[bool, typer.Option("--success", help="Only launches that are listed as a success.")] = False,
    list_file: Annotated[
        Path | None,
        typer.Option(
            "--list",
            metavar="JSON",
            help="An imported list. Default: launches.json here, else the catalogue's flights.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Count launches by a stated definition.

    [cyan]openbmd flights count --from 2022-01-01 --to 2023-04-13 --what ballistic --success[/cyan]
    """
    from openbmd.commands.launches import count

    count(from_, to, what, success, list_file, json)
