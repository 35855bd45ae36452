"""What a plan is expected to do, before the dice."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import kernel
from openbmd.plans.salvos import hit_chance
from openbmd.records import Floats, Integers


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
def classes(layers: Integers, fails: Floats) -> Floats:
    """Where the classes of each layer's die begin (L, C) [1], 1 for none, when units (U,) of it fail below fails (U,).

    Units of a layer that fail more often fail whenever the others do.
    """
    last = 0
    for u in range(layers.shape[0]):
        last = max(last, layers[u])
    edges = np.ones((last + 1, layers.shape[0] + 1))
    edges[:, 0] = 0.0
    most = 1
    for u in range(layers.shape[0]):
        row, n = edges[layers[u]], 0
        while row[n] < fails[u]:
            n += 1
        if row[n] > fails[u]:
            for m in range(row.shape[0] - 1, n, -1):
                row[m] = row[m - 1]
            row[n] = fails[u]
        while n + 1 < row.shape[0] and row[n + 1] < 1.0:
            n += 1
        most = max(most, n + 1)
    return edges[:, :most].copy()


@kernel
def failures(units: NDArray[np.void]) -> tuple[Floats, NDArray[np.bool_]]:
    """How layers fail: chance (L, C) [1] of each class of their two dice, and which units (U, C) then work.

    One die is thrown for a raid, one for each target. They are independent of each other.
    """
    layers = units["layer"].copy()
    raid, target = classes(layers, 1.0 - units["works"]), classes(layers, units["fails_at"].copy())
    size = target.shape[1]
    chances = np.zeros((raid.shape[0], raid.shape[1] * size))
    works = np.zeros((layers.shape[0], chances.shape[1]), dtype=np.bool_)
    for i in range(raid.shape[1]):
        for j in range(size):
            for layer in range(raid.shape[0]):
                ends = raid[layer, i + 1] if i + 1 < raid.shape[1] else 1.0
                stops = target[layer, j + 1] if j + 1 < size else 1.0
                chances[layer, i * size + j] = (ends - raid[layer, i]) * (stops - target[layer, j])
            for u in range(layers.shape[0]):
                lasts = raid[layers[u], i] >= 1.0 - units[u]["works"]
                works[u, i * size + j] = lasts and target[layers[u], j] >= units[u]["fails_at"]
    return chances, works


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
    chances, works = failures(units)
    kills, spent = np.zeros(shots.shape[0]), np.zeros(shots.shape[0])
    before, last = np.full(shots.shape[0], -1), np.full(threats, -1)  # the shot before at the same threat
    alive, mean, empty = np.ones(threats), np.zeros(units.shape[0]), np.zeros(threats)
    following, latest = np.full(shots.shape[0], -1), np.full(units.shape[0], -1)  # the unit's next shot, its last
    reload, earlier = np.full(units.shape[0], -1), np.zeros(units.shape[0])  # its first not reloaded, used before
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
            by = shots[j]["unit"]
            other = units[by]
            known = shots[j]["assessed"] <= shot["launch"]
            layer = other["layer"]
            for i in range(chances.shape[1]):
                kill = kills[j] if works[by, i] else 0.0
                fooled = other["miss_called_kill"] if known else 0.0
                missed[layer, i] *= (1.0 - kill) * (1.0 - fooled)
                if known:
                    trusted[layer, i] *= (1.0 - kill) * (1.0 - fooled) + kill * other["kill_called_miss"]
            j = before[j]
        asked = present[t] * product_of_sums(trusted)
        ready = unit["ready"]
        if unit["reserve"] > 0:
            if latest[u] < 0:
                reload[u] = k
            else:
                following[latest[u]] = k
            latest[u], j = k, reload[u]
            while j < k and shots[j]["launch"] + unit["reload_time"] <= shot["launch"]:
                earlier[u] += spent[j]
                j = following[j]
            reload[u] = j
            ready += min(unit["reserve"], int(earlier[u]) // unit["per_launcher"] * unit["per_launcher"])
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
            if not works[u, i]:
                missed[unit["layer"], i] = 0.0
        alive[t] -= kills[k] * product_of_sums(missed)
    return Expected(alive, mean, empty)
