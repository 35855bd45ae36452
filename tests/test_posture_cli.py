"""openbmd posture, as typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from openbmd.commands import posture_cli
from openbmd.complaints import InputError

FILE = Path(__file__).parent.parent / "scenarios" / "kamd-2023.yaml"
APP = typer.Typer()
posture_cli.add(APP)
APP.command()(lambda: None)  # a second command, so that the first is called by its name
DAYS = """
posture:
  days: [0, 10]
  labels: {0: without THAAD, 10: plus THAAD}
  presence:
    - {asset: seongju-thaad, arrives_day: 10}
    - {asset: seongju-tpy-2, arrives_day: 10}
"""


@pytest.fixture
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


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


def run(*arguments):
    result = CliRunner().invoke(APP, ["posture", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_the_command_prints_a_finding_and_a_table_and_writes_a_folder_that_it_never_overwrites(tmp_path):
    path = scenario_with(tmp_path, DAYS)
    said = run(path, "--raids", 200, "--draws", 0, "--threads", 1)
    assert said.startswith("The leakers fall from ")
    assert "plus THAAD" in said
    folder = tmp_path / "runs" / "short-posture"
    assert {file.name for file in folder.iterdir()} == {
        "scenario.yaml", "posture.json", "report.html", "days.svg", "postures.svg",
    }  # fmt: skip
    kept = json.loads((folder / "posture.json").read_text())
    assert [day["day"] for day in kept["days"]] == [0, 10]
    with pytest.raises(InputError, match="exists already"):
        run(path, "--raids", 200)
    printed = json.loads(run(path, "--raids", 200, "--draws", 0, "--threads", 2, "--out", "again", "--json"))
    assert printed == kept


@pytest.mark.usefixtures("in_a_folder_of_its_own")
def test_published_defences_stand_side_by_side_against_the_files_raid(tmp_path):
    path = scenario_with(tmp_path, "")
    defences = "korea-2016,korea-2017"
    answer = json.loads(run(path, "--defence", defences, "--raids", 200, "--draws", 0, "--json"))
    assert [day["label"] for day in answer["days"]] == defences.split(",")
    assert answer["days"][0]["day"] is None
    assert "seongju-thaad" in answer["days"][1]["came"]
    assert answer["threats"] == 12


@pytest.mark.usefixtures("in_a_folder_of_its_own")
@pytest.mark.parametrize(
    ("posture", "options", "said"),
    [
        ("", [], "the scenario has no posture"),
        (DAYS, ["--defence", "korea-2015"], "Did you mean"),
        (DAYS, ["--defence", ","], "names nothing"),
    ],
)
def test_what_cannot_be_played_is_told_and_nothing_is_written(tmp_path, posture, options, said):
    path = scenario_with(tmp_path, posture)
    with pytest.raises(InputError, match=said):
        run(path, *options)
    assert [file.name for file in tmp_path.iterdir()] == ["short.yaml"]
