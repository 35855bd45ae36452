"""Who gets a radar's looks when there is not time enough for all."""

from __future__ import annotations

from math import floor, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import kernel
from openbmd.physics.look_costs import Costs

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

ENGAGED, DISCRIMINATING, TRACKING, SEARCHING = range(4)  # in order of priority
ROUNDING = 1e-9  # 1, of a share or a count of frames


class Allotment(NamedTuple):
    """What is given; (G, N): the least over the threats of a group, frame by frame of their flight, [1]."""

    share: Floats  # of its frames in which a target held is looked at
    quality: Floats  # dwell over the dwell with a cue
    search: Floats  # of the looks of the search fence that are made
    known: Floats  # (G,) of the looks that tell it from other objects
    served: Floats  # (T,) of its own frames, that each threat gets,
    worst: Floats  # (T,) and the least in one frame
    asked: Floats  # (B, 4) of each frame of the radar, by class in order of priority
    tracks: Integers  # (B,) held, or asked for
    channels: int  # engagements that there is time for when it is least, at most as many as are asked for


@kernel
def filled(base: Floats, most: Floats, extra: float) -> float:
    """How many times its base each of C looks gets when extra is shared out, none more than its most; inf for all.

    base, most (C,) and extra in one unit. The looks that have their most leave more for the others, round by round.
    """
    short = 0.0
    for j in range(base.shape[0]):
        short += most[j] - base[j]
    if short <= extra:
        return inf
    multiple = 1.0
    while True:
        free, left = 0.0, extra
        for j in range(base.shape[0]):
            left += base[j]
            if multiple * base[j] >= most[j]:
                left -= most[j]
            else:
                free += base[j]
        if free == 0.0:
            return inf
        more = left / free
        if more <= multiple * (1.0 + ROUNDING):
            return multiple
        multiple = more


@kernel
def line_up(
    b: int,
    start: Integers,
    order: Integers,
    route_of: Integers,
    cost: Costs,
    channels: int,
    who: Integers,
    kind: Integers,
) -> int:
    """Fill in who is held in the radar's frame b, in order, and of what class (T,); how many they are."""
    count, fired = 0, 0
    for t in order:
        r, n = route_of[t], b - start[t]
        if n < cost.begin[r] or n > cost.end[r] or cost.track[r, n] == inf:
            continue
        who[count], kind[count] = t, TRACKING
        if cost.fireable[r, n] and fired < 2 * channels:
            if fired < channels:
                kind[count] = ENGAGED
            elif cost.crowded[r, n]:
                kind[count] = DISCRIMINATING
            fired += 1
        count += 1
    return count


@kernel
def serve(
    b: int,
    start: Integers,
    route_of: Integers,
    cost: Costs,
    who: Integers,
    kind: Integers,
    most_tracks: int,
    given: Floats,
    asked: Floats,
) -> tuple[float, int]:
    """Fill in what those held are given of their looks, given (C,), and asked (4,) by class; what is left of the
    frame [1], and how many engaged get all of theirs."""
    budget, held, full = 1.0, 0, 0
    for phase in (ENGAGED, DISCRIMINATING, TRACKING):
        for j in range(given.shape[0]):
            if kind[j] != phase:
                continue
            r, n = route_of[who[j]], b - start[who[j]]
            price = cost.track[r, n]
            if phase == ENGAGED:
                price = cost.engage[r, n]
            elif phase == DISCRIMINATING:
                price = max(cost.discriminate[r, n], price)
            asked[phase] += price
            given[j] = min(1.0, budget / price) if held < most_tracks else 0.0
            if given[j] > 1.0 - ROUNDING:
                given[j] = 1.0
            elif given[j] < ROUNDING:
                given[j] = 0.0
            if given[j] > 0.0:
                held += 1
                budget = max(budget - given[j] * price, 0.0)
            if phase == ENGAGED and given[j] == 1.0:
                full += 1
    return budget, full


@kernel
def lengthened(
    b: int, start: Integers, route_of: Integers, cost: Costs, who: Integers, given: Floats, extra: float, work: Floats
) -> float:
    """How many times what it needs each look may take when extra [1] of the frame b is left; work (2, T)."""
    looked = 0
    for j in range(given.shape[0]):
        if given[j] > 0.0:
            r, n = route_of[who[j]], b - start[who[j]]
            work[0, looked], work[1, looked] = cost.track[r, n], cost.longest[r, n]
            looked += 1
    return filled(work[0, :looked], work[1, :looked], extra)


@kernel
def allot(
    launch_times: Floats,
    route_of: Integers,
    group_of: Integers,
    groups: int,
    order: Integers,
    cost: Costs,
    channels: int,
    search_share: float,
    frame: float,
    most_tracks: int,
    first: int,
    bins: int,
) -> Allotment:
    """Share out a radar's frames among T threats on R routes, engaged first, then discriminated, tracked, searched.

    launch_times (T,) [s]; route_of, group_of (T,); order (T,): who comes first within a class; channels: targets that
    its units can engage at once; frame [s]; first, bins: the radar's frames looked at. In each of them the first
    so many targets that can be fired at are engaged, as many more are told from what looks like them, and all others
    are tracked. A target that no longer fits gets part of its looks, the next ones none. What is left goes to the
    search fence, and then to longer dwells for all who are held, in proportion to what they need.
    """
    size, width = launch_times.shape[0], cost.track.shape[1]
    share, quality = np.ones((groups, width)), np.ones((groups, width))
    search, known = np.ones((groups, width)), np.ones(groups)
    served, worst, frames = np.zeros(size), np.ones(size), np.zeros(size)
    told, wanted = np.zeros(size), np.zeros(size)
    asked, tracks = np.zeros((bins, 4)), np.zeros(bins, np.int64)
    who, kind = np.empty(size, np.int64), np.empty(size, np.int64)
    given, work = np.empty(size), np.empty((2, size))
    start = np.empty(size, np.int64)
    for t in range(size):
        start[t] = floor(launch_times[t] / frame + ROUNDING) - first
    room = channels
    for b in range(bins):
        count = line_up(b, start, order, route_of, cost, channels, who, kind)
        tracks[b], asked[b, SEARCHING] = count, search_share
        budget, full = serve(b, start, route_of, cost, who, kind, most_tracks, given[:count], asked[b])
        extra = max(budget - search_share, 0.0)
        multiple = lengthened(b, start, route_of, cost, who, given[:count], extra, work)
        engaged = 0
        for j in range(count):
            t = who[j]
            r, n, g = route_of[t], b - start[t], group_of[t]
            dwell = min(multiple * cost.track[r, n], cost.longest[r, n])
            if kind[j] == ENGAGED:
                engaged += 1
                dwell = max(dwell, cost.engaged_look[r, n])
            elif kind[j] == DISCRIMINATING:
                told[t] += given[j]
                wanted[t] += 1.0
            share[g, n] = min(share[g, n], given[j])
            quality[g, n] = min(quality[g, n], dwell / cost.longest[r, n])
            served[t] += given[j]
            worst[t] = min(worst[t], given[j])
            frames[t] += 1.0
        if full < engaged:
            room = min(room, full)
        if budget < search_share:
            for t in range(size):
                n = b - start[t]
                if 0 <= n < width:
                    search[group_of[t], n] = min(search[group_of[t], n], budget / search_share)
    for t in range(size):
        served[t] = served[t] / frames[t] if frames[t] > 0.0 else 1.0
        if wanted[t] > 0.0:
            known[group_of[t]] = min(known[group_of[t]], told[t] / wanted[t])
    return Allotment(share, quality, search, known, served, worst, asked, tracks, room)


@kernel
def thin(
    times: Floats,
    search_snr: Floats,
    cued_snr: Floats,
    frame: float,
    first: int,
    firm: int,
    share: Floats,
    quality: Floats,
    search: Floats,
    out: Floats,
) -> bool:
    """Fill out (4, T) with S/N of a search and with a cue, shares of the looks of a search and in track [1], as there
    is time for them at times (T,) [s]; False, and nothing, where there is time for all.

    first, firm: indices of the looks of one target at which it is seen and firm, below 0 for never; share, quality and
    search (N,) of its group, frame [s] by frame of the flight, as in Allotment.
    """
    plenty = True
    for k in range(times.shape[0]):
        n = int(np.rint(times[k] / frame))
        plenty = plenty and share[n] == 1.0 and quality[n] == 1.0 and search[n] == 1.0
        out[1, k] = max(search_snr[k], cued_snr[k]) * quality[n]
        in_track = 0 <= firm <= k  # then nothing is better than what is paid for
        out[0, k] = min(search_snr[k], out[1, k]) if in_track else search_snr[k]
        out[2, k] = search[n]
        out[3, k] = search[n] if k < first else share[n]  # a cued search is a search
    return not plenty
