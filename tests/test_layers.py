"""Layers, magazines and channels together: known answers within three standard errors, and laws across layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import comb, inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engaging import (
    HERE,
    INTERCEPTOR,
    RADAR,
    RADAR_SITE,
    UNIT,
    better,
    mean_leakers,
    opportunity,
    raids,
    same,
    scenario,
    with_missiles,
)  # fmt: skip
from openbmd import estimates
from openbmd.outcomes import add, leakers_by_raid, simulate
from openbmd.plans import plan, search
from openbmd.plans.expected import expect
from openbmd.plans.schedule import WAIT
from openbmd.plans.tables import PLANNED, task
from openbmd.records import EFFECTS, REASONS, SHOT, Doctrine, EngagementOpportunity, FireUnit, Outcomes, Plan, Scenario

N = 40_000
SHOOT_LOOK_SHOOT = Doctrine("shoot-look-shoot", 1, 1, 2)
STEADY = tuple(effect for effect in EFFECTS if effect != "assessment-errors")


def play(found: Plan, made: Scenario, count: int = N, first: int = 0, seed: int = 5, threads: int = 1) -> Outcomes:
    size = len(made.threats)
    return simulate(found, made, [True] * size, np.ones(size), count, seed, first, threads)


def planned(rows: Sequence[Sequence[EngagementOpportunity]], made: Scenario) -> Plan:
    return plan(rows, made, [True] * len(rows), np.ones(len(made.threats)))


def is_mean(outcomes: Outcomes, expected: float) -> bool:
    """Whether the mean of leakers is the expected one, within three standard errors."""
    return abs(mean_leakers(outcomes) - expected) <= 3.0 * estimates.leakers(outcomes).se


def two_layers(
    threats: int, upper: dict[str, float], lower: dict[str, float], rounds: tuple[int, int] = (99, 99), salvo: int = 1
) -> tuple[list[list[EngagementOpportunity]], Scenario]:
    """Threats a second apart; the lower layer can wait for the upper one's results, which come from 138 s on."""
    kinds = {"high": INTERCEPTOR._replace(**upper), "low": INTERCEPTOR._replace(**lower)}  # type: ignore[arg-type]
    once = Doctrine("salvo", salvo, 0, 1)
    units = [
        UNIT._replace(name="high", interceptor="high", ready_rounds=rounds[0], launchers=99, doctrine=once),
        UNIT._replace(
            name="low", interceptor="low", layer="lower", ready_rounds=rounds[1], launchers=99, doctrine=once
        ),
    ]
    rows = [
        [opportunity(0, t, 100.0, 120.0, 30.0, 400.0), opportunity(1, t, 160.0, 200.0, 10.0, 400.0)]
        for t in range(threats)
    ]
    return rows, scenario(threats, units, kinds, [float(t) for t in range(threats)])


@pytest.mark.parametrize("salvo", [1, 2])
def test_two_layers_leak_as_wilkening_says(salvo: int) -> None:
    # Wilkening, "A simple model for calculating ballistic missile defense effectiveness", Science & Global Security 8
    # (1999/2000): K_w = 1 - (1 - SSPK)^n by layer, P(x of W leak) = C(W, x) (1 - K_w)^x K_w^(W - x); from memory
    threats, high, low = 8, 0.5, 0.7
    rows, made = two_layers(threats, {"kill_probability": high}, {"kill_probability": low}, salvo=salvo)
    found = play(planned(rows, made), made)
    through = (1.0 - high) ** salvo * (1.0 - low) ** salvo
    for leakers in range(threats + 1):
        p = comb(threats, leakers) * through**leakers * (1.0 - through) ** (threats - leakers)
        assert abs(found.leakers[leakers] / N - p) <= 3.0 * sqrt(p * (1.0 - p) / N) + 0.5 / N
    # the lower layer fires only at what the upper one let through
    fired = estimates.rounds_used(found, 1)
    assert abs(fired.mean - threats * salvo * (1.0 - high) ** salvo) <= 3.0 * fired.se


def test_a_common_mode_counts_once_for_the_whole_raid_in_each_layer() -> None:
    threats, p, failure = 6, 0.8, 0.1
    figures = {"kill_probability": p, "common_mode_failure": failure}
    rows, made = two_layers(threats, figures, figures)
    found = play(planned(rows, made), made)
    both, one = 1.0 - (1.0 - p) ** 2, p
    works = 1.0 - failure
    none = works**2 * both**threats + 2.0 * works * failure * one**threats
    assert abs(found.leakers[0] / N - none) <= 3.0 * sqrt(none * (1.0 - none) / N)


@pytest.mark.parametrize(("p", "rounds"), zip((0.5, 0.7, 0.8, 0.9), (1.5, 1.3, 1.2, 1.1), strict=True))
def test_shoot_look_shoot_across_layers_fires_the_known_number_of_rounds(p: float, rounds: float) -> None:
    rows, made = two_layers(1, {"kill_probability": p}, {"kill_probability": p})
    found = play(planned(rows, made), made)
    fired = (found.layer_rounds @ np.arange(found.layer_rounds.shape[1])).sum() / N
    assert abs(fired - rounds) <= 3.0 * sqrt(p * (1.0 - p) / N)
    assert is_mean(found, (1.0 - p) ** 2)


def left_by_two(threats: int, high: float, low: float, ready: tuple[int, int]) -> float:
    """Leakers when each layer has so many rounds: the upper fires at the first, the lower at what comes through."""
    first = min(threats, ready[0])
    leakers = 0.0
    for missed in range(first + 1):
        chance = comb(first, missed) * (1.0 - high) ** missed * high ** (first - missed)
        coming = threats - first + missed
        leakers += chance * (coming - low * min(coming, ready[1]))
    return leakers


def with_radars(shots: np.ndarray) -> np.ndarray:
    """Shots as the planner has them, on radars that always work."""
    planned_shots = np.ones(len(shots), dtype=PLANNED)
    for name in shots.dtype.names:
        planned_shots[name] = shots[name]
    return planned_shots


@pytest.mark.parametrize("ready", [(10, 10), (4, 10), (10, 2), (4, 3), (0, 5)])
def test_magazines_run_out_as_the_closed_form_says(ready: tuple[int, int]) -> None:
    threats, high, low = 10, 0.6, 0.7
    rows, made = two_layers(threats, {"kill_probability": high}, {"kill_probability": low}, ready)
    found = planned(rows, made)
    expected = left_by_two(threats, high, low, ready)
    assert is_mean(play(found, made), expected)
    given = task(rows, made, [True] * threats, np.ones(threats), [0, 1])
    assert expect(with_radars(found.shots), given.units, given.entitled, np.ones(threats))[0].sum() == pytest.approx(
        expected, rel=1e-12
    )


SHARED, COMMON = 0.9, 0.1  # availability of a radar, chance of a common-mode failure
TWO_OF_80 = [
    # what is not as it should be, rounds of the layers, threats out of 4 that the lower layer reaches, share killed
    ("nothing", (99, 99), 4, 0.96),
    ("one radar for both", (99, 99), 4, SHARED * 0.96),
    ("a radar each", (99, 99), 4, 1.0 - (1.0 - SHARED * 0.8) ** 2),
    ("common mode", (99, 99), 4, 1.0 - (1.0 - (1.0 - COMMON) * 0.8) ** 2),
    ("coverage", (99, 99), 3, 0.75 * 0.96 + 0.25 * 0.8),
    ("upper magazine", (2, 99), 4, 0.5 * 0.96 + 0.5 * 0.8),
    ("lower magazine", (99, 0), 4, 0.8),
    ("lower magazine", (99, 1), 4, 1.0 - left_by_two(4, 0.8, 0.8, (99, 1)) / 4),
]


@pytest.mark.parametrize(("fault", "ready", "covered", "killed"), TWO_OF_80)
def test_two_layers_of_80_percent_give_96_only_when_independent_covered_and_stocked(
    fault: str, ready: tuple[int, int], covered: int, killed: float
) -> None:
    figures = {"kill_probability": 0.8, "common_mode_failure": COMMON if fault == "common mode" else 0.0}
    rows, made = two_layers(4, figures, figures, ready)
    made = replace(
        made,
        effects=("radar-reliability",) if "radar" in fault else (),
        radars={"radar": RADAR._replace(availability=SHARED)},
        radar_sites=(RADAR_SITE, RADAR_SITE._replace(name="other")),
    )
    needs = (1, 2 if fault == "a radar each" else 1)
    rows = [[o._replace(radars_at=o.radars_at + needs[o.unit]) for o in row] for row in rows]
    rows = [
        [row[0], row[1] if t < covered else row[1]._replace(windows=np.empty((0, 4)), reason="out of reach")]
        for t, row in enumerate(rows)
    ]
    found = play(planned(rows, made), made)
    assert is_mean(found, 4.0 * (1.0 - killed))
    assert (killed == 0.96) == (fault == "nothing")


def erlang_b(load: float, servers: int) -> float:
    """Share of arrivals that find all servers busy: Erlang (1917), the same for any law of the service time."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def busy(arrivals: np.ndarray, patience: float, service: float, channels: int) -> list[bool]:
    """Who is served, first come first served, by channels that take a fixed time, if he need not wait too long."""
    free, served = [-inf] * channels, []
    for arrival in arrivals:
        start = max(arrival, min(free))
        served.append(start <= arrival + patience)
        if served[-1]:
            free[free.index(min(free))] = start + service
    return served


def channel_case(
    arrivals: np.ndarray, patience: float, channels: int
) -> tuple[Scenario, list[list[EngagementOpportunity]]]:
    """Each threat can be fired at from its arrival on for so long; each engagement holds a channel for 30 s."""
    kind = INTERCEPTOR._replace(simultaneous_engagements=channels, kill_probability=1.0)
    made = scenario(len(arrivals), [UNIT._replace(ready_rounds=10_000)], {"hitter": kind}, arrivals.tolist())
    return made, [[opportunity(0, t, 0.0, patience, 30.0, patience + 1.0)] for t in range(len(arrivals))]


@pytest.mark.parametrize(("channels", "gap"), [(1, 40.0), (3, 10.0), (6, 4.0)])
def test_channels_saturate_as_erlangs_loss_formula_says(channels: int, gap: float) -> None:
    dice = np.random.default_rng(channels)
    lost = []
    for _ in range(25):
        arrivals = np.cumsum(dice.exponential(gap, 160))
        made, rows = channel_case(arrivals, 0.0, channels)
        given = task(rows, made, [True] * len(rows), np.ones(len(made.threats)), [0])
        shots = search.in_one_way(given, WAIT, np.full((len(rows), 1), search.ANY), False, False).shots
        served = np.isin(np.arange(len(rows)), shots["threat"])
        lost.append(1.0 - served[40:].mean())  # once the channels have filled
    assert abs(np.mean(lost) - erlang_b(30.0 / gap, channels)) <= 3.0 * np.std(lost, ddof=1) / sqrt(len(lost))


@pytest.mark.parametrize(("channels", "patience"), [(1, 20.0), (2, 30.0), (3, 12.0)])
def test_threats_that_can_wait_are_served_as_by_channels_with_a_fixed_time(channels: int, patience: float) -> None:
    # whole seconds, so that the grid of decisions costs nothing
    arrivals = np.cumsum(np.random.default_rng(3).integers(0, 2 * 20 // channels, 30)).astype(float)
    made, rows = channel_case(arrivals, patience, channels)
    found = play(planned(rows, made), made, 10)
    served = busy(arrivals, patience, 30.0, channels)
    assert 5 < served.count(False) < 25
    assert found.kills.sum() / 10 == served.count(True)
    assert found.unengaged[:, 0].sum() / 10 == served.count(False)


@settings(max_examples=60)
@given(case=raids(effects=STEADY), gain=st.floats(0.0, 1.0))
def test_a_better_interceptor_never_leaks_more_whatever_else_goes_wrong(
    case: tuple[Scenario, Plan], gain: float
) -> None:
    made, found = case
    chances = [True] * len(made.threats), np.full(len(made.threats), 0.7)
    many = (0, 40, 3)
    assert np.all(
        leakers_by_raid(found, better(made, gain), *chances, *many) <= leakers_by_raid(found, made, *chances, *many)
    )


@settings(max_examples=40)
@given(case=raids(reload=True, effects=EFFECTS), one=st.sampled_from(EFFECTS))
def test_an_effect_switched_on_leaves_the_other_dice_as_they_fall(case: tuple[Scenario, Plan], one: str) -> None:
    made, found = case
    alone = play(found, replace(made, effects=(one,)), 200)
    if one == "missile-reliability":
        assert np.array_equal(alone.not_launched, play(found, made, 200).not_launched)
    # with figures that nothing goes wrong by, an effect changes nothing
    sure = replace(
        with_missiles(made),
        interceptors={
            name: kind._replace(
                launcher_reliability=1.0, miss_called_kill=0.0, kill_called_miss=0.0, target_failure=0.0
            )
            for name, kind in made.interceptors.items()
        },
        radars={"radar": RADAR},
    )
    shots = found.shots.copy()
    shots["picked"] = 1.0
    certain = Plan(shots, found.unengaged)
    assert same(play(certain, sure, 200), play(certain, replace(sure, effects=()), 200))


@settings(max_examples=60)
@given(case=raids(reload=True, effects=EFFECTS), moment=st.integers(0, 200))
def test_nobody_acts_on_what_is_not_yet_known(case: tuple[Scenario, Plan], moment: int) -> None:
    made, found = case
    until = found.shots[found.shots["launch"] <= moment]
    otherwise = until.copy()
    otherwise["factor"][until["assessed"] > moment] = 0.0
    a, b = (play(Plan(shots, found.unengaged), made, 50) for shots in (until, otherwise))
    assert np.array_equal(a.rounds_used, b.rounds_used)


@settings(max_examples=25)
@given(case=raids(reload=True, effects=EFFECTS), cut=st.integers(0, 300), threads=st.integers(1, 4))
def test_threads_batches_and_shards_change_nothing_with_all_effects(
    case: tuple[Scenario, Plan], cut: int, threads: int
) -> None:
    made, found = case
    whole = play(found, made, 300)
    assert same(whole, play(found, made, 300, threads=threads))
    assert same(whole, add(play(found, made, cut), play(found, made, 300 - cut, first=cut)))
    each = leakers_by_raid(found, made, [True] * len(made.threats), np.ones(len(made.threats)), 0, 300, 5)
    assert np.array_equal(np.bincount(each, minlength=len(made.threats) + 1), whole.leakers)


def test_paired_differences_vary_less_than_unpaired_ones() -> None:
    rows, made = two_layers(10, {"kill_probability": 0.6}, {"kill_probability": 0.7}, (10, 4))
    without = replace(made, fire_units=(made.fire_units[0], made.fire_units[1]._replace(ready_rounds=2)))
    given = [True] * 10, np.ones(10), 0, 20_000
    a = leakers_by_raid(planned(rows, made), made, *given, 1)
    b, other = (leakers_by_raid(planned(rows, without), without, *given, seed) for seed in (1, 2))
    assert np.var(b - a) < 0.5 * np.var(other - a)
    assert np.mean(b - a) > 0.0


def launched_with(chance: float, waves: int) -> Scenario:
    """Missiles of one launcher, one after another, and one of another launcher."""
    made = scenario(waves + 1, [UNIT._replace(ready_rounds=0)])
    threats = [t._replace(launcher="truck", wave=w) for w, t in enumerate(made.threats[:waves])]
    return replace(made, threats=(*threats, made.threats[waves]))


def test_later_waves_vanish_with_their_launcher() -> None:
    made = launched_with(0.5, 3)
    chances = np.array([0.8, 0.6, 0.5, 0.7])
    found = simulate(Plan(np.empty(0, dtype=planned([], scenario(0)).shots.dtype), ("no time",) * 4), made, [True] * 4,
                     chances, N, 5, 0, 1)  # fmt: skip
    for leaks, chance in zip(found.leaks, chances, strict=True):
        assert abs(leaks / N - chance) <= 3.0 * sqrt(chance * (1.0 - chance) / N)
    gone = estimates.not_launched(found)
    assert abs(gone.mean - np.sum(1.0 - chances)) <= 3.0 * gone.se
    # one die a launcher: the number of the truck's missiles is 3, 2, 1 or 0 with the steps between its chances
    variance = gone.se**2 * N
    truck = np.array([0.2, 0.2, 0.1, 0.5]) @ np.array([3, 2, 1, 0]) ** 2 - (0.2 * 3 + 0.2 * 2 + 0.1) ** 2
    assert variance == pytest.approx(truck + 0.7 * 0.3, rel=0.03)  # the variance of 40,000 is known to about 1 %
    assert found.unengaged[:, 0].sum() == found.leaks.sum()


@pytest.mark.parametrize("cep", [0.5, 1.0, 3.0])
def test_strays_follow_rayleighs_law(cep: float) -> None:
    made = with_missiles(scenario(1, [UNIT._replace(ready_rounds=0)]), circular_error=1000.0 * cep)
    made = replace(made, effects=("dispersion",), places=(made.places[0]._replace(radius=1000.0),))
    found = play(Plan(planned([], scenario(0)).shots, ("no time",)), made)
    # the CEP is the median of a Rayleigh distribution of scale CEP / sqrt(2 ln 2)
    inside = 1.0 - np.exp(-0.5 * (1000.0 / (1000.0 * cep / sqrt(2.0 * np.log(2.0)))) ** 2)
    assert abs(found.leaks[0] / N - inside) <= 3.0 * sqrt(inside * (1.0 - inside) / N)
    assert found.leaks[0] + found.strays[0] == N


def aimed_with_dispersion(error: float, apart: float, let_pass: bool) -> tuple[Plan, Scenario]:
    """One shot at one missile of 1 km CEP at a place of 1 km radius, another of 1 km so far [m] away (inf: none)."""
    made = with_missiles(scenario(1, places=2), circular_error=1000.0)
    here = made.places[0]._replace(radius=1000.0)
    there = made.places[1]._replace(radius=1000.0, site=HERE._replace(height=HERE.height + apart))
    made = replace(
        made, effects=("dispersion",), let_strays_pass=let_pass, places=(here, there) if apart < inf else (here,)
    )
    shots = np.array([(0, 0, 0, 0, 1, 10.0, 30.0, 40.0, 1.0, 1.0, 0, error)], dtype=SHOT)
    return Plan(shots, ("",)), made


@pytest.mark.parametrize("error", [0.0, 300.0, 1000.0, inf])
def test_a_stray_farther_outside_than_the_predicted_impact_is_known_is_let_pass(error: float) -> None:
    found = play(*aimed_with_dispersion(error, inf, True))
    passed = 2.0 ** -((1.0 + error / 1000.0) ** 2)  # beyond radius and error, by Rayleigh's law of that CEP
    assert abs(1.0 - found.rounds_used[0, 0] / N - passed) <= 3.0 * sqrt(passed * (1.0 - passed) / N) + 1e-9
    assert play(*aimed_with_dispersion(error, inf, False)).rounds_used[0, 0] == N


def test_a_stray_that_may_come_down_on_another_place_is_fired_at() -> None:
    error, apart = 100.0, 2500.0
    found = play(*aimed_with_dispersion(error, apart, True))
    # let go from 1.1 to 1.4 km and from 3.6 km: in between it may lie in the other area, or within the error of it
    passed = 2.0 ** -(1.1**2) - 2.0 ** -(1.4**2) + 2.0 ** -(3.6**2)
    assert abs(1.0 - found.rounds_used[0, 0] / N - passed) <= 3.0 * sqrt(passed * (1.0 - passed) / N)


@pytest.mark.parametrize(("kill_as_miss", "miss_as_kill"), [(0.2, 0.0), (0.0, 0.3), (0.2, 0.3)])
def test_assessment_errors_cost_rounds_or_looks(kill_as_miss: float, miss_as_kill: float) -> None:
    # methods of shoot-look-shoot with two looks: a miss called a kill has no second look, a kill called a miss has one
    p = 0.6
    kind = INTERCEPTOR._replace(kill_probability=p, kill_called_miss=kill_as_miss, miss_called_kill=miss_as_kill)
    made = scenario(1, [UNIT._replace(doctrine=SHOOT_LOOK_SHOOT)], {"hitter": kind})
    made = replace(made, effects=("assessment-errors",))
    found = play(planned([[opportunity(0, 0, 100.0, 300.0, 30.0, 400.0)]], made), made)
    assert is_mean(found, (1.0 - p) * (miss_as_kill + (1.0 - miss_as_kill) * (1.0 - p)))
    again = p * kill_as_miss + (1.0 - p) * (1.0 - miss_as_kill)
    fired = estimates.rounds_used(found, 0)
    assert abs(fired.mean - 1.0 - again) <= 3.0 * fired.se


def battery(name: str, nation: str = "", ready: int = 9) -> FireUnit:
    return UNIT._replace(name=name, nation=nation, ready_rounds=ready, doctrine=SHOOT_LOOK_SHOOT)


@pytest.mark.parametrize(("control", "wasteful"), [("coordinated", False), ("by-nation", True), ("autonomous", True)])
def test_fire_that_is_not_coordinated_wastes_rounds(control: str, wasteful: bool) -> None:
    made = replace(scenario(4, [battery("a", "one"), battery("b", "two")]), fire_control=control)
    rows = [
        [opportunity(0, t, 100.0, 140.0, 30.0, 400.0), opportunity(1, t, 105.0, 145.0, 30.0, 400.0)] for t in range(4)
    ]
    found = play(planned(rows, made), made)
    wasted = [estimates.rounds_wasted(found, u).mean for u in (0, 1)]
    assert (sum(wasted) > 0.0) == wasteful
    if wasteful:
        # a's rounds come 5 s before b's, and b's first is assessed only when a's second is under way
        p = 0.7
        expected = 4.0 * (1.0 - p) * p, 4.0 * (p + (1.0 - p) ** 2 * p)
        for u, share in enumerate(expected):
            assert abs(wasted[u] - share) <= 3.0 * estimates.rounds_wasted(found, u).se


@pytest.mark.parametrize(("reload_time", "killed"), [(60.0, 4), (300.0, 2)])
def test_a_second_wave_meets_what_has_reloaded(reload_time: float, killed: int) -> None:
    kind = INTERCEPTOR._replace(rounds_per_launcher=2, reload_time=reload_time, kill_probability=1.0)
    unit = UNIT._replace(launchers=1, ready_rounds=2, reserve_rounds=2)
    made = scenario(4, [unit], {"hitter": kind}, [0.0, 0.0, 100.0, 100.0])
    rows = [[opportunity(0, t, 100.0, 110.0, 20.0, 400.0)] for t in range(4)]
    assert play(planned(rows, made), made, 10).kills.sum() == 10 * killed


def test_layers_that_share_a_radar_are_blind_together() -> None:
    rows, made = two_layers(3, {"kill_probability": 1.0}, {"kill_probability": 1.0})
    rows = [[o._replace(radars_at=o.radars_at + 1) for o in row] for row in rows]
    made = replace(made, effects=("radar-reliability",), radars={"radar": RADAR._replace(availability=0.6)})
    found = play(planned(rows, replace(made, radar_sites=(RADAR_SITE,))), replace(made, radar_sites=(RADAR_SITE,)))
    assert found.leakers[0] + found.leakers[3] == N  # all or none
    assert abs(found.leakers[3] / N - 0.4) <= 3.0 * sqrt(0.4 * 0.6 / N)
    assert found.unengaged[REASONS.index("radar down"), 0] == 3 * found.leakers[3]
    assert found.rounds_used[:, 0].tolist() == [3 * found.leakers[0], 0]
