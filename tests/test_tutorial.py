"""The tutorial's ten steps run, and show what they say that one sees."""

from __future__ import annotations

import contextlib
import io
import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STEPS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SHARE = (
    0.35  # the pages speak in round numbers of a few hundred raids: a page is wrong when its numbers move by a third,
)
ZERO = 0.05  # and nothing is what rounds to it


def told(text: str) -> list[str]:
    """Lines without the spaces that only align them."""
    return [" ".join(line.split()) for line in text.strip().splitlines()]


def same(said: str, seen: str) -> bool:
    """Whether two lines are the same words with about the same numbers; "…" stands for anything."""
    parts = re.split(rf"(…|{NUMBER.pattern})", said)
    pattern = "".join(
        ".*" if part == "…" else f"({NUMBER.pattern})" if NUMBER.fullmatch(part) else re.escape(part) for part in parts
    )
    found = re.fullmatch(pattern, seen)
    if found is None:
        return False
    numbers = [float(part.replace(",", "")) for part in parts if NUMBER.fullmatch(part)]
    others = [float(text.replace(",", "")) for text in found.groups()]
    return all(abs(a - b) <= SHARE * a + ZERO for a, b in zip(numbers, others, strict=True))


@pytest.mark.parametrize(
    ("said", "seen", "alike"),
    [
        ("About … of 50 missiles get through.", "About four of 50 missiles get through.", True),
        ("day 0: 14 leak", "day 0: 17 leak", True),
        ("day 0: 14 leak", "day 0: 20 leak", False),
        ("day 0: 14 leak", "day 0: 14 fall", False),
        ("200 raids: 4 ± 0.2", "200 raids: 3.9 ± 0.21", True),
        ("200 raids: 4 ± 0.2", "200 raids: 3.9 ± 0.4", False),
        ("Seoul 0", "Seoul 1", False),
        ("True", "False", False),
    ],
)
def test_round_numbers_are_held_to_a_third(said, seen, alike):
    assert same(said, seen) is alike


def test_there_are_ten_steps_and_each_leads_to_the_next():
    assert [int(path.name[:2]) for path in STEPS] == list(range(1, 11))
    for here, following in pairwise(STEPS):
        assert f"]({following.name})" in here.read_text(encoding="utf-8").splitlines()[-1]


@pytest.mark.parametrize("path", STEPS, ids=lambda path: path.stem)
def test_a_step_shows_what_it_says(path, tmp_path, monkeypatch):
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
    space: dict[str, object] = {"__name__": "tutorial"}
    ran = 0
    for number, (language, code) in enumerate(blocks):
        if language != "py":
            continue
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code, f"{path.name}, block {number + 1}", "exec"), space)
        ran += 1
        shown = number + 1 < len(blocks) and blocks[number + 1][0] == "text"
        said, seen = told(blocks[number + 1][1]) if shown else [], told(out.getvalue())
        assert len(said) == len(seen), f"{path.name}: it says {said}, and shows {seen}"
        for one, other in zip(said, seen, strict=True):
            assert same(one, other), f"{path.name}: it says {one!r}, and shows {other!r}"
    assert ran > 1
