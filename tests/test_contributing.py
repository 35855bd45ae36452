"""CONTRIBUTING.md holds: three of its additions made in a copy of the project, as it says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

QUESTION = '''"""What can be asked of the length of a raid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class LengthQuestion(Question):
    """How long does a raid last? From its first launch to its last."""

    answer_file: ClassVar[str] = "length.json"

    from_s: Annotated[float, Ask("Count launches from this time on.", "S", unit="s", low=0, high=86_400)] = 0.0


QUESTION = LengthQuestion


def stem(question: LengthQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return f"{scenarios[0].name}-length"
'''
FIND = '''"""How the length of a raid is found."""

from __future__ import annotations

from typing import NamedTuple

from openbmd.records import Scenario
from openbmd.studies.length.question import LengthQuestion
from openbmd.work import Work


class Length(NamedTuple):
    """How long a raid lasts."""

    seconds: float
    missiles: int


def ask(question: LengthQuestion, scenarios: tuple[Scenario, ...], work: Work) -> Length:
    """First to last launch."""
    times = [threat.launch_time for threat in scenarios[0].threats if threat.launch_time >= question.from_s]
    return Length(max(times, default=0.0) - min(times, default=0.0), len(times))
'''
TELL = '''"""What is told of the length of a raid."""

from __future__ import annotations

from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.telling import Cell, Column, Row, Table, Telling, frame, notes, style


def tell(asked: Asked, say: Words) -> Telling:
    """The finding and a table."""
    (scenario,), found = asked.scenarios, asked.answer
    seconds = style.significant(found.seconds)
    table = Table(
        "length",
        (Column("missiles", say("length-missiles"), right=True), Column("length_s", say("length-seconds"), right=True)),
        (Row((Cell(str(found.missiles), found.missiles), Cell(seconds, found.seconds))),),
        brief=True,
    )
    return Telling(
        study=asked.study,
        about=scenario.title,
        headline=say("length-headline", seconds=seconds),
        finding=say("length-finding", number=found.missiles, seconds=seconds),
        sentences=(),
        blocks=(table,),
        notes=tuple(notes.tell(scenario.notes, say)),
        data={"scenario": scenario.name, "length_s": found.seconds, "missiles": found.missiles},
        seed=scenario.seed,
        versions=frame.versions(),
        sources=frame.sources(scenario.figures),
        corner=frame.corner(scenario, scenario.seed, say),
        small_print=frame.small_print(say),
    )
'''
PICTURES = '''"""The length of a raid has no picture."""

from __future__ import annotations

from openbmd.drawing.pictures import Picture
from openbmd.locales import Words
from openbmd.studies.contract import Asked


def draw(asked: Asked, say: Words) -> list[Picture]:
    """None."""
    return []
'''
WORDS = """length-headline = The raid lasts { $seconds } s
length-finding =
    { $number ->
        [one] One missile is launched in { $seconds } s.
       *[other] { $number } missiles are launched in { $seconds } s.
    }
length-missiles = missiles in the raid
length-seconds = first to last launch, s
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The project, as somebody has it who is about to add to it."""
    root = tmp_path_factory.mktemp("project")
    for name in ("src", "scenarios", "tests", "builders"):
        shutil.copytree(ROOT / name, root / name, copy_function=shutil.copy2)
    for name in ("pyproject.toml", "CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy2(ROOT / name, root / name)
    return root


def run(copy, *words):
    """A command of the copy."""
    inherited = {key: value for key, value in os.environ.items() if key != "OPENBMD_CATALOGUE"}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        capture_output=True,
        text=True,
        env={**inherited, "PYTHONPATH": str(copy / "src")},
    )
    return done.returncode, done.stdout + done.stderr


def test_a_missile_is_one_file(copy):
    folder = copy / "src" / "openbmd" / "catalogue" / "missiles"
    text = (folder / "scud-b.toml").read_text(encoding="utf-8")
    mine = text.replace('name = "scud-b"', 'name = "paper-scud"').replace("Scud-B", "Paper Scud")
    mine = "\n".join(line for line in mine.splitlines() if not line.startswith(("aliases", "title_ko")))
    (folder / "paper-scud.toml").write_text(mine, encoding="utf-8")
    code, said = run(copy, "-m", "openbmd", "catalogue", "check")
    assert code == 0, said
    code, said = run(copy, "-m", "openbmd", "catalogue", "show", "paper-scud")
    assert code == 0, said
    assert "Paper Scud" in said


def test_a_study_is_one_folder_and_a_word_one_message(copy):
    package = copy / "src" / "openbmd"
    room = package / "studies" / "length"
    room.mkdir()
    files = {
        "question": QUESTION,
        "find": FIND,
        "tell": TELL,
        "pictures": PICTURES,
        "__init__": '"""A study: its length."""\n',
    }
    for name, text in files.items():
        (room / f"{name}.py").write_text(text, encoding="utf-8")
    (package / "locales" / "en" / "length.ftl").write_text(WORDS, encoding="utf-8")
    listed = package / "studies" / "__init__.py"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace('"footprint",', '"footprint", "length",', 1), encoding="utf-8")
    test = copy / "tests" / "test_studies.py"
    text = test.read_text(encoding="utf-8")
    sample = '    "length": Sample(("layers",), {"from_s": 1.0}),\n'
    test.write_text(text.replace('    "footprint": ONE,\n', f'    "footprint": ONE,\n{sample}', 1), encoding="utf-8")

    raid = "tests/golden/scenarios/layers.yaml"
    code, said = run(copy, "-m", "openbmd", "length", raid, "--out", "runs/mine", "--xlsx")
    assert code == 0, said
    assert "are launched in" in said
    assert (copy / "runs" / "mine" / "answer.xlsx").is_file()
    code, said = run(copy, "-m", "openbmd", "length", "--help")
    assert "How long does a raid last?" in said
    code, said = run(copy, "-m", "openbmd", "length", raid, "--from-s", "-1")
    assert code == 2
    assert "-1 is out of bounds" in said
    asked = "import openbmd as bmd; print(bmd.length(bmd.read('tests/golden/scenarios/layers.yaml')).length_s)"
    code, said = run(copy, "-c", asked)
    assert code == 0, said
    code, said = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_studies.py", "-k", "length")
    assert code == 0, said
    code, said = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_words.py")
    assert code == 0, said


def test_contributing_tells_of_each_addition():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for what in ("missile", "study", "picture", "number of a raid", "word", "language", "format"):
        assert f"\n## A {what}" in text
