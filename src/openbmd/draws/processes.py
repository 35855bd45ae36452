"""A map over processes that end with their parent, however that ends."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Over = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]  # as the builtin map


@contextmanager
def workers(processes: int) -> Iterator[Over]:
    """A map over so many fresh processes, in the order of its items; the builtin one for a single process.

    Pipes and nothing else join them: a worker whose parent is gone reads the end of its pipe.
    """
    if processes == 1:
        yield map
        return
    from multiprocessing import get_context

    context = get_context("spawn")
    pipes = [context.Pipe() for _ in range(processes)]
    started = [context.Process(target=work, args=(theirs,), daemon=True) for _, theirs in pipes]
    for process in started:
        process.start()
    for _, theirs in pipes:
        theirs.close()
    try:
        yield partial(share, [ours for ours, _ in pipes])
    finally:
        for ours, _ in pipes:
            ours.close()
        for process in started:
            process.join()


def share(connections: Sequence[Connection], function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    """Give each item to the first worker that is free; what the function raises there is raised here."""
    from multiprocessing.connection import wait

    waiting, idle = deque(enumerate(items)), list(connections)
    busy: dict[Connection, int] = {}
    done: dict[int, Any] = {}
    for number in range(len(waiting)):
        while number not in done:
            while idle and waiting:
                connection = idle.pop()
                busy[connection], item = waiting.popleft()
                connection.send((function, item))
            for ready in cast("list[Connection]", wait(list(busy))):
                try:
                    result, error = ready.recv()
                except EOFError:
                    raise MemoryError("a process that was working on the draws was ended by the system") from None
                if error is not None:
                    raise error
                done[busy.pop(ready)] = result
                idle.append(ready)
        yield done.pop(number)


def work(connection: Connection) -> None:
    """Answer until the other end is closed; Ctrl-C is the parent's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            function, item = connection.recv()
        except EOFError:
            return
        answer: tuple[Any, Exception | None]
        try:
            answer = function(item), None
        except Exception as error:
            answer = None, error
        try:
            connection.send(answer)
        except BrokenPipeError:
            return
