"""Reasons in the words of a language."""

from __future__ import annotations

from openbmd.locales import Words


def name(reason: str, say: Words) -> str:
    """A reason as a table names it, "" for none."""
    return say(f"reasons-{key(reason)}") if reason else ""


def meaning(reason: str, say: Words) -> str:
    """What it means that a threat was not engaged for this."""
    return say(f"reasons-means-{key(reason)}")


def key(reason: str) -> str:
    """The end of its message's id."""
    return reason.replace(",", "").replace(" ", "-")
