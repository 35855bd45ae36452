"""Where commands print: answers on standard output, everything else on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import isfinite
from pathlib import Path
from typing import Any

from rich.console import Console

from openbmd.locales import Words
from openbmd.work import Heard


def print_json(answer: Any) -> None:
    """One JSON object on standard output; a number that is not finite is null."""
    print(json.dumps(_finite(answer), indent=2, ensure_ascii=False, allow_nan=False), flush=True)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def console() -> Console:
    """Standard output, wide enough for a table when it is no terminal, or one that does not know its width."""
    found = Console(highlight=False)
    return found if found.is_terminal and found.width > 0 else Console(highlight=False, width=110)


def note(message: str) -> None:
    """A line for people, kept out of the answer."""
    print(message, file=sys.stderr)


def announce_compiling(say: Words | None = None) -> None:
    """Say why the first command that flies takes half a minute: its kernels are compiled, once for a machine."""
    from openbmd.physics import lanes

    stats = getattr(lanes.fly_many, "stats", None)  # none when the compiler is switched off
    if stats and not any(Path(stats.cache_path).glob("lanes.fly_many-*.nbi")):
        note((say or Words())("work-compiling"))


@contextmanager
def progress(what: str, say: Words | None = None) -> Iterator[Heard]:
    """A bar on standard error while the block runs; calls say (done, total, what). Silent when no one watches."""
    if not sys.stderr.isatty():
        yield lambda done, total, what: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(what, total=None)

        def heard(done: int, total: int, what: str) -> None:
            told = say(what) if say is not None else what
            bar.update(task, completed=done, total=total, description=told)

        yield heard


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def complete(folder: str) -> Iterator[None]:
    """Print inside; when that cannot be done, the OSError says that what was written stands complete in the folder."""
    try:
        yield
    except OSError as error:
        if folder:
            error.add_note(f"The run folder is complete: {folder}")
        raise
