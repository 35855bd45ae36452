"""How a question is worked at: how far it is, whether to stop, and on how many cores. Nothing else passes by here."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

Heard = Callable[[int, int, str], None]  # (done, of all, id of the message that says what is done)


class Stopped(Exception):
    """Raised where work looks whether to go on, after somebody asked it to stop."""


def unheard(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work; an answer is the same for any of them."""

    threads: int
    processes: int
    heard: Heard = unheard
    halt: Event = field(default_factory=Event)

    def progress(self, done: int, total: int, what: str) -> None:
        """Say how far the work is; between its batches, so it ends here when it was stopped. Raises Stopped."""
        if self.halt.is_set():
            raise Stopped
        self.heard(done, total, what)

    def stop(self) -> None:
        """Ask the work to end; it does when it next says how far it is."""
        self.halt.set()
