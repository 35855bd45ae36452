"""Scenarios read once, made of data, changed through the checks, shipped by name; batteries in one line."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import replace
from hashlib import sha256
from inspect import signature
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import openbmd as bmd
from openbmd import catalogue_file, records, run_folder, scenario_file
from openbmd.cli import app
from openbmd.complaints import InputError
from openbmd.records import alike
from openbmd.scenario_file import batteries

ROOT = Path(__file__).parent.parent
SMALL = """\
openbmd: 1
name: small
title: Two Nodong at Busan, one THAAD battery
seed: 2017
raids: 60
draws: 0
kill_chain: rok-30-minutes
defended: [Busan]   # a comment
threats:
  - {name: nodong-busan, missile: nodong, count: 2, launch: Hwangju, aimpoint: Busan, launcher: liquid-tel}
radars:
  - {name: eye, radar: an-tpy-2-terminal, site: Seongju, boresight_deg: 327.5, horizon_mask: [[0, 1], [180, 2]]}
warning:
  - {name: space, infrared: dsp-sbirs}
links:
  - {from: space, to: eye, latency_s: 10}
layers: [upper]
fire_units:
  - {name: battery, interceptor: thaad, layer: upper, site: Seongju, radar: eye, launchers: 6, command_delay_s: 10,
     doctrine: shoot-look-shoot}
effects: []
"""
ALONE = """\
openbmd: 1
name: alone
title: Batteries in one line
defended: [Busan]
threats:
  - {name: nodong-busan, missile: nodong, launch: Hwangju, aimpoint: Busan}
"""
FIGURE = {"best": 0.1, "assumed": "to ask what if"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def s() -> records.Scenario:
    return bmd.scenario(SMALL)


def faults(ask) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as raised:
        ask()
    assert all(complaint.advice for complaint in raised.value.complaints)
    return [(complaint.path, complaint.found) for complaint in raised.value.complaints]


# --- read once ------------------------------------------------------------------------------------


COMMANDS = {
    "run": ("answer.json", ["run", "FILE", "--raids", "50", "--out", "out"]),
    "check": ("", ["check", "FILE"]),
    "show": ("", ["show", "FILE"]),
    "posture": ("posture.json", ["posture", "FILE", "--defence", "korea-2017", "--raids", "20", "--out", "out"]),
    "sweep": ("sweep.json", ["sweep", "FILE", "--draws", "4", "--raids", "20", "--processes", "1", "--out", "out"]),
    "kill-chain": ("", ["kill-chain", "FILE", "--draws", "5", "--out", "out"]),
    "compare": ("comparison.json", ["compare", "FILE", "--without", "space", "--raids", "20", "--out", "out"]),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_what_becomes_of_the_file_after_it_was_read_changes_nothing(
    name: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    read = scenario_file.read

    def and_spoil(path: Path, **settings: int | None) -> records.Scenario:
        found = read(path, **settings)
        small.write_text("spoilt", encoding="utf-8")
        return found

    monkeypatch.setattr(scenario_file, "read", and_spoil)
    kept, arguments = COMMANDS[name]
    done = CliRunner().invoke(app, ["small.yaml" if word == "FILE" else word for word in arguments])
    assert done.exit_code == 0, done.output + repr(done.exception)
    if kept:
        assert json.loads((small.parent / "out" / kept).read_text(encoding="utf-8"))
    if name in ("run", "posture", "sweep"):
        resolved = read(small.parent / "out" / "scenario.yaml")
        assert (resolved.seed, resolved.raids) == (2017, 50 if name == "run" else 20)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFO here")
@pytest.mark.parametrize("arguments", [["check", "pipe"], ["run", "pipe", "--raids", "20", "--out", "out"]])
def test_a_scenario_comes_through_a_pipe_that_is_written_once(arguments: list[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_text(SMALL, encoding="utf-8"), daemon=True)
    writer.start()
    source = str(Path(scenario_file.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-m", "openbmd", *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=300,
        env={**os.environ, "PYTHONPATH": source},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "scenario.yaml").exists() == (arguments[0] == "run")


def test_a_scenario_goes_with_the_text_it_was_read_from(small: Path) -> None:
    small.write_bytes(SMALL.replace("\n", "\r\n").encode())
    read = scenario_file.read(small, raids=7)
    assert read.source[:3] == (str(small), SMALL.replace("\n", "\r\n"), sha256(small.read_bytes()).hexdigest())
    assert read.source.catalogue == catalogue_file.default()
    assert read.file == str(small)
    small.unlink()
    assert scenario_file.locate(read.source, "nodong-busan-2") == (10, "threats[0]")
    assert "raids: 7\n" in scenario_file.resolved(read)


# --- equality -------------------------------------------------------------------------------------


def test_scenarios_are_equal_by_what_they_hold(small: Path, s: records.Scenario) -> None:
    assert s == bmd.read(small) == scenario_file.read(small)
    assert s == pickle.loads(pickle.dumps(s))
    assert s != bmd.read(small, raids=61)
    mask = s.radar_sites[0].horizon_mask.copy()
    mask[1, 1] += 1e-12
    assert s != replace(s, radar_sites=(s.radar_sites[0]._replace(horizon_mask=mask),))
    assert s != "small"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), True),
        (np.array([1.0, 2.0]), np.array([1.0]), False),
        (np.array([1]), np.array([1.0]), False),
        (np.array([(1, 2.0)], [("a", "i8"), ("b", "f8")]), np.array([(1, 2.0)], [("a", "i8"), ("b", "f8")]), True),
        (np.array([(1, 2.0)], [("a", "i8"), ("b", "f8")]), np.array([(1, 3.0)], [("a", "i8"), ("b", "f8")]), False),
        (np.array([1.0]), 1.0, False),
        ({"a": (1, float("nan"))}, {"a": (1, float("nan"))}, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ((1, 2), (1, 2, 3), False),
    ],
)
def test_alike_looks_all_the_way_down(one: object, other: object, same: bool) -> None:
    assert alike(one, other) == alike(other, one) == same


# --- the seal -------------------------------------------------------------------------------------


def spoilt(s: records.Scenario) -> dict[str, records.Scenario]:
    thaad = s.interceptors["thaad"]._replace(kill_probability=0.1)
    return {
        "a figure": replace(s, interceptors={"thaad": thaad}),
        "a word": replace(s, fire_control="autonomus"),
        "settings": replace(s, raids=3),
        "the source": replace(s, source=s.source._replace(text=SMALL.replace("count: 2", "count: 3"))),
        "no seal": replace(s, seal=""),
    }


@pytest.mark.parametrize("what", ["a figure", "a word", "settings", "the source", "no seal"])
def test_a_scenario_changed_past_the_checks_is_refused_at_every_door(what: str, s: records.Scenario) -> None:
    wrong = spoilt(s)[what]
    doors = {
        "assess": bmd.assess, "posture": bmd.posture, "sweep": bmd.sweep,
        "show": bmd.show, "kill_chain": bmd.kill_chain,
        "compare": lambda x: bmd.compare(s, x), "compare to": lambda x: bmd.compare(x, s),
        "coverage": lambda x: bmd.coverage(x, radar="eye"),
        "footprint": lambda x: bmd.footprint(x, unit="battery", threat="nodong"),
        "site": lambda x: bmd.site(x, unit="battery"), "without": lambda x: bmd.without(x, "eye"),
        "instead": lambda x: bmd.instead(x, "thaad", "no.toml"), "changed": lambda x: bmd.changed(x, {}),
        "to_yaml": lambda x: x.to_yaml(), "resolved": lambda x: x.resolved(),
    }  # fmt: skip
    first = {name: next(iter(signature(getattr(bmd, name)).parameters), "") for name in bmd.STUDIES}
    assert {name for name, taken in first.items() if taken in ("scenario", "reference")} <= set(doors)
    for door in doors.values():
        with pytest.raises(InputError, match=r"past the checks(?s:.*)bmd\.changed"):
            door(wrong)


def test_an_array_or_a_mapping_changed_in_place_breaks_the_seal(s: records.Scenario) -> None:
    site = s.radar_sites[0]
    with pytest.raises(ValueError, match="read-only"):
        site.horizon_mask[0, 0] = 1.0
    s.interceptors["thaad"] = s.interceptors["thaad"]._replace(kill_probability=0.1)  # type: ignore[index]
    with pytest.raises(InputError, match="past the checks"):
        bmd.assess(s)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda s: bmd.assess("file.yaml"), r"found 'file\.yaml' \(str\)(?s:.*)bmd\.read"),
        (lambda s: bmd.compare(s, None), r"found None"),
        (lambda s: bmd.without(s, ["x"]), r"found \['x'\] \(list\)(?s:.*)names"),
        (lambda s: bmd.without(s), "names nothing"),
        (lambda s: bmd.read(3), r"found 3 \(int\)"),
        (lambda s: bmd.read("x\0y"), "cannot be read"),
        (lambda s: bmd.scenario([1]), "mapping"),
        (lambda s: bmd.scenario("small.yaml"), r"bmd\.read reads a file"),
        (lambda s: bmd.scenario({"openbmd": 1, "name": object()}), "what no file can say"),
        (lambda s: bmd.changed(s, ["raids"]), "mapping of paths"),
        (lambda s: bmd.changed(s, {1: 2}), "mapping of paths"),
        (lambda s: bmd.example("seonju-2017"), 'Did you mean "seongju-2017"'),
        (lambda s: bmd.assess(s, raids=1.5), r"bmd\.assess: raids: 1\.5 is not a whole number(?s:.*)least is 1,"),
        (lambda s: bmd.assess(s, seed=2**64), "seed: 18446744073709551616 is out of bounds"),
    ],
)
def test_what_is_of_a_wrong_type_is_told_with_advice(ask, words: str, s: records.Scenario) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=words):
        ask(s)


# --- made of data, and changed --------------------------------------------------------------------


def test_a_scenario_of_plain_data_is_that_of_its_file(s: records.Scenario) -> None:
    data = scenario_file.data_of(s)
    assert bmd.scenario(data) == s
    data["raids"], data["defended"] = np.int64(60), ("Busan",)
    assert bmd.scenario(data) == s
    assert bmd.scenario(bmd.scenario(data).to_yaml()) == s
    del data["threats"], data["title"]
    assert faults(lambda: bmd.scenario(data)) == [("title", "this key is missing"), ("threats", "this key is missing")]


def test_a_scenario_writes_itself_as_it_was_read(small: Path, s: records.Scenario) -> None:
    assert s.to_yaml() == SMALL
    few = bmd.read(small, raids=7)
    assert bmd.scenario(few.to_yaml()) == few != s
    assert bmd.scenario(few.resolved()) == few
    for name in bmd.examples():
        one = bmd.example(name)
        assert one.to_yaml() == (ROOT / "scenarios" / f"{name}.yaml").read_text(encoding="utf-8")
        assert bmd.scenario(one.resolved()) == one == bmd.changed(one, {})


def test_what_is_changed_is_what_a_file_would_say(s: records.Scenario) -> None:
    made = bmd.changed(
        s,
        {
            "fire_units/battery/launchers": 1,
            "raids": 100,
            "threats/nodong-busan/count": 3,
            "fire_control": "massed",
            "figures": {"interceptors/thaad/kill_probability": FIGURE},
            "defended/Busan/priority": 2,
            "links/space to eye": None,
            "kill_chain": None,
        },
    )
    told = SMALL
    for old, new in {
        "launchers: 6": "launchers: 1",
        "raids: 60": "raids: 100",
        "count: 2": "count: 3",
        "[Busan]": "[{place: Busan, priority: 2}]",
        "links:\n  - {from: space, to: eye, latency_s: 10}\n": "",
        "kill_chain: rok-30-minutes\n": "fire_control: massed\n",
    }.items():
        told = told.replace(old, new)
    told += "figures:\n  interceptors/thaad/kill_probability: {best: 0.1, assumed: to ask what if}\n"
    assert made == bmd.scenario(told)
    assert bmd.scenario(made.to_yaml()) == made
    assert next(f for f in made.figures if f.path == "interceptors/thaad/kill_probability").high == 0.1
    back = {"figures/interceptors/thaad/kill_probability": None, "kill_chain": "rok-30-minutes"}
    assert bmd.changed(made, back).figures == s.figures


def test_a_new_figure_moves_the_band_as_the_file_does(s: records.Scenario) -> None:
    """The unchecked variant of the same figure kept the old one's band: mean outside of it, and no note."""
    wide = {"interceptors/thaad/kill_probability": {"low": 0.05, "best": 0.1, "high": 0.2, "assumed": "what if"}}
    made = bmd.changed(s, {"figures": wide, "draws": 6, "raids": 300})
    written = "figures:\n  interceptors/thaad/kill_probability: {low: 0.05, best: 0.1, high: 0.2, assumed: what if}\n"
    file = bmd.scenario(SMALL.replace("draws: 0", "draws: 6").replace("raids: 60", "raids: 300") + written)
    one, other = bmd.assess(made), bmd.assess(file)
    assert one.plain == other.plain
    assert one.leakers.low > bmd.assess(s, draws=6, raids=300).leakers.high
    assert any("kill_probability is the scenario's own" in note for note in one.notes)


def test_all_faults_of_a_change_are_told_at_once(s: records.Scenario) -> None:
    found = faults(
        lambda: bmd.changed(
            s,
            {
                "fire_control": "autonomus",
                "effects": ("closing-geometri",),
                "fire_units/battery/launchers": -3,
                "fire_units/batery/launchers": 3,
                "fier_units": [],
                "threats/nodong-busan/shape": None,
                "raids/x": 3,
                "radars//site": "Osan",
            },
        )
    )
    assert dict(found) == {
        "fire_control": 'found the text "autonomus"',
        "effects[0]": 'found the text "closing-geometri"',
        "fire_units[0].launchers": "found -3",
        "fire_units/batery/launchers": 'there is no "batery" in fire_units',
        "fier_units": 'there is no "fier_units" at the top of a scenario',
        "threats/nodong-busan/shape": "there is nothing to remove",
        "raids/x": '"raids" has no parts, so no "x"',
        "radars//site": "a path with an empty part",
    }


def test_what_a_preset_or_a_battery_brings_can_be_changed() -> None:
    whole = bmd.example("kamd-layers-2023")
    less = bmd.changed(whole, {"fire_units/seongju-thaad/launchers": 1})
    assert len(less.fire_units) == len(whole.fire_units)
    assert [unit.launchers for unit in less.fire_units if unit.name == "seongju-thaad"] == [1]
    (told,) = faults(lambda: bmd.changed(whole, {"fire_units/seongju-thaad": None}))
    assert told[1] == 'the preset korea-2023 brings "seongju-thaad"'
    own = bmd.scenario(ALONE + "batteries: [{name: one, system: thaad, site: Seongju, facing: 0}]\n")
    assert bmd.changed(own, {"batteries/one/launchers": 2}).fire_units[0].launchers == 2
    assert len(bmd.changed(own, {"batteries/two": {"system": "l-sam", "site": "Osan", "facing": 1}}).fire_units) == 2
    (told,) = faults(lambda: bmd.changed(own, {"radars/one-radar/boresight_deg": 3}))
    assert told[1] == '"one-radar" comes from the battery one'


def with_mine(s: records.Scenario, folder: Path) -> records.Scenario:
    """The scenario with an interceptor of one's own in the place of THAAD."""
    text = (ROOT / "src" / "openbmd" / "catalogue" / "interceptors" / "thaad.toml").read_text(encoding="utf-8")
    (folder / "mine.toml").write_text(text.replace('name = "thaad"', 'name = "mine"'), encoding="utf-8")
    return bmd.instead(s, "thaad", folder / "mine.toml")


def test_without_and_instead_stay_checked(s: records.Scenario, tmp_path: Path) -> None:
    less = bmd.without(s, "space")
    assert bmd.changed(less, {"raids": 5}).warning_sensors == ()
    assert bmd.changed(bmd.without(less, "eye"), {}).radar_sites == ()
    mine = with_mine(s, tmp_path)
    assert bmd.assess(mine, raids=20).study.scenario.fire_units[0].interceptor == "mine"
    assert bmd.scenario(mine.to_yaml()).interceptors == mine.interceptors
    left = bmd.changed(bmd.without(mine, "space"), {"raids": 5})
    assert (left.warning_sensors, left.raids, left.fire_units) == ((), 5, mine.fire_units)


# --- shipped, and new -----------------------------------------------------------------------------


def test_shipped_scenarios_are_read_by_name_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert bmd.examples() == tuple(sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml")))
    for name in ("musudan-2016", "Musudan-2016"):
        assert bmd.read(name) == bmd.example(name) == bmd.read(ROOT / "scenarios" / "musudan-2016.yaml")
    done = CliRunner().invoke(app, ["run", "Musudan-2016", "--raids", "20", "--draws", "0"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "runs" / "musudan-2016" / "report.html").exists()
    listed = json.loads(CliRunner().invoke(app, ["catalogue", "list", "scenarios", "--json"]).stdout)["scenarios"]
    assert [row["name"] for row in listed] == list(bmd.examples())
    assert all(row["title"] == bmd.example(row["name"]).title for row in listed)


def test_a_file_hides_the_shipped_scenario_of_its_name_and_unknown_names_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("seongju-2017").write_text(SMALL, encoding="utf-8")
    assert bmd.read("seongju-2017").name == "small"
    with pytest.raises(InputError, match=r"nor a scenario of that name(?s:.*)\"kamd-2023\"(?s:.*)radar-lost"):
        bmd.read("kamd-203")
    with pytest.raises(InputError, match="there is no such file"):
        bmd.read("elsewhere/seongju-2017")
    with pytest.raises(InputError, match="there is no such file"):
        bmd.read("musudan-2016.yaml")


@pytest.mark.parametrize("model", [None, "musudan-2016"])
def test_a_new_scenario_checks_and_plays_as_it_stands(
    model: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ask = ["new", "my own.yaml", *(["--from", model] if model else [])]
    assert CliRunner().invoke(app, ask).exit_code == 0
    text = Path("my own.yaml").read_text(encoding="utf-8")
    assert bmd.read("my own.yaml").name == "my-own"
    for words in (["check", "my own.yaml"], ["run", "my own.yaml", "--raids", "20", "--draws", "0"]):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.output
    again = CliRunner().invoke(app, ask)
    assert isinstance(again.exception, InputError)
    assert Path("my own.yaml").read_text(encoding="utf-8") == text
    if model:
        shipped = (ROOT / "scenarios" / f"{model}.yaml").read_text(encoding="utf-8")
        same = [a == b for a, b in zip(text.splitlines(), shipped.splitlines(), strict=True)]
        assert same.count(False) == 2  # its name, and the comment that says how to run it
        assert "openbmd run 'my own.yaml'" in text


@pytest.mark.parametrize("ask", [["x.txt"], ["x"], ["x.yaml", "--from", "nope"], ["_.yaml"]])
def test_new_refuses_what_is_no_name(ask: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert isinstance(CliRunner().invoke(app, ["new", *ask]).exception, InputError)
    assert list(tmp_path.iterdir()) == []
    Path("there.yaml").symlink_to("nowhere.yaml")
    assert isinstance(CliRunner().invoke(app, ["new", "there.yaml"]).exception, InputError)
    assert not Path("nowhere.yaml").exists()


# --- batteries ------------------------------------------------------------------------------------


def test_a_battery_is_the_unit_the_radar_and_the_links_that_one_writes_by_hand() -> None:
    short = bmd.scenario(ALONE + "warning: [{name: space, infrared: dsp-sbirs}]\n"
        "batteries:\n  - {name: seongju, nation: US, system: thaad, site: Seongju, facing: Pyongyang}\n")  # fmt: skip
    long = bmd.scenario(ALONE + """\
warning: [{name: space, infrared: dsp-sbirs}]
radars:
  - {name: seongju-radar, nation: US, radar: an-tpy-2-terminal, site: Seongju, boresight_deg: 327.5,
     minimum_elevation_deg: 5}
links:
  - {from: space, to: seongju-radar, nation: US, latency_s: 10}
layers: [upper]
fire_units:
  - {name: seongju, nation: US, interceptor: thaad, layer: upper, site: Seongju, radar: seongju-radar, launchers: 6,
     command_delay_s: 10, doctrine: shoot-look-shoot}
""")  # fmt: skip
    assert short == long
    resolved = short.resolved()
    assert "batteries:" not in resolved
    assert bmd.scenario(resolved) == long


@pytest.mark.parametrize("facing", ["Hwangju", "{latitude_deg: 38.687, longitude_deg: 125.702}", "323.5"])
def test_a_battery_faces_a_place_a_point_or_a_bearing(facing: str) -> None:
    read = bmd.scenario(ALONE + f"batteries: [{{name: one, system: l-sam, site: Seongju, facing: {facing}}}]\n")
    here, there = records.Site(*np.radians([36.04, 128.22]), 0.0), np.radians([38.687, 125.702])
    from openbmd.scene.fans import geodesics

    azimuth, _, _ = geodesics().inv(here.longitude, here.latitude, there[1], there[0], radians=True)
    assert read.radar_sites[0].boresight_azimuth % (2 * np.pi) == pytest.approx(
        azimuth % (2 * np.pi), abs=np.radians(0.06)
    )


def test_search_radars_cue_batteries_and_radars_of_fire_units_do_not() -> None:
    more = """\
warning: [{name: space, infrared: dsp-sbirs}]
radars:
  - {name: pine, radar: green-pine-b, site: Cheongju, boresight_deg: 340}
batteries:
  - {name: one, system: thaad, site: Seongju, facing: 330}
  - {name: two, system: pac-3-mse, site: Osan Air Base, facing: 330, cued_by: [one-radar], launchers: 2, layer: upper}
"""
    read = bmd.scenario(ALONE + more)
    assert {(link.source, link.target, link.latency) for link in read.links} == {
        ("space", "one-radar", 10.0), ("pine", "one-radar", 3.0), ("one-radar", "two-radar", 3.0),
    }  # fmt: skip
    assert [(unit.launchers, unit.layer) for unit in read.fire_units] == [(6, "upper"), (2, "upper")]


def test_faults_of_batteries_are_told_where_they_stand() -> None:
    text = (
        ALONE
        + """\
batteries:
  - {name: one, system: thad, site: Seongju, facing: Pyongyang}
  - {name: two, system: thaad, site: Seonju, facing: Seonju}
  - {name: three, system: thaad, facing: Pyongyang, launchers: 0}
  - {name: four, system: thaad, site: Seongju, facing: 400, cued_by: [nobody]}
  - {name: five, system: thaad, site: Seongju, facing: Seongju, doctrine: salvo-9}
  - {name: five, system: thaad, site: Seongju, facing: 1, layer: uper}
  - {name: six, system: "", site: Seongju, facing: 1, boresight_deg: 3}
layers: [upper]
"""
    )
    with pytest.raises(InputError) as raised:
        bmd.scenario(text)
    found = [(complaint.line, complaint.path) for complaint in raised.value.complaints]
    assert sorted(found) == sorted([
        (8, "batteries[0].system"),
        (9, "batteries[1].site"), (9, "batteries[1].facing"),
        (10, "batteries[2].launchers"), (10, "batteries[2].site"),
        (11, "batteries[3].facing"), (11, "batteries[3].cued_by"),
        (12, "batteries[4].doctrine"), (12, "batteries[4].facing"),
        (13, "batteries[5].layer"), (13, "batteries[5].name"),
        (14, "batteries[6].boresight_deg"), (14, "batteries[6].system"),
    ])  # fmt: skip


def test_every_system_of_the_batteries_is_there_with_its_radar() -> None:
    for name, kind in batteries.kinds().items():
        read = bmd.scenario(ALONE + f"batteries: [{{name: one, system: {name}, site: Seongju, facing: Pyongyang}}]\n")
        assert (read.fire_units[0].interceptor, read.radar_sites[0].radar) == (name, kind.radar)
        assert kind.launchers_source
        assert kind.rest
    from openbmd import catalogue_file

    assert set(batteries.kinds()) == set(catalogue_file.names("interceptors"))


# --- what YAML lets through -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("count: 2", "count: !!bool 3", 10, "true or false"),
        ("count: 2", "count: !mine 3", 10, "the tag !mine"),
        ("count: 2", f"count: 0x{'f' * 400}", 10, "a whole number of more than 100 digits"),
        ("count: 2", f"count: {'9' * 5000}", 10, "a value that cannot be"),
        ("title: Two", 'title: "a \\udfff"\ndescription: Two', 3, "cannot be shown"),
        ("name: eye", 'name: "e\\u0007e"', 12, "cannot be shown"),
        ("layers:", "? [{a: 1}]\n: 1\nlayers:", 17, "a key that is a list"),
        ("missile: nodong", 'missile: ""', 10, "an empty name"),
        ("launch: Hwangju", 'launch: " "', 10, "an empty name"),
        ("launcher: liquid-tel", 'launcher: ""', 10, "an empty name"),
        ("site: Seongju, b", 'site: "", b', 12, "an empty name"),
        ("from: space", 'from: ""', 16, "an empty name"),
        ("to: eye", 'to: ""', 16, "an empty name"),
        ("layers: [upper]", 'layers: [upper]\nwithheld: [""]', 18, "an empty name"),
        ("layers: [upper]", 'layers: [upper]\ndefence: ""', 18, "an empty name"),
    ],
)
def test_odd_values_and_empty_names_are_refused_with_their_line(old: str, new: str, line: int, words: str) -> None:
    assert old in SMALL
    with pytest.raises(InputError, match=words) as raised:
        bmd.scenario(SMALL.replace(old, new, 1))
    assert line in [complaint.line for complaint in raised.value.complaints]
    assert not any("date" in complaint.advice for complaint in raised.value.complaints)


# --- asked again from its folder ------------------------------------------------------------------


def test_what_a_made_scenario_is_called_is_asked_again_too(s: records.Scenario, tmp_path: Path) -> None:
    made = {"without": bmd.without(s, "eye"), "instead": with_mine(s, tmp_path)}
    for way, scenario in made.items():
        bmd.assess(scenario, raids=20, draws=0).write_folder(tmp_path / way)
        done = CliRunner().invoke(app, ["again", str(tmp_path / way), "--json"])
        assert json.loads(done.stdout)["same"], way
        manifest = tmp_path / way / "folder.json"
        told = json.loads(manifest.read_text(encoding="utf-8"))
        for wrong in ([], [{"name": "x", "title": "y", "notes": [["no-such-note", []]]}], "x"):
            manifest.write_text(json.dumps({**told, "called": wrong}), encoding="utf-8")
            with pytest.raises(InputError, match="what its scenarios are called"):
                run_folder.scenarios(json.loads(manifest.read_text(encoding="utf-8")), tmp_path / way)
