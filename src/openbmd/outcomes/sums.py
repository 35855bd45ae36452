"""What is added up over raids: integers only, so that the order of adding changes nothing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.outcomes.rules import Rules
from openbmd.physics.kernel import inlined
from openbmd.records import REASONS, Integers


class Sums(NamedTuple):
    """As in Outcomes, but all integers; of products only those with the earlier count first."""

    leakers: Integers
    leaks: Integers
    place_leakers: Integers
    place_clear: Integers
    weight_clear: Integers
    layer_kills: Integers
    kills: Integers
    rounds_used: Integers
    unengaged: Integers
    rounds_wasted: Integers
    not_launched: Integers
    strays: Integers
    layer_rounds: Integers
    products: Integers


def blank(rules: Rules) -> Sums:
    """Sums of no raids."""
    threats, units, places = len(rules.threats), len(rules.units), len(rules.weight)
    layers, counts = len(rules.layer_label), places + 2 * len(rules.layer_label)
    rounds = rules.loads.sum(axis=1)
    most = max((int(rounds[rules.units["layer"] == layer].sum()) for layer in range(layers)), default=0)
    shapes = (
        threats + 1, threats, (places, 2), places, 2, (layers, 2), (threats, units), (units, 2), (len(REASONS), 2),
        (units, 2), 2, 2, (layers, most + 1), (counts, counts),
    )  # fmt: skip
    return Sums(*(np.zeros(shape, dtype=np.int64) for shape in shapes))


@inlined
def tally(
    threats: NDArray[np.void],
    units: NDArray[np.void],
    killer: Integers,
    launched: NDArray[np.bool_],
    stray: NDArray[np.bool_],
    why: Integers,
    fired: Integers,
    wasted: Integers,
    weight: Integers,
    counts: Integers,
    reasons: Integers,
    sums: Sums,
) -> int:
    """Add one raid to the sums; counts (P + 2 L,) and reasons (R,) are room to count in. The raid's leakers."""
    # taken out once, see play
    (
        leaker_sums,
        leak_sums,
        place_sums,
        clear_sums,
        weight_sums,
        layer_kill_sums,
        kill_sums,
        round_sums,
        reason_sums,
        wasted_sums,
        launch_sums,
        stray_sums,
        layer_round_sums,
        product_sums,
    ) = sums
    places, layers = weight.shape[0], layer_kill_sums.shape[0]
    counts[:] = 0
    reasons[:] = 0
    leakers, held_down, strays, people = 0, 0, 0, 0
    for t in range(threats.shape[0]):
        if not launched[t]:
            held_down += 1
        elif killer[t] >= 0:
            kill_sums[t, killer[t]] += 1
            counts[places + units[killer[t]]["layer"]] += 1
        else:
            if threats[t]["dangerous"] and why[t] >= 0:
                reasons[why[t]] += 1
            if stray[t]:
                strays += 1
            elif threats[t]["dangerous"]:
                leakers += 1
                leak_sums[t] += 1
                if threats[t]["place"] >= 0:
                    counts[threats[t]["place"]] += 1
    leaker_sums[leakers] += 1
    for u in range(units.shape[0]):
        counts[places + layers + units[u]["layer"]] += fired[u]
        square(round_sums, u, fired[u])
        square(wasted_sums, u, wasted[u])
    for p in range(places):
        square(place_sums, p, counts[p])
        if counts[p] == 0:
            clear_sums[p] += 1
            people += weight[p]
    for i in range(layers):
        square(layer_kill_sums, i, counts[places + i])
        layer_round_sums[i, counts[places + layers + i]] += 1
    for i in range(reasons.shape[0]):
        if reasons[i]:
            square(reason_sums, i, reasons[i])
    for i in range(counts.shape[0]):
        if counts[i]:
            for j in range(i, counts.shape[0]):
                product_sums[i, j] += counts[i] * counts[j]
    weight_sums[0] += people
    weight_sums[1] += people * people
    launch_sums[0] += held_down
    launch_sums[1] += held_down * held_down
    stray_sums[0] += strays
    stray_sums[1] += strays * strays
    return leakers


@inlined
def square(table: Integers, row: int, number: int) -> None:
    """Add a number and its square to a row (sum, sum of squares)."""
    table[row, 0] += number
    table[row, 1] += number * number
