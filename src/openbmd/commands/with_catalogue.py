"""The option --catalogue, which every command takes: OPENBMD_CATALOGUE for as long as the command runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from typer.core import TyperGroup, TyperOption

VARIABLE = "OPENBMD_CATALOGUE"
HELP = f"Folder of own systems, laid out as the catalogue; may be given again. Also: {VARIABLE}."


class WithCatalogue(TyperGroup):
    """A group of commands, each of which takes --catalogue."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for command in leaves(self):
            command.params.append(option())


def leaves(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from leaves(command)
        else:
            yield command


def option() -> click.Option:
    return TyperOption(
        param_decls=["--catalogue"], metavar="DIR", multiple=True, expose_value=False, is_eager=True,
        type=click.Path(exists=True, file_okay=False), callback=chosen, help=HELP,
    )  # fmt: skip


def chosen(context: click.Context, _: click.Parameter, folders: tuple[str, ...]) -> None:
    """Put the folders before those of the environment until the command is done."""
    if folders:
        context.with_resource(named([*folders, *filter(None, [os.environ.get(VARIABLE)])]))


@contextmanager
def named(folders: list[str]) -> Iterator[None]:
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = os.pathsep.join(folders)
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before
