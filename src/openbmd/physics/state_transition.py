"""The state-transition matrix of a flight's error and what noise adds, as power series over one cell of the flight.

The state is position, velocity and ln(ballistic coefficient), seven numbers (see error_growth).
"""

from __future__ import annotations

from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.atmosphere import density
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER, J2, ROTATION_RATE, SEMI_MAJOR_AXIS
from openbmd.physics.kernel import inlined, kernel

Floats = NDArray[np.float64]

ORDER = 4  # of the power series of there and back inside a cell
SMOOTHED = 500.0  # m either way over which the slope of ln(density) is taken: the standard air has kinks


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


@kernel
def thinning(height: float, layers: NDArray[np.void]) -> float:
    """Slope of ln(density) over altitude [1/m] at a height [m]; 0 where there is no air."""
    above = density(height + SMOOTHED, layers)
    return log(above / density(height - SMOOTHED, layers)) / (2.0 * SMOOTHED) if above > 0.0 else 0.0


@kernel
def rates(y: Floats, f: Floats, slope: float, unpowered: bool, out: Floats) -> None:
    """Fill out (3, 7) with d(acceleration) / d(state) at state y (6,) and non-gravitational acceleration f (3,) [m/s2].

    Central gravity's gradient (J2's is a thousandth of it), centrifugal and Coriolis; unpowered, also how drag and lift
    change with density, slope [1/m] being that of ln(density) over altitude, with velocity and with ln(beta).
    """
    r2 = y[0] * y[0] + y[1] * y[1] + y[2] * y[2]
    r = sqrt(r2)
    central = GRAVITATIONAL_PARAMETER / (r2 * r)
    v = sqrt(y[3] * y[3] + y[4] * y[4] + y[5] * y[5])
    along = (f[0] * y[3] + f[1] * y[4] + f[2] * y[5]) / v if unpowered else 0.0
    for i in range(3):
        for j in range(3):
            out[i, j] = 3.0 * central * y[i] * y[j] / r2
            out[i, 3 + j] = 0.0
        out[i, i] -= central
        out[i, 6] = 0.0
        if unpowered:
            for j in range(3):
                out[i, j] += slope * f[i] * y[j] / r
                out[i, 3 + j] = (2.0 * f[i] * y[3 + j] - y[3 + i] * f[j]) / (v * v)
            out[i, 3 + i] += along / v
            out[i, 6] = -f[i]
    out[0, 0] += ROTATION_RATE * ROTATION_RATE
    out[1, 1] += ROTATION_RATE * ROTATION_RATE
    out[0, 4] += 2.0 * ROTATION_RATE
    out[1, 3] -= 2.0 * ROTATION_RATE


@kernel
def expand(a: Floats, there: Floats) -> None:
    """Fill in the power series of there (ORDER + 1, 7, 7), whose first term is given.

    a: (3, 7), how the acceleration depends on the state, constant over the cell.
    """
    for n in range(ORDER):
        for i in range(7):
            for j in range(7):
                total = 0.0
                if i < 3:
                    total = there[n, 3 + i, j]
                elif i < 6:
                    for k in range(7):
                        total += a[i - 3, k] * there[n, k, j]
                there[n + 1, i, j] = total / (n + 1)


@kernel
def expand_back(a: Floats, back: Floats) -> None:
    """The same of its inverse."""
    for n in range(ORDER):
        for i in range(7):
            for j in range(7):
                total = back[n, i, j - 3] if 3 <= j < 6 else 0.0
                for k in range(3):
                    total += back[n, i, 3 + k] * a[k, j]
                back[n + 1, i, j] = -total / (n + 1)


@kernel
def evaluate(series: Floats, time: float, out: Floats) -> None:
    """Value (7, 7) of a power series (N, 7, 7) at a time [s] after its start."""
    last = series.shape[0] - 1
    for i in range(7):
        for j in range(7):
            out[i, j] = series[last, i, j]
    for n in range(last):
        for i in range(7):
            for j in range(7):
                out[i, j] = out[i, j] * time + series[last - 1 - n, i, j]


@kernel
def blur(density: float, back: Floats, noise: Floats) -> None:
    """Fill in the power series of noise (4, 7, 7), its first term given, for white acceleration of a density [m2/s3].

    Columns of back, to first order in time, times their transpose, integrated: whatever the stretch, none is negative.
    """
    for n in range(1, 4):
        for i in range(7):
            noise[n, i, 6] = noise[n, 6, i] = 0.0
    for i in range(6):
        for j in range(i + 1):
            flat = slant = steep = 0.0
            for k in range(3, 6):
                flat += back[0, i, k] * back[0, j, k]
                slant += back[0, i, k] * back[1, j, k] + back[1, i, k] * back[0, j, k]
                steep += back[1, i, k] * back[1, j, k]
            noise[1, i, j] = noise[1, j, i] = density * flat
            noise[2, i, j] = noise[2, j, i] = density / 2.0 * slant
            noise[3, i, j] = noise[3, j, i] = density / 3.0 * steep
