"""Infrared warning against a climb in closed form."""

from __future__ import annotations

from math import inf, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbmd import flow, read
from openbmd.catalogue_file import read as shipped
from openbmd.kinds import InfraredSensor
from openbmd.physics.infrared import break_time, detected_time

EQUATOR = 6_378_137.0  # m


def climb(acceleration: float, burnout: float, height: float = 0.0) -> np.ndarray:
    """Nodes (N, 10) of a constant vertical acceleration [m/s2] over the equator, where distance is altitude."""
    rows = []
    for t in np.arange(0.0, burnout + 3.5, 3.5):
        x = EQUATOR + height + 0.5 * acceleration * t * t
        rows.append([t, x, 0.0, 0.0, acceleration * t, 0.0, 0.0, acceleration, 0.0, 0.0])
    return np.array(rows)


def overcast(clouds: float, delay: float) -> InfraredSensor:
    """A sensor that stares at a sky of clouds up to an altitude [m] and calls what it has seen for a delay [s]."""
    return InfraredSensor(clouds, 0.0, 1.0, 0.0, delay, 0.0)


@given(acceleration=st.floats(5.0, 60.0), clouds=st.floats(500.0, 15e3), delay=st.floats(0.0, 40.0))
def test_a_plume_is_called_a_delay_after_it_breaks_the_clouds_or_never(
    acceleration: float, clouds: float, delay: float
) -> None:
    burnout = 70.0
    expected = sqrt(2.0 * clouds / acceleration) + delay
    found = detected_time(climb(acceleration, burnout), burnout, overcast(clouds, delay))
    if expected > burnout + 2e-3:
        assert found == inf
    elif expected < burnout - 2e-3:  # bisection ends within a millisecond
        assert found == pytest.approx(expected, abs=1e-3)


def test_a_launch_above_the_clouds_is_in_sight_at_once() -> None:
    assert break_time(climb(20.0, 60.0, height=12e3), 10e3, 60.0) == 0.0


def test_a_flight_that_stays_under_the_clouds_is_never_seen() -> None:
    assert break_time(climb(0.1, 60.0), 10e3, 60.0) == inf


def test_what_breaks_the_clouds_after_burnout_is_never_called() -> None:
    assert detected_time(climb(5.0, 200.0), 60.0, overcast(10e3, 0.0)) == inf
    assert detected_time(climb(5.0, 200.0), 64.0, overcast(10e3, 0.0)) == pytest.approx(sqrt(4000.0), abs=1e-3)


@given(low=st.floats(0.0, 15e3), more=st.floats(0.0, 5e3))
def test_higher_clouds_never_bring_an_earlier_warning(low: float, more: float) -> None:
    nodes = climb(20.0, 60.0)
    assert (
        detected_time(nodes, 60.0, overcast(low, 5.0)) <= detected_time(nodes, 60.0, overcast(low + more, 5.0)) + 1e-3
    )


@given(
    clear=st.floats(0.0, 8e3),
    cover=st.floats(0.0, 1.0),
    revisit=st.floats(0.0, 20.0),
    delay=st.floats(0.0, 20.0),
    worse=st.sampled_from(["clear_altitude", "cloud_cover", "revisit_time", "detection_delay", "cloud_break_altitude"]),
    share=st.floats(0.0, 1.0),
)
def test_a_worse_sky_and_a_slower_sensor_never_warn_earlier(
    clear: float, cover: float, revisit: float, delay: float, worse: str, share: float
) -> None:
    nodes, burnout = climb(15.0, 60.0), 60.0
    one = InfraredSensor(9e3, clear, cover, revisit, delay, 0.0)
    most = {"clear_altitude": 9e3, "cloud_cover": 1.0, "revisit_time": 40.0, "detection_delay": 40.0}.get(worse, 15e3)
    other = one._replace(**{worse: getattr(one, worse) + share * (most - getattr(one, worse))})
    assert detected_time(nodes, burnout, one) <= detected_time(nodes, burnout, other) + 2e-3


@given(cover=st.floats(0.0, 0.99), needed=st.floats(0.1, 30.0))
def test_time_counts_by_the_open_share_of_the_sky(cover: float, needed: float) -> None:
    # a climb at 20 m/s2 stands above 1 km at 10 s and above 9 km at 30 s
    sensor = InfraredSensor(9e3, 1e3, cover, 0.0, needed, 0.0)
    found = detected_time(climb(20.0, 70.0), 70.0, sensor)
    seen = (1.0 - cover) * (min(found, 30.0) - 10.0) + max(found - 30.0, 0.0)
    assert seen == pytest.approx(needed, abs=3e-3)


def test_a_scanning_sensor_needs_one_look_half_a_revisit_on_in_the_mean() -> None:
    # over all phases of the scan the first look after a plume comes in sight is half a revisit away
    revisit, sight = 10.0, sqrt(1000.0)
    phases = (np.arange(1000) + 0.5) * revisit / 1000.0
    first = np.ceil((sight - phases) / revisit) * revisit + phases
    sensor = overcast(10e3, 0.0)._replace(revisit_time=revisit)
    assert detected_time(climb(20.0, 60.0), 60.0, sensor) == pytest.approx(first.mean(), abs=0.02)


KOREAN = """openbmd: 1
name: climbs
title: Climbs to hold against what was published
places:
  north: {latitude_deg: 38.2, longitude_deg: 127.0, source: a test}
  south: {latitude_deg: 35.9, longitude_deg: 128.6, source: a test}
defended: [south]
threats:
  - {name: scud, missile: scud-b, launch: north, aimpoint: south}
  - {name: kn, missile: kn-23, launch: north, aimpoint: south, shape: quasi-ballistic, apogee_km: 50}
warning:
  - {name: dsp, infrared: dsp}
  - {name: sbirs, infrared: sbirs}
  - {name: either, infrared: dsp-sbirs}
effects: []
"""


def test_warning_of_a_scud_and_of_a_short_burn_comes_when_it_was_published(tmp_path: Path) -> None:
    file = tmp_path / "climbs.yaml"
    file.write_text(KOREAN)
    scenario = read(file)
    scud, kn = flow.battlespace(scenario).warnings
    # DSP, which looks every 10 s, saw a Scud 30-45 s after its launch; one that stares sees it no later
    assert 30.0 <= scud[0].detected_time <= 45.0
    assert scud[1].detected_time <= scud[0].detected_time
    for found in kn:  # burns for 33 s: reported in a minute or little more
        assert found.detected_time < 33.4
        assert found.report_time <= 70.0
    assert max(found.report_time for found in kn) >= 55.0


@pytest.mark.parametrize("burn", [28.0, 31.0, 34.0])
@pytest.mark.parametrize("name", ["dsp", "sbirs", "dsp-sbirs"])
def test_a_burn_of_half_a_minute_is_seen_through_broken_clouds(name: str, burn: float) -> None:
    # a KN-23 to 200 km burns out after 33 s at 13.8 km; another that reaches its speed sooner burns out lower
    nodes = climb(2.0 * 13.8e3 / 33.4 / burn, burn)
    assert detected_time(nodes, burn, overcast(10e3, 10.0)) == inf  # a look behind whole clouds and a second one
    assert detected_time(nodes, burn, shipped("infrared", name).record) < burn
