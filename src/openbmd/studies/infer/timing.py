"""Is a reported time of flight possible, usual, likely: against the floor and against what real boosts take."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, inf, isnan, sqrt

import numpy as np

from openbmd.records import Floats, Note, note
from openbmd.records.flights import Report
from openbmd.studies.infer.answer import FittedBand

# Times of one flight from two sources differ by 3 % rms over the catalogue's flights: 2 % each, less their rounding.
CLOCK_ERROR = 0.015  # of the time, 1-sigma
UNUSUAL = 0.02  # two-sided chance below which a time is called unusual
OUTLIER = 0.01  # chance that a report is wrong in a way that no clock error describes,
OUTLIER_WIDTH = 0.5  # of the time, over which such a report may lie
TELLABLE = 1_000.0  # times likelier, beyond which the odds are not told


def spread(report: Report) -> float:
    """Standard deviation [s] of a reported time: its rounding (uniform) and the clock's error."""
    return sqrt(report.time_rounding**2 / 3.0 + (CLOCK_ERROR * report.time) ** 2)


def weights(times: Floats, report: Report) -> Floats:
    """Weight of each fitted vehicle (N,) by how well its time of flight [s] meets the reported one; sums to 1."""
    if isnan(report.time) or not len(times):
        return np.full(len(times), 1.0 / max(len(times), 1))
    raw = np.exp(-0.5 * ((times - report.time) / spread(report)) ** 2)
    return raw / raw.sum() if raw.sum() > 1e-9 else np.full(len(times), 1.0 / len(times))


def tail(times: Floats, report: Report) -> float:
    """Two-sided chance that a vehicle as fitted would be reported with a time so far off."""
    sigma = spread(report)
    below = sum(0.5 * erfc((time - report.time) / (sqrt(2.0) * sigma)) for time in times.tolist()) / len(times)
    return 2.0 * min(below, 1.0 - below)


def density(times: Floats, report: Report, sigma: float) -> float:
    """Likelihood [1/s] of the reported time among the fitted vehicles' times, smoothed by sigma [s]."""
    if isnan(report.time) or not len(times):
        return float("nan")
    near = np.exp(-0.5 * ((times - report.time) / sigma) ** 2) / (sqrt(2.0 * np.pi) * sigma)
    return float((1.0 - OUTLIER) * near.mean() + OUTLIER / (OUTLIER_WIDTH * report.time))


def judge(
    report: Report, floor: float, floor_least: float, needed: FittedBand, by_build: Sequence[Floats]
) -> tuple[str, Note]:
    """Verdict and reason for a ballistic report.

    floor: least time [s] as reported; floor_least: with range, apogee and bearing at what makes it least;
    needed: 5-95 % of all vehicles that fit [s]; by_build: times (N,) [s] of those of each build. A time is usual
    when it is for any one of the builds.
    """
    if not isnan(report.time) and report.time + report.time_rounding < floor_least:
        less = f"{floor - report.time:,.0f}"
        return "impossible", note("notes-faster-than-any", time=f"{report.time:,.0f}", less=less, floor=f"{floor:,.0f}")
    if not by_build:
        return "unusual", note("notes-no-build-flies-it")
    if isnan(report.time):
        return "possible", note("notes-usual-builds-fly-it")
    said = {"time": f"{report.time:,.0f}", "low": f"{needed.low:,.0f}", "high": f"{needed.high:,.0f}"}
    if report.time < floor:
        return "unusual", note("notes-under-the-floor", floor=f"{floor:,.0f}", **said)
    if max(tail(times, report) for times in by_build) < UNUSUAL:
        return "unusual", note("notes-too-short" if report.time < needed.best else "notes-too-long", **said)
    return "possible", note("notes-usual-times", **said)


def odds(likelihoods: list[float]) -> tuple[int, float]:
    """Which likelihood is greatest, and how many times the next; (0, nan) where fewer than two are known."""
    known = [(value, -index) for index, value in enumerate(likelihoods) if not isnan(value)]
    if len(known) < 2:
        return 0, float("nan")
    (first, index), (second, _) = sorted(known, reverse=True)[:2]
    ratio = first / second if second > 0.0 else inf
    return -index, ratio if ratio <= TELLABLE else inf


def quantiles(values: Floats, share: Floats) -> FittedBand:
    """Median and 5-95 % of values (N,) by weight share (N,)."""
    order = np.argsort(values)
    middle = np.cumsum(share[order]) - 0.5 * share[order]
    low, best, high = np.interp([0.05, 0.5, 0.95], middle, values[order])
    return FittedBand(float(low), float(best), float(high))
