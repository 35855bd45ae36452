"""How it is found what the answer hangs on: of which measure, against which threshold, and how far figures can go."""

from __future__ import annotations

import re
from math import isfinite

from openbmd import catalogue_file, draws, flow
from openbmd.catalogue_file.fields import of_kind
from openbmd.complaints import Complaint, InputError, choices
from openbmd.records import Battlespace, Scenario
from openbmd.studies.contract import file_of
from openbmd.studies.reach import refuse_unreached
from openbmd.studies.settings import settled
from openbmd.studies.sweep.answer import SweepAnswer
from openbmd.studies.sweep.evaluation import MEASURES
from openbmd.studies.sweep.question import SweepQuestion
from openbmd.studies.sweep.study import sweep
from openbmd.studies.sweep.verdicts import Threshold, verdict
from openbmd.work import Work

TEXT = re.compile(r"\s*(\w+)\s*(<=|>=|<|>)\s*([^\s%]+)\s*(%?)\s*")
CHANCE = "p_no_leaker"  # of the measures


def ask(question: SweepQuestion, scenarios: tuple[Scenario, ...], work: Work) -> SweepAnswer:
    """What the measure hangs on. Raises InputError, Stopped."""
    (given,) = scenarios
    threshold = None if question.verdict is None else read_verdict(question.verdict, file_of(given))
    measure = chosen(question.measure, threshold, file_of(given))
    scenario = settled(given, question)
    work.progress(0, 1, "work-flights")
    space = flow.battlespace(scenario)
    refuse_unreached(scenario, space.trajectories)
    refuse_idle(scenario, space, file_of(given))
    return sweep(
        scenario,
        space,
        measure=measure,
        verdict=threshold,
        limits=limits(scenario),
        raids=scenario.raids,
        draws=question.draws,
        seed=scenario.seed,
        processes=work.processes,
        progress=work.progress,
    )


def read_verdict(text: str, file: str) -> Threshold:
    """A verdict such as "leakers <= 5", "p_no_leaker >= 50 %". Raises InputError."""
    advice = 'Write a measure, a comparison and a number, such as "leakers <= 5" or "p_no_leaker >= 0.5".'

    def refused(found: str, advice: str = advice) -> InputError:
        return InputError([Complaint(file, 0, "verdict", found, advice)])

    parts = TEXT.fullmatch(text)
    try:
        threshold = float(parts[3]) if parts else float("nan")
    except ValueError:
        threshold = float("nan")
    if parts is None or not isfinite(threshold):
        raise refused(f'"{text}" is no threshold on a measure')
    name, comparison, percent = parts[1], parts[2], parts[4]
    if name not in MEASURES:
        raise refused(f'there is no measure "{name}"', choices(name, MEASURES))
    if percent and name != CHANCE:
        raise refused(f"{name} is no chance, and has no percents")
    threshold = 0.01 * threshold if percent else threshold
    if name == CHANCE and not 0.0 <= threshold <= 1.0:
        raise refused(f"{100.0 * threshold:,.12g} % is no chance", "A chance lies between 0 and 100 %, or 0 and 1.")
    return verdict(name, comparison, threshold)


def chosen(measure: str | None, threshold: Threshold | None, file: str) -> str:
    """The measure of the sweep. Raises InputError when it is not the verdict's."""
    if measure is None:
        return threshold.measure if threshold else MEASURES[0]
    if threshold and threshold.measure != measure:
        advice = "Leave the measure out, or ask for a verdict on the same one."
        found = f"it is on {threshold.measure} and not on {measure}"
        raise InputError([Complaint(file, 0, "verdict", found, advice)])
    return measure


def refuse_idle(scenario: Scenario, space: Battlespace, file: str) -> None:
    """Raise InputError where nothing can leak, nobody can fire, or no figure has a range."""
    faults = []
    if not any(flow.dangerous(scenario, space.trajectories)):
        advice = "Name the places in defended: and aim a threat at one of them."
        faults.append(Complaint(file, 0, "threats", "no missile comes down on a defended place", advice))
    if not scenario.fire_units:
        faults.append(Complaint(file, 0, "fire_units", "no fire unit is there", "Add one, or a defence: by name."))
    if not draws.uncertain(scenario):
        advice = "Give some a low and a high in figures:."
        faults.append(Complaint(file, 0, "figures", "no figure in play has a range", advice))
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
