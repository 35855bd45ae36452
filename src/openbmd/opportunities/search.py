"""The search for intercepts that are open, over the flight's grid of times."""

from __future__ import annotations

from math import inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.opportunities.worth import IN_CLASS, Closing, Crowd, Suited, closing_factor, picked, turn_share
from openbmd.physics import arc, atmosphere, earth, flyout
from openbmd.physics.error_growth import Growth, spread_at
from openbmd.physics.flyout import FlyoutTable
from openbmd.physics.kernel import inlined, kernel
from openbmd.records import DECISION_STEP, REASONS, Floats, Integers

BLOCK = 16  # grid points looked at together once the target may be near
NEVER_SEEN, OUT_OF_REACH, UNDER_FLOOR, ABOVE_CEILING, OUTSIDE_CLASS = (
    REASONS.index(reason)
    for reason in ("never seen", "out of reach", "under the floor", "above the ceiling", "outside its class")
)
NO_TIME, TOO_LATE, LOST, OVERHEAD, TOO_COARSE = (
    REASONS.index(reason) for reason in ("no time", "track too late", "track lost", "lost overhead", "track too coarse")
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
    """What each decision leads to; (D,) columns of EngagementOpportunity."""

    launch_at: Floats
    intercept_at: Floats
    factor_at: Floats
    picked_at: Floats
    radars_at: Integers
    impact_error_at: Floats


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
) -> tuple[Floats, int, int]:
    """Fill decisions; windows (W, 4) [s], reason if there is none, source of the first launch.

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
    windows = np.empty((decisions.launch_at.shape[0] // 2 + 1, 4))
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
            added = spread_at(growth, intercept, gain, work)
            source = serving(sources, update_times, updates, gain, added, launch, intercept, envelope)
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
    return windows[:count], reason, used


@inlined
def chord2(x: float, y: float, z: float, position: Floats, radius: float) -> float:
    """Square of the chord of the unit sphere between the directions of a point and of a position at that radius [m]."""
    cosine = (x * position[0] + y * position[1] + z * position[2]) / (sqrt(x * x + y * y + z * z) * radius)
    return max(2.0 - 2.0 * float(cosine), 0.0)


@kernel
def serving(
    sources: NDArray[np.void],
    update_times: Floats,
    updates: Floats,
    gain: Floats,
    added: float,
    launch: float,
    intercept: float,
    envelope: Envelope,
) -> int:
    """The first source good enough to launch on at that time [s] for that intercept [s].

    Good enough: the predicted intercept point inside the basket by the last update that comes before the interceptor
    homes by itself: updates go on in flight while the target is held. gain (7, 7) and added as of
    error_growth.spread_at at the intercept.
    When there is none, minus the place among REASONS of what the source that is nearest to it lacks.
    """
    found = TOO_LATE
    for s in range(sources.shape[0]):
        track = sources[s]
        if launch > track["until"] or intercept > track["last_finish"]:
            found = max(found, OVERHEAD if track["overhead"] else LOST)
            continue
        if launch < track["usable"] or intercept < track["first_finish"]:
            continue
        low = last_update(track, update_times, max(launch, intercept - envelope.homing))
        if low < track["start"]:
            continue
        square = added
        for i in range(7):
            for j in range(7):
                square += gain[i, j] * updates[low, i, j]
        if square <= envelope.basket * envelope.basket:
            return s
        found = TOO_COARSE
    return -found


@inlined
def last_update(source: NDArray[np.void], update_times: Floats, time: float) -> int:
    """The last update of a source that has come by a time [s]; the row before its first when none has."""
    low, high = source["start"] - 1, source["stop"]
    while high - low > 1:
        middle = (low + high) // 2
        if update_times[middle] + source["latency"] <= time:
            low = middle
        else:
            high = middle
    return int(low)


@kernel
def standing_on(source: NDArray[np.void], members: NDArray[np.void], launch: float) -> tuple[int, float]:
    """The radar sites that a launch [s] on the source needs, a bit each, and the best discrimination [1] among them."""
    radars, discrimination = 0, 0.0
    for m in range(source["member"], source["member_stop"]):
        if members[m]["known"] <= launch:
            radars |= members[m]["radar"]
            discrimination = max(discrimination, members[m]["discrimination"])
    return radars, discrimination
