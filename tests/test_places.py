"""Places and maps against published distances, areas and counts."""

from __future__ import annotations

from collections import Counter
from math import degrees, isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from openbmd import places_file
from openbmd.complaints import InputError

GEOD = Geod(ellps="WGS84")
CITIES = [row for row in places_file.rows() if row.kind == "city"]
# south, west, north, east [deg] of each country with its islands
BOXES = {
    "KR": (33.0, 124.5, 38.7, 131.9),
    "KP": (37.6, 124.1, 43.1, 130.8),
    "JP": (24.0, 122.9, 45.6, 146.0),
    "CN": (18.0, 73.5, 53.6, 134.8),
    "TW": (21.8, 118.1, 26.4, 122.1),
    "GU": (13.2, 144.6, 13.7, 145.0),
    "RU": (41.0, 27.0, 82.0, 180.0),
    "US": (18.0, -180.0, 72.0, -66.0),
    "MP": (14.0, 144.8, 20.6, 146.1),
    "PH": (4.5, 116.0, 21.2, 127.0),
    "SA": (16.3, 34.4, 32.2, 55.7),
    "AE": (22.6, 51.5, 26.1, 56.4),
    "QA": (24.4, 50.7, 26.2, 51.7),
    "BH": (25.7, 50.3, 26.4, 50.7),
    "KW": (28.5, 46.5, 30.1, 48.5),
    "OM": (16.6, 51.9, 26.4, 59.9),
    "IQ": (29.0, 38.7, 37.4, 48.8),
    "IR": (25.0, 44.0, 39.8, 63.4),
    "YE": (12.1, 42.5, 19.0, 54.6),
    "IL": (29.4, 34.2, 33.4, 35.9),
    "PS": (31.2, 34.2, 32.6, 35.6),
    "JO": (29.1, 34.9, 33.4, 39.3),
    "LB": (33.0, 35.0, 34.7, 36.7),
    "SY": (32.3, 35.6, 37.4, 42.4),
    "UA": (44.3, 22.1, 52.4, 40.3),
    "BY": (51.2, 23.1, 56.2, 32.8),
    "MD": (45.4, 26.6, 48.5, 30.2),
    "PL": (49.0, 14.1, 54.9, 24.2),
    "RO": (43.6, 20.2, 48.3, 29.8),
}


def kilometres(a: str, b: str) -> float:
    p, q = places_file.read(a).site, places_file.read(b).site
    ends = (degrees(p.longitude), degrees(p.latitude), degrees(q.longitude), degrees(q.latitude))
    return GEOD.inv(*ends)[2] / 1e3


def test_every_listed_name_can_be_read_and_names_one_place():
    names = places_file.names()
    assert len(set(names)) == len(names)
    assert len({name.lower() for name in names}) == len(names)
    for row in places_file.rows():
        place = places_file.read(row.name)
        assert degrees(place.site.latitude) == pytest.approx(row.latitude_deg, abs=1e-12)
        assert degrees(place.site.longitude) == pytest.approx(row.longitude_deg, abs=1e-12)
    assert places_file.read("Gunsan Air Base") == places_file.read("Kunsan Air Base")


def test_an_unknown_name_is_refused_with_the_nearest_ones():
    with pytest.raises(InputError, match=r"no place is called 'seongjoo'\n    did you mean Seongju"):
        places_file.read("seongjoo")
    with pytest.raises(InputError, match="latitude_deg"):
        places_file.read("Xqzw")


@settings(max_examples=30)
@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_with_advice(text):
    if text in places_file.names():
        assert places_file.read(text).source
    else:
        with pytest.raises(InputError) as raised:
            places_file.read(text)
        assert raised.value.complaints[0].advice


def test_every_place_lies_in_its_country_and_has_a_source():
    for row in places_file.rows():
        south, west, north, east = BOXES[row.country]
        assert south < row.latitude_deg < north, row.name
        assert west < row.longitude_deg < east, row.name
        assert row.source, row.name
        assert isnan(row.height_m) or -430 < row.height_m < 5000, row.name


def test_only_cities_carry_a_people_weight_and_each_has_a_year():
    for row in places_file.rows():
        if row.kind == "city":
            assert row.people_weight > 1_000, row.name
            assert 2008 <= row.year <= 2026, row.name
        else:
            assert row.people_weight == 0, row.name
            assert "no people-weight" in row.note, row.name


def test_no_weight_is_counted_twice_in_the_republic_of_korea():
    # Seoul, Sejong, six metropolitan cities, 75 cities of provinces and Jeju's two: each a unit of its own
    korean = [row for row in CITIES if row.country == "KR"]
    assert len(korean) == 85
    # registered population at the end of 2023 (Ministry of the Interior and Safety): 51,325,329;
    # the counties, which are left out, hold 5 to 10 % of it
    assert 0.90 * 51_325_329 < sum(row.people_weight for row in korean) < 0.95 * 51_325_329


@pytest.mark.parametrize(("country", "people"), [("KP", 24_052_231), ("JP", 126_146_099), ("TW", 23_420_442)])
def test_the_weights_of_a_country_stay_below_its_census(country, people):
    # censuses: DPRK 2008, Japan 2020; Taiwan: household registration, end of 2023
    assert sum(row.people_weight for row in CITIES if row.country == country) < people


def test_no_two_cities_stand_on_the_same_spot():
    for i, a in enumerate(CITIES):
        for b in CITIES[i + 1 :]:
            if abs(a.latitude_deg - b.latitude_deg) < 0.1 and a.country == b.country:
                assert kilometres(a.name, b.name) > 0.2, (a.name, b.name)


def test_known_bad_weights_are_corrected():
    assert places_file.read("Seoul").people_weight == 9_386_034  # GeoNames 10.35 million, of about 2003
    assert 2.4e6 < places_file.read("Taipei").people_weight < 2.6e6  # GeoNames 7.87 million, the metropolis
    assert places_file.read("Chongjin").people_weight == 667_929  # GeoNames half of the census of 2008


@pytest.mark.parametrize(
    ("a", "b", "km", "tolerance_km"),
    [
        ("Seoul", "Busan", 325, 10),  # great circle between the city halls
        ("Seoul", "Pyongyang", 195, 10),
        ("Seongju", "Seoul", 203, 5),  # golf course to city hall, derived from the published site; site is +-2 km
        ("Seongju", "Pyeongtaek", 160, 20),  # "about 160 km", Yonhap, 14 July 2016, rounded and to no stated point
        ("Andersen Air Force Base", "Sunan", 3400, 60),  # "3,400 km" from Pyongyang in the press of 2017
        ("Osan Air Base", "Camp Humphreys", 15, 4),
        ("Kusong", "Kusong test site", 5, 3),  # the test site is at the town
    ],
)
def test_published_distances_are_met(a, b, km, tolerance_km):
    assert kilometres(a, b) == pytest.approx(km, abs=tolerance_km)


def test_the_thaad_site_stands_at_its_published_height():
    assert places_file.read("Seongju").site.height == 680  # Korea Herald, 30 September 2016


def rings_around(longitude, latitude):
    """Rings whose edges a ray to the east crosses an odd number of times."""
    around = []
    for ring in places_file.land():
        (x0, y0), (x1, y1) = ring.T, np.roll(ring, -1, axis=0).T
        crosses = (y0 > latitude) != (y1 > latitude)
        x = x0[crosses] + (latitude - y0[crosses]) / (y1 - y0)[crosses] * (x1 - x0)[crosses]
        if (x > longitude).sum() % 2:
            around.append(ring)
    return around


@pytest.mark.parametrize("name", ["Seoul", "Seongju", "Pyongyang", "Xining", "Xi'an", "Tokyo", "Sapporo", "Denver"])
def test_inland_places_are_on_land_once(name):
    site = places_file.read(name).site
    assert len(rings_around(degrees(site.longitude), degrees(site.latitude))) == 1


@pytest.mark.parametrize(
    "point", [(124.0, 36.0), (131.0, 38.5), (119.8, 38.7), (50.5, 42.0), (128.0, 20.0), (-30.0, 40.0), (179.9, 30.0)]
)
def test_seas_are_not_land(point):
    assert rings_around(*point) == []  # (50.5, 42.0) is the Caspian, a hole in its continent


def test_the_drawn_area_of_jeju_is_the_published_one():
    (ring,) = rings_around(126.53, 33.38)
    area = abs(GEOD.polygon_area_perimeter(*ring.T)[0]) / 1e6
    assert area == pytest.approx(1_833, rel=0.03)  # km2, Jeju's main island; the line is simplified to about 400 m


def test_the_drawn_area_of_the_world_is_the_published_one():
    area = sum(abs(GEOD.polygon_area_perimeter(*ring.T)[0]) for ring in places_file.land()) / 1e12
    # 148.9 million km2, CIA World Factbook; at 1:110 million small islands are missing, and the finer boxes
    # reach 0.05 degree into the coarser ones
    assert area == pytest.approx(148.9, rel=0.02)


def test_no_line_jumps_across_the_map():
    for line in (*places_file.coastlines(), *places_file.borders()):
        assert np.isfinite(line).all()
        assert np.abs(np.diff(line[:, 0])).max() < 45
        assert np.abs(line[:, 0]).max() <= 180
        assert np.abs(line[:, 1]).max() <= 90


def test_the_border_of_korea_is_where_it_is():
    # Panmunjom, 37.956 N 126.677 E, stands on the military demarcation line; 1:10 million is good to a few km
    points = np.vstack(places_file.borders())
    assert np.hypot(points[:, 0] - 126.677, points[:, 1] - 37.956).min() < 0.1


def test_lines_handed_out_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        places_file.coastlines()[0][0, 0] = 0.0


def test_kinds_are_few_and_told_in_the_file():
    kinds = Counter(row.kind for row in places_file.rows())
    assert set(kinds) == {"city", "base", "test site", "launch area"}
    for row in places_file.rows():
        if row.kind == "test site":
            assert "never a launcher's position" in row.note
