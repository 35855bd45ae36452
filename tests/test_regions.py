"""Regions: what each holds, its map against published areas and points, and regions of one's own."""

from __future__ import annotations

import gzip
import json
import shutil
from importlib.resources import files
from math import degrees
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from openbmd import catalogue_file, places_file, scenario_file
from openbmd.catalogue_file import maps
from openbmd.cli import main
from openbmd.commands import own_catalogue
from openbmd.complaints import Complaint, InputError
from openbmd.drawing.theatre import Theatre, ground_of

SHIPPED = Path(str(files("openbmd"))) / "catalogue" / "regions"
GEOD = Geod(ellps="WGS84")
REGIONS = {region.name: region for region in catalogue_file.shipped().regions()}
FINE = sorted(REGIONS.keys() - {"world"})
# places of real engagements, and those that the public debate names most
NAMED = (
    "Dhahran", "Riyadh", "Tel Aviv", "Haifa", "Abu Dhabi", "Al Dhafra", "Ruwais", "Kuwait City", "Camp Doha",
    "Doha (Kuwait)", "Baghdad", "Basra", "Al-Asad", "Kyiv", "Kiev", "Nevatim", "Bryansk", "Kursk", "Voronezh", "Sanaa",
    "Saada", "Kermanshah", "Isfahan", "Tabriz", "Tehran", "Jerusalem", "Dimona", "Erbil", "Kharkiv", "Odesa", "Dubai",
    "Al Udeid", "Prince Sultan Air Base", "Jeddah", "Yanbu", "Naha", "Kadena Air Base", "Taipei", "Guam", "Tokyo",
)  # fmt: skip
TOML = 'title = "Here"\nbox_deg = [10, 50, 30, 60]\n'
CSV = (
    "name,country,kind,latitude_deg,longitude_deg,source,people_weight,also\n"
    "Alphaville,LT,city,55,24,assumed,1000,Alfa\n"
    "Betaport,LV,base,57,23.5,assumed,,\n"
)
SCENARIO = """
openbmd: 1
name: own-region
title: A Scud-B at a place of one's own
effects: []
defended: [alfa]
threats: [{name: one, missile: scud-b, launch: Betaport, aimpoint: ALPHAVILLE}]
"""


def own(path: Path, name: str = "here", toml: str = TOML, csv: str = CSV) -> Path:
    """A catalogue folder with one region more."""
    folder = path / "regions" / name
    folder.mkdir(parents=True)
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    (folder / "places.csv").write_text(csv, encoding="utf-8")
    return path


def ended(*arguments: str) -> object:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as ending:
        main(list(arguments))
    return ending.value.code


def refused(path: Path) -> list[Complaint]:
    with own_catalogue.put_before([path]), pytest.raises(InputError) as raised:
        places_file.rows()
    return raised.value.complaints


# --- what is shipped -------------------------------------------------------------------------------


def test_a_region_is_found_by_its_folder_and_has_what_a_region_has() -> None:
    assert sorted(REGIONS) == sorted(folder.name for folder in SHIPPED.iterdir())
    assert len(FINE) == 5
    for region in REGIONS.values():
        assert all((region.title_ko, region.sources, region.places, region.map)), region.name
        west, south, east, north = region.box
        for row in region.places:
            assert west <= row.longitude_deg <= east, row.name
            assert south <= row.latitude_deg <= north, row.name
            assert (row.people_weight > 0) == (row.kind == "city"), row.name
    assert catalogue_file.shipped().check() == []  # what they list exists


def test_a_name_means_one_place_in_all_regions() -> None:
    found = [name.casefold() for region in REGIONS.values() for row in region.places for name in row.names()]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("name", NAMED)
def test_places_of_real_engagements_have_names(name: str) -> None:
    assert places_file.read(name).source


def test_korean_names_find_korean_places() -> None:
    assert places_file.read("부산") == places_file.read("Busan")
    cities = [row for row in REGIONS["korea"].places if row.kind == "city"]
    assert len(cities) > 100
    assert all(row.name_ko for row in cities)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ("Kyiv", "Moscow", 756),  # great circles as atlases print them, between middles of cities
        ("Tehran", "Baghdad", 694),
        ("Tehran", "Tel Aviv", 1590),
        ("Riyadh", "Dubai", 870),
        ("Beirut", "Damascus", 86),
        ("Taipei", "Naha", 630),
    ],
)
def test_known_distances_are_met(a: str, b: str, km: float) -> None:
    p, q = places_file.read(a).site, places_file.read(b).site
    ends = [degrees(x) for x in (p.longitude, p.latitude, q.longitude, q.latitude)]
    assert GEOD.inv(*ends)[2] / 1e3 == pytest.approx(km, rel=0.02, abs=5)


@pytest.mark.parametrize(
    ("country", "people"),  # censuses and counts: the weights of listed cities stay below them
    [
        ("SA", 32_175_224), ("IR", 79_926_270), ("IL", 9_842_000), ("JO", 11_300_000), ("UA", 41_167_000),
        ("KW", 4_670_000), ("QA", 2_846_000), ("BH", 1_501_000), ("AE", 10_240_000), ("IQ", 46_100_000),
    ],
)  # fmt: skip
def test_the_weights_of_a_country_stay_below_its_people(country: str, people: float) -> None:
    cities = [row for row in places_file.rows() if row.country == country and row.kind == "city"]
    assert 0.2 * people < sum(row.people_weight for row in cities) < people


def test_the_maps_are_small() -> None:
    sizes = {name: (SHIPPED / name / "map.json.gz").stat().st_size for name in REGIONS}
    assert all(sizes[name] < 60_000 for name in FINE)
    assert sum(sizes.values()) < 250_000


# --- maps ------------------------------------------------------------------------------------------


def of(name: str) -> maps.Ground:
    return maps.read(REGIONS[name].map, name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("region", "point", "km2"),
    [
        ("levant", (33.2, 35.0), 9_251),  # Cyprus
        ("gulf", (55.9, 26.8), 1_491),  # Qeshm
        ("gulf", (58.8, 20.4), 649),  # Masirah
        ("western-pacific", (121.0, 23.8), 35_808),  # Taiwan's main island: Taiwan with its islets has 36,197
        ("western-pacific", (142.9, 43.4), 77_984),  # Hokkaido
        ("western-pacific", (144.78, 13.45), 544),  # Guam
        ("western-pacific", (127.95, 26.5), 1_207),  # Okinawa
    ],
)
def test_islands_have_their_published_areas(region: str, point: tuple[float, float], km2: float) -> None:
    around = [ring for ring in of(region).land if shapely.Polygon(ring).contains(shapely.Point(point))]
    area = sum(abs(GEOD.polygon_area_perimeter(*ring.T)[0]) for ring in around) / 1e6
    # lines are simplified to about 400 m, which tells at small islands
    assert area == pytest.approx(km2, rel=0.03 if km2 > 5_000 else 0.12)


@pytest.mark.parametrize(
    ("region", "point"),
    [
        ("gulf", (47.72, 30.09)),  # Safwan, Iraq and Kuwait
        ("levant", (36.68, 36.23)),  # Bab al-Hawa, Syria and Turkey
        ("levant", (34.25, 31.25)),  # Rafah, Gaza and Egypt
        ("ukraine", (22.96, 49.80)),  # Medyka, Poland and Ukraine
    ],
)
def test_border_crossings_stand_on_borders(region: str, point: tuple[float, float]) -> None:
    points = np.vstack(
        [np.array(shapely.segmentize(shapely.LineString(line), 0.02).coords) for line in of(region).border]
    )
    assert np.hypot(points[:, 0] - point[0], points[:, 1] - point[1]).min() < 0.06  # 1:10 million: some km


@pytest.mark.parametrize("name", FINE)
def test_a_region_is_drawn_as_finely_as_korea_and_its_cities_stand_on_land(name: str) -> None:
    def spacing(of_region: str) -> float:
        return float(np.median(np.concatenate([np.hypot(*np.diff(line, axis=0).T) for line in of(of_region).coast])))

    assert spacing(name) < 2.0 * spacing("korea")
    assert spacing(name) < 0.5 * spacing("world")
    west, south, east, north = REGIONS[name].box
    found = places_file.ground(REGIONS[name].box).land
    land = shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in found])
    for row in REGIONS[name].places:
        if row.kind == "city":
            assert land.distance(shapely.Point(row.longitude_deg, row.latitude_deg)) < 0.03, row.name
    drawn = np.vstack(found)
    for axis, (least, greatest) in enumerate(((west, east), (south, north))):
        assert drawn[:, axis].min() < least + 1.0
        assert drawn[:, axis].max() > greatest - 1.0


def test_what_is_shipped_has_no_ground_twice() -> None:
    whole = places_file.ground()
    for name in FINE:
        west, south, east, north = REGIONS[name].box
        middle = shapely.box(west + 0.2, south + 0.2, east - 0.2, north - 0.2)
        assert not shapely.MultiLineString(list(of("world").coast)).intersects(middle), name
    assert len(whole.coast) == sum(len(of(name).coast) for name in REGIONS)


def test_a_sheet_is_drawn_from_the_regions_that_it_touches() -> None:
    seoul = ground_of(Theatre(np.array([(126.0, 36.0), (129.0, 38.0)])))
    assert len(seoul.coast) == sum(len(of(name).coast) for name in ("korea", "western-pacific", "world"))
    far = ground_of(Theatre(np.array([(-150.0, 60.0), (-90.0, 40.0)])))
    assert len(far.land) == len(of("world").land)
    assert maps.touch((175.0, 0.0, 180.0, 5.0), (-185.0, 1.0, -170.0, 2.0))  # counted from another side


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0.5, 8.0), st.floats(0.05, 1.0)), min_size=4, max_size=12),
    st.tuples(st.floats(-9, 9), st.floats(-9, 9), st.floats(0.5, 9), st.floats(0.5, 9)),
)
def test_cutting_a_box_out_leaves_what_lies_outside(star, corner) -> None:  # type: ignore[no-untyped-def]
    turns = np.cumsum([step for _, step in star])
    angles = 2 * np.pi * turns / turns[-1]
    ring = np.array([(r * np.cos(a), r * np.sin(a)) for (r, _), a in zip(star, angles, strict=True)])
    assume(shapely.Polygon(ring).is_valid)  # where the star leaves out more than half a turn it may cross itself
    box = (corner[0], corner[1], corner[0] + corner[2], corner[1] + corner[3])
    left = maps.outside(maps.Ground((ring,), (), (ring,)), box)
    hole = shapely.box(box[0] + maps.SEAM, box[1] + maps.SEAM, box[2] - maps.SEAM, box[3] - maps.SEAM)
    area = shapely.Polygon(ring).difference(hole).area
    assert sum(shapely.Polygon(piece).area for piece in left.land) == pytest.approx(area, abs=1e-6)
    length = shapely.LineString(ring).difference(shapely.box(*box)).length
    assert sum(shapely.LineString(piece).length for piece in left.coast) == pytest.approx(length, abs=1e-6)


# --- of one's own ----------------------------------------------------------------------------------


def test_places_of_an_own_region_are_read_and_stand_in_the_resolved_file(tmp_path: Path) -> None:
    own(tmp_path / "mine")
    file = tmp_path / "scenario.yaml"
    file.write_text(f"{SCENARIO}catalogue: mine\n", encoding="utf-8")
    by_key = scenario_file.read(file)
    assert [place.name for place in by_key.places] == ["Alphaville"]
    assert by_key.places[0].radius == places_file.read("Seoul").radius  # that of a city
    assert by_key.places[0].people_weight == 1000.0
    assert degrees(by_key.routes[0].launch.latitude) == pytest.approx(57.0)
    file.write_text(SCENARIO, encoding="utf-8")
    with pytest.raises(InputError, match='there is no place "alfa"'):
        scenario_file.read(file)
    with own_catalogue.put_before([tmp_path / "mine"]):
        by_option = scenario_file.read(file)
        assert places_file.read("alfa") == places_file.read("Alphaville")
        assert [row.name for row in places_file.rows() if row.region == "here"] == ["Alphaville", "Betaport"]
    assert by_option.routes == by_key.routes
    alone = scenario_file.read_text(scenario_file.resolved(by_key), "alone.yaml")
    assert (alone.routes, alone.places) == (by_key.routes, by_key.places)


def test_a_place_of_ones_own_hides_the_shipped_one_of_its_name(tmp_path: Path) -> None:
    own(tmp_path, csv=CSV.replace("Alphaville", "Seoul"))
    before = places_file.rows()
    with own_catalogue.put_before([tmp_path]):
        assert places_file.read("seoul").people_weight == 1000.0
        assert sum(row.name == "Seoul" for row in places_file.rows()) == 1
        table = tmp_path / "regions" / "here" / "places.csv"
        table.write_text(CSV.replace("Alphaville", "Seoul").replace("1000", "1001"), encoding="utf-8")
        assert places_file.read("seoul").people_weight == 1001.0
    assert places_file.rows() == before


def test_a_name_in_two_regions_of_a_folder_is_refused_once(tmp_path: Path) -> None:
    own(
        own(tmp_path), "there", csv=CSV.replace("Alphaville", "ALFA").replace(",Alfa", ",").replace("Betaport", "Gamma")
    )
    (complaint,) = refused(tmp_path)
    assert (complaint.path, complaint.found) == ("ALFA", "this is a place of here too")
    assert complaint.file.endswith("there/places.csv")
    assert "a name of its own" in complaint.advice


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("region.toml", 'title = "Here"\n', "", "a region needs its title"),
        ("region.toml", "[10, 50, 30, 60]", "[30, 50, 10, 60]", "no box on the globe"),
        ("region.toml", "[10, 50, 30, 60]", "[10, 50, 30]", "a region needs its box"),
        ("region.toml", "[10, 50, 30, 60]", "[10, 50, 30, true]", "a region needs its box"),
        ("region.toml", "title", "titel = 1\ntitle", "a region has no such key"),
        ("region.toml", "title", "sources = 1\ntitle", "no list of words"),
        ("region.toml", "title", "title_ko = 1\ntitle", "no words"),
        ("region.toml", "title = ", "title ", "not TOML"),
        ("places.csv", "55,24", "95,24", '"95" is out of bounds'),
        ("places.csv", "55,24", "55,nan", '"nan" is out of bounds'),
        ("places.csv", "55,24", "55,east", '"east" is out of bounds'),
        ("places.csv", "55,24", "45,24", "lies outside the box of its region"),
        ("places.csv", "1000", "", "a city needs one"),
        ("places.csv", "1000", "-5", '"-5" is out of bounds'),
        ("places.csv", "assumed,,", "assumed,7,", "only a city has one"),
        ("places.csv", "LV,base", "LV,launcher", '"launcher" is no kind of place'),
        ("places.csv", "LV,base", "Latvia,base", '"Latvia" is no country'),
        ("places.csv", "24,assumed", "24,", "there is nothing here"),
        ("places.csv", "Betaport", "Alfa", "it stands twice"),
        ("places.csv", "Betaport", "Beta\x1b", "a sign that cannot be shown"),
        ("places.csv", "source", "sauce", "places have no such column"),
        ("places.csv", "also", "name", "this heading stands twice"),
        ("places.csv", ",source,", ",year,", "the columns source are missing"),
        ("places.csv", "Alfa", "Alfa,more", "more cells than headings"),
        ("places.csv", "Betaport", '"Betaport', "not CSV"),
    ],
)
def test_each_fault_of_a_region_is_one_complaint_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, told: str
) -> None:
    own(tmp_path / "mine")
    faulty = tmp_path / "mine" / "regions" / "here" / file
    text = faulty.read_text(encoding="utf-8")
    assert old in text
    faulty.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [complaint for complaint in refused(tmp_path / "mine") if told in complaint.found]
    assert len(found) == 1
    assert found[0].file.endswith(file)
    assert found[0].advice
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(f"{SCENARIO}catalogue: mine\n", encoding="utf-8")
    out = tmp_path / "out"
    assert ended("run", str(scenario), "--raids", "10", "--draws", "0", "--out", str(out)) == 2
    assert capsys.readouterr().err.count(told) == 1
    assert not out.exists()


def test_a_region_that_lists_what_is_not_there_is_told_by_the_check(tmp_path: Path) -> None:
    own(tmp_path, toml=f'{TOML}missiles = ["scud-b", "scud-z"]\n')
    with own_catalogue.put_before([tmp_path]):
        (complaint,) = catalogue_file.default().check()
    assert complaint.found == 'there is no "scud-z"'


def packed(path: Path, data: object) -> None:
    path.write_bytes(gzip.compress(json.dumps(data).encode()))


def test_a_map_of_ones_own_is_drawn_in_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own(tmp_path)
    square = [12000, 52000, 6000, 0, 0, 6000, -6000, 0]
    packed(
        tmp_path / "regions" / "here" / "map.json.gz",
        {"scale": 1000, "coast": [square], "border": [], "land": [square]},
    )
    with own_catalogue.put_before([tmp_path]):
        found = places_file.ground((11.0, 51.0, 29.0, 59.0))
    inside = shapely.box(10.2, 50.2, 29.8, 59.8)
    lines = [line for line in found.coast if shapely.LineString(line).intersects(inside)]
    assert [line.tolist() for line in lines] == [[[12.0, 52.0], [18.0, 52.0], [18.0, 58.0], [12.0, 58.0]]]
    land = [shapely.make_valid(shapely.Polygon(ring)).intersection(inside).area for ring in found.land]
    assert sum(land) == pytest.approx(36.0)
    before = places_file.ground((11.0, 51.0, 29.0, 59.0)).coast
    assert sum(shapely.LineString(line).intersects(inside) for line in before) > 1  # without the folder as ever


NO_MAPS = {
    "empty": b"",
    "no gzip": b"no gzip",
    "a list": gzip.compress(b"[]"),
    "cut": gzip.compress(b"{"),
    "no lines": gzip.compress(b'{"scale": 0}'),
    "an odd number": gzip.compress(b'{"scale": 1, "coast": [[1]], "border": [], "land": []}'),
    "off the globe": gzip.compress(b'{"scale": 1, "coast": [[200, 0, 1, 1]], "border": [], "land": []}'),
    "words": gzip.compress(b'{"scale": 1, "coast": [["a", 0, 1, 1]], "border": [], "land": []}'),
}


@pytest.mark.parametrize("content", NO_MAPS.values(), ids=NO_MAPS)  # gzip's bytes hold the time, and ids must not
def test_a_file_that_is_no_map_is_one_complaint(tmp_path: Path, content: bytes) -> None:
    own(tmp_path)
    (tmp_path / "regions" / "here" / "map.json.gz").write_bytes(content)
    with own_catalogue.put_before([tmp_path]), pytest.raises(InputError) as raised:
        places_file.ground()
    (complaint,) = raised.value.complaints
    assert complaint.file.endswith("here/map.json.gz")
    assert complaint.found.startswith("this is no map")


def test_a_copied_region_is_read_as_the_shipped_one(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "levant", tmp_path / "regions" / "levant")
    with own_catalogue.put_before([tmp_path]):
        assert places_file.regions()[0].places == REGIONS["levant"].places
        assert len(places_file.rows()) == sum(len(region.places) for region in REGIONS.values())


def test_regions_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("catalogue", "list", "regions", "--json") == 0
    listed = json.loads(capsys.readouterr().out)["regions"]
    assert {row["name"]: row["places"] for row in listed} == {k: len(v.places) for k, v in REGIONS.items()}
    assert ended("catalogue", "show", "levant", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["kind"], shown["box_deg"]) == ("regions", list(REGIONS["levant"].box))
    assert "Tel Aviv" in shown["places"]
    assert ended("catalogue", "show", "levant") == 0
    assert "Israel and the Levant" in capsys.readouterr().out
