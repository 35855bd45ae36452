"""Faults of the raid: groups that say too little, too much or what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite, radians
from typing import Any

from openbmd.catalogue_file import Catalogue
from openbmd.complaints import Complaint
from openbmd.scenario_file import launch_areas
from openbmd.scenario_file.places import coordinates, distance
from openbmd.scenario_file.text import Marked, Path_, items, number, text

SAME_POINT = 1000.0  # m; below this launch point and aimpoint are one
MOST_POINTS = 50  # of a launch area: each is a route of its own to fly
LIFTED = {"quasi-ballistic": "pull-up", "glide": "glide"}  # shapes that need lift
Complaints = Iterator[Complaint]


def threat_names(name: str, count: object) -> list[str]:
    """Names of a group's missiles: the group's own when there is one, else name-1, name-2, …"""
    if not name or not isinstance(count, int) or not 1 <= count <= 1000:
        return []
    return [name] if count == 1 else [f"{name}-{k}" for k in range(1, count + 1)]


def launcher_names(group: str, count: object) -> list[str]:
    """Names of a group's launchers."""
    if not group or not isinstance(count, int) or not 1 <= count <= 1000:
        return []
    return [f"{group} launcher {k}" for k in range(1, count + 1)]


def check(marked: Marked, catalogue: Catalogue) -> Complaints:
    """Faults of the raid's groups."""
    for path, item in items(marked, "threats"):
        yield from _start(marked, path, item)
        yield from _launchers(marked, path, item)
        shape = item.get("shape", "minimum-energy")
        orbit = shape == "orbit"
        aimed = [key for key in ("aimpoint", "azimuth_deg") if item.get(key) is not None]
        if not aimed:
            yield marked.complaint(path, "there is no aimpoint", "Add aimpoint: (or azimuth_deg: for the shape orbit).")
        if len(aimed) == 2:
            yield marked.complaint(
                (*path, "azimuth_deg"), "both aimpoint and azimuth_deg are given", "Keep one of the two."
            )
        elif aimed == ["azimuth_deg"] and not orbit:
            yield marked.complaint(
                (*path, "azimuth_deg"), "an azimuth alone does not say where it comes down", "Give an aimpoint."
            )
        chosen = [key for key in ("apogee_km", "launch_angle_deg") if item.get(key) is not None]
        if len(chosen) == 2:
            yield marked.complaint(
                (*path, chosen[1]), "both apogee_km and launch_angle_deg are given", "Keep one: each chooses the arc."
            )
        elif orbit and chosen != ["apogee_km"]:
            yield marked.complaint(path, "the orbit's altitude is missing", "Add apogee_km: the altitude of the orbit.")
        elif chosen and shape == "minimum-energy":
            yield marked.complaint(
                (*path, chosen[0]), "the shape minimum-energy leaves no apogee or angle free",
                "Write shape: lofted, depressed, quasi-ballistic or glide, or drop this key.",
            )  # fmt: skip
        elif shape == "glide" and chosen == ["launch_angle_deg"]:
            yield marked.complaint(
                (*path, "launch_angle_deg"), "an angle does not choose a glide", "Write apogee_km: of its boost."
            )
        missile = text(item, "missile")
        entry = catalogue.find("missiles", missile)
        if str(shape) in LIFTED and entry and entry.record.lift_to_drag <= 0.0:
            yield marked.complaint(
                (*path, "shape"), f"the {missile} has no {LIFTED[shape]}: its lift-to-drag ratio is 0",
                "Choose another shape, or another missile such as kn-23.",
            )  # fmt: skip
        aimpoint = coordinates(marked, item.get("aimpoint"))
        starts = _starts(marked, item)
        if aimpoint and not orbit and any(distance(start, aimpoint) < SAME_POINT for start in starts):
            yield marked.complaint(
                (*path, "aimpoint"), "launch point and aimpoint are the same", "Give two different points."
            )


def _start(marked: Marked, path: Path_, item: dict[str, Any]) -> Complaints:
    """Exactly one of a launch point and a launch area, and an area that can be."""
    given = [key for key in ("launch", "launch_area") if item.get(key) is not None]
    if not given:
        yield marked.complaint(
            path, "there is no launch point", "Add launch: (or launch_area: with polygon and points)."
        )
    elif len(given) == 2:
        yield marked.complaint((*path, "launch_area"), "both launch and launch_area are given", "Keep one of the two.")
    area = _area(item)
    if area is not None:
        found, advice = launch_areas.fault(*area)
        if found:
            yield marked.complaint((*path, "launch_area", "polygon"), found, advice)


def _area(item: dict[str, Any]) -> tuple[launch_areas.Corners, int] | None:
    """Corners [deg] and count of points of a group's launch area, None where it has none that is well formed."""
    area = item.get("launch_area")
    if not isinstance(area, dict):
        return None
    polygon, count = area.get("polygon"), area.get("points")
    if not isinstance(polygon, list) or not isinstance(count, int) or not 1 <= count <= MOST_POINTS:
        return None
    corners = [[number(value) for value in corner] for corner in polygon if isinstance(corner, list)]
    pairs = [(c[0], c[1]) for c in corners if len(c) == 2 and c[0] is not None and c[1] is not None]
    finite = all(isfinite(value) for pair in pairs for value in pair)
    return (tuple(pairs), count) if len(pairs) == len(polygon) and finite else None


def _starts(marked: Marked, item: dict[str, Any]) -> list[tuple[float, float]]:
    """The launch points [rad] of a group, as far as they can be told."""
    launch, area = coordinates(marked, item.get("launch")), _area(item)
    if area is None or launch_areas.fault(*area)[0]:
        return [launch] if launch else []
    return [(radians(north), radians(east)) for north, east in launch_areas.points(*area)]


def _launchers(marked: Marked, path: Path_, item: dict[str, Any]) -> Complaints:
    count, launchers = item.get("count", 1), item.get("launchers")
    if not isinstance(count, int) or not isinstance(launchers, int) or not 1 <= launchers <= 1000 or count < 1:
        return
    if launchers > count:
        yield marked.complaint(
            (*path, "launchers"), f"{launchers} launchers for {count} missile{'s' * (count != 1)}",
            f"Write at most {count}.",
        )  # fmt: skip
    elif launchers < count and item.get("reload_min") is None:
        yield marked.complaint(
            (*path, "launchers"), f"{count} missiles are more than {launchers} launchers hold without reload",
            "Add reload_min: the time between two missiles of one launcher.",
        )  # fmt: skip
