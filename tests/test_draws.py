"""The chain over draws: rows that never look at each other, shards that can be sent away, arcs by name."""

from __future__ import annotations

import json
import pickle
from functools import partial
from math import nan
from pathlib import Path

import numpy as np
import pytest

from commanding import command
from openbmd import catalogue_file, draws, flow, measures, near_orbit, scenario_file
from openbmd.commands.check import check
from openbmd.complaints import InputError
from openbmd.draws import DrawnRow
from openbmd.files import routes as routes_file
from openbmd.records import Shape

SCENARIOS = Path(__file__).parent.parent / "scenarios"
FAR = """openbmd: 1
name: far
title: Three missiles that could nearly orbit
effects: []
threats:
  - {name: one, missile: df-5b, launch: Luoning, aimpoint: Seattle}
  - {name: two, missile: df-5b, launch: Shaoyang, aimpoint: Seattle}
  - {name: three, missile: df-41, launch: Tianshui, aimpoint: Los Angeles}
"""


@pytest.fixture(scope="module")
def raid():
    return scenario_file.read(SCENARIOS / "seongju-2017.yaml")


@pytest.fixture(scope="module")
def flown(raid):
    return flow.fly([raid], (), with_bodies=False, threads=1)[0]


def leakers(row: DrawnRow) -> tuple[float, tuple[float, ...]]:
    found = measures.of_raid("leakers", row.scenario, row.outcomes(50, 3)).mean
    return found, tuple(flight.impact_time for flight in row.flown)


def based(raid, flown):
    figures = draws.uncertain(raid)
    return draws.base(raid, flown, [one.path for one in figures]), draws.draw(figures, 3, 7)


# --- rows and shards ------------------------------------------------------------------------------


def test_rows_come_out_alike_together_alone_and_as_a_shard_that_was_sent_away(raid, flown):
    base, values = based(raid, flown)
    together = list(draws.play(base, leakers, values, threads=2))
    assert len(set(together)) == 3
    alone = [found for row in values for found in draws.play(base, leakers, row[None, :], threads=1)]
    assert alone == together
    sent = pickle.loads(pickle.dumps((partial(draws.shard, base, leakers), values[1:])))
    assert sent[0](sent[1]) == together[1:]
    assert [one for part in draws.in_shards(base, leakers, values, map) for one in part] == together


def test_a_row_is_the_chain_of_flow_at_its_figures(raid, flown):
    base, values = based(raid, flown)
    drawn = draws.scenarios(raid, base.paths, values)
    row = next(draws.each(lambda one: one, drawn, draws.fly(drawn, flown, 1)))
    assert row.scenario == drawn[0]
    wanted = flow.engage(drawn[0], row.flown)
    assert np.array_equal(row.space.plan.shots, wanted.plan.shots)
    assert row.space.notes == wanted.notes
    assert np.array_equal(row.outcomes(50, 3).leakers, flow.assess(wanted, drawn[0], 50, 3, 1).leakers)


@pytest.mark.parametrize("number", [0, 1, 7, 64, 1_000])
def test_shards_hold_every_row_once_and_in_order(number):
    values = np.arange(2.0 * number).reshape(number, 2)
    parts = draws.shards(values)
    assert np.array_equal(np.concatenate([np.empty((0, 2)), *parts]), values)
    assert all(0 < len(part) <= 8 for part in parts)


def test_values_that_are_no_figures_of_a_scenario_change_nothing(raid):
    path = draws.uncertain(raid)[0].path
    one, other = (
        draws.scenarios(raid, [path, *more], np.array([[1.5, 9.0][: 1 + len(more)]]))[0]
        for more in ((), ("missiles/not-there/payload_mass",))
    )
    assert one == other != raid


# --- arcs by name ---------------------------------------------------------------------------------


def test_an_arc_by_name_is_flown_anew_in_each_draw(raid, flown):
    steep = next(k for k, route in enumerate(raid.routes) if flow.by_ratio(route))
    base, values = based(raid, flown)
    drawn = draws.scenarios(base.scenario, base.paths, values)
    apogees = [flights[steep].apogee_altitude for flights in draws.fly(drawn, flown, 1)]
    alone = [flow.fly([one], (), with_bodies=False, threads=1)[0][steep].apogee_altitude for one in drawn]
    assert apogees == pytest.approx(alone, rel=4e-4)  # twice boosts.CLOSE_SHAPE
    assert np.ptp(apogees) > 3e-3 * flown[steep].apogee_altitude


def test_an_arc_that_is_told_by_a_number_goes_by_no_ratio(raid):
    route = next(route for route in raid.routes if flow.by_ratio(route))
    assert not flow.by_ratio(route._replace(shape=Shape("lofted", 300e3, nan)))
    assert not flow.by_ratio(route._replace(shape=Shape("lofted", nan, 1.0)))
    assert not flow.by_ratio(route._replace(shape=Shape("minimum-energy", nan, nan)))


# --- missiles that could nearly orbit -------------------------------------------------------------


@pytest.fixture(scope="module")
def published():
    routes = [one.route for one in routes_file.published({})]
    return [catalogue_file.read("missiles", route.missile).record for route in routes], routes


def test_every_published_route_is_reached_by_the_chain_and_what_is_reached_is_left_alone(published):
    from openbmd import threats

    missiles, routes = published
    assert len(routes) == 36
    guesses = np.full((len(routes), 3), nan)
    alone = threats.fly_all(missiles, routes, guesses, False, 1)
    found = flow.fly_routes(missiles, routes, guesses, False, 1)
    assert all(flight.reached for flight in found)
    assert not all(flight.reached for flight in alone), "the search alone finds them all: near_orbit is idle"
    for one, other in zip(alone, found, strict=True):
        if one.reached:
            assert np.array_equal(one.nodes, other.nodes)


def test_nothing_is_flown_again_where_all_arrive_or_nobody_could_nearly_orbit(published):
    missiles, routes = published
    calls: list[int] = []

    def count(missiles, routes, guesses):
        calls.append(len(routes))
        return tuple(flight for flight in flights[: len(routes)])

    slow = next(n for n, missile in enumerate(missiles) if near_orbit.ideal_speed(missile) < 5e3)
    flights = flow.fly_routes([missiles[slow]], [routes[slow]], np.full((1, 3), nan), False, 1)
    assert near_orbit.again([missiles[0]], [routes[0]], flights, count) is flights
    short = (flights[0]._replace(reached=False),)
    assert near_orbit.again([missiles[slow]], [routes[slow]], short, count) is short
    assert calls == []
    near_orbit.again([missiles[0]], [routes[0]._replace(shape=Shape("orbit", 500e3, nan))], short, count)
    assert calls == []


def test_check_and_show_fly_a_published_route_that_coverage_flies(tmp_path, capsys):
    file = tmp_path / "far.yaml"
    file.write_text(FAR, encoding="utf-8")
    check([file], as_json=False)
    assert "all is well" in capsys.readouterr().out
    command("show", file, json=True)
    told = json.loads(capsys.readouterr().out)
    assert [route["reached"] for route in told["routes"]] == [True] * 3


def test_a_route_that_is_out_of_reach_is_shown_as_such(tmp_path, capsys):
    file = tmp_path / "far.yaml"
    file.write_text(FAR.replace("df-5b", "scud-b"), encoding="utf-8")
    with pytest.raises(InputError, match="out of reach"):
        check([file], as_json=False)
    command("show", file, json=True)
    told = json.loads(capsys.readouterr().out)
    assert [route["reached"] for route in told["routes"]] == [False, False, True]
