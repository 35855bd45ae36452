"""openbmd sweep: what the answer hangs on, printed and kept."""

from __future__ import annotations

import gc
import re
from math import isfinite
from pathlib import Path

from openbmd import catalogue_file, draws, flow, folders, run_file, scenario_file, sweeps
from openbmd.catalogue_file.fields import of_kind
from openbmd.commands.reach import refuse_unreached
from openbmd.complaints import Complaint, InputError, choices
from openbmd.console import announce_compiling, console, cores, note, print_json, progress
from openbmd.drawing import pictures
from openbmd.products import sweep_json, sweep_report, sweep_terminal
from openbmd.records import Battlespace, Scenario
from openbmd.sweeps import MEASURES, Sweep, Verdict
from openbmd.work.running import interruptible

COMMAND = "openbmd sweep"
VERDICT = re.compile(r"\s*(\w+)\s*(<=|>=|<|>)\s*([^\s%]+)\s*(%?)\s*")


def sweep(
    file: Path,
    measure: str | None,
    verdict: str | None,
    out: Path | None,
    draws: int,
    raids: int | None,
    seed: int | None,
    processes: int | None,
    png: bool,
    as_json: bool,
) -> None:
    """Sweep a scenario's figures and write a folder; raises InputError or OSError before anything is written."""
    gc.disable()  # as in openbmd run
    asked = None if verdict is None else read_verdict(verdict)
    chosen = read_measure(measure, asked)
    scenario = scenario_file.read(file, raids=raids, seed=seed)
    folder = Path("runs") / f"{scenario.name}-sweep" if out is None else out
    folders.refuse_existing(folder)
    announce_compiling()
    with progress(f"sweeping {scenario.name}") as say:
        say(0, 1, "flights, looks and tracks")
        space = interruptible(lambda: flow.battlespace(scenario))
        refuse_unreached(scenario, space.trajectories)
        refuse_idle(file, scenario, space)
        found = interruptible(
            lambda: sweeps.sweep(
                scenario,
                space,
                measure=chosen,
                verdict=asked,
                limits=limits(scenario),
                raids=scenario.raids,
                draws=draws,
                seed=scenario.seed,
                processes=processes or cores(),
                progress=say,
            )
        )
        write(found, folder, scenario_file.resolved(scenario), png)
    if as_json:
        print_json(sweep_json.plain(found))
        note(f"Report: {folder}/report.html")
    else:
        sweep_terminal.show(found, console(), str(folder))


def read_verdict(text: str) -> Verdict:
    """A verdict such as "leakers <= 5", "p_no_leaker >= 50 %". Raises InputError."""
    advice = 'Write a measure, a comparison and a number, such as "leakers <= 5" or "p_no_leaker >= 0.5".'
    parts = VERDICT.fullmatch(text)
    try:
        threshold = float(parts[3]) if parts else float("nan")
    except ValueError:
        threshold = float("nan")
    if parts is None or not isfinite(threshold):
        raise InputError([Complaint(COMMAND, 0, "--verdict", f'"{text}" is no threshold on a measure', advice)])
    name, comparison, percent = parts[1], parts[2], parts[4]
    if name not in MEASURES:
        raise InputError([Complaint(COMMAND, 0, "--verdict", f'there is no measure "{name}"', choices(name, MEASURES))])
    if percent and name != "p_no_leaker":
        raise InputError([Complaint(COMMAND, 0, "--verdict", f"{name} is no chance, and has no percents", advice)])
    return sweeps.verdict(name, comparison, 0.01 * threshold if percent else threshold)


def read_measure(measure: str | None, asked: Verdict | None) -> str:
    """The measure of the sweep. Raises InputError when it is unknown or not the verdict's."""
    if measure is None:
        return asked.measure if asked else MEASURES[0]
    if measure not in MEASURES:
        raise InputError(
            [Complaint(COMMAND, 0, "--measure", f'there is no measure "{measure}"', choices(measure, MEASURES))]
        )
    if asked and asked.measure != measure:
        advice = "Leave --measure out, or ask for a verdict on the same measure."
        raise InputError([Complaint(COMMAND, 0, "--verdict", f"it is on {asked.measure} and not on {measure}", advice)])
    return measure


def refuse_idle(file: Path, scenario: Scenario, space: Battlespace) -> None:
    """Raise InputError where nothing can leak, nobody can fire, or no figure has a range."""
    faults = []
    if not any(flow.dangerous(scenario, space.trajectories)):
        advice = "Name the places in defended: and aim a threat at one of them."
        faults.append(Complaint(str(file), 0, "threats", "no missile comes down on a defended place", advice))
    if not scenario.fire_units:
        faults.append(Complaint(str(file), 0, "fire_units", "no fire unit is there", "Add one, or a defence: by name."))
    if not draws.uncertain(scenario):
        advice = "Give some a low and a high in figures:."
        faults.append(Complaint(str(file), 0, "figures", "no figure in play has a range", advice))
    if faults:
        raise InputError(faults)


def limits(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Between what values [SI] each figure can lie: the catalogue's limits, a floor below its ceiling's best value."""
    best = {figure.path: figure.best for figure in scenario.figures}
    found = {path: catalogue_file.limits(path) for path in best}
    for path in best:
        base, record_field = path.rsplit("/", 1)
        fields = of_kind("stages" if "/stages/" in path else path.split("/")[0])
        above = next((field.at_most for field in fields.values() if field.record_field == record_field), "")
        upper = f"{base}/{fields[above].record_field}" if above else ""
        if upper in best:
            found[path] = (found[path][0], min(found[path][1], best[upper]))
            found[upper] = (max(found[upper][0], best[path]), found[upper][1])
    return found


def write(found: Sweep, folder: Path, resolved_scenario: str, png: bool) -> None:
    """Write the folder, which appears only when all is written; raises InputError or OSError."""
    made = sweep_report.drawn(found)
    svg = {picture.name: pictures.to_svg(picture) for picture in made}
    texts = {
        "scenario.yaml": resolved_scenario,
        "sweep.json": run_file.dumps(sweep_json.plain(found), indent=2) + "\n",
        "report.html": sweep_report.page(found, svg),
        **{f"{name}.svg": pictures.alone(element) for name, element in svg.items()},
    }
    folders.write(folder, texts, made if png else ())
