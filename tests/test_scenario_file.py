"""The scenario file as a reader meets it: what it says, what is left out, and what comes back."""

from __future__ import annotations

from math import degrees, isnan, radians
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from ruamel.yaml import YAML

from openbmd import catalogue_file, places_file, scenario_file
from openbmd.records import ASSIGNMENTS, EFFECTS, FIRE_CONTROLS, USES, Scenario
from openbmd.scenario_file import models
from openbmd.scenario_file.models import Document
from openbmd.units import SUFFIXES, WORDS, shortest, spelled

SCENARIOS = sorted((Path(__file__).parents[1] / "scenarios").glob("*.yaml"))
NAMES = [path.stem for path in SCENARIOS]

SMALL = """\
openbmd: 1
name: small
title: A small raid
effects: []
seed: 7
defended: [Busan]
threats:
  - {name: nodong-busan, missile: nodong, count: 3, launch: Hwangju, aimpoint: Busan, launch_time_s: 5, interval_s: 2.5}
  - {name: steep, missile: nodong, launch: Hwangju, aimpoint: Busan, shape: lofted, apogee_km: 300}
radars:
  - {name: eye, radar: an-tpy-2-terminal, site: Seongju, boresight_deg: 327.5, horizon_mask: [[300, 2], [330, 1.5]]}
layers: [upper]
fire_units:
  - {name: thaad, interceptor: thaad, layer: upper, site: Seongju, radar: eye, launchers: 6,
     command_delay_s: 10, doctrine: shoot-look-shoot}
"""


def scenario(text: str = SMALL) -> Scenario:
    return scenario_file.read_text(text, "small.yaml")


def test_there_is_a_scenario_file_for_each_that_was_promised() -> None:
    assert set(NAMES) >= {
        "seongju-2017", "seongju-2017-without-thaad", "kamd-2023",
        "september-2016", "february-2016-launch", "musudan-2016",
    }  # fmt: skip


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_a_shipped_scenario_reads_and_is_named_as_its_file(path: Path) -> None:
    assert scenario_file.read(path).name == path.stem


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_the_resolved_file_reads_back_as_the_same_scenario(path: Path) -> None:
    before = scenario_file.read(path)
    after = scenario_file.read_text(scenario_file.resolved(scenario_file.read(path)), "resolved.yaml")
    assert after == before


def test_the_resolved_file_spells_out_every_default_place_and_figure(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(scenario_file.resolved(scenario_file.read(path)))
    read = scenario()
    absent = {
        "defence",
        "batteries",
        "catalogue",
        "kill_chain",
        "posture",
        "infrared",
        "launchers",
        "kill_chains",
        "defences",
    }
    assert data.keys() == Document.model_fields.keys() - absent  # none is here
    assert data["draws"] == Document.model_fields["draws"].default
    assert data["track_confidence"] == 0.9
    assert data["places"].keys() == {"Busan", "Hwangju", "Seongju"}
    assert data["places"]["Seongju"]["height_m"] == 680
    assert data["fire_units"][0]["doctrine"] == {
        "name": "shoot-look-shoot", "first_salvo": 1, "later_salvo": 1, "looks": 2,
    }  # fmt: skip
    assert data["fire_units"][0]["rounds_per_launcher"] == 8
    assert data["fire_units"][0]["release_s"] == 0
    assert data["defended"] == [{"place": "Busan", "priority": 1}]
    assert [group["launchers"] for group in data["threats"]] == [3, 1]
    assert data["figures"] == {}
    kinds = {"missiles": "missiles", "radars": "radar_kinds", "interceptors": "interceptors"}
    for kind, section in kinds.items():
        assert data[section].keys() == getattr(read, kind).keys()
        for name, entry in data[section].items():
            written = catalogue_file.read(kind, name).written
            assert entry == {**written, "hides": False}


def test_a_resolved_file_resolves_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    once = scenario_file.resolved(scenario_file.read(path))
    path.write_text(once, encoding="utf-8")
    assert scenario_file.resolved(scenario_file.read(path)) == once


def test_settings_of_the_command_line_replace_the_files_and_are_kept_in_the_resolved_one(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    read = scenario_file.read(path, seed=99, raids=5, draws=None)
    again = scenario_file.read_text(
        scenario_file.resolved(scenario_file.read(path, seed=99, raids=5, draws=None)), "resolved.yaml"
    )
    assert (read.seed, read.raids, read.draws) == (99, 5, 24)
    assert (again.seed, again.raids, again.draws) == (99, 5, 24)


def test_a_group_of_threats_is_counted_out_in_name_and_time_and_shares_its_route() -> None:
    read = scenario()
    assert [threat.name for threat in read.threats] == ["nodong-busan-1", "nodong-busan-2", "nodong-busan-3", "steep"]
    assert [threat.launch_time for threat in read.threats] == [5.0, 7.5, 10.0, 0.0]
    assert [threat.route for threat in read.threats] == [0, 0, 0, 1]
    assert {threat.place for threat in read.threats} == {"Busan"}
    assert [route.name for route in read.routes] == [
        "nodong from Hwangju to Busan",
        "nodong from Hwangju to Busan, lofted to 300 km",
    ]


def test_groups_with_the_same_missile_launch_aimpoint_and_shape_share_one_route() -> None:
    group = "  - {name: later, missile: nodong, launch: Hwangju, aimpoint: Busan, launch_time_s: 600}\n"
    read = scenario(SMALL.replace("radars:\n", group + "radars:\n"))
    assert len(read.routes) == 2
    assert read.threats[-1] == read.threats[0]._replace(name="later", launch_time=600.0, launcher="later launcher 1")


def test_numbers_arrive_in_si() -> None:
    read = scenario()
    assert read.routes[1].shape.apogee == 300e3
    assert isnan(read.routes[0].shape.apogee)
    site = read.radar_sites[0]
    assert degrees(site.boresight_azimuth) == pytest.approx(327.5, abs=1e-12)  # one rounding each way
    assert site.horizon_mask == pytest.approx(np.radians([[300, 2], [330, 1.5]]), abs=1e-15)
    assert site.site.height == 680.0
    assert read.fire_units[0].ready_rounds == 48


def test_an_azimuth_stands_for_a_point_on_it() -> None:
    text = SMALL.replace(
        "aimpoint: Busan, shape: lofted, apogee_km: 300}", "azimuth_deg: 181, shape: orbit, apogee_km: 500}"
    ).replace("missile: nodong, launch", "missile: unha-3, launch")
    route = scenario(text).routes[1]
    azimuth, _, distance = Geod(ellps="WGS84").inv(
        route.launch.longitude, route.launch.latitude, route.aimpoint.longitude, route.aimpoint.latitude, radians=True
    )
    # the sphere's great circle against PROJ's geodesic: the two part by up to 0.2 degrees and 0.6 %
    assert degrees(azimuth) % 360 == pytest.approx(181.0, abs=0.2)
    assert distance == pytest.approx(1_000e3, rel=6e-3)


def test_a_place_of_the_scenarios_own_hides_the_catalogues_and_needs_no_weight() -> None:
    own = "places:\n  Busan: {latitude_deg: 35, longitude_deg: 129}\n"
    read = scenario(SMALL.replace("defended:", own + "defended:"))
    assert read.places[0].site == (radians(35), radians(129), 0.0)
    assert read.places[0].people_weight == 0.0


def test_a_place_by_another_of_its_names_is_the_same_place() -> None:
    row = next(row for row in places_file.rows() if row.also)
    one, other = (scenario(SMALL.replace("Hwangju", name)) for name in (row.name, row.also.split(";")[0]))
    assert one == other


def test_a_scenarios_figure_replaces_the_catalogues_in_record_range_and_notes() -> None:
    figures = (
        "figures:\n"
        "  interceptors/thaad/kill_probability: {low: 0.5, best: 0.6, high: 0.7, assumed: to ask what if}\n"
        "  missiles/nodong/stages/0/burn_time_s: {best: 100, assumed: to ask what if}\n"
    )
    read = scenario(SMALL + figures)
    by_path = {figure.path: figure for figure in read.figures}
    assert read.interceptors["thaad"].kill_probability == 0.6
    assert read.missiles["nodong"].stages[0].burn_time == 100.0
    assert by_path["interceptors/thaad/kill_probability"][1:] == (
        0.5,
        0.6,
        0.7,
        "1",
        "",
        "to ask what if",
        0,
        0,
        "assumed",
    )
    assert by_path["missiles/nodong/stages/0/burn_time"][1:4] == (100.0, 100.0, 100.0)
    assert sum(note.id == "notes-own-figure" for note in read.notes) == 2
    untouched = scenario().interceptors["thaad"]
    assert read.interceptors["thaad"]._replace(kill_probability=untouched.kill_probability) == untouched


def test_every_figure_of_the_catalogue_can_be_replaced_by_itself_without_changing_anything(tmp_path: Path) -> None:
    for path in SCENARIOS:
        read = scenario_file.read(path)
        for figure in read.figures:
            kind, name, *parts = figure.path.split("/")
            value: object = catalogue_file.read(kind, name).record
            for part in parts:
                value = value[int(part)] if part.isdigit() else getattr(value, part)  # type: ignore[index]
            assert value == figure.best, figure.path


def test_yaml_is_read_as_version_1_2() -> None:
    read = scenario(SMALL.replace("title: A small raid", "title: NO").replace("seed: 7", "seed: 0o17"))
    assert read.title == "NO"
    assert read.seed == 15


def test_two_scenarios_differ_only_in_thaad() -> None:
    by_name = {path.stem: path for path in SCENARIOS}
    with_it = scenario_file.read(by_name["seongju-2017"])
    without = scenario_file.read(by_name["seongju-2017-without-thaad"])
    thaad = {"seongju-thaad", "seongju-tpy-2"}
    assert len(with_it.threats) == 50
    assert without.threats == with_it.threats
    assert without.routes == with_it.routes
    assert without.places == with_it.places
    assert without.fire_units == tuple(unit for unit in with_it.fire_units if unit.name not in thaad)
    assert [site.name for site in without.radar_sites] == [
        site.name for site in with_it.radar_sites if site.name not in thaad
    ]
    assert without.links == tuple(link for link in with_it.links if not thaad & {link.source, link.target})
    assert (with_it.seed, with_it.raids, with_it.draws) == (without.seed, without.raids, without.draws)


def test_the_raid_of_2023_is_that_of_2017() -> None:
    by_name = {path.stem: path for path in SCENARIOS}
    before, after = (scenario_file.read(by_name[name]) for name in ("seongju-2017", "kamd-2023"))
    assert (after.threats, after.routes, after.places) == (before.threats, before.routes, before.places)
    assert {"cheongung-2", "pac-3-mse"} <= after.interceptors.keys()
    assert "green-pine-c" in after.radars


def test_the_thaad_battery_is_as_published() -> None:
    read = scenario_file.read(next(path for path in SCENARIOS if path.stem == "seongju-2017"))
    battery = next(unit for unit in read.fire_units if unit.interceptor == "thaad")
    assert (battery.launchers, battery.ready_rounds) == (6, 48)  # CRS IF12645
    assert battery.site.height == 680.0  # Korea Herald, 30 Sep 2016


def offered(kind: str, *types: str) -> list[dict[str, object]]:
    """The names of a kind for an editor to offer, and any other text: a title or an alias."""
    return [{"enum": list(catalogue_file.names(kind))}, *({"type": name} for name in types)]


def test_the_schema_names_every_key_and_what_the_catalogue_holds() -> None:
    schema = scenario_file.schema()
    assert schema["properties"].keys() == Document.model_fields.keys()
    assert schema["$defs"]["Threat"]["properties"]["missile"]["anyOf"] == offered("missiles", "string")
    assert schema["$defs"]["Threat"]["properties"]["launcher"]["anyOf"] == offered("launchers", "string", "null")
    assert schema["properties"]["kill_chain"]["anyOf"] == offered("kill_chains", "string", "null")
    assert schema["properties"]["defence"]["anyOf"] == offered("defences", "string", "null")
    assert schema["$defs"]["FireUnit"]["properties"]["interceptor"]["anyOf"] == offered("interceptors", "string")
    assert schema["additionalProperties"] is False
    for group in schema["$defs"].values():
        if group.get("type") == "object":
            assert group["additionalProperties"] is False


def test_the_words_that_may_be_chosen_are_those_of_the_records() -> None:
    schema = scenario_file.schema()["properties"]
    assert get_args(models.Effect) == EFFECTS
    assert tuple(schema["fire_control"]["enum"]) == FIRE_CONTROLS
    assert tuple(schema["assignment"]["enum"]) == ASSIGNMENTS
    assert get_args(get_args(models.LinkKeys.model_fields["use"].annotation)[0]) == USES


def test_every_unit_ending_has_a_word() -> None:
    assert WORDS.keys() == SUFFIXES.keys()


@given(st.floats(min_value=-1e6, max_value=1e6, allow_nan=False), st.sampled_from(sorted(SUFFIXES)))
def test_a_number_in_any_unit_is_spelled_so_that_it_reads_back_exactly(number: float, ending: str) -> None:
    number = float(f"{number:.12g}")
    factor, unit = SUFFIXES[ending]
    value = number * factor
    assert shortest(value, factor) * factor == value
    chosen, (written,) = spelled((value,), unit)
    assert written * SUFFIXES[chosen][0] == value
