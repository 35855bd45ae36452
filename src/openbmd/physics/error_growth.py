"""How a small error of a target's state grows along its flight, to the ground at either end.

The state is position, velocity and ln(ballistic coefficient), seven numbers. Its error obeys, along the true arc,

    d(dr)/dt = dv,    d(dv)/dt = G dr + V dv - f db + white noise,    d(db)/dt = 0

with the non-gravitational acceleration f read off the arc itself: f goes as density and speed squared, turns with the
velocity, and is inverse to the ballistic coefficient. Everything is told as if at launch: an error at time t is
there(t) times the error that it would have been at launch. So steps may be cut in any way without changing the answer,
and two trackers of the same flight can be compared to the last digits.
"""

from __future__ import annotations

from math import atan2, ceil, inf, nan, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.arc import sample
from openbmd.physics.earth import altitude, geodetic, local_axes
from openbmd.physics.kernel import kernel
from openbmd.physics.state_transition import ORDER, blur, evaluate, expand, expand_back, free_fall, rates, thinning

Floats = NDArray[np.float64]

LONGEST = 10.0  # s, of a cell: gravity's gradient then changes by a hundredth across it
MOST_LOSS = 0.03  # 1, share of the speed that drag may take in one cell


class Motion(NamedTuple):
    """What a tracker does not know of a target's motion."""

    free_noise: float  # m2/s3, spectral density of unknown acceleration at all times
    boost_share: float  # 1, unknown share of the non-gravitational acceleration before burnout
    drag_share: float  # 1, unknown share of the drag that a constant ballistic coefficient does not explain
    lift_share: float  # 1, unknown share of the lift
    correlation_time: float  # s, over which unknown thrust, drag and lift keep their direction
    prior_speed: float  # m/s, 1-sigma of each velocity component before the first look
    prior_drag: float  # 1, 1-sigma of ln(ballistic coefficient) before the first look


MOTION = Motion(
    free_noise=1e-4,  # m2/s3, assumed: 2e-3 m/s2 of gravity anomaly and thin air that keeps its direction for 10 s
    boost_share=1.0,  # assumed: the tracker knows nothing of the thrust
    drag_share=0.1,  # assumed: Mach number and angle of attack change a body's drag by a tenth
    lift_share=0.3,  # assumed: a pull-up that has begun is known to 30 %
    correlation_time=10.0,  # s, assumed: drag, lift and thrust change over about ten seconds
    prior_speed=10e3,  # m/s, assumed: more than any missile's, so that the first looks alone say how fast it flies
    prior_drag=0.3,  # 1, assumed: the ballistic coefficient is known to 30 % until drag tells it
)


class Growth(NamedTuple):
    """Errors along one flight, cell by cell; the state at launch is the reference."""

    times: Floats  # (K + 1,) s, edges of the cells
    there: Floats  # (K, ORDER + 1, 7, 7) power series in time since the cell's start of d(state) / d(state at launch)
    before: Floats  # (K, 7, 7) its inverse at the cell's start
    rates: Floats  # (K, 3, 7) how the acceleration depends on the state, constant over the cell
    noise: Floats  # (K, 4, 7, 7) power series of the covariance, as if at launch, of the noise since then
    impact: Floats  # (2, 7) east and north [m] of the impact point by the state at launch; nan when it has none
    launch: Floats  # (3, 3) east, north and up unit vectors at launch


@kernel
def cells(nodes: Floats, burnout_time: float, end: float) -> Floats:
    """Edges (K + 1,) [s] of the cells: the nodes (N, 10) until end [s], and more where far apart or drag acts."""
    edges = [nodes[0, 0]]
    for n in range(nodes.shape[0] - 1):
        start, step = nodes[n, 0], min(nodes[n + 1, 0], end) - nodes[n, 0]
        if step <= 0.0:
            continue
        parts = step / LONGEST
        if start >= burnout_time:
            for m in (n, n + 1):
                y = nodes[m]
                gx, gy, gz = free_fall(y[1], y[2], y[3], y[4], y[5], y[6])
                drag = (y[7] - gx) * y[4] + (y[8] - gy) * y[5] + (y[9] - gz) * y[6]
                parts = max(parts, abs(drag) / (y[4] * y[4] + y[5] * y[5] + y[6] * y[6]) * step / MOST_LOSS)
        count = ceil(parts)
        for k in range(count):
            edges.append(start + step * (k + 1) / count)
    return np.array(edges)


def grow(nodes: Floats, burnout_time: float, impact_time: float, motion: Motion, layers: NDArray[np.void]) -> Growth:
    """Errors along the flight nodes (N, 10) until impact_time [s], inf for none; layers of the air as in atmosphere.

    The noise is white acceleration of density free_noise + 2 (share f)2 correlation_time (Singer, IEEE Trans. AES 6,
    1970, from memory): before burnout the share of all that is not gravity, then of drag and lift each by its own.
    """
    times = cells(nodes, burnout_time, min(impact_time, nodes[-1, 0]))
    count = len(times) - 1
    growth = Growth(
        times, np.empty((count, ORDER + 1, 7, 7)), np.empty((count, 7, 7)), np.empty((count, 3, 7)),
        np.empty((count, 4, 7, 7)), np.empty((2, 7)), np.empty((3, 3)),
    )  # fmt: skip
    fill(nodes, burnout_time, impact_time < inf, motion, layers, growth)
    return growth


@kernel
def fill(
    nodes: Floats, burnout_time: float, lands: bool, motion: Motion, layers: NDArray[np.void], growth: Growth
) -> None:
    """Fill in the growth of which only the times are given; the rest as in `grow`."""
    times, there, noise = growth.times, growth.there, growth.noise
    count = times.shape[0] - 1
    half_way = np.empty(count)
    for k in range(count):
        half_way[k] = 0.5 * (times[k] + times[k + 1])
    ends, middles = sample(nodes, times), sample(nodes, half_way)
    after, before, disturbed = np.zeros((7, 7)), np.zeros((7, 7)), np.zeros((7, 7))
    for i in range(7):
        after[i, i] = before[i, i] = 1.0
    back, f = np.empty((ORDER + 1, 7, 7)), np.empty(3)
    for k in range(count):
        step = times[k + 1] - times[k]
        y, y0, y1 = middles[k], ends[k], ends[k + 1]
        g0 = free_fall(y0[0], y0[1], y0[2], y0[3], y0[4], y0[5])
        g = free_fall(y[0], y[1], y[2], y[3], y[4], y[5])
        g1 = free_fall(y1[0], y1[1], y1[2], y1[3], y1[4], y1[5])
        for i in range(3):
            f[i] = (y1[3 + i] - y0[3 + i]) / step - (g0[i] + 4.0 * g[i] + g1[i]) / 6.0
        unpowered = half_way[k] > burnout_time
        rates(y, f, thinning(altitude(y[0], y[1], y[2]), layers), unpowered, growth.rates[k])
        for i in range(7):
            for j in range(7):
                there[k, 0, i, j], back[0, i, j], noise[k, 0, i, j] = after[i, j], before[i, j], disturbed[i, j]
                growth.before[k, i, j] = before[i, j]
        expand(growth.rates[k], there[k])
        expand_back(growth.rates[k], back)
        evaluate(there[k], step, after)
        evaluate(back, step, before)

        force2 = f[0] * f[0] + f[1] * f[1] + f[2] * f[2]
        unknown2 = motion.boost_share * motion.boost_share * force2
        if unpowered:
            drag2 = (f[0] * y[3] + f[1] * y[4] + f[2] * y[5]) ** 2 / (y[3] * y[3] + y[4] * y[4] + y[5] * y[5])
            unknown2 = motion.drag_share**2 * drag2 + motion.lift_share**2 * (force2 - drag2)
        blur(motion.free_noise + 2.0 * unknown2 * motion.correlation_time, back, noise[k])
        evaluate(noise[k], step, disturbed)
    fall_to_ground(ends[count], after, lands, growth.impact)
    latitude, longitude, _ = geodetic(ends[0, 0], ends[0, 1], ends[0, 2])
    axes = local_axes(latitude, longitude)
    for i in range(3):
        for j in range(3):
            growth.launch[i, j] = axes[i, j]


@kernel
def fall_to_ground(y: Floats, there: Floats, lands: bool, impact: Floats) -> None:
    """Fill impact (2, 7): east and north [m] of where a disturbed body comes through the ground, near state y (6,).

    It comes down earlier or later by the height that it is off: dr - v (up dr) / (up v). there: (7, 7) at impact.
    nan when it does not land, or does not descend.
    """
    latitude, longitude, _ = geodetic(y[0], y[1], y[2])
    axes = local_axes(latitude, longitude)
    sinking = axes[2, 0] * y[3] + axes[2, 1] * y[4] + axes[2, 2] * y[5]
    for i in range(2):
        speed = axes[i, 0] * y[3] + axes[i, 1] * y[4] + axes[i, 2] * y[5]
        for j in range(7):
            total = 0.0
            for k in range(3):
                total += (axes[i, k] - speed / min(sinking, -1e-9) * axes[2, k]) * there[k, j]
            impact[i, j] = total if lands and sinking < 0.0 else nan


@kernel
def cell_at(times: Floats, time: float) -> int:
    """The cell that holds a time [s]; the first or the last one outside."""
    low, high = 0, times.shape[0] - 1
    while high - low > 1:
        middle = (low + high) // 2
        if times[middle] <= time:
            low = middle
        else:
            high = middle
    return low


@kernel
def ellipse(east: float, cross: float, north: float, out: Floats) -> None:
    """Fill out (3,): semi-axes [m] and azimuth of the major one [rad from north, 0 to pi] of a covariance [m2]."""
    centre, half = 0.5 * (east + north), sqrt((0.5 * (east - north)) ** 2 + cross * cross)
    out[0] = sqrt(centre + half)
    out[1] = sqrt(max(east * north - cross * cross, 0.0) / (centre + half))  # no difference of large numbers
    azimuth = 0.5 * atan2(2.0 * cross, north - east)
    out[2] = azimuth if azimuth >= 0.0 else azimuth + pi


@kernel
def back_at(growth: Growth, time: float, out: Floats) -> None:
    """Fill out (7, 7) with d(state at launch) / d(state) at a time [s]."""
    cell = cell_at(growth.times, time)
    series = np.empty((ORDER + 1, 7, 7))
    for i in range(7):
        for j in range(7):
            series[0, i, j] = growth.before[cell, i, j]
    expand_back(growth.rates[cell], series)
    evaluate(series, time - growth.times[cell], out)


@kernel
def as_if_at_launch(growth: Growth, time: float, covariance: Floats, drag: Floats, out: Floats) -> None:
    """Fill out (7, 7) with the covariance of the state at launch that errors at a time [s] stand for, without noise.

    covariance (6, 6) and drag (7,) as of track_error.errors.
    """
    back, noise, now, product = np.empty((7, 7)), np.empty((7, 7)), np.empty((7, 7)), np.empty((7, 7))
    cell = cell_at(growth.times, time)
    back_at(growth, time, back)
    evaluate(growth.noise[cell], time - growth.times[cell], noise)
    for i in range(7):
        now[i, 6] = now[6, i] = drag[i]
    for i in range(6):
        for j in range(6):
            now[i, j] = covariance[i, j]
    for i in range(7):
        for j in range(7):
            total = 0.0
            for k in range(7):
                total += back[i, k] * now[k, j]
            product[i, j] = total
    for i in range(7):
        for j in range(7):
            total = 0.0
            for k in range(7):
                total += product[i, k] * back[j, k]
            out[i, j] = total - noise[i, j]


@kernel
def spread_at(growth: Growth, time: float, gain: Floats, work: Floats) -> float:
    """Fill gain (7, 7), by which a covariance at launch gives the mean square error of position at a time [s].

    Answer: what the noise until then adds [m2]. work (2, 7, 7).
    """
    there, noise = work[0], work[1]
    cell = cell_at(growth.times, time)
    evaluate(growth.there[cell], time - growth.times[cell], there)
    evaluate(growth.noise[cell], time - growth.times[cell], noise)
    added = 0.0
    for j in range(7):
        for k in range(7):
            gain[j, k] = there[0, j] * there[0, k] + there[1, j] * there[1, k] + there[2, j] * there[2, k]
            added += gain[j, k] * noise[j, k]
    return added
