"""The search for intercepts that are open, over the flight's grid of times."""

from __future__ import annotations

from math import inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.opportunities.serving import last_update, serving, standing_on
from openbmd.opportunities.worth import (
    IN_CLASS,
    Closing,
    Crowd,
    Suited,
    closing_factor,
    picked,
    speed_share,
    turn_share,
)
from openbmd.physics import arc, atmosphere, earth, flyout
from openbmd.physics.error_growth import Growth
from openbmd.physics.flyout import FlyoutTable
from openbmd.physics.kernel import inlined, kernel
from openbmd.records import DECISION_STEP, REASONS, Floats, Integers

BLOCK = 16  # grid points looked at together once the target may be near
NEVER_SEEN, OUT_OF_REACH, UNDER_FLOOR, ABOVE_CEILING, OUTSIDE_CLASS = (
    REASONS.index(reason)
    for reason in ("never seen", "out of reach", "under the floor", "above the ceiling", "outside its class")
)
NO_TIME = REASONS.index("no time")

SHOOTER = np.dtype(
    [
        ("floor", np.float64),  # to homing: as in Envelope
        ("ceiling", np.float64),
        ("inner", np.float64),
        ("outer", np.float64),
        ("basket", np.float64),
        ("homing", np.float64),
        ("crossing_factor", np.float64),  # to floor_margin: as in Closing
        ("floor_factor", np.float64),
        ("floor_margin", np.float64),
        ("design_speed", np.float64),  # m/s, of worth.speed_share
        ("limit_speed", np.float64),  # m/s
        ("agility", np.float64),  # m/s2, as in Suited
        ("table", np.int64),  # which of the fly-out tables
        ("burnout_range", np.float64),  # to range_step: as in FlyoutTable
        ("acceleration", np.float64),
        ("lowest", np.float64),
        ("sine_step", np.float64),
        ("range_step", np.float64),
    ]
)


class Envelope(NamedTuple):
    """Where an interceptor may meet its target, about one site; chords are of the unit sphere."""

    floor: float  # m
    ceiling: float  # m
    inner: float  # 1, chord to the minimum ground range
    outer: float  # 1, chord to the maximum ground range
    basket: float  # m
    homing: float  # s before the intercept


class Decisions(NamedTuple):
    """What each decision leads to; (D,) columns of EngagementOpportunity, or (N, D) of N units."""

    launch_at: Floats
    intercept_at: Floats
    factor_at: Floats
    picked_at: Floats
    radars_at: Integers
    impact_error_at: Floats


@kernel
def search_all(
    nodes: Floats,
    first: int,
    shooters: NDArray[np.void],
    positions: Floats,
    ups: Floats,
    times: Floats,
    speed: float,
    lifting: float,
    air: NDArray[np.void],
    crowd: Crowd,
    sources: NDArray[np.void],
    starts: Integers,
    members: NDArray[np.void],
    update_times: Floats,
    updates: Floats,
    impact_errors: Floats,
    earliest: float,
    growth: Growth,
    columns: Decisions,
    stops: Integers,
    reasons: Integers,
    used: Integers,
) -> Floats:
    """Windows (W, 4) [s] of N units one after the other, that of unit n ending at stops[n + 1]; the rest as `search`.

    shooters (N,) SHOOTER, positions, ups (N, 3) and times (K, E, S) of their fly-out tables; speed [m/s] of the target
    as in worth.speed_share; starts (N + 1,) of the sources of each. Filled in: columns (N, D), stops (N + 1,), reasons
    and used (N,).
    """
    room = np.empty((columns.launch_at.shape[1] // 2 + 1, 4))
    windows = np.empty((4 * shooters.shape[0], 4))
    for n in range(shooters.shape[0]):
        stops[n + 1] = stops[n]
        if starts[n + 1] == starts[n]:
            reasons[n] = NEVER_SEEN
            continue
        one = shooters[n]
        decisions = Decisions(
            columns.launch_at[n],
            columns.intercept_at[n],
            columns.factor_at[n],
            columns.picked_at[n],
            columns.radars_at[n],
            columns.impact_error_at[n],
        )
        count, reasons[n], used[n] = search(
            nodes,
            first,
            positions[n],
            ups[n],
            Envelope(one["floor"], one["ceiling"], one["inner"], one["outer"], one["basket"], one["homing"]),
            Closing(one["crossing_factor"], one["floor_factor"], one["floor_margin"]),
            Suited(speed_share(speed, one["design_speed"], one["limit_speed"]), one["agility"]),
            lifting,
            air,
            crowd,
            FlyoutTable(
                one["burnout_range"],
                one["acceleration"],
                one["lowest"],
                one["sine_step"],
                one["range_step"],
                times[one["table"]],
            ),
            sources[starts[n] : starts[n + 1]],
            members,
            update_times,
            updates,
            impact_errors,
            earliest,
            growth,
            decisions,
            room,
        )
        stops[n + 1] = stops[n] + count
        if stops[n + 1] > windows.shape[0]:
            more = np.empty((2 * stops[n + 1], 4))
            more[: stops[n]] = windows[: stops[n]]
            windows = more
        windows[stops[n] : stops[n + 1]] = room[:count]
    return windows[: stops[shooters.shape[0]]].copy()


@kernel
def search(
    nodes: Floats,
    first: int,
    position: Floats,
    up: Floats,
    envelope: Envelope,
    closing: Closing,
    suited: Suited,
    lifting: float,
    air: NDArray[np.void],
    crowd: Crowd,
    table: FlyoutTable,
    sources: NDArray[np.void],
    members: NDArray[np.void],
    update_times: Floats,
    updates: Floats,
    impact_errors: Floats,
    earliest: float,
    growth: Growth,
    decisions: Decisions,
    windows: Floats,
) -> tuple[int, int, int]:
    """Fill decisions and windows (W, 4) [s]; how many these are, reason if there is none, source of the first launch.

    nodes: (N, 10) of the route; first: grid index of the first intercept; position and up: (3,) of the unit;
    lifting: acceleration of the target across its path [m/s2] for each Pa of dynamic pressure; air: as of atmosphere;
    earliest [s]: before it nobody launches.
    """
    last = decisions.launch_at.shape[0] - 1
    fastest = 0.0
    for n in range(nodes.shape[0]):
        fastest = max(fastest, nodes[n, 4] ** 2 + nodes[n, 5] ** 2 + nodes[n, 6] ** 2)
    unit_radius = sqrt(position[0] ** 2 + position[1] ** 2 + position[2] ** 2)
    stride = 1.05 * sqrt(fastest) * DECISION_STEP * BLOCK / unit_radius  # no ground track runs farther in one block
    gain, work = np.empty((7, 7)), np.empty((2, 7, 7))
    count, used, decided, previous = 0, 0, 0, -2
    reason, inside = OUT_OF_REACH, False

    starts = np.arange(first, last + 1, BLOCK)
    coarse = arc.sample(nodes, starts * DECISION_STEP)
    for block in range(starts.shape[0]):
        x, y, z = coarse[block, 0], coarse[block, 1], coarse[block, 2]
        if sqrt(chord2(x, y, z, position, unit_radius)) > envelope.outer + stride:
            continue
        fine = np.arange(starts[block], min(starts[block] + BLOCK, last + 1))
        states = arc.sample(nodes, fine * DECISION_STEP)
        for row in range(fine.shape[0]):
            x, y, z = states[row, 0], states[row, 1], states[row, 2]
            chord = chord2(x, y, z, position, unit_radius)
            if chord > envelope.outer**2 or chord < envelope.inner**2:
                continue
            height = earth.altitude(x, y, z)
            if height < envelope.floor:
                reason = max(reason, UNDER_FLOOR)
                continue
            if height > envelope.ceiling:
                reason = max(reason, ABOVE_CEILING)
                continue
            if suited.share < 1.0 - IN_CLASS:
                reason = max(reason, OUTSIDE_CLASS)
                continue
            intercept = fine[row] * DECISION_STEP
            dx, dy, dz = x - position[0], y - position[1], z - position[2]
            slant = sqrt(dx * dx + dy * dy + dz * dz)
            launch = intercept - flyout.time(table, (dx * up[0] + dy * up[1] + dz * up[2]) / slant, slant)
            inside = True
            if launch == -inf:
                continue
            reason = max(reason, NO_TIME)
            if launch < earliest:
                continue
            source = serving(
                sources, update_times, updates, growth, gain, work, launch, intercept, envelope.basket, envelope.homing
            )
            if source < 0:
                reason = max(reason, -source)
                continue
            if fine[row] != previous + 1:
                if count == 0:
                    used = source
                windows[count, 0], windows[count, 1], windows[count, 2] = launch, launch, intercept
                count += 1
            previous = fine[row]
            windows[count - 1, 0] = min(windows[count - 1, 0], launch)
            windows[count - 1, 1] = max(windows[count - 1, 1], launch)
            windows[count - 1, 3] = intercept
            if decided > last or decided * DECISION_STEP > launch:
                continue
            vx, vy, vz = states[row, 3], states[row, 4], states[row, 5]
            factor = suited.share * closing_factor(dx, dy, dz, vx, vy, vz, height - envelope.floor, closing)
            if lifting > 0.0:
                pressure = 0.5 * atmosphere.density(height, air) * (vx * vx + vy * vy + vz * vz)
                factor *= turn_share(lifting * pressure, suited.agility)
            radars, discrimination = standing_on(sources[source], members, launch)
            told = last_update(sources[source], update_times, launch)
            impact_error = impact_errors[told] if told >= sources[source]["start"] else inf
            while decided <= last and decided * DECISION_STEP <= launch:
                decisions.launch_at[decided] = launch
                decisions.intercept_at[decided] = intercept
                decisions.factor_at[decided] = factor
                decisions.picked_at[decided] = picked(height, discrimination, crowd)
                decisions.radars_at[decided] = radars
                decisions.impact_error_at[decided] = impact_error
                decided += 1
    if inside and reason < NO_TIME:
        reason = OUT_OF_REACH
    return count, reason, used


@inlined
def chord2(x: float, y: float, z: float, position: Floats, radius: float) -> float:
    """Square of the chord of the unit sphere between the directions of a point and of a position at that radius [m]."""
    cosine = (x * position[0] + y * position[1] + z * position[2]) / (sqrt(x * x + y * y + z * z) * radius)
    return max(2.0 - 2.0 * float(cosine), 0.0)
