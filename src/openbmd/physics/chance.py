"""Labelled dice: a draw is a function of what it is for, and of nothing that was drawn before."""

from __future__ import annotations

from openbmd.physics.kernel import inlined, kernel

MASK = 0xFFFFFFFF
WORD = 4294967296.0  # 2^32, number of values of one word


@inlined
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Four random words in [0, 2^32) of a counter of four words under a key of two: Philox4x32-10.

    Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.
    """
    for _ in range(10):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        # A product may fill all 64 bits and read as negative once compiled: the mask after the shift mends it.
        c0, c1, c2, c3 = ((p1 >> 32) & MASK) ^ c1 ^ k0, p1 & MASK, ((p0 >> 32) & MASK) ^ c3 ^ k1, p0 & MASK
        k0 = (k0 + 0x9E3779B9) & MASK
        k1 = (k1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


@kernel
def uniform(seed: int, raid: int, threat: int, who: int, which: int) -> float:
    """The draw in [0, 1) number `which` of labels `threat` and `who` in a raid, in steps of 2^-32.

    seed is of 64 bits; raid, threat and who of 32 bits each; which counts from 0 and four in a row cost one
    Philox block (counter: raid, threat, who, which // 4; key: seed).
    """
    words = philox(raid, threat, who, which >> 2, seed & MASK, (seed >> 32) & MASK)
    return words[which & 3] / WORD
