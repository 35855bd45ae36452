"""The command line: quick to answer, one JSON object when asked, nothing but the answer on standard output."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from openbmd import catalogue_file, scenario_file
from openbmd.cli import main

ROOT = Path(__file__).parents[1]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
OPENBMD = [sys.executable, "-m", "openbmd"]


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What a command prints on standard output; its exit code must be the one given."""
    with pytest.raises(SystemExit) as ending:
        main(list(arguments))
    assert (ending.value.code or 0) == code
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    found = json.loads(answer(capsys, *arguments, "--json", code=code))
    assert isinstance(found, dict)
    return found


def cpu_seconds(command: list[str]) -> float:
    """What a command takes of the processor; a busy machine is slower by the clock, and hardly by this."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize(("option", "limit"), [("--version", 0.2), ("--help", 0.4)])
def test_version_and_help_answer_at_once(option: str, limit: float) -> None:
    assert min(cpu_seconds([*OPENBMD, option]) for _ in range(5)) < limit


def test_help_teaches_with_commands_that_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, "--help")
    for command in ("run", "show", "check", "catalogue show"):
        assert f"openbmd {command}" in text
    for path in re.findall(r"scenarios/[\w-]+\.yaml", text):
        assert (ROOT / path).exists()


@pytest.mark.parametrize("arguments", [["rnu"], ["run"], ["run", "x.yaml", "--raids", "-3"], ["catalogue", "shw"]])
def test_a_slip_on_the_command_line_ends_with_2_and_without_traceback(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    assert ending.value.code == 2
    message = capsys.readouterr().err
    assert message
    assert "Traceback" not in message


def test_check_flies_and_passes_every_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "check", *map(str, SCENARIOS))
    assert found["ok"], found
    assert [row["file"] for row in found["files"]] == [str(path) for path in SCENARIOS]


def test_check_tells_all_complaints_of_all_files_in_one_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    text = SCENARIOS[0].read_text(encoding="utf-8")
    bad.write_text(text.replace("seed:", "sed:") + "colour: red\n", encoding="utf-8")
    found = told(capsys, "check", str(bad), str(tmp_path / "none.yaml"), code=2)
    assert not found["ok"]
    first, second = found["files"]
    assert {complaint["path"] for complaint in first["complaints"]} == {"sed", "colour"}
    assert first["complaints"][0].keys() == {"file", "line", "path", "found", "advice"}
    assert second["complaints"][0]["found"] == "there is no such file"


def test_a_failure_with_json_is_one_object_too(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "run", "nowhere.yaml", code=2)
    assert found["error"]["exit_code"] == 2
    assert found["error"]["complaints"][0]["file"] == "nowhere.yaml"


def test_the_schema_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "schema") == scenario_file.schema()


def test_the_catalogue_is_listed_shown_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    listed = told(capsys, "catalogue", "list")
    for kind in catalogue_file.RECORDS:
        assert [entry["name"] for entry in listed[kind]] == list(catalogue_file.names(kind))
    assert {"Seoul", "Busan", "Seongju"} <= {place["name"] for place in listed["places"]}
    assert told(capsys, "catalogue", "list", "radars").keys() == {"radars"}
    thaad = told(capsys, "catalogue", "show", "thaad")
    assert thaad["kind"] == "interceptors"
    assert all(bool(figure["source"]) != bool(figure["assumed"]) for figure in thaad["figures"])
    assert told(capsys, "catalogue", "show", "seoul")["kind"] == "places"
    assert told(capsys, "catalogue", "check") == {"ok": True, "complaints": []}
    missing = told(capsys, "catalogue", "show", "thad", code=2)
    assert 'Did you mean "thaad"?' in missing["error"]["message"]


def test_each_key_that_the_catalogue_shows_can_stand_in_a_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    path = next(path for path in SCENARIOS if path.stem == "seongju-2017")
    lines = ["figures:"]
    for name in ("nodong", "an-tpy-2-terminal", "thaad"):
        for figure in told(capsys, "catalogue", "show", name)["figures"]:
            if figure["key"]:
                values = {key: figure[key] for key in ("low", "best", "high")}
                lines.append(f"  {figure['key']}: {json.dumps({**values, 'assumed': 'a test'})}")
    assert len(lines) > 40
    read = scenario_file.read_text(path.read_text(encoding="utf-8") + "\n".join(lines) + "\n", "test.yaml")
    before = scenario_file.read(path)
    assert read.missiles["nodong"] == before.missiles["nodong"]
    assert read.radars["an-tpy-2-terminal"] == before.radars["an-tpy-2-terminal"]
    assert read.interceptors["thaad"] == before.interceptors["thaad"]


@pytest.mark.parametrize("arguments", [["catalogue", "list"], ["catalogue", "show", "thaad"], ["catalogue", "check"]])
def test_the_catalogue_reads_well_as_text(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = answer(capsys, *arguments)
    assert len(text.splitlines()) >= 1
    assert "nan" not in text
    assert ("what was read where it says" in text) == ("show" in arguments)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_show_tells_laydown_flights_sight_and_reach(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "show", str(path))
    scenario = scenario_file.read(path)
    assert [route["name"] for route in found["routes"]] == [route.name for route in scenario.routes]
    for route in found["routes"]:
        assert route["reached"]
        assert [track["sensor"] for track in route["tracks"]] == [site.name for site in scenario.radar_sites]
        assert [chance["unit"] for chance in route["opportunities"]] == [unit.name for unit in scenario.fire_units]
        assert route["orbital"] or 0 < route["burnout_s"] < route["flight_s"]
    assert sum(len(route["threats"]) for route in found["routes"]) == len(scenario.threats)
    text = answer(capsys, "show", str(path))
    for route in scenario.routes:
        assert route.missile in text
    for site in scenario.radar_sites:
        assert site.name in text


def test_run_writes_the_answer_that_it_prints_and_the_same_seed_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = next(path for path in SCENARIOS if path.stem == "seongju-2017")
    options = ["--raids", "200", "--draws", "2", "--seed", "5"]
    printed = told(capsys, "run", str(path), *options, "--threads", "2")
    folder = Path("runs/seongju-2017")
    assert json.loads((folder / "answer.json").read_text(encoding="utf-8")) == printed
    assert (printed["raids"], printed["seed"], printed["draws"]) == (200, 5, 2)
    for key in ("leakers", "p_no_leaker"):
        assert printed[key].keys() == {"mean", "se", "low", "high", "middle"}
    for key in ("places", "rounds_used", "rounds_left", "kills_by_layer", "unengaged", "versions", "notes"):
        assert key in printed
    assert (folder / "report.html").stat().st_size > 10_000
    kept = scenario_file.read(folder / "scenario.yaml")
    assert (kept.raids, kept.seed, kept.draws) == (200, 5, 2)
    text = answer(capsys, "run", str(path), *options, "--threads", "1", "--out", "again")
    assert (Path("again") / "answer.json").read_bytes() == (folder / "answer.json").read_bytes()
    assert "missiles" in text
    assert "again/report.html" in text
    assert told(capsys, "run", str(folder / "scenario.yaml"), "--out", "third") == printed


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_runs(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = answer(capsys, "run", str(path), "--raids", "100", "--draws", "0", "--out", "out")
    assert scenario_file.read(path).title in text
    assert (tmp_path / "out" / "report.html").exists()


def spent(process: subprocess.Popen[str]) -> float:
    """CPU seconds of a running process."""
    told = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks in /proc how far a process is")
def test_ctrl_c_ends_with_130_one_line_and_nothing_written(tmp_path: Path) -> None:
    path = next(path for path in SCENARIOS if path.stem == "seongju-2017")
    running = subprocess.Popen(
        [*OPENBMD, "run", str(path), "--raids", "1000000000", "--draws", "0"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # `pytest &` ignores it, and so would a child
    )  # fmt: skip
    try:
        while running.poll() is None and spent(running) < 5.0:  # into the dice
            time.sleep(0.1)
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
    finally:
        running.kill()
        running.wait()
    assert running.returncode == 130
    assert out == ""
    assert err.strip() == "Stopped. Nothing was written."
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_goes_away_is_no_fault() -> None:
    listing = f"{sys.executable} -m openbmd catalogue list places | head -n 1"
    done = subprocess.run(listing, shell=True, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""


def test_the_scenarios_of_the_documents_are_sound() -> None:
    text = (ROOT / "docs" / "scenario-file.md").read_text(encoding="utf-8")
    whole = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    parts = re.findall(r"^```yaml-part\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert (len(whole), len(parts)) == (4, 4)
    for written in (*whole, *(whole[0] + part for part in parts)):
        assert scenario_file.read_text(written, "docs/scenario-file.md").threats


def keys(value: object) -> set[str]:
    """Every key of an answer, at any depth."""
    if isinstance(value, dict):
        return set(value) | {key for item in value.values() for key in keys(item)}
    return {key for item in value for key in keys(item)} if isinstance(value, list) else set()


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", str(ROOT / "scenarios" / "musudan-2016.yaml")],
        ["show", str(ROOT / "scenarios" / "kamd-2023.yaml")],
        ["catalogue", "list"],
        ["catalogue", "show", "thaad"],
        ["catalogue", "show", "Seoul"],
        ["catalogue", "check"],
    ],
    ids=["check", "show", "catalogue list", "catalogue show thaad", "catalogue show Seoul", "catalogue check"],
)
def test_every_key_of_an_answer_is_documented(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(\w+)`", text))
    assert keys(told(capsys, *arguments)) <= documented
