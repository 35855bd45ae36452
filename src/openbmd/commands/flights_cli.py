"""The commands about real flights: what can be asked. What they do stands beside, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import Json, Threads

flights = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")


def add(app: typer.Typer) -> None:
    """Put the commands infer and flights into an application."""
    app.command()(infer)
    app.add_typer(flights, name="flights", help="Real test flights: published reports, checks, and launch lists.")


def infer(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A YAML file of reports of one flight, which may disagree.")
    ] = None,
    flight: Annotated[
        str | None, typer.Option("--flight", metavar="NAME", help="A flight of: openbmd flights list.")
    ] = None,
    range_km: Annotated[
        float | None, typer.Option("--range-km", metavar="KM", help="Reported range along the ground.")
    ] = None,
    apogee_km: Annotated[float | None, typer.Option("--apogee-km", metavar="KM", help="Reported apogee.")] = None,
    time: Annotated[
        str | None, typer.Option("--time", metavar="TIME", help="Reported time of flight: 4052s, 30min or 47min12s.")
    ] = None,
    site: Annotated[
        str | None, typer.Option("--site", metavar="SITE", help="Launch site: a name, or latitude,longitude.")
    ] = None,
    bearing: Annotated[
        float | None, typer.Option("--bearing", metavar="DEG", help="Bearing of the flight, degrees from north.")
    ] = None,
    payload_kg: Annotated[
        float | None, typer.Option("--payload-kg", metavar="KG", help="What the flight is thought to have carried.")
    ] = None,
    stages: Annotated[
        int,
        typer.Option("--stages", metavar="N", min=0, max=3, help="How many stages, where that was seen; 0: unknown."),
    ] = 0,
    propellant: Annotated[
        str, typer.Option("--propellant", metavar="KIND", help="liquid or solid, where that was seen.")
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="KIND", help="ballistic, quasi-ballistic, gliding or orbital, where that is known."
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="HTML", help="Page to write; it must not exist. Default: runs/infer-….html."),
    ] = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """What does a test flight mean? Is its report possible, and how far would the missile fly?

    [cyan]openbmd infer --range-km 787 --apogee-km 2111 --time 30min --site Kusong --bearing 71[/cyan]

    [cyan]openbmd infer --flight 2022-03-24-icbm[/cyan]
      A flight of the catalogue, with its reports that disagree.

    [cyan]openbmd infer reports.yaml --json | jq .verdict[/cyan]
    """
    from openbmd.commands.infer import infer

    infer(
        file, flight, range_km, apogee_km, time, site, bearing, payload_kg, stages, propellant, kind, out, threads, json
    )


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


@flights.command("check")
def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]…", help="Flights to check; all when none is named.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="As the tables of docs/validation.md.")] = False,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Check the model against real flights: reported times, and published ranges, those that miss included.

    [cyan]openbmd flights check --markdown > docs/validation.md[/cyan]
    """
    from openbmd.commands.flights import check

    check(names or [], markdown, threads, json)


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
