"""How the days of a posture are found: whose raid, against whom."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

from openbmd import catalogue_file, flow, scenario_file
from openbmd.complaints import Complaint, InputError, choices
from openbmd.records import Scenario
from openbmd.scenario_file import presets
from openbmd.studies.contract import file_of
from openbmd.studies.posture.answer import Played
from openbmd.studies.posture.days import Day, days
from openbmd.studies.posture.playing import play
from openbmd.studies.posture.question import PostureQuestion
from openbmd.studies.reach import refuse_unreached
from openbmd.studies.settings import settled
from openbmd.work import Work

# keys of a file that say the defence
OWN_DEFENCE = ("radars", "warning", "links", "layers", "fire_units", "batteries", "withheld", "posture")


def ask(question: PostureQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Played:
    """The raid on each day of the posture, or against each defence. Raises InputError, Stopped."""
    scenario = settled(scenarios[0], question)
    to_play = days(scenario) if question.defence is None else defended(scenario, question.defence)
    refuse_empty(scenario, to_play)
    work.progress(0, 1, "work-flights")
    (flown,) = flow.fly([scenario], (), with_bodies=False, threads=work.threads)
    refuse_unreached(scenario, flown)
    refuse_harmless(scenario, flow.dangerous(scenario, flown))
    return play(
        to_play,
        flown,
        raids=scenario.raids,
        seed=scenario.seed,
        draws=scenario.draws,
        threads=work.threads,
        progress=work.progress,
    )


def defended(scenario: Scenario, names: str) -> tuple[Day, ...]:
    """The scenario's raid against published defences, by their names with commas between them. Raises InputError."""
    wanted = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    catalogue, file, faults = scenario_file.catalogue_seen(scenario), file_of(scenario), list[Complaint]()
    known = presets.names(catalogue)
    fitting = {name: catalogue.fitting(catalogue_file.DEFENCES, name) for name in wanted}
    for name, found in fitting.items():
        if len(found) != 1:
            said, advice = catalogue_file.refusal(name, found, known)
            said = said if found else f'there is no defence "{name}"'
            faults.append(Complaint(file, 0, "defence", said, advice))
    if not wanted:
        faults = [Complaint(file, 0, "defence", "it names nothing", choices("", known))]
    if faults:
        raise InputError(faults)
    wanted = [found[0] for found in fitting.values()]
    raid = {key: value for key, value in scenario_file.data_of(scenario).items() if key not in OWN_DEFENCE}
    return tuple(Day(name, nan, scenario_file.from_data(raid | {"defence": name}, file)) for name in wanted)


def refuse_empty(scenario: Scenario, to_play: Sequence[Day]) -> None:
    """Raise InputError where there is nothing to play, or a day on which nobody can fire."""
    file = file_of(scenario)
    faults = [
        Complaint(
            file, 0, "posture", f'no fire unit is there with "{day.label}"',
            "Let one be there, or leave that day out of posture: days.",
        )
        for day in to_play
        if not day.scenario.fire_units
    ]  # fmt: skip
    if not to_play:
        advice = (
            "Add posture: {days: [0, 10], labels: {0: at first, 10: reinforced}, presence: [{asset: NAME, arrives_day: "
            '10}]}, or name published defences in "defence".'
        )
        faults = [Complaint(file, 0, "posture", "the scenario has no posture", advice)]
    if faults:
        raise InputError(faults)


def refuse_harmless(scenario: Scenario, can_leak: tuple[bool, ...]) -> None:
    """Raise InputError where no missile comes down on a defended place."""
    if not any(can_leak):
        advice = "Name the places in defended: and aim a threat at one of them."
        found = "no missile comes down on a defended place"
        raise InputError([Complaint(file_of(scenario), 0, "threats", found, advice)])
