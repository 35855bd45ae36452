"""Laws across layers, on the whole chain from a scenario file to the dice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commanding import run_of
from openbmd import flow, run_folder, scenario_file
from openbmd.locales import Words
from openbmd.records import Battlespace, Scenario
from openbmd.records.withheld import without
from openbmd.studies.run import playing

SCENARIOS = Path(__file__).parent.parent / "scenarios"
RAIDS = 4_000
ONE_BATTERY = """
openbmd: 1
name: one-battery
title: One battery, its own radar and a link from another
defended: [Daegu]
effects: [radar-reliability]
threats:
  - {name: a, missile: nodong, count: 6, launch: Hwangju, aimpoint: Daegu, interval_s: 20}
radars:
  - {name: own, radar: an-mpq-65, site: Daegu Air Base, boresight_deg: 324, minimum_elevation_deg: 1}
  - {name: other, radar: an-tpy-2-terminal, site: Seongju, boresight_deg: 327.5, minimum_elevation_deg: 5}
links:
  - {name: remote, from: other, to: battery, latency_s: 3, use: launch-on-remote}
layers: [lower]
fire_units:
  - {name: battery, interceptor: pac-3-mse, layer: lower, site: Daegu Air Base, radar: own, launchers: 4,
     command_delay_s: 5, doctrine: salvo-2}
"""
TWO_WAVES = """
openbmd: 1
name: two-waves
title: Four rounds, two missiles now and four an hour later at what counts for more
effects: []
defended: [{place: Daegu, priority: 1}, {place: Gumi, priority: 100}]
threats:
  - {name: now, missile: nodong, count: 2, launch: Hwangju, aimpoint: Daegu}
  - {name: later, missile: nodong, count: 4, launch: Hwangju, aimpoint: Gumi, launch_time_s: 3600}
radars:
  - {name: radar, radar: an-tpy-2-terminal, site: Seongju, boresight_deg: 327.5, minimum_elevation_deg: 5}
layers: [upper]
fire_units:
  - {name: battery, interceptor: thaad, layer: upper, site: Seongju, radar: radar, launchers: 1, rounds_per_launcher: 4,
     command_delay_s: 10, doctrine: shoot-look-shoot}
"""


def played(scenario: Scenario) -> tuple[Battlespace, np.ndarray]:
    space = flow.battlespace(scenario)
    return space, flow.leakers_by_raid(space, scenario, 0, RAIDS, 7)


def standard_error(differences: np.ndarray) -> float:
    return float(differences.std() / RAIDS**0.5)


def test_a_link_that_needs_two_radars_is_not_used_where_one_does_better() -> None:
    linked = scenario_file.read_text(ONE_BATTERY, "one-battery.yaml")
    _, with_link = played(linked)
    _, alone = played(without(linked, ["remote"]))
    assert (with_link - alone).mean() <= 3.0 * standard_error(with_link - alone)


@pytest.mark.parametrize(
    "lost", ["seongju-tpy-2", "green-pine-north", "us-carroll-1", "cheongung-gimhae", "dsp-sbirs", "US"]
)
def test_what_is_added_never_raises_leakage_under_coordinated_fire(lost: str) -> None:
    whole = scenario_file.read(SCENARIOS / "kamd-layers-2023.yaml")
    _, with_it = played(whole)
    _, without_it = played(without(whole, [lost]))
    # the plan is searched for and not proved the best: a hundredth of a missile in fifty is let pass
    assert (with_it - without_it).mean() <= 3.0 * standard_error(with_it - without_it) + 0.02


def test_nobody_saves_rounds_for_missiles_that_are_not_yet_launched() -> None:
    waves = scenario_file.read_text(TWO_WAVES, "two-waves.yaml")
    space, _ = played(waves)
    first = space.plan.shots[space.plan.shots["launch"] < 3600.0]
    assert set(first["threat"].tolist()) == {0, 1}
    sooner = waves.threats[:2]
    alone = scenario_file.read_text(TWO_WAVES, "two-waves.yaml")
    known = flow.replan(space, type(alone)(**{n: getattr(alone, n) for n in alone.__slots__} | {"threats": sooner}))
    assert known.plan.shots["launch"].tolist() == first["launch"].tolist()


def test_massed_fire_does_no_worse_than_autonomous_fire() -> None:
    massed = scenario_file.read_text(
        (SCENARIOS / "kamd-layers-2023.yaml").read_text(encoding="utf-8").replace("coordinated", "massed"),
        "massed.yaml",
    )
    alone = scenario_file.read_text(
        (SCENARIOS / "kamd-layers-2023.yaml").read_text(encoding="utf-8").replace("coordinated", "autonomous"), "a.yaml"
    )
    _, together = played(massed)
    _, apart = played(alone)
    assert (together - apart).mean() <= 3.0 * standard_error(together - apart) + 0.05


def test_a_run_with_a_single_defended_place_is_drawn(tmp_path: Path) -> None:
    scenario = scenario_file.read_text(ONE_BATTERY, "one-battery.yaml")
    space = flow.battlespace(scenario)
    answer = playing.answer(scenario, space, raids=50, error=None, seed=1, draws=0, threads=1, progress=lambda *_: None)
    run_folder.write(run_folder.make(run_of(answer), Words()), tmp_path / "run", Words(), lambda *_: None)
    assert (tmp_path / "run" / "report.html").stat().st_size > 10_000


EARLY = """
openbmd: 1
name: early
title: A radar near enough to hold a missile that still burns
defended: [Busan]
effects: []
launch_on_boosting_track: YES_OR_NO
threats: [{name: n, missile: hwasong-12, launch: Sunchon test site, aimpoint: Busan, shape: lofted}]
radars: [{name: r, radar: an-tpy-2-terminal, site: Osan Air Base, boresight_deg: 340, minimum_elevation_deg: 0}]
layers: [upper]
fire_units:
  - {name: u, interceptor: sm-3-iia, layer: upper, site: Osan Air Base, radar: r, launchers: 1, command_delay_s: 1,
     doctrine: shoot-look-shoot}
"""


@pytest.mark.parametrize("allowed", [False, True])
def test_nobody_launches_before_burnout_without_saying_so(allowed: bool) -> None:
    """Whoever has the track in time launches at once where the scenario lets him, and then a note counts it."""
    space = flow.battlespace(scenario_file.read_text(EARLY.replace("YES_OR_NO", str(allowed).lower()), "early.yaml"))
    early = space.plan.shots["launch"] < space.trajectories[0].burnout_time
    assert early.any() == allowed
    noted = [one for one in space.notes if one.id == "notes-launched-before-burnout"]
    assert [dict(one.values)["n"] for one in noted] == ([early.sum()] if allowed else [])


LONG_GLIDE = """
openbmd: 1
name: long-glide
title: A glider over 3,400 km, seen by a radar at its aimpoint
defended: [Guam]
effects: []
threats: [{name: n, missile: hwasong-16b, launch: Samsok, aimpoint: Guam, shape: quasi-ballistic, apogee_km: 200}]
radars: [{name: r, radar: an-tpy-2-terminal, site: Guam, boresight_deg: 333, minimum_elevation_deg: 5}]
warning: [{name: w, infrared: dsp-sbirs}]
links: [{from: w, to: r, latency_s: 10}]
layers: [upper]
fire_units:
  - {name: u, interceptor: thaad, layer: upper, site: Guam, radar: r, launchers: 6, command_delay_s: 10,
     doctrine: shoot-look-shoot}
"""


def test_a_long_glide_leaves_no_error_below_zero() -> None:
    """The filter's error at launch and that near impact are many digits apart: a warning of NumPy's fails the test."""
    (tracks,) = flow.battlespace(scenario_file.read_text(LONG_GLIDE, "glide.yaml")).tracks
    assert len(tracks[0].times) > 50
    assert np.all(tracks[0].position_error > 0.0)
    assert np.all(tracks[0].velocity_error > 0.0)
