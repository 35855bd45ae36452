"""What is fired: the candidate shots at every threat, settled before the dice.

A candidate is taken in a raid unless the threat is then known to be dead or no round is ready, so the plan covers
the raid in which everything misses. The rules, in the order in which they act:

1. Layers act in the scenario's order. A later layer waits for the results of the earlier layers' shots at a threat,
   for as many of them as it can and still fire a whole salvo; it fires without the others (use it or lose it).
2. In a layer every threat gets its first salvo before any threat gets a second one, and so on; within such a pass
   threats come in the order of their earliest launch. A later look always waits for the layer's own results.
3. A salvo is given to one unit of the layer: of those whose rounds are not yet spoken for, the one that intercepts
   earliest, and of two as early the one with more rounds to spare; when all rounds are spoken for, the earliest of
   all, which then fires if rounds are left on the day.
   Only a layer's first salvos speak for rounds; rounds that reload in time count as free.
4. A unit's doctrine says how many looks it has at a threat (looks), with how many rounds in its first (first_salvo)
   and in the others (later_salvo): salvo is one look; shoot-look-shoot is one round a look; shoot-shoot-look is two
   rounds and later salvos after each look. Another unit of the layer that also reaches the threat takes a later look
   when it is earlier there, with its own doctrine.
5. A salvo holds one of the unit's simultaneous engagements from its first launch to its last intercept. When all
   are held it waits for one, if the window allows.
6. The rounds of a salvo follow each other by the salvo interval; those that would come too late are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import kernel
from openbmd.records import DECISION_STEP, REASONS, SHOT, EngagementOpportunity, Floats, Plan, Scenario

SALVO_SLACK = 4.0 * DECISION_STEP  # s, a round that must wait longer for its own intercept is not of the salvo

UNIT = np.dtype(
    [
        ("layer", np.int64),
        ("first_salvo", np.int64),
        ("later_salvo", np.int64),
        ("looks", np.int64),
        ("channels", np.int64),
        ("ready", np.int64),
        ("reserve", np.int64),
        ("per_launcher", np.int64),
        ("reload_time", np.float64),  # s
        ("salvo_interval", np.float64),  # s
        ("assessment", np.float64),  # s, intercept to known result
    ]
)
# Decisions `first` to `first + size - 1` of one opportunity are rows from `start` of the table of launches;
# decisions before them lead to the same launch, later ones are too late.
SPAN = np.dtype([("start", np.int64), ("size", np.int64), ("first", np.int64)])
THREAT = np.dtype([("route", np.int64), ("launch_time", np.float64), ("dangerous", np.bool_)])


def plan(
    opportunities: Sequence[Sequence[EngagementOpportunity]], scenario: Scenario, dangerous: Sequence[bool]
) -> Plan:
    """Candidate shots in order of launch, from opportunities [route][unit]; a route not dangerous is let pass."""
    threats = np.array([(t.route, t.launch_time, dangerous[t.route]) for t in scenario.threats], dtype=THREAT)
    spans, table = pack(opportunities, len(scenario.fire_units))
    shots = schedule(threats, fire_units(scenario), len(scenario.layers), spans, table)
    shots = shots[np.argsort(shots["launch"], kind="stable")]
    engaged = set(shots["threat"].tolist())
    unengaged = tuple(
        "" if i in engaged or not dangerous[threat.route] else nearest_reason(opportunities[threat.route])
        for i, threat in enumerate(scenario.threats)
    )
    return Plan(shots, unengaged)


def nearest_reason(opportunities: Sequence[EngagementOpportunity]) -> str:
    """Why no shot is planned: the reason of the unit that came nearest to one."""
    if any(not opportunity.reason for opportunity in opportunities):
        return "channels full"
    return REASONS[max((REASONS.index(o.reason) for o in opportunities), default=REASONS.index("out of reach"))]


def fire_units(scenario: Scenario) -> NDArray[np.void]:
    """The fire units as rows (U,) UNIT."""
    rows = []
    for unit in scenario.fire_units:
        interceptor = scenario.interceptors[unit.interceptor]
        rows.append(
            (
                scenario.layers.index(unit.layer),
                unit.doctrine.first_salvo,
                unit.doctrine.later_salvo,
                unit.doctrine.looks,
                interceptor.simultaneous_engagements,
                unit.ready_rounds,
                unit.reserve_rounds,
                interceptor.rounds_per_launcher,
                interceptor.reload_time,
                interceptor.salvo_interval,
                interceptor.kill_assessment_delay,
            )
        )
    return np.array(rows, dtype=UNIT)


def pack(opportunities: Sequence[Sequence[EngagementOpportunity]], units: int) -> tuple[NDArray[np.void], Floats]:
    """Spans (routes, units) SPAN and the launches and intercepts (K, 2) [s after the route's launch] they point to."""
    spans = np.zeros((len(opportunities), units), dtype=SPAN)
    pieces: list[Floats] = [np.empty((0, 2))]
    start = 0
    for r, row in enumerate(opportunities):
        for u, opportunity in enumerate(row):
            if opportunity.reason:
                continue
            launch_at = opportunity.launch_at
            first = int(np.searchsorted(launch_at, launch_at[0], side="right")) - 1
            stop = int(np.searchsorted(launch_at, inf))
            pieces.append(np.column_stack((launch_at[first:stop], opportunity.intercept_at[first:stop])))
            spans[r, u] = (start, stop - first, first)
            start += stop - first
    return spans, np.concatenate(pieces)


@kernel
def earliest(span: NDArray[np.void], table: Floats, launch_time: float, decision: float) -> tuple[float, float]:
    """Launch and intercept [s] of the earliest shot from a decision [s] on; inf when too late."""
    row = 0
    if decision > launch_time:
        row = max(ceil((decision - launch_time) / DECISION_STEP) - int(span["first"]), 0)
    if row >= int(span["size"]):
        return inf, inf
    row += int(span["start"])
    return max(launch_time + table[row, 0], decision), launch_time + table[row, 1]


@kernel
def salvo(
    span: NDArray[np.void], table: Floats, launch_time: float, decision: float, rounds: int, interval: float
) -> tuple[int, float, float]:
    """Rounds that fit, launch of the first and intercept of the last [s]; inf when none does."""
    launch, intercept = earliest(span, table, launch_time, decision)
    if launch == inf:
        return 0, inf, inf
    fired = 1
    while fired < rounds:
        wanted = launch + fired * interval
        following, last = earliest(span, table, launch_time, wanted)
        if following > wanted + SALVO_SLACK:
            break
        intercept = last
        fired += 1
    return fired, launch, intercept


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
    table: Floats,
    launch_time: float,
    decision: float,
    wanted: int,
) -> tuple[int, float, float]:
    """As salvo, for the first time from the decision [s] on at which one of the unit's channels is free."""
    rounds, launch, intercept = salvo(span, table, launch_time, decision, wanted, float(row["salvo_interval"]))
    while launch < inf and crowded(shots, unit, int(row["channels"]), launch, intercept):
        freed = inf
        for k in range(shots.shape[0]):
            if shots[k]["unit"] == unit and launch < shots[k]["intercept"] < freed:
                freed = shots[k]["intercept"]
        rounds, launch, intercept = salvo(span, table, launch_time, freed, wanted, float(row["salvo_interval"]))
    return rounds, launch, intercept


@kernel
def spoken_for(
    shots: NDArray[np.void], reserving: NDArray[np.bool_], unit: int, row: NDArray[np.void], time: float
) -> int:
    """Rounds of first salvos that the unit owes, less what it has and will have reloaded by that time [s]."""
    owed, spent = 0, 0
    for k in range(shots.shape[0]):
        if reserving[k] and shots[k]["unit"] == unit:
            owed += shots[k]["rounds"]
            if shots[k]["launch"] + row["reload_time"] <= time:
                spent += shots[k]["rounds"]
    reloaded = min(row["reserve"], spent // row["per_launcher"] * row["per_launcher"])
    return int(owed - row["ready"] - reloaded)


@kernel
def choose(
    shots: NDArray[np.void],
    reserving: NDArray[np.bool_],
    threat: int,
    layer: int,
    soonest: float,
    threats: NDArray[np.void],
    units: NDArray[np.void],
    looked: NDArray[np.int64],
    spans: NDArray[np.void],
    table: Floats,
) -> tuple[int, int, float, float]:
    """Unit (-1 for none), rounds, launch and intercept [s] of the layer's next salvo at a threat.

    soonest: time [s] of the results that the layer must wait for, -inf for none.
    """
    route, launch_time = threats[threat]["route"], threats[threat]["launch_time"]
    chosen, chosen_rounds, chosen_launch, chosen_intercept, chosen_owed = -1, 0, inf, inf, 0
    for with_rounds in (True, False):
        decision = inf
        while decision > soonest:
            results = soonest
            for k in range(shots.shape[0]):
                if shots[k]["threat"] == threat and results < shots[k]["assessed"] < decision:
                    results = shots[k]["assessed"]
            decision = results
            for u in range(units.shape[0]):
                unit = units[u]
                if unit["layer"] != layer or looked[threat, u] >= unit["looks"] or unit["channels"] < 1:
                    continue
                wanted = unit["later_salvo"] if looked[threat, u] else unit["first_salvo"]
                if wanted < 1:
                    continue
                rounds, launch, intercept = free_salvo(
                    shots, u, unit, spans[route, u], table, launch_time, decision, wanted
                )
                if launch == inf or (rounds < wanted and decision > soonest):
                    continue
                owed = spoken_for(shots, reserving, u, unit, launch)
                if intercept > chosen_intercept or (intercept == chosen_intercept and owed >= chosen_owed):
                    continue
                if with_rounds and owed + rounds > 0:
                    continue
                chosen, chosen_rounds, chosen_launch, chosen_intercept = u, rounds, launch, intercept
                chosen_owed = owed
            if chosen >= 0:
                return chosen, chosen_rounds, chosen_launch, chosen_intercept
    return chosen, chosen_rounds, chosen_launch, chosen_intercept


@kernel
def schedule(
    threats: NDArray[np.void], units: NDArray[np.void], layers: int, spans: NDArray[np.void], table: Floats
) -> NDArray[np.void]:
    """The candidate shots (K,) SHOT in the order in which they were planned."""
    most = 0
    for u in range(units.shape[0]):
        most += max(units[u]["looks"], 0)
    shots = np.empty(threats.shape[0] * most, dtype=SHOT)
    reserving = np.zeros(shots.shape[0], dtype=np.bool_)
    looked = np.zeros((threats.shape[0], units.shape[0]), dtype=np.int64)
    launches = np.empty(threats.shape[0])
    count = 0
    for layer in range(layers):
        known = np.full(threats.shape[0], -inf)  # the layer's own results at each threat
        first, planned = True, True
        while planned:
            planned = False
            for t in range(threats.shape[0]):
                launches[t] = inf
                if threats[t]["dangerous"] and (first or known[t] > -inf):
                    launches[t] = choose(
                        shots[:count], reserving[:count], t, layer, known[t], threats, units, looked, spans, table
                    )[2]
            for _ in range(threats.shape[0]):
                t = int(np.argmin(launches))
                if launches[t] == inf:
                    break
                launches[t] = inf
                u, rounds, launch, intercept = choose(
                    shots[:count], reserving[:count], t, layer, known[t], threats, units, looked, spans, table
                )
                if u < 0:
                    known[t] = -inf
                    continue
                shot = shots[count]
                shot["threat"], shot["unit"], shot["layer"], shot["look"] = t, u, layer, looked[t, u]
                shot["rounds"], shot["launch"], shot["intercept"] = rounds, launch, intercept
                shot["assessed"] = intercept + units[u]["assessment"]
                shot["factor"], shot["picked"], shot["radars"] = 1.0, 1.0, 0
                known[t] = shot["assessed"]
                looked[t, u] += 1
                reserving[count] = first
                count += 1
                planned = True
            first = False
    return shots[:count]
