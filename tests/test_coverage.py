"""What a radar sees: closed forms of its volume, laws of its track times, flips that are flips, and the command."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from math import acos, degrees, inf, log, pi, radians
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from typer.testing import CliRunner

import openbmd as bmd
from openbmd import catalogue_file, flow, run_folder, scenario_file
from openbmd.cli import app
from openbmd.complaints import InputError
from openbmd.files.routes import published
from openbmd.locales import Words
from openbmd.physics.detection import detection_probability
from openbmd.physics.radar import apparent_elevation
from openbmd.records import Look, Track
from openbmd.studies.contract import Asked
from openbmd.studies.coverage import find, map, modes, routes, scenes, sight, volume, words
from openbmd.studies.coverage import pictures as coverage_pictures
from openbmd.studies.coverage import settings as moved
from openbmd.studies.coverage.answer import Coverage, Scene
from openbmd.studies.coverage.looking import look_over as look
from openbmd.studies.coverage.question import CoverageQuestion
from openbmd.studies.coverage.tell import tell
from openbmd.telling.notes import each
from openbmd.telling.tables import tables
from sensing import RADAR, SITE

FILE = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"
FEW = ("bohai-anchorage", "nanyang-seattle", "sunchon-nodong-busan")
ASKED = CoverageQuestion(radar="seongju-tpy-2", draws=2, seed=1)
A43 = volume.bent_radius(True)


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def quiet(done: int, total: int, what: str) -> None:
    pass


def found_scenes(names: tuple[str, ...], asked: CoverageQuestion = ASKED) -> tuple[tuple[Scene, ...], list[str]]:
    scenario = scenario_file.read(FILE)
    found = tuple(one for one in published({}) if one.route.name in names)
    looking = find.looking(asked)
    return modes.scenes_of(scenario, looking, [one.route for one in found]), [one.group for one in found]


def look_over(names: tuple[str, ...], asked: CoverageQuestion = ASKED, draws: int = 2) -> Coverage:
    found, groups = found_scenes(names, asked)
    return look(found, groups, groups, hold=asked.at_least_s, draws=draws, seed=1, threads=1, progress=quiet)


@pytest.fixture(scope="module")
def answer() -> Coverage:
    return look_over(FEW)


# --- the volume ----------------------------------------------------------------------------------

# ground range [km] -> lowest visible altitude [km] at 0, 2 and 5 degrees from 0.68 km (derived)
TABLE = {
    200: (3, 10, 21), 300: (6, 16, 32), 400: (10, 24, 45), 500: (15, 33, 60), 600: (22, 43, 75),
    800: (38, 67, 110), 1000: (60, 95, 149), 1500: (135, 189, 272), 2000: (242, 316, 429),
}  # fmt: skip


@pytest.mark.parametrize("distance_km", TABLE)
def test_the_lowest_visible_altitude_is_that_of_the_published_table(distance_km: int) -> None:
    for elevation, printed in zip((0.0, 2.0, 5.0), TABLE[distance_km], strict=True):
        found = volume.lowest_visible(distance_km * 1e3, radians(elevation), 680.0, A43) / 1e3
        assert found == pytest.approx(printed, abs=0.51)  # printed in whole km


def test_without_bending_five_degrees_at_1000_km_is_171_km_up() -> None:
    found = volume.lowest_visible(1000e3, radians(5.0), 680.0, volume.bent_radius(False))
    assert found / 1e3 == pytest.approx(171.0, abs=0.5)


@given(distance=st.floats(1e3, 3e6), elevation=st.floats(-0.002, 0.5), height=st.floats(0.0, 3e3))
def test_the_distance_from_which_an_altitude_is_seen_is_the_inverse(
    distance: float, elevation: float, height: float
) -> None:
    altitude = volume.lowest_visible(distance, elevation, height, A43)
    dip = acos(A43 / (A43 + height))
    if altitude < 1e8 and max(elevation, -dip) + distance / A43 > 1e-6:  # beyond the horizon's own tangent point
        assert volume.farthest_visible(altitude, elevation, height, A43) == pytest.approx(distance, rel=1e-6, abs=1.0)


@given(distance=st.floats(1e4, 2e6), elevation=st.floats(0.0, 0.3), bent=st.booleans())
def test_the_lowest_altitude_appears_at_the_floor_itself(distance: float, elevation: float, bent: bool) -> None:
    altitude = volume.lowest_visible(distance, elevation, 0.0, volume.bent_radius(bent))
    angle = distance / 6_371e3
    forward, upward = (6_371e3 + altitude) * np.sin(angle), (6_371e3 + altitude) * np.cos(angle) - 6_371e3
    found = apparent_elevation(float(forward), float(upward), 0.0, 4.0 / 3.0 if bent else 1.0)
    assert found == pytest.approx(elevation, abs=1e-7)


@given(confidence=st.floats(0.05, 0.999), exponent=st.floats(-8.0, -3.0))
def test_the_needed_signal_is_swerlings_closed_form(confidence: float, exponent: float) -> None:
    radar = RADAR._replace(false_alarm_probability=10.0**exponent, swerling_case=1)
    assert volume.needed_snr(confidence, radar) == pytest.approx(
        log(radar.false_alarm_probability) / log(confidence) - 1.0, rel=1e-9, abs=2e-9
    )


@pytest.mark.parametrize("case", [0, 3])
def test_the_needed_signal_gives_the_confidence_back(case: int) -> None:
    radar = RADAR._replace(swerling_case=case)
    snr = volume.needed_snr(0.9, radar)
    assert detection_probability(snr, radar.false_alarm_probability, case) == pytest.approx(0.9, rel=1e-9)


def test_ten_times_the_cross_section_and_sixteen_times_the_dwell() -> None:
    near, far = volume.reach(RADAR, 0.1, np.array([0.01, 0.1]), 20.0)
    assert far / near == pytest.approx(10.0**0.25, rel=1e-12)
    assert volume.reach(RADAR, 1.6, np.array([0.01]), 20.0)[0] / near == pytest.approx(2.0, rel=1e-12)


def test_a_contour_of_the_map_lies_where_its_altitude_comes_over_the_floor_and_the_mask() -> None:
    mask = np.array([[radians(0.0), radians(1.0)], [radians(30.0), radians(8.0)]])
    site = SITE._replace(horizon_mask=mask, minimum_elevation=radians(2.0))
    lonlat, reached = map.contour(site, RADAR, 100e3)
    here = np.degrees([site.site.longitude, site.site.latitude])
    azimuth, _, distance = Geod(ellps="WGS84").inv(*np.broadcast_to(here[:, None], (2, len(lonlat))), *lonlat.T)
    points = [*np.degrees(mask[:, 0]), 360.0]
    floors = np.maximum(np.interp(azimuth % 360.0, points, [1.0, 8.0, 1.0]), 2.0)
    assert reached.all()
    for floor, found in zip(floors, distance, strict=True):
        expected = volume.farthest_visible(100e3, radians(floor), site.site.height, A43)
        assert found == pytest.approx(expected, rel=1e-6)


# --- one flight ----------------------------------------------------------------------------------


def test_time_out_of_sight_does_not_count_as_held() -> None:
    times = np.arange(0.0, 101.0, 1.0)
    kept = times[(times <= 40.0) | (times >= 60.0)]
    ones = np.ones(len(kept))
    windows = np.array([[0.0, 40.0], [60.0, 100.0]])
    look = Look("a", kept, ones, ones, ones, ones, ones, ones, windows, "", ones, ones)
    none = np.empty(0)
    track = Track(
        "a", ("a",), "", inf, 5.0, 10.0, 90.0, none, np.empty((0, 7, 7)), none, none, none, np.empty((0, 7)),
        np.empty((0, 3)), none, False,
    )  # fmt: skip
    assert sight.seen(look, track).held == pytest.approx(30.0 + 30.0)
    assert sight.seen(look, track._replace(firm_time=inf)).held == 0.0
    assert sight.seen(look, track._replace(firm_time=inf)).reason == sight.NEVER_FIRM


def test_a_target_of_the_needed_size_is_detected_as_likely_as_asked(answer: Coverage) -> None:
    for scene in answer.scenes:
        scenario = scenes.with_range_limit(scene.scene.scenario, 1e8)
        radar = scenes.radar_of(scenario)
        for k, flight in enumerate(scene.flights):
            sized = scenes.with_cross_section(scenes.only(scenario, k), flight.needed.cross_section)
            look = flow.engage(sized, (answer.trajectories[k],)).looks[0][0]
            n = int(np.searchsorted(look.times, flight.needed.time))
            chances = [
                detection_probability(float(snr[n]), radar.false_alarm_probability, radar.swerling_case)
                for snr in (look.search_snr, look.cued_snr)
            ]
            assert scenario.track_confidence == pytest.approx(chances[0], rel=1e-6) or (
                scenario.track_confidence == pytest.approx(chances[1], rel=1e-6)
            )
            assert look.slant_range.min() == look.slant_range[n] == flight.needed.slant


def test_the_closest_ground_distance_is_that_of_another_library(answer: Coverage) -> None:
    to_geodetic = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)
    site = scenario_file.read(FILE).radar_sites[0].site
    here = np.degrees([site.longitude, site.latitude])
    for flight, seen in zip(answer.trajectories, answer.scenes[0].flights, strict=True):
        lon, lat, _ = to_geodetic.transform(*flight.nodes[:, 1:4].T)
        nodes = Geod(ellps="WGS84").inv(lon, lat, np.full(len(lon), here[0]), np.full(len(lon), here[1]))[2]
        assert seen.closest_ground <= nodes.min() + 20e3  # points 5 s apart are at most 36 km apart
        assert seen.closest_ground >= nodes.min() - np.abs(np.diff(nodes)).max()


# --- laws ----------------------------------------------------------------------------------------


def test_a_lower_floor_a_wider_limit_and_a_larger_target_never_lose_a_flight(answer: Coverage) -> None:
    for scene in answer.scenes:
        for group in dict.fromkeys(answer.groups):
            assert np.all(np.diff(scene.sweeps["floor"].held[group]) <= 0.0)
            assert np.all(np.diff(scene.sweeps["range limit"].held[group]) >= 0.0)
            assert np.all(np.diff(scene.sweeps["cross-section"].held[group]) >= 0.0)


def test_the_forward_based_mode_holds_what_the_terminal_mode_cannot_reach(answer: Coverage) -> None:
    terminal, forward = answer.scenes
    assert terminal.counts["china-us"].held == 0
    assert forward.counts["china-us"].held == 2
    assert [s.counts["dprk"].held for s in answer.scenes] == [1, 1]


def test_turning_the_radar_away_loses_every_flight(answer: Coverage) -> None:
    away = [scenes.with_boresight(scene.scene.scenario, radians(150.0)) for scene in answer.scenes]
    china = [k for k, group in enumerate(answer.groups) if group == "china-us"]
    for scenario in away:
        assert not moved.held_times(scenario, answer.trajectories)[china].any()


def test_on_either_side_of_a_flip_the_verdict_differs(answer: Coverage) -> None:
    """To a hundredth of the value: the bracket is a grid step halved eight times."""
    checked = 0
    for scene in answer.scenes:
        for k, flight in enumerate(scene.flights):
            one = scenes.only(scene.scene.scenario, k)
            for setting, flip in flight.flips.items():
                if flip.value != flip.value:
                    continue
                move = moved.GRIDS[setting][0]
                sides = [
                    moved.held_times(move(one, flip.value * factor), [answer.trajectories[k]])[0] >= answer.hold
                    for factor in (0.98, 1.02)
                ]
                assert sides[0] != sides[1]
                assert flip.inside == (flip.low <= flip.value <= flip.high)
                checked += 1
    assert checked >= 4


def test_a_longer_hold_asked_for_changes_the_verdict(answer: Coverage) -> None:
    most = max(flight.seen.held for scene in answer.scenes for flight in scene.flights)
    longer = look_over(FEW, replace(ASKED, at_least_s=most + 1.0), draws=0)
    assert all(count.held == 0 for scene in longer.scenes for count in scene.counts.values())
    assert "none of 2" in words.headline(longer, Words())


def test_the_band_comes_from_the_draws_and_without_draws_there_is_none(answer: Coverage) -> None:
    plain = look_over(FEW[:1], draws=0).scenes[0].flights[0].band
    assert plain.draws == 0
    assert np.isnan(plain.held_low)
    for flight in answer.scenes[0].flights:
        assert 0 <= flight.band.draws <= 2
        assert not flight.band.held_low > flight.band.held_high


# --- the routes ----------------------------------------------------------------------------------


def test_every_published_route_says_where_it_is_from_and_is_flown_to_its_end() -> None:
    routes = published({})
    assert len({one.route.name for one in routes}) == len(routes)
    assert {one.group for one in routes} == {"china-us", "china-region", "china-test", "dprk"}
    assert all(one.source and one.route.missile in catalogue_file.names("missiles") for one in routes)
    scenario = scenario_file.read(FILE)
    missiles = {one.route.missile: catalogue_file.read("missiles", one.route.missile).record for one in routes}
    lone = scenes.alone(scenario, scenario.radar_sites[0], scenario.radars, missiles, [o.route for o in routes], ())
    flown = flow.fly([lone], (), with_bodies=False, threads=2)[0]
    assert [one.route.name for one, flight in zip(routes, flown, strict=True) if not flight.reached] == []


def test_a_route_that_is_out_of_reach_stays_so() -> None:
    scenario = scenario_file.read(FILE)
    record = catalogue_file.read("missiles", "scud-b").record
    question = CoverageQuestion(radar="seongju-tpy-2", launch="Koksan", aim="Tokyo", missile="scud-b")
    route = routes.routes_of(question, scenario)[0].route
    lone = scenes.alone(scenario, scenario.radar_sites[0], scenario.radars, {"scud-b": record}, [route], ())
    assert not flow.fly([lone], (), with_bodies=False, threads=1)[0][0].reached


# --- the doors -----------------------------------------------------------------------------------


def run(*words: str) -> tuple[int, str, BaseException | None]:
    result = CliRunner().invoke(app, ["coverage", str(FILE), *words])
    return result.exit_code, result.stdout, result.exception


def test_the_command_answers_for_one_flight_as_json() -> None:
    code, out, _ = run(
        "--radar", "seongju-tpy-2", "--launch", "Nanyang", "--aim", "Seattle", "--draws", "2", "--json"
    )  # fmt: skip
    assert code == 0
    told = json.loads(out)
    assert (told["mode"], told["other_modes"][0]["mode"]) == ("terminal", "forward-based")
    flight = told["other_modes"][0]["flights"][0]
    assert flight["missile"] == "df-31a"
    assert 100.0 < flight["first_detection_s"] < 400.0
    assert flight["track_s"] > 60.0
    assert flight["closest_ground_km"] <= flight["slant_km"]
    assert flight["needed_cross_section_m2"] > 0.0
    assert flight["band"]["track_s"]["low"] <= flight["band"]["track_s"]["high"]
    never = told["flights"][0]
    assert (never["first_detection_s"], never["track_s"]) == (None, 0.0)
    assert never["reason"] == "beyond the instrumented range"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--radar", "seongju-tpi-2"), 'no radar "seongju-tpi-2"'),
        (("--radar", "seongju-tpy-2", "--aim", "Seattle"), "needs both ends"),
        (("--radar", "seongju-tpy-2", "--missile", "df-41"), "a missile without a flight"),
        (("--radar", "seongju-tpy-2", "--mode", "sideways"), 'there is no mode "sideways"'),
        (("--radar", "green-pine-north", "--mode", "terminal"), "has no modes"),
        (("--radar", "seongju-tpy-2", "--launch", "Luoning", "--aim", "Luoning"), "same point"),
        (("--radar", "seongju-tpy-2", "--launch", "Luoning", "--aim", "Busan"), "its missile must be named"),
        (("--radar", "seongju-tpy-2", "--launch", "95,10", "--aim", "Busan"), "no place on Earth"),
        (("--radar", "seongju-tpy-2", "--launch", "Luoning", "--aim", "Atlantis"), "'Atlantis'"),
        (("--radar", "seongju-tpy-2", "--launch", "Koksan", "--aim", "Tokyo", "--missile", "scud-b"), "misses Tokyo"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_one_clear_message(words: tuple[str, ...], said: str) -> None:
    _, _, error = run(*words, "--draws", "0")
    assert isinstance(error, InputError)
    assert len(error.complaints) == 1
    assert said in error.complaints[0].found
    assert error.complaints[0].advice


def test_options_settle_what_they_name() -> None:
    asked = replace(
        ASKED, mode="forward-based", boresight_deg=270.0, floor_deg=3.0, cross_section_m2=0.1, dwell_ms=40.0
    )
    (scene,), _ = found_scenes(FEW, asked)
    radar, site = scenes.radar_of(scene.scenario), scene.scenario.radar_sites[0]
    assert site.radar == "an-tpy-2-forward-based"
    assert degrees(site.boresight_azimuth) == pytest.approx(270.0)
    assert degrees(volume.floor_of(site, radar)) == pytest.approx(3.0)
    assert radar.search_dwell == radar.cued_dwell == 0.04
    assert {m.nose_cross_section for m in scene.scenario.missiles.values()} == {0.1}
    assert not any(
        f.path.endswith(("minimum_elevation", "search_dwell", "cued_dwell", "cross_section"))
        for f in scene.scenario.figures
    )


def test_the_sites_own_floor_is_not_carried_into_the_other_mode() -> None:
    found, _ = found_scenes(FEW)
    floors = [volume.floor_of(s.scenario.radar_sites[0], scenes.radar_of(s.scenario)) * 180.0 / pi for s in found]
    assert floors == pytest.approx([5.0, 2.0])
    assert any("floor of 5 degrees" in note for note in each(found[1].scenario.notes, Words()))


def test_the_words_name_both_modes_and_what_is_not_known(answer: Coverage) -> None:
    told = words.headline(answer, Words())
    assert told.startswith("In terminal mode it holds none of 2 flights from published Chinese launch areas")
    assert "in forward-based mode 2" in told
    text = " ".join(words.paragraphs(answer, Words()))
    assert "boresight on Pyongyang (328 degrees)" in text
    assert "What nobody outside knows" in text


def test_pictures_and_telling_hold_the_finding(answer: Coverage) -> None:
    asked = Asked("coverage", ASKED, (scenario_file.read(FILE),), answer)
    made = coverage_pictures.draw(asked, Words())
    assert [picture.name for picture in made] == ["map-terminal", "map-forward-based", "flights", "settings", "reach"]
    told = tell(asked, Words())
    assert told.finding == f"{told.headline}." == f"{words.headline(answer, Words())}."
    flights = tables(told)["flights"]
    assert sorted(flights["flight"].tolist()) == sorted([*FEW, *FEW])
    assert set(flights["mode"].tolist()) == {"terminal mode", "forward-based mode"}
    seen = [flight.seen for scene in answer.scenes for flight in scene.flights]
    assert flights["track_s_mean"].tolist() == [one.held for one in seen]
    assert flights["first_detection_s"].tolist() == [one.first_time for one in seen]
    assert told.data["radar"] == "seongju-tpy-2"


# value, as Python has it; option of the command line
OUTSIDE = [
    ("cross_section_m2", "--cross-section", -1), ("boresight_deg", "--boresight", 361), ("floor_deg", "--floor", -3),
    ("dwell_ms", "--dwell-ms", 0.0), ("at_least_s", "--at-least", 0.5), ("draws", "--draws", -1),
]  # fmt: skip


@pytest.mark.parametrize(("field", "flag", "value"), OUTSIDE)
def test_what_is_out_of_bounds_is_refused_alike_from_python_and_on_the_command_line(
    field: str, flag: str, value: float
) -> None:
    with pytest.raises(InputError) as told:
        bmd.coverage(bmd.read(FILE), radar="seongju-tpy-2", **{field: value})
    _, _, error = run("--radar", "seongju-tpy-2", flag, str(value))
    assert isinstance(error, InputError)
    (one,), (other,) = told.value.complaints, error.complaints
    assert "out of bounds" in one.found
    assert (one.path, other.path) == (field, flag)
    assert one.advice == other.advice


def test_an_answer_is_kept_pickled_and_equal_to_itself(tmp_path: Path) -> None:
    flight = {"launch": "Nanyang", "aim": "Seattle", "draws": 0, "mode": "forward-based"}
    found = bmd.coverage(bmd.read(FILE), radar="seongju-tpy-2", **flight)
    assert pickle.loads(pickle.dumps(found)) == found
    assert found != bmd.coverage(bmd.read(FILE), radar="seongju-tpy-2", **flight, floor_deg=10)
    found.write_folder(tmp_path / "kept")
    assert {"coverage.json", "map-forward-based.svg", "flights.svg"} <= {p.name for p in (tmp_path / "kept").iterdir()}
    assert run_folder.read(tmp_path / "kept").telling.finding == found.finding


def test_a_flight_that_no_published_route_is_has_a_source_in_words() -> None:
    asked = {"launch": "Hwangju", "aim": "Daegu", "missile": "nodong", "mode": "terminal", "draws": 0}
    found = bmd.coverage(bmd.read(FILE), radar="seongju-tpy-2", **asked)
    assert found.flights[0].group == "asked"
    assert found.flights[0].source == "asked for, and not published"


def test_a_radar_without_modes_is_looked_over_as_it_stands() -> None:
    found, _ = found_scenes(FEW[2:], replace(ASKED, radar="green-pine-north"))
    assert [scene.mode for scene in found] == [""]
    assert found[0].scenario.radar_sites[0].radar == "green-pine-b"
