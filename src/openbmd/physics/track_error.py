"""How well radars know a target's position and velocity while they hold it."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.arc import sample
from openbmd.physics.constants import SPEED_OF_LIGHT
from openbmd.physics.detection import better, detection_probability
from openbmd.physics.error_growth import Floats, Growth, Motion, cell_at, ellipse
from openbmd.physics.kernel import kernel
from openbmd.physics.state_transition import evaluate

SIGHT = np.dtype(
    [
        ("time", np.float64),  # s
        ("arrival", np.float64),  # s, when the tracker gets it
        ("x", np.float64),  # unit vector from radar to target, Earth-fixed
        ("y", np.float64),
        ("z", np.float64),
        ("along", np.float64),  # m2, variance along it
        ("across", np.float64),  # m2, variance across it
        ("first", np.bool_),  # a radar's track begins with it
    ]
)
NOTHING = 1e12  # m2, across: a look so bad says nothing


@kernel
def range_error(snr: float, bandwidth: float, floor: float) -> float:
    """Range accuracy, 1-sigma [m]: c / (2 B sqrt(2 S/N)) (Barton) and the floor [m] in quadrature; bandwidth [Hz]."""
    noise = SPEED_OF_LIGHT / (2.0 * bandwidth * sqrt(2.0 * snr))
    return sqrt(noise * noise + floor * floor)


@kernel
def angle_error(snr: float, beamwidth: float, floor: float) -> float:
    """Angle accuracy, 1-sigma [rad]: beamwidth / (1.6 sqrt(2 S/N)) (Barton) and the floor in quadrature [rad]."""
    noise = beamwidth / (1.6 * sqrt(2.0 * snr))
    return sqrt(noise * noise + floor * floor)


@kernel
def sight(
    nodes: Floats,
    times: Floats,
    search_snr: Floats,
    cued_snr: Floats,
    search_share: Floats,
    track_share: Floats,
    dwell_time: float,
    origin: Floats,
    radar: Any,
    sights: NDArray[np.void],
) -> None:
    """Fill sights (T,) SIGHT, all but arrival, with what one radar at origin (3,) [m] measures at times (T,) [s].

    nodes: (N, 10) of the flight. The first look is a detection; each later one brings its information times its
    probability of detection, so that the answer bounds what a tracker reaches on average from below.
    From dwell_time [s] on a look has the better of search_snr and cued_snr (T,) [1]; search_share before that and
    track_share from then on (T,) [1]: how many of such looks take place, which count as those that detect do.
    """
    arc = sample(nodes, times)
    for k in range(times.shape[0]):
        cued = times[k] >= dwell_time
        snr = max(better(search_snr[k], cued_snr[k], cued), 1e-9)  # no echo, no information
        ux, uy, uz = arc[k, 0] - origin[0], arc[k, 1] - origin[1], arc[k, 2] - origin[2]
        slant = sqrt(ux * ux + uy * uy + uz * uz)
        detected = 1.0
        if k > 0:
            detected = detection_probability(snr, radar.false_alarm_probability, radar.swerling_case)
            detected *= track_share[k] if cued else search_share[k]
        detected = max(detected, 1e-300)
        row = sights[k]
        row["time"] = times[k]
        row["x"], row["y"], row["z"] = ux / slant, uy / slant, uz / slant
        row["along"] = range_error(snr, radar.bandwidth, radar.measurement_floor_range) ** 2 / detected
        row["across"] = (slant * angle_error(snr, radar.beamwidth, radar.measurement_floor_angle)) ** 2 / detected
        row["first"] = k == 0


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
    cell = cell_at(growth.times, look["time"])
    evaluate(growth.back[cell], look["time"] - growth.times[cell], work)
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
def tell(
    p: Floats,
    done: Floats,
    end: Floats,
    growth: Growth,
    time: float,
    covariance: Floats,
    drag: Floats,
    impact: Floats,
    work: Floats,
) -> None:
    """Fill covariance (6, 6), drag (7,), its row of ln(beta), at a time [s], and ellipse (3,) of the predicted impact.

    p (7, 7) as if at launch; done and end (7, 7): the noise that p has in it and that until impact; work (3, 7, 7).
    """
    there, now, product = work[0], work[1], work[2]
    cell = cell_at(growth.times, time)
    evaluate(growth.there[cell], time - growth.times[cell], there)
    evaluate(growth.noise[cell], time - growth.times[cell], now)
    for i in range(7):
        for j in range(7):
            now[i, j] += p[i, j] - done[i, j]
    for i in range(7):
        for j in range(7):
            total = 0.0
            for k in range(7):
                total += there[i, k] * now[k, j]
            product[i, j] = total
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
    growth: Growth, sights: NDArray[np.void], times: Floats, latency: float, motion: Motion
) -> tuple[Floats, Floats, Floats, Floats]:
    """Covariances (T, 6, 6) [m, m/s] at times (T,) [s], of ln(beta) (T, 7), ellipses (T, 3) of impact, (3,) of launch.

    What a Kalman filter knows that has the true arc and all looks that arrived: C = (H^T W H)^-1 where nothing
    disturbs the motion (methods as in Bar-Shalom, Li and Kirubarajan, Estimation with Applications to Tracking and
    Navigation, 2001, from memory). sights (L,) SIGHT are in order of their times, none arrives later than by latency
    [s], and by times[0] some have arrived: looks that come out of order are taken in order each time anew. The launch
    ellipse is of all looks, by the same filter run backwards; the missile leaves the ground vertically.
    """
    count = sights.shape[0]
    covariances, drags = np.empty((times.shape[0], 6, 6)), np.empty((times.shape[0], 7))
    impacts, launch = np.empty((times.shape[0], 3)), np.empty(3)
    rows, noise = np.empty((count, 3, 7)), np.empty((count, 7, 7))
    settled, p, end, work = np.empty((7, 7)), np.empty((7, 7)), np.empty((7, 7)), np.empty((3, 7, 7))
    prepare(growth, sights, rows, noise, work[0])
    cell = growth.noise.shape[0] - 1
    evaluate(growth.noise[cell], growth.times[cell + 1] - growth.times[cell], end)
    row, known = 0, -1
    for n in range(times.shape[0]):
        while row < count and sights[row]["time"] + latency <= times[n]:
            known = take(settled, known, row, growth, sights, rows, noise, motion, work[0])
            row += 1
        for i in range(7):
            for j in range(7):
                p[i, j] = settled[i, j]
        last = known
        for k in range(row, count):
            if sights[k]["time"] > times[n]:
                break
            if sights[k]["arrival"] <= times[n]:
                last = take(p, last, k, growth, sights, rows, noise, motion, work[0])
        tell(p, noise[last], end, growth, times[n], covariances[n], drags[n], impacts[n], work)
    while sights[count - 1]["across"] > NOTHING and count > 1:  # no track begins with such a look
        count -= 1
    last = -1
    for k in range(count):
        last = take(p, last, count - 1 - k, growth, sights, rows, noise, motion, work[0])
    east = cross = north = 0.0
    for i in range(3):
        for j in range(3):
            blurred = p[i, j] + noise[0, i, j]
            east += growth.launch[0, i] * blurred * growth.launch[0, j]
            cross += growth.launch[0, i] * blurred * growth.launch[1, j]
            north += growth.launch[1, i] * blurred * growth.launch[1, j]
    ellipse(east, cross, north, launch)
    return covariances, drags, impacts, launch
