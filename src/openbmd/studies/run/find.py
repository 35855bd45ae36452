"""How a raid is played: everything before the dice, then the dice, then draws over the figures."""

from __future__ import annotations

from openbmd import flow
from openbmd.records import Answer, Scenario
from openbmd.studies.reach import refuse_unreached
from openbmd.studies.run.playing import answer
from openbmd.studies.run.question import RunQuestion
from openbmd.studies.settings import settled
from openbmd.work import Work

MOST_RAIDS = 100_000_000  # that a standard error asked for may take


def ask(question: RunQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Answer:
    """What gets through. Raises InputError where a missile does not reach its aimpoint, Stopped."""
    scenario = settled(scenarios[0], question)
    work.progress(0, 1, "work-flights")
    space = flow.battlespace(scenario)
    refuse_unreached(scenario, space.trajectories)
    return answer(
        scenario,
        space,
        raids=scenario.raids if question.error is None else question.raids or MOST_RAIDS,
        error=question.error,
        seed=scenario.seed,
        draws=scenario.draws,
        threads=work.threads,
        progress=work.progress,
    )
