"""One salvo of one unit at one threat: when it can be fired, and what it is worth."""

from __future__ import annotations

from math import ceil, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import kernel
from openbmd.records import DECISION_STEP, Floats

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
    """Chance that a salvo of the unit kills; with its layer's common failure in the mean."""
    return float(row["works"] * hit_chance(row, factor, picked, rounds))


@kernel
def not_known_dead(shots: NDArray[np.void], kills: Floats, threat: int, time: float) -> float:
    """Chance that no shot whose result is known by then [s] has killed the threat; kills (K,): their chances."""
    chance = 1.0
    for k in range(shots.shape[0]):
        if shots[k]["threat"] == threat and shots[k]["assessed"] <= time:
            chance *= 1.0 - kills[k]
    return chance


@kernel
def lost_at_start(unit: NDArray[np.void], used: Floats) -> None:
    """Fill used (N,) with the chance that so many of the unit's ready rounds stand on launchers that do not work."""
    used[0] = 1.0
    loads = ceil(unit["ready"] / unit["per_launcher"]) if unit["launcher_works"] < 1.0 else 0
    for load in range(loads):
        size = min(unit["per_launcher"], unit["ready"] - load * unit["per_launcher"])
        for r in range(unit["ready"], -1, -1):
            stays = used[r] * unit["launcher_works"]
            lost = used[r - size] * (1.0 - unit["launcher_works"]) if r >= size else 0.0
            used[r] = stays + lost


@kernel
def failures(units: NDArray[np.void]) -> tuple[Floats, Floats]:
    """How layers fail: chance (L, C) [1] of each class of their die, and where the class begins (L, C) [1].

    A unit fails with every round when its layer's one die is below its chance to fail, so units of a layer that fail
    more often fail whenever the others do.
    """
    layers = 1
    for u in range(units.shape[0]):
        layers = max(layers, units[u]["layer"] + 1)
    edges = np.ones((layers, units.shape[0] + 1))
    edges[:, 0] = 0.0
    most = 1
    for u in range(units.shape[0]):
        row, fails = edges[units[u]["layer"]], 1.0 - units[u]["works"]
        n = 0
        while row[n] < fails:
            n += 1
        if row[n] > fails:
            for m in range(row.shape[0] - 1, n, -1):
                row[m] = row[m - 1]
            row[n] = fails
        for n in range(row.shape[0]):
            if row[n] < 1.0:
                most = max(most, n + 1)
    chances = np.zeros((layers, most))
    for layer in range(layers):
        for i in range(most):
            chances[layer, i] = (edges[layer, i + 1] if i + 1 < edges.shape[1] else 1.0) - edges[layer, i]
    return chances, edges[:, :most].copy()


@kernel
def product_of_sums(table: Floats) -> float:
    """Product over the rows of the sum of each."""
    product = 1.0
    for row in range(table.shape[0]):
        total = 0.0
        for column in range(table.shape[1]):
            total += table[row, column]
        product *= total
    return product


class Expected(NamedTuple):
    """What is expected of a plan's shots."""

    left: Floats  # (T,) chance that a threat that is launched is left alive
    rounds: Floats  # (U,) mean rounds used
    empty: Floats  # (T,) chance that a shot finds no round


@kernel
def expect(shots: NDArray[np.void], units: NDArray[np.void], entitled: NDArray[np.bool_], present: Floats) -> Expected:
    """What is expected of shots in order of launch, when each threat (T,) is launched and flies with that chance.

    Per unit the distribution of the rounds used so far is kept, beginning with those on launchers that do not work, as
    if the shots came to nothing independently of each other; what has reloaded is told from the mean. Common failures
    of layers and errors of assessment are reckoned as they are played. So the result is exact while rounds suffice
    and radars work, and for one shot a threat.
    """
    threats = present.shape[0]
    most = 1
    for u in range(units.shape[0]):
        most = max(most, units[u]["ready"] + units[u]["reserve"] + 1)
    used = np.zeros((units.shape[0], most))
    for u in range(units.shape[0]):
        lost_at_start(units[u], used[u])
    chances, edges = failures(units)
    kills, spent = np.zeros(shots.shape[0]), np.zeros(shots.shape[0])
    before, last = np.full(shots.shape[0], -1), np.full(threats, -1)  # the shot before at the same threat
    alive, mean, empty = np.ones(threats), np.zeros(units.shape[0]), np.zeros(threats)
    missed, trusted = np.empty_like(chances), np.empty_like(chances)
    for k in range(shots.shape[0]):
        shot = shots[k]
        t, u, wanted = shot["threat"], shot["unit"], shot["rounds"]
        unit = units[u]
        before[k], last[t] = last[t], k
        # chance, by layer and class of its failure, that nobody was told of a kill; and that besides all shots missed
        trusted[:], missed[:] = chances, chances
        j = before[k]
        while j >= 0:
            other = units[shots[j]["unit"]]
            known = shots[j]["assessed"] <= shot["launch"]
            layer = other["layer"]
            for i in range(chances.shape[1]):
                kill = kills[j] if edges[layer, i] >= 1.0 - other["works"] else 0.0
                fooled = other["miss_called_kill"] if known else 0.0
                missed[layer, i] *= (1.0 - kill) * (1.0 - fooled)
                if known:
                    trusted[layer, i] *= (1.0 - kill) * (1.0 - fooled) + kill * other["kill_called_miss"]
            j = before[j]
        asked = present[t] * product_of_sums(trusted)
        ready = unit["ready"]
        if unit["reserve"] > 0:
            earlier = 0.0
            for j in range(k):
                if shots[j]["unit"] == u and shots[j]["launch"] + unit["reload_time"] <= shot["launch"]:
                    earlier += spent[j]
            ready += min(unit["reserve"], int(earlier) // unit["per_launcher"] * unit["per_launcher"])
        limit = ready if entitled[t, u] else ready - unit["held_back"]
        for r in range(min(ready, most - 1), -1, -1):
            chance = used[u, r]
            if chance == 0.0:
                continue
            rounds = min(wanted, limit - r)
            if rounds <= 0:
                empty[t] += chance * asked
                continue
            kills[k] += chance * hit_chance(unit, shot["factor"], shot["picked"] * shot["works"], rounds)
            spent[k] += asked * chance * rounds
            used[u, r] -= asked * chance
            used[u, r + rounds] += asked * chance
        mean[u] += spent[k]
        for i in range(chances.shape[1]):
            if edges[unit["layer"], i] < 1.0 - unit["works"]:
                missed[unit["layer"], i] = 0.0
        alive[t] -= kills[k] * product_of_sums(missed)
    return Expected(alive, mean, empty)
