"""How well a radar knows a target's position and velocity while it holds it."""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.arc import sample
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER, J2, ROTATION_RATE, SEMI_MAJOR_AXIS, SPEED_OF_LIGHT
from openbmd.physics.detection import better, detection_probability
from openbmd.physics.kernel import inlined, kernel


class Motion(NamedTuple):
    """What the tracker does not know of the target's motion."""

    free_noise: float  # m2/s3, spectral density of unknown acceleration in free flight
    boost_share: float  # 1, unknown share of the non-gravitational acceleration before burnout
    flight_share: float  # 1, the same after burnout: drag and lift
    correlation_time: float  # s, over which that unknown acceleration keeps its direction
    prior_speed: float  # m/s, 1-sigma of each velocity component before the first look


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


@inlined
def free_fall(x: float, y: float, z: float, vx: float, vy: float, vz: float) -> tuple[float, float, float]:
    """Earth-fixed acceleration [m/s2] in vacuum: central gravity, J2, Coriolis, centrifugal; [m], [m/s]."""
    r2 = x * x + y * y + z * z
    central = GRAVITATIONAL_PARAMETER / (r2 * sqrt(r2))
    oblate = 1.5 * J2 * SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS / r2
    tilt = 5.0 * z * z / r2
    flat = central * (1.0 + oblate * (1.0 - tilt))
    steep = central * (1.0 + oblate * (3.0 - tilt))
    spin2 = ROTATION_RATE * ROTATION_RATE
    return (
        (spin2 - flat) * x + 2.0 * ROTATION_RATE * vy,
        (spin2 - flat) * y - 2.0 * ROTATION_RATE * vx,
        -steep * z,
    )


@inlined
def transition(phi: NDArray[np.float64], x: float, y: float, z: float, dt: float) -> None:
    """Fill phi (6, 6) with how an error grows over dt [s] at position [m]: gravity gradient, to dt^3.

    Good to a share (dt / 800 s)^4; the Earth's turning, 2 omega = 1.5e-4 rad/s on a velocity error, is left out.
    """
    r2 = x * x + y * y + z * z
    central = GRAVITATIONAL_PARAMETER / (r2 * sqrt(r2))
    r = (x, y, z)
    for i in range(3):
        for j in range(3):
            unit = 1.0 if i == j else 0.0
            gradient = central * (3.0 * r[i] * r[j] / r2 - unit)
            phi[i, j] = phi[3 + i, 3 + j] = unit + 0.5 * dt * dt * gradient
            phi[i, 3 + j] = dt * unit + dt * dt * dt / 6.0 * gradient
            phi[3 + i, j] = dt * gradient


@inlined
def propagate(p: NDArray[np.float64], phi: NDArray[np.float64], work: NDArray[np.float64], q: float, dt: float) -> None:
    """Covariance p (6, 6) becomes phi p phi^T + Q, Q of white acceleration of density q [m2/s3] over dt [s]."""
    for i in range(6):
        for j in range(6):
            total = 0.0
            for k in range(6):
                total += phi[i, k] * p[k, j]
            work[i, j] = total
    for i in range(6):
        for j in range(i + 1):
            total = 0.0
            for k in range(6):
                total += work[i, k] * phi[j, k]
            p[i, j] = p[j, i] = total
    for i in range(3):
        p[i, i] += q * dt * dt * dt / 3.0
        p[i, 3 + i] += q * dt * dt / 2.0
        p[3 + i, i] += q * dt * dt / 2.0
        p[3 + i, 3 + i] += q * dt


@inlined
def measure(p: NDArray[np.float64], hx: float, hy: float, hz: float, variance: float) -> None:
    """Covariance p (6, 6) after one position component along the unit vector h, known to variance [m2]."""
    gx = p[0, 0] * hx + p[0, 1] * hy + p[0, 2] * hz
    gy = p[1, 0] * hx + p[1, 1] * hy + p[1, 2] * hz
    gz = p[2, 0] * hx + p[2, 1] * hy + p[2, 2] * hz
    gu = p[3, 0] * hx + p[3, 1] * hy + p[3, 2] * hz
    gv = p[4, 0] * hx + p[4, 1] * hy + p[4, 2] * hz
    gw = p[5, 0] * hx + p[5, 1] * hy + p[5, 2] * hz
    g = (gx, gy, gz, gu, gv, gw)
    scale = 1.0 / (hx * gx + hy * gy + hz * gz + variance)
    for i in range(6):
        for j in range(i + 1):
            p[i, j] -= scale * g[i] * g[j]
            p[j, i] = p[i, j]


@kernel
def errors(
    nodes: NDArray[np.float64],
    times: NDArray[np.float64],
    search_snr: NDArray[np.float64],
    cued_snr: NDArray[np.float64],
    dwell_time: float,
    origin: NDArray[np.float64],
    radar: Any,
    burnout_time: float,
    motion: Motion,
) -> NDArray[np.float64]:
    """Position [m] and velocity [m/s] error (2, T), 1-sigma root sum square, after each look at times (T,) [s].

    The covariance of a six-state Kalman filter that knows the true arc, nodes (N, 10), seen from origin (3,) [m]:
    C = (H^T W H)^-1 where nothing disturbs the motion (methods as in Bar-Shalom, Li and Kirubarajan, Estimation
    with Applications to Tracking and Navigation, 2001, from memory). The first look is a detection; each later
    one brings its information times its probability of detection, so that the answer bounds what a tracker
    reaches on average from below. From dwell_time [s] on a look has the better of search_snr and cued_snr [1].
    Acceleration that gravity does not explain is unknown to the share that motion says, as white noise of
    density 2 (share a)2 correlation_time (Singer, IEEE Trans. AES 6, 1970, from memory).
    """
    arc = sample(nodes, times)
    out = np.empty((2, times.shape[0]))
    p = np.zeros((6, 6))
    phi = np.empty((6, 6))
    work = np.empty((6, 6))
    fall = (0.0, 0.0, 0.0)
    for k in range(times.shape[0]):
        x, y, z, vx, vy, vz = arc[k, 0], arc[k, 1], arc[k, 2], arc[k, 3], arc[k, 4], arc[k, 5]
        before, fall = fall, free_fall(x, y, z, vx, vy, vz)
        snr = max(better(search_snr[k], cued_snr[k], times[k] >= dwell_time), 1e-9)  # no echo, no information
        ux, uy, uz = x - origin[0], y - origin[1], z - origin[2]
        slant = sqrt(ux * ux + uy * uy + uz * uz)
        ux, uy, uz = ux / slant, uy / slant, uz / slant
        along = range_error(snr, radar.bandwidth, radar.measurement_floor_range) ** 2
        across = (slant * angle_error(snr, radar.beamwidth, radar.measurement_floor_angle)) ** 2
        if k == 0:
            u = (ux, uy, uz)
            for i in range(3):
                for j in range(3):
                    p[i, j] = (along - across) * u[i] * u[j]
                p[i, i] += across
                p[3 + i, 3 + i] = motion.prior_speed**2
        else:
            dt = times[k] - times[k - 1]
            fx = (vx - arc[k - 1, 3]) / dt - 0.5 * (before[0] + fall[0])
            fy = (vy - arc[k - 1, 4]) / dt - 0.5 * (before[1] + fall[1])
            fz = (vz - arc[k - 1, 5]) / dt - 0.5 * (before[2] + fall[2])
            share = motion.boost_share if times[k - 1] < burnout_time else motion.flight_share
            unknown = share * share * (fx * fx + fy * fy + fz * fz)
            middle = 0.5 * (x + arc[k - 1, 0]), 0.5 * (y + arc[k - 1, 1]), 0.5 * (z + arc[k - 1, 2])
            transition(phi, middle[0], middle[1], middle[2], dt)
            propagate(p, phi, work, motion.free_noise + 2.0 * unknown * motion.correlation_time, dt)
            detected = detection_probability(snr, radar.false_alarm_probability, radar.swerling_case)
            if detected > 0.0:
                # two directions across the line of sight, the first away from its largest component
                if abs(uz) < 0.9:
                    ring = sqrt(ux * ux + uy * uy)
                    ax, ay, az = -uy / ring, ux / ring, 0.0
                else:
                    ring = sqrt(uy * uy + uz * uz)
                    ax, ay, az = 0.0, -uz / ring, uy / ring
                measure(p, ux, uy, uz, along / detected)
                measure(p, ax, ay, az, across / detected)
                measure(p, uy * az - uz * ay, uz * ax - ux * az, ux * ay - uy * ax, across / detected)
        out[0, k] = sqrt(p[0, 0] + p[1, 1] + p[2, 2])
        out[1, k] = sqrt(p[3, 3] + p[4, 4] + p[5, 5])
    return out
