"""The option --catalogue, which every command takes: OPENBMD_CATALOGUE for as long as the command runs."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

VARIABLE = "OPENBMD_CATALOGUE"
Folders = Annotated[
    list[Path] | None,
    typer.Option(
        "--catalogue", metavar="DIR", exists=True, file_okay=False,
        help=f"Folder of own systems, laid out as the catalogue; may be given again. Also: {VARIABLE}.",
    ),
]  # fmt: skip
OWN = inspect.Parameter("catalogue", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Folders)


def add(app: typer.Typer) -> None:
    """Give every command of an application and of its groups the option."""
    for command in app.registered_commands:
        assert command.callback is not None
        command.callback = taking(command.callback)
    for group in app.registered_groups:
        assert group.typer_instance is not None
        add(group.typer_instance)


def taking(work: Callable[..., None]) -> Callable[..., None]:
    """The same command with the option, which stands behind its own."""

    @wraps(work)
    def command(catalogue: list[Path] | None = None, **settings: Any) -> None:
        with put_before(catalogue or []):
            work(**settings)

    asked = inspect.signature(work, eval_str=True)
    command.__signature__ = asked.replace(parameters=[*asked.parameters.values(), OWN])  # type: ignore[attr-defined]
    command.__annotations__ = {**work.__annotations__, OWN.name: Folders}
    return command


@contextmanager
def put_before(folders: list[Path]) -> Iterator[None]:
    """Folders before those of the environment, which child processes see too."""
    before = os.environ.get(VARIABLE)
    if folders:
        os.environ[VARIABLE] = os.pathsep.join([*map(str, folders), *filter(None, [before])])
    try:
        yield
    finally:
        if before is not None:
            os.environ[VARIABLE] = before
        else:
            os.environ.pop(VARIABLE, None)
