"""Faults of what is not there: withheld assets, and the days of a posture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf, nan
from typing import Any

from openbmd.complaints import Complaint, choices, near
from openbmd.records import Posture, Presence
from openbmd.records.withheld import absent
from openbmd.scenario_file.presets import called
from openbmd.scenario_file.text import Marked, items, names_in, number, text, texts

SECTIONS = ("radars", "warning", "fire_units", "links")
Complaints = Iterator[Complaint]


def check(marked: Marked) -> Complaints:
    """Faults of withheld: and of posture:."""
    nations = {text(item, "nation") for section in SECTIONS for _, item in items(marked, section)} - {""}
    assets = set().union(*(names_in(marked, section) for section in SECTIONS[:3]))
    links = {called("links", item) for _, item in items(marked, "links")}
    for index, name in enumerate(texts(marked.data.get("withheld"))):
        if name and name not in assets | links | nations:
            yield marked.complaint(
                ("withheld", index),
                f'nothing here is called "{name}", and no nation',
                _advice(name, assets | nations, links),
            )
    posture = marked.data.get("posture")
    if not isinstance(posture, dict):
        return
    presences = posture.get("presence")
    listed = [(n, p) for n, p in enumerate(presences if isinstance(presences, list) else []) if isinstance(p, dict)]
    sound = []
    for index, item in listed:
        found = list(_presence(marked, index, item, assets, links, nations))
        yield from found
        if not found and (asset := text(item, "asset") or text(item, "nation")):
            day, end = number(item.get("arrives_day", 0.0)), number(item.get("leaves_day"))
            sound.append(Presence(asset, 0.0 if day is None else day, inf if end is None else end, nan))
    days = played(_days(posture), tuple(sound))
    yield from _labels(marked, posture, days)
    if posture.get("days") is not None and any(after <= before for before, after in pairwise(days)):
        yield marked.complaint(("posture", "days"), "days that do not rise", "Sort them, and write each once.")
    if len(sound) == len(listed):
        yield from _empty_days(marked, Posture(days, (), tuple(sound)))


def played(days: list[float] | None, presences: tuple[Presence, ...]) -> tuple[float, ...]:
    """The days to play: those given, else every day on which something changes, from 0 on."""
    if days is not None:
        return tuple(days)
    changes = {day for item in presences for day in (item.arrives, item.leaves) if day < inf}
    return tuple(sorted({0.0, *changes}))


def _days(posture: dict[str, Any]) -> list[float] | None:
    days = posture.get("days")
    if not isinstance(days, list):
        return None
    return [day for day in map(number, days) if day is not None]


def _presence(
    marked: Marked, index: int, item: dict[str, Any], assets: set[str], links: set[str], nations: set[str]
) -> Complaints:
    path = ("posture", "presence", index)
    given = [key for key in ("asset", "nation") if item.get(key) is not None]
    if len(given) != 1:
        found = "both asset and nation are given" if given else "neither asset nor nation is given"
        yield marked.complaint(path, found, "Write one of the two.")
    asset, nation = text(item, "asset"), text(item, "nation")
    if asset and asset not in assets | links:
        yield marked.complaint((*path, "asset"), f'nothing here is called "{asset}"', _advice(asset, assets, links))
    if nation and nation not in nations:
        yield marked.complaint((*path, "nation"), f'nothing here is of the nation "{nation}"', choices(nation, nations))
    arrives, leaves = number(item.get("arrives_day", 0.0)), number(item.get("leaves_day"))
    if arrives is not None and leaves is not None and leaves <= arrives:
        yield marked.complaint(
            (*path, "leaves_day"), f"it leaves on day {leaves:g} and arrives on day {arrives:g}",
            "Give a later day to leave.",
        )  # fmt: skip


def _labels(marked: Marked, posture: dict[str, Any], days: tuple[float, ...]) -> Complaints:
    labels = posture.get("labels")
    for key in labels if isinstance(labels, dict) else ():
        try:
            day = float(key)
        except ValueError:
            day = nan
        if day not in days:
            played_days = ", ".join(f"{day:g}" for day in days)
            yield marked.complaint(
                ("posture", "labels", key), "a label for a day that is not played", f"The days are {played_days}."
            )


def _empty_days(marked: Marked, posture: Posture) -> Complaints:
    units = [{text(item, "name"), text(item, "nation")} - {""} for _, item in items(marked, "fire_units")]
    empty = [f"{day:g}" for day in posture.days if all(unit.intersection(absent(posture, day)) for unit in units)]
    if empty:
        yield marked.complaint(
            ("posture", "presence"), f"no fire unit is there on day {', '.join(empty)}",
            "Let one be there on every day that is played, or give days: without it.",
        )  # fmt: skip


def _advice(name: str, known: set[str], links: set[str]) -> str:
    """What there is; links are many, so that they are told by how they are called."""
    hint = near(name, [*known, *links])
    listed = choices("", known)
    example = f' Or a link by its name, such as "{min(links)}".' if links else ""
    return f"{hint} {listed}{example}".strip()
