"""One way to plan: the shots that follow from the rules once it is said how each threat is to be handled."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import kernel
from openbmd.plans.bookings import Bookings, book, free_salvo, no_bookings, owed
from openbmd.plans.queue import pop, push
from openbmd.plans.salvos import by_failure, kill_chance, moment, next_kill, not_known_dead
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


class Planned(NamedTuple):
    """What is planned so far: K shots at T threats of U units."""

    shots: NDArray[np.void]  # (K,) PLANNED, in the order in which they were planned; room for more
    first: Integers  # (T,) the first shot at each threat, -1 for none,
    following: Integers  # (K,) and after each the next one at the same threat, -1 for none
    looked: Integers  # (T, U) looks of the unit at the threat
    missed: Floats  # (T, U) chance that what is planned at the threat misses, by unit
    booked: Bookings


@kernel
def in_reach(units: NDArray[np.void], spans: NDArray[np.void], layers: int) -> tuple[Integers, Integers]:
    """Units (R, U) that could ever fire at a route, layer by layer, and where (R, L + 1) each layer begins."""
    routes = spans.shape[0]
    found, begins = np.zeros((routes, units.shape[0]), dtype=np.int64), np.zeros((routes, layers + 1), dtype=np.int64)
    for r in range(routes):
        n = 0
        for layer in range(layers):
            for u in range(units.shape[0]):
                if units[u]["layer"] == layer and spans[r, u]["size"] > 0:
                    found[r, n] = u
                    n += 1
            begins[r, layer + 1] = n
    return found, begins


@kernel
def results(made: Planned, threat: int, after: float, before: float) -> float:
    """Time [s] of the last known result of the shots at a threat after one time and before another; else the first."""
    found, k = after, made.first[threat]
    while k >= 0:
        if found < made.shots[k]["assessed"] < before:
            found = made.shots[k]["assessed"]
        k = made.following[k]
    return found


@kernel
def own_results(made: Planned, threat: int, unit: int, after: float) -> float:
    """Time [s] at which the results of all the unit's shots at a threat are known, if that is later than the one."""
    found, k = after, made.first[threat]
    while k >= 0:
        if made.shots[k]["unit"] == unit:
            found = max(found, made.shots[k]["assessed"])
        k = made.following[k]
    return found


@kernel
def choose(
    made: Planned,
    threat: int,
    candidates: Integers,
    soonest: float,
    way: int,
    strict: bool,
    threats: NDArray[np.void],
    units: NDArray[np.void],
    entitled: NDArray[np.bool_],
    allowed: Integers,
    not_before: Floats,
    spans: NDArray[np.void],
    moments: NDArray[np.void],
    by_fault: Integers,
) -> tuple[int, int, float, float, int, float]:
    """Unit (-1 for none), rounds, launch and intercept [s], moment and kill chance of the layer's next salvo.

    candidates: the layer's units that could fire at the threat; by_fault: the units' order of by_failure.
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
            decision = results(made, threat, soonest, decision) if way & WAIT else soonest
            for u in candidates:
                unit, looked = units[u], made.looked[threat, u]
                if looked >= min(unit["looks"], allowed[threat, u]):
                    continue
                wanted = unit["later_salvo"] if looked else unit["first_salvo"]
                if way & LEAN:
                    wanted = min(wanted, 1)
                if wanted < 1 or unit["channels"] < 1:
                    continue
                lack = owed(made.booked, u, unit, entitled[threat, u], inf)
                if with_rounds and lack + 1 > 1e-9:
                    continue
                span = spans[route, u]
                start = max(decision, not_before[threat, u], unit["release_time"])
                if way & EAGER and looked:
                    start = own_results(made, threat, u, start)
                if way & PATIENT:
                    start = max(start, launch_time + DECISION_STEP * span["best"])
                at = moment(span, launch_time, start)
                if at < 0 or (not way & SUREST and launch_time + moments[at]["intercept"] > chosen_intercept):
                    continue
                rounds, launch, intercept, at = free_salvo(
                    made.booked, u, unit, span, moments, launch_time, start, wanted
                )
                if launch == inf or (rounds < wanted and decision > soonest):
                    continue
                if unit["reserve"] > 0:
                    lack = owed(made.booked, u, unit, entitled[threat, u], launch)
                if with_rounds and lack + rounds > 1e-9:
                    continue
                kill = kill_chance(unit, moments[at]["factor"], moments[at]["picked"] * moments[at]["works"], rounds)
                kill = next_kill(made.missed[threat], units, by_fault, u, kill)
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
def last_chance(launch_time: float, spans: NDArray[np.void], candidates: Integers) -> float:
    """Time [s] of the last decision that leads to a launch at the threat, of these units; spans (U,)."""
    last = -inf
    for u in candidates:
        last = max(last, launch_time + DECISION_STEP * (spans[u]["first"] + spans[u]["size"] - 1))
    return last


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
    most, looks = 0, 0
    for u in range(units.shape[0]):
        most += max(units[u]["looks"], 0)
        looks = max(looks, units[u]["looks"])
    count, size = 0, threats.shape[0]
    shots = np.empty(size * most, dtype=PLANNED)
    made = Planned(
        shots, np.full(size, -1), np.empty(shots.shape[0], dtype=np.int64),
        np.zeros((size, units.shape[0]), dtype=np.int64), np.ones((size, units.shape[0])),
        no_bookings(units.shape[0], size * looks),
    )  # fmt: skip
    latest = np.empty(size, dtype=np.int64)  # shot at each threat
    kills = np.empty(shots.shape[0])
    alive = np.ones(size)
    by_fault, work = by_failure(units), np.empty(units.shape[0])
    reach, begins = in_reach(units, spans, layers)
    heap = np.empty(size, dtype=np.int64)
    for layer in range(layers):
        known = np.full(size, -inf)  # the layer's own results at each threat
        salvos = np.zeros(size, dtype=np.int64)  # that the layer has planned at each threat
        rank, launches = np.full(size, inf), np.full(size, inf)  # who is next: least rank, then earliest launch
        ranked, queued, t = 0, 0, -1  # threats ranked, those in the queue, and the one to be ranked anew
        while True:
            fresh = t >= 0 or ranked < size
            if t < 0 and fresh:
                t, ranked = ranked, ranked + 1
            elif not fresh and queued > 0:
                t, queued = pop(heap, queued, rank, launches), queued - 1
            elif not fresh:
                break
            route = threats[t]["route"]
            candidates = reach[route, begins[route, layer] : begins[route, layer + 1]]
            if not threats[t]["dangerous"] or len(candidates) == 0:
                t = -1
                continue
            # what was planned since it was ranked may have taken its unit, its moment or its rounds
            u, rounds, launch, intercept, at, kill = choose(
                made, t, candidates, known[t], ways[t], strict,
                threats, units, entitled, allowed, not_before, spans, moments, by_fault,
            )  # fmt: skip
            if u < 0:
                t = -1
                continue
            worth = threats[t]["weight"] * alive[t] * kill / rounds
            if fresh:
                launches[t], rank[t] = launch, -worth if by_return else float(salvos[t])
                if order == LAST_CHANCE:
                    launches[t] = last_chance(threats[t]["launch_time"], spans[route], candidates)
                elif order == FEWEST_UNITS:
                    launches[t] += begins[route, layers] * BEYOND
            elif by_return and -worth > rank[t]:
                rank[t], fresh = -worth, True
            if fresh:
                queued, t = push(heap, queued, rank, launches, t), -1
                continue
            shot = shots[count]
            shot["threat"], shot["unit"], shot["layer"], shot["look"] = t, u, layer, made.looked[t, u]
            shot["rounds"], shot["launch"], shot["intercept"] = rounds, launch, intercept
            shot["assessed"] = intercept + units[u]["assessment"]
            shot["factor"], shot["picked"] = moments[at]["factor"], moments[at]["picked"]
            shot["radars"], shot["works"] = moments[at]["radars"], moments[at]["works"]
            shot["impact_error"] = moments[at]["impact_error"]
            if by_return or ways[t] & EAGER:
                claim = not_known_dead(shots, made.first[t], made.following, kills, units, by_fault, launch, work)
            else:
                claim = 1.0 if salvos[t] == 0 else 0.0
            by_itself = kill_chance(units[u], shot["factor"], shot["picked"] * shot["works"], rounds)
            kills[count] = by_itself
            made.missed[t, u] *= 1.0 - by_itself
            alive[t] *= 1.0 - kill
            if not ways[t] & EAGER:
                known[t] = shot["assessed"]
            made.looked[t, u] += 1
            salvos[t] += 1
            if made.first[t] < 0:
                made.first[t] = count
            else:
                made.following[latest[t]] = count
            made.following[count], latest[t] = -1, count
            book(made.booked, u, units[u]["channels"], launch, intercept, rounds, claim)
            count += 1
    return shots[:count][np.argsort(shots[:count]["launch"], kind="mergesort")]
