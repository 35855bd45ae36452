"""What a scenario file says of the defence in depth: withheld assets, presets, launchers, areas, postures."""

from __future__ import annotations

import dataclasses
from math import degrees, inf, isnan
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from openbmd import catalogue_file, scenario_file
from openbmd.complaints import InputError
from openbmd.locales import Words
from openbmd.records import Posture, Presence, Scenario
from openbmd.records.withheld import absent, without
from openbmd.scenario_file import launch_areas, presets
from openbmd.telling.notes import each

SCENARIOS = Path(__file__).parents[1] / "scenarios"
SMALL = """\
openbmd: 1
name: small
title: A small raid
defended: [Busan, {place: Daegu, priority: 3, radius_km: 12}]
threats:
  - {name: nodong, missile: nodong, count: 7, launchers: 3, reload_min: 30, launch: Hwangju, aimpoint: Busan,
     launch_time_s: 5, interval_s: 2.5, launcher: liquid-tel}
  - {name: spread, missile: scud-er, count: 4, aimpoint: Daegu,
     launch_area: {polygon: [[39, 125.5], [39, 126.5], [39.8, 126]], points: 3}}
radars:
  - {name: eye, nation: US, radar: an-tpy-2-terminal, site: Seongju, boresight_deg: 327.5}
  - {name: pine, nation: ROK, radar: green-pine-b, site: Cheongju, boresight_deg: 340}
  - {name: patriot, nation: ROK, radar: an-mpq-65, site: Busan, boresight_deg: 330}
warning:
  - {name: space, nation: US, infrared: dsp-sbirs}
links:
  - {from: space, to: pine, latency_s: 10, nation: US}
  - {name: pine tells eye, from: pine, to: eye, latency_s: 3, nation: ROK}
  - {from: eye, to: lower, latency_s: 3, nation: US, use: launch-on-remote}
  - {from: pine, to: remote, latency_s: 3, nation: ROK}
layers: [upper, low]
fire_units:
  - {name: thaad, nation: US, interceptor: thaad, layer: upper, site: Seongju, radar: eye, launchers: 6,
     command_delay_s: 10, doctrine: shoot-look-shoot, held_back: {rounds: 8, for: [Daegu]}, release_s: 60}
  - {name: lower, nation: ROK, interceptor: pac-2-gem-t, layer: low, site: Busan, radar: patriot, launchers: 4,
     command_delay_s: 5, doctrine: salvo-2}
  - {name: remote, nation: ROK, interceptor: pac-3-cri, layer: low, site: Daegu, launchers: 2, command_delay_s: 5,
     doctrine: salvo-2}
fire_control: by-nation
assignment: marginal-return
effects: [dispersion, radar-reliability]
kill_chain: rok-30-minutes
posture:
  labels: {0: ROK alone, 2.5: with US forces}
  presence:
    - {nation: US, arrives_day: 2.5, release_s: 120}
    - {asset: thaad, arrives_day: 7, leaves_day: 30}
"""


def words(read: Scenario) -> list[str]:
    return each(read.notes, Words())


def scenario(text: str = SMALL) -> Scenario:
    return scenario_file.read_text(text, "small.yaml")


def withheld(*names: str) -> Scenario:
    return scenario(SMALL + f"withheld: [{', '.join(names)}]\n")


# --- what is written arrives ---------------------------------------------------------------------


def test_nations_uses_holds_releases_and_choices_arrive() -> None:
    read = scenario()
    assert [link.name for link in read.links] == ["space to pine", "pine tells eye", "eye to lower", "pine to remote"]
    assert [link.use for link in read.links] == ["cue", "cue", "launch-on-remote", "engage-on-remote"]
    assert [link.nation for link in read.links] == ["US", "ROK", "US", "ROK"]
    assert [site.nation for site in read.radar_sites] == ["US", "ROK", "ROK"]
    assert read.warning_sensors[0].nation == "US"
    thaad, lower, _ = read.fire_units
    assert (thaad.nation, thaad.held_back, thaad.held_for, thaad.release_time) == ("US", 8, ("Daegu",), 60.0)
    assert (lower.held_back, lower.held_for, lower.release_time) == (0, (), 0.0)
    assert (read.fire_control, read.assignment) == ("by-nation", "marginal-return")
    assert read.effects == ("dispersion", "radar-reliability")
    busan, daegu = read.places
    assert (busan.priority, busan.radius) == (1.0, 10e3)  # as a city that is given none
    assert (daegu.priority, daegu.radius) == (3.0, 12e3)


def test_a_launcher_fires_again_after_its_reload_and_the_ripple_runs_between_launchers() -> None:
    first = scenario().threats[:7]
    assert [threat.launch_time for threat in first] == [5.0, 7.5, 10.0, 1805.0, 1807.5, 1810.0, 3605.0]
    assert [threat.launcher for threat in first] == [f"nodong launcher {n}" for n in (1, 2, 3, 1, 2, 3, 1)]
    assert [threat.wave for threat in first] == [0, 0, 0, 1, 1, 1, 2]
    assert {threat.launcher_kind for threat in first} == {"liquid-tel"}
    assert scenario().threats[-1].launcher_kind == ""


def test_launchers_of_a_group_are_labelled_alike_whatever_else_is_in_the_raid() -> None:
    more = SMALL.replace(
        "threats:\n", "threats:\n  - {name: another, missile: scud-b, launch: Koksan, aimpoint: Daegu}\n"
    )
    assert [threat.launcher for threat in scenario(more).threats[1:]] == [t.launcher for t in scenario().threats]


def test_the_kill_chain_and_its_launchers_are_there_with_their_figures() -> None:
    read = scenario()
    assert read.launchers == {"liquid-tel": catalogue_file.read("launchers", "liquid-tel").record}
    assert read.kill_chains == {"rok-30-minutes": catalogue_file.read("kill_chains", "rok-30-minutes").record}
    kinds = {figure.path.split("/")[0] for figure in read.figures}
    assert kinds == {"missiles", "radars", "infrared", "interceptors", "launchers", "kill_chains"}


def test_a_kill_chain_without_launchers_and_launchers_without_one_are_told() -> None:
    assert any("strikes at nothing" in note for note in words(scenario(SMALL.replace(", launcher: liquid-tel", ""))))
    alone = scenario(SMALL.replace("kill_chain: rok-30-minutes\n", ""))
    assert any("nothing is struck before launch" in note for note in words(alone))
    assert alone.kill_chains == {}


def test_figures_of_launchers_and_tests_can_be_replaced() -> None:
    own = (
        "figures:\n  launchers/liquid-tel/set_up_time_min: {best: 45, assumed: x}\n"
        "  interceptors/thaad/kill_probability: {low: 0.18, best: 0.5, high: 0.82, source: x, successes: 5, "
        "attempts: 10}\n"
    )
    read = scenario(SMALL + own)
    assert read.launchers["liquid-tel"].set_up_time == 45 * 60.0
    figure = next(figure for figure in read.figures if figure.path == "interceptors/thaad/kill_probability")
    assert (figure.successes, figure.attempts) == (5, 10)


def test_a_glide_is_a_shape_of_a_missile_with_lift() -> None:
    group = "  - {name: glider, missile: kn-23, launch: Kwail, aimpoint: Daegu, shape: glide, apogee_km: 60}\n"
    route = scenario(SMALL.replace("radars:\n", group + "radars:\n", 1)).routes[-1]
    assert (route.shape.name, route.shape.apogee) == ("glide", 60e3)
    free = scenario(SMALL.replace("radars:\n", group.replace(", apogee_km: 60", "") + "radars:\n", 1)).routes[-1]
    assert isnan(free.shape.apogee)


def test_the_posture_plays_every_day_on_which_something_changes() -> None:
    posture = scenario().posture
    assert posture.days == (0.0, 2.5, 7.0, 30.0)
    assert posture.labels == ("ROK alone", "with US forces", "day 7", "day 30")
    us, thaad = posture.presences
    assert (us.asset, us.arrives, us.leaves, us.release_time) == ("US", 2.5, inf, 120.0)
    assert thaad[:3] == ("thaad", 7.0, 30.0)
    assert isnan(thaad.release_time)
    assert scenario(SMALL[: SMALL.index("posture:")]).posture == Posture((), (), ())


# --- launch areas --------------------------------------------------------------------------------


def test_the_launchers_of_an_area_are_spread_over_its_points() -> None:
    read = scenario()
    spread = [read.routes[threat.route].launch for threat in read.threats[7:]]
    assert len(set(spread)) == 3
    assert spread[3] == spread[0]
    area = shapely.Polygon([(125.5, 39), (126.5, 39), (126, 39.8)])
    assert all(area.contains(shapely.Point(degrees(site.longitude), degrees(site.latitude))) for site in spread)


corner = st.tuples(st.floats(30.0, 45.0), st.floats(120.0, 135.0))


@given(st.lists(corner, min_size=3, max_size=8), st.integers(1, 50))
def test_points_lie_inside_and_more_points_keep_the_first_ones(corners: list[tuple[float, float]], count: int) -> None:
    polygon = tuple(corners)
    if launch_areas.fault(polygon, count)[0]:
        return
    points = launch_areas.points(polygon, count)
    area = shapely.Polygon([(longitude, latitude) for latitude, longitude in polygon])
    assert len(set(points)) == count
    assert all(area.covers(shapely.Point(longitude, latitude)) for latitude, longitude in points)
    assert launch_areas.points(polygon, max(1, count // 2)) == points[: max(1, count // 2)]


def test_points_fill_a_rectangle_evenly() -> None:
    """Fifty points in a square of four quarters: random ones would stray by 3 in a quarter, these by at most 2."""
    points = launch_areas.points(((38.0, 126.0), (39.0, 126.0), (39.0, 127.0), (38.0, 127.0)), 50)
    quarters = [(latitude > 38.5, longitude > 126.5) for latitude, longitude in points]
    assert all(abs(quarters.count(quarter) - 12.5) <= 2.0 for quarter in set(quarters))
    assert len(set(quarters)) == 4


# --- what is withheld ----------------------------------------------------------------------------


def test_a_withheld_radar_takes_its_links_and_leaves_its_fire_unit() -> None:
    read = withheld("eye")
    assert [site.name for site in read.radar_sites] == ["pine", "patriot"]
    assert [link.name for link in read.links] == ["space to pine", "pine to remote"]
    assert read.fire_units[0] == scenario().fire_units[0]._replace(radar="")
    assert "eye is withheld, and with it 2 links." in words(read)
    assert "Without eye, thaad never fires: no link brings a track to finish on." in words(read)


def test_a_unit_that_links_still_feed_fires_on_them() -> None:
    fed = SMALL.replace("links:\n", "links:\n  - {from: pine, to: thaad, latency_s: 3}\n") + "withheld: [eye]\n"
    assert "Without eye, thaad fires on links alone." in words(scenario(fed))


def test_a_unit_that_loses_its_only_link_is_told() -> None:
    assert "Without links, remote never fires: no link brings a track to finish on." in words(withheld("pine"))


def test_a_withheld_nation_takes_all_that_is_its() -> None:
    read = withheld("US")
    assert {item.nation for item in (*read.radar_sites, *read.warning_sensors, *read.fire_units, *read.links)} == {
        "ROK"
    }
    assert any(note.startswith("US is withheld, and all that is its: eye, space, thaad,") for note in words(read))
    assert read.infrared == {}
    assert not any("thaad" in figure.path or "tpy-2" in figure.path for figure in read.figures)


@pytest.mark.parametrize("name", ["pine tells eye", "space to pine", "space", "thaad", "lower", "pine", "ROK"])
def test_to_withhold_is_to_take_out_of_the_scenario(name: str) -> None:
    """The reader's way and the study's are one, and what was not named stays as it was."""
    read, before = withheld(name), scenario()
    assert read == without(before, [name])
    assert set(read.figures) <= set(before.figures)
    assert (read.threats, read.routes, read.places) == (before.threats, before.routes, before.places)
    gone = {link.name for link in before.links} - {link.name for link in read.links}
    touched = {link.name for link in before.links if {name} & {link.name, link.source, link.target}}
    if name != "ROK":
        assert gone == touched


def test_a_link_that_is_off_is_a_link_withheld() -> None:
    off = scenario(SMALL.replace("to: eye, latency_s: 3", "to: eye, latency_s: 3, on: false"))
    assert off == withheld("pine tells eye")
    assert "The link pine tells eye is withheld." in words(off)


def test_names_that_are_not_there_change_nothing() -> None:
    assert without(scenario(), ["nobody"]) == scenario()


def test_withholding_thaad_gives_the_scenario_without_it() -> None:
    text = (SCENARIOS / "seongju-2017.yaml").read_text(encoding="utf-8")
    cut = scenario(text + "\nwithheld: [seongju-thaad, seongju-tpy-2]\n")
    other = scenario_file.read(SCENARIOS / "seongju-2017-without-thaad.yaml")
    assert cut != other
    words = {key: getattr(other, key) for key in ("name", "title", "description", "notes")}
    assert dataclasses.replace(cut, **words) == other


def test_a_cycle_of_cues_is_no_fault_when_it_is_cut() -> None:
    ring = SMALL.replace("links:\n", "links:\n  - {from: eye, to: pine, latency_s: 3, name: back}\n")
    with pytest.raises(InputError, match="a cycle of cues: pine cues eye, eye cues pine"):
        scenario(ring)
    for cut in ("back", "eye", "ROK"):
        assert scenario(ring + f"withheld: [{cut}]\n").threats
    assert scenario(ring.replace("name: back", "on: false")).threats


def test_who_is_absent_on_a_day_is_who_was_named_and_is_not_there() -> None:
    nan = float("nan")
    posture = Posture(
        (0.0,), ("",), (Presence("a", 1.0, 3.0, nan), Presence("a", 5.0, inf, nan), Presence("b", 0.0, 5.0, nan))
    )
    gone = {day: absent(posture, day) for day in (0.0, 1.0, 3.0, 5.0)}
    assert gone == {0.0: ("a",), 1.0: (), 3.0: ("a",), 5.0: ("b",)}


# --- presets -------------------------------------------------------------------------------------

RAID = """\
openbmd: 1
name: preset
title: A preset against one missile
defended: [Busan]
threats:
  - {name: nodong, missile: nodong, launch: Hwangju, aimpoint: Busan}
"""


def preset(name: str, more: str = "") -> Scenario:
    return scenario(f"{RAID}defence: {name}\n{more}")


def test_there_is_a_preset_for_each_year_that_was_promised() -> None:
    assert set(presets.names()) >= {
        "korea-2016", "korea-2017", "korea-2023", "korea-2024", "korea-2026", "korea-planned",
    }  # fmt: skip


@pytest.mark.parametrize("name", presets.names())
def test_a_preset_reads_and_its_run_folder_reads_back_without_it(name: str, tmp_path: Path) -> None:
    read = preset(name)
    nations = {item.nation for item in (*read.radar_sites, *read.warning_sensors, *read.fire_units, *read.links)}
    assert nations == {"US", "ROK"}
    path = tmp_path / "preset.yaml"
    path.write_text(f"{RAID}defence: {name}\n", encoding="utf-8")
    written = scenario_file.resolved(scenario_file.read(path))
    assert "\ndefence:" not in written
    assert scenario(written) == read
    assert presets.read(name).title
    assert presets.read(name).description


def test_presets_hold_what_stood_in_their_year() -> None:
    by_name = {name: preset(name) for name in presets.names()}
    assert "thaad" not in by_name["korea-2016"].interceptors
    assert by_name["korea-2017"].interceptors.keys() == {"thaad", "pac-3-cri", "pac-2-gem-t"}
    assert by_name["korea-2023"].interceptors.keys() == {"thaad", "pac-3-mse", "pac-3-cri", "cheongung-2"}
    assert by_name["korea-planned"].interceptors.keys() == {
        "thaad", "pac-3-mse", "pac-3-cri", "cheongung-2", "l-sam", "sm-3-ib", "sm-6",
    }  # fmt: skip
    assert by_name["korea-planned"].layers == ("sea", "upper", "lower")
    for year in ("korea-2024", "korea-2026"):
        assert by_name[year].interceptors.keys() == by_name["korea-2023"].interceptors.keys()


def test_what_left_in_2026_lies_between_none_and_all_that_stood_in_2024() -> None:
    """Only US units lose launchers; all that are drawn can be gone, and none has more than in 2024."""
    before, after = preset("korea-2024"), preset("korea-2026")
    stood = {unit.name: unit for unit in before.fire_units}
    assert stood.keys() == {unit.name for unit in after.fire_units}
    drawn = {one.path.split("/")[1]: one for one in after.figures if one.path.startswith("fire_units/")}
    for unit in after.fire_units:
        if unit.nation == "US":
            figure = drawn[unit.name]
            assert (figure.low, figure.high) == (0.0, float(stood[unit.name].launchers))
            assert figure.low < figure.best < figure.high
            assert figure.assumed
        else:
            assert unit == stood[unit.name]
    assert [one.name for one in after.radar_sites] == [one.name for one in before.radar_sites]


@pytest.mark.parametrize(("name", "year"), [("korea-2017", "seongju-2017"), ("korea-2023", "kamd-2023")])
def test_a_preset_is_the_laydown_of_the_scenario_of_its_year(name: str, year: str) -> None:
    read, other = preset(name), scenario_file.read(SCENARIOS / f"{year}.yaml")
    assert [unit._replace(nation="") for unit in read.fire_units] == list(other.fire_units)
    assert [s._replace(nation="")[:6] for s in read.radar_sites] == [s[:6] for s in other.radar_sites]
    assert {(link.source, link.target) for link in other.links} <= {(link.source, link.target) for link in read.links}


def test_a_scenarios_own_replaces_what_the_preset_calls_the_same() -> None:
    own = (
        "radars:\n  - {name: new, radar: an-tpy-2-forward-based, site: Kyogamisaki, boresight_deg: 280, "
        "nation: Japan}\n"
        "  - {name: green-pine-north, radar: green-pine-c, site: Cheongju, boresight_deg: 340}\n"
        "links:\n  - {from: new, to: seongju-tpy-2, latency_s: 3}\n"
        "  - {from: green-pine-north, to: osan-radar, latency_s: 60}\n"
    )
    before, read = preset("korea-2017"), preset("korea-2017", own)
    assert {site.name for site in read.radar_sites} == {site.name for site in before.radar_sites} | {"new"}
    assert next(site for site in read.radar_sites if site.name == "green-pine-north").radar == "green-pine-c"
    assert len(read.links) == len(before.links) + 1
    assert next(link for link in read.links if link.target == "osan-radar").latency == 60.0
    assert read.fire_units == before.fire_units


def test_a_fault_against_a_preset_is_told_at_its_line() -> None:
    with pytest.raises(InputError) as raised:
        preset("korea-2017", "layers: [upper]\n")
    assert {complaint.line for complaint in raised.value.complaints} == {7}


# --- the resolved file ---------------------------------------------------------------------------


@pytest.mark.parametrize("more", ["", "withheld: [eye, ROK]\n", "withheld: [pine tells eye]\n"])
def test_the_resolved_file_reads_back_as_the_same_scenario_and_resolves_to_itself(more: str, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL + more, encoding="utf-8")
    once = scenario_file.resolved(scenario_file.read(path))
    assert scenario(once) == scenario(SMALL + more)
    path.write_text(once, encoding="utf-8")
    assert scenario_file.resolved(scenario_file.read(path)) == once
