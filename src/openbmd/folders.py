"""Folders and files written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from openbmd.complaints import Complaint, InputError

DRAFT = re.compile(r"\..+\.[0-9a-f]{12}\.draft")  # names of drafts, each of one process
TAKEN, UNKNOWN = -2, -1


def refuse_existing(folder: Path) -> None:
    """Raises InputError when something already stands where the folder would be written."""
    if folder.exists() or folder.is_symlink():
        raise InputError(
            [Complaint(str(folder), 0, "", "the run folder exists already", "Remove it, or name another with --out.")]
        )


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A draft to write into, which becomes the folder when the block ends well and is gone when it does not.

    Raises InputError when the folder exists, OSError when it cannot be written.
    """
    refuse_existing(folder)
    with draft(folder) as made:
        yield made
        refuse_existing(folder)
        made.rename(folder)


@contextmanager
def draft(target: Path) -> Iterator[Path]:
    """A new folder beside a target, gone when the block ends unless it was moved there; parents are made for it.

    It is locked while the block runs: drafts there that nobody holds were left by processes that are gone, and go too.
    """
    missing = [parent for parent in target.parents if not parent.exists()]
    made, held = target, TAKEN
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_left(target.parent)
        while held == TAKEN:  # another process may take it for one that was left, before it is locked
            made = target.with_name(f".{target.name}.{os.urandom(6).hex()}.draft")
            made.mkdir()
            held = _lock(made)
        yield made
    finally:
        if made != target:
            shutil.rmtree(made, ignore_errors=True)
        if held >= 0:
            os.close(held)
        for parent in missing:
            with suppress(OSError):  # something may stand in it by now
                parent.rmdir()


def remove_left(parent: Path) -> None:
    """Remove the drafts in a folder that no process holds any more."""
    with suppress(OSError):
        for left in parent.iterdir():
            if DRAFT.fullmatch(left.name) and (held := _lock(left)) >= 0:
                shutil.rmtree(left, ignore_errors=True)
                os.close(held)


def _lock(folder: Path) -> int:
    """A lock of a folder that ends with its process; TAKEN where another has it, UNKNOWN where none can be had."""
    try:
        import fcntl
    except ImportError:  # Windows
        return UNKNOWN
    try:
        found = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return TAKEN
    except OSError:
        return UNKNOWN
    try:
        fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(found), os.stat(folder)):
            return found
        state = TAKEN
    except (BlockingIOError, FileNotFoundError):
        state = TAKEN
    except OSError:
        state = UNKNOWN
    os.close(found)
    return state
