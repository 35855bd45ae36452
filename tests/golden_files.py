"""What OpenBMD says today, as plain text to compare with what it says tomorrow: helps, keys, words and names of files.

Every study below is asked once for people and once with --json, on the small scenarios in tests/golden/scenarios. After
a change that was meant:

    python tests/golden_files.py --update [NAME…]    # names of studies, or help; all when none is named
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import duckdb
import typer
from typer.testing import CliRunner

from openbmd import catalogue_file
from openbmd.cli import app, main

ROOT = Path(__file__).parents[1]
STORED = ROOT / "tests" / "golden"
UPDATE = "python tests/golden_files.py --update"
PLAIN = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
COLOURED = ("FORCE_COLOR", "PY_COLORS", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "OPENBMD_TRACEBACK")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
VERSIONS = re.compile(r"\b(openbmd|python|numpy|numba|scipy|matplotlib|duckdb|pyproj)( |: )\d+(?:\.\d+)+\w*", re.I)
LAYERS = {"upper", "lower", "sea"}  # names of the scenarios that look like keys of the program
NAME = re.compile(r"(?![$a-z_]\w*\Z)", re.A)  # what is not written like a key


class Study(NamedTuple):
    """A command line, with an exit code and what must be asked before it."""

    line: str  # arguments, those with blanks in double quotes
    code: int = 0
    first: tuple[str, ...] = ()
    twin: str | None = (
        ""  # more arguments of the second asking, with --json: a folder of its own; None: not asked again
    )


# oriented-north and its like take ten seconds; this claim takes one
STUDIES = {
    "run": Study("run scenarios/layers.yaml", twin="--out runs/twin"),
    "run-strikes": Study("run scenarios/strikes.yaml --png", twin="--out runs/twin"),
    "check": Study("check scenarios/layers.yaml scenarios/strikes.yaml scenarios/one-battery.yaml"),
    "check-faults": Study("check scenarios/faults.yaml", code=2),
    "failure": Study("run scenarios/faults.yaml", code=2),
    "show": Study("show scenarios/layers.yaml"),
    "schema": Study("schema"),
    "compare": Study("compare scenarios/layers.yaml --without seongju-tpy-2", twin="--out runs/twin"),
    "posture": Study("posture scenarios/layers.yaml", twin="--out runs/twin"),
    "posture-defences": Study(
        "posture scenarios/layers.yaml --defence korea-2016,korea-2023 --raids 50 --draws 2", twin="--out runs/twin"
    ),
    "sweep": Study(
        'sweep scenarios/one-battery.yaml --draws 184 --raids 20 --processes 1 --verdict "leakers <= 0.5"',
        twin="--out runs/twin",
    ),
    "kill-chain": Study("kill-chain scenarios/strikes.yaml --draws 40", twin="--out runs/twin"),
    "coverage": Study(
        "coverage scenarios/layers.yaml --radar seongju-tpy-2 --draws 0 --out runs/coverage",
        twin=None,  # its keys are those of one flight, and it takes ten seconds
    ),
    "coverage-flight": Study(
        "coverage scenarios/layers.yaml --radar seongju-tpy-2 --draws 2 --launch Luoning --aim Seattle --out runs/one",
        twin="--out runs/twin",
    ),
    "footprint": Study(
        "footprint scenarios/layers.yaml --unit us-osan-2 --threat scud-c --denied Pyeongtaek --negation",
        twin="--out runs/twin",
    ),
    "engagements": Study("engagements --case riyadh-2017 --draws 8 --raids 50", twin="--out runs/twin"),
    "site": Study("site scenarios/layers.yaml --unit rok-gimhae-1 --sites Gunsan,Daegu --k 2", twin="--out runs/twin"),
    "infer": Study(
        "infer --range-km 787 --apogee-km 2111 --time 30min --site Kusong --bearing 71", twin="--out runs/twin"
    ),
    "infer-flight": Study("infer --flight 2022-03-24-icbm", twin="--out runs/twin"),
    "claims": Study("claims musudan-october --draws 2 --raids 50", twin="--out runs/twin"),
    "flights-list": Study("flights list"),
    "flights-show": Study("flights show 2017-11-29-hwasong-15"),
    "flights-check": Study("flights check 2017-02-12-pukguksong-2 2017-11-29-hwasong-15"),
    "flights-count": Study("flights count --from 2022-01-01 --to 2023-04-13 --success"),
    "catalogue-list": Study("catalogue list"),
    "catalogue-show": Study("catalogue show thaad"),
    "catalogue-missile": Study("catalogue show nodong"),
    "catalogue-defence": Study("catalogue show korea-2016"),
    "catalogue-place": Study("catalogue show Busan"),
    "report": Study(
        "report runs/layers runs/strikes-kill-chain --tables csv",
        first=("run scenarios/layers.yaml", "kill-chain scenarios/strikes.yaml --draws 40"),
        twin="--out runs/twin.html",
    ),
}
KINDS = ("keys", "words", "files")


# --- asking ---------------------------------------------------------------------------------------


@contextmanager
def plain() -> Iterator[None]:
    """An environment in which all terminals look alike."""
    rest = {key: value for key, value in os.environ.items() if key not in COLOURED}
    with mock.patch.dict(os.environ, rest | PLAIN, clear=True):
        yield


def ask(line: str, code: int = 0) -> tuple[str, str]:
    """Standard output and standard error of a command line, asked in this process."""
    words = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', line)]
    out, err = io.StringIO(), io.StringIO()
    ended: object = 0
    with plain(), redirect_stdout(out), redirect_stderr(err):
        try:
            main(words)
        except SystemExit as ending:
            ended = ending.code or 0
    if ended != code:
        raise RuntimeError(f"openbmd {line} ended with {ended}, not {code}:\n{err.getvalue()}")
    return out.getvalue(), err.getvalue()


def collect(study: Study, keep: Path | None = None) -> dict[str, str]:
    """Keys, words and files of a study, asked in an empty folder. keep: where a copy of its runs/ is put."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        shutil.copytree(STORED / "scenarios", "scenarios")
        for line in study.first:
            ask(line)
        before = set(Path("runs").rglob("*"))
        out, err = ask(study.line, study.code)
        new = sorted(set(Path("runs").rglob("*")) - before)
        made = [path for path in new if path.is_file()]
        parts = {"terminal": lines(out), "standard error": lines(err)}
        if study.line == "schema":
            parts = {}  # JSON already
        parts |= {path.as_posix(): page_words(path.read_text("utf-8")) for path in made if path.suffix == ".html"}
        if keep is not None and made:
            shutil.copytree("runs", keep, dirs_exist_ok=True)
        keys = set() if study.twin is None else set(key_paths(json.loads(asked_again(study))))
        return {
            "keys": "".join(f"{path}\n" for path in sorted(keys)),
            "words": "\n".join(f"## {name}\n{unversioned(text)}" for name, text in parts.items() if text),
            "files": "".join(f"{described(path)}\n" for path in made),
        }


def asked_again(study: Study) -> str:
    return ask(f"{study.line.split(' --out ')[0]} {study.twin} --json", study.code)[0]


# --- what is kept of it ---------------------------------------------------------------------------


def lines(text: str) -> str:
    """Lines without colours and blanks at their ends, none empty."""
    kept = [line.rstrip() for line in ESCAPES.sub("", text).splitlines()]
    return "".join(f"{line}\n" for line in kept if line)


def unversioned(text: str) -> str:
    return VERSIONS.sub(r"\1\2VERSION", text)


def key_paths(value: Any, path: str = "") -> Iterator[str]:
    """Paths of all keys of JSON: places.*.leakers; keys that are names of something are *, items of lists []."""
    if isinstance(value, Mapping):
        names = any(NAME.match(key) or key in known_names() for key in value)
        for key, item in value.items():
            below = f"{path}.{'*' if names else key}".removeprefix(".")
            yield below
            yield from key_paths(item, below)
    elif isinstance(value, list):
        for item in value:
            yield from key_paths(item, f"{path}[]")


def known_names() -> set[str]:
    return LAYERS.union(*(catalogue_file.names(kind) for kind in catalogue_file.RECORDS))


def described(path: Path) -> str:
    """A file's name; with its columns where it is a table."""
    if path.suffix != ".parquet":
        return path.as_posix()
    columns = [row[0] for row in duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()]
    return f"{path.as_posix()}: {' '.join(columns)}"


class _Words(HTMLParser):
    """The words of a page: a line for each block, row, and text or title of a picture."""

    INLINE = ("a", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "td", "th", "tspan", "u")
    SAID = ("alt", "aria-label", "title")  # attributes that a reader sees or hears

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.line: list[str] = []
        self.silent = 0
        self.closed = False  # whether the last thing was an end: two that stand side by side are two words

    def end_line(self) -> None:
        words = " ".join("".join(self.line).split()).removeprefix("| ")
        self.line = []
        if words:
            self.found.append(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("style", "script")
        if tag not in self.INLINE:
            self.end_line()
        elif tag in ("td", "th"):
            self.line.append(" | ")
        elif self.closed:
            self.line.append(" ")
        self.closed = False
        said = [value for key, value in attrs if key in self.SAID and value]
        self.line += [f"[{value}] " for value in said]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "script")
        self.closed = True
        if tag not in self.INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        self.closed = False
        if not self.silent:
            self.line.append(data)


def page_words(html: str) -> str:
    """The words of a page, one block a line, those of its pictures included."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    parser.end_line()
    return "".join(f"{line}\n" for line in parser.found)


def helps() -> dict[str, str]:
    """What --help says, by command: openbmd, openbmd-flights, openbmd-flights-show."""
    found = {}
    with plain():
        for path in commands(typer.main.get_command(app)):
            told = CliRunner().invoke(app, [*path, "--help"], prog_name="openbmd")
            assert told.exit_code == 0, told.output
            found["-".join(("openbmd", *path))] = unversioned(lines(told.output))
    return found


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Paths of a command and of all below it, as words of a command line."""
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


# --- keys that moved ------------------------------------------------------------------------------


def moved_keys(changelog: str) -> set[str]:
    """What the change log lists under "## Moved keys": `study: path`, one for all keys below it."""
    section = re.search(r"^## Moved keys\n(.*?)(?=^## |\Z)", changelog, re.M | re.S)
    return set(re.findall(r"^- `([a-z-]+: [^`]+)`", section[1], re.M)) if section else set()


def lost_keys(study: str, stored: str, today: str, moved: set[str]) -> list[str]:
    """Keys that programs may rely on, are gone, and are not said to have moved."""
    gone = sorted(set(stored.splitlines()) - set(today.splitlines()))
    listed = [one.removeprefix(f"{study}: ") for one in moved if one.startswith(f"{study}: ")]
    return [key for key in gone if not any(re.match(rf"{re.escape(one)}(?=$|[.\[])", key) for one in listed)]


def changelog() -> str:
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# --- keeping --------------------------------------------------------------------------------------


def update(names: list[str]) -> None:
    """Write anew what is stored. A key that is gone stays until the change log says that it moved."""
    if not names or "help" in names:
        shutil.rmtree(STORED / "help", ignore_errors=True)
        for name, text in helps().items():
            write("help", name, text)
    for name in names or STUDIES:
        if name == "help":
            continue
        found = collect(STUDIES[name])
        stored = stored_text("keys", name)
        if lost := lost_keys(name, stored, found["keys"], moved_keys(changelog())):
            shown = "".join(f"\n    - `{name}: {key}`" for key in lost)
            print(f"kept, as CHANGELOG.md does not list them under Moved keys:{shown}", file=sys.stderr)
            found["keys"] = "".join(f"{key}\n" for key in sorted({*found["keys"].splitlines(), *lost}))
        for kind in KINDS:
            write(kind, name, found[kind])


def stored_text(kind: str, name: str) -> str:
    path = STORED / kind / f"{name}.txt"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def write(kind: str, name: str, text: str) -> None:
    """Write what is stored of a study; nothing is no file."""
    path = STORED / kind / f"{name}.txt"
    path.parent.mkdir(exist_ok=True)
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", nargs="*", required=True, metavar="NAME", choices=["help", *STUDIES])
    update(parser.parse_args().update)
