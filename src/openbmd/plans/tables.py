"""What the planner reads, as rows: fire units, threats, and the moments at which each may be fired at."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.dispersion import within
from openbmd.records import DECISION_STEP, SHOT, EngagementOpportunity, Floats, Integers, Scenario

UNIT = np.dtype(
    [
        ("layer", np.int64),
        ("first_salvo", np.int64),
        ("later_salvo", np.int64),
        ("looks", np.int64),
        ("channels", np.int64),
        ("ready", np.int64),
        ("reserve", np.int64),
        ("held_back", np.int64),
        ("per_launcher", np.int64),
        ("reload_time", np.float64),  # s
        ("salvo_interval", np.float64),  # s
        ("assessment", np.float64),  # s, intercept to known result
        ("release_time", np.float64),  # s
        ("kill_probability", np.float64),  # 1, of one round
        ("works", np.float64),  # 1, chance that the layer does not fail together
        ("launcher_works", np.float64),  # 1, chance that one launcher works throughout
        ("miss_called_kill", np.float64),  # 1
        ("kill_called_miss", np.float64),  # 1
        ("fails_at", np.float64),  # 1, chance that it fails with its layer at one target
    ]
)
THREAT = np.dtype(
    [
        ("route", np.int64),
        ("launch_time", np.float64),  # s
        ("dangerous", np.bool_),
        ("weight", np.float64),  # 1, priority of the place aimed at, 0 for none
        ("present", np.float64),  # 1, chance that it is launched and flies as meant
        ("inside", np.float64),  # 1, chance that it then comes down inside its place's radius
    ]
)
MOMENT = np.dtype(
    [
        ("launch", np.float64),  # s after the route's launch
        ("intercept", np.float64),
        ("factor", np.float64),
        ("picked", np.float64),
        ("works", np.float64),  # 1, chance that the radars that it stands on work
        ("radars", np.int64),
        ("impact_error", np.float64),  # m, 1-sigma of the predicted impact at the launch
    ]
)
PLANNED = np.dtype([*SHOT.descr, ("works", np.float64)])  # as SHOT, with the chance that its radars work
# Decisions `first` to `first + size - 1` of one opportunity are rows from `start` of the moments; decisions before
# them lead to the same launch, later ones are too late. From decision `best` on a kill is likeliest.
SPAN = np.dtype([("start", np.int64), ("size", np.int64), ("first", np.int64), ("best", np.int64)])


class Task(NamedTuple):
    """What one fire control has to plan: T threats, U units that share the plan, R routes, K moments."""

    threats: NDArray[np.void]  # (T,) THREAT
    units: NDArray[np.void]  # (U,) UNIT
    entitled: NDArray[np.bool_]  # (T, U) the threat may be fired at with the rounds that the unit holds back
    spans: NDArray[np.void]  # (R, U) SPAN
    moments: NDArray[np.void]  # (K,) MOMENT
    layers: int
    by_return: bool  # assignment by marginal return; else the earliest launch first
    massed: bool  # units of a layer may fire at a threat together


def task(
    opportunities: Sequence[Sequence[EngagementOpportunity]],
    scenario: Scenario,
    dangerous: Sequence[bool],
    launch_chance: Floats,
    members: Sequence[int],
    rows: Sequence[int] | None = None,
    channels: Integers | None = None,
) -> Task:
    """The task of the fire units with these indices; the other arguments as of `plan`."""
    threats = threat_rows(scenario, dangerous, launch_chance)
    if rows is not None:
        threats["route"] = rows
    spans, moments = pack([[row[u] for u in members] for row in opportunities], len(members), availability(scenario))
    held_for = [scenario.fire_units[u].held_for for u in members]
    entitled = np.array([[t.place in held for held in held_for] for t in scenario.threats], dtype=np.bool_)
    units = fire_units(scenario)
    if channels is not None:
        units["channels"] = channels
    return Task(
        threats,
        units[list(members)],
        entitled.reshape(len(threats), len(members)),
        spans,
        moments,
        len(scenario.layers),
        scenario.assignment == "marginal-return",
        scenario.fire_control == "massed",
    )


def threat_rows(scenario: Scenario, dangerous: Sequence[bool], launch_chance: Floats) -> NDArray[np.void]:
    """The threats as rows (T,) THREAT."""
    places = {place.name: place for place in scenario.places}
    reliability, dispersion = ("missile-reliability" in scenario.effects), ("dispersion" in scenario.effects)
    rows = np.zeros(len(scenario.threats), dtype=THREAT)
    rows["present"], rows["inside"] = launch_chance, 1.0
    for row, threat in zip(rows, scenario.threats, strict=True):
        row["route"], row["launch_time"] = threat.route, threat.launch_time
        row["dangerous"] = dangerous[threat.route]
        place = places.get(threat.place)
        row["weight"] = place.priority if place else 0.0
        if reliability or dispersion:
            missile = scenario.missiles[scenario.routes[threat.route].missile]
            row["present"] *= missile.reliability if reliability else 1.0
            row["inside"] = within(place.radius, missile.circular_error) if dispersion and place else 1.0
    return rows


def fire_units(scenario: Scenario) -> NDArray[np.void]:
    """The fire units as rows (U,) UNIT."""
    rows = []
    at_targets = "target-failure" in scenario.effects
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
                unit.held_back,
                interceptor.rounds_per_launcher,
                interceptor.reload_time,
                interceptor.salvo_interval,
                interceptor.kill_assessment_delay,
                unit.release_time,
                interceptor.kill_probability,
                1.0 - interceptor.common_mode_failure,
                interceptor.launcher_reliability if "launcher-reliability" in scenario.effects else 1.0,
                interceptor.miss_called_kill if "assessment-errors" in scenario.effects else 0.0,
                interceptor.kill_called_miss if "assessment-errors" in scenario.effects else 0.0,
                interceptor.target_failure if at_targets else 0.0,
            )
        )
    return np.array(rows, dtype=UNIT)


def pack(
    opportunities: Sequence[Sequence[EngagementOpportunity]], units: int, works: Floats
) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """Spans (routes, units) SPAN and the moments (K,) MOMENT that they point to; works (R,) [1]: of the radar sites."""
    spans = np.zeros((len(opportunities), units), dtype=SPAN)
    pieces = [np.empty(0, dtype=MOMENT)]
    start = 0
    for r, row in enumerate(opportunities):
        for u, opportunity in enumerate(row):
            if opportunity.reason:
                continue
            launch_at = opportunity.launch_at
            first = int(np.searchsorted(launch_at, launch_at[0], side="right")) - 1
            stop = int(np.searchsorted(launch_at, inf))
            piece = np.empty(stop - first, dtype=MOMENT)
            piece["launch"], piece["intercept"] = launch_at[first:stop], opportunity.intercept_at[first:stop]
            piece["factor"], piece["picked"] = opportunity.factor_at[first:stop], opportunity.picked_at[first:stop]
            piece["radars"], piece["works"] = opportunity.radars_at[first:stop], 1.0
            piece["impact_error"] = opportunity.impact_error_at[first:stop]
            for site in np.flatnonzero(works < 1.0):
                piece["works"][piece["radars"] >> site & 1 == 1] *= works[site]
            pieces.append(piece)
            best = first + int(np.argmax(piece["factor"] * piece["picked"] * piece["works"])) if stop > first else 0
            spans[r, u] = (start, stop - first, first, best)
            start += stop - first
    return spans, np.concatenate(pieces)


def availability(scenario: Scenario) -> Floats:
    """Chance (R,) [1] that each radar site works throughout a raid, where that counts."""
    if "radar-reliability" not in scenario.effects:
        return np.ones(len(scenario.radar_sites))
    return np.array([scenario.radars[site.radar].availability for site in scenario.radar_sites], dtype=np.float64)


def together(scenario: Scenario) -> list[Integers]:
    """Indices of the fire units that share a plan, by the scenario's fire control."""
    units = scenario.fire_units
    if scenario.fire_control in ("coordinated", "massed"):
        keys = [""] * len(units)
    elif scenario.fire_control == "by-nation":
        keys = [unit.nation for unit in units]
    else:
        keys = [unit.name for unit in units]
    return [np.flatnonzero(np.array(keys) == key) for key in dict.fromkeys(keys)]


def waves(task: Task) -> list[NDArray[np.bool_]]:
    """Threats (T,) that overlap in time, wave by wave: the next is launched when nothing can be fired at the last.

    A fire control that plans a wave knows all of it, and nothing of those to come.
    """
    last = np.array(
        [
            max(
                (row["launch_time"] + DECISION_STEP * (s["first"] + s["size"]) for s in task.spans[row["route"]]),
                default=row["launch_time"],
            )
            for row in task.threats
        ]
    )
    order = np.argsort(task.threats["launch_time"], kind="stable")
    found: list[NDArray[np.bool_]] = []
    until = -inf
    for t in order:
        if not found or task.threats[t]["launch_time"] > until:
            found.append(np.zeros(len(task.threats), dtype=np.bool_))
        found[-1][t] = True
        until = max(until, last[t])
    return found


def after(units: NDArray[np.void], used: Floats) -> NDArray[np.void]:
    """The units (U,) UNIT when so many rounds (U,) have been used in the mean, reloaded where there is a reserve.

    One round is always planned with, since fewer may have been used; on the day there is one or there is none.
    """
    left = units.copy()
    spent = np.minimum(np.floor(used).astype(np.int64), np.maximum(left["ready"] - 1, 0))
    reloaded = np.minimum(spent, left["reserve"])
    left["ready"] += reloaded - spent
    left["reserve"] -= reloaded
    return left


def reachable(task: Task, threat: int) -> bool:
    """Whether any unit could fire at the threat if there were no other, after its release."""
    row = task.threats[threat]
    for u, unit in enumerate(task.units):
        span = task.spans[row["route"], u]
        last = row["launch_time"] + DECISION_STEP * (span["first"] + span["size"] - 1)
        if span["size"] and unit["release_time"] <= last:
            return True
    return False
