"""Reasons in the words of a language."""

from __future__ import annotations

from openbmd.locales import Words


def name(reason: str, say: Words) -> str:
    """A reason as a table names it, "" for none."""
    return say(message(reason)) if reason else ""


def meaning(reason: str, say: Words) -> str:
    """What it means that a threat was not engaged for this."""
    return say(f"{message(reason)}.means")


def outside(reason: str, say: Words) -> str:
    """Why a place lies outside a footprint."""
    return say(f"{message(reason)}.outside")


def message(reason: str) -> str:
    """The id of a reason's message."""
    return f"reasons-{reason.replace(',', '').replace(' ', '-')}"
