"""Drawings, page, CZML and GeoJSON against outside authorities: pyproj, SciPy, an XML parser, closed forms."""

from __future__ import annotations

import io
import itertools
import math
import re
import struct
from dataclasses import replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from rich.console import Console
from scipy.spatial.transform import Rotation
from scipy.stats import beta
from shapely import MultiPolygon, Polygon, contains_xy

import synthetic_answer
from commanding import run_of
from openbmd import looks
from openbmd.drawing import battlespace_words, inks, map_words, pictures
from openbmd.formats import czml, geojson
from openbmd.kinds import Radar
from openbmd.locales import Words
from openbmd.records import Answer, Estimate, Floats, Look, RadarSite, Site
from openbmd.records.note import Note, note
from openbmd.render import page as pages
from openbmd.render import terminal
from openbmd.render.gathering import gather
from openbmd.scene import fans, flown
from openbmd.scene.situation import Situation
from openbmd.studies.run import drivers, fate, files, words
from openbmd.studies.run import pictures as run_pictures
from openbmd.studies.run import tell as run_tell
from openbmd.telling import Telling, figures, style
from openbmd.telling.notes import each, tell, told
from openbmd.telling.unmet import nearest_words

GEOD = Geod(ellps="WGS84")
TO_GEODETIC = Transformer.from_crs(4978, 4979, always_xy=True)
TO_FIXED = Transformer.from_crs(4979, 4978, always_xy=True)
NOWHERE = float("nan")
SAY = Words()


def situation(answer: Answer) -> Situation:
    return words.of_answer(answer, SAY).seen


def telling(answer: Answer) -> Telling:
    return run_tell.tell(run_of(answer), SAY)


def packets(answer: Answer) -> list[czml.Packet]:
    told = words.of_answer(answer, SAY)
    return czml.packets(told.seen, files.globe_words(told))


def collection(answer: Answer) -> geojson.Feature:
    return geojson.collection(situation(answer), [told(flight.note, SAY) for flight in answer.battlespace.trajectories])


def page(answer: Answer) -> str:
    """The page of an answer with its pictures."""
    return pages.page(gather([telling(answer)], "", SAY), [drawn(answer)], SAY)


def never_met(answer: Answer, reason: str) -> str:
    return nearest_words(answer.scenario, answer.battlespace, reason, SAY)


@pytest.fixture(scope="module")
def answer() -> Answer:
    return synthetic_answer.answer()


def in_orbit() -> Answer:
    """The watched flights with the first of them on a circle 500 km up that never comes down."""
    watched = synthetic_answer.without_defence()
    first = watched.battlespace.trajectories[0]
    times = np.arange(0.0, 1500.0, 10.0)
    radius, rate = 6_878e3, 7_600.0 / 6_878e3
    angle = rate * times + 1.0
    place = radius * np.stack([np.cos(angle) * 0.8, np.sin(angle) * 0.8, np.full(times.size, 0.6)], axis=1)
    speed = np.gradient(place, times, axis=0)
    nodes = np.concatenate([times[:, None], place, speed, np.gradient(speed, times, axis=0)], axis=1)
    orbit = replace_trajectory(first, nodes)
    space = replace(watched.battlespace, trajectories=(orbit, *watched.battlespace.trajectories[1:]))
    return replace(watched, battlespace=space)


def replace_trajectory(flight, nodes):  # type: ignore[no-untyped-def]
    return flight._replace(
        nodes=nodes, orbital=True, impact_time=math.inf, impact=Site(NOWHERE, NOWHERE, NOWHERE), apogee_time=700.0
    )


ANSWERS = {"played": synthetic_answer.answer, "watched": synthetic_answer.without_defence, "orbit": in_orbit}


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mean", "se", "words"),
    [
        (23.4371, 0.0182, "23.44 ± 0.02"),
        (6.7, 0.3, "6.7 ± 0.3"),
        (1234.5, 12.0, "1,234 ± 12"),
        (0.0, 0.0, "0"),
        (5.0, 0.0, "5"),
        (-0.0001, 0.1, "0.0 ± 0.1"),
    ],
)
def test_a_mean_has_the_digits_that_its_error_knows(mean: float, se: float, words: str) -> None:
    assert style.with_error(Estimate(mean, se, NOWHERE, NOWHERE)) == words


@pytest.mark.parametrize(
    ("raids", "under", "over"),
    [(1, "95", "5"), (2, "78", "22"), (3, "64", "36"), (10, "26", "74"), (100, "3", "97"), (10_000, "0.03", "99.97")],
)
def test_a_chance_of_none_in_all_raids_is_clopper_and_pearsons_bound(raids: int, under: str, over: str) -> None:
    """The one-sided 95 % bound by SciPy's beta distribution, rounded to the side that keeps it a bound."""
    bound = 100.0 * beta.ppf(0.95, 1, raids)
    assert float(under) >= bound * (1.0 - 1e-9)
    assert 100.0 - float(over) >= bound * (1.0 - 1e-9)
    assert float(under) - bound < 10.0 ** -len(under.partition(".")[2])
    assert style.chance(Estimate(0.0, 0.0, 0.0, 0.0), raids) == f"under {under}{style.NARROW}%"
    assert style.chance(Estimate(1.0, 0.0, 0.0, 0.0), raids) == f"over {over}{style.NARROW}%"


def test_a_chance_between_has_its_error() -> None:
    assert style.chance(Estimate(0.25, 0.004, 0.0, 0.0), 10_000) == f"25.0 ± 0.4{style.NARROW}%"


@pytest.mark.parametrize(
    ("low", "high", "words"), [(18.04, 31.2, "18–31"), (5.03, 8.38, "5.0–8.4"), (3.0, 3.0, "3"), (0.0, 0.0, "0")]
)
def test_a_band_is_told_to_a_tenth_of_its_width(low: float, high: float, words: str) -> None:
    assert style.between(low, high) == words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("kn-23", "KN-23"),
        ("scud-er", "Scud-ER"),
        ("pac-3-mse", "PAC-3 MSE"),
        ("an-tpy-2-terminal", "AN/TPY-2 terminal"),
        ("hwasong-14", "Hwasong-14"),
        ("us-osan-1", "US Osan 1"),
        ("THAAD Seongju", "THAAD Seongju"),
    ],
)
def test_keys_are_written_as_people_write_them(key: str, words: str) -> None:
    assert style.label(key) == words


# --- fans ----------------------------------------------------------------------------------------


def by_equation() -> Radar:
    return synthetic_answer.RADARS["an-tpy-2-terminal"]._replace(maximum_range=1e9)


def test_the_reach_gives_the_clear_signal_by_the_pulse_form_of_the_radar_equation() -> None:
    """Skolnik's form with gain squared and wavelength, where the program has gain and aperture."""
    radar, area = by_equation(), 0.03
    far, capped = fans.reach(radar, area)
    gain = 4.0 * math.pi * radar.aperture_area * radar.aperture_efficiency / radar.wavelength**2
    energy = radar.average_power * radar.search_dwell
    noise = 1.380649e-23 * radar.noise_temperature * radar.losses
    snr = energy * gain**2 * radar.wavelength**2 * area / ((4.0 * math.pi) ** 3 * noise * far**4)
    assert not capped
    assert snr == pytest.approx(fans.CLEAR_SNR, rel=1e-12)


@pytest.mark.parametrize("name", ["an-tpy-2-terminal", "green-pine-c"])
def test_ten_times_the_cross_section_reaches_1_778_times_as_far(name: str) -> None:
    radar = synthetic_answer.RADARS[name]._replace(maximum_range=1e9)
    assert fans.reach(radar, 0.1)[0] / fans.reach(radar, 0.01)[0] == pytest.approx(10.0**0.25, rel=1e-12)


def test_the_instrumented_range_caps_the_reach_and_says_so() -> None:
    radar = synthetic_answer.RADARS["green-pine-c"]._replace(maximum_range=50e3)
    assert fans.reach(radar, 1.0) == (50e3, True)


BEARING = st.floats(0.0, 360.0)


def parts_of(made: geojson.Feature) -> list[list[list[float]]]:
    """The outer rings of a polygon or of several; none has a hole."""
    polygons = made["coordinates"] if made["type"] == "MultiPolygon" else [made["coordinates"]]
    assert all(len(polygon) == 1 for polygon in polygons)
    return [polygon[0] for polygon in polygons]


@given(st.floats(-90.0, 90.0), st.floats(-180.0, 180.0), BEARING, st.floats(20.0, 180.0), st.floats(50e3, 4000e3))
@example(87.0, 179.0, 0.0, 60.0, 1000e3)  # over the pole and across the date line
@example(87.0, 10.0, 0.0, 180.0, 1000e3)
@example(-88.0, -179.9, 90.0, 150.0, 3000e3)
@example(90.0, 0.0, 10.0, 45.0, 500e3)
@settings(deadline=None)
def test_a_fan_has_the_area_of_its_sector_wherever_it_lies(
    latitude: float, longitude: float, azimuth: float, half_width: float, far: float
) -> None:
    """Across the antimeridian and over the poles too. Spherical cap's share; 1.5 % for flattening and chords."""
    centre = synthetic_answer.site(latitude, longitude)
    made = geojson.area(fans.sector(centre, math.radians(azimuth), math.radians(half_width), far, GEOD))
    total = 0.0
    for outside in parts_of(made):
        points = np.array(outside)
        assert np.all(np.abs(points[:, 0]) <= 180.0)
        assert np.all(np.abs(points[:, 1]) <= 90.0)
        assert outside[0] == outside[-1]
        x, y = points.T
        assert np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) > 0.0  # counterclockwise: RFC 7946, 3.1.6
        sines = np.sin(np.radians(y))  # of a straight line in longitude and latitude, on a round Earth
        total -= np.sum(np.diff(np.radians(x)) * (sines[1:] + sines[:-1]) / 2.0) * 6_371e3**2
    share = half_width / 180.0
    cap = 2.0 * math.pi * 6_371e3**2 * (1.0 - math.cos(far / 6_371e3)) * share
    assert total == pytest.approx(cap, rel=0.015)


@pytest.mark.parametrize(
    ("latitude", "longitude", "azimuth", "half_width", "far"),
    [
        (87.0, 179.0, 0.0, 60.0, 1000e3),
        (87.0, 10.0, 0.0, 180.0, 1000e3),
        (-89.5, 100.0, 200.0, 120.0, 2500e3),
        (60.0, -179.5, 300.0, 60.0, 1800e3),
        (37.0, 127.0, 330.0, 60.0, 900e3),
        (70.0, 30.0, 0.0, 45.0, 3000e3),
    ],
)
def test_a_point_lies_in_a_fan_where_distance_and_bearing_say_so(
    latitude: float, longitude: float, azimuth: float, half_width: float, far: float
) -> None:
    """Points by pyproj's geodesics, 2 km or more from the fan's edge, against the polygon as a map would draw it."""
    centre = synthetic_answer.site(latitude, longitude)
    made = geojson.area(fans.sector(centre, math.radians(azimuth), math.radians(half_width), far, GEOD))
    shape = MultiPolygon([Polygon(outside) for outside in parts_of(made)])
    assert shape.is_valid
    dice = np.random.default_rng(5)
    number = 4_000
    bearing, distance = dice.uniform(0.0, 360.0, number), far * np.sqrt(dice.uniform(0.0, 1.6, number))
    x, y, _ = GEOD.fwd(np.full(number, longitude), np.full(number, latitude), bearing, distance)
    off = np.abs((bearing - azimuth + 180.0) % 360.0 - 180.0) - half_width
    aside = distance * np.sin(np.radians(np.clip(np.abs(off), 0.0, 90.0))) if half_width < 180.0 else np.inf
    clear = (np.abs(distance - far) > 2e3) & (aside > 2e3)
    inside = (off < 0.0) & (distance < far)
    assert 0.1 < inside[clear].mean() < 0.9
    wrong = contains_xy(shape, x, y)[clear] != inside[clear]
    assert wrong.sum() == 0, np.column_stack([x, y, distance, off])[clear][wrong][:5]


# --- CZML ----------------------------------------------------------------------------------------


def test_czml_flies_where_the_trajectory_flies(answer: Answer) -> None:
    """Height of each threat's samples, by pyproj, peaks at the apogee; the ends are the launch and the impact."""
    found = {packet["id"]: packet for packet in packets(answer)}
    for threat in answer.scenario.threats:
        flight = answer.battlespace.trajectories[threat.route]
        packet = found[f"threat/{threat.name}"]
        samples = np.array(packet["position"]["cartesian"]).reshape(-1, 4)
        first, last = (datetime.fromisoformat(text) for text in packet["availability"].split("/"))
        assert (first - datetime.fromisoformat(czml.instant(0.0))).total_seconds() == pytest.approx(threat.launch_time)
        assert (last - first).total_seconds() == pytest.approx(flight.impact_time, abs=2e-3)  # milliseconds are kept
        assert np.all(np.diff(samples[:, 0]) > 0.0)
        lon, lat, height = TO_GEODETIC.transform(samples[:, 1], samples[:, 2], samples[:, 3])
        assert height.max() == pytest.approx(flight.apogee_altitude, rel=0.02)  # synthetic arcs are spherical
        route = answer.scenario.routes[threat.route]
        for k, site in ((0, route.launch), (-1, flight.impact)):
            _, _, off = GEOD.inv(lon[k], lat[k], math.degrees(site.longitude), math.degrees(site.latitude))
            assert off < 1000.0  # the synthetic arc's own error


def test_a_radar_fan_in_czml_faces_its_boresight(answer: Answer) -> None:
    """The quaternion, turned by SciPy, against a short geodesic by pyproj along the boresight."""
    found = {packet["id"]: packet for packet in packets(answer)}
    for radar in answer.scenario.radar_sites:
        turn = Rotation.from_quat(found[f"radar/{radar.name}"]["orientation"]["unitQuaternion"])
        lon, lat = math.degrees(radar.site.longitude), math.degrees(radar.site.latitude)
        ahead_lon, ahead_lat, _ = GEOD.fwd(lon, lat, math.degrees(radar.boresight_azimuth), 10.0)
        here, ahead = (np.array(TO_FIXED.transform(*p, 0.0)) for p in ((lon, lat), (ahead_lon, ahead_lat)))
        above = np.array(TO_FIXED.transform(lon, lat, 10.0))
        assert turn.apply([1.0, 0.0, 0.0]) == pytest.approx((ahead - here) / 10.0, abs=2e-6)  # 10 m of curvature
        assert turn.apply([0.0, 0.0, 1.0]) == pytest.approx((above - here) / 10.0, abs=1e-6)


@given(st.floats(-89.0, 89.0), st.floats(-180.0, 180.0), st.floats(0.0, 360.0))
def test_quaternions_are_rotations_at_every_attitude(latitude: float, longitude: float, azimuth: float) -> None:
    site = RadarSite(
        "r", "", "r", synthetic_answer.site(latitude, longitude), math.radians(azimuth), 0.0, np.zeros(0), True
    )
    turn = Rotation.from_quat(czml.facing(site)).as_matrix()
    lat, lon, az = math.radians(latitude), math.radians(longitude), math.radians(azimuth)
    up = [math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)]
    assert turn[:, 2] == pytest.approx(up, abs=1e-9)
    assert turn[2, 0] == pytest.approx(math.cos(az) * math.cos(lat), abs=1e-9)  # boresight's rise toward the pole


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_event_is_thinned_out_of_czml_or_geojson(kind: str) -> None:
    answer = ANSWERS[kind]()
    in_czml = {
        (*(p["properties"][name]["string"] for name in ("route", "event", "who")), p["properties"]["time_s"]["number"])
        for p in packets(answer)
        if p["id"].startswith("event/")
    }
    in_geojson = {
        (f["properties"]["route"], f["properties"]["event"], f["properties"]["who"], f["properties"]["time_s"])
        for f in geojson.collection(
            situation(answer), [told(flight.note, SAY) for flight in answer.battlespace.trajectories]
        )["features"]
        if f["properties"]["kind"] == "event"
    }
    wanted = {
        (route.name, e.name, e.who, round(e.time, 3))
        for k, route in enumerate(answer.scenario.routes)
        for e in flown.events(answer.scenario, answer.battlespace, k)
        if e.time <= flown.end_time(answer.battlespace.trajectories[k])
    }
    assert {"burnout", "apogee", "first seen", "firm track"} <= {event for _, event, _, _ in wanted}
    assert in_czml == wanted
    assert in_geojson == wanted


# --- GeoJSON -------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.floats(-25.0, 25.0), st.floats(-60.0, 60.0)), min_size=2, max_size=12, unique=True),
    st.floats(-180.0, 180.0),
)
def test_a_line_is_cut_at_the_antimeridian_and_loses_nothing(steps: list[tuple[float, float]], start: float) -> None:
    """Planar length in degrees is kept; no piece jumps; all longitudes are within 180."""
    free = np.array([(start + x, y, 1000.0) for x, y in steps])
    wrapped = free.copy()
    wrapped[:, 0] = (free[:, 0] + 180.0) % 360.0 - 180.0
    made = geojson.line(wrapped)
    pieces = made["coordinates"] if made["type"] == "MultiLineString" else [made["coordinates"]]
    length = 0.0
    for piece in pieces:
        points = np.array(piece)[:, :2]
        assert np.all(np.abs(points[:, 0]) <= 180.0 + 1e-9)
        hops = np.diff(points, axis=0)
        assert np.all(np.abs(hops[:, 0]) <= 50.0 + 1e-6)
        length += float(np.hypot(hops[:, 0], hops[:, 1]).sum())
    whole = float(np.hypot(*np.diff(free[:, :2], axis=0).T).sum())
    assert length == pytest.approx(whole, abs=1e-4)  # six decimals a coordinate


@pytest.mark.parametrize("kind", ANSWERS)
def test_geojson_is_longitude_latitude_altitude_of_finite_numbers(kind: str) -> None:
    answer = ANSWERS[kind]()

    def positions(value: object) -> list[list[float]]:
        assert isinstance(value, list)
        if value and isinstance(value[0], float | int):
            return [value]
        return [position for item in value for position in positions(item)]

    made = collection(answer)
    assert made["type"] == "FeatureCollection"
    for feature in made["features"]:
        for position in positions(feature["geometry"]["coordinates"]):
            assert len(position) in (2, 3)
            assert all(math.isfinite(value) for value in position)
            assert abs(position[0]) <= 180.0
            assert abs(position[1]) <= 90.0
    tracks = [f for f in made["features"] if f["properties"]["kind"] == "track"]
    assert len(tracks) == len(answer.scenario.routes)
    start = tracks[0]["geometry"]["coordinates"][0]
    launch = answer.scenario.routes[0].launch
    if kind != "orbit":
        assert start[0] == pytest.approx(math.degrees(launch.longitude), abs=0.01)
        assert start[1] == pytest.approx(math.degrees(launch.latitude), abs=0.01)


# --- pictures and page ---------------------------------------------------------------------------


def drawn(answer: Answer) -> dict[str, str]:
    return {picture.name: pictures.to_svg(picture) for picture in run_pictures.draw(run_of(answer), SAY)}


@pytest.fixture(scope="module", params=ANSWERS)
def svgs(request: pytest.FixtureRequest) -> dict[str, str]:
    return drawn(ANSWERS[request.param]())


def test_every_picture_is_sound_xml_with_a_name_and_a_description(svgs: dict[str, str]) -> None:
    assert {"map", "battlespace"} <= svgs.keys()
    for svg in svgs.values():
        root = ElementTree.fromstring(pictures.alone(svg))
        labels = root.attrib["aria-labelledby"].split()
        texts = {child.attrib.get("id"): child.text for child in root}
        assert all(texts[label] for label in labels)
        for element in root.iter():
            for name in ("d", "x", "y", "width", "height", "transform"):
                assert not re.search(r"nan|inf|\de[-+]", element.attrib.get(name, "")), (element.tag, element.attrib)


def test_every_ink_follows_light_dark_and_print(svgs: dict[str, str]) -> None:
    assert inks.LIGHT.keys() == inks.DARK.keys()
    assert len(set(inks.LIGHT.values())) == len(inks.LIGHT)
    for svg in svgs.values():
        for style_ in re.findall(r'style="([^"]*)"', svg):
            colours = re.findall(r"(?:fill|stroke): ([^;]+)", style_)
            assert all(c == "none" or c in {f"var(--{name})" for name in inks.LIGHT} for c in colours), style_
    for sheet in inks.css().split(".chart{")[1:4]:  # light, dark, print
        assert all(f"--{name}:#" in sheet for name in inks.LIGHT)


def test_words_in_a_picture_stay_words(svgs: dict[str, str]) -> None:
    for svg in svgs.values():
        root = ElementTree.fromstring(svg)
        words = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
        title = root.findtext("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert title in words
        assert "OpenBMD" in words


def test_korean_names_and_dollar_signs_are_written_as_they_are(answer: Answer) -> None:
    """Warnings are errors here: neither a missing glyph nor mathematics between dollars may stir matplotlib."""
    first = answer.scenario.places[0]
    places = (first._replace(name="서울 $x_1$"), *answer.scenario.places[1:])
    renamed = replace(
        answer,
        scenario=replace(answer.scenario, places=places),
        places={place.name: value for place, value in zip(places, answer.places.values(), strict=True)},
    )
    assert ">서울 $x_1$" in drawn(renamed)["map"]


def test_the_page_shows_a_marker_for_every_intercept_window(answer: Answer) -> None:
    svg = drawn(answer)["battlespace"]
    windows = sum(len(chance.windows) for row in answer.battlespace.opportunities for chance in row)
    assert windows > 0
    assert svg.count("can intercept") == windows + 1  # one more in the key


def test_a_picture_as_png_is_150_dots_in_an_inch(answer: Answer, tmp_path: Path) -> None:
    """Width and height of the PNG's own header (PNG, 11.2.2) against the SVG's in pixels of 1/72 inch."""
    picture = run_pictures.draw(run_of(answer), SAY)[2]
    pictures.write_png(picture, tmp_path / "fate.png")
    width, height = struct.unpack(">II", (tmp_path / "fate.png").read_bytes()[16:24])
    root = ElementTree.fromstring(pictures.to_svg(picture))
    assert width == pytest.approx(float(root.attrib["width"]) * 150.0 / 72.0, abs=1.0)
    assert height == pytest.approx(float(root.attrib["height"]) * 150.0 / 72.0, abs=1.0)


class Reader(HTMLParser):
    """Collects what a page would fetch, its tags and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        fetching = ("src", "href", "xlink:href", "srcset", "data", "action")
        self.fetched += [value or "" for name, value in attrs if name in fetching and not (value or "").startswith("#")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_page_is_one_file_that_fetches_nothing(kind: str) -> None:
    answer = ANSWERS[kind]()
    written = page(answer)
    reader = Reader()
    reader.feed(written)
    assert reader.fetched == []
    assert not {"script", "link", "iframe", "img", "object"} & set(reader.tags)
    assert "@import" not in written
    assert not re.findall(r"url\((?!#)", written)
    assert len(written.encode()) < 1_000_000  # the limit that was set for the page
    assert reader.tags.count("h1") == 1
    assert len(reader.ids) == len(set(reader.ids))
    assert "built-in method" not in written


def test_the_page_names_every_source_and_every_note(answer: Answer) -> None:
    reader = Reader()
    reader.feed(page(answer))
    text = " ".join(" ".join(reader.words).split())
    for figure in answer.scenario.figures:
        assert (figure.source or figure.assumed) in text
    assert len(re.findall("(?<!published or )assumed:", text)) == sum(
        not figure.source for figure in answer.scenario.figures
    )
    for line in tell(answer.notes, Words()):
        assert line in text
    assert f"seed {answer.seed}" in text
    for name, version in answer.versions.items():
        assert f"{name} {version}" in text


def printed(answer: Answer) -> str:
    """The answer as the terminal shows it, on lines long enough for every table."""
    console = Console(file=io.StringIO(), width=1000, highlight=False)
    terminal.show(telling(answer), console, SAY)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def one_never_engaged(answer: Answer, reason: str, by_unit: list[str]) -> Answer:
    """The answer with its first missile never engaged, each fire unit for a reason of its own."""
    space = answer.battlespace
    route = answer.scenario.threats[0].route
    row = [chance._replace(reason=why) for chance, why in zip(space.opportunities[route], by_unit, strict=True)]
    opportunities = list(space.opportunities)
    opportunities[route] = tuple(row)
    plan = replace(space.plan, unengaged=(reason, *[""] * (len(answer.scenario.threats) - 1)))
    one = Estimate(1.0, 0.0, NOWHERE, NOWHERE)
    return replace(
        answer,
        battlespace=replace(space, opportunities=tuple(opportunities), plan=plan),
        unengaged={reason: one},
    )


def test_beside_a_reason_stands_who_came_nearest_and_what_the_others_lacked(answer: Answer) -> None:
    units = answer.scenario.fire_units
    near = next(k for k, unit in enumerate(units) if unit.layer == "lower")
    by_unit = ["above the ceiling" if k == near else "out of reach" for k in range(len(units))]
    made = one_never_engaged(answer, "above the ceiling", by_unit)
    said = never_met(made, "above the ceiling")
    assert said.startswith(style.label(units[near].name))
    assert "THAAD: out of reach" in said
    assert "others of their kind: out of reach" in said
    assert said in printed(made)
    assert said in page(made)
    assert never_met(made, "no time") == ""
    alike = one_never_engaged(answer, "out of reach", ["out of reach"] * len(units))
    assert never_met(alike, "out of reach") == "all fire units alike"


def test_busy_units_are_nearest_when_channels_are_full(answer: Answer) -> None:
    units = answer.scenario.fire_units
    by_unit = ["" if k == 0 else "out of reach" for k in range(len(units))]
    made = one_never_engaged(answer, "channels full", by_unit)
    assert never_met(made, "channels full").startswith(style.label(units[0].name))


def test_too_few_draws_are_said_to_be_too_few_and_not_that_nothing_matters(answer: Answer) -> None:
    weak = replace(answer, drivers=tuple(driver._replace(significant=False) for driver in answer.drivers))
    said = drivers.strongest(weak, SAY)
    tried = f"{answer.draws} draws are too few to tell which of {len(answer.drivers)} figures moves it most"
    assert said.startswith(f"{tried}; the strongest is {figures.name(answer.drivers[0].path, SAY)}")
    assert int(said.rstrip(".").rpartition("--draws ")[2]) > answer.draws
    assert said in printed(weak)
    assert said in page(weak)
    assert drivers.title(weak, SAY) == tried
    few = replace(answer, drivers=())
    assert "What moves the answer" not in printed(few)


def test_the_far_looks_of_all_radars_are_one_note(answer: Answer) -> None:
    site = answer.scenario.radar_sites[0]
    empty = np.empty(0)

    def said(name: str, distance: float) -> Note:
        look = Look(
            name,
            np.zeros(1),
            np.array([distance]),
            empty,
            empty,
            empty,
            empty,
            empty,
            np.empty((0, 2)),
            "",
            empty,
            empty,
        )
        far = looks.caution(look, site._replace(name=name, refraction=True))
        assert far is not None
        return far

    far = [said("Green Pine", 530e3), said("Green Pine", 1529e3), said("Spy", 700e3)]
    first, last = note("notes-no-verdict"), note("notes-no-radius", places=("Seoul",))
    say = Words()
    made = tell([first, *far, last, first], say)
    assert made[::2] == each([first, last], say)
    alone = told(far[0], say)
    assert made[1] == alone.replace("Green Pine looks out to 530", "Green Pine and Spy look out to 530–1529")
    assert tell(far[:1], say) == [alone]
    assert tell([far[0], far[0]], say) == [alone]
    days = [note("notes-of-days", note=one, days="day 0") for one in far]
    assert tell([*days, far[0]], say) == [f"{made[1]} (day 0)", alone]
    apart = [note("notes-of-days", note=one, days=f"day {k}") for k, one in enumerate(far)]
    assert tell(apart, say) == each(apart, say)
    assert made[1] in printed(replace(answer, notes=tuple(far)))
    assert made[1] in page(replace(answer, notes=tuple(far)))


def test_figures_are_counted_by_what_is_known_of_them() -> None:
    origins = ("assumed", "assumed", "read", "recalled", "recalled", "derived")
    figure = synthetic_answer.figures()[0]
    counted = figures.origins([figure._replace(origin=origin) for origin in origins], SAY)
    assert counted == "2 assumed, 2 wholly or partly recalled and unchecked, 1 read and 1 derived or otherwise given"


def test_the_page_says_what_the_marks_of_a_source_mean(answer: Answer) -> None:
    reader = Reader()
    reader.feed(page(answer))
    assert SAY("figures-marks") in " ".join(" ".join(reader.words).split())


def test_the_legend_calls_rings_what_they_are_drawn_as(answer: Answer) -> None:
    said = [text for key, text in map_words.marks(situation(answer), SAY).items() if key.startswith("interceptor")]
    assert said
    assert all("dashed: " in text and "dotted" not in text for text in said)
    assert "stroke-dasharray" in drawn(answer)["map"]


def test_figures_are_shown_in_the_units_of_the_catalogue() -> None:
    figure = synthetic_answer.figures()[0]
    made = figures.row(figure, "", SAY)
    assert [cell.line for cell in made.cells[:5]] == ["maximum range", "150", "200", "200", "km"]


def test_the_headline_counts_leakers_and_tells_dice_from_figures(answer: Answer) -> None:
    said = telling(answer)
    assert said.headline == "About seven of 50 missiles get through"
    best, middle, band = (
        style.with_error(answer.leakers),
        style.fixed(answer.leakers.middle, 1),
        style.band(answer.leakers),
    )
    assert said.finding == (
        f"Of 50 missiles {middle} get through (5–95 % over the figures: {band}; {best} with the best ones)."
    )
    assert "64 draws" in " ".join(said.sentences)
    assert said.finding in page(answer)
    assert said.finding in printed(answer)


@pytest.mark.parametrize(
    ("mean", "total", "told"),
    [
        (0.1, 50, "Almost none of 50 missiles gets through"),
        (1.2, 3, "About one of 3 missiles gets through"),
        (0.5, 10, "About one of 10 missiles gets through"),
        (3.0, 3, "All 3 missiles get through"),
        (49.8, 50, "Almost all 50 missiles get through"),
        (23.4, 50, "About 23 of 50 missiles get through"),
    ],
)
def test_a_mean_in_words(mean: float, total: int, told: str) -> None:
    assert words.about(mean, total, SAY) == told


def test_without_a_defence_the_headline_says_who_saw_what() -> None:
    said = telling(synthetic_answer.without_defence())
    assert said.finding == f"{said.headline}." == "Three missiles fly past seven radars; two hold a firm track."
    assert "into the sea" in " ".join(said.sentences)
    assert "orbit" in " ".join(telling(in_orbit()).sentences)


def test_the_fates_add_up_to_the_missiles_aimed_at_defended_places(answer: Answer) -> None:
    total = sum(part.mean for part in fate.parts(answer, SAY))
    assert total == pytest.approx(len(words.aimed(answer)), rel=1e-9)


def test_merged_windows_cover_what_the_single_ones_cover(answer: Answer) -> None:
    seen = situation(answer)
    for k, chances in enumerate(answer.battlespace.opportunities):
        for name in seen.interceptors:
            merged = battlespace_words.windows_of(seen, k, name)
            assert all(a[1] < b[0] for a, b in itertools.pairwise(merged))
            for chance in chances:
                if answer.scenario.fire_units[chance.unit].interceptor == name:
                    for _, _, first, last in chance.windows.tolist():
                        assert any(a <= first and last <= b for a, b in merged)


def test_pixels_of_the_map_keep_distances_from_its_middle(answer: Answer) -> None:
    """Azimuthal equidistant: from the centre every distance is true, against pyproj's geodesics."""
    from openbmd.drawing.theatre import Theatre

    where: Floats = situation(answer).extent
    theatre = Theatre(where)
    centre = np.array(theatre.projection(0.0, 0.0, inverse=True))
    origin = theatre.pixels(centre[None, :])[0]
    for point in where:
        _, _, far = GEOD.inv(*centre, *point)
        pixels = np.hypot(*(theatre.pixels(point[None, :])[0] - origin))
        assert pixels / theatre.scale == pytest.approx(far, rel=1e-6, abs=1.0)
    assert bool(theatre.inside(theatre.pixels(where)).all())
