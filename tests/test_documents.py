"""What the documents say is run, and holds."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest
import typer.main

from openbmd.cli import app

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "builders" / "README.md", *(ROOT / "docs").glob("**/*.md")])
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]


def blocks(path: Path, language: str) -> list[str]:
    return [code for found, code in FENCE.findall(path.read_text(encoding="utf-8")) if found == language]


@pytest.mark.parametrize("name", [n for n, p in zip(NAMES, DOCUMENTS, strict=True) if blocks(p, "python")])
def test_python_in_documents_runs(name, tmp_path, monkeypatch):
    """The blocks of one document run in order, in one namespace, beside the scenarios, where they may write."""
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {"__name__": "document"}
    for number, code in enumerate(blocks(ROOT / name, "python")):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, f"{name}, python block {number + 1}", "exec"), space)


def shell_lines() -> list[tuple[str, str]]:
    """Lines of shell blocks, and code spans in the text, that call openbmd."""
    found = []
    for name, path in zip(NAMES, DOCUMENTS, strict=True):
        text = path.read_text(encoding="utf-8")
        lines = [
            line for kind in ("sh", "console", "bash") for code in blocks(path, kind) for line in code.splitlines()
        ]
        spans = re.findall(r"`((?:\$ )?openbmd [^`\n]+)`", FENCE.sub("", text))
        for line in (*lines, *spans):
            for part in re.split(r"&&|\||;", line.split("#")[0]):
                words = part.strip().removeprefix("$ ").removeprefix(".venv/bin/")
                if words.startswith("openbmd "):
                    found.append((name, words.split(">")[0].strip()))
    return found


@pytest.mark.parametrize(("name", "line"), shell_lines())
def test_commands_in_documents_exist_with_their_options(name, line):
    command = typer.main.get_command(app)
    words = shlex.split(line)[1:]
    while hasattr(command, "commands") and words and not words[0].startswith("-"):
        # "list|show" in a text stands for either
        choices = words.pop(0).split("|")
        for choice in choices:
            assert choice in command.commands, f"{name}: openbmd has no command {choice}"
        command = command.commands[choices[0]]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
    for word in words:
        if word.startswith("-"):
            assert word.split("=")[0] in known, f"{name}: {command.name} has no option {word}"
        if word.startswith("scenarios/") and word.endswith(".yaml") and "*" not in word:
            assert (ROOT / word).exists(), f"{name}: {word} is not there"


def test_there_are_commands_to_check():
    assert len(shell_lines()) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_links_in_documents_lead_somewhere(name):
    text = FENCE.sub("", (ROOT / name).read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://")):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target} is not there"


def test_the_continuous_test_is_the_one_of_the_readme():
    install_and_run, test = "".join(blocks(ROOT / "README.md", "sh")[:2]).strip().splitlines()
    assert install_and_run.endswith("openbmd run scenarios/seongju-2017.yaml")
    assert test in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_dependency_is_accounted_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [line for group in project["project"]["optional-dependencies"].values() for line in group]
    wanted = project["project"]["dependencies"] + extras + project["build-system"]["requires"]
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    told = re.findall(r"^- \*\*([\w.-]+)\*\*: .{20,}", text, re.MULTILINE)
    assert {re.split(r"[<>=~\[]", line)[0] for line in wanted} <= set(told)
    assert len(told) == len(set(told))


def test_each_word_has_one_meaning():
    text = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    entries = re.findall(r"^- \*\*(.+?)\*\*: (.+)$", text, re.MULTILINE)
    words = [word.strip() for entry, _ in entries for word in entry.split(",")]
    assert sorted(words) == sorted(set(words))
    assert all(len(meaning) < 200 for _, meaning in entries), "one or two lines each"
    # the plan's own list of the field's words
    assert set(words) >= {
        "launch point", "burnout", "apogee", "aimpoint", "impact point", "ballistic coefficient",
        "radar cross-section", "look", "cue", "firm track", "launch-on-remote", "engage-on-remote", "fire unit",
        "round", "salvo", "shoot-look-shoot", "single-shot probability of kill", "keep-out altitude", "fly-out",
        "predicted intercept point", "engagement opportunity", "battlespace", "raid", "leaker", "leakage",
        "defended footprint", "left of launch",
    }  # fmt: skip


def test_the_plan_names_every_room_and_no_room_that_is_not_there():
    rooms = "".join(blocks(ROOT / "docs" / "architecture.md", "text"))
    source = ROOT / "src" / "openbmd"
    there = {path.name for path in source.iterdir() if path.suffix == ".py" and not path.name.startswith("__")}
    there |= {path.name for path in (source / "physics").glob("*.py") if not path.name.startswith("__")}
    there |= {f"{path.name}/" for path in source.iterdir() if path.is_dir() and not path.name.startswith("__")}
    named = set(re.findall(r"(?<![\w/.])[a-z_]+(?:\.py|/)", rooms))
    assert there <= named, "rooms that the plan does not name"
    outside = {"src/", "openbmd/", *(f"{path.name}/" for path in ROOT.iterdir() if path.is_dir())}
    inside = {f"{path.name}/" for path in source.rglob("*") if path.is_dir()}
    assert named <= there | outside | inside, "rooms that are not there"


def test_the_credit_that_geonames_asks_for_is_given():
    for name in ("README.md", "NOTICE"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "GeoNames" in text
        assert "https://creativecommons.org/licenses/by/4.0/" in text
        assert "corrected" in text


def test_what_is_installed_to_run_is_what_the_program_imports():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=~\[]", line)[0].replace("-", "_").lower() for line in project["dependencies"]}
    imported = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module or "")
    # ruamel.yaml and fluent.runtime are parts of names that packages share
    roots = {name if name.startswith(("ruamel", "fluent")) else name.split(".")[0] for name in imported}
    outside = {".".join(name.split(".")[:2]) for name in roots} - set(sys.stdlib_module_names) - {"openbmd"}
    brought = {"llvmlite", "fluent.syntax"}  # by numba and fluent.runtime, as fits them
    frames = {"pandas", "polars"}  # asked for by a notebook that has one
    assert declared == outside - brought - frames
