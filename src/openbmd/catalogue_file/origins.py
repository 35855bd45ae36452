"""Where a figure comes from, as a key; inside, nothing looks for marks in a source's text."""

from __future__ import annotations

ASSUMED = "assumed"
SOURCED = ("read", "recalled", "derived")  # read where the source says; told from memory, wholly or in part; else


def origin_of(source: str, told: str = "") -> str:
    """One of SOURCED or ASSUMED: what is told, else what the marks in the source's text say; "assumed" without one."""
    if told or not source:
        return told or ASSUMED
    return "recalled" if "recalled" in source else "read" if "read)" in source else "derived"
