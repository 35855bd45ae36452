"""Texts that a user gives as files."""

from __future__ import annotations

from pathlib import Path

from openbmd.complaints import Complaint, InputError


def read(path: Path, what: str) -> str:
    """The text of a file, read once. what: it is, for advice ("a claim"). Raises InputError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        found = f"it cannot be read: {error.strerror or error}"
        raise InputError([Complaint(str(path), 0, "", found, f"Give the path of {what}.")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError([Complaint(str(path), line, "", "it is no text in UTF-8", "Save it as UTF-8.")]) from None
