"""Strikes before launch: closed forms, a mission played out event by event, and laws that hold for any figures."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from engaging import scenario
from openbmd import left_of_launch
from openbmd.kinds import KillChain, Launcher
from openbmd.left_of_launch import Phase
from openbmd.records import Scenario, Threat

MIN = 60.0  # s
HOUR = 3600.0  # s
LIQUID = Launcher(12 * HOUR, 30 * MIN, 60 * MIN, 10 * MIN, 120 * MIN)
THIRTY_MINUTES = KillChain(0.0, 0.0, 2.0 / HOUR, 1 * MIN, 1 * MIN, 3 * MIN, 25 * MIN, 0.8, 0.0, 0.0)

times = st.floats(0.0, 24 * HOUR)
rates = st.floats(0.0, 60.0 / HOUR)
shares = st.floats(0.0, 1.0)
launchers = st.builds(Launcher, times, times, times, times, times)
chains = st.builds(KillChain, rates, rates, rates, times, times, times, times, shares, st.floats(0.0, 20.0), shares)


def struck(kinds: list[str], waves: list[int], chain: KillChain | None) -> Scenario:
    """One missile of each launcher kind and wave."""
    threats = tuple(
        Threat(f"missile {n}", n, 0.0, "place 0", f"launcher {n}", kind, wave)
        for n, (kind, wave) in enumerate(zip(kinds, waves, strict=True))
    )
    known = {"liquid": LIQUID, "solid": LIQUID._replace(set_up_time=10 * MIN)}
    return replace(scenario(1), threats=threats, launchers=known, kill_chains={} if chain is None else {"chain": chain})


def test_one_phase_is_the_closed_form_of_an_exponential_search() -> None:
    # P = P_k (1 - exp(-lambda (tau - T))), with two an hour over the thirty minutes left of sixty
    assert left_of_launch.launched(LIQUID, THIRTY_MINUTES, 0) == pytest.approx(1.0 - 0.8 * (1.0 - exp(-1.0)), rel=1e-12)


def test_thirty_minutes_stop_no_launcher_that_stands_there_for_ten() -> None:
    chances = left_of_launch.survive(struck(["liquid", "solid"], [0, 0], THIRTY_MINUTES))
    assert chances[0] < 0.5
    assert chances[1] == 1.0


def test_nothing_is_stopped_without_a_kill_chain_or_without_a_kind_of_launcher() -> None:
    assert left_of_launch.survive(struck(["liquid", ""], [0, 0], None)).tolist() == [1.0, 1.0]
    certain = THIRTY_MINUTES._replace(exposed_rate=1.0, strike_reliability=1.0)
    chances = left_of_launch.survive(struck(["liquid", ""], [0, 0], certain))
    assert chances[0] == pytest.approx(0.0, abs=1e-12)
    assert chances[1] == 1.0


def test_each_phase_and_each_wave_is_survived_by_itself() -> None:
    chain = THIRTY_MINUTES._replace(hidden_rate=0.01 / HOUR, moving_rate=0.5 / HOUR, strike_delay=1 * MIN)
    wait = 6 * MIN

    def lives(rate: float, time: float) -> float:
        return 1.0 - 0.8 * (1.0 - exp(-rate / HOUR * max(0.0, time - wait)))

    before = lives(0.01, 12 * HOUR) * lives(0.5, 30 * MIN) * lives(2.0, 60 * MIN)
    after = lives(2.0, 10 * MIN) * lives(0.01, 120 * MIN)
    chances = left_of_launch.survive(struck(["liquid"] * 3, [0, 1, 2], chain))
    expected = [before, before * after * before, before * (after * before) ** 2]
    assert chances == pytest.approx(expected, rel=1e-12)


def test_decoys_not_known_for_decoys_dilute_the_search() -> None:
    diluted = THIRTY_MINUTES._replace(decoys=4.0, decoy_recognition=0.25)  # three left for each true launcher
    quarter = THIRTY_MINUTES._replace(exposed_rate=0.5 / HOUR)
    assert left_of_launch.launched(LIQUID, diluted, 0) == pytest.approx(
        left_of_launch.launched(LIQUID, quarter, 0), rel=1e-12
    )


def test_missions_played_event_by_event_give_the_same_share() -> None:
    """First detections, strikes and moves one by one; 200,000 missions, within four standard errors."""
    dice = np.random.default_rng(1991)
    launcher = Launcher(6 * HOUR, 45 * MIN, 50 * MIN, 20 * MIN, 90 * MIN)
    chain = KillChain(0.1 / HOUR, 1.0 / HOUR, 3.0 / HOUR, 120.0, 60.0, 180.0, 540.0, 0.6, 1.0, 0.5)
    missions, delay = 200_000, 900.0
    phases = [
        (launcher.hide_time, chain.hidden_rate),
        (launcher.move_time, chain.moving_rate),
        (launcher.set_up_time, chain.exposed_rate),
    ]
    gone = [(launcher.leave_time, chain.exposed_rate), (launcher.reload_time, chain.hidden_rate)]
    alive = np.ones(missions, bool)
    shares_alive = []
    for wave in ([*phases], [*gone, *phases]):
        for duration, rate in wave:
            # one find in three is a decoy taken for a launcher: the first true one is the G-th find
            first = dice.gamma(dice.geometric(1.0 / 1.5, missions)) / rate
            alive &= ~((first + delay < duration) & (dice.random(missions) < chain.strike_reliability))
        shares_alive.append(alive.mean())
    for wave, share in enumerate(shares_alive):
        exact = left_of_launch.launched(launcher, chain, wave)
        assert share == pytest.approx(exact, abs=4.0 * (exact * (1.0 - exact) / missions) ** 0.5)


def test_times_that_vary_give_the_closed_form_averaged_over_them() -> None:
    mean = 40 * MIN
    whole, _ = integrate.quad(
        lambda time: exp(-time / mean) / mean * left_of_launch.caught(Phase("", time, 2.0 / HOUR), THIRTY_MINUTES),
        30 * MIN, 60 * mean, epsabs=1e-12,
    )  # fmt: skip
    varying = left_of_launch.caught_varying(Phase("", mean, 2.0 / HOUR), THIRTY_MINUTES)
    assert varying == pytest.approx(whole, rel=1e-8)  # the integral is cut at sixty means
    assert left_of_launch.caught_varying(Phase("", 0.0, 1.0), THIRTY_MINUTES) == 0.0


def test_a_launcher_that_is_never_lost_is_the_closed_form_over_the_whole_way() -> None:
    one = Phase("", 60 * MIN, 2.0 / HOUR)
    assert left_of_launch.caught_followed((one,), THIRTY_MINUTES) == left_of_launch.caught(one, THIRTY_MINUTES)
    halves = (one._replace(duration=25 * MIN), one._replace(duration=35 * MIN))
    assert left_of_launch.caught_followed(halves, THIRTY_MINUTES) == pytest.approx(
        left_of_launch.caught(one, THIRTY_MINUTES), rel=1e-12
    )
    # found on a road of forty minutes, followed for the ten of set-up: only the first twenty minutes are in time
    way = (Phase("", 40 * MIN, 3.0 / HOUR), Phase("", 10 * MIN, 9.0 / HOUR))
    assert left_of_launch.caught_followed(way, THIRTY_MINUTES) == pytest.approx(0.8 * (1.0 - exp(-1.0)), rel=1e-12)


# --- laws ----------------------------------------------------------------------------------------


@given(launchers, chains)
def test_the_chance_is_a_chance_and_falls_with_the_wave(launcher: Launcher, chain: KillChain) -> None:
    chances = [left_of_launch.launched(launcher, chain, wave) for wave in range(4)]
    assert all(0.0 <= chance <= 1.0 for chance in chances)
    assert all(later <= earlier for earlier, later in pairwise(chances))


WORSE = {  # of the kill chain's figures, which way lets more launch
    "hidden_rate": -1, "moving_rate": -1, "exposed_rate": -1, "detect_delay": 1, "identify_delay": 1,
    "decide_delay": 1, "strike_delay": 1, "strike_reliability": -1, "decoys": 1, "decoy_recognition": -1,
}  # fmt: skip


@given(launchers, chains, st.sampled_from(sorted(WORSE)), shares, st.integers(0, 2))
def test_a_worse_kill_chain_never_stops_more(
    launcher: Launcher, chain: KillChain, field: str, part: float, wave: int
) -> None:
    value = getattr(chain, field)
    worse = chain._replace(**{field: value * part if WORSE[field] < 0 else value * (1.0 + part)})
    rounding = 1e-12
    assert left_of_launch.launched(launcher, worse, wave) >= left_of_launch.launched(launcher, chain, wave) - rounding


@given(launchers, chains, st.sampled_from(Launcher._fields), times, st.integers(0, 2))
def test_a_longer_phase_never_helps_the_launcher(
    launcher: Launcher, chain: KillChain, field: str, longer: float, wave: int
) -> None:
    slow = launcher._replace(**{field: getattr(launcher, field) + longer})
    rounding = 1e-12
    assert left_of_launch.launched(slow, chain, wave) <= left_of_launch.launched(launcher, chain, wave) + rounding


@given(launchers, chains)
def test_no_more_is_stopped_than_the_reliability_of_a_strike_in_each_phase_allows(
    launcher: Launcher, chain: KillChain
) -> None:
    assert left_of_launch.launched(launcher, chain, 0) >= (1.0 - chain.strike_reliability) ** 3 - 1e-12
