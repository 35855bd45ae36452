"""Work that can be stopped: compiled code hears no Ctrl-C, so it works in a thread that is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from openbmd.work import Work

T = TypeVar("T")

LISTEN = 0.1  # s between two looks for Ctrl-C
STACK = 64 * 2**20  # bytes; compiling recurses deeply, and some systems give threads little


class Abandoned(Exception):
    """Ctrl-C came while work was under way: it was told to stop, and ends when its present batch does."""


def interruptible(task: Callable[[], T], work: Work | None = None) -> T:
    """The result of a task, which must write nothing; raises what it raises, or Abandoned on Ctrl-C."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(task())
        except BaseException as error:
            errors.append(error)

    before = threading.stack_size(STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    try:
        while thread.is_alive():
            thread.join(LISTEN)
    except KeyboardInterrupt:
        if work is not None:
            work.stop()
        raise Abandoned from None
    if errors:
        raise errors[0]
    return results[0]
