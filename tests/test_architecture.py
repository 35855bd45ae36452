"""The house keeps its plan: docs/architecture.md says what each room is for, this file holds the arrows between floors.

The laws have files of their own, test_law_*.py; floors, rooms and exceptions stand in house_plan.py.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from house import SOURCE, floor, found_as_said, idle, imports, modules, planted, refused, room_of, short
from house_plan import FLOORS, LENT, OUTSIDE

HEAVY = ("numpy", "scipy", "numba", "matplotlib", "pydantic", "duckdb", "pyproj", "jinja2", "ruamel.yaml", "rich.table")


def arrows(source: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """(Module, what it uses) and complaint of every arrow that does not point down."""
    known = modules(source)
    for module, path in known.items():
        here = floor(module)
        if not here:
            yield (short(module), ""), f"{module}: no room in the plan"
            continue
        for line, name in imports(path, module, known):
            between = (short(module), short(name))
            if name.split(".")[0] != "openbmd":
                if here in OUTSIDE and name.split(".")[0] not in OUTSIDE[here]:
                    yield between, f"{module}:{line}: a {here} imports {name}"
            elif name != "openbmd" or path.name == "cli.py":
                there = floor(name)
                same_room = room_of(name) == room_of(module)
                upwards = FLOORS.index(there) > FLOORS.index(here) if there else True
                if upwards or (here == there == "stage" and not same_room):
                    yield between, f"{module}:{line}: a {here} imports {name}"
            elif here != "door":
                yield between, f"{module}:{line}: a {here} imports the package's face"


def wrong_arrows(source: Path) -> list[str]:
    """Arrows that do not point down and are not lent."""
    return refused(arrows(source), LENT)


def test_arrows_point_down():
    assert len(modules(SOURCE)) > 20
    assert wrong_arrows(SOURCE) == []


def test_what_is_lent_is_needed():
    assert idle(LENT, arrows(SOURCE)) == []


PLANTED = [
    (wrong_arrows, "looks.py", "from openbmd import tracks", "a stage imports openbmd.tracks"),
    (wrong_arrows, "looks.py", "from openbmd.threats import fly", "a stage imports openbmd.threats"),
    (wrong_arrows, "looks.py", "from . import tracks", "a stage imports openbmd.tracks"),
    (wrong_arrows, "looks.py", "from openbmd.complaints import InputError", "a stage imports openbmd.complaints"),
    (wrong_arrows, "looks.py", "import openbmd", "a stage imports the package's face"),
    (wrong_arrows, "looks.py", "def late():\n    import scipy.stats", "a stage imports scipy.stats"),
    (wrong_arrows, "physics/earth.py", "from openbmd.records import Site", "a physics imports openbmd.records"),
    (wrong_arrows, "physics/earth.py", "import pathlib", "a physics imports pathlib"),
    (wrong_arrows, "records.py", "from openbmd.physics import earth", None),
    (wrong_arrows, "flow.py", "from openbmd import scene", "a flow imports openbmd.scene"),
    (wrong_arrows, "flow.py", "from openbmd import threats, looks", None),
    (wrong_arrows, "scene.py", "from openbmd import units", None),
    (wrong_arrows, "commands/page.py", "from openbmd import flow, scene, threats", None),
    (wrong_arrows, "attic.py", "", "openbmd.attic: no room in the plan"),
    (wrong_arrows, "looks.py", "from openbmd import plans", "a stage imports openbmd.plans"),
    (wrong_arrows, "flow.py", "from openbmd import draws", "a flow imports openbmd.draws"),
    (wrong_arrows, "draws.py", "from openbmd import scene", "a draws imports openbmd.scene"),
    (wrong_arrows, "scene.py", "from openbmd import draws, flow", None),
]


@pytest.mark.parametrize(("check", "file", "code", "complaint"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, check, file, code, complaint):
    found_as_said(tmp_path, check, file, code, complaint)


def test_a_lent_arrow_is_let_through_and_found_idle_when_it_is_gone(tmp_path, monkeypatch):
    lent = {("looks", "tracks"): "for a while"}
    monkeypatch.setattr(sys.modules[__name__], "LENT", lent)
    house = planted(tmp_path, "looks.py", "from openbmd import tracks")
    assert wrong_arrows(house) == []
    assert idle(lent, arrows(house)) == []
    assert len(idle(lent, arrows(planted(tmp_path, "looks.py", "")))) == 1


@pytest.mark.parametrize("module", ["openbmd", "openbmd.cli"])
def test_nothing_heavy_is_imported_before_it_is_asked_for(module):
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []
