"""A Kalman filter of looks at one flight, told as if at launch, so that looks are taken in any order."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.error_growth import Floats, Growth, Motion, back_at, cell_at
from openbmd.physics.kernel import kernel
from openbmd.physics.state_transition import evaluate


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
