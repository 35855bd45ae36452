"""What the command line asks of its process before it begins: streams to print on, an end that tidies up."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from openbmd.complaints import Complaint, InputError

ENDING = ("SIGTERM", "SIGHUP")  # that ask a process to end


def prepare() -> None:
    """Make streams take every text, signals end as Ctrl-C does; raises InputError for an argument that is no text."""
    streams()
    for name in ENDING:
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, interrupt)
    for argument in sys.argv[1:]:
        shown = argument.encode(errors="backslashreplace").decode()
        if shown != argument:
            found, advice = f"{shown}: it is no text in UTF-8", "Give files and folders names that are."
            raise InputError([Complaint("openbmd", 0, "", found, advice)])


def streams() -> None:
    """Signs that a stream lacks are replaced; a standard output that is closed takes everything and says so."""
    closed = sys.stdout is None
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # its number would go to the next file that is opened
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if closed:
        print("Standard output is closed: the answer is not printed.", file=sys.stderr)


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
