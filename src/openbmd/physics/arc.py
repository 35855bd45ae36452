"""A flown arc between its nodes: quintic Hermite interpolation of time, position, velocity, acceleration.

The integrator's own nodes carry acceleration, so the quintic costs nothing more; its error is
(step)^6 / 46080 times the sixth derivative of position.
"""

from __future__ import annotations

from math import cos, inf, sin

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.earth import altitude, geodetic
from openbmd.physics.kernel import inlined, kernel


@kernel
def interval(nodes: NDArray[np.float64], time: float) -> int:
    """Row i of nodes (N, 10) with nodes[i, 0] <= time < nodes[i + 1, 0]; the nearest non-empty one outside."""
    low, high = 0, nodes.shape[0] - 1
    while high - low > 1:
        middle = (low + high) // 2
        if nodes[middle, 0] <= time:
            low = middle
        else:
            high = middle
    while low > 0 and nodes[low, 0] == nodes[low + 1, 0]:
        low -= 1
    return low


@inlined
def state(nodes: NDArray[np.float64], i: int, time: float, out: NDArray[np.float64]) -> None:
    """Position and velocity [m, m/s] at a time [s] between rows i and i + 1 of nodes, into out (6,)."""
    h = nodes[i + 1, 0] - nodes[i, 0]
    s = (time - nodes[i, 0]) / h
    s2, s3 = s * s, s * s * s
    s4, s5 = s2 * s2, s2 * s3
    for j in range(3):
        r0, v0, a0 = nodes[i, 1 + j], nodes[i, 4 + j] * h, nodes[i, 7 + j] * h * h
        v1, a1 = nodes[i + 1, 4 + j] * h, nodes[i + 1, 7 + j] * h * h
        d = nodes[i + 1, 1 + j] - r0
        c3 = 10.0 * d - 6.0 * v0 - 4.0 * v1 - 1.5 * a0 + 0.5 * a1
        c4 = -15.0 * d + 8.0 * v0 + 7.0 * v1 + 1.5 * a0 - a1
        c5 = 6.0 * d - 3.0 * (v0 + v1) + 0.5 * (a1 - a0)
        out[j] = r0 + v0 * s + 0.5 * a0 * s2 + c3 * s3 + c4 * s4 + c5 * s5
        out[3 + j] = (v0 + a0 * s + 3.0 * c3 * s2 + 4.0 * c4 * s3 + 5.0 * c5 * s4) / h


@kernel
def sample(nodes: NDArray[np.float64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Position and velocity (T, 6) [m, m/s] at times (T,) [s] on nodes (N, 10); held inside the flight's ends."""
    out = np.empty((times.shape[0], 6))
    first, last = nodes[0, 0], nodes[nodes.shape[0] - 1, 0]
    for k in range(times.shape[0]):
        time = min(max(times[k], first), last)
        state(nodes, interval(nodes, time), time, out[k])
    return out


@kernel
def climb_rate(y: NDArray[np.float64]) -> float:
    """Rate of altitude above the ellipsoid [m/s] of a state (6,) [m, m/s]."""
    latitude, longitude, _ = geodetic(y[0], y[1], y[2])
    level = y[3] * cos(longitude) + y[4] * sin(longitude)
    rate: float = level * cos(latitude) + y[5] * sin(latitude)
    return rate


@kernel
def apogee(nodes: NDArray[np.float64]) -> tuple[float, float]:
    """Time [s] and altitude [m] of the highest point on nodes (N, 10)."""
    top, highest = 0, -inf
    for n in range(nodes.shape[0]):
        z = altitude(nodes[n, 1], nodes[n, 2], nodes[n, 3])
        if z > highest:
            top, highest = n, z
    time = nodes[top, 0]
    y = np.empty(6)
    for i in range(max(top - 1, 0), min(top + 1, nodes.shape[0] - 1)):
        low, high = nodes[i, 0], nodes[i + 1, 0]
        if high <= low or climb_rate(nodes[i, 1:7]) < 0.0 or climb_rate(nodes[i + 1, 1:7]) > 0.0:
            continue
        for _ in range(50):
            time = 0.5 * (low + high)
            state(nodes, i, time, y)
            if climb_rate(y) > 0.0:
                low = time
            else:
                high = time
        highest = altitude(y[0], y[1], y[2])
    return time, highest
