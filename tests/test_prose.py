"""Law 15 of the house: no sentence below the doors, and none of our own read again."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from test_architecture import floor

SOURCE = Path(__file__).parent.parent / "src" / "openbmd"
ORIGINS = "catalogue_file/origins.py"  # the one place that looks for marks in a source
LONGEST_NAME = 4  # words; a text of more is a sentence
OURS = ("note", "notes", "source")
COMPLAINTS = ("Complaint", "Refused", "Ask", "fault")  # told at the doors, in the language of the file
ADVICE = ("advice", "found", "limits", "examples")
TOLD_TO_WAIT = ("progress", "heard", "playing")  # what is said while the work goes on
# What still holds sentences of its own; the list may get shorter, never longer. In records they are a type and keys.
STILL_PROSE = {
    "studies/kill_chain/history.py", "records/note.py",
    "records/reasons.py", "studies/checking.py",
    "studies/compare/withheld.py", "studies/posture/find.py",
}  # fmt: skip


def sentences(tree: ast.Module) -> list[tuple[int, str]]:
    """Texts that people could read, but for docstrings, what is raised or asserted, and what is said while waiting."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        waiting = isinstance(node, ast.Call) and getattr(node.func, "id", "") in TOLD_TO_WAIT
        complaining = isinstance(node, ast.Call) and getattr(node.func, "id", "") in COMPLAINTS
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = {name.id for one in targets if one for name in ast.walk(one) if isinstance(name, ast.Name)}
        advising = isinstance(node, ast.Assign | ast.AnnAssign) and bool(names & set(ADVICE))
        if waiting or complaining or advising or isinstance(node, ast.Raise | ast.Assert):
            skipped |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values if id(node) not in skipped}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
    found = []
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in parts)
        told = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        if told and id(node) not in skipped and len(text.split()) > LONGEST_NAME:
            found.append((node.lineno, text))
    return found


def read_again(tree: ast.Module) -> list[int]:
    """Where a sentence of our own is searched: "far" in note."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.In | ast.NotIn)
        and isinstance(node.left, ast.Constant)
        and isinstance(node.left.value, str)
        and (getattr(node.comparators[0], "id", "") or getattr(node.comparators[0], "attr", ""))
        in ("note", "notes", "source")
    ]


def prose(package: Path, still: set[str] = STILL_PROSE) -> list[str]:
    """Law 15: sentences below the doors; and anywhere, our own words read again."""
    wrong = []
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrong += [f"{name}:{line}: reads our own words" for line in read_again(tree) if name != ORIGINS]
        room = floor(f"openbmd.{name.removesuffix('.py').replace('/', '.')}")
        if room in ("physics", "records", "stage", "flow", "study"):
            found = sentences(tree)
            wrong += [f"{name}:{line}: {text}" for line, text in found if name not in still]
            wrong += [f"{name}: has no prose left, strike it out" for _ in [0] if name in still and not found]
    return wrong


def test_no_prose_stands_below_the_doors():
    assert prose(SOURCE) == []


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ('def said():\n    return "the raid is over for today"', "looks.py:2: the raid is over for today"),
        ('def said(n):\n    return f"{n} raids are over for today"', "looks.py:2: X raids are over for today"),
        ('"""A page of prose about what stands here."""', None),
        ('raise ValueError("nothing can be done about it, alas")', None),
        ('progress(1, 2, "the raids that are played now")', None),
        ('found = "out of reach" in note', "looks.py:1: reads our own words"),
        ('found = "recalled" in figure.source', "looks.py:1: reads our own words"),
    ],
)
def test_a_planted_sentence_is_found(tmp_path, code, complaint):
    (tmp_path / "looks.py").write_text(code)
    assert prose(tmp_path) == ([complaint] if complaint else [])


def test_a_file_without_prose_leaves_the_list(tmp_path):
    (tmp_path / "looks.py").write_text("")
    assert prose(tmp_path, {"looks.py"}) == ["looks.py: has no prose left, strike it out"]
