"""The drag-free floor, against two-body flights integrated by SciPy, closed forms, and the flight kernel itself."""

from __future__ import annotations

from math import acos, asin, cos, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, minimize_scalar

from openbmd import catalogue_file, threats
from openbmd.physics import arc, earth, impulsive, targeting
from openbmd.records import Route, Shape, Site

MU = earth.WGS84.gravitational_parameter
BALL = earth.Planet(MU, 0.0, 0.0, 6.371e6, 6.371e6)
LEAST = Shape("minimum-energy", float("nan"), float("nan"))


def integrate(latitude, longitude, speed, azimuth, climb):
    """A two-body flight from rest on the turning ellipsoid: time [s], Earth-fixed impact [m], apogee [m], by SciPy."""
    position = earth.position(latitude, longitude, 0.0)
    east, north, up = earth.local_axes(latitude, longitude)
    level = sin(azimuth) * east + cos(azimuth) * north
    velocity = speed * (cos(climb) * level + sin(climb) * up)
    velocity = velocity + np.cross([0.0, 0.0, earth.WGS84.rotation_rate], position)

    def slope(time, y):
        return np.concatenate([y[3:], -MU * y[:3] / np.sqrt(y[:3] @ y[:3]) ** 3])

    def height(time, y):
        return earth.altitude(*y[:3]) if time > 10.0 else 1.0

    height.terminal, height.direction = True, -1
    done = solve_ivp(
        slope, (0.0, 20_000.0), np.concatenate([position, velocity]), "DOP853", events=height, rtol=1e-11, atol=1e-3,
        dense_output=True,
    )  # fmt: skip
    time = done.t[-1]
    top = minimize_scalar(lambda t: -earth.altitude(*done.sol(t)[:3]), bounds=(0.0, time), method="bounded",
                          options={"xatol": 1e-4})  # fmt: skip
    turn = earth.WGS84.rotation_rate * time
    x, y, z = done.y[:3, -1]
    return time, np.array([cos(turn) * x + sin(turn) * y, -sin(turn) * x + cos(turn) * y, z]), -top.fun


@given(
    latitude=st.floats(-70, 70),
    azimuth=st.floats(-180, 180),
    speed=st.floats(1_500, 6_500),
    climb=st.floats(20, 88),
)
@settings(max_examples=25)
def test_the_floor_is_the_time_of_the_two_body_flight(latitude, azimuth, speed, climb):
    """SciPy flies forward from a speed; the floor works back from where it came down and how high it rose."""
    time, impact, apogee = integrate(radians(latitude), 1.0, speed, radians(azimuth), radians(climb))
    found = impulsive.arc(earth.position(radians(latitude), 1.0, 0.0), impact, apogee, earth.WGS84)
    # a millisecond: SciPy's own search for the apogee is good to centimetres
    assert found.time == pytest.approx(time, abs=1e-3)


def test_straight_up_is_the_closed_form_of_free_fall():
    """Over a ball at rest: t = 2 sqrt(a^3 / 2 mu) (acos(sqrt x) + sqrt(x (1 - x))), x = r / a: radial Kepler motion."""
    start = np.array([6.371e6, 0.0, 0.0])
    for apogee in (1e5, 1e6, 6e6):
        a = 6.371e6 + apogee
        x = 6.371e6 / a
        expected = 2.0 * sqrt(a**3 / (2.0 * MU)) * (acos(sqrt(x)) + sqrt(x * (1.0 - x)))
        assert impulsive.arc(start, start, apogee, BALL).time == pytest.approx(expected, rel=1e-9)


@given(distance=st.floats(100e3, 15_000e3))
@settings(max_examples=30)
def test_minimum_energy_is_least_of_all_speeds(distance):
    """Against a search over the apogee by SciPy, with the impulsive arc over a ball at rest."""
    start = np.array([6.371e6, 0.0, 0.0])
    angle = distance / 6.371e6
    end = 6.371e6 * np.array([cos(angle), sin(angle), 0.0])
    found = impulsive.least_energy(distance, 6.371e6)
    searched = minimize_scalar(
        lambda h: impulsive.arc(start, end, h, BALL).speed,
        bounds=(0.3 * found.apogee, 3.0 * found.apogee),
        method="bounded",
    )
    assert found.speed == pytest.approx(searched.fun, rel=1e-6)
    assert found.time == pytest.approx(impulsive.arc(start, end, found.apogee, BALL).time, rel=1e-9)
    # the launch angle by the polar equation of the ellipse, independent of Wheelon's formula
    half = 0.5 * angle
    e = found.apogee / (6.371e6 + found.apogee - 6.371e6 * cos(half))
    assert found.climb == pytest.approx(asin(sin(half) * e / sqrt(1 + e * e - 2 * e * cos(half))), rel=1e-6)


@given(distance=st.floats(200e3, 5_000e3), loft=st.floats(1.05, 6.0), azimuth=st.floats(-180, 180))
@settings(max_examples=40)
def test_the_floor_grows_with_loft_at_fixed_range(distance, loft, azimuth):
    launch = Site(radians(39.0), radians(126.0), 0.0)
    from openbmd.studies.infer.reach import aim

    start, end = earth.position(*launch), earth.position(*aim(launch, radians(azimuth), distance))
    apogee = impulsive.least_energy(distance, 6.371e6).apogee
    times = [impulsive.arc(start, end, factor * apogee, earth.WGS84).time for factor in (1.0, loft, 1.1 * loft)]
    assert times == sorted(times)


@given(
    name=st.sampled_from(["scud-b", "kn-23", "nodong", "pukguksong-2", "musudan", "hwasong-14", "hwasong-15"]),
    latitude=st.floats(-60, 70),
    azimuth=st.floats(-180, 180),
    tilt=st.floats(0.003, 1.0),
    burnt=st.floats(0.6, 1.0),
)
@settings(max_examples=60)
def test_no_flight_is_shorter_than_the_floor(name, latitude, azimuth, tilt, burnt):
    missile = catalogue_file.read("missiles", name).record
    launch = Site(radians(latitude), radians(126.0), 0.0)
    route = Route(name, name, launch, launch._replace(latitude=launch.latitude + 0.01), LEAST)
    case = threats.shooting_case(route, threats.vehicle(missile, LEAST))
    boost = np.array([radians(azimuth), tilt, burnt * targeting.full_burn(case.vehicle)])
    count, _ = targeting.shoot(case, boost)
    nodes = case.nodes[:count]
    end = nodes[-1]
    assume(earth.altitude(*end[1:4]) < 1.0)  # it came down
    inertial = np.arctan2(np.linalg.norm(np.cross(case.origin, end[1:4])), case.origin @ end[1:4])
    assume(inertial < 2.3)  # beyond, an eastward flight may go more than half way round in inertial space
    apogee = arc.apogee(nodes)[1]
    assume(apogee > 15e3)
    assert impulsive.arc(case.origin, end[1:4].copy(), apogee, earth.WGS84).time < end[0]


def test_the_flight_of_march_2022_was_reported_faster_than_any_flight():
    """KCNA: 1,090 km, 6,248.5 km, 4,052 s. SciPy's drag-free flight to that apogee and range takes a minute longer."""
    launch = (radians(39.2), radians(125.673))
    from openbmd.studies.infer.reach import distance

    def shortfall(lean, speed):
        time, impact, apogee = integrate(*launch, speed, radians(75.0), radians(90.0 - lean))
        return time, distance(Site(*launch, 0.0), Site(*earth.geodetic(*impact))), apogee

    def lean_for_range(speed):
        return brentq(lambda lean: shortfall(lean, speed)[1] - 1_090e3, 2.0, 20.0, xtol=1e-4)

    speed = brentq(lambda v: shortfall(lean_for_range(v), v)[2] - 6_248.5e3, 7_600.0, 8_100.0, xtol=1e-2)
    time = shortfall(lean_for_range(speed), speed)[0]
    assert 4_090.0 < time < 4_130.0
    assert time > 4_052.0
