"""One way to plan: the shots that follow from the rules once it is said how each threat is to be handled."""

from __future__ import annotations

from math import inf

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import kernel
from openbmd.plans.salvos import by_failure, free_salvo, kill_chance, next_kill, not_known_dead, owed
from openbmd.plans.tables import PLANNED
from openbmd.records import DECISION_STEP, Floats, Integers

# How a threat is handled, as bits.
WAIT = 1  # later layers wait for the results of the earlier ones while they can
SUREST = 2  # the unit of the layer with the best chance to kill; else the one that intercepts earliest
PATIENT = 4  # no launch before the moment from which a kill is likeliest
LEAN = 8  # one round a salvo even if the doctrine says more
EAGER = 16  # a unit waits for its own results alone, and not for those of the others of its layer
BEYOND = 1e9  # s, longer than any raid
# Which of equal threats goes first.
FIRST_CHANCE = 0  # the one that can be fired at first
LAST_CHANCE = 1  # the one whose last chance comes first
FEWEST_UNITS = 2  # the one that the fewest units reach, and of these the one that can be fired at first


@kernel
def choose(
    shots: NDArray[np.void],
    claims: Floats,
    threat: int,
    layer: int,
    soonest: float,
    way: int,
    strict: bool,
    threats: NDArray[np.void],
    units: NDArray[np.void],
    entitled: NDArray[np.bool_],
    allowed: Integers,
    not_before: Floats,
    looked: Integers,
    spans: NDArray[np.void],
    moments: NDArray[np.void],
    missed: Floats,
    by_fault: Integers,
) -> tuple[int, int, float, float, int, float]:
    """Unit (-1 for none), rounds, launch and intercept [s], moment and kill chance of the layer's next salvo.

    missed (U,): chance that what is planned at the threat misses, by unit; by_fault: the units' order of by_failure.

    soonest: time [s] of the results that the layer must wait for, -inf for none. strict: only with rounds to spare.
    """
    route, launch_time = threats[threat]["route"], threats[threat]["launch_time"]
    chosen, chosen_rounds, chosen_launch, chosen_intercept, chosen_at, chosen_kill = -1, 0, inf, inf, -1, 0.0
    chosen_owed = inf
    for with_rounds in (True, False):
        if strict and not with_rounds:
            break
        decision = inf
        while decision > soonest:
            results = soonest
            if way & WAIT:
                for k in range(shots.shape[0]):
                    if shots[k]["threat"] == threat and results < shots[k]["assessed"] < decision:
                        results = shots[k]["assessed"]
            decision = results
            for u in range(units.shape[0]):
                unit = units[u]
                if unit["layer"] != layer or looked[threat, u] >= min(unit["looks"], allowed[threat, u]):
                    continue
                wanted = unit["later_salvo"] if looked[threat, u] else unit["first_salvo"]
                if way & LEAN:
                    wanted = min(wanted, 1)
                span = spans[route, u]
                if wanted < 1 or unit["channels"] < 1 or span["size"] < 1:
                    continue
                start = max(decision, not_before[threat, u])
                if way & EAGER and looked[threat, u]:
                    for k in range(shots.shape[0]):
                        if shots[k]["threat"] == threat and shots[k]["unit"] == u:
                            start = max(start, shots[k]["assessed"])
                if way & PATIENT:
                    start = max(start, launch_time + DECISION_STEP * span["best"])
                rounds, launch, intercept, at = free_salvo(shots, u, unit, span, moments, launch_time, start, wanted)
                if launch == inf or (rounds < wanted and decision > soonest):
                    continue
                lack = owed(shots, claims, u, unit, entitled[threat, u], launch)
                if with_rounds and lack + rounds > 1e-9:
                    continue
                kill = kill_chance(unit, moments[at]["factor"], moments[at]["picked"] * moments[at]["works"], rounds)
                kill = next_kill(missed, units, by_fault, u, kill)
                if chosen >= 0:
                    if way & SUREST and kill != chosen_kill:
                        if kill < chosen_kill:
                            continue
                    elif intercept > chosen_intercept or (intercept == chosen_intercept and lack >= chosen_owed):
                        continue
                chosen, chosen_rounds, chosen_launch, chosen_intercept = u, rounds, launch, intercept
                chosen_at, chosen_kill, chosen_owed = at, kill, lack
            if chosen >= 0:
                return chosen, chosen_rounds, chosen_launch, chosen_intercept, chosen_at, chosen_kill
    return chosen, chosen_rounds, chosen_launch, chosen_intercept, chosen_at, chosen_kill


@kernel
def last_chance(threat: NDArray[np.void], layer: int, units: NDArray[np.void], spans: NDArray[np.void]) -> float:
    """Time [s] of the layer's last decision that leads to a launch at the threat."""
    last = -inf
    for u in range(units.shape[0]):
        span = spans[threat["route"], u]
        if units[u]["layer"] == layer and span["size"]:
            last = max(last, threat["launch_time"] + DECISION_STEP * (span["first"] + span["size"] - 1))
    return last


@kernel
def reach_count(threat: NDArray[np.void], units: NDArray[np.void], spans: NDArray[np.void]) -> float:
    """How many units could ever fire at the threat."""
    count = 0.0
    for u in range(units.shape[0]):
        if spans[threat["route"], u]["size"]:
            count += 1.0
    return count


@kernel
def schedule(
    threats: NDArray[np.void],
    units: NDArray[np.void],
    entitled: NDArray[np.bool_],
    spans: NDArray[np.void],
    moments: NDArray[np.void],
    layers: int,
    by_return: bool,
    ways: Integers,
    allowed: Integers,
    not_before: Floats,
    strict: bool,
    order: int,
) -> NDArray[np.void]:
    """The candidate shots (K,) SHOT in order of launch.

    ways (T,): bits; allowed (T, U): looks of the unit at the threat, if its doctrine has as many; not_before (T, U)
    [s]: when they may begin; strict: as in choose;
    order: which of equal threats goes first.
    """
    most = 0
    for u in range(units.shape[0]):
        most += max(units[u]["looks"], 0)
    count, size = 0, threats.shape[0]
    shots = np.empty(size * most, dtype=PLANNED)
    claims = np.zeros(shots.shape[0])  # shares of their rounds that the shots speak for
    kills = np.zeros(shots.shape[0])
    looked = np.zeros((size, units.shape[0]), dtype=np.int64)
    alive = np.ones(size)
    missed, by_fault, work = np.ones((size, units.shape[0])), by_failure(units), np.empty(units.shape[0])
    for layer in range(layers):
        known = np.full(size, -inf)  # the layer's own results at each threat
        salvos = np.zeros(size, dtype=np.int64)  # that the layer has planned at each threat
        rank, launches = np.full(size, inf), np.full(size, inf)  # who is next: least rank, then earliest launch
        fresh = np.zeros(size, dtype=np.bool_)  # still to be ranked
        for t in range(size):
            fresh[t] = threats[t]["dangerous"]
        while True:
            for t in range(size):
                if fresh[t]:
                    found = choose(
                        shots[:count], claims, t, layer, known[t], ways[t], strict,
                        threats, units, entitled, allowed, not_before, looked, spans, moments, missed[t], by_fault,
                    )  # fmt: skip
                    launches[t], rank[t], fresh[t] = found[2], inf, False
                    if order == LAST_CHANCE:
                        launches[t] = last_chance(threats[t], layer, units, spans)
                    elif order == FEWEST_UNITS:
                        launches[t] += reach_count(threats[t], units, spans) * BEYOND
                    if found[0] >= 0:
                        worth = threats[t]["weight"] * alive[t] * found[5] / found[1]
                        rank[t] = -worth if by_return else float(salvos[t])
            t = 0
            for other in range(1, size):
                if rank[other] < rank[t] or (rank[other] == rank[t] and launches[other] < launches[t]):
                    t = other
            if size == 0 or rank[t] == inf:
                break
            # what was planned since may have taken its unit, its moment or its rounds
            u, rounds, launch, intercept, at, kill = choose(
                shots[:count], claims, t, layer, known[t], ways[t], strict,
                threats, units, entitled, allowed, not_before, looked, spans, moments, missed[t], by_fault,
            )  # fmt: skip
            if u < 0:
                rank[t] = inf
                continue
            if by_return:
                worth = threats[t]["weight"] * alive[t] * kill / rounds
                if -worth > rank[t]:
                    rank[t] = -worth
                    continue
            shot = shots[count]
            shot["threat"], shot["unit"], shot["layer"], shot["look"] = t, u, layer, looked[t, u]
            shot["rounds"], shot["launch"], shot["intercept"] = rounds, launch, intercept
            shot["assessed"] = intercept + units[u]["assessment"]
            shot["factor"], shot["picked"] = moments[at]["factor"], moments[at]["picked"]
            shot["radars"], shot["works"] = moments[at]["radars"], moments[at]["works"]
            shot["impact_error"] = moments[at]["impact_error"]
            if by_return or ways[t] & EAGER:
                claims[count] = not_known_dead(shots[:count], kills, units, by_fault, t, launch, work)
            else:
                claims[count] = 1.0 if salvos[t] == 0 else 0.0
            by_itself = kill_chance(units[u], shot["factor"], shot["picked"] * shot["works"], rounds)
            kills[count] = by_itself
            missed[t, u] *= 1.0 - by_itself
            alive[t] *= 1.0 - kill
            if not ways[t] & EAGER:
                known[t] = shot["assessed"]
            looked[t, u] += 1
            salvos[t] += 1
            fresh[t] = True
            count += 1
    return shots[:count][np.argsort(shots[:count]["launch"], kind="mergesort")]
