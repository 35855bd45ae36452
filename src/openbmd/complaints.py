"""What is wrong with a user's input: every complaint at once, each with place, finding and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Complaint(NamedTuple):
    file: str
    line: int  # 1-based, 0 when unknown
    path: str  # "threats[2].aimpoint"
    found: str
    advice: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        subject = f"{self.path}: " if self.path else ""
        return f"{where}: {subject}{self.found}\n    {self.advice}"


class InputError(Exception):
    """Raised by the doors with all complaints; the command line prints them and exits with 2."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("\n".join(str(complaint) for complaint in complaints))
        self.complaints = complaints


def near(name: str, known: Iterable[str]) -> str:
    """'Did you mean "nodong"?' for a name that is close to a known one, else ""."""
    by_lower = {word.lower(): word for word in known}
    close = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return f'Did you mean "{by_lower[close[0]]}"?' if close else ""


def choices(name: str, known: Iterable[str]) -> str:
    """Advice for an unknown name: the nearest known one, and all that exist."""
    names = sorted(known)
    listed = f"Known: {', '.join(names)}." if names else "There is none yet."
    return f"{near(name, names)} {listed}".strip()
