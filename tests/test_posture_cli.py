"""openbmd posture, as typed."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import pytest

import openbmd as bmd
from commanding import command
from openbmd.complaints import InputError
from openbmd.drawing import pictures

FILE = Path(__file__).parent.parent / "scenarios" / "kamd-2023.yaml"
DAYS = """
posture:
  days: [0, 10]
  labels: {0: without THAAD, 10: plus THAAD}
  presence:
    - {asset: seongju-thaad, arrives_day: 10}
    - {asset: seongju-tpy-2, arrives_day: 10}
"""


def scenario_with(tmp_path, posture):
    """A scenario file with one kind of missile alone, which is quick to play."""
    text = FILE.read_text(encoding="utf-8")
    kept = "".join(
        line for line in text.splitlines(keepends=True)
        if not re.match(r"  - \{name: (scud-c|kn-23|nodong)", line)
    )  # fmt: skip
    path = tmp_path / "short.yaml"
    path.write_text(kept.replace("name: kamd-2023", "name: short") + posture, encoding="utf-8")
    return path


QUICK = {"raids": "200", "draws": "0"}


def test_the_command_prints_a_finding_and_a_table_and_writes_a_folder_that_it_never_overwrites(tmp_path, capsys):
    path = scenario_with(tmp_path, DAYS)
    folder = tmp_path / "days"
    command("posture", path, out=folder, threads="1", **QUICK)
    said = capsys.readouterr().out
    assert "The leakers fall from " in said
    assert "plus THAAD" in said
    assert {file.name for file in folder.iterdir()} == {
        "scenario.yaml", "as-read.yaml", "posture.json", "telling.json", "folder.json", "report.html", "days.svg",
        "postures.svg",
    }  # fmt: skip
    kept = json.loads((folder / "posture.json").read_text())
    assert [day["day"] for day in kept["days"]] == [0, 10]
    with pytest.raises(InputError, match="exists already"):
        command("posture", path, out=folder, raids="200")
    capsys.readouterr()
    command("posture", path, out=tmp_path / "again", json=True, **QUICK)
    assert json.loads(capsys.readouterr().out) == kept


def test_a_folder_that_cannot_be_finished_is_taken_away(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pictures, "write_png", full)
    path = scenario_with(tmp_path, DAYS)
    with pytest.raises(OSError, match="space"):
        command("posture", path, out=tmp_path / "deep" / "run", png=True, **QUICK)
    assert list(tmp_path.iterdir()) == [path]


def test_published_defences_stand_side_by_side_against_the_raid_that_was_read(tmp_path, capsys):
    path = scenario_with(tmp_path, "")
    scenario = bmd.read(path)
    defences = "korea-2016,korea-2017"
    command("posture", path, defence=defences, out=tmp_path / "run", json=True, **QUICK)
    path.unlink()  # it is read once
    answer = bmd.posture(scenario, defence=defences, raids=200, draws=0)
    assert json.loads(json.dumps(answer.plain)) == json.loads(capsys.readouterr().out)
    assert [day["label"] for day in answer.days] == defences.split(",")
    assert answer.plain["days"][0]["day"] is None
    assert "seongju-thaad" in answer.days[1]["came"]
    assert answer.threats == 12
    assert "day" not in answer.tables["who-came"]


def test_an_answer_is_one_value_with_tables(tmp_path):
    scenario = bmd.read(scenario_with(tmp_path, DAYS))
    found = bmd.posture(scenario, raids=200, draws=2)
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.plain == found.plain
    assert found != bmd.posture(scenario, raids=201, draws=2)
    assert found.finding.endswith(".")
    assert not found.telling.headline.endswith(".")
    table = found.tables["days"]
    assert list(table["label"]) == ["without THAAD", "plus THAAD"]
    assert list(table["leakers_mean"]) == pytest.approx([day["leakers"]["mean"] for day in found.days])
    assert found.tables["raid-sizes"]["missiles_best"][0] == found.study.days[0].half_raid.best
    assert list(found.tables["who-came"]["day"]) == [0.0, 10.0]


@pytest.mark.parametrize(
    ("posture", "values", "said"),
    [
        ("", {}, "the scenario has no posture"),
        (DAYS, {"defence": "korea-2015"}, "Did you mean"),
        (DAYS, {"defence": ","}, "names nothing"),
        (DAYS, {"raids": 0}, "The least is 1"),
        (DAYS, {"draws": -1}, "The least is 0"),
    ],
)
def test_what_cannot_be_played_is_told_alike_and_nothing_is_written(tmp_path, posture, values, said):
    path = scenario_with(tmp_path, posture)
    with pytest.raises(InputError, match=said):
        bmd.posture(bmd.read(path), **values)
    with pytest.raises(InputError, match=said):
        command("posture", path, out=tmp_path / "days", **{name: str(value) for name, value in values.items()})
    assert [file.name for file in tmp_path.iterdir()] == ["short.yaml"]
