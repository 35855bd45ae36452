"""Batteries in one line: each becomes a fire unit, its radar, and the links that cue it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import atan2, degrees
from typing import Any, NamedTuple

from openbmd.complaints import Complaint, choices
from openbmd.scenario_file.places import coordinates
from openbmd.scenario_file.text import Marked, Path_, items, names_in, number, text, texts

LATENCY = {"warning": 10.0, "radars": 3.0}  # s, by satellite or voice, and by data link: assumed, as in the presets
ORDER = ("sea", "upper", "lower")  # in which layers act
# key of what is added: key of the battery that says it
KEYS = {"radar": "system", "interceptor": "system", "boresight_deg": "facing", "from": "cued_by"}


class Kind(NamedTuple):
    """What belongs to a battery of an interceptor."""

    interceptor: str
    radar: str
    layer: str
    launchers: int
    minimum_elevation_deg: float
    command_delay_s: float
    doctrine: str
    launchers_source: str
    rest: str  # where the rest comes from


@cache
def kinds() -> dict[str, Kind]:
    """The batteries of the catalogue, by interceptor."""
    told = (files("openbmd") / "catalogue" / "batteries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(told.splitlines())
    return {
        row["interceptor"]: Kind(
            row["interceptor"], row["radar"], row["layer"], int(row["launchers"]), float(row["minimum_elevation_deg"]),
            float(row["command_delay_s"]), row["doctrine"], row["launchers_source"], row["rest"],
        )
        for row in rows
    }  # fmt: skip


class Expanded(NamedTuple):
    complaints: list[Complaint]
    origin: dict[str, str]  # "radars[3]" -> "batteries[0]": where what was added comes from


def expand(marked: Marked) -> Expanded:
    """Add to the file's lists what its batteries stand for; complaints for what only batteries can have wrong.

    What is added takes the line of its battery. Call it when the preset is merged: its radars cue batteries too.
    """
    found = Expanded([], {})
    listed = list(items(marked, "batteries"))
    if not listed:
        return found
    sources = _cueing(marked)
    for path, item in listed:
        kind = kinds().get(text(item, "system"))
        if kind is None and text(item, "system"):
            told = f'there is no battery of "{item["system"]}"'
            found.complaints.append(
                marked.complaint((*path, "system"), told, choices(text(item, "system"), kinds()))
            )  # fmt: skip
        found.complaints.extend(_astray(marked, path, item))
        if kind is not None and text(item, "name"):
            for section, part in _parts(marked, item, kind, sources):
                _add(marked, path, section, part, found.origin)
    named = {text(unit, "layer") for _, unit in items(marked, "fire_units")} - {""}
    if "layers" not in marked.data:
        marked.data["layers"] = sorted(named, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))
    return found


def _cueing(marked: Marked) -> dict[str, float]:
    """Who cues batteries that name nobody, and how late [s]: warning sensors, and radars that no fire unit fires on."""
    fired_on = {text(unit, "radar") for _, unit in items(marked, "fire_units")}
    found = dict.fromkeys(sorted(names_in(marked, "warning")), LATENCY["warning"])
    return found | dict.fromkeys(sorted(names_in(marked, "radars") - fired_on), LATENCY["radars"])


def _astray(marked: Marked, path: Path_, item: dict[str, Any]) -> Iterator[Complaint]:
    """A place to face from which no bearing comes."""
    here, there = (coordinates(marked, item.get(key)) for key in ("site", "facing"))
    if here is not None and here == there:
        yield marked.complaint((*path, "facing"), "it faces its own site", "Name another place, or a bearing.")


def _parts(
    marked: Marked, item: dict[str, Any], kind: Kind, sources: dict[str, float]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The parts of a battery, each with the list that it goes into."""
    name, nation = item["name"], {"nation": item["nation"]} if "nation" in item else {}
    radar, site = f"{name}-radar", {"site": item["site"]} if "site" in item else {}
    bearing = _bearing(marked, item)
    yield (
        "radars",
        {
            "name": radar, **nation, "radar": kind.radar, **site,
            "boresight_deg": 0.0 if bearing is None else bearing,  # what is no bearing has its complaint already
            "minimum_elevation_deg": kind.minimum_elevation_deg,
        },
    )  # fmt: skip
    given = ("launchers", "launchers_range", "rounds_per_launcher", "reserve_rounds", "doctrine", "layer", "release_s")
    yield (
        "fire_units",
        {
            "name": name, **nation, "interceptor": kind.interceptor, "layer": kind.layer, **site, "radar": radar,
            "launchers": kind.launchers, "command_delay_s": kind.command_delay_s, "doctrine": kind.doctrine,
            **{key: item[key] for key in given if item.get(key) is not None},
        },
    )  # fmt: skip
    wanted = texts(item["cued_by"]) if isinstance(item.get("cued_by"), list) else list(sources)
    space = names_in(marked, "warning")
    for source in dict.fromkeys(filter(None, wanted)):
        late = LATENCY["warning" if source in space else "radars"]
        yield "links", {**nation, "from": source, "to": radar, "latency_s": late, "use": "cue"}


def _bearing(marked: Marked, item: dict[str, Any]) -> float | None:
    """Where the radar faces [deg from north]: as given, or toward a place, to a tenth; None where it cannot be told."""
    facing = item.get("facing")
    if not isinstance(facing, str | dict):
        return number(facing)
    here, there = coordinates(marked, item.get("site")), coordinates(marked, facing)
    if here is None or there is None or here == there:
        return None
    from openbmd.physics.earth import local_axes, position  # brings the compiler

    east, north, _ = local_axes(*here) @ (position(*there, 0.0) - position(*here, 0.0))
    return round(degrees(atan2(east, north)) % 360.0, 1)


def _add(marked: Marked, path: Path_, section: str, part: dict[str, Any], origin: dict[str, str]) -> None:
    own = marked.data.setdefault(section, [])
    if isinstance(own, list):
        here = (section, len(own))
        marked.lines[here] = marked.line(path)
        origin[f"{section}[{len(own)}]"] = f"batteries[{path[1]}]"
        own.append(part)


def traced(complaints: list[Complaint], origin: dict[str, str]) -> list[Complaint]:
    """Complaints of added parts as complaints of the batteries they come from, each path told once."""
    if not origin:
        return complaints
    found: list[Complaint] = []
    told = {one.path for one in complaints if one.path.startswith("batteries[")}
    for one in complaints:
        match = re.match(r"(\w+\[\d+\])(?:\.([^.]+))?", one.path)
        if match is None or match[1] not in origin:
            found.append(one)
            continue
        key = KEYS.get(match[2], match[2]) if match[2] else ""
        path = f"{origin[match[1]]}.{key}" if key else origin[match[1]]
        if path not in told and not (key and any(one.startswith(f"{path}.") for one in told)):
            told.add(path)
            found.append(one._replace(path=path))
    return found
