"""What is fired: the rules of plans.py on opportunities made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engaging import INTERCEPTOR, UNIT, closed, opportunity, scenario
from openbmd.kinds import Interceptor
from openbmd.plans import SALVO_SLACK, plan, search
from openbmd.plans.schedule import WAIT
from openbmd.plans.tables import task
from openbmd.records import DECISION_STEP, REASONS, Doctrine, EngagementOpportunity, FireUnit, Plan, Scenario

SHOOT_LOOK_SHOOT = Doctrine("shoot-look-shoot", 1, 1, 3)
SHOOT_SHOOT_LOOK = Doctrine("shoot-shoot-look", 2, 1, 2)
ASSESSMENT = INTERCEPTOR.kill_assessment_delay


def made(opportunities: Sequence[Sequence[EngagementOpportunity]], given: Scenario) -> Plan:
    return plan(opportunities, given, [True] * len(opportunities))


def one_unit(doctrine: Doctrine, last: float, threats: int = 1, **kind: float) -> Plan:
    """One unit, launches from 100 s to last, fly-out of 30 s."""
    given = scenario(threats, [UNIT._replace(doctrine=doctrine)], {"hitter": INTERCEPTOR._replace(**kind)})  # type: ignore[arg-type]
    return made([[opportunity(0, t, 100.0, last, 30.0, 600.0)] for t in range(threats)], given)


def test_a_salvo_is_fired_once_as_early_as_possible_and_ends_with_its_last_round() -> None:
    shots = one_unit(Doctrine("salvo", 3, 0, 1), 400.0).shots
    assert len(shots) == 1
    assert shots[0]["rounds"] == 3
    assert shots[0]["launch"] == 100.0
    # two intervals of 3 s later the last round leaves; the grid may hold it for a step
    assert shots[0]["intercept"] == pytest.approx(100.0 + 2 * 3.0 + 30.0, abs=DECISION_STEP)
    assert shots[0]["assessed"] == shots[0]["intercept"] + ASSESSMENT


def test_rounds_that_would_come_too_late_are_left_out() -> None:
    assert one_unit(Doctrine("salvo", 4, 0, 1), 107.0).shots["rounds"].tolist() == [3]


def test_shoot_look_shoot_waits_for_each_assessment() -> None:
    shots = one_unit(SHOOT_LOOK_SHOOT, 400.0).shots
    assert shots["rounds"].tolist() == [1, 1, 1]
    assert shots["look"].tolist() == [0, 1, 2]
    assert np.all(shots["launch"][1:] >= shots["assessed"][:-1])
    assert np.all(shots["launch"][1:] < shots["assessed"][:-1] + 2 * DECISION_STEP)


def test_shoot_shoot_look_fires_two_and_then_the_later_salvo() -> None:
    assert one_unit(SHOOT_SHOOT_LOOK, 400.0).shots["rounds"].tolist() == [2, 1]


def test_a_window_too_short_for_a_second_look_has_one() -> None:
    assert len(one_unit(SHOOT_LOOK_SHOOT, 100.0 + 30.0 + ASSESSMENT - 1.0).shots) == 1


def test_every_first_salvo_comes_before_any_second_when_channels_are_few() -> None:
    # one channel: 30 s of fly-out each; four threats fill the window, so that no one has a second look
    shots = one_unit(SHOOT_LOOK_SHOOT, 195.0, threats=4, simultaneous_engagements=1).shots
    assert sorted(shots["threat"].tolist()) == [0, 1, 2, 3]
    assert np.all(shots["look"] == 0)
    assert np.all(shots["launch"][1:] >= shots["intercept"][:-1])


def test_a_threat_for_which_no_channel_becomes_free_says_so() -> None:
    found = one_unit(SHOOT_LOOK_SHOOT, 125.0, threats=3, simultaneous_engagements=2)
    assert found.unengaged == ("", "", "channels full")


def layers(upper: FireUnit, lower: FireUnit, **lower_kind: float) -> tuple[list[FireUnit], dict[str, Interceptor]]:
    kinds = {"hitter": INTERCEPTOR, "short": INTERCEPTOR._replace(**lower_kind)}  # type: ignore[arg-type]
    return [upper, lower._replace(name="point", interceptor="short", layer="lower")], kinds


def test_a_later_layer_waits_for_the_result_of_the_earlier_one_when_it_can() -> None:
    units, kinds = layers(UNIT, UNIT)
    both = [opportunity(0, 0, 100.0, 200.0, 80.0, 600.0), opportunity(1, 0, 150.0, 300.0, 20.0, 600.0)]
    shots = made([both], scenario(1, units, kinds)).shots
    assert shots["layer"].tolist() == [0, 1]
    assert shots["launch"][1] >= shots["assessed"][0] == 188.0


def test_a_later_layer_that_cannot_wait_fires_without_the_result() -> None:
    units, kinds = layers(UNIT, UNIT)
    both = [opportunity(0, 0, 100.0, 200.0, 80.0, 600.0), opportunity(1, 0, 150.0, 180.0, 20.0, 600.0)]
    shots = made([both], scenario(1, units, kinds)).shots
    assert shots["launch"].tolist() == [100.0, 150.0]


def test_a_later_layer_waits_for_as_many_results_as_leave_it_a_whole_salvo() -> None:
    units, kinds = layers(UNIT._replace(doctrine=SHOOT_LOOK_SHOOT), UNIT._replace(doctrine=Doctrine("salvo", 2, 0, 1)))
    # upper results at 138 and about 176; the lower window closes at 178, two rounds are 3 s apart
    both = [opportunity(0, 0, 100.0, 150.0, 30.0, 600.0), opportunity(1, 0, 120.0, 178.0, 20.0, 600.0)]
    shots = made([both], scenario(1, units, kinds)).shots
    point = shots[shots["unit"] == 1]
    upper = shots[shots["unit"] == 0]
    assert len(upper) == 2
    assert point["rounds"].tolist() == [2]
    assert upper["assessed"][0] <= point["launch"][0] < upper["assessed"][1]


def test_a_threat_is_given_to_the_unit_that_intercepts_it_earliest() -> None:
    units = [UNIT, UNIT._replace(name="other")]
    row = [opportunity(0, 0, 100.0, 110.0, 30.0, 600.0), opportunity(1, 0, 100.0, 110.0, 20.0, 600.0)]
    assert made([row], scenario(1, units)).shots["unit"].tolist() == [1]


def test_two_units_at_one_place_share_the_threats() -> None:
    units = [UNIT, UNIT._replace(name="twin")]
    rows = [[opportunity(u, t, 100.0, 110.0, 30.0, 600.0) for u in range(2)] for t in range(6)]
    assert made(rows, scenario(6, units)).shots["unit"].tolist().count(1) == 3


def test_another_unit_of_the_layer_takes_a_later_look_only_after_the_assessment() -> None:
    units = [UNIT, UNIT._replace(name="other")]
    row = [opportunity(0, 0, 100.0, 110.0, 30.0, 600.0), opportunity(1, 0, 120.0, 300.0, 20.0, 600.0)]
    shots = made([row], scenario(1, units)).shots
    assert shots["unit"].tolist() == [0, 1]
    assert shots["launch"][1] >= shots["assessed"][0]


def test_a_unit_whose_rounds_are_spoken_for_passes_the_threat_on() -> None:
    units = [UNIT._replace(ready_rounds=2), UNIT._replace(name="other")]
    row = [opportunity(0, 0, 100.0, 110.0, 20.0, 600.0), opportunity(1, 0, 100.0, 110.0, 30.0, 600.0)]
    rows = [[o._replace(route=t) for o in row] for t in range(4)]
    shots = made(rows, scenario(4, units)).shots
    firsts = shots[np.sort(np.unique(shots["threat"], return_index=True)[1])]
    assert sorted(firsts["unit"].tolist()) == [0, 0, 1, 1]


def test_rounds_that_reload_in_time_count_as_free() -> None:
    kinds = {"hitter": INTERCEPTOR._replace(rounds_per_launcher=2, reload_time=60.0)}
    units = [UNIT._replace(launchers=1, ready_rounds=2, reserve_rounds=2), UNIT._replace(name="other")]
    row = [opportunity(0, 0, 100.0, 110.0, 20.0, 600.0), opportunity(1, 0, 100.0, 110.0, 30.0, 600.0)]
    rows = [[o._replace(route=t) for o in row] for t in range(4)]
    soon = made(rows, scenario(4, units, kinds, [0.0, 0.0, 0.0, 0.0])).shots
    late = made(rows, scenario(4, units, kinds, [0.0, 0.0, 100.0, 100.0])).shots
    assert soon["unit"].tolist().count(0) == 2
    assert late["unit"].tolist().count(0) == 4


def test_second_looks_speak_for_no_rounds() -> None:
    # three rounds, two of them spoken for by first salvos: either second look may count on the third
    units = [UNIT._replace(ready_rounds=3, doctrine=Doctrine("shoot-look-shoot", 1, 1, 2)), UNIT._replace(name="other")]
    row = [opportunity(0, 0, 100.0, 300.0, 20.0, 600.0), opportunity(1, 0, 100.0, 300.0, 30.0, 600.0)]
    rows = [[o._replace(route=t) for o in row] for t in range(2)]
    given = task(rows, scenario(2, units), [True, True], [0, 1])
    shots = search.in_one_way(given, WAIT, np.full((2, 2), search.ANY), strict=False, urgent=False).shots
    assert shots["unit"][:4].tolist() == [0, 0, 0, 0]


def test_a_threat_that_finds_every_magazine_spoken_for_is_still_a_candidate() -> None:
    units = [UNIT._replace(ready_rounds=1)]
    rows = [[opportunity(0, t, 100.0, 110.0, 20.0, 600.0)] for t in range(3)]
    assert len(made(rows, scenario(3, units)).shots) == 3


def test_the_reason_is_that_of_the_unit_that_came_nearest() -> None:
    units = [UNIT, UNIT._replace(name="other")]
    row = [closed(0, 0, "under the floor"), closed(1, 0, "out of reach")]
    assert made([row], scenario(1, units)).unengaged == ("under the floor",)


def test_a_route_that_is_not_dangerous_is_let_pass_without_a_reason() -> None:
    rows = [[opportunity(0, t, 100.0, 110.0, 20.0, 600.0)] for t in range(2)]
    found = plan(rows, scenario(2), [False, True])
    assert found.shots["threat"].tolist() == [1]
    assert found.unengaged == ("", "")


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[list[EngagementOpportunity]], Scenario]:
    kinds = {
        name: INTERCEPTOR._replace(
            simultaneous_engagements=draw(st.integers(1, 3)),
            kill_assessment_delay=draw(st.floats(0.0, 20.0)),
            salvo_interval=draw(st.floats(0.0, 5.0)),
        )
        for name in ("hitter", "short")
    }
    units = [
        UNIT._replace(
            name=f"unit {u}",
            interceptor=("hitter", "short")[u % 2],
            layer=("upper", "lower")[u % 2],
            ready_rounds=draw(st.integers(0, 4)),
            doctrine=draw(st.sampled_from([SHOOT_LOOK_SHOOT, SHOOT_SHOOT_LOOK, Doctrine("salvo", 2, 0, 1)])),
        )
        for u in range(draw(st.integers(1, 4)))
    ]
    threats = draw(st.integers(1, 7))
    rows = []
    for t in range(threats):
        row = []
        for u in range(len(units)):
            first = draw(st.floats(50.0, 250.0))
            length = draw(st.floats(-30.0, 120.0))
            flyout = draw(st.floats(5.0, 80.0))
            row.append(
                opportunity(u, t, first, first + length, flyout, 600.0) if length > 0.0 else closed(u, t, "no time")
            )
        rows.append(row)
    launch_times = [draw(st.floats(0.0, 100.0)) for _ in range(threats)]
    return rows, scenario(threats, units, kinds, launch_times)


@settings(max_examples=100, deadline=None)
@given(case=cases())
def test_every_plan_keeps_the_rules(case: tuple[list[list[EngagementOpportunity]], Scenario]) -> None:
    rows, given = case
    found = made(rows, given)
    shots = found.shots
    assert np.all(np.diff(shots["launch"]) >= 0.0)
    for shot in shots:
        unit = given.fire_units[shot["unit"]]
        kind = given.interceptors[unit.interceptor]
        window = rows[shot["threat"]][shot["unit"]].windows[0] + given.threats[shot["threat"]].launch_time
        assert 1 <= shot["rounds"] <= (unit.doctrine.later_salvo if shot["look"] else unit.doctrine.first_salvo)
        assert shot["look"] < unit.doctrine.looks
        assert window[0] - 1e-9 <= shot["launch"] <= window[1] + 1e-9
        assert shot["intercept"] <= window[3] + 1e-9
        spread = (shot["rounds"] - 1) * kind.salvo_interval
        late = shot["intercept"] - shot["launch"] - (window[3] - window[1]) - spread
        assert -1e-9 <= late <= SALVO_SLACK
        assert shot["assessed"] == shot["intercept"] + kind.kill_assessment_delay
    for u, unit in enumerate(given.fire_units):
        own = shots[shots["unit"] == u]
        channels = given.interceptors[unit.interceptor].simultaneous_engagements
        for at in own["launch"]:
            assert np.sum((own["launch"] <= at) & (own["intercept"] > at)) <= channels
    for t in range(len(given.threats)):
        own = shots[shots["threat"] == t]
        for layer in range(len(given.layers)):  # one look after another within a layer
            looks = own[own["layer"] == layer]
            assert np.all(looks["launch"][1:] >= looks["assessed"][:-1])
        assert (found.unengaged[t] == "") == (len(own) > 0)
        assert found.unengaged[t] in ("", *REASONS)
        if found.unengaged[t] == "no time":
            assert all(row.launch_at[0] == inf for row in rows[t])


@settings(max_examples=50, deadline=None)
@given(case=cases(), later=st.floats(1.0, 500.0))
def test_a_plan_moves_with_the_clock(case: tuple[list[list[EngagementOpportunity]], Scenario], later: float) -> None:
    from dataclasses import replace

    rows, given = case
    moved = replace(given, threats=tuple(t._replace(launch_time=t.launch_time + later) for t in given.threats))
    a, b = made(rows, given).shots, made(rows, moved).shots
    # rounding of the shifted clock may move a decision over one grid step
    assert len(a) == pytest.approx(len(b), abs=1)
    if len(a) == len(b) and np.array_equal(a["threat"], b["threat"]):
        assert b["launch"] - later == pytest.approx(a["launch"], abs=4 * DECISION_STEP)
