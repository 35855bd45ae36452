"""Every catalogue missile against SciPy on the full model."""

from __future__ import annotations

from math import inf, nan, radians

import numpy as np
import pytest
from pyproj import Geod

import scipy_flight
from openbmd import catalogue_file, threats
from openbmd.physics import arc, earth, targeting
from openbmd.records import Route, Shape, Site

# Flights of each missile inside its reach: shape, range [m].
LEAST, LOFTED, DEPRESSED = (Shape(name, nan, nan) for name in ("minimum-energy", "lofted", "depressed"))


def quasi_ballistic(apogee):
    return Shape("quasi-ballistic", apogee, nan)


FLOWN = {
    "scud-b": ((LEAST, 250e3), (LOFTED, 200e3), (DEPRESSED, 200e3)),
    "scud-c": ((LEAST, 450e3), (LOFTED, 350e3), (DEPRESSED, 350e3)),
    "scud-er": ((LEAST, 850e3), (LOFTED, 600e3), (DEPRESSED, 600e3)),
    "nodong": ((LEAST, 1_000e3), (LOFTED, 700e3), (DEPRESSED, 700e3)),
    "nodong-b": ((LEAST, 900e3), (LOFTED, 700e3), (DEPRESSED, 700e3)),
    "musudan": ((LEAST, 2_800e3), (Shape("lofted", 1_400e3, nan), 400e3), (DEPRESSED, 2_000e3)),
    "kn-23": ((quasi_ballistic(50e3), 380e3), (quasi_ballistic(45e3), 300e3), (LEAST, 300e3)),
    "pukguksong-2": ((LEAST, 1_100e3), (Shape("lofted", 550e3, nan), 500e3), (DEPRESSED, 800e3)),
    "hwasong-12": ((LEAST, 4_000e3), (Shape("lofted", 2_000e3, nan), 800e3), (DEPRESSED, 3_000e3)),
    "hwasong-14": ((LEAST, 7_000e3), (Shape("lofted", 2_500e3, nan), 900e3), (DEPRESSED, 5_000e3)),
    "hwasong-15": ((LEAST, 9_000e3), (Shape("lofted", 3_000e3, nan), 1_000e3), (DEPRESSED, 6_000e3)),
    "hypersonic-2022": ((quasi_ballistic(60e3), 600e3), (quasi_ballistic(50e3), 400e3), (LEAST, 800e3)),
    "df-21": ((LEAST, 1_500e3), (LOFTED, 1_000e3), (DEPRESSED, 1_000e3)),
    "jl-2": ((LEAST, 6_000e3), (Shape("lofted", 3_000e3, nan), 3_000e3), (DEPRESSED, 4_000e3)),
    "df-31a": ((LEAST, 8_000e3), (Shape("lofted", 3_000e3, nan), 3_000e3), (DEPRESSED, 6_000e3)),
    "df-5b": ((LEAST, 9_000e3), (Shape("lofted", 3_000e3, nan), 3_000e3), (DEPRESSED, 6_000e3)),
    "df-41": ((LEAST, 9_000e3), (Shape("lofted", 3_000e3, nan), 3_000e3), (DEPRESSED, 6_000e3)),
    "kn-25": ((LEAST, 350e3), (Shape("depressed", 35e3, nan), 240e3), (Shape("lofted", 97e3, nan), 350e3)),
    "kn-24": ((quasi_ballistic(45e3), 300e3), (quasi_ballistic(30e3), 200e3), (LEAST, 300e3)),
    "kn-02": ((LEAST, 150e3), (LOFTED, 110e3), (DEPRESSED, 110e3)),
    "hwasong-17": (
        (LEAST, 5_000e3),
        (Shape("lofted", 2_000e3, nan), 4_000e3),
        (Shape("lofted", 3_000e3, nan), 1_000e3),
    ),
    "hwasong-18": ((Shape("lofted", 2_000e3, nan), 4_000e3), (Shape("lofted", 3_000e3, nan), 1_000e3)),
    "hwasong-11d": ((LEAST, 150e3), (Shape("depressed", 25e3, nan), 110e3)),
    "hwasong-11da": ((quasi_ballistic(50e3), 350e3), (quasi_ballistic(60e3), 400e3), (LEAST, 400e3)),
    "hwasong-11e": ((quasi_ballistic(60e3), 500e3), (LEAST, 800e3)),
    "hwasong-16b": ((quasi_ballistic(101.1e3), 1_000e3), (quasi_ballistic(99.8e3), 1_500e3), (LEAST, 3_000e3)),
    "hwasong-19": ((Shape("lofted", 2_000e3, nan), 4_000e3), (Shape("lofted", 3_000e3, nan), 1_000e3)),
    "fateh-110": ((LEAST, 250e3), (LOFTED, 200e3), (DEPRESSED, 200e3)),
    "zolfaghar": ((LEAST, 650e3), (LOFTED, 500e3), (DEPRESSED, 500e3)),
    "ghadr": ((LEAST, 1_500e3), (LOFTED, 1_000e3), (DEPRESSED, 1_000e3)),
    "emad": ((LEAST, 1_500e3), (LOFTED, 1_000e3), (DEPRESSED, 1_000e3)),
    "kheibar-shekan": ((LEAST, 1_300e3), (LOFTED, 900e3), (DEPRESSED, 900e3)),
    "burkan-2h": ((LEAST, 850e3), (LOFTED, 600e3), (DEPRESSED, 600e3)),
    "al-hussein": ((LEAST, 600e3), (LOFTED, 450e3), (DEPRESSED, 450e3)),
    "ababil-100": ((LEAST, 130e3), (LOFTED, 100e3), (DEPRESSED, 100e3)),
    "iskander-m": ((quasi_ballistic(50e3), 350e3), (quasi_ballistic(45e3), 300e3), (LEAST, 300e3)),
    "kinzhal": ((quasi_ballistic(50e3), 500e3), (LEAST, 700e3)),
    "qiam": ((LEAST, 700e3), (LOFTED, 500e3), (DEPRESSED, 500e3)),
    "fateh-313": ((LEAST, 450e3), (LOFTED, 350e3), (DEPRESSED, 350e3)),
    "unha-3": ((Shape("orbit", 500e3, nan), 1_000e3), (Shape("orbit", 400e3, nan), 1_000e3)),
}
FLIGHTS = [(name, *flight) for name, flights in FLOWN.items() for flight in flights]


def route(name, shape, distance):
    lon, lat, _ = Geod(ellps="WGS84").fwd(126.0, 39.0, 170.0, distance)
    return Route(name, name, Site(radians(39.0), radians(126.0), 0.0), Site(radians(lat), radians(lon), 0.0), shape)


def test_every_missile_of_the_catalogue_is_flown_here():
    assert set(FLOWN) == set(catalogue_file.names("missiles"))


@pytest.mark.parametrize(("name", "shape", "distance"), FLIGHTS, ids=[f"{n} {s.name}" for n, s, _ in FLIGHTS])
def test_scipy_at_1e_13_lands_within_10_centimetres_and_a_millisecond(name, shape, distance):
    missile, asked = catalogue_file.read("missiles", name).record, route(name, shape, distance)
    flown = threats.fly(missile, asked, np.full(3, nan), False)
    assert flown.reached, flown.note
    legs = threats.vehicle(missile, asked.shape)
    if asked.shape.name == "orbit":
        case = threats.shooting_case(asked, legs)._replace(time_limit=threats.ORBIT_LIMIT)
        threats.ascent.solve(case, asked.shape.apogee)
        legs = case.vehicle
    axes = earth.local_axes(asked.launch.latitude, asked.launch.longitude)
    start = np.concatenate([earth.position(*asked.launch), np.zeros(3)])
    steered = targeting.steer(legs, axes, flown.azimuth, flown.tilt, flown.cutoff)
    time, state = scipy_flight.fly(
        start, steered, 0.0, min(flown.impact_time + 60.0, 1_500.0 if flown.orbital else inf)
    )
    if flown.impact_time < inf:
        assert time == pytest.approx(flown.impact_time, abs=1e-3)
    ours = arc.sample(flown.nodes, np.array([time]))[0]
    assert np.linalg.norm(state[:3] - ours[:3]) < 0.1
