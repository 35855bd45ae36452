"""The chain as a whole, and its answer over draws of the figures."""

from __future__ import annotations

from dataclasses import replace
from math import radians
from pathlib import Path

import numpy as np
import pytest

from openbmd import flow, scenario_file
from openbmd.studies.run import playing

SCENARIOS = Path(__file__).parent.parent / "scenarios"


@pytest.fixture(scope="module")
def seongju():
    return scenario_file.read(SCENARIOS / "seongju-2017.yaml")


@pytest.fixture(scope="module")
def space(seongju):
    return flow.battlespace(seongju)


def quiet(_done, _total, _what):
    pass


def test_the_battlespace_is_a_function_of_the_scenario_alone(seongju, space):
    again = flow.battlespace(seongju)
    assert np.array_equal(space.plan.shots, again.plan.shots)
    assert space.plan.unengaged == again.plan.unengaged


def test_turning_the_scenario_about_the_earths_axis_changes_nothing(seongju, space):
    def turned(site):
        return site._replace(longitude=site.longitude + radians(71.0))

    elsewhere = replace(
        seongju,
        places=tuple(p._replace(site=turned(p.site)) for p in seongju.places),
        routes=tuple(r._replace(launch=turned(r.launch), aimpoint=turned(r.aimpoint)) for r in seongju.routes),
        radar_sites=tuple(r._replace(site=turned(r.site)) for r in seongju.radar_sites),
        fire_units=tuple(u._replace(site=turned(u.site)) for u in seongju.fire_units),
    )
    there = flow.battlespace(elsewhere)
    for here_route, there_route in zip(space.trajectories, there.trajectories, strict=True):
        # the least-energy optimum is flat: its flight time is found to a tenth of a second
        assert there_route.impact_time == pytest.approx(here_route.impact_time, abs=0.1)
    for here_tracks, there_tracks in zip(space.tracks, there.tracks, strict=True):
        assert [t.firm_time for t in there_tracks] == pytest.approx([t.firm_time for t in here_tracks], abs=1e-6)
    for here_units, there_units in zip(space.opportunities, there.opportunities, strict=True):
        for here, elsewhere in zip(here_units, there_units, strict=True):
            assert here.reason == elsewhere.reason
            # a launch on the very last look may open or shut by rounding: a few steps of the grid at an end
            shared = np.isfinite(here.intercept_at) & np.isfinite(elsewhere.intercept_at)
            assert np.count_nonzero(np.isfinite(here.intercept_at) != np.isfinite(elsewhere.intercept_at)) <= 6
            if np.any(shared):
                apart = np.abs(elsewhere.intercept_at[shared] - here.intercept_at[shared])
                assert np.quantile(apart, 0.95) <= 1.5
    assert there.plan.unengaged == space.plan.unengaged
    assert np.bincount(there.plan.shots["unit"]) == pytest.approx(np.bincount(space.plan.shots["unit"]), abs=1)


def test_nobody_fires_before_his_track_is_firm(seongju, space):
    for shot in space.plan.shots:
        threat = seongju.threats[shot["threat"]]
        opportunity = space.opportunities[threat.route][shot["unit"]]
        sensors = {
            site.name: track for site, track in zip(seongju.radar_sites, space.tracks[threat.route], strict=True)
        }
        firm = sensors[opportunity.track_source].firm_time
        assert shot["launch"] >= threat.launch_time + firm
        assert shot["intercept"] > shot["launch"]
        assert shot["assessed"] > shot["intercept"]


def test_no_round_meets_its_target_outside_the_interceptors_limits(seongju, space):
    from openbmd.physics import arc, earth

    for shot in space.plan.shots:
        threat = seongju.threats[shot["threat"]]
        unit = seongju.fire_units[shot["unit"]]
        kind = seongju.interceptors[unit.interceptor]
        time = shot["intercept"] - threat.launch_time
        point = arc.sample(space.trajectories[threat.route].nodes, np.array([time]))[0, :3]
        height = earth.geodetic(*point)[2]
        assert kind.minimum_altitude - 100.0 <= height <= kind.maximum_altitude + 100.0


def test_a_better_interceptor_never_leaks_more_in_any_raid_of_one_plan_nor_on_average_with_a_plan_of_its_own(
    seongju, space
):
    thaad = seongju.interceptors["thaad"]
    each, replanned = [], []
    for probability in (0.3, 0.6, 0.95):
        kinds = dict(seongju.interceptors) | {"thaad": thaad._replace(kill_probability=probability)}
        better = replace(seongju, interceptors=kinds)
        each.append(flow.leakers_by_raid(space, better, 0, 400, 11))
        replanned.append(flow.leakers_by_raid(flow.replan(space, better), better, 0, 400, 11).mean())
    assert np.all(each[0] >= each[1])
    assert np.all(each[1] >= each[2])
    assert replanned[0] > replanned[1] > replanned[2]


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_shipped_scenario_runs(path):
    scenario = scenario_file.read(path)
    space = flow.battlespace(scenario)
    answer = playing.answer(scenario, space, raids=200, error=None, seed=1, draws=2, threads=2, progress=quiet)
    assert answer.leakers.mean <= len(scenario.threats)
    assert len(answer.leaker_distribution) == len(scenario.threats) + 1
    assert answer.leaker_distribution.sum() == pytest.approx(1.0)
