"""A case played: the raids of every draw of figures and laydown, and the record in what comes out."""

from __future__ import annotations

from functools import partial
from math import nan

import numpy as np

from openbmd import draws as chain
from openbmd import engagements_file, flow
from openbmd.catalogue_file import counts
from openbmd.draws import DrawnRow
from openbmd.kinds import Figure
from openbmd.records import Floats, Note, Scenario, note
from openbmd.records.engagements import (
    ARRIVED_OF_LAUNCHED,
    KILLED_OF_ENGAGED,
    Engagement,
    EngagementWord,
    LaydownUnknown,
)
from openbmd.studies.engagements import predictive
from openbmd.studies.engagements.answer import FEW, MANY, Back, ToldWord

SILENT = -1  # of a draw in which nothing is engaged


def back(case: Engagement, draws: int, raids: int, seed: int, threads: int) -> Back:
    """The case in what the tool would have said of it. ValueError where no draw tells anything."""
    assert case.scenario is not None  # the study plays only those that have one
    figures = (*chain.uncertain(case.scenario), *(one.figure for one in case.unknowns))
    values = chain.draw(figures, draws, seed)
    rows = laid_out(case, figures, values)
    flown = flow.fly([case.scenario], (), with_bodies=False, threads=threads)[0]
    flights = chain.fly(rows, flown, threads)
    shares = inside(case, values)
    found = list(chain.each(partial(raid, case.observable, raids, seed), rows, flights))
    dice = [
        None if one is None else predictive.within(one, share)
        for one, share in zip(found, shares.tolist(), strict=True)
    ]
    told = [one for one in dice if one is not None]
    if not told:
        raise ValueError(f"{case.id}: no draw tells anything")
    record = np.array([predictive.of_record(one, case.n) for one in told])
    chances = record.mean(axis=0)
    place = predictive.place(chances, case.k)
    mean = np.array([nan if one is None else float(one @ np.arange(len(one))) / (len(one) - 1) for one in dice])
    telling = np.isfinite(mean)
    covered = np.full(draws, SILENT)
    covered[telling] = predictive.covers(record, case.k, predictive.MOST)
    low, high = counts.interval(case.k, case.n)
    outside = "" if place.most.holds(case.k) else FEW if case.k > place.most.high else MANY
    return Back(
        case=case, place=place, chances=chances, shares=mean, covered=covered, exact=(low, high),
        said=tuple(word(one, told) for one in case.said),
        drivers=chain.drivers(figures, values[telling], mean[telling]), figures=figures, laydown=case.unknowns,
        off=outside, notes=notes(draws, len(told)),
    )  # fmt: skip


def laid_out(case: Engagement, figures: tuple[Figure, ...], values: Floats) -> list[Scenario]:
    """The scenario of each row of values: its laydown, then its figures; alike laydowns are read once."""
    assert case.scenario is not None
    columns = {figure.path: k for k, figure in enumerate(figures)}
    set_here = [one for one in case.unknowns if one.sets]
    drawn = [tuple(at(one, row[columns[one.figure.path]]) for one in set_here) for row in values.tolist()]
    unlike = list(dict.fromkeys(drawn))
    known = dict(zip(unlike, engagements_file.laid_down(case.scenario, set_here, unlike), strict=True))
    paths = [figure.path for figure in figures]
    return [chain.scenarios(known[here], paths, row[None, :])[0] for here, row in zip(drawn, values, strict=True)]


def at(unknown: LaydownUnknown, value: float) -> float:
    """A drawn value as it is set."""
    return float(round(value)) if unknown.whole else value


def inside(case: Engagement, values: Floats) -> Floats:
    """Share (draws,) of what is launched that comes within reach: the last columns are the unknowns'."""
    found = np.ones(len(values))
    for k, one in enumerate(reversed(case.unknowns), 1):
        if not one.sets:
            found *= values[:, -k]
    return found


def raid(observable: str, raids: int, seed: int, row: DrawnRow) -> Floats | None:
    """Chance of each number of what is counted in one raid; None where nothing of it is engaged or falls short."""
    if not row.came:
        return None
    leakers = row.outcomes(raids, seed).leakers / raids
    if observable == ARRIVED_OF_LAUNCHED:
        return leakers
    stopped: Floats = leakers[::-1]
    if observable != KILLED_OF_ENGAGED:
        return stopped
    engaged = sum(not why for why in row.space.plan.unengaged)
    return stopped[: engaged + 1] if engaged else None


def word(said: EngagementWord, told: list[Floats]) -> ToldWord:
    """Where one side's own numbers lie."""
    if said.n == 0:
        return ToldWord(said.who, None)
    chances = np.mean([predictive.of_record(one, said.n) for one in told], axis=0)
    return ToldWord(said.who, predictive.place(chances, said.k))


def notes(draws: int, told: int) -> tuple[Note, ...]:
    """What the reader must know of the draws."""
    if told == draws:
        return ()
    return (note("notes-draws-engage-nothing", short=str(draws - told), draws=str(draws)),)
