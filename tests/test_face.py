"""The Python face: what it hands back is what the command prints, and shows itself."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import json
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from html import escape
from inspect import signature
from pathlib import Path

import matplotlib.image
import pytest
from typer.testing import CliRunner

import openbmd as bmd
from openbmd import records
from openbmd.cli import app
from openbmd.complaints import InputError
from openbmd.records.note import note
from openbmd.studies import STUDIES

ROOT = Path(__file__).parent.parent
SCENARIOS = ROOT / "scenarios"


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    """A scenario with one kind of missile alone, which is quick to play."""
    lines = (SCENARIOS / "seongju-2017.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not re.match(r"  - \{name: (scud-c|kn-23|nodong)", line))
    path = tmp_path_factory.mktemp("face") / "short.yaml"
    path.write_text(kept.replace("name: seongju-2017", "name: short"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def scenario(short):
    return bmd.read(short, raids=200, draws=3)


@pytest.fixture(scope="module")
def answer(scenario):
    return bmd.assess(scenario)


def printed(*arguments):
    """What a command prints with --json."""
    result = CliRunner().invoke(app, [*map(str, arguments), "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def alike(plain):
    """Plain data as JSON gives it back, numbers that are not finite as null."""
    return json.loads(re.sub(r"\bNaN\b|-?\bInfinity\b", "null", json.dumps(plain)))


def test_importing_loads_nothing_and_every_question_is_there():
    code = (
        "import sys, openbmd as bmd\n"
        "before = [m for m in sys.modules if m.startswith('openbmd.') or m == 'numpy']\n"
        "print(before, [name for name in bmd.STUDIES if not callable(getattr(bmd, name))])\n"
        "print(set(bmd.STUDIES) <= set(dir(bmd)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == ["[] []", "True"]


def test_the_face_shows_its_questions_and_nothing_else():
    assert "assess" in dir(bmd)
    assert "STUDIES" not in dir(bmd)
    assert set(dir(bmd)) == set(bmd.__all__)
    assert all(getattr(bmd, name) is not None for name in dir(bmd))
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", bmd.__version__)
    assert "unit" in signature(bmd.footprint).parameters
    assert "least" in bmd.sweep.__doc__ or "at least" in bmd.sweep.__doc__
    with pytest.raises(AttributeError, match="has no attribute 'asess'"):
        bmd.asess  # noqa: B018
    assert {study.python for study in STUDIES.values()} <= set(dir(bmd))


def test_a_name_that_is_no_question_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'asess'"):
        _ = bmd.asess


def test_a_scenario_is_a_record_that_says_what_it_is(scenario):
    assert isinstance(scenario, records.Scenario)
    assert repr(scenario).startswith("short: One THAAD battery")
    assert "12 missiles" in repr(scenario)
    assert "Scud-ER" in scenario._repr_html_()
    assert repr(pickle.loads(pickle.dumps(scenario))) == repr(scenario)


def test_settings_of_a_question_replace_those_of_the_file(scenario):
    assert (scenario.raids, scenario.draws, scenario.seed) == (200, 3, 2017)
    assert bmd.assess(scenario, raids=50, draws=0, seed=7).study.scenario.seed == 7
    with pytest.raises(InputError, match=r"raids: 0 is out(?s:.*)draws: -1 is out"):
        bmd.assess(scenario, raids=0, draws=-1)


def test_assess_answers_as_the_command_prints(short, answer, tmp_path):
    assert alike(answer.plain) == printed("run", short, "--raids", 200, "--draws", 3, "--out", tmp_path / "run")
    assert answer.leakers.mean == answer.study.leakers.mean
    assert answer.places["Busan"].leakers.se == pytest.approx(answer.study.places["Busan"].leakers.se, rel=1e-11)


def test_compare_answers_as_the_command_prints(short, scenario, tmp_path):
    found = bmd.compare(scenario, without=["seongju-tpy-2"], draws=0, raids=200)
    other = bmd.compare(scenario, bmd.without(scenario, "seongju-tpy-2"), draws=0)
    out = ("--without", "seongju-tpy-2", "--raids", 200, "--draws", 0, "--out", tmp_path / "compare")
    said = printed("compare", short, *out)
    assert alike(found.plain) == said
    assert other.drawn_differences == found.drawn_differences
    assert other.unengaged["out of reach"].mean == found.unengaged["out of reach"].mean
    assert found.leakers.mean == said["comparisons"][0]["leakers"]["mean"]
    assert "more missiles get through" in repr(found)


def test_kill_chain_answers_as_the_command_prints(tmp_path):
    file = SCENARIOS / "kill-chain-2016.yaml"
    found = bmd.kill_chain(bmd.read(file), draws=20)
    assert alike(found.plain) == printed("kill-chain", file, "--draws", 20, "--out", tmp_path / "run")
    assert found.missiles_launched.total == 36


def test_coverage_answers_as_the_command_prints(short, scenario, tmp_path):
    flight = {"radar": "seongju-tpy-2", "launch": "Hwangju", "aim": "Busan", "missile": "nodong", "mode": "terminal"}
    found = bmd.coverage(scenario, **flight)
    options = [part for name, value in flight.items() for part in (f"--{name}", value)]
    assert alike(found.plain) == printed("coverage", short, *options, "--draws", 3, "--out", tmp_path / "run")
    assert found.flights[0].track_s > 60.0


def test_infer_answers_as_the_command_prints():
    found = bmd.infer(range_km=787, apogee_km=2111, time="30min", site="Kusong", bearing_deg=71)
    options = ("--range-km", 787, "--apogee-km", 2111, "--time", "30min", "--site", "Kusong", "--bearing", 71)
    assert alike(found.plain) == printed("infer", *options)
    assert repr(found).startswith("The report is possible;")


def test_posture_takes_published_defences(scenario):
    found = bmd.posture(scenario, defence="korea-2016,korea-2017", raids=50, draws=0)
    assert [day.label for day in found.days] == ["korea-2016", "korea-2017"]
    with pytest.raises(InputError, match="the scenario has no posture"):
        bmd.posture(scenario)


def test_sweep_says_what_the_answer_hangs_on(scenario):
    upper = ("seongju-thaad", "seongju-tpy-2")
    others = [one.name for one in (*scenario.fire_units, *scenario.radar_sites) if one.name not in upper]
    found = bmd.sweep(bmd.without(scenario, *others), verdict="leakers <= 11", draws=0, raids=20)
    assert found.measure == "leakers"
    assert len(found.tornado) == found.uncertain_figures
    with pytest.raises(InputError, match='no measure "leeks"'):
        bmd.sweep(scenario, measure="leeks")


def test_a_footprint_has_an_area_and_answers_for_places(scenario):
    found = bmd.footprint(scenario, unit="rok-gimhae-1", threat="scud-er-busan")
    assert found.area_km2 == pytest.approx(found.study.one.area / 1e6)
    assert found.places["Busan"] >= 1
    assert found.places["Seoul"] == 0
    assert "can engage" in repr(found)


def test_site_puts_another_battery_where_it_helps(scenario):
    found = bmd.site(scenario, unit="rok-gimhae-1", sites="Gimhae Air Base, Jeju", k=1, fresh=True)
    assert found.best[0].sites == ["Gimhae Air Base"]
    with pytest.raises(InputError, match='there is no rule "most"'):
        bmd.site(scenario, unit="rok-gimhae-1", rule="most")


def test_claims_are_judged_one_or_of_ones_own(tmp_path):
    one = bmd.claims("missiles-and-aircraft", draws=2, raids=10)
    assert (one.verdict, one.share) == ("fails", 0.0)
    assert repr(one) == one.finding == "The claim fails by what is published."
    assert one.title in one.telling.headline
    with pytest.raises(InputError, match="there is no such claim"):
        bmd.claims("moon-is-cheese")


def test_the_catalogue_tells_each_figure_with_its_source():
    thaad = bmd.catalogue("thaad")
    assert thaad.kill_probability.attempts == 16
    assert escape(thaad.kill_probability.source) in thaad._repr_html_()
    assert "maximum_range_km" in dir(thaad)
    assert "nodong" in bmd.catalogue().missiles
    assert bmd.catalogue("Busan").latitude_deg == pytest.approx(35.1, abs=0.1)
    with pytest.raises(InputError, match="Did you mean"):
        bmd.catalogue("thad")


def test_an_answer_shows_itself_in_a_notebook(answer):
    page = answer._repr_html_()
    assert answer.finding in page
    assert page.count("<img src=") == 1
    assert all(text.split(" ")[0] in page for _, text in answer.numbers)
    assert f"**{answer.finding}**" in answer._repr_markdown_()
    assert repr(answer) == answer.finding


def test_what_others_wrote_is_shown_as_text_and_not_as_html(answer):
    study = dataclasses.replace(
        answer.study, notes=tuple(note("notes-nothing-aimed", place=place) for place in ("<script>", "<b>5 & 6</b>"))
    )
    sly = type(answer)(answer.asked._replace(answer=study))
    assert "&lt;b&gt;5 &amp; 6" in sly._repr_html_()
    assert "<script>" not in sly._repr_html_()


def test_pictures_and_pages_can_be_kept(answer, tmp_path):
    picture = answer.pictures["distribution"]
    picture.save(tmp_path / "a.png")
    picture.save(tmp_path / "a.svg")
    assert matplotlib.image.imread(tmp_path / "a.png").shape[2] == 4
    assert picture._repr_png_() == (tmp_path / "a.png").read_bytes()
    assert "<svg" in (tmp_path / "a.svg").read_text(encoding="utf-8")
    with pytest.raises(InputError, match=r"\.svg or \.png"):
        picture.save(tmp_path / "a.gif")
    answer.save(tmp_path / "report.html")
    assert answer.finding.rstrip(".") in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_key_that_is_not_there_is_told_with_what_is(answer):
    with pytest.raises(AttributeError, match=r'no "leaker" here[.] Did you mean "leakers"'):
        _ = answer.leaker
    assert {"leakers", "places", "pictures"} <= set(dir(answer))
    assert "mean=" in repr(answer.leakers)


def test_withholding_nothing_that_is_there_is_refused(scenario):
    with pytest.raises(InputError, match='no asset or nation "seongju-radar"'):
        bmd.without(scenario, "seongju-radar")


OWN = """\
name = "mine"
title = "Mine"
kind = "interceptors"
summary = "As THAAD, for a test."
"""


def own_interceptor(name):
    """A file like THAAD's with another name."""
    text = (ROOT / "src/openbmd/catalogue/interceptors/thaad.toml").read_text(encoding="utf-8")
    return text.replace('name = "thaad"', f'name = "{name}"', 1)


def test_an_interceptor_of_ones_own_with_the_same_figures_gives_the_same_answer(scenario, answer, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(own_interceptor("mine"), encoding="utf-8")
    mine = bmd.instead(scenario, "thaad", path)
    assert mine.fire_units[0].interceptor == "mine"
    assert "thaad" not in mine.interceptors
    assert {f.path.split("/")[1] for f in mine.figures if f.path.startswith("interceptors")} >= {"mine"}
    assert bmd.assess(mine, draws=0).leakers.mean == answer.leakers.mean
    assert "mine takes the place of thaad" in mine.remarks[-1]
    for text in (mine.to_yaml(), mine.resolved()):
        again = bmd.scenario(text)
        assert "thaad" not in again.interceptors
        assert replace(again, name=mine.name, notes=mine.notes) == mine
    (tmp_path / "mine-2.toml").write_text(own_interceptor("mine-2"), encoding="utf-8")
    twice = bmd.instead(mine, "mine", tmp_path / "mine-2.toml")
    assert [one.split(":")[0] for one in twice.remarks[-2:]] == [
        "mine takes the place of thaad", "mine-2 takes the place of mine",
    ]  # fmt: skip
    fewer = bmd.changed(mine, {f"fire_units/{mine.fire_units[0].name}/launchers": 1})
    assert (fewer.fire_units[0].interceptor, fewer.fire_units[0].launchers) == ("mine", 1)


def test_one_interceptor_of_ones_own_stands_in_a_preset_too(tmp_path):
    (tmp_path / "mine.toml").write_text(own_interceptor("mine"), encoding="utf-8")
    read = bmd.read(SCENARIOS / "kamd-layers-2023.yaml")
    assert "thaad" not in read.to_yaml()  # they are a preset's
    mine = bmd.instead(read, "thaad", tmp_path / "mine.toml")
    had = [unit.interceptor for unit in read.fire_units]
    assert "thaad" in had
    assert [unit.interceptor for unit in bmd.scenario(mine.to_yaml()).fire_units] == [
        "mine" if name == "thaad" else name for name in had
    ]
    (tmp_path / "few.toml").write_text(
        own_interceptor("few").replace("low = 8, best = 8, high = 8", "low = 2, best = 2, high = 2"), encoding="utf-8"
    )
    with pytest.raises(InputError, match="more than a launcher holds"):
        bmd.instead(read, "thaad", tmp_path / "few.toml")


def test_faults_of_a_file_of_ones_own_are_told_with_the_file(scenario, tmp_path):
    faults = {
        "bad.toml": (OWN.replace("mine", "bad"), "thaad", r"bad\.toml(?s:.*)is missing|no figures|burnout_speed"),
        "thaad.toml": (own_interceptor("thaad"), "thaad", "of the catalogue have thaad"),
        "none.toml": (None, "thaad", "No such file"),
        "mine.toml": (own_interceptor("mine"), "patriot", 'nothing in short is called "patriot"'),
    }
    for name, (text, old, complaint) in faults.items():
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=complaint):
            bmd.instead(scenario, old, tmp_path / name)


def test_a_missile_that_lifts_is_not_replaced_by_one_that_does_not(tmp_path):
    text = (ROOT / "src/openbmd/catalogue/missiles/scud-c.toml").read_text(encoding="utf-8")
    (tmp_path / "flat.toml").write_text(text.replace('name = "scud-c"', 'name = "flat"', 1), encoding="utf-8")
    with pytest.raises(InputError, match="its lift-to-drag ratio is 0"):
        bmd.instead(bmd.read(SCENARIOS / "seongju-2017.yaml"), "kn-23", tmp_path / "flat.toml")


def test_the_examples_of_the_page_run_and_name_every_question(tmp_path, monkeypatch):
    (tmp_path / "scenarios").symlink_to(SCENARIOS)
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    space: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for code in re.findall(r"^```py\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            exec(code, space)
    assert (tmp_path / "report.html").exists()
    assert set(re.findall(r"^\| `bmd\.(\w+)\(", text, re.MULTILINE)) == set(bmd.__all__) - {
        "Finding", "InputError", "Scenario", "__version__",
    }  # fmt: skip
