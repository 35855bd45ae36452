"""exp and log without branches or calls, so that a loop over lanes of flights stays packed arithmetic.

Good to two units in the last place over the arguments that the air needs; tests/test_vector_math.py measures it.
"""

from __future__ import annotations

import struct
from typing import Any

from llvmlite import ir
from numba import config, types
from numba.extending import intrinsic

from openbmd.physics.kernel import inlined

SHIFTER = 6755399441055744.0  # 1.5 * 2^52: adding it rounds to a whole number and leaves that in the low bits
LOG2_E = 1.4426950408889634
LN2 = 0.6931471805599453
LN2_HIGH = 0.693147180369123816490  # ln 2 in two parts (fdlibm), so that x - k ln 2 keeps its digits
LN2_LOW = 1.90821492927058770002e-10
LARGEST = 708.0  # beyond, exp is held: 2^1023 is the last power of two
SQRT_HALF_BITS = 0x3FE6A09E667F3BCD  # bits of sqrt(1/2)


if config.DISABLE_JIT:

    def bits(x: float) -> int:
        """The 64 bits of a double as an integer."""
        return int(struct.unpack("<q", struct.pack("<d", x))[0])

    def from_bits(n: int) -> float:
        """The double with these 64 bits."""
        return float(struct.unpack("<d", struct.pack("<Q", n & 0xFFFF_FFFF_FFFF_FFFF))[0])

else:

    @intrinsic  # type: ignore[untyped-decorator]
    def bits(typing_context: Any, x: Any) -> Any:
        """The 64 bits of a double as an integer."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.bitcast(arguments[0], ir.IntType(64))

        return types.int64(types.float64), generate

    @intrinsic  # type: ignore[untyped-decorator]
    def from_bits(typing_context: Any, n: Any) -> Any:
        """The double with these 64 bits."""

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.bitcast(arguments[0], ir.DoubleType())

        return types.float64(types.int64), generate


@inlined
def exp(x: float) -> float:
    """e to the power x, held beyond |x| = 708: the Taylor series of a remainder below ln(2)/2, to its 13th term."""
    x = min(max(x, -LARGEST), LARGEST)
    shifted = x * LOG2_E + SHIFTER
    k = shifted - SHIFTER
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    tail = 1 / 5040 + r * (1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * (1 / 39916800 + r * (1 / 479001600)))))
    series = 1.0 + r * (1.0 + r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * tail))))))
    power_of_two: float = from_bits((bits(shifted) + 1023) << 52)
    return series * power_of_two


@inlined
def log(x: float) -> float:
    """Natural logarithm of a positive normal number: ln(m) + k ln(2) with m near 1, by the series of artanh."""
    k = (bits(x) - SQRT_HALF_BITS) >> 52
    m = from_bits(bits(x) - (k << 52))
    s = (m - 1.0) / (m + 1.0)
    z = s * s
    tail = 1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z * (1 / 21)))))
    series: float = 2.0 * s * (1.0 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * tail)))))
    logarithm: float = series + k * LN2
    return logarithm
