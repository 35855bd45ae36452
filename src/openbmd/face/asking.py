"""How a question is put: where the work is done, with the words that a command prints while it works."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from openbmd.console import announce_compiling, progress
from openbmd.work.running import Abandoned, interruptible

T = TypeVar("T")
Say = Callable[[int, int, str], None]


def asked(what: str, work: Callable[[Say], T]) -> T:
    """The result of work, with a bar while someone watches; raises what it raises, KeyboardInterrupt on Ctrl-C."""
    announce_compiling()
    with progress(what) as say:
        try:
            return interruptible(lambda: work(say))
        except Abandoned:
            raise KeyboardInterrupt from None
