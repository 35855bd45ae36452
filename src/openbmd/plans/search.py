"""Which way to plan: several are tried, and the one with the least expected leakage is kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import inf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.plans.expected import expect
from openbmd.plans.schedule import EAGER, FEWEST_UNITS, FIRST_CHANCE, LAST_CHANCE, LEAN, PATIENT, SUREST, WAIT, schedule
from openbmd.plans.tables import Task
from openbmd.records import DECISION_STEP, Floats, Integers

ANY = 1_000_000  # looks, more than any doctrine has
FEW = 4  # units, else layers, up to which every set of them is also tried without the others
TRIALS = 10_000  # plans tried to better the best one, times pairs of threat and unit;
PAIRS = 200  # beyond which none is: there it was never seen to help, and it costs most of the time
DELAYS = 4  # of a unit's looks at a threat, evenly spread from its first one to its last chance
ORDERS = (FIRST_CHANCE, LAST_CHANCE, FEWEST_UNITS)
SHORT = 0.05  # threats that find a magazine empty in the mean, from which on rounds are short
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
    """The best plan found with all units, and with the units of some layers (of few units: any of them) left out.

    What is found without a unit is what is found where it does not exist: the same tries, in the same order.
    """
    if not len(task.threats) or not len(task.units):
        return in_one_way(task, WAIT, anything(task), strict=False, order=FIRST_CHANCE)
    reaching = (task.spans["size"][task.threats["route"][task.threats["dangerous"]]] > 0).any(axis=0)
    if np.any(reaching) and not np.all(reaching):
        return among(best(only(task, reaching)), reaching, task)
    tried: list[tuple[NDArray[np.bool_], list[Way]]] = []
    found: list[Way] = []
    few = len(task.units) <= FEW or len(task.threats) * len(task.units) <= PAIRS
    for kept in reversed(list(subsets(task))):
        part = only(task, kept)
        own = alike(part, anything(part))
        tried.append((kept, own))
        # what was tried with the same units, and with fewer
        pool = [
            among(way, fewer[kept], task) for fewer, ways in reversed(tried) if np.all(fewer <= kept) for way in ways
        ]
        kinds = list(dict.fromkeys(int(way.ways[0]) for way in own))
        found.append(among(refined(part, anything(part), kinds, pool, few), kept, task))
    if task.massed:
        found.append(each_alone(task))
    return min(reversed(found), key=lambda way: Cost(way.cost))


def only(task: Task, kept: NDArray[np.bool_]) -> Task:
    """The task as if no other units existed than those kept (U,)."""
    return task._replace(units=task.units[kept], entitled=task.entitled[:, kept], spans=task.spans[:, kept])


def among(way: Way, kept: NDArray[np.bool_], task: Task) -> Way:
    """A way of planning for units that are those kept (U,) of more: the others have no looks and no shots."""
    if np.all(kept):
        return way
    size = (len(task.threats), len(kept))
    allowed, not_before = np.zeros(size, dtype=np.int64), np.full(size, -inf)
    allowed[:, kept], not_before[:, kept] = way.allowed, way.not_before
    rounds, shots = np.zeros(len(kept)), way.shots.copy()
    rounds[kept] = way.rounds
    shots["unit"] = np.flatnonzero(kept)[shots["unit"]]
    return way._replace(allowed=allowed, not_before=not_before, rounds=rounds, shots=shots)


def anything(task: Task) -> Integers:
    """Looks (T, U) that units may have: as many as they like."""
    return np.full((len(task.threats), len(task.units)), ANY)


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


def subsets(task: Task) -> Iterator[NDArray[np.bool_]]:
    """The units (U,) to plan with: all; then without one part of them, without two parts, ..."""
    units = len(task.units)
    parts = [np.arange(units) == u for u in range(units)] if units <= FEW else []
    parts = parts or [task.units["layer"] == layer for layer in np.unique(task.units["layer"])]
    yield np.ones(units, dtype=np.bool_)
    for number in range(1, len(parts) if len(parts) <= FEW else 0):
        for chosen in combinations(parts, number):
            yield ~np.any(chosen, axis=0)


def alike(task: Task, allowed: Integers) -> list[Way]:
    """The plans in which all threats are handled in one way, for every way; more ways when rounds are short."""
    kinds = [WAIT, 0, WAIT | SUREST, SUREST]
    if task.massed:
        kinds += [EAGER, EAGER | SUREST]
    if np.any(task.spans["best"] > task.spans["first"]):
        kinds += [kind | PATIENT for kind in kinds]
    known: dict[tuple[int, bool, int], Way] = {}

    def tried_in(kind: int, strict: bool, order: int) -> Way:
        key = kind & ~idle(task, kind), strict, order
        if key not in known:
            known[key] = in_one_way(task, kind, allowed, strict, order)
        return known[key]._replace(ways=np.full(len(task.threats), kind))

    orders = [(order, kind) for order in ORDERS for kind in kinds]
    tried = [tried_in(kind, False, order) for order, kind in orders]
    if any(way.empty > SHORT for way in tried):
        tried += [tried_in(kind, True, order) for order, kind in orders]
        tried += [tried_in(kind | LEAN, strict, order) for strict in (False, True) for order, kind in orders]
    return tried


def idle(task: Task, kind: int) -> int:
    """Bits of a way to handle threats that change nothing with these units."""
    units = task.units
    bits = SUREST if len(units) == 1 else 0
    if np.all(units["first_salvo"] <= 1) and np.all(units["later_salvo"] <= 1):
        bits |= LEAN
    if np.all(units["layer"] == units["layer"][0]) and not kind & EAGER:  # a layer waits for its own results anyway
        bits |= WAIT
    return bits


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
    left, rounds, empty = expect(shots, task.units, task.entitled, task.threats["present"])
    leaking = (left * task.threats["present"] * task.threats["inside"])[task.threats["dangerous"]]
    weighted = float(leaking @ task.threats["weight"][task.threats["dangerous"]])
    cost = weighted, float(leaking.sum()), float(rounds.sum())
    return {"left": left, "rounds": rounds, "empty": float(empty.sum()), "cost": cost}


def better(one: Way, other: Way) -> bool:
    return Cost(one.cost) < Cost(other.cost)


def refined(task: Task, most: Integers, kinds: list[int], pool: list[Way], few: bool) -> Way:
    """The best of the plans, or that which handles each threat as is best for it, then with single ones otherwise."""
    found = min(pool, key=lambda way: Cost(way.cost))
    same = [way for way in pool if way.strict == found.strict and way.order == found.order]
    sources = np.argmin(np.round([way.left for way in same], 12), axis=0)
    ways, allowed, not_before = found.ways.copy(), found.allowed.copy(), found.not_before.copy()
    for t, source in enumerate(sources):
        ways[t], allowed[t] = same[source].ways[t], same[source].allowed[t]
    mix = made(task, ways, allowed, not_before, found.strict, found.order)
    best_mix = mix if better(mix, found) else found
    return polished(task, most, kinds, best_mix) if few else best_mix


def polished(task: Task, most: Integers, kinds: list[int], found: Way) -> Way:
    """The plan with single threats handled otherwise, as long as less leaks so and trials are left."""
    trials = TRIALS // max(most.size, 1) if most.size <= PAIRS else 0
    improving = True
    while improving:
        improving = False
        for t in np.argsort(-found.left * task.threats["weight"] * task.threats["present"], kind="stable"):
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
