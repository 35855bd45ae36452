"""How many launchers and missiles are launched, and how sure that is.

No dice need be thrown: launchers live or die each for itself, so that the numbers launched are sums of independent
counts with exact distributions. The published figures are drawn within their ranges.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, log, nan, prod

import numpy as np

from openbmd import draws as drawing
from openbmd import left_of_launch
from openbmd.kinds import Figure, KillChain, Launcher
from openbmd.records import Floats, Scenario, Spread
from openbmd.studies.kill_chain.answer import Count, Exposure, KillChainAnswer, KindAnswer, Wave
from openbmd.studies.kill_chain.notes import notes
from openbmd.telling.frame import versions

BAND = (0.05, 0.95)
KINDS = ("launchers/", "kill_chains/")  # beginnings of the paths of the figures that count here


def answer(scenario: Scenario, draws: int, seed: int) -> KillChainAnswer:
    """What the scenario's kill chain does to its launchers; the scenario has one, and launchers of a kind."""
    name, chain = next(iter(scenario.kill_chains.items()))
    figures = tuple(figure for figure in scenario.figures if figure.path.startswith(KINDS))
    ranged = tuple(figure for figure in figures if figure.low < figure.high)
    values = drawing.draw(ranged, draws, seed)
    drawn = drawing.scenarios(scenario, [figure.path for figure in ranged], values)
    chances = left_of_launch.survive(scenario)
    drawn_chances = np.array([left_of_launch.survive(one) for one in drawn]).reshape(draws, len(scenario.threats))
    struck = [n for n, threat in enumerate(scenario.threats) if threat.launcher_kind]

    def counted(threats: Sequence[int]) -> tuple[Count, Count]:
        """Launchers and missiles of these threats."""
        groups = by_launcher(scenario, threats)
        firsts = [[max(group, key=lambda n: chances[n])] for group in groups]
        return count(firsts, chances, drawn_chances), count(groups, chances, drawn_chances)

    launchers, missiles = counted(struck)
    kinds = []
    for kind in dict.fromkeys(scenario.threats[n].launcher_kind for n in struck):
        own = counted([n for n in struck if scenario.threats[n].launcher_kind == kind])
        kinds.append(of_kind(kind, scenario.launchers[kind], chain, *own))
    return KillChainAnswer(
        scenario=scenario,
        name=name,
        chain=chain,
        seed=seed,
        draws=draws,
        figures=figures,
        launchers=launchers,
        missiles=missiles,
        kinds=tuple(kinds),
        waves=waves(scenario, struck, chances),
        exposure=exposure(chain, [one.kill_chains[name] for one in drawn], longest(figures, kinds)),
        drivers=drawing.drivers(ranged, values, drawn_chances[:, struck].sum(axis=1)),
        notes=notes(scenario, chain, kinds, ranged, by_launcher(scenario, struck)),
        versions=versions(),
    )


def by_launcher(scenario: Scenario, threats: Sequence[int]) -> list[list[int]]:
    """These threats, by the launcher that fires them."""
    groups: dict[str, list[int]] = {}
    for n in threats:
        groups.setdefault(scenario.threats[n].launcher, []).append(n)
    return list(groups.values())


def count(groups: Sequence[Sequence[int]], chances: Floats, drawn_chances: Floats) -> Count:
    """Missiles launched of groups that share a launcher, each launcher with one draw of its own."""
    distribution = np.ones(1)
    for group in groups:
        distribution = np.convolve(distribution, number_launched(chances[list(group)]))
    members = [n for group in groups for n in group]
    low, high = band(drawn_chances[:, members].sum(axis=1))
    reached = np.cumsum(distribution)
    quantiles = [int(np.searchsorted(reached, share - 1e-12)) for share in (BAND[0], 0.5, BAND[1])]
    return Count(len(members), float(chances[members].sum()), low, high, Spread(*quantiles), distribution)


def number_launched(chances: Floats) -> Floats:
    """Chance (M + 1,) of each number of one launcher's M missiles, launched while its draw is below their chances.

    At least k are launched with the k-th largest chance.
    """
    at_least = np.concatenate([[1.0], np.sort(chances)[::-1], [0.0]])
    return -np.diff(at_least)


def band(means: Floats) -> tuple[float, float]:
    """5 and 95 % of the means of draws."""
    if not means.size:
        return nan, nan
    low, high = np.quantile(means, BAND).tolist()
    return low, high


def of_kind(name: str, launcher: Launcher, chain: KillChain, launchers: Count, missiles: Count) -> KindAnswer:
    """What follows from a kind's own times."""
    phases = left_of_launch.before_launch(launcher, chain)
    set_up = phases[-1]
    return KindAnswer(
        name=name,
        launcher=launcher,
        launchers=launchers,
        missiles=missiles,
        stopped=1.0 - left_of_launch.launched(launcher, chain, 0),
        stopped_varying=1.0 - prod(1.0 - left_of_launch.caught_varying(phase, chain) for phase in phases),
        stopped_followed=left_of_launch.caught_followed(phases, chain),
        half_set_up=left_of_launch.delay(chain) + search_for_half(set_up.rate, chain.strike_reliability),
        half_delay=half_delay(set_up, chain),
    )


def search_for_half(rate: float, reliability: float) -> float:
    """Time [s] of searching after which half are caught; inf when never. Inverts P = P_k (1 - exp(-lambda t))."""
    return -log(1.0 - 0.5 / reliability) / rate if rate > 0.0 and reliability > 0.5 else inf


def half_delay(set_up: left_of_launch.Phase, chain: KillChain) -> float:
    """Delay [s] with which half are caught while they set up; nan when even none would be too long."""
    left = set_up.duration - search_for_half(set_up.rate, chain.strike_reliability)
    return left if left >= 0.0 else nan


def waves(scenario: Scenario, threats: Sequence[int], chances: Floats) -> tuple[Wave, ...]:
    """What is launched, wave by wave."""
    found: dict[int, list[int]] = {}
    for n in threats:
        found.setdefault(scenario.threats[n].wave, []).append(n)
    return tuple(
        Wave(wave, min(scenario.threats[n].launch_time for n in own), len(own), float(chances[own].sum()))
        for wave, own in sorted(found.items())
    )


def longest(figures: Sequence[Figure], kinds: Sequence[KindAnswer]) -> float:
    """The longest set-up time [s] worth showing: beyond the longest published, and where half are caught if near."""
    ends = [figure.high for figure in figures if figure.path.endswith("/set_up_time")]
    longest = max(ends + [kind.launcher.set_up_time for kind in kinds])
    return 1.2 * max([longest] + [kind.half_set_up for kind in kinds if kind.half_set_up < 2.0 * longest])


def exposure(chain: KillChain, drawn: Sequence[KillChain], until: float) -> Exposure:
    """Share caught in set-ups of up to so long [s]."""
    times = np.linspace(0.0, until, 121)

    def caught(one: KillChain) -> Floats:
        rate = one.exposed_rate * left_of_launch.true_share(one)
        phases = [left_of_launch.Phase("set up", time, rate) for time in times.tolist()]
        return np.array([left_of_launch.caught(phase, one) for phase in phases])

    shares = np.array([caught(one) for one in drawn])
    none = np.full(len(times), nan)
    low, high = np.quantile(shares, BAND, axis=0) if len(drawn) else (none, none)
    return Exposure(times, caught(chain), low, high)
