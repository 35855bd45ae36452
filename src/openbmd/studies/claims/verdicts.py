"""From what was measured to a verdict. None is written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

import numpy as np

from openbmd import draws
from openbmd.records import Floats
from openbmd.records.claims import Claim, ClaimThreshold
from openbmd.studies.claims.answer import (
    DEPENDS,
    FAILS,
    HOLDS,
    NO_MATTER,
    TOO_FEW,
    WAYS,
    ClaimVerdict,
    Measured,
    PartAnswer,
)

MOST, LEAST = 0.95, 0.05  # 1, shares of the draws from which a claim holds, or fails
ENDS = (0.05, 0.95)
APART = 0.5  # 1, difference of shares from which the way to read or to count decides, and no figure
HUGE = 1e300  # stands for "never" among numbers that are ranked


def held(measured: Measured, threshold: ClaimThreshold) -> Floats:
    """1 or 0 for each draw (N,), nan where a draw does not tell."""
    return np.array([nan if np.isnan(v) else float(threshold.holds(v)) for v in measured.drawn.tolist()])


def of_part(measured: Measured, threshold: ClaimThreshold) -> ClaimVerdict:
    """The verdict on one part. ValueError when no draw tells."""
    holds = held(measured, threshold)
    told = ~np.isnan(holds)
    if not told.any():
        raise ValueError("no draw of the published figures gives an answer: some missile always falls short")
    share = float(holds[told].mean())
    word = word_of(share)
    return ClaimVerdict(word, share, deciding(measured, holds) if word == DEPENDS else "")


def word_of(share: float) -> str:
    return HOLDS if share >= MOST else FAILS if share <= LEAST else DEPENDS


def deciding(measured: Measured, holds: Floats) -> str:
    """What decides: the way to count, or the figure that moves the measure most, beyond luck."""
    if measured.ways:
        return WAYS
    told = ~np.isnan(holds)
    ranked = np.clip(measured.drawn[told], -HUGE, HUGE)
    with np.errstate(over="ignore"):  # "never" is far from every number
        found = draws.drivers(measured.figures, measured.values[told], ranked) if measured.figures else ()
    return found[0].path if found and found[0].significant else TOO_FEW


def of_claim(claim: Claim, parts: Sequence[PartAnswer]) -> ClaimVerdict:
    """The verdict on the whole claim, from those of its parts that are no what-ifs."""
    if claim.beyond:
        return ClaimVerdict(NO_MATTER, nan, "")
    tests = [one for one in parts if not one.part.what_if]
    rows = [held(one.measured, one.part.threshold) for one in tests]
    if claim.rule == "readings":
        shares = [float(np.nanmean(row)) for row in rows]
        share = float(np.mean(shares))  # each reading counts alike
        if max(shares) - min(shares) > APART and word_of(share) == DEPENDS:
            return ClaimVerdict(DEPENDS, share, claim.open)
    elif len(rows) == 1:
        share = float(np.nanmean(rows[0]))
    else:
        table = np.array(rows)  # draws are the same in all parts
        told = table[:, ~np.isnan(table).any(axis=0)]
        if not told.size:
            raise ValueError("no draw of the published figures gives an answer for every part")
        share = float((told.all(axis=0) if claim.rule == "all" else told.any(axis=0)).mean())
    if word_of(share) != DEPENDS:
        return plain(share)
    leaning = max if claim.rule == "any" else min
    own = leaning(
        (one for one in tests if one.verdict.word == DEPENDS), key=lambda one: one.verdict.share, default=None
    )
    return ClaimVerdict(DEPENDS, share, own.verdict.decides if own else TOO_FEW)


def plain(share: float) -> ClaimVerdict:
    return ClaimVerdict(word_of(share), share, "")


def ends(measured: Measured) -> tuple[float, float]:
    """5 and 95 % of the draws that tell."""
    told = measured.drawn[~np.isnan(measured.drawn)]
    low, high = np.quantile(told, ENDS, method="inverted_cdf").tolist() if len(told) else (nan, nan)
    return low, high
