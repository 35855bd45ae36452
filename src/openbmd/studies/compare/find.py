"""How scenarios are compared: which, and whether each can be played."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openbmd import flow
from openbmd.complaints import Complaint, InputError
from openbmd.records import Battlespace, Scenario
from openbmd.studies.compare.answer import Comparison, NamedScenario
from openbmd.studies.compare.paired import compare
from openbmd.studies.compare.question import CompareQuestion
from openbmd.studies.compare.withheld import names, withheld
from openbmd.studies.contract import file_of
from openbmd.studies.reach import refuse_unreached
from openbmd.studies.settings import settled
from openbmd.work import Work


def ask(question: CompareQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Comparison:
    """Each scenario against the first, and the first without what it is to do without. Raises InputError, Stopped."""
    refuse_few(scenarios, question.without)
    first = settled(scenarios[0], question)
    entries = dict(zip(names(scenarios), scenarios, strict=True)) | withheld(scenarios[0], question.without)
    spaces = []
    for done, scenario in enumerate(entries.values()):
        work.progress(done, len(entries), "work-flights")
        spaces.append(flow.battlespace(scenario))
    refuse_all_unreached(scenarios, spaces)
    return compare(
        [NamedScenario(name, one, space) for (name, one), space in zip(entries.items(), spaces, strict=True)],
        raids=first.raids,
        seed=first.seed,
        draws=first.draws,
        threads=work.threads,
        progress=work.progress,
    )


def refuse_few(scenarios: Sequence[Scenario], without: Sequence[str]) -> None:
    """Raise InputError where there is nothing to compare, or a scenario with itself."""
    complaints = []
    if len(scenarios) + len(without) < 2:
        advice = 'Give a second scenario, or name in "without" what the first should do without.'
        complaints.append(
            Complaint(file_of(scenarios[0]), 0, "without", "one scenario alone cannot be compared", advice)
        )
    for k, scenario in enumerate(scenarios):
        if any(is_same(scenario, before) for before in scenarios[:k]):
            complaints.append(
                Complaint(file_of(scenario), 0, "scenarios", "it is named twice", "Name each scenario once.")
            )
    if complaints:
        raise InputError(complaints)


def is_same(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios are of one file, and neither was changed since."""
    return Path(file_of(one)).resolve() == Path(file_of(other)).resolve() and one == other


def refuse_all_unreached(scenarios: Sequence[Scenario], spaces: Sequence[Battlespace]) -> None:
    """Raise InputError with every missile of any that falls short; one without assets flies as its whole does."""
    complaints: list[Complaint] = []
    for scenario, space in zip(scenarios, spaces, strict=False):
        try:
            refuse_unreached(scenario, space.trajectories)
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(complaints)
