"""One salvo of one unit at one threat: when it can be fired, and what it is worth.

A layer throws one die a target, and every unit of it whose target_failure (q) is above that die misses with all its
rounds: so n rounds of kill chance p at one target leave q + (1 - q) (1 - p)^n, Wilkening's K_w = P_track
(1 - (1 - SSPK)^n) with P_track = 1 - q (Science & Global Security 8, 1999). Units of a layer with several q are
reckoned between one q and the next; layers throw dice of their own.
"""

from __future__ import annotations

from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import kernel
from openbmd.records import DECISION_STEP, Floats, Integers

SALVO_SLACK = 4.0 * DECISION_STEP  # s, a round that must wait longer for its own intercept is not of the salvo


@kernel
def moment(span: NDArray[np.void], launch_time: float, decision: float) -> int:
    """Row of the earliest moment to fire from a decision [s] on; -1 when too late."""
    row = 0
    if decision > launch_time:
        row = max(ceil((decision - launch_time) / DECISION_STEP) - int(span["first"]), 0)
    return row + int(span["start"]) if row < int(span["size"]) else -1


@kernel
def salvo(
    span: NDArray[np.void],
    moments: NDArray[np.void],
    launch_time: float,
    decision: float,
    rounds: int,
    interval: float,
) -> tuple[int, float, float, int]:
    """Rounds that fit, launch of the first and intercept of the last [s], first moment; inf and -1 when none does."""
    row = moment(span, launch_time, decision)
    if row < 0:
        return 0, inf, inf, row
    launch = max(launch_time + moments[row]["launch"], decision)
    intercept = launch_time + moments[row]["intercept"]
    fired = 1
    while fired < rounds:
        wanted = launch + fired * interval
        following = moment(span, launch_time, wanted)
        if following < 0 or launch_time + moments[following]["launch"] > wanted + SALVO_SLACK:
            break
        intercept = launch_time + moments[following]["intercept"]
        fired += 1
    return fired, launch, intercept, row


@kernel
def crowded(shots: NDArray[np.void], unit: int, channels: int, launch: float, intercept: float) -> bool:
    """Whether the unit's channels are all held at some time between launch and intercept [s]."""
    overlapping = 0
    for k in range(shots.shape[0]):
        if shots[k]["unit"] == unit and shots[k]["launch"] < intercept and shots[k]["intercept"] > launch:
            overlapping += 1
    if overlapping < channels:
        return False
    for k in range(-1, shots.shape[0]):
        if k >= 0 and shots[k]["unit"] != unit:
            continue
        at = launch if k < 0 else shots[k]["launch"]
        if at < launch or at >= intercept:
            continue
        held = 0
        for j in range(shots.shape[0]):
            if shots[j]["unit"] == unit and shots[j]["launch"] <= at and shots[j]["intercept"] > at:
                held += 1
        if held >= channels:
            return True
    return False


@kernel
def free_salvo(
    shots: NDArray[np.void],
    unit: int,
    row: NDArray[np.void],
    span: NDArray[np.void],
    moments: NDArray[np.void],
    launch_time: float,
    decision: float,
    wanted: int,
) -> tuple[int, float, float, int]:
    """As salvo, for the first time from the decision [s] on at which one of the unit's channels is free."""
    decision = max(decision, float(row["release_time"]))
    interval = float(row["salvo_interval"])
    rounds, launch, intercept, at = salvo(span, moments, launch_time, decision, wanted, interval)
    while launch < inf and crowded(shots, unit, int(row["channels"]), launch, intercept):
        freed = inf
        for k in range(shots.shape[0]):
            if shots[k]["unit"] == unit and launch < shots[k]["intercept"] < freed:
                freed = shots[k]["intercept"]
        rounds, launch, intercept, at = salvo(span, moments, launch_time, freed, wanted, interval)
    return rounds, launch, intercept, at


@kernel
def owed(
    shots: NDArray[np.void], claims: Floats, unit: int, row: NDArray[np.void], entitled: bool, time: float
) -> float:
    """Rounds that the unit's shots claim, less what a threat may have of those ready and reloaded by that time [s]."""
    claimed, spent = 0.0, 0
    for k in range(shots.shape[0]):
        if claims[k] > 0.0 and shots[k]["unit"] == unit:
            claimed += claims[k] * shots[k]["rounds"]
            if shots[k]["launch"] + row["reload_time"] <= time:
                spent += shots[k]["rounds"]
    reloaded = min(row["reserve"], spent // row["per_launcher"] * row["per_launcher"])
    held = 0 if entitled else row["held_back"]
    return float(claimed + held - row["ready"] - reloaded)


@kernel
def hit_chance(row: NDArray[np.void], factor: float, picked: float, rounds: int) -> float:
    """Chance that a salvo of the unit kills while its layer works."""
    return float(picked * (1.0 - (1.0 - row["kill_probability"] * factor) ** rounds))


@kernel
def kill_chance(row: NDArray[np.void], factor: float, picked: float, rounds: int) -> float:
    """Chance that a salvo of the unit kills when it does not fail at the target; its layer's failure is in the mean."""
    return float(row["works"] * hit_chance(row, factor, picked, rounds))


@kernel
def by_failure(units: NDArray[np.void]) -> Integers:
    """Indices of the units (U,) by rising chance to fail at a target."""
    return np.argsort(units["fails_at"], kind="mergesort")


@kernel
def lasting(missed: Floats, units: NDArray[np.void], order: Integers, layer: int, least: float) -> float:
    """Chance that no unit of the layer kills and that the layer's die at this target is not below the least [1].

    missed (U,): chance that all rounds of a unit miss when it does not fail; order: of by_failure.
    """
    total, product, low = 0.0, 1.0, 0.0
    for u in order:
        if units[u]["layer"] == layer:
            high = units[u]["fails_at"]
            total += product * max(high - max(low, least), 0.0)
            product *= missed[u]
            low = high
    return float(total + product * (1.0 - max(low, least)))


@kernel
def left_alive(missed: Floats, units: NDArray[np.void], order: Integers) -> float:
    """Chance that no unit of any layer kills, as of lasting."""
    chance, layers = 1.0, 0
    for u in order:
        layers = max(layers, units[u]["layer"] + 1)
    for layer in range(layers):
        chance *= lasting(missed, units, order, layer, 0.0)
    return chance


@kernel
def next_kill(missed: Floats, units: NDArray[np.void], order: Integers, unit: int, kill: float) -> float:
    """Chance that a salvo of the unit kills when all before it has missed; kill: when it does not fail."""
    layer, least = units[unit]["layer"], units[unit]["fails_at"]
    if least == 0.0:
        return kill
    so_far = lasting(missed, units, order, layer, 0.0)
    return float(kill * lasting(missed, units, order, layer, least) / so_far) if so_far > 0.0 else 0.0


@kernel
def not_known_dead(
    shots: NDArray[np.void],
    kills: Floats,
    units: NDArray[np.void],
    order: Integers,
    threat: int,
    time: float,
    missed: Floats,
) -> float:
    """Chance that no shot whose result is known by then [s] has killed the threat; missed (U,) is room to work in.

    kills (K,): the shots' chances to kill when their units do not fail; order: of by_failure.
    """
    missed[:] = 1.0
    for k in range(shots.shape[0]):
        if shots[k]["threat"] == threat and shots[k]["assessed"] <= time:
            missed[shots[k]["unit"]] *= 1.0 - kills[k]
    return left_alive(missed, units, order)
