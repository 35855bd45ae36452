"""What the study says: counts of launchers and missiles with their dice and their figures apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from openbmd.kinds import Figure, KillChain, Launcher
from openbmd.records import Driver, Floats, Note, Scenario, Spread
from openbmd.studies.kill_chain.history import Likelihood


class Count(NamedTuple):
    """Launchers or missiles that are launched, of so many."""

    total: int
    mean: float  # with the best figures
    low: float  # 5-95 % of the mean over draws of the figures, nan without draws
    high: float
    spread: Spread  # over the dice, with the best figures
    distribution: Floats  # (total + 1,) 1, chance of each number


class KindAnswer(NamedTuple):
    """One kind of launcher."""

    name: str
    launcher: Launcher
    launchers: Count  # launchers that launch at least once
    missiles: Count
    stopped: float  # 1, share of launchers stopped before their first launch, with the best figures
    stopped_varying: float  # 1, the same when each phase's length varies exponentially about its mean
    stopped_followed: float  # 1, the same when a launcher once found is never lost
    half_set_up: float  # s, set-up time in which half would be caught by searching that phase alone; inf when never
    half_delay: float  # s, delay from found to struck with which half would be; nan when no delay is short enough


class Wave(NamedTuple):
    wave: int
    first_launch: float  # s
    missiles: int
    mean: float  # missiles launched


class Exposure(NamedTuple):
    """Share of launchers caught in a set-up of each length: search and strike in that phase alone."""

    times: Floats  # (N,) s
    best: Floats  # (N,) 1
    low: Floats  # (N,) 1, 5-95 % over draws of the kill chain's figures, nan without draws
    high: Floats


@dataclass(frozen=True, slots=True)
class KillChainAnswer:
    """What strikes before launch do to a scenario's launchers and missiles."""

    scenario: Scenario
    name: str  # of the kill chain
    chain: KillChain
    seed: int
    draws: int
    figures: tuple[Figure, ...]  # of the kill chain and the launchers, with their ranges
    launchers: Count
    missiles: Count
    kinds: tuple[KindAnswer, ...]
    waves: tuple[Wave, ...]
    exposure: Exposure
    drivers: tuple[Driver, ...]  # of the mean number of missiles launched, strongest first
    notes: tuple[Note, ...]
    versions: Mapping[str, str]
    record: tuple[Likelihood, ...] = ()  # of 1991 under the catalogue's kill chains and this one
