"""Shares that rest on counted tests: successes out of attempts, and the range that such a count leaves open."""

from __future__ import annotations

from math import comb
from typing import Any

KEYS = ("successes", "attempts")  # of the tests that a share rests on
MOST = 1_000  # attempts; more than any weapon was ever tested
MISSED = 0.025  # probability left out on each side of a two-sided 95 % interval
PRINTED = 0.01 + 1e-9  # ranges are printed to two digits


def interval(successes: int, attempts: int) -> tuple[float, float]:
    """Two-sided 95 % interval of a share: Clopper and Pearson, Biometrika 26 (1934) 404 (from memory)."""

    def at_least(share: float, least: int) -> float:
        return sum(comb(attempts, k) * share**k * (1.0 - share) ** (attempts - k) for k in range(least, attempts + 1))

    def crossing(least: int, wanted: float) -> float:
        below, above = 0.0, 1.0
        for _ in range(40):
            share = (below + above) / 2.0
            below, above = (share, above) if at_least(share, least) < wanted else (below, share)
        return above

    low = crossing(successes, MISSED) if successes else 0.0
    high = crossing(successes + 1, 1.0 - MISSED) if successes < attempts else 1.0
    return low, high


def impossible(counted: dict[str, Any]) -> tuple[str, str]:
    """What is wrong with successes and attempts themselves, and what to do; "" if nothing."""
    successes, attempts = (counted.get(key) for key in KEYS)
    whole = [n for n in (successes, attempts) if isinstance(n, int) and not isinstance(n, bool)]
    if len(whole) < 2 or not 0 <= whole[0] <= whole[1] or not 1 <= whole[1] <= MOST:
        found = f"found {successes} successes in {attempts} attempts"
        return found, f"Write both as whole numbers, 0 ≤ successes ≤ attempts, attempts from 1 to {MOST}."
    return "", ""


def fault(figure: dict[str, Any], low: float, high: float) -> tuple[str, str]:
    """What is wrong with the successes and attempts of a figure of range low to high, and what to do; "" if nothing."""
    if all(figure.get(key) is None for key in KEYS):
        return "", ""
    if any(wrong := impossible(figure)):
        return wrong
    hits, of = (figure[key] for key in KEYS)
    lower, upper = interval(hits, of)
    if low > lower + PRINTED or high < upper - PRINTED:
        found = f"its range {low:g} to {high:g} is narrower than what {hits} of {of} tests tell"
        return found, f"Write low and high as their two-sided 95 % interval, {lower:.2f} to {upper:.2f}, or wider."
    return "", ""
