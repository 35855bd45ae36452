"""Where missiles come down about their aimpoint."""

from __future__ import annotations

from math import isfinite


def within(radius: float, circular_error: float) -> float:
    """Chance that a missile comes down within a radius [m] of its aimpoint, from its CEP [m]: 1 - 2^-(r / CEP)^2.

    The distance of two equal normal errors follows Rayleigh's law, of which the CEP is the median.
    """
    if circular_error <= 0.0 or not isfinite(radius):
        return 1.0
    return 1.0 - float(2.0 ** -((radius / circular_error) ** 2))
