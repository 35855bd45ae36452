"""The share of a country's land: the points that stand for it, and a claim that asks of them."""

from __future__ import annotations

import re
from dataclasses import replace
from math import degrees
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod

from openbmd import claims_file, places_file
from openbmd.complaints import InputError
from openbmd.records import Site
from openbmd.studies.claims.drawing import Run
from openbmd.studies.claims.measures import FIND
from openbmd.studies.footprint.find import ask
from openbmd.studies.footprint.question import FootprintQuestion
from openbmd.work import Work

ROOT = Path(__file__).parent.parent
GRID = places_file.land_grid()
# of the country's area (Statistics Korea, GSI of Japan, Central Statistical Organization of Yemen): where, and how much
PARTS = {
    "Jeju": ("KR", lambda y, x: y < 33.7, 1_850 / 100_210),
    "Hokkaido": ("JP", lambda y, x: (y > 41.35) & (x > 139.3), 83_424 / 377_976),
    "Kyushu and Okinawa": ("JP", lambda y, x: (y < 34.0) & (x < 132.1), 44_512 / 377_976),
}  # fmt: skip


def lonlat(sites: tuple[Site, ...]) -> np.ndarray:
    return np.degrees([(site.longitude, site.latitude) for site in sites])


@pytest.mark.parametrize("part", PARTS)
def test_points_stand_for_equal_areas_as_published_areas_have_it(part: str) -> None:
    country, inside, share = PARTS[part]
    x, y = lonlat(GRID[country]).T
    count = len(x)
    found = inside(y, x).mean()
    # a boundary cuts about as many points as it is long: half of the square root of the count on either side
    assert found == pytest.approx(share, abs=0.5 * count**0.5 / count)


@pytest.mark.parametrize("country", GRID)
def test_points_lie_on_the_land_that_maps_draw(country: str) -> None:
    points = lonlat(GRID[country])
    rings = [shapely.make_valid(shapely.Polygon(ring)) for ring in places_file.land()]
    on_land = shapely.contains_xy(shapely.union_all(rings).buffer(0.03), points)
    assert len(points) >= 150
    assert on_land.mean() >= 0.98


def test_the_share_of_the_land_is_that_inside_the_footprint_and_what_the_page_says() -> None:
    """The boundary of a footprint is sought along rays and knows nothing of the points."""
    claim = claims_file.read("covers-seoul")
    part = next(one for one in claim.parts if one.name == "half-to-two-thirds")
    best = FIND["footprint_area"](part, Run(0, 1, 2017, 2)).best
    assert part.scenario
    threat = part.scenario.routes[0]._replace(aimpoint=places_file.read("Seoul").site)
    question = FootprintQuestion(unit="seongju-thaad", threat="nodong", launch="Sunchon test site")
    found = ask(question, (replace(part.scenario, routes=(threat,)),), Work(2, 2))
    inside = shapely.contains_xy(found.one.shape, lonlat(GRID["KR"]))
    assert best == pytest.approx(inside.mean(), abs=0.02)
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    nodong = re.search(r"against a Nodong[^|]*\| (\d+) %", page)
    circle = re.search(r"a circle of 200 km[^|]*\| (\d+) %", page)
    assert nodong
    assert circle
    assert best * 100 == pytest.approx(float(nodong[1]), abs=1.0)
    here = places_file.read("Seongju").site
    away = [
        Geod(ellps="WGS84").inv(degrees(here.longitude), degrees(here.latitude), *map(float, point))[2]
        for point in lonlat(GRID["KR"])
    ]
    assert np.mean(np.array(away) <= 200e3) * 100 == pytest.approx(float(circle[1]), abs=1.0)


OWN = """
id = "mine"
title = "t"
words = "w"
said_by = "s"
when = "2016"
source = "s"
kind = "capability"
doubt = "d"
[scenario]
like = "covers-seoul"
[[parts]]
name = "p"
says = "s"
measure = "footprint_area"
at_least = 0.5
"""


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ('land = "XX"', 'no land of "XX"'),
        ('land = "KR"\ncities = "KR"', "at cities and at land"),
        ('cities = "KR"', "needs land"),
    ],
)
def test_bad_land_is_one_clear_complaint(keys: str, found: str) -> None:
    with pytest.raises(InputError) as told:
        claims_file.parse("mine", OWN + keys)
    assert [found in one.found for one in told.value.complaints] == [True]
