"""Folders written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from openbmd.complaints import Complaint, InputError


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
    missing = [parent for parent in folder.parents if not parent.exists()]
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.draft")
    try:
        draft.mkdir(parents=True)
        yield draft
        refuse_existing(folder)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        with suppress(OSError):  # another run may have put its folder there by now
            for parent in missing:
                parent.rmdir()
        raise
