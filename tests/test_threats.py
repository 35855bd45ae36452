"""Flights solved onto their aimpoints."""

from __future__ import annotations

from math import degrees, inf, nan, radians

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

import scipy_flight
from openbmd import threats
from openbmd.kinds import Missile, Stage
from openbmd.locales import Words
from openbmd.physics import arc, earth, targeting
from openbmd.records import Route, Shape, Site
from openbmd.telling.notes import told

GEOD = Geod(ellps="WGS84")
UNKNOWN = np.full(3, nan)
ENERGY_LEAST = Shape("minimum-energy", nan, nan)

SINGLE_STAGE = Missile(
    stages=(Stage(12_912.0, 1_780.0, 110.0, 226.0, 101_325.0, 0.4, 1.32, 1, 0.0, 1_000.0),),
    payload_mass=500.0,
    separates=True,
    ballistic_coefficient=5_000.0,
    vertical_rise_time=6.0,
    pitch_over_time=10.0,
    lift_to_drag=0.0,
    pull_up_altitude=0.0,
    nose_cross_section=0.1,
    side_cross_section=0.5,
    tail_cross_section=0.0,
    booster_cross_section=1.0,
    reliability=1.0,
    circular_error=0.0,
    unresolved_objects=0.0,
    strip_altitude=0.0,
)
SHORT_RANGE = SINGLE_STAGE._replace(
    stages=(Stage(3_771.0, 1_102.0, 62.0, 226.0, 101_325.0, 0.1352, 0.88, 1, 0.0, 1_000.0),),
    payload_mass=987.0,
    separates=False,
    ballistic_coefficient=19_500.0,
    lift_to_drag=1.5,
    pull_up_altitude=40e3,
)


def route(shape, distance, azimuth=160.0, latitude=39.0, longitude=126.0):
    lon, lat, _ = GEOD.fwd(longitude, latitude, azimuth, distance)
    launch = Site(radians(latitude), radians(longitude), 0.0)
    return Route("a route", "a missile", launch, Site(radians(lat), radians(lon), 0.0), shape)


def miss(flown, aimed):
    lon0, lat0, lon1, lat1 = (
        degrees(x) for x in (aimed.longitude, aimed.latitude, flown.impact.longitude, flown.impact.latitude)
    )
    return GEOD.inv(lon0, lat0, lon1, lat1)[2]


@given(
    distance=st.floats(400e3, 1300e3),
    azimuth=st.floats(-180, 180),
    latitude=st.floats(-60, 60),
    shape=st.sampled_from(["minimum-energy", "lofted", "depressed"]),
)
@settings(max_examples=25)
def test_every_shape_hits_its_aimpoint_within_100_metres(distance, azimuth, latitude, shape):
    asked = route(Shape(shape, nan, nan), distance, azimuth, latitude)
    flown = threats.fly(SINGLE_STAGE, asked, UNKNOWN, False)
    assert flown.reached
    assert flown.miss_distance == 0.0
    assert miss(flown, asked.aimpoint) < 100.0


def test_the_solved_boost_hits_in_scipys_hands_too():
    asked = route(ENERGY_LEAST, 900e3)
    flown = threats.fly(SINGLE_STAGE, asked, UNKNOWN, False)
    legs = threats.vehicle(SINGLE_STAGE, asked.shape)
    axes = earth.local_axes(asked.launch.latitude, asked.launch.longitude)
    start = np.concatenate([earth.position(*asked.launch), np.zeros(3)])
    time, state = scipy_flight.fly(
        start, targeting.steer(legs, axes, flown.azimuth, flown.tilt, flown.cutoff), 0.0, 3_000.0
    )
    assert np.linalg.norm(state[:3] - earth.position(*flown.impact)) < 1.0
    assert time == pytest.approx(flown.impact_time, abs=1e-3)


def test_least_energy_needs_the_earliest_cutoff():
    base = threats.fly(SINGLE_STAGE, route(ENERGY_LEAST, 700e3), UNKNOWN, False)
    for angle in np.degrees([0.5, 0.6, 0.9, 1.0]):
        other = threats.fly(SINGLE_STAGE, route(Shape("lofted", nan, radians(angle)), 700e3), UNKNOWN, False)
        assert other.reached
        assert other.cutoff > base.cutoff - 1e-3


@given(distance=st.floats(500e3, 900e3), apogees=st.tuples(st.floats(1.05, 1.9), st.floats(1.05, 1.9)))
@settings(max_examples=10)
def test_flights_of_the_same_range_last_longer_the_higher_they_go(distance, apogees):
    least = threats.fly(SINGLE_STAGE, route(ENERGY_LEAST, distance), UNKNOWN, False)
    low, high = (
        threats.fly(SINGLE_STAGE, route(Shape("lofted", least.apogee_altitude * k, nan), distance), UNKNOWN, False)
        for k in sorted(apogees)
    )
    assert low.apogee_altitude == pytest.approx(least.apogee_altitude * min(apogees), rel=1e-3)
    assert low.impact_time <= high.impact_time + 1e-3


def test_a_wanted_apogee_or_burnout_angle_is_flown():
    by_apogee = threats.fly(SINGLE_STAGE, route(Shape("lofted", 400e3, nan), 650e3), UNKNOWN, False)
    assert by_apogee.apogee_altitude == pytest.approx(400e3, rel=1e-3)
    by_angle = threats.fly(SINGLE_STAGE, route(Shape("lofted", nan, radians(60)), 650e3), UNKNOWN, False)
    y = arc.sample(by_angle.nodes, np.array([by_angle.burnout_time]))[0]
    assert degrees(np.arcsin(arc.climb_rate(y) / np.linalg.norm(y[3:]))) == pytest.approx(60.0, abs=0.1)


def test_what_cannot_reach_says_by_how_much_it_falls_short():
    asked = route(ENERGY_LEAST, 3_000e3)
    flown = threats.fly(SINGLE_STAGE, asked, UNKNOWN, False)
    assert not flown.reached
    assert flown.cutoff == pytest.approx(110.0)
    assert miss(flown, asked.aimpoint) == pytest.approx(flown.miss_distance, rel=5e-3)  # sphere against ellipsoid
    assert "out of reach" in told(flown.note, Words())


def test_an_apogee_that_no_boost_gives_is_noted():
    flown = threats.fly(SINGLE_STAGE, route(Shape("lofted", 3_000e3, nan), 650e3), UNKNOWN, False)
    assert flown.reached
    assert "no boost gives an apogee of 3000 km" in told(flown.note, Words())


def test_a_pull_up_levels_the_flight_off_and_carries_it_further():
    asked = route(Shape("quasi-ballistic", 50e3, nan), 250e3)
    flown = threats.fly(SHORT_RANGE, asked, UNKNOWN, False)
    assert flown.reached
    assert miss(flown, asked.aimpoint) < 100.0
    times = np.linspace(flown.apogee_time + 5.0, flown.impact_time, 2_000)
    climb = np.array([arc.climb_rate(y) for y in arc.sample(flown.nodes, times)])
    assert climb.min() < -300.0
    levelled = np.flatnonzero(np.abs(climb) < 5.0)
    assert len(levelled) > 0, "it never levels off after its dive"
    ballistic = threats.fly(
        SHORT_RANGE._replace(lift_to_drag=1e-9), asked, np.array([flown.azimuth, flown.tilt, flown.cutoff]), False
    )
    assert ballistic.cutoff > flown.cutoff  # without lift the same range needs more energy


@given(turn=st.floats(-170.0, 170.0))
@settings(max_examples=8)
def test_turning_the_scenario_about_the_axis_changes_nothing(turn):
    here = threats.fly(SINGLE_STAGE, route(ENERGY_LEAST, 800e3), UNKNOWN, False)
    there = threats.fly(SINGLE_STAGE, route(ENERGY_LEAST, 800e3, longitude=126.0 + turn), UNKNOWN, False)
    assert there.impact_time == pytest.approx(here.impact_time, abs=0.2)  # the optimum is flat
    assert there.apogee_altitude == pytest.approx(here.apogee_altitude, abs=200.0)


def test_a_spent_stage_comes_down_short_of_its_payload():
    flown = threats.fly(SINGLE_STAGE, route(ENERGY_LEAST, 1_000e3), UNKNOWN, True)
    (stage,) = flown.bodies
    assert stage.impact_time < inf
    assert stage.nodes[0, 0] == flown.separation_time
    assert np.abs(stage.nodes[0, 1:7] - arc.sample(flown.nodes, np.array([flown.separation_time]))[0]).max() < 1e-6


def test_a_known_boost_nearby_leads_to_the_same_flight():
    asked = route(ENERGY_LEAST, 900e3)
    cold = threats.fly(SINGLE_STAGE, asked, UNKNOWN, False)
    nudged = np.array([cold.azimuth + 0.01, cold.tilt * 1.05, cold.cutoff * 0.98])
    warm = threats.fly(SINGLE_STAGE, asked, nudged, False)
    assert warm.reached
    assert warm.impact_time == pytest.approx(cold.impact_time, rel=5e-3)
    assert warm.cutoff == pytest.approx(cold.cutoff, abs=0.05)


@pytest.mark.parametrize("name", ["minimum-energy", "lofted", "depressed"])
def test_flying_again_from_the_solution_changes_nothing(name):
    asked = route(Shape(name, nan, nan), 600e3)
    first = threats.fly(SINGLE_STAGE, asked, np.full(3, nan), False)
    second = threats.fly(SINGLE_STAGE, asked, np.array([first.azimuth, first.tilt, first.cutoff]), False)
    # the least-energy optimum is flat: its apogee is found to some hundred metres
    assert second.apogee_altitude == pytest.approx(first.apogee_altitude, rel=2e-3)


def test_a_thousand_aimpoints_of_one_missile_are_met_within_100_metres():
    rng = np.random.Generator(np.random.Philox(7))
    launch = Site(radians(39.4), radians(125.9), 0.0)
    aimpoints = np.radians(rng.uniform((34.5, 126.3), (37.5, 129.4), (1_000, 2)))
    boosts, misses = threats.aim_many(SINGLE_STAGE, launch, aimpoints, ENERGY_LEAST, 2)
    assert misses.max() < 100.0
    for n in range(0, 1_000, 199):
        asked = Route("one", "m", launch, Site(*aimpoints[n], 0.0), ENERGY_LEAST)
        case = threats.shooting_case(asked, threats.vehicle(SINGLE_STAGE, ENERGY_LEAST))
        count, _ = targeting.shoot(case, boosts[n])
        assert np.linalg.norm(case.nodes[count - 1, 1:4] - earth.position(*asked.aimpoint)) < 100.0
        alone = threats.fly(SINGLE_STAGE, asked, UNKNOWN, False)
        assert boosts[n, 2] == pytest.approx(alone.cutoff, abs=0.02)  # no dearer than the least energy


def test_a_fan_out_of_reach_is_refused():
    launch = Site(radians(39.4), radians(125.9), 0.0)
    aimpoints = np.radians([[0.0, 100.0], [1.0, 101.0], [2.0, 102.0]])
    with pytest.raises(ValueError, match="out of the vehicle's reach"):
        threats.aim_many(SINGLE_STAGE, launch, aimpoints, ENERGY_LEAST, 1)


def test_burnout_is_the_boosts_own_time_and_apogee_is_where_a_finer_integration_has_it():
    asked = route(Shape("lofted", 400e3, nan), 650e3)
    flown = threats.fly(SINGLE_STAGE, asked, UNKNOWN, False)
    assert flown.burnout_time == pytest.approx(flown.cutoff, abs=1e-9)
    legs = threats.vehicle(SINGLE_STAGE, asked.shape)
    axes = earth.local_axes(asked.launch.latitude, asked.launch.longitude)
    start = np.concatenate([earth.position(*asked.launch), np.zeros(3)])
    steered = targeting.steer(legs, axes, flown.azimuth, flown.tilt, flown.cutoff)
    before, after = (scipy_flight.fly(start, steered, 0.0, flown.apogee_time + side)[1] for side in (-1e-3, 1e-3))
    assert arc.climb_rate(before) > 0.0 > arc.climb_rate(after)


def test_any_time_of_a_flight_is_known_to_a_metre_without_flying_again():
    asked = route(ENERGY_LEAST, 900e3)
    flown = threats.fly(SINGLE_STAGE, asked, UNKNOWN, False)
    legs = threats.vehicle(SINGLE_STAGE, asked.shape)
    axes = earth.local_axes(asked.launch.latitude, asked.launch.longitude)
    start = np.concatenate([earth.position(*asked.launch), np.zeros(3)])
    steered = targeting.steer(legs, axes, flown.azimuth, flown.tilt, flown.cutoff)
    middles = 0.5 * (flown.nodes[1:, 0] + flown.nodes[:-1, 0])
    for time in middles[np.diff(flown.nodes[:, 0]) > 0.5][::9]:  # between nodes, where a quintic is farthest off
        _, state = scipy_flight.fly(start, steered, 0.0, float(time))
        assert np.linalg.norm(state[:3] - arc.sample(flown.nodes, np.array([time]))[0, :3]) < 1.0
