"""Every catalogue missile against SciPy on the full model."""

from __future__ import annotations

from math import inf, nan, radians

import numpy as np
import pytest
from pyproj import Geod

import scipy_flight
from openbmd import catalogue_file, threats
from openbmd.physics import earth, targeting
from openbmd.records import Route, Shape, Site

FLOWN = {  # one flight of each, inside its reach: shape, range [m]
    "scud-b": (Shape("minimum-energy", nan, nan), 250e3),
    "scud-c": (Shape("minimum-energy", nan, nan), 450e3),
    "scud-er": (Shape("minimum-energy", nan, nan), 850e3),
    "nodong": (Shape("lofted", nan, nan), 700e3),
    "nodong-b": (Shape("depressed", nan, nan), 700e3),
    "musudan": (Shape("lofted", 1_400e3, nan), 400e3),
    "kn-23": (Shape("quasi-ballistic", 50e3, nan), 380e3),
    "pukguksong-2": (Shape("lofted", 550e3, nan), 500e3),
    "hwasong-12": (Shape("minimum-energy", nan, nan), 4_000e3),
    "hwasong-14": (Shape("lofted", 2_500e3, nan), 900e3),
    "hwasong-15": (Shape("minimum-energy", nan, nan), 9_000e3),
    "unha-3": (Shape("orbit", 500e3, nan), 1_000e3),
}


def route(name):
    shape, distance = FLOWN[name]
    lon, lat, _ = Geod(ellps="WGS84").fwd(126.0, 39.0, 170.0, distance)
    return Route(name, name, Site(radians(39.0), radians(126.0), 0.0), Site(radians(lat), radians(lon), 0.0), shape)


def test_every_missile_of_the_catalogue_is_flown_here():
    assert set(FLOWN) == set(catalogue_file.names("missiles"))


@pytest.mark.parametrize("name", sorted(FLOWN))
def test_scipy_at_1e_12_lands_within_a_metre(name):
    missile, asked = catalogue_file.read("missiles", name).record, route(name)
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
        assert time == pytest.approx(flown.impact_time, abs=2e-3)
    ours = threats.arc.sample(flown.nodes, np.array([time]))[0]
    assert np.linalg.norm(state[:3] - ours[:3]) < 1.0
