"""openbmd coverage: what one radar sees of published flights, printed, and kept when asked."""

from __future__ import annotations

import gc
from dataclasses import replace
from math import pi, radians
from pathlib import Path
from typing import Any, NamedTuple

from openbmd import catalogue_file, folders, run_file, scenario_file
from openbmd.commands import coverage_routes
from openbmd.commands.coverage_routes import Published
from openbmd.complaints import Complaint, InputError, choices
from openbmd.console import announce_compiling, console, cores, note, print_json, progress
from openbmd.drawing import pictures
from openbmd.kinds import Figure
from openbmd.products import coverage_json, coverage_report, coverage_terminal
from openbmd.records import Note, Scenario
from openbmd.studies import kinds
from openbmd.studies.coverage import looking as study
from openbmd.studies.coverage import scenes
from openbmd.studies.coverage.answer import Coverage, Scene
from openbmd.work.running import interruptible

WHAT = "openbmd coverage"
MODES = {"terminal": "an-tpy-2-terminal", "forward-based": "an-tpy-2-forward-based"}
LOWEST = -pi / 2.0  # rad, of a site without a floor of its own


class Asked(NamedTuple):
    """The options, in the units of the command line."""

    radar: str
    launch: str | None
    aim: str | None
    missile: str | None
    mode: str | None
    boresight: float | None  # deg
    floor: float | None  # deg
    cross_section: float | None  # m2
    dwell: float | None  # ms
    at_least: float  # s
    draws: int | None
    seed: int | None


def coverage(file: Path, asked: Asked, out: Path | None, png: bool, threads: int | None, as_json: bool) -> None:
    """Answer, and write a folder when out names one; raises InputError or OSError before anything is written."""
    gc.disable()  # as in openbmd run
    scenario = scenario_file.read(file, draws=asked.draws, seed=asked.seed)
    if out is not None:
        folders.refuse_existing(out)
    routes = routes_of(asked, scenario)
    found = scenes_of(file, asked, scenario, routes)
    announce_compiling()
    with progress(f"looking with {asked.radar}") as say:
        answer = interruptible(
            lambda: study.look_over(
                found,
                [one.group for one in routes],
                [coverage_routes.told(one) for one in routes],
                hold=asked.at_least,
                draws=scenario.draws,
                seed=scenario.seed,
                threads=threads or cores(),
                progress=say,
            )
        )
        refuse_unreached(answer, asked)
        if out is not None:
            write(answer, out, png)
    if as_json:
        print_json(coverage_json.plain(answer))
        if out is not None:
            note(f"Report: {out}/report.html")
    else:
        coverage_terminal.show(answer, console(), "" if out is None else str(out))


def routes_of(asked: Asked, scenario: Scenario) -> tuple[Published, ...]:
    """The routes to look at: all published ones, or the one that is asked for. Raises InputError."""
    places = {place.name: place for place in scenario.places}
    if asked.launch is None and asked.aim is None:
        if asked.missile is not None:
            advice = "Name --launch and --aim too."
            raise InputError([Complaint(WHAT, 0, "--missile", "a missile without a flight", advice)])
        return coverage_routes.published(places)
    if asked.launch is None or asked.aim is None:
        missing = "--aim" if asked.aim is None else "--launch"
        raise InputError([Complaint(WHAT, 0, missing, "a flight needs both ends", "Name --launch and --aim.")])
    missile = asked.missile
    if missile is not None:
        fitting = kinds.fitting(scenario, "missiles", missile)
        if len(fitting) != 1:
            found, advice = catalogue_file.refusal(missile, fitting, kinds.known(scenario, "missiles"))
            found = found if fitting else f'there is no missile "{missile}"'
            raise InputError([Complaint(WHAT, 0, "--missile", found, advice)])
        missile = fitting[0]
    return (coverage_routes.asked(asked.launch, asked.aim, missile, places),)


def scenes_of(file: Path, asked: Asked, scenario: Scenario, routes: tuple[Published, ...]) -> tuple[Scene, ...]:
    """One scene for each mode that is asked for, the settings applied. Raises InputError."""
    sites = {site.name: site for site in scenario.radar_sites}
    site = sites.get(asked.radar)
    if site is None:
        found = f'the scenario has no radar "{asked.radar}"'
        raise InputError([Complaint(str(file), 0, "--radar", found, choices(asked.radar, sites))])
    own = next((mode for mode, kind in MODES.items() if kind == site.radar), "")
    if asked.mode is not None and (not own or asked.mode not in MODES):
        found = f'"{asked.mode}" is no mode' if own else f"the {site.radar} has no modes here"
        advice = choices(asked.mode, MODES) if own else "Leave --mode out."
        raise InputError([Complaint(WHAT, 0, "--mode", found, advice)])
    modes = [asked.mode] if asked.mode else [own, *(mode for mode in MODES if own and mode != own)]
    radar_kinds = [MODES.get(mode, site.radar) for mode in modes]
    radars, radar_figures = of_kind(scenario, "radars", radar_kinds)
    missiles, missile_figures = of_kind(scenario, "missiles", [one.route.missile for one in routes])
    found_scenes = []
    for mode, kind in zip(modes, radar_kinds, strict=True):
        notes: list[Note] = []
        moved = site._replace(radar=kind)
        if kind != site.radar and asked.floor is None and site.minimum_elevation > radars[kind].minimum_elevation:
            moved = moved._replace(minimum_elevation=LOWEST)
            floor = f"{site.minimum_elevation / pi * 180:g}"
            notes.append(Note("notes-floor-of-mode", (("degrees", floor), ("own", own), ("mode", mode))))
        figures = [f for f in radar_figures if f.path.split("/")[1] == kind]
        lone = scenes.alone(
            scenario,
            moved,
            {kind: radars[kind]},
            missiles,
            [one.route for one in routes],
            [*missile_figures, *figures],
        )
        ends = {figure.path.split("/")[2]: (figure.low, figure.high) for figure in figures}
        found_scenes.append(Scene(mode, noted(settled(lone, asked), notes), ends))
    return tuple(found_scenes)


def of_kind(scenario: Scenario, kind: str, names: list[str]) -> tuple[dict[str, Any], list[Figure]]:
    """Records and figures by name: the scenario's own where it has them, else the catalogue's."""
    records: dict[str, Any] = {}
    figures: list[Figure] = []
    for name in dict.fromkeys(names):
        records[name], more = kinds.record(scenario, kind, name)
        figures += more
    return records, figures


def settled(lone: Scenario, asked: Asked) -> Scenario:
    """The scenario with the settings of the command line."""
    if asked.boresight is not None:
        lone = scenes.with_boresight(lone, radians(asked.boresight) % (2.0 * pi))
    if asked.floor is not None:
        lone = scenes.with_floor(lone, radians(asked.floor))
    if asked.cross_section is not None:
        lone = scenes.with_cross_section(lone, asked.cross_section)
    if asked.dwell is not None:
        lone = scenes.with_radar(lone, search_dwell=asked.dwell / 1e3, cued_dwell=asked.dwell / 1e3)
    return lone


def noted(lone: Scenario, notes: list[Note]) -> Scenario:
    return replace(lone, notes=tuple(notes))


def refuse_unreached(answer: Coverage, asked: Asked) -> None:
    """Raise InputError when the one flight that was asked for misses its aim."""
    flight = answer.trajectories[0]
    if asked.launch is not None and not flight.reached:
        route = answer.scenes[0].scene.scenario.routes[0]
        found = f"the {route.missile} misses {asked.aim} by {flight.miss_distance / 1e3:,.0f} km"
        raise InputError([Complaint(WHAT, 0, "--aim", found, "Name a nearer aim, or a missile that flies farther.")])


def write(answer: Coverage, folder: Path, png: bool) -> None:
    """Write the folder, which appears only when all is written; raises InputError or OSError."""
    made = coverage_report.drawn(answer)
    svg = {picture.name: pictures.to_svg(picture) for picture in made}
    texts = {
        "coverage.json": run_file.dumps(coverage_json.plain(answer), indent=2) + "\n",
        "report.html": coverage_report.page(answer, svg),
        **{f"{name}.svg": pictures.alone(element) for name, element in svg.items()},
    }
    folders.write(folder, texts, made if png else ())
