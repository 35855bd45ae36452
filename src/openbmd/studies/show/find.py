"""Everything before the dice."""

from __future__ import annotations

from openbmd import flow
from openbmd.records import Battlespace, Scenario
from openbmd.studies.reach import refuse_unreached
from openbmd.studies.show.question import ShowQuestion
from openbmd.work import Work


def ask(question: ShowQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Battlespace:
    """The flights, who sees them and who can meet them; a missile that falls short is shown as it falls.

    Raises InputError where one falls before it burns out.
    """
    work.progress(0, 1, "work-flights")
    space = flow.battlespace(scenarios[0])
    refuse_unreached(scenarios[0], space.trajectories, but_burnt_out=True)
    return space
