"""How large a raid may be before its chance of no leaker falls below one half.

The raid is cut to its first n missiles in an order that keeps its mix, and n is found by bisection. A cut raid is
planned anew, so that its chance need not fall with every missile: one more can send a salvo elsewhere for the better
(single steps up by as much as 0.002 were seen in kamd-2023). Where the chance crosses one half more than once, one of
the crossings is told. A defence that leaks less at every size is still never told a smaller one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf, nan
from typing import NamedTuple

import numpy as np

from openbmd import flow
from openbmd.records import Battlespace, Outcomes, Scenario


class RaidSize(NamedTuple):
    """Missiles with which the chance of no leaker is below one half, and with one less is not; inf beyond all."""

    best: float
    low: float  # 5 % of the draws over the published figures give at most this; nan when there were none
    high: float  # 95 % give at most this


def by_share(scenario: Scenario, can_leak: Sequence[bool]) -> list[int]:
    """The threats that can leak, so ordered that any first n of them have the raid's mix.

    Missile k = 0 .. c - 1 of the c on one route stands at (k + 1/2) / c; of two at one place the scenario's first.
    can_leak: for each route. A route is one missile, launch point, aimpoint and shape.
    """
    on_route: dict[int, list[int]] = {}
    for index, threat in enumerate(scenario.threats):
        if can_leak[threat.route]:
            on_route.setdefault(threat.route, []).append(index)
    stands = {index: (k + 0.5) / len(same) for same in on_route.values() for k, index in enumerate(same)}
    return sorted(sorted(stands), key=stands.__getitem__)


def half_raid(
    space: Battlespace, scenario: Scenario, order: Sequence[int], whole: Outcomes, raids: int, seed: int
) -> float:
    """How many of the first threats in the order it takes for a chance of no leaker below one half; inf for more.

    whole: the outcomes of all of them; raids: how often each smaller raid is played.
    """
    if not leaks_more_often_than_not(whole):
        return inf

    def below(size: int) -> bool:
        smaller, smaller_space = cut(scenario, space, sorted(order[:size]))
        return leaks_more_often_than_not(flow.assess(smaller_space, smaller, raids, seed, 1))

    return crossing(below, len(order))


def leaks_more_often_than_not(outcomes: Outcomes) -> bool:
    """Whether the chance of no leaker is below one half."""
    return 2 * int(outcomes.leakers[0]) < outcomes.raids


def crossing(below: Callable[[int], bool], most: int) -> int:
    """A size that is below while one less is not, from 1 to most, which is below; no raid at all never is."""
    held = 0
    while most - held > 1:
        middle = (held + most) // 2
        if below(middle):
            most = middle
        else:
            held = middle
    return most


def cut(scenario: Scenario, space: Battlespace, kept: list[int]) -> tuple[Scenario, Battlespace]:
    """The scenario and its battlespace with some of its threats alone, planned anew."""
    smaller = replace(scenario, threats=tuple(scenario.threats[index] for index in kept))
    return smaller, flow.replan(space, smaller)


def over_figures(best: float, drawn: Sequence[float]) -> RaidSize:
    """A size with the range that it has over draws of the published figures."""
    if not drawn:
        return RaidSize(best, nan, nan)
    low, high = np.quantile(drawn, (0.05, 0.95), method="inverted_cdf")  # a size that was found, and no mean with inf
    return RaidSize(best, float(low), float(high))
