"""Defended footprints: their boundaries, their laws, and that they say what a run would say."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf, nan, pi, radians, tan
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from commanding import command
from openbmd import flow, scenario_file, threats
from openbmd.complaints import InputError
from openbmd.physics import arc, earth
from openbmd.records import Link, Place, Site
from openbmd.studies.footprint import areas as footprints
from openbmd.studies.footprint import boundary, chain
from openbmd.studies.footprint.chain import Approach
from openbmd.studies.footprint.denied import denied
from openbmd.studies.footprint.flights import Flights
from openbmd.studies.footprint.negation import played, single, stopped
from openbmd.studies.footprint.plane import Plane, region, twice

FILE = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"
UNIT, MISSILE = "seongju-thaad", "nodong"
FEW = settings(max_examples=6)


@pytest.fixture(scope="module")
def scenario():
    return scenario_file.read(FILE)


@pytest.fixture(scope="module")
def route(scenario):
    return next(route for route in scenario.routes if route.missile == MISSILE)


@pytest.fixture(scope="module")
def unit(scenario):
    return next(unit for unit in scenario.fire_units if unit.name == UNIT)


@pytest.fixture(scope="module")
def found(scenario, unit, route):
    return footprints.of_unit(scenario, unit, scenario.missiles[MISSILE], [Approach("", route)], 2)


@pytest.fixture(scope="module")
def flights(scenario, unit, route):
    return Flights(scenario.missiles[MISSILE], route, unit.site[:2])


@pytest.fixture(scope="module")
def aims():
    """Aimpoints (N, 2) [rad] all over the south of the peninsula, and what flies to each of them."""
    dice = np.random.Generator(np.random.Philox(5))
    return np.radians(dice.uniform((33.5, 125.0), (37.8, 131.0), (70, 2)))


@pytest.fixture(scope="module")
def flown(flights, aims):
    came, routes, trajectories = flights.fly(aims)
    assert len(came) == len(aims)
    return routes, trajectories


def shots(scenario, flown):
    return chain.engage(chain.alone(scenario, (UNIT,)), *flown).shots[:, 0]


def changed(scenario, **figures):
    """The scenario with other figures of THAAD."""
    return replace(
        scenario, interceptors={**scenario.interceptors, "thaad": scenario.interceptors["thaad"]._replace(**figures)}
    )


# --- boundaries ------------------------------------------------------------------------------------


@FEW
@given(st.floats(100e3, 300e3), st.floats(80e3, 250e3), st.floats(-80e3, 80e3), st.floats(0.0, pi), st.floats(0.0, 0.5))
def test_a_traced_boundary_is_within_a_kilometre_of_an_ellipse_with_a_hole_and_a_straight_side(a, b, x0, turn, hole):
    def values(points):
        x, y = (points[:, 0] - x0) / 1.0, points[:, 1]
        u, v = np.cos(turn) * x + np.sin(turn) * y, np.cos(turn) * y - np.sin(turn) * x
        r = np.hypot(u / a, v / b)
        return ((r < 1.0) & (r > hole) & (u < 0.8 * a)).astype(np.int64)

    traced = boundary.area_of(boundary.trace(values, 1e3, 32e3, 200e3, 1e6, (1,))[1])
    dice = np.random.Generator(np.random.Philox(1))
    points = dice.uniform(-400e3, 400e3, (20_000, 2))
    wrong = points[shapely.contains_xy(traced, points[:, 0], points[:, 1]) != (values(points) > 0)]
    if hole * min(a, b) > 64e3 or hole == 0.0:  # a hole narrower than the coarse lattice may be missed
        assert shapely.distance(traced.boundary, shapely.points(wrong)).max(initial=0.0) < 1e3


def test_the_area_of_a_traced_circle_is_that_of_a_circle_on_the_sphere():
    plane, radius = Plane(Site(radians(36.0), radians(128.0), 0.0)), 200e3
    traced = boundary.trace(lambda p: (np.hypot(*p.T) < radius).astype(np.int64), 1e3, 32e3, radius, 1e6, (1,))
    # cap of the sphere of the mean radius; the ellipsoid's local radius is within 0.3 % of it
    assert plane.region(traced[1]).area == pytest.approx(pi * radius**2 * (1 - (radius / 6.371e6) ** 2 / 12), rel=5e-3)


def test_nothing_inside_gives_no_boundary():
    assert boundary.trace(lambda p: np.zeros(len(p), np.int64), 1e3, 32e3, 200e3, 1e6, (1, 2)) == {1: [], 2: []}


def test_refinement_and_point_by_point_agree_to_a_kilometre(scenario, unit, flights, found):
    plane = Plane(unit.site)
    dice = np.random.Generator(np.random.Philox(3))
    own = chain.alone(scenario, (UNIT,))
    for level, part in ((1, found.one), (2, found.again)):
        outline = shapely.transform(part.shape, plane.metres)
        edge = outline.boundary
        along = shapely.line_interpolate_point(edge, dice.uniform(0.0, edge.length, 120))
        near = shapely.get_coordinates(along) + dice.uniform(-4e3, 4e3, (120, 2))
        true = chain.reach(own, flights, np.radians(plane.lonlat(near)[:, ::-1]), 2).shots[:, 0] >= level
        said = shapely.contains_xy(outline, near[:, 0], near[:, 1])
        assert 20 < np.count_nonzero(true) < 100  # the points do lie on both sides
        assert shapely.distance(edge, shapely.points(near[true != said])).max(initial=0.0) < 1e3


def test_where_a_second_shot_fits_a_first_one_does(found):
    assert 0.0 < found.again.area < found.one.area
    assert found.again.shape.difference(found.one.shape.buffer(0.02)).area == 0.0  # 0.02 degrees: 2 km


def test_two_units_are_those_that_overlap_or_stand_side_by_side():
    left, right = shapely.box(0.0, 0.0, 2.0, 1.0), shapely.box(1.0, 0.0, 3.0, 1.0)
    assert twice([left, right], [1, 1]).area == pytest.approx(region(shapely.box(1.0, 0.0, 2.0, 1.0)).area)
    assert twice([left, right], [2, 1]).area == pytest.approx(region(left).area, rel=1e-3)  # a corner more
    assert twice([left], [1]).area == 0.0


# --- the chain -------------------------------------------------------------------------------------


def test_a_flight_from_a_fan_is_the_flight_that_is_solved_alone(scenario, flown):
    routes, trajectories = flown
    alone = threats.fly_all(
        [scenario.missiles[MISSILE]] * 10, routes[:10], np.full((10, 3), nan), with_bodies=False, threads=1
    )
    for one, other, route in zip(trajectories, alone, routes, strict=False):
        miss = np.subtract(earth.position(*one.impact), earth.position(*route.aimpoint))
        assert np.hypot.reduce(miss) < threats.HIT
        assert one.apogee_altitude == pytest.approx(other.apogee_altitude, rel=1e-3)  # of the fan's tilts
        assert one.impact_time == pytest.approx(other.impact_time, rel=1e-3)


def test_a_unit_alone_has_the_opportunities_that_it_has_in_the_whole_scenario(scenario, flown):
    routes, trajectories = flown[0][:6], flown[1][:6]
    index = next(k for k, unit in enumerate(scenario.fire_units) if unit.name == UNIT)
    whole = flow.engage(replace(scenario, routes=routes, threats=()), trajectories)
    own = flow.engage(replace(chain.alone(scenario, (UNIT,)), routes=routes), trajectories)
    assert len(own.looks[0]) < len(whole.looks[0])
    for row, single_row in zip(whole.opportunities, own.opportunities, strict=True):
        assert np.array_equal(row[index].launch_at, single_row[0].launch_at)
        assert np.array_equal(row[index].windows, single_row[0].windows)


def test_the_places_have_a_shot_where_a_run_plans_one(scenario, route):
    """Against the plan of one-missile raids, which doctrine and places of the scenario make."""
    own = chain.alone(scenario, (UNIT,))
    at, _ = footprints.at_places(
        scenario, (UNIT,), scenario.missiles[MISSILE], [Approach("", route)], scenario.places, 1
    )
    for place in scenario.places:
        raid = single(own, route._replace(aimpoint=place.site))
        planned = flow.battlespace(raid).plan.shots
        assert (len(planned) > 0) == (at[place.name].shots > 0), place.name
        assert len(planned) <= at[place.name].shots
        assert bool(at[place.name].reason) == (at[place.name].shots == 0)


def test_of_several_approaches_the_worst_counts_and_one_that_does_not_come_does_not():
    no = chain.UNREACHED
    a = chain.Reached(np.array([[2], [0], [1], [0]]), np.array([0, 3, 0, no]))
    b = chain.Reached(np.array([[1], [2], [0], [0]]), np.array([0, 0, no, no]))
    both = chain.worst([a, b])
    assert both.shots[:, 0].tolist() == [1, 0, 1, 0]
    assert both.reasons.tolist()[1::2] == [3, no]


# --- laws ------------------------------------------------------------------------------------------


@FEW
@given(st.floats(1.0, 1.5))
def test_a_faster_interceptor_never_shrinks_it(scenario, flown, factor):
    faster = changed(scenario, burnout_speed=factor * scenario.interceptors["thaad"].burnout_speed)
    assert np.all((shots(faster, flown) > 0) >= (shots(scenario, flown) > 0))


@FEW
@given(st.floats(1.0, 2.0))
def test_a_wider_reach_never_shrinks_it(scenario, flown, factor):
    wider = changed(scenario, maximum_range=factor * scenario.interceptors["thaad"].maximum_range)
    assert np.all((shots(wider, flown) > 0) >= (shots(scenario, flown) > 0))


@FEW
@given(st.floats(0.0, 1.0))
def test_a_lower_floor_never_shrinks_it(scenario, flown, factor):
    lower = changed(scenario, minimum_altitude=factor * scenario.interceptors["thaad"].minimum_altitude)
    assert np.all((shots(lower, flown) > 0) >= (shots(scenario, flown) > 0))


@FEW
@given(st.floats(0.0, 120.0))
def test_a_slower_reaction_never_grows_it(scenario, flown, more):
    slower = changed(scenario, reaction_time=scenario.interceptors["thaad"].reaction_time + more)
    assert np.all(shots(slower, flown) <= shots(scenario, flown))


@FEW
@given(st.floats(1.0, 30.0))
def test_an_earlier_track_never_shrinks_it(scenario, flown, factor):
    kind = "an-tpy-2-terminal"
    radar = scenario.radars[kind]
    stronger = radar._replace(
        average_power=factor * radar.average_power, reference_range=factor**0.25 * radar.reference_range
    )
    earlier = replace(scenario, radars={**scenario.radars, kind: stronger})
    assert np.all((shots(earlier, flown) > 0) >= (shots(scenario, flown) > 0))


def test_a_higher_floor_moves_the_near_edge_down_range_by_height_over_the_tangent_of_the_descent(scenario, route, unit):
    """No air, a flat Earth nearly (300 km), instant rounds, a radar that sees all: the floor alone makes the edge."""
    low, high, reach = 20e3, 50e3, 60e3
    kind = scenario.interceptors["thaad"]
    perfect = kind._replace(
        burnout_speed=40e3, burn_time=0.1, ballistic_coefficient=inf, maximum_altitude=400e3, minimum_range=0.0,
        maximum_range=reach, acquisition_basket=1e9, reaction_time=0.0,
    )  # fmt: skip
    radar = scenario.radars["an-tpy-2-terminal"]._replace(
        azimuth_half_width=pi, minimum_elevation=0.0, maximum_elevation=0.5 * pi, maximum_range=1e7,
        scan_loss_exponent=0.0, reference_snr=1e12, average_power=1e12,
    )  # fmt: skip
    missile = scenario.missiles[MISSILE]._replace(ballistic_coefficient=1e9)
    here = unit._replace(
        site=Site(route.launch.latitude - 300e3 / 6.37e6, route.launch.longitude, 0.0), radar="eye", command_delay=0.0
    )
    own = chain.alone(scenario, (UNIT,))
    eye = own.radar_sites[0]._replace(name="eye", radar="an-tpy-2-terminal", site=here.site, minimum_elevation=0.0)
    own = replace(
        own, fire_units=(here,), radar_sites=(eye,), links=(), radars={"an-tpy-2-terminal": radar},
        missiles={MISSILE: missile},
    )  # fmt: skip
    flights = Flights(missile, route, here.site[:2])
    plane = Plane(here.site)

    def edge(floor):
        """Where, going down range, missiles begin to be within reach [m south of the unit]."""
        one = replace(own, interceptors={"thaad": perfect._replace(minimum_altitude=floor)})
        outside, inside = 100e3, -70e3
        assert count(one, outside) == 0 < count(one, inside)
        while outside - inside > 50.0:
            middle = 0.5 * (outside + inside)
            inside, outside = (middle, outside) if count(one, middle) else (inside, middle)
        return -inside

    def count(one, north):
        return int(
            chain.reach(one, flights, np.radians(plane.lonlat(np.array([[0.0, north]]))[:, ::-1]), 1).shots[0, 0]
        )

    shift = edge(high) - edge(low)
    _, _, (arc_there,) = flights.fly(np.radians(plane.lonlat(np.array([[0.0, -20e3]]))[:, ::-1]))
    times = np.linspace(arc_there.apogee_time, arc_there.impact_time, 4000)
    states = arc.sample(arc_there.nodes, times)
    heights = np.array([earth.altitude(*state[:3]) for state in states])
    y = states[np.argmin(np.abs(heights - 0.5 * (low + high)))]
    climb = float(y[:3] @ y[3:]) / np.linalg.norm(y[:3])
    descent = np.arcsin(-climb / np.linalg.norm(y[3:]))
    # 0.6 km: a window opens on a grid of 0.25 s, at about 1.5 km/s of ground speed, in both edges
    assert shift == pytest.approx((high - low) / tan(descent), rel=0.03, abs=600.0)
    assert shift > 20e3


# --- chances ---------------------------------------------------------------------------------------


def test_the_plans_closed_form_is_what_the_raid_engine_plays(scenario, flown):
    routes, trajectories = flown[0][:12], flown[1][:12]
    own = replace(chain.alone(scenario, (UNIT,)), effects=())
    chances = stopped(own, routes, trajectories)
    assert 0.0 in chances
    assert max(chances) > 0.5
    raids = 20_000
    for chance, route, trajectory in zip(chances, routes, trajectories, strict=True):
        raid = single(own, route)
        space = flow.engage(raid, (trajectory,))
        error = 4.0 * np.sqrt(max(chance * (1.0 - chance), 1.0 / raids) / raids)  # four standard errors
        assert played(space, raid, raids) == pytest.approx(chance, abs=error)


# --- the launch area denied ------------------------------------------------------------------------


def test_the_launch_area_denied_holds_the_launch_points_from_which_a_place_has_a_shot(scenario):
    place = next(place for place in scenario.places if place.name == "Daegu")
    route = next(route for route in scenario.routes if route.missile == "scud-c")._replace(aimpoint=place.site)
    turned = denied(scenario, (UNIT,), scenario.missiles["scud-c"], Approach("", route), place, 2)
    assert turned.again.area <= turned.one.area
    dice = np.random.Generator(np.random.Philox(7))
    launches = dice.uniform((35.0, 124.0), (40.0, 130.0), (40, 2))
    routes = tuple(route._replace(launch=Site(radians(a), radians(b), 0.0)) for a, b in launches)
    trajectories = threats.fly_all([scenario.missiles["scud-c"]] * 40, routes, np.full((40, 3), nan), False, 1)
    came = [n for n in range(40) if trajectories[n].reached]
    true = np.zeros(40, np.bool_)
    own = chain.alone(scenario, (UNIT,))
    true[came] = chain.engage(own, tuple(routes[n] for n in came), tuple(trajectories[n] for n in came)).shots[:, 0] > 0
    said = shapely.contains_xy(turned.one.shape, launches[:, 1], launches[:, 0])
    assert 5 < np.count_nonzero(true) < 35
    plane = Plane(place.site)
    wrong = shapely.points(plane.metres(launches[true != said][:, ::-1]))
    assert shapely.distance(shapely.transform(turned.one.shape.boundary, plane.metres), wrong).max(initial=0.0) < 4e3


# --- bad input -------------------------------------------------------------------------------------


def test_an_empty_launch_area_is_said(scenario):
    with pytest.raises(ValueError, match="launch area is empty"):
        footprints.footprint(
            scenario, (UNIT,), MISSILE, scenario.missiles[MISSILE], (), (), threads=1, progress=lambda *_: None
        )


@pytest.mark.parametrize(("latitude", "longitude", "words"), [(88.5, 0.0, "pole"), (20.0, 179.5, "date line")])
def test_a_grid_over_the_pole_or_the_date_line_is_said(scenario, unit, route, latitude, longitude, words):
    moved = unit._replace(site=Site(radians(latitude), radians(longitude), 0.0))
    there = replace(scenario, fire_units=(moved,))
    with pytest.raises(ValueError, match=words):
        footprints.of_unit(there, moved, scenario.missiles[MISSILE], [Approach("", route)], 1)


def test_a_launch_to_orbit_has_no_footprint(scenario, route):
    to_orbit = route._replace(shape=route.shape._replace(name="orbit", apogee=500e3))
    with pytest.raises(ValueError, match="orbit"):
        Flights(scenario.missiles[MISSILE], to_orbit, (0.6, 2.2))


def asked(tmp_path, **changes):
    values = {"unit": UNIT, "threat": MISSILE, "launch": "Sunchon test site", "json": True}
    command("footprint", FILE, out=tmp_path / "run", **(values | changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": "seongju-thad"}, "seongju-thaad"),
        ({"threat": "nodon"}, "nodong"),
        ({"threat": "musudan", "launch": None}, "launch area is empty"),
        ({"launch": "Nowhere at all"}, "Nowhere at all"),
    ],
)
def test_what_is_not_there_is_said(tmp_path, changes, words):
    with pytest.raises(InputError, match=words):
        asked(tmp_path, **changes)
    assert not list(tmp_path.iterdir())


def test_the_command_prints_one_object_and_keeps_a_folder(tmp_path, capsys):
    asked(tmp_path, threat="nodong-busan")
    answer = json.loads(capsys.readouterr().out)
    assert answer["places"]["Seoul"] == 0
    assert answer["outside"]["Seoul"] == "out of reach"
    assert answer["places"]["Busan"] >= 2
    assert answer["polygon"]["type"] == "MultiPolygon"
    shape = shapely.geometry.shape(answer["polygon"])
    assert shape.is_valid
    assert answer["area_km2"] == pytest.approx(region(shape).area / 1e6, rel=1e-4)
    inside = {name for name, number in answer["places"].items() if number}
    assert answer["weight_inside"] < answer["weight_total"]
    assert {"Daegu", "Ulsan", "Daejeon", "Gunsan"} <= inside
    files = {path.name for path in (tmp_path / "run").iterdir()}
    own = {"footprint.json", "footprint.geojson", "report.html", "footprint.svg"}
    assert files == own | {"as-read.yaml", "scenario.yaml", "folder.json", "telling.json"}


def test_a_link_from_afar_is_kept_with_what_cues_its_source(scenario):
    more = (*scenario.links, Link("x", "", "osan-radar", "green-pine-north", 1.0, "cue"))
    own = chain.alone(replace(scenario, links=more), (UNIT,))
    assert {site.name for site in own.radar_sites} == {"seongju-tpy-2", "green-pine-north", "osan-radar"}
    assert [sensor.name for sensor in own.warning_sensors] == ["dsp-sbirs"]
    assert isinstance(own.places[0], Place)
