"""The command's process: streams, signals, arguments; and drafts of folders, whoever ends and however."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from openbmd import folders
from openbmd.complaints import InputError

OPENBMD = (sys.executable, "-m", "openbmd")
posix = pytest.mark.skipif(os.name != "posix", reason="asks the system as POSIX does")


def told(command, tmp_path, **variables):
    return subprocess.run(
        command, cwd=tmp_path, capture_output=True, timeout=120, env={**os.environ, **variables},
        encoding=variables.get("PYTHONIOENCODING", "utf-8"),
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp949"])
def test_signs_that_a_terminal_lacks_are_replaced(encoding, tmp_path):
    done = told([*OPENBMD, "flights", "show", "2017-11-29-hwasong-15"], tmp_path, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, "")
    assert "?" in done.stdout
    assert len(done.stdout.splitlines()) > 10


def test_a_terminal_without_width_gets_the_answer(tmp_path):
    done = told([*OPENBMD, "catalogue", "list", "missiles"], tmp_path, FORCE_COLOR="1", COLUMNS="0")
    assert done.returncode == 0
    assert "nodong" in done.stdout


@posix
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_closed_standard_output_is_one_message(options, tmp_path):
    done = told(["sh", "-c", '"$@" >&-', "sh", *OPENBMD, "catalogue", "list", "missiles", *options], tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Standard output is closed: the answer is not printed.\n"


@posix
def test_an_argument_that_is_no_text_is_refused_before_anything_is_done(tmp_path):
    done = told([*OPENBMD, "run", "seongju-2017", "--out", b"\xff"], tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("openbmd: \\udcff: it is no text in UTF-8")
    assert list(tmp_path.iterdir()) == []


CHILD = """
import os, signal, sys
from pathlib import Path
from openbmd import folders, process
process.prepare()
try:
    with folders.whole(Path("runs/x")) as draft:
        (draft / "half").write_text("")
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
        signal.pause()
except KeyboardInterrupt:
    sys.exit(130)
"""


@posix
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_process_that_is_asked_to_end_leaves_no_draft(name, tmp_path):
    done = told([sys.executable, "-c", CHILD, name], tmp_path)
    assert done.returncode == 130, done.stderr
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_draft_whose_process_was_killed_goes_when_the_next_folder_is_written(tmp_path):
    killed = told([sys.executable, "-c", CHILD, "SIGKILL"], tmp_path)
    assert killed.returncode == -signal.SIGKILL
    assert len(list((tmp_path / "runs").iterdir())) == 1
    with folders.whole(tmp_path / "runs" / "y") as draft:
        assert list((tmp_path / "runs").iterdir()) == [draft]
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["y"]


@posix
def test_only_drafts_that_nobody_holds_are_removed(tmp_path):
    mine = [tmp_path / name for name in (".notes.draft", ".x.1.draft", "x.0123456789ab.draft")]
    linked, elsewhere = tmp_path / ".x.0123456789ab.draft", tmp_path / "elsewhere"
    for folder in (*mine, elsewhere):
        folder.mkdir()
    linked.symlink_to(elsewhere)
    with folders.draft(tmp_path / "x") as first, folders.draft(tmp_path / "x") as second:
        assert first != second
        assert first.is_dir()
        assert second.is_dir()
    assert {*tmp_path.iterdir()} == {*mine, linked, elsewhere}


def test_two_that_write_one_folder_at_once_lose_no_draft(tmp_path):
    def at_once():
        with folders.whole(tmp_path / "x") as late:
            (late / "of").write_text("late")
            with folders.whole(tmp_path / "x") as early:
                (early / "of").write_text("early")

    with pytest.raises(InputError, match="exists already"):
        at_once()
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x" / "of").read_text() == "early"
