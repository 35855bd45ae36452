"""How real engagements are held against the tool: which, each played, and all counted."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import numpy as np

from openbmd import engagements_file
from openbmd.complaints import Complaint, InputError
from openbmd.records import Scenario
from openbmd.records.engagements import SETS, Engagement
from openbmd.studies.engagements.answer import Back, Calibration, EngagementAnswer, Together
from openbmd.studies.engagements.playing import SILENT, back
from openbmd.studies.engagements.question import EngagementsQuestion
from openbmd.telling.frame import versions
from openbmd.work import Work

ALL = ""


def ask(question: EngagementsQuestion, scenarios: tuple[Scenario, ...], work: Work) -> EngagementAnswer:
    """Every case that is asked about. Raises InputError, Stopped."""
    cases = chosen(question)
    played = [case for case in cases if case.scenario is not None]
    backs = []
    for done, case in enumerate(played):
        work.progress(done, len(played), "work-engagements")
        backs.append(of_case(case, question, work.threads))
    return EngagementAnswer(
        backs=tuple(backs),
        unplayed=tuple(case for case in cases if case.scenario is None),
        calibrations=tuple(calibrations(backs)),
        together=tuple(together(backs)),
        draws=question.draws,
        raids=question.raids,
        seed=question.seed,
        versions=versions(),
    )


def chosen(question: EngagementsQuestion) -> list[Engagement]:
    """The cases that are asked about. Raises InputError."""
    if question.case is None:
        found = [engagements_file.read(name) for name in engagements_file.names()]
        return [case for case in found if question.set in (None, case.set)]
    case = engagements_file.read(question.case)
    if question.set not in (None, case.set):
        advice = "Leave out one of case and set."
        raise InputError([Complaint(case.file, 0, "set", f"{case.id} is of set {case.set}", advice)])
    return [case]


def of_case(case: Engagement, question: EngagementsQuestion, threads: int) -> Back:
    """One case played. Raises InputError where no draw tells anything."""
    try:
        return back(case, question.draws, question.raids, question.seed, threads)
    except ValueError as error:
        raise InputError([Complaint(case.file, 0, "draws", str(error), "Mend its scenario.")]) from None


def calibrations(backs: Sequence[Back]) -> list[Calibration]:
    """How many records lie inside, of each set and of all."""
    found = []
    for name in (*SETS, ALL):
        own = [one for one in backs if name in (ALL, one.case.set)]
        if own:
            found.append(
                Calibration(
                    name,
                    len(own),
                    sum(one.place.half.holds(one.case.k) for one in own),
                    sum(one.place.half.chance for one in own),
                    sum(one.place.most.holds(one.case.k) for one in own),
                    sum(one.place.most.chance for one in own),
                )
            )
    return found


def together(backs: Sequence[Back]) -> list[Together]:
    """The groups of cases that one set of figures must cover: a draw has the same figures in each of them."""
    groups: dict[str, list[Back]] = {}
    for one in backs:
        if one.case.group:
            groups.setdefault(one.case.group, []).append(one)
    found = []
    for name, own in groups.items():
        if len(own) < 2:
            continue
        covered = np.array([one.covered for one in own])
        telling = covered != SILENT
        everywhere = telling.all(axis=0)
        found.append(
            Together(
                name,
                tuple(one.case.id for one in own),
                tuple(float((row[told] == 1).mean()) for row, told in zip(covered, telling, strict=True)),
                float((covered[:, everywhere] == 1).all(axis=0).mean()) if everywhere.any() else nan,
                int(everywhere.sum()),
                tuple(one.place.most.holds(one.case.k) for one in own),
            )
        )
    return found
