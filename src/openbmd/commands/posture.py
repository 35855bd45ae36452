"""openbmd posture: the same raid against what is there on each day, printed and kept."""

from __future__ import annotations

import gc
from math import nan
from pathlib import Path

from openbmd import catalogue_file, flow, folders, postures, run_file, scenario_file
from openbmd.commands.reach import refuse_unreached
from openbmd.complaints import Complaint, InputError, choices
from openbmd.console import announce_compiling, console, cores, note, print_json, progress
from openbmd.drawing import pictures
from openbmd.postures import Day, Played
from openbmd.products import posture_json, posture_report, posture_terminal
from openbmd.records import Scenario
from openbmd.scenario_file import presets
from openbmd.work.running import interruptible

# keys of a file that say the defence
OWN_DEFENCE = ("radars", "warning", "links", "layers", "fire_units", "batteries", "withheld", "posture")


def posture(
    file: Path,
    defence: str | None,
    out: Path | None,
    raids: int | None,
    seed: int | None,
    draws: int | None,
    threads: int | None,
    png: bool,
    as_json: bool,
) -> None:
    """Play the days of a posture and write a run folder; raises InputError or OSError before anything is written."""
    gc.disable()  # as in openbmd run
    scenario = scenario_file.read(file, raids=raids, seed=seed, draws=draws)
    days = postures.days(scenario) if defence is None else defended(scenario, defence)
    refuse_empty(file, days)
    folder = Path("runs") / f"{scenario.name}-posture" if out is None else out
    folders.refuse_existing(folder)
    announce_compiling()
    with progress(f"playing {scenario.name}") as say:
        say(0, 1, "flights")
        flown = interruptible(lambda: flow.fly([scenario], (), with_bodies=False, threads=threads or cores())[0])
        refuse_unreached(scenario, flown)
        refuse_harmless(file, scenario, flow.dangerous(scenario, flown))
        played = interruptible(
            lambda: postures.play(
                days,
                flown,
                raids=scenario.raids,
                seed=scenario.seed,
                draws=scenario.draws,
                threads=threads or cores(),
                progress=say,
            )
        )
        write(played, folder, scenario_file.resolved(scenario), png)
    if as_json:
        print_json(posture_json.plain(played))
        note(f"Report: {folder}/report.html")
    else:
        posture_terminal.show(played, console(), str(folder))


def defended(scenario: Scenario, names: str) -> tuple[Day, ...]:
    """The scenario's raid against published defences, by their names with commas between them. Raises InputError."""
    wanted = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    catalogue, faults = scenario_file.catalogue_seen(scenario), list[Complaint]()
    known = presets.names(catalogue)
    fitting = {name: catalogue.fitting(catalogue_file.DEFENCES, name) for name in wanted}
    for name, found in fitting.items():
        if len(found) != 1:
            said, advice = catalogue_file.refusal(name, found, known)
            said = said if found else f'there is no defence "{name}"'
            faults.append(Complaint("openbmd posture", 0, "--defence", said, advice))
    if not wanted:
        faults = [Complaint("openbmd posture", 0, "--defence", "it names nothing", choices("", known))]
    if faults:
        raise InputError(faults)
    raid = {key: value for key, value in scenario_file.data_of(scenario).items() if key not in OWN_DEFENCE}
    return tuple(Day(name, nan, scenario_file.from_data(raid | {"defence": name}, scenario.file)) for name in wanted)


def refuse_empty(file: Path, days: tuple[Day, ...]) -> None:
    """Raise InputError where there is nothing to play, or a day on which nobody can fire."""
    faults = [
        Complaint(
            str(file), 0, "posture", f'no fire unit is there with "{day.label}"',
            "Let one be there, or leave that day out of posture: days.",
        )
        for day in days
        if not day.scenario.fire_units
    ]  # fmt: skip
    if not days:
        advice = (
            "Add posture: {days: [0, 10], labels: {0: at first, 10: reinforced}, presence: [{asset: NAME, arrives_day: "
            "10}]}, or name published defences with --defence."
        )
        faults = [Complaint(str(file), 0, "posture", "the scenario has no posture", advice)]
    if faults:
        raise InputError(faults)


def refuse_harmless(file: Path, scenario: Scenario, can_leak: tuple[bool, ...]) -> None:
    """Raise InputError where no missile comes down on a defended place."""
    if not any(can_leak):
        advice = "Name the places in defended: and aim a threat at one of them."
        raise InputError([Complaint(str(file), 0, "threats", "no missile comes down on a defended place", advice)])


def write(played: Played, folder: Path, resolved_scenario: str, png: bool) -> None:
    """Write the run folder, which appears only when all is written; raises InputError or OSError."""
    made = posture_report.drawn(played)
    svg = {picture.name: pictures.to_svg(picture) for picture in made}
    texts = {
        "scenario.yaml": resolved_scenario,
        "posture.json": run_file.dumps(posture_json.plain(played), indent=2) + "\n",
        "report.html": posture_report.page(played, svg),
        **{f"{name}.svg": pictures.alone(element) for name, element in svg.items()},
    }
    folders.write(folder, texts, made if png else ())
