"""A study: what each reinforcement is worth. The same raid is played against what is there on each day.

A day is a labelled scenario. All days have the raid, the seed and the draws of the figures in common: they differ by
the defence alone, and their difference has a smaller error than they have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import nan
from typing import NamedTuple

import numpy as np

from openbmd import draws as drawing
from openbmd import estimates, flow, measures
from openbmd.kinds import Figure
from openbmd.records import Battlespace, Estimate, Floats, Note, Outcomes, Scenario, Trajectory, note
from openbmd.studies.posture.answer import DayAnswer, Played
from openbmd.studies.posture.days import Asset, Day, assets, days, on_day
from openbmd.studies.posture.raid_size import RaidSize, by_share, half_raid, over_figures
from openbmd.telling.frame import versions
from openbmd.work import Heard

__all__ = ("Asset", "Day", "DayAnswer", "Played", "RaidSize", "assets", "by_share", "days", "half_raid", "on_day",
           "play", "weight_inside")  # fmt: skip

Notes = tuple[Note, ...]

RAIDS_OF_A_SIZE = 10_000  # at most: enough to see on which side of one half a chance lies
BATCH = 20_000  # raids that are compared at a time, so that memory stays flat
UNKNOWN = Estimate(nan, nan, nan, nan)


class Raid(NamedTuple):
    """What all days have in common."""

    flown: tuple[Trajectory, ...]  # of the routes
    order: list[int]  # threats that can leak, as a smaller raid takes them
    figures: tuple[Figure, ...]  # of all days
    paths: tuple[str, ...]  # of the uncertain ones
    values: Floats  # (draws, paths)
    drawn_flights: list[tuple[Trajectory, ...]]
    raids: int
    seed: int
    threads: int


class DayPlayed(NamedTuple):
    day: Day
    space: Battlespace
    means: dict[str, Estimate]  # by a key of its own, without bands
    size: float
    drawn_means: dict[str, Floats]  # (draws,)
    drawn_sizes: list[float]
    notes: Notes


def play(
    to_play: Sequence[Day],
    flown: tuple[Trajectory, ...],
    *,
    raids: int,
    seed: int,
    draws: int,
    threads: int,
    progress: Heard,
) -> Played:
    """Play one raid against the defence of each day, with the best figures and with draws of all uncertain ones.

    to_play: scenarios with the same missiles, routes, threats and places; flown: the trajectories of their routes.
    """
    first = to_play[0].scenario
    order = by_share(first, flow.dangerous(first, flown))
    figures = tuple({figure.path: figure for day in to_play for figure in day.scenario.figures}.values())
    uncertain = drawing.uncertain(replace(first, figures=figures))
    values = drawing.draw(uncertain, draws, seed)
    base = drawing.base(first, flown, [figure.path for figure in uncertain])
    drawn_flights = drawing.fly(drawing.scenarios(base.scenario, base.paths, values), flown, threads)
    raid = Raid(flown, order, figures, base.paths, values, drawn_flights, raids, seed, threads)
    played: list[DayPlayed] = []
    for day in to_play:

        def heard(done: int) -> None:
            progress(len(played) * (draws + 1) + done, len(to_play) * (draws + 1), "work-days")

        played.append(play_day(day, raid, heard))
    aimed = {first.threats[index].place for index in order}
    return Played(
        title=first.title,
        name=first.name,
        days=tuple(answer(played[0], played[max(k - 1, 0)], one, raid) for k, one in enumerate(played)),
        trajectories=flown,
        threats=len(order),
        weight_aimed=sum(place.people_weight for place in first.places if place.name in aimed),
        raids=raids,
        seed=seed,
        draws=draws,
        notes=shared([(one.day.label, one.notes) for one in played]),
        versions=versions(),
    )


def play_day(day: Day, raid: Raid, heard: Callable[[int], None]) -> DayPlayed:
    """One day, with the best figures and with each draw of the uncertain ones; heard is told how many were played."""
    space = flow.engage(day.scenario, raid.flown)
    means, size = assess(day.scenario, space, raid, raid.raids, RAIDS_OF_A_SIZE, raid.threads)
    heard(1)

    def found(row: drawing.DrawnRow) -> tuple[dict[str, float], float, Notes]:
        few = drawing.RAIDS_OF_A_DRAW
        numbers, drawn_size = assess(row.scenario, row.space, raid, few, few, 1)
        return {key: estimate.mean for key, estimate in numbers.items()}, drawn_size, row.space.notes

    played = []
    drawn = drawing.scenarios(day.scenario, raid.paths, raid.values)
    with ThreadPoolExecutor(raid.threads) as pool:
        for done, one in enumerate(drawing.each(found, drawn, raid.drawn_flights, pool.map), 2):
            played.append(one)
            heard(done)
    return DayPlayed(
        day,
        space,
        means,
        size,
        {key: np.array([row[key] for row, _, _ in played]) for key in means},
        [drawn_size for _, drawn_size, _ in played],
        drawing.notes(replace(day.scenario, figures=raid.figures), space, [said for _, _, said in played]),
    )


def assess(
    scenario: Scenario, space: Battlespace, raid: Raid, raids: int, raids_of_a_size: int, threads: int
) -> tuple[dict[str, Estimate], float]:
    """The numbers of the day, and the raid size at one half."""
    raids = min(raids, raid.raids)
    outcomes = flow.assess(space, scenario, raids, raid.seed, threads)
    size = half_raid(space, scenario, raid.order, outcomes, min(raids, raids_of_a_size), raid.seed)
    return numbers_of(space, scenario, outcomes), size


def answer(first: DayPlayed, before: DayPlayed, played: DayPlayed, raid: Raid) -> DayAnswer:
    """What one day says, with its bands; first and before are the day itself when there is no day before."""
    scenario = played.day.scenario
    banded = {key: estimates.with_band(estimate, played.drawn_means[key]) for key, estimate in played.means.items()}
    return DayAnswer(
        label=played.day.label,
        day=played.day.day,
        scenario=scenario,
        came=new(before.day.scenario, scenario),
        gone=new(scenario, before.day.scenario),
        leakers=banded["leakers"],
        p_no_leaker=banded["p_no_leaker"],
        place_leakers={place.name: banded[f"leakers at {place.name}"] for place in scenario.places},
        weight_inside=banded["weight_inside"],
        weight_clear=banded["weight_clear"],
        rounds_used={layer: banded[f"rounds {layer}"] for layer in scenario.layers},
        half_raid=over_figures(played.size, played.drawn_sizes),
        fewer_than_before=fewer(before, played, raid),
        fewer_than_first=fewer(first, played, raid),
    )


def new(before: Scenario, after: Scenario) -> tuple[str, ...]:
    """Names of the assets of the one scenario that are not in the other."""
    had = {asset.name for asset in assets(before)}
    return tuple(asset.name for asset in assets(after) if asset.name not in had)


def numbers_of(space: Battlespace, scenario: Scenario, outcomes: Outcomes) -> dict[str, Estimate]:
    """The numbers of one day by a key of its own, without bands."""
    inside = Estimate(weight_inside(space, scenario), 0.0, nan, nan)
    return measures.every(scenario, outcomes) | {"weight_inside": inside}


def weight_inside(space: Battlespace, scenario: Scenario) -> float:
    """People-weight inside the defence: of the places at which every missile that comes down there has a planned shot.

    The shot may miss, or find its magazine empty. A place that nothing is aimed at counts neither as inside nor as
    outside.
    """
    threats = scenario.threats
    open_ = {threat.place for threat, why in zip(threats, space.plan.unengaged, strict=True) if why}
    aimed = {threat.place for threat in threats}
    return sum(place.people_weight for place in scenario.places if place.name in aimed - open_)


def fewer(before: DayPlayed, after: DayPlayed, raid: Raid) -> Estimate:
    """By how many leakers a day is below another, raid by raid with the same dice and draw by draw; nan for one day."""
    if before is after:
        return UNKNOWN
    total, squares = 0, 0
    for start in range(0, raid.raids, BATCH):
        some = min(BATCH, raid.raids - start)
        leaked, leaks = (
            flow.leakers_by_raid(one.space, one.day.scenario, start, some, raid.seed) for one in (before, after)
        )
        saved = leaked - leaks
        total += int(saved.sum())
        squares += int(saved @ saved)
    drawn = before.drawn_means["leakers"] - after.drawn_means["leakers"]
    return estimates.with_band(estimates.mean(total, squares, raid.raids), drawn)


def shared(notes: Iterable[tuple[str, Notes]]) -> Notes:
    """The notes of all days, each once; one that is not of all days says which it is of."""
    told = list(notes)
    labels: dict[Note, list[str]] = {}
    for label, said in told:
        for one in said:
            labels.setdefault(one, []).append(label)
    return tuple(
        one if len(on) == len(told) else note("notes-of-days", note=one, days=", ".join(on))
        for one, on in labels.items()
    )
