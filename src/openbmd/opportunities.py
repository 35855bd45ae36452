"""Who can reach them: the windows in which a fire unit can intercept a route.

A fire unit fires on the track of its own radar, or on any track that a link brings it, whichever serves at the
moment of launch. From a firm track it takes the link's latency, the interceptor's reaction time and the unit's
command delay to the first launch; after the track's last update (and latency) nothing more is launched on it.

An intercept is open on a grid of DECISION_STEP when the target is past burnout and separation, inside the
interceptor's altitude and ground-range limits about the unit, near enough in time for the fly-out, and when the
error of the predicted intercept point, extrapolated from the last update that the unit had at launch, is inside
the interceptor's basket. A launch is the intercept less the fly-out, so the earliest intercept that is still
open at each decision makes both columns of the table grow with the decision.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, floor, inf, isfinite, pi, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Interceptor
from openbmd.physics import arc, atmosphere, earth, flyout, lob
from openbmd.physics.flyout import FlyoutTable
from openbmd.physics.kernel import inlined, kernel
from openbmd.records import DECISION_STEP, REASONS, EngagementOpportunity, FireUnit, Floats, Link, Track, Trajectory

BLOCK = 16  # grid points looked at together once the target may be near
MARGIN = 1.02  # 1, of the fly-out table over the envelope's far corner, for the ellipsoid and the site's height
NEVER_SEEN, OUT_OF_REACH, UNDER_FLOOR, ABOVE_CEILING, NO_TIME, TOO_COARSE = (
    REASONS.index(reason)
    for reason in ("never seen", "out of reach", "under the floor", "above the ceiling", "no time", "track too coarse")
)
SOURCE = np.dtype(
    [
        ("usable", np.float64),  # s, first launch on this track
        ("until", np.float64),  # s, last launch on it
        ("latency", np.float64),  # s
        ("start", np.int64),  # its updates are rows start to stop of the table of updates
        ("stop", np.int64),
    ]
)


class Envelope(NamedTuple):
    """Where an interceptor may meet its target, about one site; chords are of the unit sphere."""

    floor: float  # m
    ceiling: float  # m
    inner: float  # 1, chord to the minimum ground range
    outer: float  # 1, chord to the maximum ground range
    basket: float  # m


def tabulate(interceptor: Interceptor) -> FlyoutTable:
    """The interceptor's fly-out table out to the far corner of its envelope: straight, or on an arc where sooner."""
    near = flyout.EARTH_RADIUS
    far = near + interceptor.maximum_altitude
    angle = interceptor.maximum_range / near
    slant = sqrt(near * near + far * far - 2.0 * near * far * cos(angle))
    speed, burn, coefficient = (
        float(value) for value in (interceptor.burnout_speed, interceptor.burn_time, interceptor.ballistic_coefficient)
    )
    table = flyout.tabulate(speed, burn, coefficient, MARGIN * slant, atmosphere.STANDARD)
    lob.shorten(table, speed, burn, coefficient, atmosphere.STANDARD)
    return table


class Held(NamedTuple):
    """The firm tracks of one route, ready for every unit."""

    sensors: tuple[str, ...]
    firm: tuple[float, ...]  # s
    lost: tuple[float, ...]  # s
    starts: tuple[int, ...]  # rows of updates where each begins, and the end
    updates: Floats  # (K, 3) s, m, m/s: time, position error, velocity error


def gather(tracks: Sequence[Track]) -> Held:
    """The firm ones of a route's tracks."""
    firm = [track for track in tracks if isfinite(track.firm_time)]
    updates = np.empty((sum(len(track.times) for track in firm), 3))
    starts = [0]
    for track in firm:
        stop = starts[-1] + len(track.times)
        part = updates[starts[-1] : stop]
        part[:, 0], part[:, 1], part[:, 2] = track.times, track.position_error, track.velocity_error
        starts.append(stop)
    return Held(
        tuple(track.sensor for track in firm),
        tuple(track.firm_time for track in firm),
        tuple(track.lost_time for track in firm),
        tuple(starts),
        updates,
    )


def find(
    trajectory: Trajectory,
    held: Held,
    unit: FireUnit,
    unit_index: int,
    route_index: int,
    interceptor: Interceptor,
    table: FlyoutTable,
    links: Sequence[Link],
) -> EngagementOpportunity:
    """When the unit can intercept the route, on which track, or why it cannot."""
    end = min(trajectory.impact_time, float(trajectory.nodes[-1, 0]))
    launch_at = np.full(floor(end / DECISION_STEP) + 1, inf)
    intercept_at = launch_at.copy()
    names, sources = usable(held, unit, interceptor, links)
    if not names:
        never = REASONS[NEVER_SEEN]
        ones = np.ones(len(launch_at))
        none = np.zeros(len(launch_at), np.int64)
        return EngagementOpportunity(
            unit_index, route_index, "", np.empty((0, 4)), launch_at, intercept_at, ones, ones, none, never
        )
    start = max(trajectory.burnout_time, trajectory.separation_time if isfinite(trajectory.separation_time) else 0.0)
    site = unit.site
    position = earth.position(site.latitude, site.longitude, site.height)
    radius = float(np.linalg.norm(position))
    envelope = Envelope(
        float(interceptor.minimum_altitude),
        float(interceptor.maximum_altitude),
        2.0 * sin(min(0.5 * interceptor.minimum_range / radius, 0.5 * pi)),
        2.0 * sin(min(0.5 * interceptor.maximum_range / radius, 0.5 * pi)),
        float(interceptor.acquisition_basket),
    )
    windows, reason_index, source = search(
        trajectory.nodes,
        ceil(start / DECISION_STEP),
        position,
        earth.local_axes(site.latitude, site.longitude)[2],
        envelope,
        table,
        sources,
        held.updates,
        launch_at,
        intercept_at,
    )
    return EngagementOpportunity(
        unit_index,
        route_index,
        names[source] if len(windows) else "",
        windows.copy(),
        launch_at,
        intercept_at,
        np.ones(len(launch_at)),
        np.ones(len(launch_at)),
        np.zeros(len(launch_at), np.int64),
        "" if len(windows) else REASONS[reason_index],
    )


def usable(
    held: Held, unit: FireUnit, interceptor: Interceptor, links: Sequence[Link]
) -> tuple[list[str], NDArray[np.void]]:
    """The tracks that the unit may fire on: sensors, and rows SOURCE."""
    latencies = {link.source: link.latency for link in links if link.target == unit.name}
    if unit.radar:
        latencies[unit.radar] = 0.0
    names, rows = [], []
    for k, sensor in enumerate(held.sensors):
        latency = latencies.get(sensor)
        if latency is None:
            continue
        first = held.firm[k] + latency + interceptor.reaction_time + unit.command_delay
        names.append(sensor)
        rows.append((first, held.lost[k] + latency, latency, held.starts[k], held.starts[k + 1]))
    return names, np.array(rows, dtype=SOURCE)


@kernel
def search(
    nodes: Floats,
    first: int,
    position: Floats,
    up: Floats,
    envelope: Envelope,
    table: FlyoutTable,
    sources: NDArray[np.void],
    updates: Floats,
    launch_at: Floats,
    intercept_at: Floats,
) -> tuple[Floats, int, int]:
    """Fill launch_at and intercept_at (D,) [s]; windows (W, 4) [s], reason if there is none, source of the first.

    nodes: (N, 10) of the route; first: grid index of the first intercept; position and up: (3,) of the unit.
    """
    last = launch_at.shape[0] - 1
    fastest = 0.0
    for n in range(nodes.shape[0]):
        fastest = max(fastest, nodes[n, 4] ** 2 + nodes[n, 5] ** 2 + nodes[n, 6] ** 2)
    unit_radius = sqrt(position[0] ** 2 + position[1] ** 2 + position[2] ** 2)
    stride = 1.05 * sqrt(fastest) * DECISION_STEP * BLOCK / unit_radius  # no ground track runs farther in one block
    windows = np.empty((launch_at.shape[0] // 2 + 1, 4))
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
            intercept = fine[row] * DECISION_STEP
            dx, dy, dz = x - position[0], y - position[1], z - position[2]
            slant = sqrt(dx * dx + dy * dy + dz * dz)
            launch = intercept - flyout.time(table, (dx * up[0] + dy * up[1] + dz * up[2]) / slant, slant)
            inside = True
            if launch == -inf:
                continue
            reason = max(reason, NO_TIME)
            source = serving(sources, updates, launch, intercept, envelope.basket)
            if source < 0:
                reason = max(reason, TOO_COARSE if source == -2 else NO_TIME)
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
            while decided <= last and decided * DECISION_STEP <= launch:
                launch_at[decided] = launch
                intercept_at[decided] = intercept
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
    updates: Floats,
    launch: float,
    intercept: float,
    basket: float,
) -> int:
    """The first track good enough to launch on at that time [s] for that intercept [s].

    -1 when none is held at that time, -2 when those that are held are too coarse for the interceptor's basket.
    """
    found = -1
    for s in range(sources.shape[0]):
        track = sources[s]
        if launch < track["usable"] or launch > track["until"]:
            continue
        low, high = track["start"] - 1, track["stop"]
        while high - low > 1:
            middle = (low + high) // 2
            if updates[middle, 0] + track["latency"] <= launch:
                low = middle
            else:
                high = middle
        if low < track["start"]:
            continue
        drift = updates[low, 2] * (intercept - updates[low, 0])
        if updates[low, 1] ** 2 + drift * drift <= basket * basket:
            return s
        found = -2
    return found
