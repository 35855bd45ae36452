"""How a command ends when it cannot answer: one clear message, an exit code, no traceback."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from traceback import walk_tb
from typing import Any, NoReturn

from openbmd.complaints import InputError
from openbmd.console import print_json
from openbmd.work.running import Abandoned

FAILED, TO_MEND, STOPPED = 1, 2, 130
PRINTING = ("rich.console", "openbmd.console", "openbmd.commands.", "openbmd.cli")  # modules that print
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Failure(Exception):
    """A failure that is told in full by its message."""


def end(error: BaseException, as_json: bool) -> NoReturn:
    """Print what went wrong on standard error (and as one JSON object with as_json) and end the process."""
    if "OPENBMD_TRACEBACK" in os.environ:
        import traceback

        traceback.print_exception(error)
    code, message = _words(error)
    print(message, file=sys.stderr)
    if as_json:
        told: dict[str, Any] = {"exit_code": code, "message": message}
        if isinstance(error, InputError):
            told["complaints"] = [complaint._asdict() for complaint in error.complaints]
        print_json({"error": told})
    if isinstance(error, Abandoned):  # an ordinary end would wait for the work that was left behind
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    raise SystemExit(code)


def _words(error: BaseException) -> tuple[int, str]:
    if isinstance(error, InputError):
        return TO_MEND, "\n".join(str(complaint) for complaint in error.complaints)
    if isinstance(error, KeyboardInterrupt | Abandoned):
        return STOPPED, "Stopped. Nothing was written."
    if isinstance(error, Failure):
        return FAILED, str(error)
    if isinstance(error, OSError):
        return FAILED, _unprinted(error) if _printing(error) else _system(error)
    if isinstance(error, MemoryError):
        return FAILED, "Out of memory. Nothing was written. Close other programs, or lower --threads or --draws."
    if "space left on device" in str(error).lower() or "disk is full" in str(error).lower():  # the table writer's own
        return FAILED, "The disk is full. Nothing was written. Make room, or choose another place with --out."
    first = str(error).strip().splitlines()[0] if str(error).strip() else "no more is known"
    return FAILED, (
        f"OpenBMD failed, and that is a fault of its own: {type(error).__name__}: {first}\n"
        "    Set OPENBMD_TRACEBACK=1, run it again, and report what it prints."
    )


def _printing(error: OSError) -> bool:
    """Whether it was raised where a command prints; the system names no file then, nor does it for one half written."""
    frames = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
    return not error.filename and frames[-1].startswith(PRINTING)


def _unprinted(error: OSError) -> str:
    with suppress(OSError), open(os.devnull, "wb") as nowhere:  # what is still held would fail again at the end
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    kept = getattr(error, "__notes__", None) or ["Files that the command had written stand."]
    return "\n".join([f"The answer could not be printed: standard output: {error.strerror or error}.", *kept])


def _system(error: OSError) -> str:
    where = f" at {error.filename}" if error.filename else ""
    if error.errno in FULL:
        return f"The disk is full{where}. Nothing was written. Make room, or choose another place with --out."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"No permission to write{where}. Nothing was written. Choose another place with --out."
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"Something that is no folder is in the way{where}. Nothing was written. Choose another --out."
    return f"The system refused{where}: {error.strerror or error}. Nothing was written."
