"""The run folder: whole or not at all, and the same for the same answer."""

from __future__ import annotations

import errno
import json
import math
import os
import re
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import synthetic_answer
from commanding import run_of
from openbmd import folders, run_folder
from openbmd.complaints import InputError
from openbmd.locales import Words
from openbmd.records import REASONS, Answer
from openbmd.render import json as as_json
from openbmd.render.json import plain
from openbmd.scene import flown

EXPECTED = {
    *("scenario.yaml", "answer.json", "report.html", "trajectories.czml", "trajectories.geojson"),
    *("telling.json", "folder.json", "as-read.yaml"),
    *(f"{name}.svg" for name in ("map", "battlespace", "fate", "distribution", "rounds", "drivers")),
    *(f"{name}.parquet" for name in ("threats", "shots", "routes", "tracks", "windows", "trajectories")),
    *(f"{name}.parquet" for name in ("places", "rounds", "distribution", "draws", "figures")),
}


def silent(done: int, total: int, what: str) -> None:
    pass


def write(answer: Answer, folder: Path, heard: run_folder.Heard = silent, forms: tuple[str, ...] = ()) -> None:
    say = Words()
    run_folder.write(run_folder.make(run_of(answer), say), folder, say, heard, forms)


@pytest.fixture(scope="module")
def answer() -> Answer:
    return synthetic_answer.answer()


@pytest.fixture(scope="module")
def folder(answer: Answer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("runs") / "synthetic"
    write(answer, made)
    return made


def test_a_run_folder_holds_every_product_and_its_parent_nothing_else(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == EXPECTED
    assert [path.name for path in folder.parent.iterdir()] == ["synthetic"]


def test_the_same_answer_gives_the_same_bytes(answer: Answer, folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    write(synthetic_answer.answer(), again)
    for name in EXPECTED:
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name


def test_an_existing_folder_is_refused_and_left_alone(answer: Answer, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "keep.txt").write_text("keep")
    with pytest.raises(InputError) as refusal:
        folders.refuse_existing(tmp_path / "mine")
    assert "exists" in refusal.value.complaints[0].found
    with pytest.raises(InputError):
        write(answer, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["keep.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a file")
    with pytest.raises(InputError):
        folders.refuse_existing(tmp_path / "mine")


@pytest.mark.parametrize("trouble", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("at", ["run_folder.write_parquet", "formats.czml.packets", "render.page.page"])
def test_trouble_half_way_leaves_nothing_behind(
    answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: BaseException, at: str
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(f"openbmd.{at}", fail)
    with pytest.raises(type(trouble)):
        write(answer, tmp_path / "new" / "run")
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_from_nothing_to_all(answer: Answer, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(answer, tmp_path / "run", lambda done, total, what: told.append((done, total)))
    assert [done for done, _ in told] == list(range(told[0][1] + 1))


def test_answer_json_holds_the_promised_keys(folder: Path, answer: Answer) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    found = json.loads((folder / "answer.json").read_text(), parse_constant=refuse)
    promised = {"leakers", "p_no_leaker", "places", "rounds_used", "rounds_left", "kills_by_layer", "unengaged"}
    assert promised | {"raids", "seed", "versions", "notes"} <= found.keys()
    for key in ("leakers", "p_no_leaker"):
        assert found[key].keys() == {"mean", "se", "low", "high", "middle"}
    assert found["leakers"]["mean"] == pytest.approx(answer.leakers.mean, rel=1e-11)  # twelve digits are kept
    assert list(found["places"]) == [place.name for place in answer.scenario.places]
    assert list(found["rounds_used"]) == list(found["rounds_left"]) == [u.name for u in answer.scenario.fire_units]
    assert sum(found["leaker_distribution"]) == pytest.approx(1.0, abs=1e-9)
    assert len(found["leak_probability"]) == len(answer.scenario.threats)


def test_a_band_that_was_not_drawn_is_null() -> None:
    found = as_json.envelope(run_folder.make(run_of(synthetic_answer.without_defence()), Words()).told)
    assert found["leakers"]["low"] is None
    assert found["leakers"]["high"] is None
    assert found["drawn_leakers"] == []


@given(st.floats())
def test_numbers_keep_twelve_digits_or_are_null(value: float) -> None:
    kept = plain(value)
    if kept is None:
        assert not math.isfinite(value)
    else:
        assert kept == pytest.approx(value, rel=1e-11, abs=0.0)
        assert plain(kept) == kept


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    return duckdb.connect(":memory:").execute(query.replace("FOLDER", str(folder))).fetchall()


def test_the_tables_say_what_the_answer_says(folder: Path, answer: Answer) -> None:
    (count, leak), *_ = rows(folder, "select count(*), sum(leak_probability) from 'FOLDER/threats.parquet'")
    assert count == len(answer.scenario.threats)
    assert leak == pytest.approx(answer.leakers.mean, rel=1e-9)  # the mean of a sum is the sum of the means
    (share, mean), *_ = rows(
        folder, "select sum(share_of_raids), sum(leakers * share_of_raids) from 'FOLDER/distribution.parquet'"
    )
    assert share == pytest.approx(1.0, abs=1e-9)
    assert mean == pytest.approx(answer.leakers.mean, rel=1e-9)
    assert rows(folder, "select count(*) from 'FOLDER/shots.parquet'") == [(len(answer.battlespace.plan.shots),)]
    assert rows(folder, "select count(*) from 'FOLDER/figures.parquet' where source = '' and assumed = ''") == [(0,)]
    engaged = rows(folder, "select distinct place from 'FOLDER/threats.parquet' order by place")
    assert [name for (name,) in engaged] == sorted({threat.place for threat in answer.scenario.threats})


def test_no_event_is_thinned_out_of_the_trajectories_table(folder: Path, answer: Answer) -> None:
    written = rows(folder, "select route, time_s, event from 'FOLDER/trajectories.parquet' where event <> ''")
    found = {(route, time, words) for route, time, event in written for words in str(event).split("; ")}
    for k, route in enumerate(answer.scenario.routes):
        end = flown.end_time(answer.battlespace.trajectories[k])
        for event in flown.events(answer.scenario, answer.battlespace, k):
            if event.time <= end:
                assert (route.name, event.time, f"{event.name}: {event.who}".removesuffix(": ")) in found


def test_an_answer_without_defence_is_written_whole(tmp_path: Path) -> None:
    write(synthetic_answer.without_defence(), tmp_path / "watch")
    names = {path.name for path in (tmp_path / "watch").iterdir()}
    assert names == EXPECTED - {f"{name}.svg" for name in ("fate", "distribution", "rounds", "drivers")}
    assert rows(tmp_path / "watch", "select count(*) from 'FOLDER/shots.parquet'") == [(0,)]


def test_pictures_are_written_as_png_when_asked_for(tmp_path: Path) -> None:
    write(synthetic_answer.without_defence(), tmp_path / "watch", forms=("png",))
    for name in ("map", "battlespace"):
        assert (tmp_path / "watch" / f"{name}.png").read_bytes().startswith(b"\x89PNG\r\n")


def test_names_that_break_quotes_and_markup_are_written(tmp_path: Path, answer: Answer) -> None:
    places = tuple(place._replace(name=f"{place.name}'s <b>&\"") for place in answer.scenario.places)
    renamed = replace(
        answer,
        scenario=replace(answer.scenario, places=places, title="</title><script>alert(1)</script>"),
        places={place.name: value for place, value in zip(places, answer.places.values(), strict=True)},
    )
    write(renamed, tmp_path / "it's")
    assert "<script" not in (tmp_path / "it's" / "report.html").read_text()
    found = rows(tmp_path, "select place from read_parquet('FOLDER/it''s/places.parquet')")
    assert {name for (name,) in found} == {place.name for place in places}


def test_importing_the_door_brings_in_nothing_heavy() -> None:
    heavy = "('matplotlib', 'duckdb', 'jinja2', 'pyproj', 'pandas')"
    code = f"import sys, openbmd.run_folder; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_disk_that_fills_while_a_table_is_written_is_told_as_the_system_told_it(tmp_path: Path) -> None:
    """As near as a test may come: no file may grow past 20 kB."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(OSError, match=os.strerror(errno.EFBIG)) as refusal:
            run_folder.write_parquet({"t.parquet": {"x": np.sin(np.arange(100_000.0))}}, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert refusal.value.errno == errno.EFBIG
    with pytest.raises(FileNotFoundError):
        run_folder.write_parquet({"t.parquet": {"x": np.zeros(1)}}, tmp_path / "nowhere")


def test_infinite_times_come_back_infinite(tmp_path: Path) -> None:
    run_folder.write_parquet({"t.parquet": {"when_s": np.array([1.0, np.inf])}}, tmp_path)
    assert rows(tmp_path, "select when_s from 'FOLDER/t.parquet'") == [(1.0,), (math.inf,)]


def test_the_document_names_every_file_key_and_column(folder: Path) -> None:
    document = (Path(__file__).parents[1] / "docs" / "run-folder.md").read_text(encoding="utf-8")
    for path in folder.iterdir():
        assert f"`{path.name}`" in document
        if path.suffix == ".parquet":
            (line,) = (line for line in document.splitlines() if line.startswith(f"| `{path.name}`"))
            for name, *_ in rows(folder, f"describe select * from 'FOLDER/{path.name}'"):
                stem = re.sub(r"_(mean|se|low|high|middle)$", "", str(name))
                assert f"`{stem}`" in line, (path.name, name)
    for key in json.loads((folder / "answer.json").read_text()):
        assert f"`{key}`" in document
    for reason in REASONS:
        assert f"`{reason}`" in document
