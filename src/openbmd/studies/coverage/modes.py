"""The scenes in which one radar of a scenario looks: one for each mode, with settings in the place of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import pi
from typing import Any, NamedTuple

from openbmd.complaints import Complaint, InputError, choices
from openbmd.kinds import Figure
from openbmd.records import Note, Route, Scenario
from openbmd.studies import kinds
from openbmd.studies.contract import file_of
from openbmd.studies.coverage import scenes
from openbmd.studies.coverage.answer import Scene

MODES = {"terminal": "an-tpy-2-terminal", "forward-based": "an-tpy-2-forward-based"}
LOWEST = -pi / 2.0  # rad, of a site without a floor of its own


class Looking(NamedTuple):
    """Which radar looks, and how; None: as the scenario has it, of the mode all."""

    radar: str  # name of its site
    mode: str | None
    boresight: float | None  # rad
    floor: float | None  # rad
    cross_section: float | None  # m2
    dwell: float | None  # s


def scenes_of(scenario: Scenario, looking: Looking, routes: Sequence[Route]) -> tuple[Scene, ...]:
    """One scene for each mode that is asked for, the settings applied. Raises InputError."""
    sites = {site.name: site for site in scenario.radar_sites}
    site = sites.get(looking.radar)
    if site is None:
        found = f'the scenario has no radar "{looking.radar}"'
        raise InputError([Complaint(file_of(scenario), 0, "radar", found, choices(looking.radar, sites))])
    own = next((mode for mode, kind in MODES.items() if kind == site.radar), "")
    if looking.mode is not None and (not own or looking.mode not in MODES):
        found = f'"{looking.mode}" is no mode' if own else f"the {site.radar} has no modes here"
        advice = choices(looking.mode, MODES) if own else "Leave the mode out."
        raise InputError([Complaint(file_of(scenario), 0, "mode", found, advice)])
    modes = [looking.mode] if looking.mode else [own, *(mode for mode in MODES if own and mode != own)]
    radar_kinds = [MODES.get(mode, site.radar) for mode in modes]
    radars, radar_figures = of_kind(scenario, "radars", radar_kinds)
    missiles, missile_figures = of_kind(scenario, "missiles", [route.missile for route in routes])
    found_scenes = []
    for mode, kind in zip(modes, radar_kinds, strict=True):
        notes: list[Note] = []
        moved = site._replace(radar=kind)
        if kind != site.radar and looking.floor is None and site.minimum_elevation > radars[kind].minimum_elevation:
            moved = moved._replace(minimum_elevation=LOWEST)
            floor = f"{site.minimum_elevation / pi * 180:g}"
            notes.append(Note("notes-floor-of-mode", (("degrees", floor), ("own", own), ("mode", mode))))
        figures = [f for f in radar_figures if f.path.split("/")[1] == kind]
        lone = scenes.alone(scenario, moved, {kind: radars[kind]}, missiles, routes, [*missile_figures, *figures])
        ends = {figure.path.split("/")[2]: (figure.low, figure.high) for figure in figures}
        found_scenes.append(Scene(mode, replace(settled(lone, looking), notes=tuple(notes)), ends))
    return tuple(found_scenes)


def of_kind(scenario: Scenario, kind: str, names: list[str]) -> tuple[dict[str, Any], list[Figure]]:
    """Records and figures by name: the scenario's own where it has them, else the catalogue's."""
    records: dict[str, Any] = {}
    figures: list[Figure] = []
    for name in dict.fromkeys(names):
        records[name], more = kinds.record(scenario, kind, name)
        figures += more
    return records, figures


def settled(lone: Scenario, looking: Looking) -> Scenario:
    """The scenario with these settings in the place of its own."""
    if looking.boresight is not None:
        lone = scenes.with_boresight(lone, looking.boresight % (2.0 * pi))
    if looking.floor is not None:
        lone = scenes.with_floor(lone, looking.floor)
    if looking.cross_section is not None:
        lone = scenes.with_cross_section(lone, looking.cross_section)
    if looking.dwell is not None:
        lone = scenes.with_radar(lone, search_dwell=looking.dwell, cued_dwell=looking.dwell)
    return lone
