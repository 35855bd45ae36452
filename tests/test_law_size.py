"""Law 18: a class name stands once, a file is short, a function is simple; kernels that are not are named."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from house import SOURCE, found_as_said, idle, planted, refused, short, trees
from house_plan import COMPLEX_KERNELS, LONG_FILES, LONGEST, MOST_COMPLEX, TWINS

BRANCHES = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case, ast.FunctionDef, ast.AsyncFunctionDef,
)  # fmt: skip


def twins(source: Path) -> Iterator[tuple[str, str]]:
    """Name and complaint of every class name that stands in two places."""
    places = defaultdict(list)
    for module, _, tree in trees(source):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(short(module))
    yield from ((name, f"{name}: in {', '.join(where)}") for name, where in places.items() if len(where) > 1)


def same_names(source: Path) -> list[str]:
    return refused(twins(source), TWINS)


def lengths(source: Path) -> Iterator[tuple[str, str]]:
    """Module and complaint of every file that is too long."""
    for module, path, _ in trees(source):
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > LONGEST:
            yield short(module), f"{path.name}: {length} lines"


def long_files(source: Path) -> list[str]:
    return refused(lengths(source), LONG_FILES)


def complexity(function: ast.AST) -> int:
    """Ways through a function: 1 and its branching statements (McCabe, IEEE Trans. Software Eng. 2, 1976)."""
    return sum(isinstance(node, BRANCHES) for node in ast.walk(function))  # the function counts as the one


def complex_functions(source: Path) -> Iterator[tuple[tuple[str, str, bool], str]]:
    """(Module, function, whether it is a kernel) and complaint of every function that is too complex."""
    for module, _, tree in trees(source):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and complexity(node) > MOST_COMPLEX:
                compiled = any(ast.unparse(one) == "kernel" for one in node.decorator_list)
                told = f"{module}:{node.lineno}: {node.name} has {complexity(node)} ways through it"
                yield (short(module), node.name, compiled), told


KERNELS = {(module, function, True) for module, function in COMPLEX_KERNELS}


def tangles(source: Path) -> list[str]:
    return refused(complex_functions(source), KERNELS)


@pytest.mark.parametrize("check", [same_names, long_files, tangles], ids=lambda check: check.__name__)
def test_the_house_keeps(check):
    assert check(SOURCE) == []


def test_what_is_excepted_is_needed():
    assert idle(TWINS, twins(SOURCE)) == []
    assert idle(LONG_FILES, lengths(SOURCE)) == []
    assert idle(KERNELS, complex_functions(SOURCE)) == []


TANGLED = "def f(x):\n" + "    if x: pass\n" * MOST_COMPLEX
PLANTED = [
    (same_names, "looks.py", "class Twice: ...\ndef late():\n    class Twice: ...", "Twice: in looks, looks"),
    (same_names, "looks.py", "class Once: ...", None),
    (long_files, "looks.py", "pass\n" * (LONGEST + 1), f"looks.py: {LONGEST + 1} lines"),
    (long_files, "looks.py", "pass\n" * LONGEST, None),
    (tangles, "looks.py", TANGLED, f"openbmd.looks:1: f has {MOST_COMPLEX + 1} ways"),
    (tangles, "looks.py", TANGLED.removesuffix("    if x: pass\n"), None),
    (tangles, "looks.py", TANGLED.replace("    if x: pass\n", "    for n in x: pass\n"), "f has 21 ways"),
    (tangles, "looks.py", TANGLED.replace("    if x: pass\n", "    x = [n for n in x if n]\n"), None),
    (tangles, "looks.py", f"@kernel\n{TANGLED}", "f has 21 ways"),  # that it is one is not enough
    (tangles, "outcomes/play.py", f"@kernel\n{TANGLED.replace('def f', 'def play')}", None),
    (tangles, "outcomes/play.py", TANGLED.replace("def f", "def play"), "play has 21 ways"),
]


@pytest.mark.parametrize(("check", "file", "code", "complaint"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, check, file, code, complaint):
    found_as_said(tmp_path, check, file, code, complaint)


def test_two_files_with_one_class_name_are_found(tmp_path):
    planted(tmp_path, "looks.py", "class Look: ...")
    (tmp_path / "openbmd" / "tracks.py").write_text("class Look: ...")
    assert same_names(tmp_path) == ["Look: in looks, tracks"]


def test_an_exception_is_found_idle_when_nothing_needs_it(tmp_path):
    house = planted(tmp_path, "cli.py", "")
    for excepted, found in ((TWINS, twins), (LONG_FILES, lengths), (KERNELS, complex_functions)):
        assert len(idle(excepted, found(house))) == len(excepted)
