"""Drag coefficients over Mach number, on the largest cross-section: monotone cubics through printed points.

Tables as printed with D. Wright's missile program (the V-2 curve credited to G. Sutton, Rocket Propulsion Elements).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import inlined

STEPS_PER_MACH = 100.0  # every printed Mach number is a multiple, so the resampled table is the printed one
NONE, V2, LARGE_LIQUID, LARGE_SOLID = range(4)  # rows of TABLES
NAMES = ("none", "v-2", "large liquid", "large solid")

PRINTED = (
    ((0.0, 1.0), (6.0, 1.0)),
    (
        (0.0, 0.15), (0.6, 0.15), (0.7, 0.16), (0.8, 0.18), (0.9, 0.23), (1.0, 0.30), (1.1, 0.40), (1.18, 0.42),
        (1.2, 0.415), (1.3, 0.38), (1.4, 0.36), (1.5, 0.325), (1.6, 0.30), (1.7, 0.275), (1.8, 0.26), (1.9, 0.25),
        (2.0, 0.24), (3.0, 0.21), (4.0, 0.18), (5.0, 0.155), (5.5, 0.15),
    ),
    (
        (0.0, 0.2007), (0.7, 0.2286), (0.8, 0.2486), (0.9, 0.2825), (1.0, 0.3402), (1.05, 0.3838), (1.1, 0.4304),
        (1.15, 0.4654), (1.18, 0.4747), (1.2, 0.4740), (1.4, 0.4374), (1.6, 0.4034), (1.8, 0.3720), (2.0, 0.3430),
        (2.5, 0.2804), (3.0, 0.2305), (3.5, 0.1918), (4.0, 0.1626), (4.5, 0.1416), (5.5, 0.1183), (6.0, 0.1134),
    ),
    (
        (0.0, 0.1007), (0.5, 0.1099), (0.7, 0.1286), (0.8, 0.1486), (0.9, 0.1825), (1.0, 0.2402), (1.05, 0.2814),
        (1.1, 0.3229), (1.15, 0.3535), (1.2, 0.3618), (1.4, 0.3358), (1.6, 0.3117), (1.8, 0.2891), (2.0, 0.2682),
        (2.5, 0.2226), (3.0, 0.1859), (3.5, 0.1571), (4.0, 0.1354), (4.5, 0.1198), (5.5, 0.1035), (6.0, 0.1010),
    ),
)  # fmt: skip


def monotone_slopes(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slopes (N,) at points of the monotone piecewise cubic through them (Fritsch & Butland 1984).

    Level at both ends. An integrator of high order needs a drag whose slope does not jump.
    """
    step, rise = np.diff(x), np.diff(y) / np.diff(x)
    before, after = 2.0 * step[1:] + step[:-1], step[1:] + 2.0 * step[:-1]
    same = rise[:-1] * rise[1:] > 0.0
    slopes = np.zeros_like(y)
    slopes[1:-1][same] = ((before + after) / (before / np.where(same, rise[:-1], 1.0) + after / rise[1:]))[same]
    return slopes


def _resample() -> NDArray[np.float64]:
    """(tables, 601, 2): drag coefficient, and its change over one step, STEPS_PER_MACH to Mach 6; held above."""
    mach = np.arange(601) / STEPS_PER_MACH
    tables = np.zeros((len(PRINTED), len(mach), 2))
    for table, printed in zip(tables, PRINTED, strict=True):
        x, y = np.array(printed).T
        d = monotone_slopes(x, y)
        i = np.clip(np.searchsorted(x, mach, side="right") - 1, 0, len(x) - 2)
        h = x[i + 1] - x[i]
        s = np.minimum((mach - x[i]) / h, 1.0)
        table[:, 0] = (
            (1.0 + 2.0 * s) * (1.0 - s) ** 2 * y[i]
            + s * (1.0 - s) ** 2 * h * d[i]
            + s**2 * (3.0 - 2.0 * s) * y[i + 1]
            + s**2 * (s - 1.0) * h * d[i + 1]
        )
        table[:, 1] = (
            6.0 * s * (1.0 - s) * (y[i + 1] - y[i]) / h
            + (1.0 - s) * (1.0 - 3.0 * s) * d[i]
            + s * (3.0 * s - 2.0) * d[i + 1]
        ) / STEPS_PER_MACH
    return tables


TABLES = _resample()
COLUMNS = TABLES.shape[1]
LAST = COLUMNS - 1.000001
FLAT = TABLES.ravel()  # frozen into the kernels, so that looking up does not stop a loop from being vectorised


@inlined
def coefficient(row: float, mach: float) -> float:
    """C_D at a Mach number by one row of TABLES; the last value above the table's end."""
    place = mach * STEPS_PER_MACH
    place = place if place > 0.0 else 0.0  # what is not a number, in a step to be rejected, is looked up at 0
    place = place if place < LAST else LAST
    column = int(place)
    base = 2 * (int(row) * COLUMNS + column)
    s = place - column
    a, b, c, d = FLAT[base], FLAT[base + 1], FLAT[base + 2], FLAT[base + 3]
    between: float = a + s * (b + s * (3.0 * (c - a) - 2.0 * b - d + s * (2.0 * (a - c) + b + d)))
    return between
