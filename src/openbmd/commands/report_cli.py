"""The command report: what can be asked. What it does stands beside, imported when asked for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from openbmd.commands.options import Json


class Form(StrEnum):
    """How tables are written."""

    md = "md"
    csv = "csv"
    html = "html"


def add(app: typer.Typer) -> None:
    """Put the command report into an application."""
    app.command()(report)


def report(
    studies: Annotated[
        list[Path],
        typer.Argument(
            metavar="WHAT…", help="Run folders of any study, in order; a scenario file (YAML) is played first."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="HTML", help="Page to write; it must not exist. Default: runs/report-….html."),
    ] = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", metavar="PDF", help="The same as PDF, A4; it must not exist. Needs openbmd\\[pdf]."),
    ] = None,
    tables: Annotated[
        Form | None,
        typer.Option("--tables", metavar="FORM", help="Every table too, as md, csv or html, in a folder by the page."),
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What stands on top.")] = "",
    json: Json = False,
) -> None:
    """Gather studies into one page that opens offline, and into a PDF: findings, pictures, tables, notes, sources.

    [cyan]openbmd report runs/seongju-2017 runs/compare-a-b --pdf seoul.pdf[/cyan]

    [cyan]openbmd report scenarios/seongju-2017.yaml --tables csv[/cyan]
    """
    from openbmd.commands.report import report

    report(studies, out, pdf, tables.value if tables else "", title, json)
