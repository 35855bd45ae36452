"""openbmd coverage: what one radar sees of published flights, printed, and kept when asked."""

from __future__ import annotations

import gc
from math import radians
from pathlib import Path
from typing import NamedTuple

from openbmd import catalogue_file, folders, run_file, scenario_file
from openbmd import coverage as study
from openbmd.commands import coverage_routes
from openbmd.complaints import Complaint, InputError
from openbmd.console import announce_compiling, console, cores, note, print_json, progress
from openbmd.coverage import Coverage, Scene, modes
from openbmd.coverage.modes import Looking
from openbmd.drawing import pictures
from openbmd.files.routes import Published, published
from openbmd.products import coverage_json, coverage_report, coverage_terminal
from openbmd.records import Scenario
from openbmd.studies import kinds
from openbmd.work.running import interruptible

WHAT = "openbmd coverage"


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
    chosen = routes_of(asked, scenario)
    found = scenes_of(file, asked, scenario, chosen)
    announce_compiling()
    with progress(f"looking with {asked.radar}") as say:
        answer = interruptible(
            lambda: study.look_over(
                found,
                [one.group for one in chosen],
                [coverage_routes.told(one) for one in chosen],
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
        return published(places)
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


def scenes_of(file: Path, asked: Asked, scenario: Scenario, chosen: tuple[Published, ...]) -> tuple[Scene, ...]:
    """One scene for each mode that is asked for, the settings applied. Raises InputError."""
    looking = Looking(
        asked.radar, asked.mode, None if asked.boresight is None else radians(asked.boresight),
        None if asked.floor is None else radians(asked.floor), asked.cross_section,
        None if asked.dwell is None else asked.dwell / 1e3,
    )  # fmt: skip
    try:
        return modes.scenes_of(scenario, looking, [one.route for one in chosen])
    except InputError as error:
        where = {"radar": str(file), "mode": WHAT}
        raise InputError(
            [one._replace(file=where[one.path], path=f"--{one.path}") for one in error.complaints]
        ) from None


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
