"""How likely a look detects, and when the looks together have seen and confirmed a target.

`radar` is a kinds.Radar, of the types that physics.radar asks for.
"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import inlined, kernel


@kernel
def marcum(snr: float, threshold: float) -> float:
    """Marcum's Q1(sqrt(2 snr), sqrt(2 threshold)) [1] for snr, threshold [1] below 400.

    Poisson-weighted sum of positive terms (the non-central chi-squared distribution with two degrees of
    freedom), so nothing cancels in a small answer; an answer within 1e-18 of 1 is 1.
    """
    margin = sqrt(2.0 * snr) - sqrt(2.0 * threshold)
    if margin > 9.0:  # 1 - Q1 < exp(-margin^2 / 2)
        return 1.0
    weight = exp(-snr)  # Poisson(k; snr)
    term = exp(-threshold)  # Poisson(k; threshold)
    tail = term  # P(Poisson(threshold) <= k)
    total = weight * tail
    k = 0
    while k < snr or weight * (k + 1.0) > 1e-17 * total * (k + 1.0 - snr):
        k += 1
        weight *= snr / k
        term *= threshold / k
        tail += term
        total += weight * tail
    return min(total, 1.0)


@kernel
def detection_probability(snr: float, false_alarm_probability: float, swerling_case: int) -> float:
    """Probability [1] that one look at a target of Swerling case 0, 1 or 3 passes the threshold.

    P_fa = exp(-T); case 0 Q1(sqrt(2 snr), sqrt(2 T)), case 1 P_fa^(1 / (1 + snr)), case 3
    (1 + 2 T snr / (2 + snr)2) exp(-2 T / (2 + snr)), single pulse (Marcum; Swerling; as in Mahafza).
    """
    if swerling_case == 1:
        return float(false_alarm_probability ** (1.0 / (1.0 + snr)))
    threshold = -log(false_alarm_probability)
    if swerling_case == 3:
        spread = 2.0 + snr
        return (1.0 + 2.0 * threshold * snr / (spread * spread)) * exp(-2.0 * threshold / spread)
    return marcum(snr, threshold)


@inlined
def better(search_snr: float, cued_snr: float, cued: bool) -> float:
    """S/N [1] of one look: with a cue the better of the two dwells', for a cue takes nothing away."""
    return max(search_snr, cued_snr) if cued else search_snr


@kernel
def step(
    chance: NDArray[np.float64], after: NDArray[np.float64], hits: NDArray[np.int64], needed: int, detected: float
) -> float:
    """One look more in the chain of M of N: fill after from chance, both (2^(N-1),), and answer what it confirms [1].

    State: the last N - 1 looks as bits, 1 for a hit; hits counts them; of the needed hits this look's is one.
    """
    full = chance.shape[0] - 1
    confirmed = 0.0
    for state in range(full + 1):
        after[state] = 0.0
    for state in range(full + 1):
        hit = chance[state] * detected
        after[(state << 1) & full] += chance[state] - hit
        if hits[state] + 1 >= needed:
            confirmed += hit
        else:
            after[((state << 1) | 1) & full] += hit
    return confirmed


@kernel
def hold(
    times: NDArray[np.float64],
    search_snr: NDArray[np.float64],
    cued_snr: NDArray[np.float64],
    search_share: NDArray[np.float64],
    track_share: NDArray[np.float64],
    cue_time: float,
    radar: Any,
    confidence: float,
) -> tuple[int, int, int]:
    """Indices of the looks at which the target is first seen, firm and last seen; -1 for never.

    First seen: 1 - prod(1 - P_d) has reached confidence [1]. Firm: the chance that some confirm_looks
    consecutive looks (at most about ten) held confirm_hits hits has; exact, by a Markov chain over the last
    N - 1 looks, in which a frame out of sight is a miss. Last seen: the first sum taken from the end backwards.
    times [s], search_snr, cued_snr [1]: (T,); from cue_time [s] on, and once firm, a look has the better S/N. A look
    takes place with a chance of search_share before that and of track_share from then on, (T,) [1].
    """
    looks, states = len(times), 1 << (radar.confirm_looks - 1)
    chance = np.zeros(states)
    after = np.zeros(states)
    hits = np.zeros(states, np.int64)
    for state in range(1, states):
        hits[state] = hits[state >> 1] + (state & 1)
    chance[0] = 1.0
    first, firm, missed, confirmed = -1, -1, 1.0, 0.0
    for k in range(looks):
        if k > 0:
            skipped = int((times[k] - times[k - 1]) / radar.frame_time + 0.5) - 1
            for _ in range(min(skipped, radar.confirm_looks - 1)):
                step(chance, after, hits, radar.confirm_hits, 0.0)
                chance, after = after, chance
        cued = times[k] >= cue_time
        snr = better(search_snr[k], cued_snr[k], cued)
        detected = detection_probability(snr, radar.false_alarm_probability, radar.swerling_case)
        detected *= track_share[k] if cued else search_share[k]
        missed *= 1.0 - detected
        if first < 0 and 1.0 - missed >= confidence:
            first = k
        confirmed += step(chance, after, hits, radar.confirm_hits, detected)
        chance, after = after, chance
        if confirmed >= confidence:
            firm = k
            break
    if first < 0:
        return -1, -1, -1
    nearest = max(first, firm)
    last, missed = looks, 1.0
    while last > nearest + 1 and 1.0 - missed < confidence:
        last -= 1
        cued = firm >= 0 or times[last] >= cue_time
        snr = better(search_snr[last], cued_snr[last], cued)
        detected = detection_probability(snr, radar.false_alarm_probability, radar.swerling_case)
        missed *= 1.0 - detected * (track_share[last] if cued else search_share[last])
    return first, firm, last if 1.0 - missed >= confidence else nearest
