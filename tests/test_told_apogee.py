"""An apogee that the user sets is met or refused, never silently another."""

from __future__ import annotations

from math import degrees, nan, radians
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from openbmd import catalogue_file, flow, scenario_file
from openbmd.complaints import InputError
from openbmd.kinds import Missile
from openbmd.records import Route, Shape, Site, Trajectory
from openbmd.studies.reach import refuse_unreached

GEOD = Geod(ellps="WGS84")
UNKNOWN = np.full((1, 3), nan)
HODO = (127.537, 39.402)  # deg
SCENARIO = """
openbmd: 1
name: told
title: A told apogee
raids: 10
draws: 0
effects: []
defended: [Busan]
threats:
  - {{name: one, missile: {missile}, launch: Hodo, aimpoint: Busan, shape: {shape}, {told}}}
batteries:
  - {{name: seongju, system: thaad, site: Seongju, facing: Pyongyang}}
"""


def missile(name: str) -> Missile:
    record: Missile = catalogue_file.read("missiles", name).record
    return record


def route(shape: Shape, distance: float, bearing: float = 90.0) -> Route:
    longitude, latitude, _ = GEOD.fwd(*HODO, bearing, distance)
    launch = Site(radians(HODO[1]), radians(HODO[0]), 0.0)
    return Route("one", "kn-23", launch, Site(radians(latitude), radians(longitude), 0.0), shape)


def fly(record: Missile, asked: Route) -> Trajectory:
    return flow.fly_routes([record], [asked], UNKNOWN, False, 1)[0]


def told(tmp_path: Path, name: str, shape: str, arc: str) -> tuple[scenario_file.Scenario, tuple[Trajectory, ...]]:
    path = tmp_path / "told.yaml"
    path.write_text(SCENARIO.format(missile=name, shape=shape, told=arc))
    scenario = scenario_file.read(path)
    return scenario, flow.fly([scenario], (), with_bodies=False, threads=1)[0]


def test_kn_23_flies_to_busan_under_the_50_km_that_were_asked_for(tmp_path: Path) -> None:
    scenario, (flight,) = told(tmp_path, "kn-23", "quasi-ballistic", "apogee_km: 50")
    refuse_unreached(scenario, [flight])
    assert flight.note is None
    assert flight.apogee_altitude == pytest.approx(50e3, rel=1e-3)


@pytest.mark.parametrize(
    ("name", "shape", "arc", "found"),
    [
        ("kn-23", "quasi-ballistic", "apogee_km: 20", "no flight with an apogee of 20 km"),
        ("kn-23", "glide", "apogee_km: 2000", "no flight with an apogee of 2,000 km"),
        ("scud-c", "lofted", "apogee_km: 500", "no flight with an apogee of 500 km"),
        ("scud-c", "depressed", "launch_angle_deg: 5", "no flight with 5 degrees at burnout"),
    ],
)
def test_an_arc_that_no_boost_gives_is_refused_with_the_apogees_that_can_be_flown(
    name: str, shape: str, arc: str, found: str, tmp_path: Path
) -> None:
    scenario, flown = told(tmp_path, name, shape, arc)
    with pytest.raises(InputError) as refused:
        refuse_unreached(scenario, flown)
    (complaint,) = refused.value.complaints
    assert found in complaint.found
    assert complaint.line == 10
    low, high = (int(word) for word in complaint.advice.split(" apogees of ")[1].split(" km")[0].split(" to "))
    for apogee in (low + 1, high - 1):
        _, (flight,) = told(tmp_path, name, shape, f"apogee_km: {apogee}")
        assert flight.reached
        assert flight.as_asked
    for apogee in (low - 3, 1.1 * high):  # the ends are told to the safe side
        _, (flight,) = told(tmp_path, name, shape, f"apogee_km: {apogee}")
        assert not (flight.reached and flight.as_asked)


def test_an_aimpoint_out_of_reach_is_told_as_that(tmp_path: Path) -> None:
    scenario, flown = told(tmp_path, "scud-b", "lofted", "apogee_km: 100")
    with pytest.raises(InputError, match="out of reach"):
        refuse_unreached(scenario, flown)


@given(distance=st.floats(200e3, 700e3), apogee=st.floats(20e3, 200e3), bearing=st.floats(-180.0, 180.0))
@settings(max_examples=15)
def test_a_flight_has_the_apogee_that_was_asked_for_or_says_that_it_has_not(
    distance: float, apogee: float, bearing: float
) -> None:
    asked = route(Shape("quasi-ballistic", apogee, nan), distance, bearing)
    flight = fly(missile("kn-23"), asked)
    met = abs(flight.apogee_altitude - apogee) <= 0.01 * apogee
    assert flight.as_asked == met or not flight.reached
    assert (flight.note is None) == (flight.reached and met)
    if flight.reached:
        ends = (asked.aimpoint.longitude, asked.aimpoint.latitude, flight.impact.longitude, flight.impact.latitude)
        assert GEOD.inv(*map(degrees, ends))[2] < 100.0


def test_beyond_a_pull_up_the_flight_glides_farther_the_better_it_lifts() -> None:
    def reach(lift: float) -> float:
        flight = fly(missile("kn-23")._replace(lift_to_drag=lift), route(Shape("glide", 50e3, nan), 2_000e3))
        return float(GEOD.inv(*HODO, degrees(flight.impact.longitude), degrees(flight.impact.latitude))[2])

    reaches = [reach(lift) for lift in (1.0, 1.5, 2.0, 2.5, 3.0)]
    assert reaches == sorted(reaches)
    near = fly(missile("kn-23"), route(Shape("quasi-ballistic", 50e3, nan), 0.98 * reaches[3]))
    assert near.as_asked
    assert near.reached
    assert not fly(missile("kn-23"), route(Shape("quasi-ballistic", 50e3, nan), 1.02 * reaches[3])).as_asked


@pytest.mark.parametrize(
    ("name", "distance", "apogee", "seconds"),
    [
        ("hwasong-17", 1_000.2e3, 6_045e3, 4_151),
        ("hwasong-18", 1_002.3e3, 6_518.2e3, 4_415),
        ("hwasong-19", 1_001.2e3, 7_687.5e3, 5_156),
    ],
)
def test_a_steep_flight_of_several_stages_is_found_and_takes_the_reported_time(
    name: str, distance: float, apogee: float, seconds: float
) -> None:
    """KCNA of 17 Mar 2023, 19 Dec 2023 and 1 Nov 2024; no figure is fitted to a time."""
    flight = fly(missile(name), route(Shape("lofted", apogee, nan), distance, 65.0))
    assert flight.reached
    assert flight.as_asked
    assert flight.impact_time == pytest.approx(seconds, rel=0.01)
