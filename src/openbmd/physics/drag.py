"""Drag coefficients over Mach number, on the largest cross-section.

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


def _resample() -> NDArray[np.float64]:
    """(tables, 601): drag coefficient STEPS_PER_MACH to Mach 6, held above."""
    mach = np.arange(601) / STEPS_PER_MACH
    return np.array([np.interp(mach, *np.array(table).T) for table in PRINTED])


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
    base = int(row) * COLUMNS + column
    between: float = FLAT[base] + (place - column) * (FLAT[base + 1] - FLAT[base])
    return between
