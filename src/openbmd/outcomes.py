"""What gets through: the raid played many times over one plan, in time order, with labelled dice.

In each raid every candidate shot comes up at its launch. It is let go when the threat is then known to be dead, or
when no round is ready; otherwise as many of its rounds as are ready are fired. A round kills when its die is below
the unit's single-shot probability of kill, unless its layer failed: a layer has one die a raid, and every unit of it
whose common_mode_failure is above that die misses with all its rounds. A kill becomes known at the assessment of the
salvo, never before, and is credited to the earliest intercept.

A launcher is emptied before the next one is begun; when empty it takes a full load from the reserve, ready
reload_time later. A launcher that is empty at time 0 begins to reload then.

Over one plan a better interceptor, or more ready rounds, never leaks more in any raid, as long as nothing reloads
within it: with reload a round that is saved early may be fired late and leave its launcher empty for the next threat.

Dice are labelled by the names of threat and unit and by the round's number in the plan of that pair, so that neither
another threat nor another order of the scenario's lists changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import fields
from itertools import pairwise
from math import ceil, inf, log2
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Interceptor
from openbmd.physics import chance
from openbmd.physics.kernel import inlined, kernel
from openbmd.records import REASONS, FireUnit, Floats, Integers, Outcomes, Plan, Scenario

MAGAZINE_EMPTY = REASONS.index("magazine empty")
BATCH = 20_000  # raids played between two looks at the world
WEIGHT_STEPS = 2.0**14  # steps of all people-weight: its squares then add up exactly over 30 million raids


class Rules(NamedTuple):
    """All that a raid needs beside the shots; K shots, T threats, U units, L layers, P places."""

    seed: int  # 32 bits, with
    seed_high: int  # the upper 32 bits
    first_round: Integers  # (K,) number of the shot's first round among those planned for its threat and unit
    threat_label: Integers  # (T,)
    place: Integers  # (T,) index of the place aimed at, -1 for none
    dangerous: NDArray[np.bool_]  # (T,)
    unplanned: NDArray[np.bool_]  # (T,) no shot is planned
    unit_label: Integers  # (U,)
    layer: Integers  # (U,)
    kill_probability: Floats  # (U,)
    common_mode_failure: Floats  # (U,)
    reload_time: Floats  # (U,) s
    loads: Integers  # (U, N + 1) rounds in all launcher loads before each
    load_count: Integers  # (U,) loads, reserve included
    loaded: Integers  # (U,) loads that are ready at time 0
    empty: Integers  # (U,) launchers that are empty at time 0
    layer_label: Integers  # (L,)
    weight: Integers  # (P,) people-weight in steps


class Sums(NamedTuple):
    """What the kernel adds up; as in Outcomes, but all integers."""

    leakers: Integers
    leaks: Integers
    place_leakers: Integers
    place_clear: Integers
    weight_clear: Integers
    layer_kills: Integers
    kills: Integers
    rounds_used: Integers
    magazine_empty: Integers


def unheard(_played: int) -> None:
    """Progress that nobody asked for."""


def simulate(
    plan: Plan,
    scenario: Scenario,
    dangerous: Sequence[bool],
    raids: int,
    seed: int,
    first_raid: int,
    threads: int,
    progress: Callable[[int], None] = unheard,
) -> Outcomes:
    """Raids first_raid to first_raid + raids - 1, the same in one batch or many and for any number of threads.

    dangerous: for each route whether it can leak at all. progress is told how many raids are played.
    """
    total = sum(place.people_weight for place in scenario.places)
    step = 2.0 ** max(ceil(log2(max(total, 1.0) / WEIGHT_STEPS)), 0)
    rules = prepare(plan, scenario, dangerous, seed, step)
    sums = play_all(plan.shots, rules, first_raid, raids, threads, progress)
    unengaged = np.zeros((len(REASONS), 2), dtype=np.int64)
    for reason in plan.unengaged:
        if reason:
            unengaged[REASONS.index(reason), 0] += 1
    unengaged[:, 1] = raids * unengaged[:, 0] ** 2
    unengaged[:, 0] *= raids
    unengaged[MAGAZINE_EMPTY] += sums.magazine_empty
    return Outcomes(
        raids=raids,
        leakers=sums.leakers,
        leaks=sums.leaks,
        place_leakers=sums.place_leakers,
        place_clear=sums.place_clear,
        weight_clear=sums.weight_clear * np.array([step, step * step]),
        layer_kills=sums.layer_kills,
        kills=sums.kills,
        rounds_used=sums.rounds_used,
        unengaged=unengaged,
        rounds_wasted=np.zeros((len(scenario.fire_units), 2), np.int64),
        not_launched=np.zeros(2, np.int64),
        strays=np.zeros(2, np.int64),
        layer_rounds=np.zeros((len(scenario.layers), 1), np.int64),
        products=np.zeros((0, 0), np.int64),
    )


def play_all(
    shots: NDArray[np.void], rules: Rules, first: int, raids: int, threads: int, progress: Callable[[int], None]
) -> Sums:
    """Play raids in batches, so that memory stays flat and an interrupt is heard between two of them."""
    edges = [*range(first, first + raids, BATCH), first + raids]
    parts = [blank(rules) for _ in range(threads)]
    free = parts.copy()  # one for each thread; taking and giving back are each one step of the interpreter

    def play_batch(start: int, stop: int) -> None:
        sums = free.pop()
        play(shots, rules, start, stop, sums)
        free.append(sums)

    pool = ThreadPoolExecutor(threads)
    try:
        batches = iter(pairwise(edges))
        waiting: set[Future[None]] = set()
        played = 0
        while True:
            while len(waiting) < 2 * threads and (batch := next(batches, None)):
                waiting.add(pool.submit(play_batch, *batch))
            if not waiting:
                break
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()
            played = min(played + BATCH * len(done), raids)
            progress(played)
    finally:
        pool.shutdown(cancel_futures=True)
    return Sums(*(sum(column) for column in zip(*parts, strict=True)))


def add(a: Outcomes, b: Outcomes) -> Outcomes:
    """The outcomes of two batches of raids as of one."""
    return Outcomes(**{field.name: getattr(a, field.name) + getattr(b, field.name) for field in fields(Outcomes)})


def prepare(plan: Plan, scenario: Scenario, dangerous: Sequence[bool], seed: int, step: float) -> Rules:
    """The rules of a raid as arrays; step: people-weight of one unit of Rules.weight."""
    first_round = np.zeros(len(plan.shots), dtype=np.int64)
    planned: dict[tuple[int, int], int] = {}
    pairs = zip(plan.shots["threat"].tolist(), plan.shots["unit"].tolist(), strict=True)
    for k, (pair, rounds) in enumerate(zip(pairs, plan.shots["rounds"].tolist(), strict=True)):
        first_round[k] = planned.get(pair, 0)
        planned[pair] = planned.get(pair, 0) + rounds
    units = scenario.fire_units
    kinds = [scenario.interceptors[unit.interceptor] for unit in units]
    magazines = [magazine(unit, kind) for unit, kind in zip(units, kinds, strict=True)]
    loads = np.zeros((len(units), max((len(m[0]) for m in magazines), default=0) + 1), dtype=np.int64)
    for u, (sizes, _, _) in enumerate(magazines):
        loads[u, 1 : len(sizes) + 1] = np.cumsum(sizes)
    places = {place.name: i for i, place in enumerate(scenario.places)}
    engaged = set(plan.shots["threat"].tolist())
    return Rules(
        seed=seed & chance.MASK,
        seed_high=seed >> 32 & chance.MASK,
        first_round=first_round,
        threat_label=integers(crc32(threat.name.encode()) for threat in scenario.threats),
        place=integers(places.get(threat.place, -1) for threat in scenario.threats),
        dangerous=np.array([bool(dangerous[threat.route]) for threat in scenario.threats], dtype=np.bool_),
        unplanned=np.array([i not in engaged for i in range(len(scenario.threats))], dtype=np.bool_),
        unit_label=integers(crc32(unit.name.encode()) for unit in units),
        layer=integers(scenario.layers.index(unit.layer) for unit in units),
        kill_probability=np.array([kind.kill_probability for kind in kinds], dtype=np.float64),
        common_mode_failure=np.array([kind.common_mode_failure for kind in kinds], dtype=np.float64),
        reload_time=np.array([kind.reload_time for kind in kinds], dtype=np.float64),
        loads=loads,
        load_count=integers(len(sizes) for sizes, _, _ in magazines),
        loaded=integers(loaded for _, loaded, _ in magazines),
        empty=integers(empty for _, _, empty in magazines),
        layer_label=integers(crc32(f"layer {layer}".encode()) for layer in scenario.layers),
        weight=integers(round(place.people_weight / step) for place in scenario.places),
    )


def magazine(unit: FireUnit, kind: Interceptor) -> tuple[list[int], int, int]:
    """Sizes of the launcher loads in the order of use, how many are ready at time 0, launchers that are empty then."""
    sizes = full_loads(unit.ready_rounds, kind.rounds_per_launcher)
    reserve = full_loads(unit.reserve_rounds, kind.rounds_per_launcher)
    return sizes + reserve, len(sizes), max(unit.launchers - len(sizes), 0)


def full_loads(rounds: int, size: int) -> list[int]:
    """Rounds as launcher loads, all full but perhaps the last."""
    return [min(size, rounds - start) for start in range(0, rounds, size)]


def integers(values: object) -> Integers:
    """An iterable of integers as an array."""
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]


def blank(rules: Rules) -> Sums:
    """Sums of no raids."""
    threats, units, places = len(rules.dangerous), len(rules.layer), len(rules.weight)
    layers = len(rules.layer_label)
    shapes = (threats + 1, threats, (places, 2), places, 2, (layers, 2), (threats, units), (units, 2), 2)
    return Sums(*(np.zeros(shape, dtype=np.int64) for shape in shapes))


@kernel
def play(shots: NDArray[np.void], rules: Rules, first: int, stop: int, sums: Sums) -> None:
    """Play raids first to stop - 1 over the shots (K,) SHOT, in order of launch, and add them to the sums."""
    # Taken out of the tuples once: each look inside one counts a reference, which the threads would fight over.
    (
        seed,
        seed_high,
        first_round,
        threat_label,
        place,
        dangerous,
        unplanned,
        unit_label,
        layer,
        kill_probability,
        common_mode_failure,
        reload_time,
        loads,
        load_count,
        loaded,
        empty,
        layer_label,
        weight,
    ) = rules
    leaker_sums, leak_sums, place_sums, clear_sums, weight_sums, layer_sums, kill_sums, round_sums, empty_sums = sums
    threats, units = dangerous.shape[0], layer.shape[0]
    killed_at = np.empty(threats)
    known_at = np.empty(threats)
    killer = np.empty(threats, dtype=np.int64)
    engaged = np.empty(threats, dtype=np.bool_)
    came = np.empty(weight.shape[0], dtype=np.int64)  # leakers by place
    layer_killed = np.empty(layer_label.shape[0], dtype=np.int64)
    layer_die = np.empty(layer_label.shape[0])
    bar = np.empty(units)  # a round kills when its word is below
    fired = np.empty(units, dtype=np.int64)
    ready_loads = np.empty(units, dtype=np.int64)
    used_loads = np.empty(units, dtype=np.int64)
    emptied_at = np.empty((units, loads.shape[1] + 1))  # by order of emptying; ready again reload_time later

    for raid in range(first, stop):
        killed_at[:] = inf
        known_at[:] = inf
        engaged[:] = False
        came[:] = 0
        layer_killed[:] = 0
        fired[:] = 0
        used_loads[:] = 0
        for i in range(layer_die.shape[0]):
            words = chance.philox(raid, 0, int(layer_label[i]), 0, seed, seed_high)
            layer_die[i] = words[0] / chance.WORD
        for u in range(units):
            failed = layer_die[layer[u]] < common_mode_failure[u]
            bar[u] = 0.0 if failed else kill_probability[u] * chance.WORD
            ready_loads[u] = loaded[u]

        for k in range(shots.shape[0]):
            shot = shots[k]
            t, u, launch = shot["threat"], shot["unit"], shot["launch"]
            if known_at[t] <= launch:
                continue
            # the n-th load of the reserve goes to the n-th launcher that was empty
            while ready_loads[u] < load_count[u]:
                n = ready_loads[u] - loaded[u] - empty[u]
                if n >= used_loads[u]:
                    break
                begun = emptied_at[u, n] if n >= 0 else 0.0
                if begun + reload_time[u] > launch:
                    break
                ready_loads[u] += 1
            rounds = min(shot["rounds"], loads[u, ready_loads[u]] - fired[u])
            if rounds <= 0:
                continue
            engaged[t] = True
            fired[u] += rounds
            while used_loads[u] < ready_loads[u] and loads[u, used_loads[u] + 1] <= fired[u]:
                emptied_at[u, used_loads[u]] = launch
                used_loads[u] += 1
            if hits(raid, threat_label[t], unit_label[u], first_round[k], rounds, bar[u], seed, seed_high):
                known_at[t] = min(known_at[t], shot["assessed"])
                if shot["intercept"] < killed_at[t]:
                    killed_at[t] = shot["intercept"]
                    killer[t] = u

        leakers, starved, people = 0, 0, 0
        for t in range(threats):
            if killed_at[t] < inf:
                kill_sums[t, killer[t]] += 1
                layer_killed[layer[killer[t]]] += 1
            elif dangerous[t]:
                leakers += 1
                leak_sums[t] += 1
                if place[t] >= 0:
                    came[place[t]] += 1
                if not engaged[t] and not unplanned[t]:
                    starved += 1
        leaker_sums[leakers] += 1
        for p in range(came.shape[0]):
            place_sums[p, 0] += came[p]
            place_sums[p, 1] += came[p] * came[p]
            if came[p] == 0:
                clear_sums[p] += 1
                people += weight[p]
        for i in range(layer_killed.shape[0]):
            layer_sums[i, 0] += layer_killed[i]
            layer_sums[i, 1] += layer_killed[i] * layer_killed[i]
        weight_sums[0] += people
        weight_sums[1] += people * people
        for u in range(units):
            round_sums[u, 0] += fired[u]
            round_sums[u, 1] += fired[u] * fired[u]
        empty_sums[0] += starved
        empty_sums[1] += starved * starved


@inlined
def hits(raid: int, threat: int, unit: int, first: int, rounds: int, bar: float, seed: int, seed_high: int) -> bool:
    """Whether any of the rounds first, first + 1, ... of the pair with these labels throws a word below the bar."""
    number, stop = int(first), int(first + rounds)
    while number < stop:
        words = chance.philox(raid, int(threat), int(unit), number >> 2, seed, seed_high)
        while number < stop:
            if words[number & 3] < bar:
                return True
            number += 1
            if number & 3 == 0:
                break
    return False
