"""How well radars know a target's position and velocity while they hold it."""

from __future__ import annotations

from math import inf, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.arc import sample
from openbmd.physics.constants import SPEED_OF_LIGHT
from openbmd.physics.detection import better, detection_probability
from openbmd.physics.error_growth import Floats, Growth, Motion, cell_at, disturb, ellipse, evaluate
from openbmd.physics.kernel import kernel

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
    dwell_time: float,
    origin: Floats,
    radar: Any,
    sights: NDArray[np.void],
) -> None:
    """Fill sights (T,) SIGHT, all but arrival, with what one radar at origin (3,) [m] measures at times (T,) [s].

    nodes: (N, 10) of the flight. The first look is a detection; each later one brings its information times its
    probability of detection, so that the answer bounds what a tracker reaches on average from below.
    From dwell_time [s] on a look has the better of search_snr and cued_snr (T,) [1].
    """
    arc = sample(nodes, times)
    for k in range(times.shape[0]):
        snr = max(better(search_snr[k], cued_snr[k], times[k] >= dwell_time), 1e-9)  # no echo, no information
        ux, uy, uz = arc[k, 0] - origin[0], arc[k, 1] - origin[1], arc[k, 2] - origin[2]
        slant = sqrt(ux * ux + uy * uy + uz * uz)
        detected = 1.0
        if k > 0:
            detected = detection_probability(snr, radar.false_alarm_probability, radar.swerling_case)
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
    """Fill p (7, 7), as if at launch, with what a first look alone and the priors say; work (3, 7, 7)."""
    u = (look["x"], look["y"], look["z"])
    cell = cell_at(growth.times, look["time"])
    evaluate(growth.back[cell], look["time"] - growth.times[cell], work[0])
    for i in range(7):
        for j in range(7):
            total = 0.0
            for k in range(3):
                total += work[0, i, k] * work[0, j, k] * look["across"]
                total += work[0, i, 3 + k] * work[0, j, 3 + k] * motion.prior_speed**2
            p[i, j] = total + work[0, i, 6] * work[0, j, 6] * motion.prior_drag**2
    for i in range(7):
        work[1, 0, i] = work[0, i, 0] * u[0] + work[0, i, 1] * u[1] + work[0, i, 2] * u[2]
    for i in range(7):
        for j in range(7):
            p[i, j] += (look["along"] - look["across"]) * work[1, 0, i] * work[1, 0, j]


@kernel
def take(p: Floats, since: float, growth: Growth, look: np.void, motion: Motion, work: Floats) -> float:
    """Bring p (7, 7), as if at launch, from the time since [s] through a look; its time [s]. work: (3, 7, 7).

    since is inf when nothing is known yet. Each radar's first look brings the priors with it: they say next to
    nothing, and so no member of a fused track can know what the whole does not.
    """
    time: float = look["time"]
    if since == inf:
        begin(p, growth, look, motion, work)
        return time
    disturb(p, growth, since, time, work)
    cell = cell_at(growth.times, time)
    evaluate(growth.there[cell], time - growth.times[cell], work[0])
    x, y, z = look["x"], look["y"], look["z"]
    # two directions across the line of sight, the first away from its largest component
    if abs(z) < 0.9:
        ring = sqrt(x * x + y * y)
        ax, ay, az = -y / ring, x / ring, 0.0
    else:
        ring = sqrt(y * y + z * z)
        ax, ay, az = 0.0, -z / ring, y / ring
    bx, by, bz = y * az - z * ay, z * ax - x * az, x * ay - y * ax
    h, g = work[1, 0], work[1, 1]
    for i in range(7):
        h[i] = x * work[0, 0, i] + y * work[0, 1, i] + z * work[0, 2, i]
    measure(p, h, look["along"], g)
    for i in range(7):
        h[i] = ax * work[0, 0, i] + ay * work[0, 1, i] + az * work[0, 2, i]
    measure(p, h, look["across"], g)
    for i in range(7):
        h[i] = bx * work[0, 0, i] + by * work[0, 1, i] + bz * work[0, 2, i]
    measure(p, h, look["across"], g)
    if look["first"]:
        for i in range(3):
            measure(p, work[0, 3 + i], motion.prior_speed**2, g)
    return time


@kernel
def tell(p: Floats, growth: Growth, time: float, covariance: Floats, impact: Floats, work: Floats) -> None:
    """Fill covariance (6, 6) at a time [s] and the ellipse (3,) of the predicted impact; p, work as in take."""
    cell = cell_at(growth.times, time)
    evaluate(growth.there[cell], time - growth.times[cell], work[0])
    for i in range(6):
        for j in range(7):
            total = 0.0
            for k in range(7):
                total += work[0, i, k] * p[k, j]
            work[1, i, j] = total
    for i in range(6):
        for j in range(i + 1):
            total = 0.0
            for k in range(7):
                total += work[1, i, k] * work[0, j, k]
            covariance[i, j] = covariance[j, i] = total
    for i in range(7):
        for j in range(7):
            work[2, i, j] = p[i, j]
    disturb(work[2], growth, time, growth.times[growth.times.shape[0] - 1], work)
    east = cross = north = 0.0
    for i in range(7):
        for j in range(7):
            east += growth.impact[0, i] * work[2, i, j] * growth.impact[0, j]
            cross += growth.impact[0, i] * work[2, i, j] * growth.impact[1, j]
            north += growth.impact[1, i] * work[2, i, j] * growth.impact[1, j]
    ellipse(east, cross, north, impact)


@kernel
def errors(
    growth: Growth, sights: NDArray[np.void], times: Floats, latency: float, motion: Motion
) -> tuple[Floats, Floats, Floats]:
    """Covariances (T, 6, 6) [m, m/s] at times (T,) [s], ellipses (T, 3) of impact and (3,) of launch [m, m, rad].

    What a Kalman filter knows that has the true arc and all looks that arrived: C = (H^T W H)^-1 where nothing
    disturbs the motion (methods as in Bar-Shalom, Li and Kirubarajan, Estimation with Applications to Tracking and
    Navigation, 2001, from memory). sights (L,) SIGHT are in order of their times, none arrives later than by latency
    [s], and by times[0] some have arrived: looks that come out of order are taken in order each time anew. The launch
    ellipse is of all looks, by the same filter run backwards; the missile leaves the ground vertically.
    """
    count = sights.shape[0]
    covariances, impacts, launch = np.empty((times.shape[0], 6, 6)), np.empty((times.shape[0], 3)), np.empty(3)
    settled, p, work = np.empty((7, 7)), np.empty((7, 7)), np.empty((3, 7, 7))
    row, known = 0, inf
    for n in range(times.shape[0]):
        while row < count and sights[row]["time"] + latency <= times[n]:
            known = take(settled, known, growth, sights[row], motion, work)
            row += 1
        for i in range(7):
            for j in range(7):
                p[i, j] = settled[i, j]
        since = known
        for k in range(row, count):
            if sights[k]["time"] > times[n]:
                break
            if sights[k]["arrival"] <= times[n]:
                since = take(p, since, growth, sights[k], motion, work)
        disturb(p, growth, since, times[n], work)
        tell(p, growth, times[n], covariances[n], impacts[n], work)
    while sights[count - 1]["across"] > NOTHING and count > 1:  # no track begins with such a look
        count -= 1
    since = inf
    for k in range(count):
        since = take(p, since, growth, sights[count - 1 - k], motion, work)
    disturb(p, growth, since, growth.times[0], work)
    east, north = growth.launch[0], growth.launch[1]
    ee = en = nn = 0.0
    for i in range(3):
        for j in range(3):
            ee += east[i] * p[i, j] * east[j]
            en += east[i] * p[i, j] * north[j]
            nn += north[i] * p[i, j] * north[j]
    ellipse(ee, en, nn, launch)
    return covariances, impacts, launch
