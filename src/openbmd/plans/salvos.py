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
    first: int,
    following: Integers,
    kills: Floats,
    units: NDArray[np.void],
    order: Integers,
    time: float,
    missed: Floats,
) -> float:
    """Chance that no shot whose result is known by then [s] has killed the threat; missed (U,) is room to work in.

    first: its first shot, -1 for none, and following (K,): after each the next one at the same threat, -1 for none;
    kills (K,): the shots' chances to kill when their units do not fail; order: of by_failure.
    """
    missed[:] = 1.0
    k = first
    while k >= 0:
        if shots[k]["assessed"] <= time:
            missed[shots[k]["unit"]] *= 1.0 - kills[k]
        k = following[k]
    return left_alive(missed, units, order)
