"""Which of the tracks that reach a unit a launch stands on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.error_growth import Growth, spread_at
from openbmd.physics.kernel import inlined, kernel
from openbmd.records import REASONS, Floats

TOO_LATE, LOST, OVERHEAD, TOO_COARSE = (
    REASONS.index(reason) for reason in ("track too late", "track lost", "lost overhead", "track too coarse")
)


@kernel
def serving(
    sources: NDArray[np.void],
    update_times: Floats,
    updates: Floats,
    growth: Growth,
    gain: Floats,
    work: Floats,
    launch: float,
    intercept: float,
    basket: float,
    homing: float,
) -> int:
    """The first source good enough to launch on at that time [s] for that intercept [s].

    Good enough: the predicted intercept point inside the basket [m] by the last update that comes before the
    interceptor homes by itself, homing [s] before the intercept: updates go on in flight while the target is held.
    gain (7, 7) and work (2, 7, 7) are for work.
    When there is none, minus the place among REASONS of what the source that is nearest to it lacks.
    """
    found, added = TOO_LATE, -1.0
    for s in range(sources.shape[0]):
        track = sources[s]
        if launch > track["until"] or intercept > track["last_finish"]:
            found = max(found, OVERHEAD if track["overhead"] else LOST)
            continue
        if launch < track["usable"] or intercept < track["first_finish"]:
            continue
        low = last_update(track, update_times, max(launch, intercept - homing))
        if low < track["start"]:
            continue
        if added < 0.0:
            added = spread_at(growth, intercept, gain, work)
        square = added
        for i in range(7):
            for j in range(7):
                square += gain[i, j] * updates[low, i, j]
        if square <= basket * basket:
            return s
        found = TOO_COARSE
    return -found


@inlined
def last_update(source: NDArray[np.void], update_times: Floats, time: float) -> int:
    """The last update of a source that has come by a time [s]; the row before its first when none has."""
    low, high = source["start"] - 1, source["stop"]
    while high - low > 1:
        middle = (low + high) // 2
        if update_times[middle] + source["latency"] <= time:
            low = middle
        else:
            high = middle
    return int(low)


@kernel
def standing_on(source: NDArray[np.void], members: NDArray[np.void], launch: float) -> tuple[int, float]:
    """The radar sites that a launch [s] on the source needs, a bit each, and the best discrimination [1] among them."""
    radars, discrimination = 0, 0.0
    for m in range(source["member"], source["member_stop"]):
        if members[m]["known"] <= launch:
            radars |= members[m]["radar"]
            discrimination = max(discrimination, members[m]["discrimination"])
    return radars, discrimination
