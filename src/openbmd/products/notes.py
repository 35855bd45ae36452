"""The folder is complete, whatever becomes of printing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def complete(folder: str) -> Iterator[None]:
    """Print inside; when that cannot be done, the OSError says that what was written stands complete in the folder."""
    try:
        yield
    except OSError as error:
        if folder:
            error.add_note(f"The run folder is complete: {folder}")
        raise
