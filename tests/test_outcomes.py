"""What gets through: closed forms within three standard errors, and laws that hold in every raid."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from math import inf, log2, sqrt
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engaging
from engaging import INTERCEPTOR, UNIT, better, looks, mean_leakers, merged, raids, same, scenario
from openbmd.kinds import Interceptor
from openbmd.outcomes import add, simulate
from openbmd.physics import chance
from openbmd.records import EFFECTS, REASONS, SHOT, Outcomes, Plan, Scenario, Threat

N = 40_000
EMPTY = REASONS.index("magazine empty")
HIT_CHANCES = (0.5, 0.7, 0.8, 0.9)
ONE_TARGET = ("target-failure",)


def play(plan: Plan, made: Scenario, raids: int = N, seed: int = 5, first: int = 0, threads: int = 1) -> Outcomes:
    size = len(made.threats)
    return simulate(plan, made, [True] * size, np.ones(size), raids, seed, first, threads)


def hitter(**changes: float) -> dict[str, Interceptor]:
    return {"hitter": INTERCEPTOR._replace(**changes)}  # type: ignore[arg-type]


def within_three_errors(share: float, expected: float, raids: int = N) -> bool:
    return abs(share - expected) <= 3.0 * sqrt(expected * (1.0 - expected) / raids)


@pytest.mark.parametrize("p", HIT_CHANCES)
@pytest.mark.parametrize("rounds", [1, 2, 3, 6])  # six are more than one block of dice
def test_a_salvo_leaks_by_the_power_of_its_rounds(p: float, rounds: int) -> None:
    found = play(looks([rounds]), scenario(1, kinds=hitter(kill_probability=p)))
    assert within_three_errors(found.leaks[0] / N, (1.0 - p) ** rounds)
    assert found.rounds_used[0].tolist() == [rounds * N, rounds**2 * N]


@pytest.mark.parametrize("p", HIT_CHANCES)
def test_shoot_look_shoot_fires_its_second_round_only_after_a_miss(p: float) -> None:
    found = play(looks([1, 1]), scenario(1, kinds=hitter(kill_probability=p)))
    # expected rounds 1.5, 1.3, 1.2, 1.1 for p = 0.5, 0.7, 0.8, 0.9
    assert within_three_errors(found.rounds_used[0, 0] / N - 1.0, 1.0 - p)
    assert within_three_errors(found.leaks[0] / N, (1.0 - p) ** 2)


@pytest.mark.parametrize(("p", "rounds"), zip(HIT_CHANCES, (2.5, 2.18, 2.08, 2.02), strict=True))
def test_shoot_shoot_look_shoot_shoot_fires_the_known_number_of_rounds(p: float, rounds: float) -> None:
    found = play(looks([2, 2]), scenario(1, kinds=hitter(kill_probability=p)))
    assert within_three_errors((found.rounds_used[0, 0] / N - 2.0) / 2.0, (rounds - 2.0) / 2.0)
    assert within_three_errors(found.leaks[0] / N, (1.0 - p) ** 4)


def test_an_empty_magazine_lets_the_rest_through_and_says_so() -> None:
    p, threats, ready = 0.7, 10, 6
    made = scenario(threats, [UNIT._replace(ready_rounds=ready)], hitter(kill_probability=p))
    found = play(looks([1], threats, apart=1.0), made)
    assert found.unengaged[EMPTY].tolist() == [4 * N, 16 * N]
    assert found.leaks[ready:].tolist() == [N] * 4
    assert found.rounds_used[0, 0] == ready * N
    spread = sqrt(ready * p * (1.0 - p) / N)
    assert abs(mean_leakers(found) - (threats - ready * p)) <= 3.0 * spread


def test_a_layer_fails_together_as_in_wilkenings_common_mode() -> None:
    # P(0) = P_track (1 - (1 - SSPK)^n)^W: Wilkening, Science & Global Security 8 (1999/2000), common mode of the raid
    p, rounds, threats, failure = 0.8, 2, 12, 0.1
    made = scenario(threats, kinds=hitter(kill_probability=p, common_mode_failure=failure))
    found = play(looks([rounds], threats), made)
    assert within_three_errors(found.leakers[0] / N, (1.0 - failure) * (1.0 - (1.0 - p) ** rounds) ** threats)
    assert within_three_errors(found.leakers[threats] / N, failure)


@pytest.mark.parametrize("p", [0.5, 0.8])
@pytest.mark.parametrize("rounds", [1, 2, 4])
def test_a_target_that_is_not_tracked_is_missed_by_all_as_in_wilkenings_p_track(p: float, rounds: int) -> None:
    # K_w = P_track (1 - (1 - SSPK)^n), P(0) = K_w^W: Wilkening, Science & Global Security 8 (1999/2000)
    track, threats = 0.9, 3
    made = replace(scenario(threats, kinds=hitter(kill_probability=p, target_failure=1.0 - track)), effects=ONE_TARGET)
    found = play(looks([rounds], threats), made)
    kill = track * (1.0 - (1.0 - p) ** rounds)
    for leaks in found.leaks:
        assert within_three_errors(leaks / N, 1.0 - kill)
    assert within_three_errors(found.leakers[0] / N, kill**threats)  # each target has a die of its own


@pytest.mark.parametrize("rounds", [[5], [1, 1, 1, 1, 1], [2, 2, 1]])
def test_five_rounds_without_a_hit_are_no_event_of_three_in_a_hundred(rounds: list[int]) -> None:
    # Riyadh, 4 Nov 2017: five rounds at one target, no kill by independent analysis; at 0.5 each alone, 0.031
    q = 0.1
    made = replace(scenario(1, kinds=hitter(kill_probability=0.5, target_failure=q)), effects=ONE_TARGET)
    assert within_three_errors(play(looks(rounds), made).leaks[0] / N, q + (1.0 - q) / 32.0)
    assert within_three_errors(play(looks(rounds), replace(made, effects=())).leaks[0] / N, 1.0 / 32.0)


def test_more_rounds_at_one_target_leak_no_less_than_its_failure() -> None:
    q = 0.1
    made = replace(scenario(1, kinds=hitter(kill_probability=0.9, target_failure=q)), effects=ONE_TARGET)
    shares = [play(looks([rounds]), made).leaks[0] / N for rounds in (1, 2, 4, 16)]
    assert shares == sorted(shares, reverse=True)
    assert within_three_errors(shares[-1], q)


def test_layers_lose_a_target_apart_and_the_units_of_a_layer_together() -> None:
    q, kinds = 0.3, hitter(kill_probability=1.0, target_failure=0.3)
    for layer, expected in (("upper", q), ("lower", q * q)):
        units = [UNIT, UNIT._replace(name="point", layer=layer)]
        made = replace(scenario(1, units, kinds), effects=ONE_TARGET)
        plan = merged(looks([1]), looks([1], unit=1, start=100.0))
        assert within_three_errors(play(plan, made).leaks[0] / N, expected)


def test_two_layers_fail_apart() -> None:
    units = [UNIT, UNIT._replace(name="point", layer="lower")]
    made = scenario(1, units, hitter(kill_probability=1.0, common_mode_failure=0.3))
    plan = merged(looks([1]), looks([1], unit=1, start=100.0))
    assert within_three_errors(play(plan, made).leaks[0] / N, 0.3**2)


def test_a_hit_that_is_not_yet_assessed_saves_no_round() -> None:
    made = scenario(1, kinds=hitter(kill_probability=1.0))
    blind = play(looks([1, 1], gap=29.0), made, 10)  # assessed at 30 s
    seen = play(looks([1, 1], gap=30.0), made, 10)
    assert blind.rounds_used[0, 0] == 20
    assert seen.rounds_used[0, 0] == 10


@pytest.mark.parametrize(("intercepts", "credited"), [((50.0, 30.0), [0, 10]), ((30.0, 50.0), [10, 0])])
def test_a_kill_is_credited_to_the_earliest_intercept(intercepts: tuple[float, float], credited: list[int]) -> None:
    units = [UNIT, UNIT._replace(name="other")]
    rows = [(0, u, 0, 0, 1, 10.0 * u, intercepts[u], intercepts[u] + 10.0, 1.0, 1.0, 0, inf) for u in (0, 1)]
    plan = Plan(np.array(rows, dtype=SHOT), ("",))
    assert play(plan, scenario(1, units, hitter(kill_probability=1.0)), 10).kills.tolist() == [credited]


def test_a_kill_once_known_stays_known() -> None:
    # hits assessed at 20 s and at 90 s: the shot of 50 s is not needed
    rows = [
        (0, 0, 0, k, 1, launch, launch + 5.0, assessed, 1.0, 1.0, 0, inf)
        for k, (launch, assessed) in enumerate([(0.0, 20.0), (10.0, 90.0), (50.0, 60.0)])
    ]
    plan = Plan(np.array(rows, dtype=SHOT), ("",))
    assert play(plan, scenario(1, kinds=hitter(kill_probability=1.0)), 10).rounds_used[0, 0] == 20


def test_a_salvo_fires_what_is_ready() -> None:
    made = scenario(2, [UNIT._replace(ready_rounds=3)], hitter(kill_probability=0.5))
    found = play(looks([2], 2, apart=1.0), made)
    assert found.rounds_used[0, 0] == 3 * N
    assert within_three_errors(found.leaks[1] / N, 0.5)


@pytest.mark.parametrize(("reload_time", "engaged"), [(100.0, [0, 1, 2, 3]), (101.0, [0, 1, 3, 4])])
def test_an_empty_launcher_reloads_from_the_reserve_in_its_time(reload_time: float, engaged: list[int]) -> None:
    # one launcher of two, a threat each 100 s: it is empty at 100 s
    unit = UNIT._replace(launchers=1, ready_rounds=2, reserve_rounds=2)
    made = scenario(6, [unit], hitter(kill_probability=1.0, rounds_per_launcher=2, reload_time=reload_time))
    found = play(looks([1], 6, apart=100.0), made, 3)
    assert np.flatnonzero(found.kills[:, 0]).tolist() == engaged


def test_a_launcher_empty_at_the_start_is_loaded_from_time_zero() -> None:
    unit = UNIT._replace(launchers=2, ready_rounds=0, reserve_rounds=2)
    made = scenario(4, [unit], hitter(kill_probability=0.0, rounds_per_launcher=1, reload_time=150.0))
    found = play(looks([1], 4, apart=100.0), made, 1)
    assert found.unengaged[EMPTY, 0] == 2  # those of 0 and 100 s
    assert found.rounds_used[0, 0] == 2


def test_leakers_are_told_by_place_and_weight() -> None:
    made = scenario(3, kinds=hitter(kill_probability=0.5), places=2)  # threats 0 and 2 at place 0, 1 at place 1
    found = play(looks([1], 3), made)
    assert within_three_errors(found.place_clear[0] / N, 0.25)
    assert within_three_errors(found.place_clear[1] / N, 0.5)
    expected = (found.place_clear[0] * 1e6 + found.place_clear[1] * 2e6) / N
    # each weight is rounded to a 2^14th of all, see outcomes.WEIGHT_STEPS
    assert found.weight_clear[0] / N == pytest.approx(expected, abs=3e6 / 2**14)


def test_what_is_not_dangerous_does_not_leak_and_keeps_no_reason() -> None:
    made = scenario(2)
    found = simulate(Plan(np.empty(0, dtype=SHOT), ("", "no time")), made, [False, True], np.ones(2), 10, 1, 0, 1)
    assert found.leaks.tolist() == [0, 10]
    assert found.unengaged[REASONS.index("no time")].tolist() == [10, 10]


class Ended(NamedTuple):
    """How one raid ended, by threat or by unit."""

    leaks: list[int]
    used: list[int]
    wasted: list[int]
    not_launched: int
    strays: int


def by_hand(plan: Plan, made: Scenario, chances: np.ndarray, seed: int, raid: int) -> Ended:
    """One raid with the launchers as lists of rounds, all effects that are on, and dice asked for one by one."""

    def die(threat: str, who: str, which: int) -> float:
        return chance.uniform(seed, raid, crc32(threat.encode()) if threat else 0, crc32(who.encode()), which)

    on = set(made.effects)
    known = [inf] * len(made.threats)
    killed = [(inf, -1)] * len(made.threats)
    numbers: dict[tuple[int, int], int] = {}
    salvos: dict[tuple[int, int], int] = {}
    racks: list[list[list[float]]] = []  # unit, launcher: [rounds, ready from]
    reserve = [unit.reserve_rounds for unit in made.fire_units]
    fired: list[tuple[int, int, int, float]] = []
    for u, unit in enumerate(made.fire_units):
        kind = made.interceptors[unit.interceptor]
        left = unit.ready_rounds
        racks.append([])
        for launcher in range(unit.launchers):
            load = min(kind.rounds_per_launcher, left)
            left -= load
            works = die("", f"launchers of {unit.name}", launcher) < kind.launcher_reliability
            if works or "launcher-reliability" not in on:
                racks[u].append([load, 0.0])
        refill(racks[u], reserve, u, kind.rounds_per_launcher, kind.reload_time, 0.0)
    launched = [die("", f"launcher {t.launcher}", 0) < p for t, p in zip(made.threats, chances, strict=True)]
    stray, outside = [False] * len(made.threats), [-inf] * len(made.threats)
    for t, threat in enumerate(made.threats):
        missile = made.missiles["missile"] if on else None
        if missile and die("", f"missile {threat.name}", 0) >= missile.reliability:
            launched[t] = False
        radius = next(place.radius for place in made.places if place.name == threat.place)
        # a radius of one CEP holds one half
        far = die("", f"missile {threat.name}", 1)
        stray[t] = bool(on) and radius < inf and launched[t] and far >= 0.5
        if stray[t] and made.let_strays_pass:  # all places are at one point
            outside[t] = 1000.0 * sqrt(-log2(1.0 - far)) - 1000.0
    down = sum(
        1 << i
        for i, site in enumerate(made.radar_sites)
        if die("", f"radar {site.name}", 0) >= made.radars["radar"].availability
    )
    for shot in plan.shots:
        t, u = int(shot["threat"]), int(shot["unit"])
        unit, threat = made.fire_units[u], made.threats[t]
        kind = made.interceptors[unit.interceptor]
        number, salvo = numbers.get((t, u), 0), salvos.get((t, u), 0)
        numbers[t, u], salvos[t, u] = number + int(shot["rounds"]), salvo + 1
        let_go = outside[t] > shot["impact_error"]
        if not launched[t] or let_go or known[t] <= shot["launch"] or int(shot["radars"]) & down:
            continue
        held = 0 if threat.place in unit.held_for else unit.held_back
        ready = sum(rack[0] for rack in racks[u] if rack[1] <= shot["launch"])
        count = int(min(shot["rounds"], max(ready - held, 0)))
        for _ in range(count):
            loaded = [rack for rack in racks[u] if rack[0] > 0 and rack[1] <= shot["launch"]]
            min(loaded, key=lambda rack: rack[1])[0] -= 1
            refill(racks[u], reserve, u, kind.rounds_per_launcher, kind.reload_time, float(shot["launch"]))
        if count == 0:
            continue
        fired.append((t, u, count, float(shot["intercept"])))
        dice = [die(threat.name, unit.name, number + i) for i in range(count)]
        hit = any(d < kind.kill_probability * shot["factor"] for d in dice)
        hit = hit and die("", f"layer {unit.layer}", 0) >= kind.common_mode_failure
        if "target-failure" in on:
            hit = hit and die(threat.name, f"targets of {unit.layer}", 0) >= kind.target_failure
        if "unresolved-objects" in on:
            hit = hit and die(threat.name, f"salvos of {unit.name}", 4 * salvo) < shot["picked"]
        if hit:
            killed[t] = min(killed[t], (float(shot["intercept"]), u), key=lambda kill: kill[0])
        called = hit
        if "assessment-errors" in on:
            second = die(threat.name, f"salvos of {unit.name}", 4 * salvo + 1)
            called = second >= kind.kill_called_miss if hit else second < kind.miss_called_kill
        if called:
            known[t] = min(known[t], float(shot["assessed"]))
    used = [sum(n for _, u, n, _ in fired if u == unit) for unit in range(len(made.fire_units))]
    wasted = [
        sum(n for t, u, n, at in fired if u == unit and killed[t][0] < at and killed[t][1] != u)
        for unit in range(len(made.fire_units))
    ]
    through = [launched[t] and killed[t][1] < 0 for t in range(len(made.threats))]
    leaks = [int(leak and not stray[t]) for t, leak in enumerate(through)]
    return Ended(
        leaks, used, wasted, launched.count(False), sum(leak and s for leak, s in zip(through, stray, strict=True))
    )


def refill(racks: list[list[float]], reserve: list[int], unit: int, size: int, time: float, now: float) -> None:
    for rack in racks:
        if rack[0] == 0 and reserve[unit] > 0:
            rack[0] = min(size, reserve[unit])
            rack[1] = now + time
            reserve[unit] -= int(rack[0])


@pytest.mark.parametrize("effects", [(), EFFECTS])
@settings(max_examples=150)
@given(data=st.data(), raid=st.integers(0, 2**31))
def test_a_raid_played_by_hand_ends_the_same(effects: tuple[str, ...], data: st.DataObject, raid: int) -> None:
    made, plan = data.draw(raids(reload=True, effects=effects))
    chances = np.array([data.draw(st.sampled_from([0.5, 1.0])) for _ in made.threats])
    found = simulate(plan, made, [True] * len(made.threats), chances, 1, 9, raid, 1)
    ended = by_hand(plan, made, chances, 9, raid)
    assert found.leaks.tolist() == ended.leaks
    assert found.rounds_used[:, 0].tolist() == ended.used
    assert found.rounds_wasted[:, 0].tolist() == ended.wasted
    assert (found.not_launched[0], found.strays[0]) == (ended.not_launched, ended.strays)
    assert found.leakers[sum(ended.leaks)] == 1
    for layer, name in enumerate(made.layers):
        rounds = sum(n for n, unit in zip(ended.used, made.fire_units, strict=True) if unit.layer == name)
        assert found.layer_rounds[layer, rounds] == 1


def each_raid(plan: Plan, made: Scenario) -> np.ndarray:
    """Leak bits (raids, threats) of a few raids."""
    return np.array([play(plan, made, 1, 3, raid).leaks for raid in range(12)])


@settings(max_examples=100)
@given(case=raids(), gain=st.floats(0.0, 1.0))
def test_a_better_interceptor_never_leaks_more_in_any_raid(case: tuple[Scenario, Plan], gain: float) -> None:
    made, plan = case
    assert np.all(each_raid(plan, better(made, gain)) <= each_raid(plan, made))


@settings(max_examples=100)
@given(case=raids(), more=st.integers(1, 5))
def test_more_ready_rounds_never_hurt_in_any_raid(case: tuple[Scenario, Plan], more: int) -> None:
    made, plan = case
    units = tuple(unit._replace(ready_rounds=unit.ready_rounds + more) for unit in made.fire_units)
    assert np.all(each_raid(plan, replace(made, fire_units=units)) <= each_raid(plan, made))


DISPERSED = raids(effects=["dispersion", "missile-reliability"])


@settings(max_examples=50)
@given(case=DISPERSED, gain=st.floats(0.0, 1.0), more=st.integers(1, 5))
def test_the_laws_hold_where_strays_are_let_pass(case: tuple[Scenario, Plan], gain: float, more: int) -> None:
    made, plan = case
    units = tuple(unit._replace(ready_rounds=unit.ready_rounds + more) for unit in made.fire_units)
    plain = each_raid(plan, made)
    assert np.all(each_raid(plan, better(made, gain)) <= plain)
    assert np.all(each_raid(plan, replace(made, fire_units=units)) <= plain)


@settings(max_examples=50)
@given(case=DISPERSED, sharper=st.floats(0.0, 1.0))
def test_letting_strays_pass_and_knowing_them_better_never_leak_more_in_any_raid(
    case: tuple[Scenario, Plan], sharper: float
) -> None:
    made, plan = case
    known = plan.shots.copy()
    known["impact_error"][np.isfinite(known["impact_error"])] *= sharper
    passed = each_raid(plan, made)
    assert np.all(passed <= each_raid(plan, replace(made, let_strays_pass=False)))
    assert np.all(each_raid(Plan(known, plan.unengaged), made) <= passed)


def test_with_reload_inside_the_raid_a_saved_round_may_leave_a_launcher_empty_later() -> None:
    # The limit of the two laws above: a kill by the helper saves the round at 10 s, which goes at 15 s instead, so
    # that the only launcher is still reloading at 20 s.
    helper = UNIT._replace(name="helper", interceptor="helper")
    unit = UNIT._replace(launchers=1, ready_rounds=1, reserve_rounds=1)
    kinds = hitter(kill_probability=0.5, rounds_per_launcher=1, reload_time=10.0)
    rows = [(0, 0, 0, 0, 1, 0.0, 4.0, 5.0, 1.0, 1.0, 0, inf)]
    rows += [(t, 1, 0, 0, 1, 10.0 + 5 * t, 12.0 + 5 * t, 99.0, 1.0, 1.0, 0, inf) for t in range(3)]
    plan = Plan(np.array(rows, dtype=SHOT), ("",) * 3)
    poor, good = (
        scenario(3, [helper, unit], kinds | {"helper": INTERCEPTOR._replace(kill_probability=p)}) for p in (0.0, 1.0)
    )
    leaks = [[play(plan, made, 1, 3, raid).leaks.sum() for raid in range(100)] for made in (poor, good)]
    assert any(np.array(leaks[1]) > np.array(leaks[0]))
    assert np.mean(leaks[1]) < np.mean(leaks[0])


@settings(max_examples=50)
@given(case=raids())
def test_one_more_threat_leaves_the_luck_of_the_others_untouched(case: tuple[Scenario, Plan]) -> None:
    made, plan = case
    units = tuple(unit._replace(ready_rounds=1000) for unit in made.fire_units)
    made = replace(made, fire_units=units)
    # the newcomer stands first in the list, so that every index moves
    crowd = replace(made, threats=(Threat("newcomer", len(made.threats), 0.0, "", "newcomer", "", 0), *made.threats))
    shots = plan.shots.copy()
    shots["threat"] += 1
    rows = [
        (0, u, made.layers.index(unit.layer), 0, 2, 50.0, 70.0, 80.0, 1.0, 1.0, 0, inf) for u, unit in enumerate(units)
    ]
    newcomers = Plan(np.array(rows, dtype=SHOT), ("", *plan.unengaged))
    assert np.array_equal(each_raid(merged(newcomers, Plan(shots, ())), crowd)[:, 1:], each_raid(plan, made))


@settings(max_examples=30)
@given(case=raids(reload=True), cut=st.integers(0, 300), threads=st.integers(1, 5))
def test_threads_and_batches_change_nothing(case: tuple[Scenario, Plan], cut: int, threads: int) -> None:
    made, plan = case
    whole = play(plan, made, 300)
    assert same(whole, play(plan, made, 300, threads=threads))
    assert same(whole, add(play(plan, made, cut), play(plan, made, 300 - cut, first=cut, threads=2)))


def test_another_seed_is_another_raid_and_the_same_seed_the_same() -> None:
    made = scenario(20, kinds=hitter(kill_probability=0.5))
    plan = looks([1], 20)
    assert same(play(plan, made, 50, seed=2**63 + 1), play(plan, made, 50, seed=2**63 + 1))
    assert not same(play(plan, made, 50, seed=1), play(plan, made, 50, seed=1 + 2**32))


def test_compiled_and_plain_python_agree_from_plan_to_outcomes() -> None:
    script = "import engaging; print(engaging.digest())"
    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    a, b = json.loads(plain.stdout), json.loads(engaging.digest())
    assert len(a["shots"]) > 4
    assert a["outcomes"] == b["outcomes"]
    # the compiler may fuse a product and a sum: a last digit
    np.testing.assert_allclose(np.asarray(a["shots"]), np.asarray(b["shots"]), rtol=1e-12)
