"""The commands about real flights, as typed."""

from __future__ import annotations

import json
import math
import pickle

import pytest
from typer.testing import CliRunner

import openbmd as bmd
from openbmd import run_folder
from openbmd.cli import app as APP
from openbmd.complaints import InputError

FLIGHT = ["infer", "--range-km", "787", "--apogee-km", "2111", "--time", "30min", "--site", "Kusong", "--bearing", "71"]
LIST = "date,range,kind,outcome\n2022-01-30,800,IRBM,Success\n2022-02-30,800,IRBM,Success\n"
MAP = "columns: {date: date, range_km: range, kind: kind, success: outcome}\n"


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    result = CliRunner().invoke(APP, [*map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_infer_prints_one_json_object_and_leaves_a_run_folder(tmp_path):
    answer = json.loads(run(*FLIGHT, "--json"))
    assert answer["verdict"] == "possible"
    assert answer["excess_s"] == pytest.approx(1800.0 - answer["floor_s"])
    assert answer["range_km"]["low"] < 4_850.0 < answer["range_km"]["high"]
    assert answer["candidates"][0]["name"] == "hwasong-12"
    assert answer["flight"] == "2017-05-14-hwasong-12"
    assert {one["by"] for one in answer["published"]} >= {"CSIS", "CNS"}
    (folder,) = (tmp_path / "runs").iterdir()
    assert folder.name == "infer-787km-2111km"
    assert json.loads((folder / "answer.json").read_text(encoding="utf-8")) == answer
    assert answer["finding"].startswith("The report is possible;")
    assert answer["seed"] is None
    assert any("CSIS" in source or "csis" in source for source in answer["sources"])


def test_infer_prints_words_and_writes_a_folder_that_it_never_overwrites(tmp_path):
    said = run(*FLIGHT)
    assert "possible" in said
    assert "What was published" in said
    (folder,) = (tmp_path / "runs").iterdir()
    assert (folder / "report.html").read_text().startswith("<!doctype html>")
    assert {"ring.svg", "times.svg", "profile.svg", "telling.json"} <= {path.name for path in folder.iterdir()}
    run(*FLIGHT, "--threads", "1")
    assert len(list((tmp_path / "runs").iterdir())) == 2
    first, second = sorted((tmp_path / "runs").iterdir())
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()
    with pytest.raises(InputError, match="exists"):
        run(*FLIGHT, "--out", folder)


def test_infer_takes_a_file_or_a_flight_of_the_catalogue(tmp_path):
    (tmp_path / "r.yaml").write_text(
        "site: Sunan\nbearing_deg: 75\nreports:\n  - {by: A, range_km: 1090, apogee_km: 6248.5, time: 4052s}\n"
        "  - {by: B, time: 71min}\n"
    )
    answer = json.loads(run("infer", "r.yaml", "--json", "--out", "told"))
    assert [one["verdict"] for one in answer["reports"]] == ["impossible", "possible"]
    assert answer["likelier"] == {"by": "B", "odds": None, "beyond_telling": True}
    assert (tmp_path / "told" / "report.html").exists()
    kept = run_folder.read(tmp_path / "told")
    assert kept.question.file.text.startswith("site: Sunan")
    assert kept.telling.finding == answer["finding"]
    assert json.loads(run("infer", "--flight", "2019-05-09", "--json"))["kind"] == "quasi-ballistic"


def test_a_satellite_launch_of_the_catalogue_is_recognised_by_its_numbers():
    answer = json.loads(run("infer", "--range-km", "3000", "--apogee-km", "500", "--site", "Sohae", "--json"))
    assert (answer["verdict"], answer["kind"], answer["flight"]) == (
        "not-applicable",
        "orbital",
        "2023-11-21-chollima-1",
    )
    assert answer["range_km"] == {"low": None, "best": None, "high": None}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["infer"], "nothing to infer from"),
        (["infer", "--range-km", "787"], "--apogee-km: it is missing"),
        (["infer", "--flight", "2017-05-14", "--range-km", "787"], "more than one flight"),
        (["infer", "--range-km", "787", "--apogee-km", "2111", "--time", "30"], "no unit"),
        (["infer", "--flight", "2016-07-19"], "no published apogee"),
        (["infer", "none.yaml"], "it cannot be read"),
        (["infer", "none"], "it cannot be read"),
        (["infer", "--range-km", "0", "--apogee-km", "100"], "--range-km: 0 is out of bounds"),
        (["infer", "--range-km", "10", "--apogee-km", "inf"], "no finite number"),
        (["infer", "--range-km", "787", "--apogee-km", "2111", "--bearing", "400"], "--bearing: 400 is out"),
        (["infer", "--range-km", "787", "--apogee-km", "2111", "--site", "Seoull"], "--site: there is no site"),
        (["infer", "--flight", "2017-05-14", "--time", "30min"], "--time: a flight of the catalogue tells it"),
        (["flights", "check", "2020-01-01"], "no such flight"),
        (["infer", "--range-km", "787", "--apogee-km", "30", "--kind", "ballistic"], "below burnout"),
        (["flights", "show", "2020-01-01"], "no such flight"),
        (["flights", "count", "--from", "2022-02-30", "--to", "2023-01-01"], "there is no 2022-02-30"),
        (["flights", "count", "--from", "soon", "--to", "2023-01-01"], "not a date"),
        (["flights", "count", "--from", "2023-01-01", "--to", "2022-01-01"], "comes after"),
        (["flights", "count", "--from", "2022-01-01", "--to", "2023-01-01", "--what", "big"], 'no "big"'),
        (["flights", "count", "--from", "2022-01-01", "--to", "2023-01-01", "--list", "none.json"], "no such file"),
        (["flights", "import", "none.csv", "--map", "none.yaml"], "no such file"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)  # fmt: skip
def test_what_cannot_be_asked_is_one_clear_complaint(arguments, said):
    result = CliRunner().invoke(APP, arguments)
    assert isinstance(result.exception, InputError), result.output
    assert said in str(result.exception)
    assert all(complaint.advice for complaint in result.exception.complaints)


def test_flights_are_listed_and_shown():
    listed = json.loads(run("flights", "list", "--json"))["flights"]
    assert len(listed) >= 37
    assert "2022-03-24-icbm" in run("flights", "list")
    shown = json.loads(run("flights", "show", "2017-11-29", "--json"))
    assert shown["utc"] == "2017-11-28T18:17Z"
    assert [one["by"] for one in shown["reports"]] == ["KCNA", "D. Wright"]
    said = run("flights", "show", "2017-11-29")
    assert "2017-11-28T18:17Z" in said
    assert "> 13,000 km" in said


def test_flights_check_answers_for_those_that_are_named():
    answer = json.loads(run("flights", "check", "2017-05-14", "--json"))
    assert answer["summary"] == {
        "timed": 1, "times_close": 1, "times_flagged": 0, "ranges": 3, "ranges_close": 3, "ranges_missed": 0,
    }  # fmt: skip
    assert "# Validation against real flights" in run("flights", "check", "2016-07-19", "--markdown")


def test_import_keeps_and_count_counts(tmp_path):
    (tmp_path / "list.csv").write_text(LIST)
    (tmp_path / "map.yaml").write_text(MAP)
    answer = json.loads(run("flights", "import", "list.csv", "--map", "map.yaml", "--json"))
    assert (answer["rows"], answer["marked"], answer["by_mark"]) == (2, 1, {"unreadable": 1})
    assert answer["marked_rows"][0]["row"] == 2
    count = ["flights", "count", "--from", "2022-01-01", "--to", "2023-04-13", "--what", "ballistic", "--success"]
    counted = json.loads(run(*count, "--json"))
    assert (counted["count"], counted["undated_rows"], counted["list"]) == (1, 1, "list.csv")
    assert "1 missiles in 1 rows of list.csv" in run(*count)
    run("flights", "import", "list.csv", "--map", "map.yaml")  # the same list may be imported anew
    (tmp_path / "other.csv").write_text(LIST)
    result = CliRunner().invoke(APP, ["flights", "import", "other.csv", "--map", "map.yaml"])
    assert "it exists, and was not made from this list" in str(result.exception)


def test_without_an_imported_list_the_catalogue_is_counted_and_that_is_said():
    counted = json.loads(run("flights", "count", "--from", "2022-01-01", "--to", "2023-04-13", "--json"))
    assert counted["list"] == "the catalogue's flights"
    assert counted["notes"]
    assert counted["count"] >= counted["rows"]


# --- from Python ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def inferred():
    return bmd.infer(range_km=787, apogee_km=2111, time="30min", site="Kusong", bearing_deg=71)


def test_an_answer_pickles_and_equals_the_same_answer(inferred):
    assert pickle.loads(pickle.dumps(inferred)) == inferred
    again = bmd.infer(range_km=787, apogee_km=2111, time="30min", site="Kusong", bearing_deg=71, threads=1)
    assert again == inferred
    assert again.plain == inferred.plain
    assert inferred.study.answer.report.time == 1_800.0
    assert str(inferred) == inferred.finding == "The report is possible; on a minimum-energy flight the missile would" \
        " reach about 4,850 km."  # fmt: skip


def test_tables_hold_the_numbers_with_both_ends_of_each_band(inferred):
    told = inferred.tables
    assert told["reports"]["range_km"].tolist() == [787.0]
    assert told["candidates"]["missile"][0] == "hwasong-12"
    bands = told["build_bands"]
    assert set(bands["build"]) == set(told["builds"]["build"])
    assert (bands["range_low_km"] <= told["builds"]["range_km"]).all()
    assert (bands["range_high_km"] >= told["builds"]["range_km"]).all()
    assert told["published_bands"]["high_km"].tolist() == [4_500.0, 4_500.0, 7_000.0]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"range_km": 0.0, "apogee_km": 100.0}, "range_km: 0.0 is out of bounds"),
        ({"range_km": 10.0, "apogee_km": math.inf}, "apogee_km: inf is no finite number"),
        ({"range_km": 10.0, "apogee_km": 2e5}, "apogee_km: 200000.0 is out of bounds"),
        ({"range_km": 787.0, "apogee_km": 2111.0, "time": 1800}, "time: 1800 is not a text"),
        ({"range_km": 787.0, "apogee_km": 2111.0, "time": "1800"}, 'time: the time "1800" has no unit'),
        ({"range_km": 787.0, "apogee_km": 2111.0, "stages": 4}, "stages: 4 is out of bounds"),
        ({"range_km": 787.0, "apogee_km": 2111.0, "kind": "cruise"}, 'kind: there is no kind "cruise"'),
        ({"flight": "2017-05-14", "payload_kg": 500.0}, "payload_kg: a flight of the catalogue tells it"),
        ({"file": "none.yaml"}, "it cannot be read"),
        ({"length_km": 3.0}, "there is no such argument"),
    ],
)
def test_python_refuses_what_the_command_refuses(values, said):
    with pytest.raises(InputError) as error:
        bmd.infer(**values)
    assert said in str(error.value)


def test_every_fault_of_numbers_is_told_at_once():
    with pytest.raises(InputError) as error:
        bmd.infer(range_km=787, apogee_km=5, time="30", site="Nowhere", stages=3, propellant="liquid")
    assert {one.path for one in error.value.complaints} == {"apogee_km", "time", "site", "stages"}


def test_a_file_and_names_need_no_keyword(tmp_path):
    (tmp_path / "r.yaml").write_text("reports: [{by: A, range_km: 600, apogee_km: 50}]")
    assert bmd.infer(tmp_path / "r.yaml").kind == "quasi-ballistic"
    assert bmd.infer("r.yaml") == bmd.infer(file="r.yaml")
    with pytest.raises(InputError, match="given twice"):
        bmd.infer("r.yaml", file="r.yaml")
    found = bmd.flights(["2016-07-19-nodong"])
    assert found.left_out[0].flight == "2016-07-19-nodong"
    assert found == bmd.flights(names=("2016-07-19-nodong",))
    assert found.summary.timed == 0
    with pytest.raises(InputError, match="no such flight"):
        bmd.flights(["2020-01-01", "2016-07-19"])
