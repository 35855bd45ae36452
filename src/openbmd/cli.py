"""The command line: what can be asked. What a command does stands in openbmd.commands, imported when asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from openbmd import cli_studies
from openbmd.commands import (
    flights_cli,
    own_catalogue,
    report_cli,
)
from openbmd.commands.options import Json, Threads

app = typer.Typer(
    name="openbmd",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
catalogue = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")
flights_cli.add(app)
app.add_typer(
    catalogue, name="catalogue", help="Look up missiles, radars, interceptors and places, with their sources."
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"openbmd {version('openbmd')}")
        raise typer.Exit


@app.callback(
    epilog="Exit codes: 0 all is well, 1 a failure, 2 something to mend in what you gave, 130 stopped by Ctrl-C."
)
def openbmd(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """An open laboratory for regional ballistic-missile defence.

    One scenario file in: raid, radars, batteries, places.
    Out: what gets through, how sure that is, which published figure
    it hangs on, and a report to read offline.

    [bold]Begin here[/bold]

    [cyan]openbmd run seongju-2017[/cyan]
      Play a shipped scenario: prints the answer, writes runs/seongju-2017/report.html.

    [cyan]openbmd show seongju-2017[/cyan]
      The laydown, the flights, who sees and reaches them; no dice.

    [cyan]openbmd new my-scenario.yaml[/cyan]
      A scenario of your own to begin with; --from seongju-2017: a copy of that one.

    [cyan]openbmd check my-scenario.yaml[/cyan]
      Every fault at once, each with line, finding and remedy.

    [cyan]openbmd catalogue show thaad[/cyan]
      The figures of a system: low, best, high, and who published them.

    A FILE is a path, or the name of a shipped scenario ([cyan]openbmd catalogue list scenarios[/cyan]).

    Every command that answers takes [cyan]--json[/cyan]. More of each: [cyan]openbmd run --help[/cyan].
    """


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Scenario files (YAML), or names of shipped.")],
    json: Json = False,
) -> None:
    """Check scenario files: every fault at once, each with line, finding and remedy.

    Names, units, numbers and links first; then each missile is flown, to see that it reaches its aimpoint.

    [cyan]openbmd check scenarios/*.yaml[/cyan]
    """
    from openbmd.commands.check import check

    check(files, json)


@app.command()
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write (.yaml); it must not exist.")],
    model: Annotated[
        str | None, typer.Option("--from", metavar="NAME", help="A shipped scenario to copy, its comments too.")
    ] = None,
    json: Json = False,
) -> None:
    """Write a scenario file to begin with: a template explained in comments, or a copy of a shipped scenario.

    [cyan]openbmd new my-scenario.yaml[/cyan]

    [cyan]openbmd new my-seongju.yaml --from seongju-2017[/cyan]
    """
    from openbmd.commands.new import new

    new(file, model, json)


@app.command()
def again(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A run folder of any study.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Run folder to make; it must not exist. Default: FOLDER-again."),
    ] = None,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Ask a run folder's question once more, from what the folder keeps alone: the same bytes, if nothing changed.

    [cyan]openbmd again runs/seongju-2017[/cyan]
    """
    from openbmd.commands.again import again

    again(folder, out, threads, json)


@app.command()
def schema(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A scenario file (YAML) whose own systems it names too.")
    ] = None,
    of: Annotated[
        str | None, typer.Option("--of", metavar="STUDY", help="Of what can be asked of a study instead: run, site, …")
    ] = None,
    json: Json = False,
) -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check while you type.

    [cyan]openbmd schema > scenario.schema.json[/cyan], then start the file with
    [cyan]# yaml-language-server: $schema=scenario.schema.json[/cyan]
    """
    from openbmd.console import print_json
    from openbmd.scenario_file import schema as described
    from openbmd.studies.checking import named_schema as asked

    if of is not None:
        print_json(asked(of))
    else:
        print_json(described(file))


cli_studies.add(app)
report_cli.add(app)


@catalogue.command("list")
def list_(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="missiles, radars, infrared, interceptors, launchers, kill_chains, defences, scenarios or places.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """List what the catalogue holds.

    [cyan]openbmd catalogue list interceptors[/cyan]
    """
    from openbmd.commands.catalogue import list_

    list_(kind, json)


@catalogue.command("show")
def show_(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A name of the list, or kind/name where two kinds share it.")
    ],
    json: Json = False,
) -> None:
    """Show the figures of one entry: low, best, high, unit, and who published each or why it is assumed.

    [cyan]openbmd catalogue show nodong[/cyan]
    """
    from openbmd.commands.catalogue import show_

    show_(name, json)


@catalogue.command("check")
def check_(json: Json = False) -> None:
    """Check every file of the catalogue: ranges in order, units, limits, an origin for each figure."""
    from openbmd.commands.catalogue import check_

    check_(json)


own_catalogue.add(app)


def main(arguments: list[str] | None = None) -> None:
    """The command line; ends the process with 0, 1 (failure), 2 (input to mend) or 130 (Ctrl-C, or asked to end)."""
    try:
        if arguments is None:
            from openbmd import process

            process.prepare()
        app(args=arguments, prog_name="openbmd")
    except SystemExit as ending:
        if ending.code == 130:
            _end(KeyboardInterrupt(), arguments)
        if arguments is None and ending.code in (0, None):
            _leave()
        raise
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        _leave()
    except BaseException as error:
        _end(error, arguments)


def _leave() -> NoReturn:
    """End a process that is done, without the half second that taking a large heap apart would cost."""
    import os
    import sys

    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except OSError as error:
        _end(error, None)
    os._exit(0)


def _end(error: BaseException, arguments: list[str] | None) -> NoReturn:
    import sys

    from openbmd.ending import end

    end(error, "--json" in (sys.argv[1:] if arguments is None else arguments))
