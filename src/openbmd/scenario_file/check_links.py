"""Faults of the links: to nowhere, of a use that their ends cannot have, cues that run in a ring."""

from __future__ import annotations

from collections.abc import Iterator

from openbmd.complaints import Complaint, choices
from openbmd.scenario_file.presets import called
from openbmd.scenario_file.text import Marked, items, names_in, text, texts

Complaints = Iterator[Complaint]


def check(marked: Marked) -> Complaints:
    """Faults of the links."""
    radars, warning, units = (names_in(marked, section) for section in ("radars", "warning", "fire_units"))
    alone = {text(item, "name") for _, item in items(marked, "fire_units") if not text(item, "radar")}
    sources, targets = radars | warning, radars | units
    seen: set[tuple[str, str]] = set()
    for path, item in items(marked, "links"):
        source, target, use = text(item, "from"), text(item, "to"), text(item, "use")
        if source and source not in sources:
            yield marked.complaint(
                (*path, "from"), f'a link from nowhere: no radar or warning sensor is called "{source}"',
                choices(source, sources),
            )  # fmt: skip
        if target and target not in targets:
            yield marked.complaint(
                (*path, "to"), f'a link to nowhere: no radar or fire unit is called "{target}"',
                choices(target, targets),
            )  # fmt: skip
        if source and source == target:
            yield marked.complaint(path, f'"{source}" is linked to itself', "Drop this link.")
        elif source and target and (source, target) in seen:
            yield marked.complaint(path, f"the link from {source} to {target} stands twice", "Keep one of the two.")
        elif source in warning and target in units - radars:
            yield marked.complaint(
                path, f'"{source}" gives a warning, and no track to fire on', "Link it to a radar, which it cues."
            )
        elif use == "cue" and target in units - radars:
            yield marked.complaint(
                (*path, "use"), f'a cue goes to a radar, and "{target}" is a fire unit',
                "Write launch-on-remote or engage-on-remote, or link to its radar.",
            )  # fmt: skip
        elif use in ("launch-on-remote", "engage-on-remote") and target in radars:
            yield marked.complaint(
                (*path, "use"), f'{use} goes to a fire unit, and "{target}" is a radar', "Write cue, or drop this key."
            )
        elif use == "launch-on-remote" and target in alone:
            yield marked.complaint(
                (*path, "use"), f'"{target}" has no radar of its own to finish on', "Write engage-on-remote."
            )
        seen.add((source, target))
    yield from _rings(marked, radars)


def _rings(marked: Marked, radars: set[str]) -> Complaints:
    """Radars that cue each other in a ring would wait for each other; links and radars that are not there do not."""
    withheld = set(texts(marked.data.get("withheld")))
    gone = {
        text(item, "name")
        for section in ("radars", "warning")
        for _, item in items(marked, section)
        if {text(item, "name"), text(item, "nation")} & withheld
    }
    cues: dict[str, list[str]] = {}
    for path, item in items(marked, "links"):
        source, target = text(item, "from"), text(item, "to")
        cut = {called("links", item), text(item, "nation")} & withheld or {source, target} & gone
        if item.get("on", True) is not True or cut or source == target or not {source, target} <= radars:
            continue
        cues.setdefault(source, []).append(target)
        if ring := _way(cues, target, source):
            said = ", ".join(f"{one} cues {other}" for one, other in zip([source, *ring], ring, strict=False))
            yield marked.complaint(path, f"a cycle of cues: {said}", "Drop one of these links, or write on: false.")
            cues[source].pop()


def _way(cues: dict[str, list[str]], start: str, end: str) -> list[str]:
    """A way along cues from start to end, both in it; [] when there is none."""
    ways, met = [[start]], {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == end:
            return way
        for step in cues.get(way[-1], []):
            if step not in met:
                met.add(step)
                ways.append([*way, step])
    return []
