"""One raid after another, played over the rules."""

from __future__ import annotations

from math import inf, log2, sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.outcomes.rules import Rules
from openbmd.outcomes.sums import Sums, tally
from openbmd.physics import chance
from openbmd.physics.kernel import inlined, kernel
from openbmd.records import REASONS, Floats, Integers

RADAR_DOWN, MAGAZINE_EMPTY = REASONS.index("radar down"), REASONS.index("magazine empty")


@kernel
def play(rules: Rules, first: int, stop: int, sums: Sums, each: Integers) -> None:
    """Play raids first to stop - 1 and add them to the sums; each (0,) or (stop - first,) takes leakers by raid."""
    # Taken out of the tuples once: each look inside one counts a reference, which the threads would fight over.
    seed, seed_high = rules.seed, rules.seed_high
    shots, threats, units, loads = rules.shots, rules.threats, rules.units, rules.loads
    launcher_label, radar_label, radar_works = rules.launcher_label, rules.radar_label, rules.radar_works
    layer_label, weight, salvo_dice = rules.layer_label, rules.weight, rules.salvo_dice
    radius, apart, strays_pass = rules.radius, rules.apart, rules.strays_pass
    size, many = threats.shape[0], units.shape[0]
    killed_at = np.empty(size)
    killer = np.empty(size, dtype=np.int64)
    known_at = np.empty(size)  # from when nobody fires at it
    launched = np.empty(size, dtype=np.bool_)
    stray = np.empty(size, dtype=np.bool_)
    outside = np.empty(size)  # m, how far from every defended area it comes down; -inf when it is fired at all the same
    why = np.empty(size, dtype=np.int64)  # reason why nothing was fired at it, -1 when something was
    launcher_word = np.empty(launcher_label.shape[0])
    layer_word = np.empty(layer_label.shape[0])
    failed = np.empty(many, dtype=np.bool_)
    fired = np.empty(many, dtype=np.int64)
    wasted = np.empty(many, dtype=np.int64)
    taken = np.empty(shots.shape[0], dtype=np.int64)  # rounds fired by shot
    # loads of working launchers in the order of use: ready at the start, ready now, used up, all; launchers then empty
    at_start, ready = np.empty(many, dtype=np.int64), np.empty(many, dtype=np.int64)
    used, all_loads = np.empty(many, dtype=np.int64), np.empty(many, dtype=np.int64)
    empty = np.empty(many, dtype=np.int64)
    before = np.zeros((many, loads.shape[1] + 1), dtype=np.int64)  # rounds in all loads before each
    emptied_at = np.empty((many, loads.shape[1] + 1))  # by order of emptying; ready again reload_time later
    counts = np.zeros(weight.shape[0] + 2 * layer_label.shape[0], dtype=np.int64)
    reasons = np.zeros(len(REASONS), dtype=np.int64)
    sure_launch = bool(np.all(threats["launch"] >= chance.WORD))
    sure_flight = bool(np.all(threats["flies"] >= chance.WORD) and np.all(threats["inside"] >= chance.WORD))

    for raid in range(first, stop):
        killed_at[:] = inf
        killer[:] = -1
        known_at[:] = inf
        launched[:] = True
        stray[:] = False
        outside[:] = -inf
        fired[:] = 0
        wasted[:] = 0
        used[:] = 0
        for i in range(layer_word.shape[0]):
            layer_word[i] = chance.philox(raid, 0, int(layer_label[i]), 0, seed, seed_high)[0]
        down = 0
        for i in range(radar_label.shape[0]):
            if chance.philox(raid, 0, int(radar_label[i]), 0, seed, seed_high)[0] >= radar_works[i]:
                down |= 1 << i
        if not sure_launch:
            for i in range(launcher_word.shape[0]):
                launcher_word[i] = chance.philox(raid, 0, int(launcher_label[i]), 0, seed, seed_high)[0]
        for t in range(size):
            why[t] = threats[t]["reason"]
            if not sure_launch:
                launched[t] = launcher_word[threats[t]["launcher"]] < threats[t]["launch"]
            if not sure_flight and launched[t]:
                words = chance.philox(raid, 0, int(threats[t]["own_label"]), 0, seed, seed_high)
                launched[t] = words[0] < threats[t]["flies"]
                stray[t] = words[1] >= threats[t]["inside"]
                if stray[t] and strays_pass:
                    outside[t] = off(float(words[1]), threats[t], radius, apart)
            if not launched[t]:
                known_at[t] = -inf
        for u in range(many):
            failed[u] = layer_word[units[u]["layer"]] < units[u]["fails"]
            if raid == first or units[u]["launcher_works"] < chance.WORD:
                at_start[u], all_loads[u], empty[u] = man(raid, units[u], loads[u], before[u], seed, seed_high)
            ready[u] = at_start[u]

        for k in range(shots.shape[0]):
            shot = shots[k]
            t, u, launch = shot["threat"], shot["unit"], shot["launch"]
            taken[k] = 0
            if known_at[t] <= launch or outside[t] > shot["impact_error"]:
                continue
            if shot["radars"] & down:
                if why[t] < 0:
                    why[t] = RADAR_DOWN
                continue
            # the n-th load of the reserve goes to the n-th launcher that was empty
            while ready[u] < all_loads[u]:
                n = ready[u] - at_start[u] - empty[u]
                if n >= used[u]:
                    break
                begun = emptied_at[u, n] if n >= 0 else 0.0
                if begun + units[u]["reload_time"] > launch:
                    break
                ready[u] += 1
            rounds = min(shot["rounds"], before[u, ready[u]] - fired[u] - shot["held"])
            if rounds <= 0:
                why[t] = MAGAZINE_EMPTY
                continue
            taken[k] = rounds
            fired[u] += rounds
            while used[u] < ready[u] and before[u, used[u] + 1] <= fired[u]:
                emptied_at[u, used[u]] = launch
                used[u] += 1
            picks, called = True, chance.WORD
            if salvo_dice:
                salvo_label = int(units[u]["salvo_label"])
                words = chance.philox(raid, int(threats[t]["label"]), salvo_label, int(shot["salvo"]), seed, seed_high)
                picks, called = words[0] < shot["picked"], float(words[1])
            bar = 0.0 if failed[u] or not picks else shot["kill"]
            hit = hits(raid, threats[t]["label"], units[u]["label"], shot["first_round"], rounds, bar, seed, seed_high)
            if hit and units[u]["fails_at"] > 0.0:  # else the die would change nothing
                target_label = int(units[u]["target_label"])
                words = chance.philox(raid, int(threats[t]["label"]), target_label, 0, seed, seed_high)
                hit = words[0] >= units[u]["fails_at"]
            if hit and shot["intercept"] < killed_at[t]:
                killed_at[t] = shot["intercept"]
                killer[t] = u
            if called >= units[u]["kill_called_miss"] if hit else called < units[u]["miss_called_kill"]:
                known_at[t] = min(known_at[t], shot["assessed"])
        for k in range(shots.shape[0]):
            if taken[k] > 0:
                t, u = shots[k]["threat"], shots[k]["unit"]
                why[t] = -1
                if killed_at[t] < shots[k]["intercept"] and killer[t] != u:
                    wasted[u] += taken[k]
        leakers = tally(
            threats, units, killer, launched, stray, why, fired, wasted, weight, counts, reasons, sums
        )  # fmt: skip
        if each.shape[0] > 0:
            each[raid - first] = leakers


@inlined
def off(word: float, threat: NDArray[np.void], radius: Floats, apart: Floats) -> float:
    """How far outside every defended area [m] a stray comes down, by the word of its die.

    Its distance from the aimpoint follows Rayleigh's law, as in rules.within. In which direction it lies is not drawn:
    of another place counts what it is at least away from its area. One without a radius has none to be outside of.
    """
    own = threat["place"]
    distance = float(threat["circular_error"]) * sqrt(-log2(max(1.0 - word / chance.WORD, 0.5 / chance.WORD)))
    least = distance - float(radius[own])
    for p in range(radius.shape[0]):
        if p != own and radius[p] < inf:
            least = min(least, abs(float(apart[own, p]) - distance) - float(radius[p]))
    return least


@inlined
def man(
    raid: int, unit: NDArray[np.void], loads: Integers, before: Integers, seed: int, seed_high: int
) -> tuple[int, int, int]:
    """Loads ready, all loads, and empty launchers, of those that work in this raid; before (N + 1,) is filled."""
    sure = unit["launcher_works"] >= chance.WORD
    words = (0, 0, 0, 0)
    working, count, empty = 0, 0, 0
    for launcher in range(unit["ready"] + unit["empty"]):
        if not sure and launcher & 3 == 0:
            words = chance.philox(raid, 0, int(unit["launcher_label"]), launcher >> 2, seed, seed_high)
        if sure or words[launcher & 3] < unit["launcher_works"]:
            working += 1
            if launcher < unit["ready"]:
                before[count + 1] = before[count] + loads[launcher]
                count += 1
            else:
                empty += 1
    ready = count
    if working > 0:
        for load in range(unit["ready"], unit["ready"] + unit["reserve"]):
            before[count + 1] = before[count] + loads[load]
            count += 1
    return ready, count, empty


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
