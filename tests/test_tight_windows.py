"""A headline that hangs on the last seconds of launch windows is told so, and one that does not is left alone."""

from __future__ import annotations

import json
from math import inf, isinf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import openbmd as bmd
from commanding import command
from engaging import INTERCEPTOR, SALVO, UNIT, closed, opportunity
from engaging import scenario as by_hand
from openbmd import flow, opportunities, plans, scenario_file
from openbmd.records import EngagementOpportunity, Scenario, Tightness
from openbmd.studies.run import tight

SCENARIOS = Path(__file__).parent.parent / "scenarios"
EDGE = """\
openbmd: 1
name: edge
title: Two Scud-C at Seoul, and a battery that hardly reaches them
raids: 2000
draws: 0
effects: []
defended: [Seoul]
threats:
  - {name: scud, missile: scud-c, count: 2, launch: Koksan, aimpoint: Seoul, interval_s: 60}
radars:
  - {name: near-radar, radar: an-mpq-65, site: Seoul, boresight_deg: 330, minimum_elevation_deg: 1}
  - {name: edge-radar, radar: an-mpq-65, site: Seoul Air Base, boresight_deg: 327, minimum_elevation_deg: 1}
layers: [far, close]
fire_units:
  - {name: edge, interceptor: pac-2-gem-t, layer: far, site: Seoul Air Base, radar: edge-radar, launchers: 6,
     command_delay_s: 5, doctrine: salvo-2}
  - {name: near, interceptor: pac-3-cri, layer: close, site: Seoul, radar: near-radar, launchers: 2,
     command_delay_s: 5, doctrine: salvo-1}
figures:
  interceptors/pac-2-gem-t/maximum_range_km: {best: REACH, assumed: to ask what if}
"""
REACH = 19.75  # km, at which a launch is open for less than a second


def edge(reach: float) -> Scenario:
    return scenario_file.read_text(EDGE.replace("REACH", str(reach)), "edge.yaml")


def found(of: Scenario) -> Tightness | None:
    return tight.found(of, flow.battlespace(of), of.raids, of.seed)


def leakers(of: Scenario) -> float:
    return float(flow.leakers_by_raid(flow.battlespace(of), of, 0, of.raids, of.seed).mean())


def test_a_salvo_in_a_window_of_less_than_a_second_is_told_with_what_a_defence_without_it_leaks():
    of = edge(REACH)
    (window,) = flow.battlespace(of).opportunities[0][0].windows
    assert 0.0 < window[1] - window[0] < 1.0
    told = found(of)
    assert told is not None
    assert [(one.unit, one.shots) for one in told.shots] == [(0, 2)]
    assert told.shots[0].spare == pytest.approx(window[1] - window[0])
    for left_out in (bmd.without(of, "edge"), edge(REACH - 1.0)):  # the same dice, raid by raid
        assert told.leakers.mean == leakers(left_out)
    assert told.leakers.mean - told.more.mean == pytest.approx(leakers(of))
    kind = of.interceptors["pac-2-gem-t"]  # one round fits, and fails with its layer or misses
    killed = (1.0 - kind.common_mode_failure) * kind.kill_probability
    assert told.more.mean == pytest.approx(killed * told.leakers.mean, abs=4.0 * told.more.se)


def test_with_ten_kilometres_more_reach_nothing_hangs_on_seconds():
    assert found(edge(REACH + 10.0)) is None
    assert found(bmd.without(edge(REACH), "edge")) is None


def test_few_raids_do_not_tell_it_from_chance():
    of = edge(REACH)
    space = flow.battlespace(of)
    assert tight.found(of, space, 1, of.seed) is None
    assert tight.found(of, space, 2000, of.seed) is not None


@pytest.mark.parametrize(("reach", "told"), [(REACH, True), (REACH + 10.0, False)])
def test_terminal_page_and_json_tell_it_or_none_of_them_does(tmp_path, capsys, reach, told):
    file = tmp_path / "edge.yaml"
    file.write_text(EDGE.replace("REACH", str(reach)), encoding="utf-8")
    command("run", file, out=tmp_path / "out")
    printed = capsys.readouterr().out
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    kept = json.loads((tmp_path / "out" / "answer.json").read_text(encoding="utf-8"))
    assert ("hangs on seconds" in " ".join(printed.split())) is told
    assert ("hangs on seconds" in page) is ("time to spare" in page) is told
    if told:
        (one,) = kept["tightness"]["salvos"]
        assert (one["unit"], one["salvos"]) == ("edge", 2)
        assert kept["tightness"]["leakers"]["mean"] == leakers(bmd.without(edge(REACH), "edge"))
    else:
        assert kept["tightness"] is None


def test_the_flagship_tells_what_hangs_on_gem_t_and_a_longer_reach_ends_it():
    of = bmd.read(SCENARIOS / "seongju-2017.yaml")

    def reaching(km: float) -> Scenario:
        figure = {"best": km, "assumed": "to ask what if"}
        return bmd.changed(of, {"figures": {"interceptors/pac-2-gem-t/maximum_range_km": figure}})

    told = found(of)
    assert told is not None
    assert "pac-2-gem-t" in {of.fire_units[one.unit].interceptor for one in told.shots}
    shorter = leakers(reaching(19.0)) - leakers(of)
    assert told.more.mean >= shorter > 0.5  # a reach of a kilometre less loses most of the same salvos
    assert found(reaching(30.0)) is None


# --- windows that close sooner --------------------------------------------------------------------


@st.composite
def openings(draw: st.DrawFn) -> EngagementOpportunity:
    """An opportunity of two windows, one after the other."""
    first, long, gap, other = (draw(st.floats(0.5, 40.0)) for _ in range(4))
    one = opportunity(0, 0, first, first + long, 30.0, 200.0)
    two = opportunity(0, 0, first + long + gap, first + long + gap + other, 30.0, 200.0)
    late = np.isinf(one.launch_at)
    return one._replace(
        windows=np.concatenate([one.windows, two.windows]),
        launch_at=np.where(late, two.launch_at, one.launch_at),
        intercept_at=np.where(late, two.intercept_at, one.intercept_at),
    )


@given(openings(), st.floats(0.0, 50.0))
def test_a_window_that_closes_sooner_leaves_the_launches_before_its_new_end_and_no_other(of, seconds):
    left = opportunities.close_sooner(of, seconds)
    ends = [(opens, closes - seconds) for opens, closes in of.windows[:, :2]]
    for decision, launch in enumerate(left.launch_at):
        later = [at for at in of.launch_at[decision:] if any(a <= at <= b for a, b in ends)]
        assert launch == (later[0] if later else inf)
        assert isinf(left.intercept_at[decision]) == isinf(launch)
    assert (left.reason == "no time") == bool(np.all(np.isinf(left.launch_at)))


@given(openings(), st.floats(0.0, 20.0), st.floats(0.0, 20.0))
def test_the_sooner_windows_close_the_later_is_each_launch(of, some, more):
    early, earlier = (opportunities.close_sooner(of, seconds).launch_at for seconds in (some, some + more))
    assert np.all(of.launch_at <= early)
    assert np.all(early <= earlier)
    assert np.all(early[:-1] <= early[1:])


def test_what_is_closed_stays_as_it_is():
    never = closed(0, 0, "out of reach")
    assert opportunities.close_sooner(never, 2.0).reason == "out of reach"


@given(st.integers(1, 3), st.floats(0.0, 30.0), st.floats(0.0, 100.0))
def test_time_to_spare_is_what_its_window_leaves_after_the_last_round(rounds, long, launched):
    unit = UNIT._replace(doctrine=SALVO._replace(first_salvo=rounds))
    of = by_hand(1, [unit], launch_times=[launched])
    plan = plans.plan([[opportunity(0, 0, 50.0, 50.0 + long, 40.0, 200.0)]], of, [True], np.ones(1))
    (shot,) = plan.shots
    after = (shot["rounds"] - 1) * INTERCEPTOR.salvo_interval
    assert plan.spare == pytest.approx([max(long - after, 0.0)], abs=0.25)
