"""What hangs on the last seconds of the launch windows: a headline that stands on them is told so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from openbmd import estimates, flow
from openbmd.locales import Words
from openbmd.records import Answer, Battlespace, Estimate, Integers, Scenario, Tightness, TightShots
from openbmd.telling import Block, Cell, Column, Details, Row, Table, style

# s. Less than the model can tell: a target of 1 to 2 km/s flies 2 to 4 km in it, and a reach is published to some 5 km;
# reaction, assessment and decision are assumed to no better than that.
SOONER = 2.0
MOST_RAIDS = 10_000  # that it is played
SHARE = 0.1  # of the leakers, that the difference must be: the second digit of the headline
LEAST = 0.005  # missiles in a raid that are worth a sentence
SURE = 3.0  # standard errors of the dice that it must be


def found(scenario: Scenario, space: Battlespace, raids: int, seed: int) -> Tightness | None:
    """The raid with the best figures, planned anew as if the windows closed sooner; None where little hangs on it.

    space: the scenario's own battlespace.
    """
    plan = space.plan
    tight = np.flatnonzero(plan.spare < SOONER)
    if not tight.size:
        return None
    closed = flow.engage(scenario, space.trajectories, every_error=False, sooner=SOONER)
    raids = min(raids, MOST_RAIDS)
    before = flow.leakers_by_raid(space, scenario, 0, raids, seed)
    after = flow.leakers_by_raid(closed, scenario, 0, raids, seed)
    more = mean(after - before)
    if not more.mean > max(SURE * more.se, SHARE * float(before.mean()), LEAST):
        return None
    groups: dict[tuple[int, int], list[float]] = {}
    for k in tight:
        shot = plan.shots[k]
        at = scenario.threats[shot["threat"]].route, int(shot["unit"])
        groups.setdefault(at, []).append(float(plan.spare[k]))
    shots = tuple(TightShots(*at, len(spare), min(spare)) for at, spare in groups.items())
    return Tightness(SOONER, mean(after), more, raids, shots)


def mean(each: Integers) -> Estimate:
    """The mean of a number in each raid."""
    return estimates.mean(int(each.sum()), int(each @ each), len(each))


def sentence(answer: Answer, say: Words) -> list[str]:
    """What would come through if the windows closed sooner, where that differs."""
    tight = answer.tightness
    if tight is None:
        return []
    kinds = dict.fromkeys(answer.scenario.fire_units[one.unit].interceptor for one in tight.shots)
    leakers = tight.leakers.mean
    return [
        say(
            "run-tight",
            shots=str(sum(one.shots for one in tight.shots)),
            all=str(len(answer.battlespace.plan.shots)),
            interceptors=[style.label(kind) for kind in kinds],
            seconds=f"{tight.sooner:.0f}",
            leakers=style.significant(leakers, 2),
            now=style.significant(leakers - tight.more.mean, 2),
        )
    ]


def blocks(answer: Answer, say: Words) -> Iterator[Block]:
    """Which salvos those are, folded away."""
    tight = answer.tightness
    if tight is None:
        return
    rows = []
    for one in tight.shots:
        unit, route = answer.scenario.fire_units[one.unit], answer.scenario.routes[one.route]
        cells = (
            Cell(style.label(unit.name), unit.name),
            Cell(style.label(unit.interceptor), unit.interceptor),
            Cell(style.route_name(route), route.name),
            Cell(str(one.shots), one.shots),
            Cell(style.fixed(one.spare, 1), one.spare),
        )
        rows.append(Row(cells))
    columns = (
        Column("unit", say("noun-fire-unit", n=1)),
        Column("interceptor", say("page-interceptor")),
        Column("route", say("noun-route", n=1)),
        Column("salvos", say("run-salvos"), right=True),
        Column("spare_s", say("run-spare"), right=True),
    )
    table = Table("tight-shots", columns, tuple(rows))
    yield Details(say("run-tight-shots"), f"({len(rows)})", (table,))


def data(answer: Answer) -> dict[str, Any] | None:
    """For programs."""
    tight, scenario = answer.tightness, answer.scenario
    if tight is None:
        return None
    return {
        "sooner_s": tight.sooner,
        "leakers": tight.leakers,
        "more": tight.more,
        "raids": tight.raids,
        "salvos": [
            {
                "unit": scenario.fire_units[one.unit].name,
                "route": scenario.routes[one.route].name,
                "salvos": one.shots,
                "spare_s": one.spare,
            }
            for one in tight.shots
        ],
    }
