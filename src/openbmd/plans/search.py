"""Which way to plan: several are tried, and the one with the least expected leakage is kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import inf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.plans.salvos import expect
from openbmd.plans.schedule import EAGER, FEWEST_UNITS, FIRST_CHANCE, LAST_CHANCE, LEAN, PATIENT, SUREST, WAIT, schedule
from openbmd.plans.tables import Task
from openbmd.records import DECISION_STEP, Floats, Integers

ANY = 1_000_000  # looks, more than any doctrine has
FEW = 4  # units, else layers, up to which every set of them is also tried without the others
TRIALS = 10_000  # plans tried to better the best one, times pairs of threat and unit;
PAIRS = 200  # beyond which none is: there it was never seen to help, and it costs most of the time
DELAYS = 4  # of a unit's looks at a threat, evenly spread from its first one to its last chance
ORDERS = (FIRST_CHANCE, LAST_CHANCE, FEWEST_UNITS)
EQUAL = 1e-12  # 1, of leakages that differ by rounding


class Way(NamedTuple):
    """How a plan is made; with what is expected of it."""

    ways: Integers  # (T,) bits of schedule.py
    allowed: Integers  # (T, U) looks that the unit may have at the threat at most,
    not_before: Floats  # (T, U) s, and when they may begin
    strict: bool  # no shots beyond the rounds that are not yet spoken for
    order: int  # who of equals goes first: FIRST_CHANCE, LAST_CHANCE or FEWEST_UNITS of schedule.py
    shots: NDArray[np.void]
    left: Floats  # (T,) chance that the threat is left alive
    rounds: Floats  # (U,) mean rounds used
    empty: float  # threats that find a magazine empty, in the mean
    cost: tuple[float, float, float]  # leakage weighted by priority, leakage, rounds


def best(task: Task) -> Way:
    """The best plan found with all units, and with the units of some layers (of few units: any of them) left out."""
    if not len(task.threats) or not len(task.units):
        return in_one_way(task, WAIT, next(left_out(task)), strict=False, order=FIRST_CHANCE)
    tried: list[tuple[Integers, list[Way]]] = []
    found: list[Way] = []
    for allowed in reversed(list(left_out(task))):
        own = alike(task, allowed)
        tried.append((allowed, own))
        # what was tried with the same units, and with fewer
        pool = [way for fewer, ways in reversed(tried) if np.all(fewer <= allowed) for way in ways]
        kinds = list(dict.fromkeys(int(way.ways[0]) for way in own))
        found.append(refined(task, allowed, kinds, pool))
    if task.massed:
        found.append(each_alone(task))
    return min(reversed(found), key=lambda way: Cost(way.cost))


def each_alone(task: Task) -> Way:
    """The plan in which each unit plans as if it stood alone: massed fire must not do worse."""
    none = np.zeros((len(task.threats), len(task.units)), dtype=np.int64)
    parts = []
    for unit in range(len(task.units)):
        allowed = none.copy()
        allowed[:, unit] = ANY
        own = [in_one_way(task, kind, allowed, False, order) for kind in (0, PATIENT) for order in ORDERS]
        parts.append(min(own, key=lambda way: Cost(way.cost)))
    shots = np.concatenate([way.shots for way in parts])
    shots = shots[np.argsort(shots["launch"], kind="stable")]
    return parts[0]._replace(allowed=none + ANY, shots=shots, **weighed(task, shots))


class Cost(tuple[float, ...]):
    """Costs in order of weight, each compared but for rounding."""

    def __lt__(self, other: tuple[float, ...]) -> bool:
        for a, b in zip(self, other, strict=True):
            if abs(a - b) > EQUAL * max(abs(a), abs(b), 1.0):
                return a < b
        return False


def left_out(task: Task) -> Iterator[Integers]:
    """Looks (T, U) that units may have: as many as they like; then one part of the units none, two parts none, ..."""
    units = len(task.units)
    parts = [np.arange(units) == u for u in range(units)] if units <= FEW else []
    parts = parts or [task.units["layer"] == layer for layer in np.unique(task.units["layer"])]
    if len(parts) > FEW:
        parts = []
    size = (len(task.threats), units)
    yield np.full(size, ANY)
    for number in range(1, len(parts)):
        for chosen in combinations(parts, number):
            yield np.broadcast_to(np.where(np.any(chosen, axis=0), 0, ANY), size).copy()


def alike(task: Task, allowed: Integers) -> list[Way]:
    """The plans in which all threats are handled in one way, for every way; more ways when rounds are short."""
    kinds = [WAIT, 0, WAIT | SUREST, SUREST]
    if task.massed:
        kinds += [EAGER, EAGER | SUREST]
    if np.any(task.spans["best"] > task.spans["first"]):
        kinds += [kind | PATIENT for kind in kinds]
    orders = [(order, kind) for order in ORDERS for kind in kinds]
    tried = [in_one_way(task, kind, allowed, False, order) for order, kind in orders]
    if any(way.empty > EQUAL for way in tried):
        tried += [in_one_way(task, kind, allowed, True, order) for order, kind in orders]
        lean = [(strict, order, kind | LEAN) for strict in (False, True) for order, kind in orders]
        tried += [in_one_way(task, kind, allowed, strict, order) for strict, order, kind in lean]
    return tried


def in_one_way(task: Task, way: int, allowed: Integers, strict: bool, order: int) -> Way:
    """The plan in which all threats are handled in one way."""
    return made(task, np.full(len(task.threats), way), allowed, np.full(allowed.shape, -inf), strict, order)


def made(task: Task, ways: Integers, allowed: Integers, not_before: Floats, strict: bool, order: int) -> Way:
    """The plan that is made this way."""
    shots = schedule(
        task.threats, task.units, task.entitled, task.spans, task.moments, task.layers, task.by_return, ways, allowed,
        not_before, strict, order,
    )  # fmt: skip
    return Way(ways, allowed, not_before, strict, order, shots, **weighed(task, shots))


def weighed(task: Task, shots: NDArray[np.void]) -> dict[str, Any]:
    """What is expected of shots, as the last fields of Way."""
    left, rounds, empty = expect(shots, task.units, task.entitled, len(task.threats))
    leaking = left[task.threats["dangerous"]]
    weighted = float(leaking @ task.threats["weight"][task.threats["dangerous"]])
    cost = weighted, float(leaking.sum()), float(rounds.sum())
    return {"left": left, "rounds": rounds, "empty": float(empty.sum()), "cost": cost}


def better(one: Way, other: Way) -> bool:
    return Cost(one.cost) < Cost(other.cost)


def refined(task: Task, most: Integers, kinds: list[int], pool: list[Way]) -> Way:
    """The best of the plans, or that which handles each threat as is best for it, then with single ones otherwise."""
    found = min(pool, key=lambda way: Cost(way.cost))
    same = [way for way in pool if way.strict == found.strict and way.order == found.order]
    sources = np.argmin(np.round([way.left for way in same], 12), axis=0)
    ways, allowed, not_before = found.ways.copy(), found.allowed.copy(), found.not_before.copy()
    for t, source in enumerate(sources):
        ways[t], allowed[t] = same[source].ways[t], same[source].allowed[t]
    mix = made(task, ways, allowed, not_before, found.strict, found.order)
    return polished(task, most, kinds, mix if better(mix, found) else found)


def polished(task: Task, most: Integers, kinds: list[int], found: Way) -> Way:
    """The plan with single threats handled otherwise, as long as less leaks so and trials are left."""
    # units that are left out count for nothing: then the search is as it would be if they did not exist
    pairs = max(int(np.count_nonzero(most)), 1)
    trials = TRIALS // pairs if most.size <= PAIRS else 0
    improving = True
    while improving:
        improving = False
        for t in np.argsort(-found.left * task.threats["weight"], kind="stable"):
            if not task.threats["dangerous"][t]:
                continue
            for ways, allowed, not_before in others(task, most, found, int(t), kinds):
                if trials == 0:
                    return found
                trials -= 1
                other = made(task, ways, allowed, not_before, found.strict, found.order)
                if Cost(other.cost[:2]) < Cost(found.cost[:2]):
                    found, improving = other, True
                    break
    return found


def others(
    task: Task, most: Integers, found: Way, threat: int, kinds: list[int]
) -> Iterator[tuple[Integers, Integers, Floats]]:
    """What differs at one threat: its way; a unit has fewer looks at it; a unit gives way to what comes later."""
    for kind in kinds:
        if kind != found.ways[threat]:
            ways = found.ways.copy()
            ways[threat] = kind
            yield ways, found.allowed, found.not_before
    shots = found.shots
    at_it = shots[shots["threat"] == threat]
    for shot in at_it:
        allowed = found.allowed.copy()
        allowed[threat, shot["unit"]] = shot["look"]
        yield found.ways, allowed, found.not_before
    free = found.allowed.copy()
    free[threat] = most[threat]
    row = task.threats[threat]
    for shot in at_it:
        unit = shot["unit"]
        span = task.spans[row["route"], unit]
        last = row["launch_time"] + DECISION_STEP * (span["first"] + span["size"] - 1)
        others = (shots["unit"] == unit) & (shots["launch"] >= shot["launch"]) & (shots["threat"] != threat)
        after = np.linspace(shot["launch"], last, DELAYS + 1)[1:]
        for time in (shot["assessed"], *(shots["launch"][others] + DECISION_STEP), *after):
            not_before = found.not_before.copy()
            not_before[threat, unit] = time
            yield found.ways, found.allowed, not_before
            if np.any(free != found.allowed):
                yield found.ways, free, not_before
