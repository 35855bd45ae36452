"""Where another battery would do most: optima against exhaustion, laws, and the chain behind the coverage."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import e, radians
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from pyproj import Geod
from typer.testing import CliRunner

import openbmd as bmd
from openbmd import flow, places_file, run_folder, scenario_file
from openbmd.cli import app
from openbmd.complaints import InputError
from openbmd.records import Place
from openbmd.studies.contract import File
from openbmd.studies.footprint.chain import engage
from openbmd.studies.site import cover, median, raids, reach, siting
from openbmd.studies.site.answer import held
from openbmd.studies.site.classes import AimedApproach, aimed, every_class
from openbmd.studies.site.csv_sites import from_csv
from openbmd.studies.site.demand import RULES, Demand, demand
from openbmd.studies.site.question import SiteQuestion

FILE = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"
SECONDS = 20.0

flags = npst.arrays(np.bool_, st.tuples(st.integers(2, 7), st.integers(1, 9)))
whole = st.integers(0, 10**6)  # people-weights; sums of whole numbers are exact, so equal means equal


@st.composite
def covers(draw):
    matrix = draw(flags)
    weights = draw(st.lists(whole, min_size=matrix.shape[1], max_size=matrix.shape[1]))
    return matrix, np.array(weights, dtype=np.float64)


@st.composite
def distances(draw):
    sites, places = draw(st.integers(2, 7)), draw(st.integers(1, 8))
    points = draw(npst.arrays(np.float64, (sites + places, 2), elements=st.floats(0.0, 1e6, width=32)))
    weights = draw(st.lists(st.integers(1, 10**6), min_size=places, max_size=places))
    apart = np.hypot(*np.moveaxis(points[:sites, None] - points[None, sites:], 2, 0))
    return apart, np.array(weights, dtype=np.float64)


def exhausted(matrix, weights, k):
    """The best value of any choice, by trying all."""
    choices = (list(chosen) for chosen in combinations(range(len(matrix)), min(k, len(matrix))))
    return max(cover.covered(matrix, weights, chosen) for chosen in choices)


def elements(matrix, weights):
    n = matrix.shape[1]
    return Demand(np.arange(n), weights, np.ones(n), np.zeros(n, dtype=np.bool_), matrix)


@settings(max_examples=60)
@given(covers(), st.integers(1, 4))
def test_the_best_is_that_of_trying_all_choices_and_is_proved(case, k):
    matrix, weights = case
    chosen, bound = cover.maximum_cover(matrix, weights, k, SECONDS)
    assert len(chosen) <= k
    assert cover.covered(matrix, weights, chosen) == exhausted(matrix, weights, k) == bound


@settings(max_examples=40)
@given(covers(), st.integers(1, 4))
def test_one_after_the_other_is_never_under_its_share_of_the_best(case, k):
    matrix, weights = case
    one_by_one = cover.covered(matrix, weights, cover.greedy(matrix, weights, k))
    share = 1.0 - (1.0 - 1.0 / k) ** k
    assert share >= 1.0 - 1.0 / e
    # rounding of the share's product alone
    assert one_by_one >= share * exhausted(matrix, weights, k) * (1.0 - 1e-12)


@settings(max_examples=40)
@given(covers())
def test_another_unit_never_covers_less_and_each_adds_no_more_than_the_one_before(case):
    matrix, weights = case
    best = cover.best_sites(elements(matrix, weights), len(matrix), SECONDS)
    values = [one.weight for one in best]
    assert values == sorted(values)
    assert values[-1] == weights[matrix.any(axis=0)].sum()
    for one in best:
        assert list(one.adds) == sorted(one.adds, reverse=True)
        assert sum(one.adds) == one.weight
        assert one.gap == 0.0


@settings(max_examples=40)
@given(covers(), st.integers(1, 3), st.data())
def test_another_candidate_site_never_lowers_the_best(case, k, data):
    matrix, weights = case
    more = np.vstack([matrix, data.draw(npst.arrays(np.bool_, (1, matrix.shape[1])))])
    fewer_value, more_value = (
        cover.covered(one, weights, cover.maximum_cover(one, weights, k, SECONDS)[0]) for one in (matrix, more)
    )
    assert more_value >= fewer_value


def test_where_time_is_up_the_gap_is_told_and_holds():
    chosen, bound = cover.maximum_cover(*synthetic(), 8, 0.0)
    better, proved = cover.maximum_cover(*synthetic(), 8, SECONDS)
    values = [cover.covered(*synthetic(), one) for one in (chosen, better)]
    assert values[0] <= values[1] <= bound
    assert bound > values[0]
    assert proved == values[1]


@cache
def synthetic():
    """Sites and places at random in a square, each site covering a disc."""
    dice = np.random.Generator(np.random.Philox(7))
    sites, places = dice.random((60, 2)), dice.random((300, 2))
    near = np.hypot(*np.moveaxis(sites[:, None] - places[None], 2, 0)) < 0.15
    return near, np.round(1e6 * dice.random(300))


@settings(max_examples=60)
@given(distances(), st.integers(1, 3))
def test_the_nearest_sites_lie_between_their_bound_and_what_trying_all_gives(case, k):
    apart, weights = case
    k = min(k, len(apart))
    shares = apart * (weights / weights.sum())
    least = min(median.cost(shares, chosen) for chosen in combinations(range(len(apart)), k))
    found = median.p_median(apart, weights, k)
    slack = 1e-9 * max(least, 1.0)  # rounding of sums in another order
    assert found.bound <= least + slack
    assert found.mean >= least - slack
    assert found.mean == pytest.approx(median.cost(shares, found.sites), rel=1e-12)
    assert len(set(found.sites)) == k or found.mean <= slack


def test_no_single_exchange_brings_the_nearest_sites_nearer():
    dice = np.random.Generator(np.random.Philox(3))
    sites, places, weights = dice.random((60, 2)), dice.random((300, 2)), dice.random(300)
    apart = np.hypot(*np.moveaxis(sites[:, None] - places[None], 2, 0)) * 1e5
    found = median.p_median(apart, weights, 5)
    shares = apart * (weights / weights.sum())
    for out in found.sites:
        kept = [n for n in found.sites if n != out]
        exchanged = [median.cost(shares, [*kept, n]) for n in range(len(apart))]
        assert min(exchanged) >= found.mean * (1.0 - 1e-8)  # of which interchange leaves 1e-9
    assert 0.0 <= found.gap < 0.01  # on a plane the relaxation is known to be tight


def test_a_place_is_covered_by_every_class_by_any_or_by_their_share():
    route = scenario().routes[0]
    approaches = [AimedApproach(0, route, 3), AimedApproach(0, route, 1), AimedApproach(1, route, 2)]
    people = np.array([100.0, 10.0])
    already = np.array([True, False, False])
    reached = np.array([[False, True, False], [False, False, True], [False, False, False]])
    found = {rule: demand(rule, approaches, people, already, reached) for rule in RULES}
    values = {
        rule: [float(one.weights[row].sum()) for row in (one.before, *one.reached)] for rule, one in found.items()
    }
    assert values == {
        "every": [0.0, 100.0, 10.0, 0.0],  # what is there and the new unit share the work
        "any": [100.0, 100.0, 110.0, 100.0],
        "share": [75.0, 100.0, 85.0, 75.0],
    }


# --- with the chain -------------------------------------------------------------------------------


@cache
def scenario():
    return scenario_file.read(FILE)


SITES = ("Seoul Air Base", "Osan Air Base", "Kunsan Air Base", "Camp Carroll", "Gimhae Air Base", "Gangneung Air Base")


def find(unit="us-osan-1", most=2, fresh=True, rule="every", names=SITES, one=None):
    one = one or scenario()
    return siting.find(
        one, unit, [places_file.read(name) for name in names], one.places, aimed(one), most=most, rule=rule,
        fresh=fresh, seconds=SECONDS, threads=2, progress=lambda done, total, what: None,
    )  # fmt: skip


@cache
def found_fresh():
    return find()


def test_a_copy_on_its_own_site_engages_what_the_unit_engages_there():
    one = scenario()
    unit = next(unit for unit in one.fire_units if unit.name == "us-osan-1")
    radar = next(site for site in one.radar_sites if site.name == unit.radar)
    flown = flow.fly([one], (), with_bodies=False, threads=2)[0]
    shots = engage(one, one.routes, flown).shots[:, one.fire_units.index(unit)]
    copied = reach.copies(one, unit, [unit.site, unit.site], [radar.boresight_azimuth] * 2)
    assert (engage(copied, one.routes, flown).shots == shots[:, None]).all()
    assert shots.any()
    assert not shots.all()


def test_what_is_plainly_too_far_is_never_what_the_chain_engages():
    one = scenario()
    unit = next(unit for unit in one.fire_units if unit.name == "seongju-thaad")
    flown = flow.fly([one], (), with_bodies=False, threads=2)[0]
    sites = [places_file.read(name) for name in SITES]
    near = np.stack([reach.in_reach(one.interceptors[unit.interceptor], sites, flight) for flight in flown])
    copied = reach.copies(one, unit, [place.site for place in sites], [radians(330.0)] * len(sites))
    engaged = engage(copied, one.routes, flown).shots > 0
    assert not (engaged & ~near).any()
    assert not near.all()


def test_the_radar_of_a_copy_faces_the_launches():
    one = scenario()
    site = places_file.read("Osan Air Base")
    lone = [approach for approach in aimed(one) if one.places[approach.place].name == "Seoul"]
    assert len(lone) == 1
    bearing, _, _ = Geod(ellps="WGS84").inv(
        site.site.longitude, site.site.latitude, lone[0].route.launch.longitude, lone[0].route.launch.latitude,
        radians=True,
    )  # fmt: skip
    assert reach.boresights([site], lone)[0] == pytest.approx(bearing % (2.0 * np.pi), abs=1e-12)


def test_the_best_sites_of_a_scenario_cover_what_they_say():
    found = found_fresh()
    assert found.before == 0.0
    for best in found.best:
        shares = held(found, best.sites)
        weights = [place.people_weight for place in found.places]
        assert best.weight == pytest.approx(float(np.nansum(shares * weights)), rel=1e-12)
        assert best.gap == 0.0
    assert found.best[0].weight == found.adds_alone.max() > 0.0
    assert found.best[1].weight > found.best[0].weight


def test_where_no_site_covers_more_it_is_told_where_one_more_lets_fewer_through():
    """The play with a unit put beside its twin by hand is the play with the copy that the study puts there."""
    one = scenario()
    unit = next(unit for unit in one.fire_units if unit.name == "seongju-thaad")
    short = replace(one, fire_units=(unit._replace(ready_rounds=1, launchers=1),))
    here = Place("here", unit.site, 0.0, "", 1.0, np.inf)
    found = raids.play(short, unit.name, [here], aimed(short), threads=2, progress=lambda done, total, what: None)
    twin = short.fire_units[0]._replace(name="twin")
    doubled = replace(short, fire_units=(*short.fire_units, twin))
    before, after = (
        flow.leakers_by_raid(flow.battlespace(each), each, 0, raids.RAIDS, one.seed) for each in (short, doubled)
    )
    assert found.leakers == before.mean()
    assert found.fewer[0] == pytest.approx((before - after).mean(), abs=5 * found.error[0] + 0.01)
    assert found.fewer[0] > 3 * found.error[0]


def test_any_class_covers_no_less_than_their_share_and_that_no_less_than_every_class():
    any_, share, every = (find("seongju-thaad", rule=rule).adds_alone for rule in ("any", "share", "every"))
    assert (any_ >= share * (1.0 - 1e-12)).all()  # shares of three classes add up to 1 within rounding
    assert (share >= every * (1.0 - 1e-12)).all()
    assert any_.sum() > every.sum()


def test_what_is_there_already_leaves_less_to_add():
    without = [unit for unit in scenario().fire_units if unit.name == "us-osan-1"]
    few = replace(scenario(), fire_units=tuple(without))
    found = find(fresh=False, one=few)
    assert 0.0 < found.before < found.total
    assert (found.adds_alone <= found_fresh().adds_alone).all()
    assert found.adds_alone[SITES.index("Osan Air Base")] == 0.0  # it stands there
    assert found.best[-1].weight >= found_fresh().best[-1].weight


def test_every_class_goes_to_every_place_of_a_country_and_counts_where_it_comes():
    one = scenario()
    places = [places_file.read(name) for name in ("Seoul", "Jeju")]
    approaches = every_class(one, places)
    classes = {(route.missile, route.launch, route.shape) for route in one.routes}
    assert len(approaches) == len(classes) * len(places)
    assert sum(approach.threats for approach in approaches) == len(one.threats) * len(places)
    far = [approach for approach in approaches if approach.route.missile == "scud-c" and approach.place == 1]
    flown = flow.fly([replace(one, routes=tuple(a.route for a in far))], (), with_bodies=False, threads=2)[0]
    assert not all(flight.reached for flight in flown)


# --- as typed -------------------------------------------------------------------------------------


@pytest.fixture
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    result = CliRunner().invoke(app, ["site", str(FILE), *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_the_command_says_where_and_writes_a_folder_that_it_never_overwrites(tmp_path):
    (tmp_path / "sites.csv").write_text(
        "name,latitude_deg,longitude_deg,height_m\nNorth hill,37.40,127.10,300\nSouth hill,35.20,128.90,\n"
    )
    options = ["--unit", "us-osan-1", "--sites", "sites.csv", "--k", 2, "--fresh"]
    said = run(*options)
    assert "would cover most from" in said
    assert "proved (gap 0)" in said
    folder = tmp_path / "runs" / "seongju-2017-site"
    assert {file.name for file in folder.iterdir()} == {
        "scenario.yaml", "as-read.yaml", "site.json", "report.html", "map.svg", "adds.svg", "folder.json",
        "telling.json",
    }  # fmt: skip
    kept = json.loads((folder / "site.json").read_text())
    assert json.loads(run(*options, "--out", "again", "--json", "--threads", 1)) == kept
    assert [one["units"] for one in kept["best"]] == [1, 2]
    assert {site["name"] for site in kept["sites"]} == {"North hill", "South hill"}
    assert kept["best"][1]["covered"] == sum(kept["best"][1]["adds"])
    with pytest.raises(InputError, match="exists already"):
        run(*options)


@pytest.mark.usefixtures("in_a_folder_of_its_own")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--unit", "us-osan-9"], 'no fire unit is called "us-osan-9"\n.*Did you mean "us-osan-'),
        (["--sites", ","], "no candidate sites"),
        (["--sites", "Osan Air Base,Osann"], "no place is called 'Osann'"),
        (["--sites", "none.csv"], "No such file"),
        (["--sites", "Osan Air Base", "--k", "2"], "2 units, but only 1 candidate sites"),
        (["--demand", "XX"], "no city with people-weight"),
        (["--demand", "US"], "no missile comes down at a place with people-weight"),
        (["--rule", "most"], 'no rule "most"'),
    ],
)
def test_what_cannot_be_sited_is_told_and_nothing_is_written(tmp_path, options, said):
    given_unit = [] if "--unit" in options else ["--unit", "us-osan-1"]
    with pytest.raises(InputError, match=said):
        run(*given_unit, *options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_every_line_of_a_list_of_sites_that_cannot_be_read_is_told(tmp_path):
    lines = ["name,latitude_deg,longitude_deg", "A,37,127", "A,36,127", "B,97,127", "C,north,127", ",36,127"]
    (tmp_path / "sites.csv").write_text("\n".join(lines))
    with pytest.raises(InputError) as told:
        run("--unit", "us-osan-1", "--sites", "sites.csv")
    assert [complaint.line for complaint in told.value.complaints] == [3, 4, 5, 6]
    (tmp_path / "sites.csv").write_text("name,lat,lon\nA,37,127\n")
    with pytest.raises(InputError, match="no column latitude_deg, longitude_deg"):
        run("--unit", "us-osan-1", "--sites", "sites.csv")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("A\0,37,127\n", 2, "a sign that cannot be shown"),
        ("A,37,127\nB\r,37,127\n", 3, "a carriage return without a line feed"),
        ("A" * 140_000 + ",37,127\n", 2, "a cell of more than 131,072 signs"),
        ('A,37,127\n"B,37,127\nC,36,127\n', 3, "a quote is opened and never closed"),
        ("A, the hill,37,127\n", 2, "more cells than headings"),
        ("A,37\n", 2, "no place on Earth"),
        (f"A,{'9' * 400},127\n", 2, "no place on Earth"),
    ],
)
def test_a_list_of_sites_that_is_no_csv_is_refused_with_its_line(text, line, said):
    with pytest.raises(InputError) as told:
        from_csv(File("sites.csv", "name,latitude_deg,longitude_deg\n" + text))
    (complaint,) = told.value.complaints
    assert (complaint.file, complaint.line) == ("sites.csv", line)
    assert said in complaint.found


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_a_scenario_that_defends_nothing_has_no_demand_points(tmp_path):
    text = FILE.read_text(encoding="utf-8")
    path = tmp_path / "bare.yaml"
    path.write_text(text.replace("defended: [Seoul, Pyeongtaek, Gunsan, Daejeon, Daegu, Ulsan, Busan]", "defended: []"))
    with pytest.raises(InputError, match="no demand points"):
        CliRunner().invoke(app, ["site", str(path), "--unit", "us-osan-1"], catch_exceptions=False)


# --- from Python ----------------------------------------------------------------------------------


@cache
def answered():
    return bmd.site(scenario(), unit="us-osan-1", sites="Osan Air Base, Gimhae Air Base", k=2, fresh=True, threads=2)


def test_the_rules_of_the_question_are_those_of_the_demand():
    rule = next(given for given in SiteQuestion.given() if given.name == "rule")
    assert get_args(rule.type) == RULES


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"k": 0}, r"k: 0 is out of bounds\n.*The least is 1, the greatest 1,000"),
        ({"k": 3, "sites": "Osan Air Base"}, r"k: 3 units, but only 1 candidate sites\n.*Ask for 1 at most"),
        ({"rule": "most"}, 'rule: there is no rule "most"'),
        ({"unit": "nobody"}, 'unit: no fire unit is called "nobody"'),
    ],
)
def test_what_cannot_be_asked_is_refused_from_python_by_its_name(values, said):
    with pytest.raises(InputError, match=said) as told:
        bmd.site(scenario(), **{"unit": "us-osan-1", **values})
    assert "demand" not in str(told.value)
    assert len(told.value.complaints) == 1


def test_an_answer_is_equal_after_pickling_and_its_tables_have_numbers():
    found = answered()
    assert pickle.loads(pickle.dumps(found)) == found
    best, places = found.tables["best"], found.tables["places"]
    assert best["units"].tolist() == [0, 1, 2]
    assert best["covered_people_weight"][1:].tolist() == [one.weight for one in found.study.best]
    assert np.isnan(best["adds_people_weight"][0])
    assert sorted(places["covered_with_best"].tolist()) == sorted(
        held(found.study, found.study.best[-1].sites).tolist()
    )
    assert found.best[1]["covered"] == sum(found.best[1]["adds"]) > 0.0


def test_a_list_of_sites_stays_with_its_question(tmp_path):
    (tmp_path / "sites.csv").write_text("name,latitude_deg,longitude_deg\nNorth hill,37.40,127.10\n")
    found = bmd.site(scenario(), unit="us-osan-1", sites=str(tmp_path / "sites.csv"), threads=2)
    found.write_folder(tmp_path / "kept")
    (tmp_path / "sites.csv").unlink()
    kept = run_folder.read(tmp_path / "kept")
    assert kept.question == found.asked.question
    assert kept.telling.finding == found.finding
