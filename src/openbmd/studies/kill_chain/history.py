"""What 1991 says: how likely its record is under a kill chain's figures."""

from __future__ import annotations

from math import comb, prod
from typing import NamedTuple

import numpy as np

from openbmd import left_of_launch
from openbmd.kinds import KillChain, Launcher

CONFIDENCE = 0.95


class Record(NamedTuple):
    """What was reported of a campaign against mobile launchers."""

    launches: int
    seen: int  # launches seen from the air
    attacks: int  # that led to the release of weapons
    kills: int  # confirmed
    launches_a_day: tuple[float, float, float]  # at first, then at the lowest, at the end
    sources: tuple[str, ...]


GULF_1991 = Record(
    88, 42, 8, 0, (5.0, 1.5, 3.0),
    (
        "88 launches: CNN, 15 January 2003 (read)",
        "42 seen from the air, 8 attacked: Rosenau, RAND MR-1408, 2001 (recalled, unchecked)",
        "no confirmed kill of a mobile launcher: Washington Post, 18 October 2002 (read); "
        "Gulf War Air Power Survey (recalled, unchecked)",
        "5 launches a day, then 1-2, then 3: Gulf War Air Power Survey (recalled, unchecked)",
    ),
)  # fmt: skip


class Likelihood(NamedTuple):
    """How likely a record is under a kill chain's figures."""

    name: str  # of the kill chain
    stopped: float  # 1, chance that a mission is stopped before its launch
    found: float  # 1, chance that a launcher is found while it leaves
    killed: float  # 1, chance that an attack kills
    none_stopped: float  # 1, likelihood of no mission stopped
    found_between: float  # 1, of as many found as lie between those attacked and those seen
    none_killed: float  # 1, of no kill in the attacks
    record: float  # 1, of all three


def likelihood(record: Record, name: str, chain: KillChain, launcher: Launcher) -> Likelihood:
    """How likely a record is under a kill chain's figures; binomial in each part.

    No mission was stopped in as many as were launched; found while leaving were at least those attacked and at most
    those seen; no attack killed.
    """
    stopped = 1.0 - left_of_launch.launched(launcher, chain, 0)
    leaving = left_of_launch.after_launch(launcher, chain)[0]
    found = float(-np.expm1(-leaving.rate * leaving.duration))
    parts = (
        binomial(record.launches, stopped, 0, 0),
        binomial(record.launches, found, record.attacks, record.seen),
        binomial(record.attacks, chain.strike_reliability, record.kills, record.kills),
    )
    return Likelihood(name, stopped, found, chain.strike_reliability, *parts, prod(parts))


def binomial(trials: int, chance: float, least: int, most: int) -> float:
    """Chance of at least `least` and at most `most` successes."""
    return sum(comb(trials, k) * chance**k * (1.0 - chance) ** (trials - k) for k in range(least, most + 1))


def upper_bound(trials: int) -> float:
    """The 95 % upper bound of a chance of which no success was seen; about 3 / n (the rule of three).

    Solves (1 - p)^n = 0.05: Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", 1983 (from
    memory). The likeliest value is 0.
    """
    return float(1.0 - (1.0 - CONFIDENCE) ** (1.0 / trials))
