"""How well radars know a target's position and velocity while they hold it."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.error_growth import Floats, Growth, Motion, as_if_at_launch, back_at, cell_at, ellipse
from openbmd.physics.kernel import kernel
from openbmd.physics.state_transition import evaluate

NOTHING = 1e12  # m2, across: a look so bad says nothing


@kernel
def measure(p: Floats, h: Floats, variance: float, g: Floats) -> None:
    """Covariance p (7, 7) after the component h (7,) of the state became known to variance; g (7,) is for work."""
    scale = variance
    for i in range(7):
        total = 0.0
        for j in range(7):
            total += p[i, j] * h[j]
        g[i] = total
        scale += h[i] * total
    scale = 1.0 / scale
    for i in range(7):
        for j in range(i + 1):
            p[i, j] -= scale * g[i] * g[j]
            p[j, i] = p[i, j]


@kernel
def begin(p: Floats, growth: Growth, look: np.void, motion: Motion, work: Floats) -> None:
    """Fill p (7, 7), as if at launch, with what a first look alone and the priors say; work (7, 7)."""
    back_at(growth, look["time"], work)
    for i in range(7):
        along_i = work[i, 0] * look["x"] + work[i, 1] * look["y"] + work[i, 2] * look["z"]
        for j in range(7):
            along_j = work[j, 0] * look["x"] + work[j, 1] * look["y"] + work[j, 2] * look["z"]
            total = (look["along"] - look["across"]) * along_i * along_j
            for k in range(3):
                total += work[i, k] * work[j, k] * look["across"]
                total += work[i, 3 + k] * work[j, 3 + k] * motion.prior_speed**2
            p[i, j] = total + work[i, 6] * work[j, 6] * motion.prior_drag**2


@kernel
def prepare(growth: Growth, sights: NDArray[np.void], rows: Floats, noise: Floats, work: Floats) -> None:
    """Fill in what each look measures of the state at launch, rows (L, 3, 7), and the noise until then (L, 7, 7)."""
    for n in range(sights.shape[0]):
        look = sights[n]
        x, y, z = look["x"], look["y"], look["z"]
        cell = cell_at(growth.times, look["time"])
        evaluate(growth.noise[cell], look["time"] - growth.times[cell], noise[n])
        evaluate(growth.there[cell], look["time"] - growth.times[cell], work)
        # two directions across the line of sight, the first away from its largest component
        if abs(z) < 0.9:
            ring = sqrt(x * x + y * y)
            ax, ay, az = -y / ring, x / ring, 0.0
        else:
            ring = sqrt(y * y + z * z)
            ax, ay, az = 0.0, -z / ring, y / ring
        bx, by, bz = y * az - z * ay, z * ax - x * az, x * ay - y * ax
        for i in range(7):
            rows[n, 0, i] = x * work[0, i] + y * work[1, i] + z * work[2, i]
            rows[n, 1, i] = ax * work[0, i] + ay * work[1, i] + az * work[2, i]
            rows[n, 2, i] = bx * work[0, i] + by * work[1, i] + bz * work[2, i]


@kernel
def take(
    p: Floats,
    before: int,
    n: int,
    growth: Growth,
    sights: NDArray[np.void],
    rows: Floats,
    noise: Floats,
    motion: Motion,
    work: Floats,
) -> int:
    """Bring p (7, 7), as if at launch, from one look to the look n, either way in time, and through it; n.

    before is -1 when nothing is known yet. Each radar's first look brings the prior of speed with it: it says next to
    nothing, and so no member of a fused track can know what the whole does not. rows, noise: of `prepare`.
    """
    look = sights[n]
    if before < 0:
        begin(p, growth, look, motion, work)
        return n
    sign = 1.0 if n > before else -1.0
    for i in range(7):
        for j in range(7):
            p[i, j] += sign * (noise[n, i, j] - noise[before, i, j])
    measure(p, rows[n, 0], look["along"], work[0])
    measure(p, rows[n, 1], look["across"], work[0])
    measure(p, rows[n, 2], look["across"], work[0])
    if look["first"]:
        cell = cell_at(growth.times, look["time"])
        evaluate(growth.there[cell], look["time"] - growth.times[cell], work)
        for i in range(3):
            measure(p, work[3 + i], motion.prior_speed**2, work[0])
    return n


@kernel
def carry(at_launch: Floats, growth: Growth, time: float, covariance: Floats, drag: Floats, work: Floats) -> bool:
    """Fill covariance (6, 6) and drag (7,), its row of ln(beta), at a time [s]; whether all variances are above zero.

    at_launch (7, 7): what the looks say of the state at launch, without noise until then; work (3, 7, 7).
    """
    there, now, product = work[0], work[1], work[2]
    sound = multiply(at_launch, growth, time, there, now, product)
    for i in range(6):
        for j in range(i + 1):
            total = 0.0
            for k in range(7):
                total += product[i, k] * there[j, k]
            covariance[i, j] = covariance[j, i] = total
    for j in range(7):
        drag[j] = 0.0
        for k in range(7):
            drag[j] += product[6, k] * there[j, k]
    return sound


@kernel
def multiply(at_launch: Floats, growth: Growth, time: float, there: Floats, now: Floats, product: Floats) -> bool:
    """Fill there and there times now (7, 7), now being at_launch with the noise until a time [s].

    Answer: whether all variances of position and velocity are above zero then.
    """
    cell = cell_at(growth.times, time)
    evaluate(growth.there[cell], time - growth.times[cell], there)
    evaluate(growth.noise[cell], time - growth.times[cell], now)
    for i in range(7):
        for j in range(7):
            now[i, j] += at_launch[i, j]
    sound = True
    for i in range(7):
        for j in range(7):
            total = 0.0
            for k in range(7):
                total += there[i, k] * now[k, j]
            product[i, j] = total
        variance = 0.0
        for k in range(7):
            variance += product[i, k] * there[i, k]
        sound = sound and (variance > 0.0 or i == 6)
    return sound


@kernel
def fall(p: Floats, done: Floats, end: Floats, growth: Growth, impact: Floats) -> None:
    """Fill in the ellipse (3,) of the predicted impact.

    p (7, 7) as if at launch; done and end (7, 7): the noise that p has in it and that until impact.
    """
    east = cross = north = 0.0
    for i in range(7):
        to_east = to_north = 0.0
        for j in range(7):
            later = p[i, j] + (end[i, j] - done[i, j])
            to_east += later * growth.impact[0, j]
            to_north += later * growth.impact[1, j]
        east += growth.impact[0, i] * to_east
        cross += growth.impact[0, i] * to_north
        north += growth.impact[1, i] * to_north
    ellipse(east, cross, north, impact)


@kernel
def errors(
    growth: Growth, sights: NDArray[np.void], times: Floats, latency: float, motion: Motion, whole: bool
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """What a tracker knows at times (T,) [s]: as if at launch (T, 7, 7) without noise until then, ellipses (T, 3) of
    the predicted impact; where whole is asked for, covariances (T, 6, 6) [m, m/s], of ln(beta) (T, 7), (3,) of launch.

    What a Kalman filter knows that has the true arc and all looks that arrived: C = (H^T W H)^-1 where nothing
    disturbs the motion (methods as in Bar-Shalom, Li and Kirubarajan, Estimation with Applications to Tracking and
    Navigation, 2001, from memory). sights (L,) SIGHT are in order of their times, none arrives later than by latency
    [s], and by times[0] some have arrived: looks that come out of order are taken in order each time anew. The launch
    ellipse is of all looks, by the same filter run backwards; the missile leaves the ground vertically.
    A long glide in the air forgets its start, so that errors told as those at launch lose their last digits: where a
    variance is not above zero, the errors are the last ones before it whose are.
    """
    size = times.shape[0] if whole else 0
    at_launch, impacts = np.empty((times.shape[0], 7, 7)), np.empty((times.shape[0], 3))
    covariances, drags, launch = np.empty((size, 6, 6)), np.empty((size, 7)), np.full(3, np.nan)
    rows, noise = np.empty((sights.shape[0], 3, 7)), np.empty((sights.shape[0], 7, 7))
    settled, p, end, work = np.empty((7, 7)), np.empty((7, 7)), np.empty((7, 7)), np.empty((3, 7, 7))
    covariance, drag = np.empty((6, 6)), np.empty(7)
    prepare(growth, sights, rows, noise, work[0])
    cell = growth.noise.shape[0] - 1
    evaluate(growth.noise[cell], growth.times[cell + 1] - growth.times[cell], end)
    row, known, kept = 0, -1, 0
    for n in range(times.shape[0]):
        while row < sights.shape[0] and sights[row]["time"] + latency <= times[n]:
            known = take(settled, known, row, growth, sights, rows, noise, motion, work[0])
            row += 1
        for i in range(7):
            for j in range(7):
                p[i, j] = settled[i, j]
        last = known
        for k in range(row, sights.shape[0]):
            if sights[k]["time"] > times[n]:
                break
            if sights[k]["arrival"] <= times[n]:
                last = take(p, last, k, growth, sights, rows, noise, motion, work[0])
        for i in range(7):
            for j in range(7):
                at_launch[n, i, j] = p[i, j] - noise[last, i, j]
        fall(p, noise[last], end, growth, impacts[n])
        if whole:
            sound = carry(at_launch[n], growth, times[n], covariances[n], drags[n], work)
        else:
            sound = multiply(at_launch[n], growth, times[n], work[0], work[1], work[2])
        if sound:
            kept = n
        elif kept < n:
            carry(at_launch[kept], growth, times[kept], covariance, drag, work)
            as_if_at_launch(growth, times[n], covariance, drag, at_launch[n])
            impacts[n] = impacts[kept]
            if whole:
                covariances[n], drags[n] = covariance, drag
    if whole:
        see_launch(p, growth, sights, rows, noise, motion, work[0], launch)
    return at_launch, impacts, covariances, drags, launch


@kernel
def see_launch(
    p: Floats,
    growth: Growth,
    sights: NDArray[np.void],
    rows: Floats,
    noise: Floats,
    motion: Motion,
    work: Floats,
    launch: Floats,
) -> None:
    """Fill in the ellipse (3,) of the launch point: the filter run backwards over all looks; p, work (7, 7)."""
    count = sights.shape[0]
    while sights[count - 1]["across"] > NOTHING and count > 1:  # no track begins with such a look
        count -= 1
    last = -1
    for k in range(count):
        last = take(p, last, count - 1 - k, growth, sights, rows, noise, motion, work)
    east = cross = north = 0.0
    for i in range(3):
        for j in range(3):
            blurred = p[i, j] + noise[0, i, j]
            east += growth.launch[0, i] * blurred * growth.launch[0, j]
            cross += growth.launch[0, i] * blurred * growth.launch[1, j]
            north += growth.launch[1, i] * blurred * growth.launch[1, j]
    ellipse(east, cross, north, launch)
