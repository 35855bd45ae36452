"""Regions of GeoJSON: cut at the antimeridian, closed along the poles, and on the side that is meant."""

from __future__ import annotations

from math import radians

import numpy as np
import pytest
from pyproj import Geod
from shapely.geometry import Point, shape

from openbmd.formats.regions import region
from openbmd.records import Site

GEOD = Geod(ellps="WGS84")
SIDES = np.random.default_rng(3)


def ring(longitude, latitude, reach):
    """A circle of a reach [m] about a place [deg], as the study of test flights draws it."""
    around = np.linspace(0.0, 360.0, 181)
    n = len(around)
    x, y, _ = GEOD.fwd(np.full(n, longitude), np.full(n, latitude), around, np.full(n, reach))
    return np.stack([x, y], axis=1)


@pytest.mark.parametrize(
    ("longitude", "latitude", "reach"),
    [
        (125.2, 40.0, 900e3),
        (125.2, 40.0, 5_000e3),  # over the antimeridian
        (125.2, 40.0, 6_500e3),  # over the north pole
        (179.0, -60.0, 7_000e3),  # over the south pole, and the antimeridian
        (-179.9, 89.0, 500e3),
        (125.2, 40.0, 15_500e3),  # over both poles: all but a circle about the antipode
        (-54.0, -40.0, 16_000e3),  # the same, that circle across no antimeridian
        (10.0, 5.0, 15_500e3),  # the same, that circle across it
    ],
)
def test_what_lies_within_a_reach_lies_inside(longitude, latitude, reach):
    made = region(ring(longitude, latitude, reach), Site(radians(latitude), radians(longitude), 0.0))
    whole = shape(made)
    assert whole.is_valid
    assert all(part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors) for part in whole.geoms)
    assert whole.bounds[0] >= -180.0
    assert whole.bounds[2] <= 180.0
    places = np.stack([SIDES.uniform(-180.0, 180.0, 400), np.degrees(np.arcsin(SIDES.uniform(-1.0, 1.0, 400)))], axis=1)
    wrong = 0
    for x, y in places.tolist():
        away = GEOD.inv(longitude, latitude, x, y)[2]
        if abs(away - reach) > 30e3:
            wrong += whole.contains(Point(x, y)) != (away < reach)
    assert wrong == 0
