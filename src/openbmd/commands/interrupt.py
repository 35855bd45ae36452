"""Ctrl-C while compiled code runs: the code cannot hear it, so it works in a thread that may be left behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LISTEN = 0.1  # s between two looks for Ctrl-C
STACK = 64 * 2**20  # bytes; compiling recurses deeply, and some systems give threads little


class Abandoned(Exception):
    """Ctrl-C came while work was under way that cannot be stopped: the process must end without waiting for it."""


def interruptible(work: Callable[[], T]) -> T:
    """The result of work, which must write nothing; raises what it raises, or Abandoned on Ctrl-C."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
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
        raise Abandoned from None
    if errors:
        raise errors[0]
    return results[0]
