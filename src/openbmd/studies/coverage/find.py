"""How it is found what a radar sees: which radar in which modes, and of which flights."""

from __future__ import annotations

from math import radians

from openbmd.complaints import Complaint, InputError
from openbmd.records import Scenario
from openbmd.studies.contract import file_of
from openbmd.studies.coverage.answer import Coverage
from openbmd.studies.coverage.looking import look_over
from openbmd.studies.coverage.modes import Looking, scenes_of
from openbmd.studies.coverage.question import CoverageQuestion
from openbmd.studies.coverage.routes import routes_of, source_of
from openbmd.studies.settings import settled
from openbmd.work import Work


def ask(question: CoverageQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Coverage:
    """What the radar sees of the flights, in each mode. Raises InputError, Stopped."""
    scenario = settled(scenarios[0], question)
    routes = routes_of(question, scenario)
    answer = look_over(
        scenes_of(scenario, looking(question), [one.route for one in routes]),
        [one.group for one in routes],
        [source_of(one) for one in routes],
        hold=question.at_least_s,
        draws=scenario.draws,
        seed=scenario.seed,
        threads=work.threads,
        progress=work.progress,
    )
    refuse_unreached(answer, question, file_of(scenario))
    return answer


def looking(question: CoverageQuestion) -> Looking:
    """Which radar looks, and how, in SI."""
    return Looking(
        radar=question.radar,
        mode=question.mode,
        boresight=None if question.boresight_deg is None else radians(question.boresight_deg),
        floor=None if question.floor_deg is None else radians(question.floor_deg),
        cross_section=question.cross_section_m2,
        dwell=None if question.dwell_ms is None else question.dwell_ms / 1e3,
    )


def refuse_unreached(answer: Coverage, question: CoverageQuestion, file: str) -> None:
    """Raise InputError when the one flight that was asked for misses its aim."""
    flight = answer.trajectories[0]
    if question.launch is not None and not flight.reached:
        route = answer.scenes[0].scene.scenario.routes[0]
        found = f"the {route.missile} misses {question.aim} by {flight.miss_distance / 1e3:,.0f} km"
        raise InputError([Complaint(file, 0, "aim", found, "Name a nearer aim, or a missile that flies farther.")])
