"""Who is next: threats in a binary heap (Williams, "Algorithm 232: Heapsort", Communications of the ACM 7, 1964)."""

from __future__ import annotations

from openbmd.physics.kernel import kernel
from openbmd.records import Floats, Integers


@kernel
def sooner(rank: Floats, launches: Floats, one: int, other: int) -> bool:
    """Whether a threat comes before another: the lower rank, then the earlier launch, then the lower index."""
    if rank[one] != rank[other]:
        return bool(rank[one] < rank[other])
    if launches[one] != launches[other]:
        return bool(launches[one] < launches[other])
    return one < other


@kernel
def push(heap: Integers, size: int, rank: Floats, launches: Floats, threat: int) -> int:
    """Put a threat into the heap of that size; its size then."""
    at = size
    while at > 0:
        above = (at - 1) // 2
        if not sooner(rank, launches, threat, heap[above]):
            break
        heap[at] = heap[above]
        at = above
    heap[at] = threat
    return size + 1


@kernel
def pop(heap: Integers, size: int, rank: Floats, launches: Floats) -> int:
    """Take the first threat out of the heap of that size, which is then one less."""
    first, last, at = heap[0], heap[size - 1], 0
    while 2 * at + 1 < size - 1:
        below = 2 * at + 1
        if below + 1 < size - 1 and sooner(rank, launches, heap[below + 1], heap[below]):
            below += 1
        if not sooner(rank, launches, heap[below], last):
            break
        heap[at] = heap[below]
        at = below
    heap[at] = last
    return int(first)
