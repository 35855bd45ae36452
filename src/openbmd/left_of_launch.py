"""Left of launch: the chance that a missile is launched before a strike comes to its launcher. Rates and delays alone.

A mission is hide, move, set up, launch, leave, reload; the next begins after the reload. Its phases last their mean
times. In each phase the launcher is searched for at that phase's rate; a weapon arrives a fixed delay after it is first
found, and stops it when it is still in that phase: a strike at a launcher that has moved on misses, and the search
begins anew. One strike is made in a phase. A launch reveals the launcher, so while it leaves it is searched for at the
rate of one that stands in the open; while it reloads it is hidden.
"""

from __future__ import annotations

from math import exp, prod
from typing import NamedTuple

import numpy as np

from openbmd.kinds import KillChain, Launcher
from openbmd.records import Floats, Scenario


class Phase(NamedTuple):
    name: str
    duration: float  # s
    rate: float  # 1/s, at which a true launcher is found, decoys counted


def survive(scenario: Scenario) -> Floats:
    """Chance (threats,) that each threat is launched and not struck before; of one launcher it falls with the wave.

    One draw for each launcher decides: its missiles are launched as long as the draw is below their chance.
    """
    chain = next(iter(scenario.kill_chains.values()), None)
    if chain is None:
        return np.ones(len(scenario.threats))
    # a launcher without a kind is never struck at
    chances = {
        (kind, wave): launched(scenario.launchers[kind], chain, wave) if kind else 1.0
        for kind, wave in {(threat.launcher_kind, threat.wave) for threat in scenario.threats}
    }
    return np.array([chances[threat.launcher_kind, threat.wave] for threat in scenario.threats])


def launched(launcher: Launcher, chain: KillChain, wave: int) -> float:
    """Chance that a launcher lives to launch its missile of this wave (0 for the first)."""
    first = prod(1.0 - caught(phase, chain) for phase in before_launch(launcher, chain))
    between = prod(1.0 - caught(phase, chain) for phase in after_launch(launcher, chain))
    return first * (between * first) ** wave


def before_launch(launcher: Launcher, chain: KillChain) -> tuple[Phase, ...]:
    """Hide, move, set up."""
    share = true_share(chain)
    return (
        Phase("hide", launcher.hide_time, chain.hidden_rate * share),
        Phase("move", launcher.move_time, chain.moving_rate * share),
        Phase("set up", launcher.set_up_time, chain.exposed_rate * share),
    )


def after_launch(launcher: Launcher, chain: KillChain) -> tuple[Phase, ...]:
    """Leave, reload."""
    share = true_share(chain)
    return (
        Phase("leave", launcher.leave_time, chain.exposed_rate * share),
        Phase("reload", launcher.reload_time, chain.hidden_rate * share),
    )


def true_share(chain: KillChain) -> float:
    """Share of the search that falls to true launchers: decoys not known for decoys dilute it."""
    return 1.0 / (1.0 + chain.decoys * (1.0 - chain.decoy_recognition))


def delay(chain: KillChain) -> float:
    """Time [s] from a launcher's being found to the weapon's arrival."""
    return chain.detect_delay + chain.identify_delay + chain.decide_delay + chain.strike_delay


def caught(phase: Phase, chain: KillChain) -> float:
    """Chance that a launcher is stopped in a phase of fixed length.

    P = P_k (1 - exp(-lambda max(0, tau - T))): exponential search (Koopman, Search and Screening, 1946; from memory)
    for what is left of the phase tau before a weapon that takes T would come too late.
    """
    return chain.strike_reliability * (1.0 - exp(-phase.rate * max(0.0, phase.duration - delay(chain))))


def caught_varying(phase: Phase, chain: KillChain) -> float:
    """The same when the phase's length varies from mission to mission, exponentially about its mean m.

    P = P_k lambda m / (1 + lambda m) exp(-T / m): found before the phase ends, and T passes before it ends; derived.
    """
    if phase.duration == 0.0:
        return 0.0
    found = phase.rate * phase.duration / (1.0 + phase.rate * phase.duration)
    return chain.strike_reliability * found * exp(-delay(chain) / phase.duration)


def caught_followed(phases: tuple[Phase, ...], chain: KillChain) -> float:
    """The same over several phases when a launcher once found is never lost: one strike, any time before the last ends.

    P = P_k (1 - exp(-sum lambda_i t_i)), t_i the part of phase i that lies at least T before the end.
    """
    left, hazard = sum(phase.duration for phase in phases) - delay(chain), 0.0
    for phase in phases:
        hazard += phase.rate * min(phase.duration, max(0.0, left))
        left -= phase.duration
    return chain.strike_reliability * (1.0 - exp(-hazard))
