"""What a radar's looks at a target cost of its time, and when a round may be in flight at it.

`radar` is a kinds.Radar, of the types that physics.radar asks for.
"""

from __future__ import annotations

from math import inf, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.arc import interval, sample, state
from openbmd.physics.earth import altitude
from openbmd.physics.kernel import inlined, kernel

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Costs(NamedTuple):
    """What one frame's looks at each route cost; (R, N) shares of the frame [1], inf where it is not held."""

    track: Floats
    discriminate: Floats
    engage: Floats
    longest: Floats  # of the longest look at it, the dwell with a cue
    engaged_look: Floats  # of one look of the engaged class
    fireable: NDArray[np.bool_]  # some unit could have a round in flight at it
    crowded: NDArray[np.bool_]  # other objects look like it
    begin: Integers  # (R,) the first frame in which it is held,
    end: Integers  # and the last one; before that when it never is


def blank(routes: int, frames: int) -> Costs:
    """Costs of a radar that holds nothing."""

    def never() -> Floats:
        return np.full((routes, frames), inf)

    def no() -> NDArray[np.bool_]:
        return np.zeros((routes, frames), np.bool_)

    return Costs(
        never(), never(), never(), never(), never(), no(), no(), np.zeros(routes, np.int64), np.full(routes, -1)
    )


@inlined
def look_time(cued_snr: float, needed: float, radar: Any) -> float:
    """Time [s] of a look that gives the needed S/N [1] where the dwell with a cue gives cued_snr [1].

    S/N grows with the dwell (track form of the radar equation), so the time falls as the fourth power of range; never
    below the least dwell, never above the dwell with a cue.
    """
    longest: float = radar.cued_dwell
    least: float = min(radar.least_dwell, longest)
    return min(max(longest * needed / max(cued_snr, 1e-30), least), longest)


@kernel
def costs(
    nodes: Floats,
    frames: Integers,
    cued_snr: Floats,
    held: tuple[int, int],
    fire: tuple[float, float],
    objects: float,
    bare_time: float,
    strip_altitude: float,
    rounds: float,
    radar: Any,
    route: int,
    out: Costs,
) -> None:
    """Fill in one route's rows of costs.

    nodes (N, 10) of the flight; frames (T,): multiples of the frame time of its looks with cued_snr (T,) [1]; held:
    indices of the first and the last look at it; fire [s]: when a round may be in flight at it; objects look like it
    from bare_time [s] on above strip_altitude [m]; rounds in flight at one engaged target, each told of it by uplink.
    """
    frame = radar.frame_time
    often = max(radar.engaged_rate * frame, 1.0)
    each = max(radar.discriminating_rate * frame, 1.0)
    out.begin[route], out.end[route] = frames[held[0]], frames[held[1]]
    point = np.empty(6)
    for i in range(held[0], held[1] + 1):
        n, time = frames[i], frames[i] * frame
        engaged = look_time(cued_snr[i], radar.engaged_snr, radar) / frame
        told = look_time(cued_snr[i], radar.discriminating_snr, radar) / frame
        out.track[route, n] = look_time(cued_snr[i], radar.track_snr, radar) / frame
        out.longest[route, n] = radar.cued_dwell / frame
        out.engaged_look[route, n] = engaged
        out.engage[route, n] = often * (engaged + rounds * radar.uplink_time / frame)
        out.discriminate[route, n] = (1.0 + objects) * each * told
        out.fireable[route, n] = fire[0] <= time <= fire[1]
        if objects > 0.0 and time >= bare_time:
            state(nodes, interval(nodes, time), time, point)
            out.crowded[route, n] = altitude(point[0], point[1], point[2]) > strip_altitude


@kernel
def fire_window(
    nodes: Floats, times: Floats, position: Floats, low: float, high: float, chord: float, speed: float, burn: float
) -> tuple[float, float]:
    """When a round may be in flight at a target, from and to [s]; (inf, -inf) when it never comes within reach.

    nodes (N, 10), looked at at times (T,) [s]; a unit at position (3,) [m] reaches altitudes low to high [m] within a
    chord of the unit sphere [1], with speed [m/s] after burn [s]. The flight there takes burn + way / speed, which is
    half a burn longer than without drag.
    """
    states = sample(nodes, times)
    begin, end = inf, -inf
    radius = sqrt(position[0] ** 2 + position[1] ** 2 + position[2] ** 2)
    for k in range(times.shape[0]):
        x, y, z = states[k, 0], states[k, 1], states[k, 2]
        cosine = (x * position[0] + y * position[1] + z * position[2]) / (sqrt(x * x + y * y + z * z) * radius)
        if 2.0 - 2.0 * cosine > chord * chord:
            continue
        if not low <= altitude(x, y, z) <= high:
            continue
        way = sqrt((x - position[0]) ** 2 + (y - position[1]) ** 2 + (z - position[2]) ** 2)
        begin, end = min(begin, times[k] - burn - way / speed), times[k]
    return begin, end
