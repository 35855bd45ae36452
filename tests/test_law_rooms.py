"""Law 13: no two rooms reach each other, doors included; a study uses another study only where the plan says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from house import (
    COUNTED,
    SOURCE,
    across_walls,
    circles,
    floor,
    found_as_said,
    graph,
    idle,
    modules,
    planted,
    refused,
    short,
)
from house_plan import CIRCLES, STUDY_USES


def arrows_in_circles(source: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """(Room, other room) and complaint of every arrow that lies in a circle."""
    arrows = graph(source)
    for group in circles({room: set(others) for room, others in arrows.items()}):
        for room in group:
            for other, place in arrows[room].items():
                if other in group:
                    told = ", ".join(map(short, group))
                    yield (short(room), short(other)), f"{place}: uses {other}, in a circle of {told}"


def round_trips(source: Path) -> list[str]:
    """Circles that stay when the arrows of the plan's exceptions are gone."""
    arrows = graph(source)
    kept = {
        room: {other for other in others if (short(room), short(other)) not in CIRCLES}
        for room, others in arrows.items()
    }
    return [f"a circle of {', '.join(map(short, group))}" for group in circles(kept)]


def studies(source: Path) -> set[str]:
    """The rooms of studies: folders under studies, and those that still stand beside it."""
    known = modules(source)
    inside = {name for name in known if name.startswith("openbmd.studies.") and name.count(".") == 2}
    beside = {f"openbmd.{name.split('.')[1]}" for name in known if floor(name) == "study"} - {"openbmd.studies"}
    return {name for name in inside if known[name].name == "__init__.py"} | beside


def uses_of_studies(source: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """(Study, other study) and complaint of every use of a study by another."""
    rooms, arrows = studies(source), graph(source)
    for room in sorted(rooms):
        for other, place in arrows[room].items():
            if other in rooms:
                names = room.rpartition(".")[2], other.rpartition(".")[2]
                yield names, f"{place}: {names[0]} uses {names[1]}"


def strange_uses(source: Path) -> list[str]:
    """Uses of a study by another that the plan does not name."""
    return refused(uses_of_studies(source), STUDY_USES)


@pytest.mark.parametrize("check", [round_trips, strange_uses], ids=lambda check: check.__name__)
def test_the_house_keeps(check):
    assert check(SOURCE) == []


def test_what_is_excepted_is_needed():
    assert idle(CIRCLES, arrows_in_circles(SOURCE)) == []
    assert idle(STUDY_USES, uses_of_studies(SOURCE)) == []


def test_the_upper_half_uses_few_names_of_other_rooms():
    """As the plan says; python tests/house.py --count tells which."""
    used = [module for module, *_ in across_walls(SOURCE) if short(module).startswith(COUNTED)]
    assert 100 < len(used) <= 250


LATE = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from openbmd"
PLANTED = [
    (round_trips, "commands/page.py", "import openbmd.commands.other", None),
    (round_trips, "physics/earth.py", "from openbmd import commands\nfrom openbmd import units", None),
    (strange_uses, "studies/kites/find.py", "from openbmd.studies.gliders import tell", "kites uses gliders"),
    (
        strange_uses,
        "studies/kites/find.py",
        "def late():\n    from openbmd.studies.gliders.tell import x",
        "kites uses gliders",
    ),
    (strange_uses, "studies/kites/find.py", "from ..gliders import tell", "kites uses gliders"),
    (strange_uses, "studies/kites/find.py", f"{LATE}.studies.gliders import tell", None),
    (strange_uses, "studies/kites/find.py", "from openbmd.studies import contract", None),
    (strange_uses, "studies/kites/find.py", "from openbmd.studies.kites import tell", None),
    (strange_uses, "studies/contract.py", "from openbmd.studies.kites import find", None),
]


@pytest.mark.parametrize(("check", "file", "code", "complaint"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, check, file, code, complaint):
    found_as_said(tmp_path, check, file, code, complaint)


BACK = "def late():\n    from openbmd import cli"
CLOSED = [
    ("cli.py", "from openbmd import commands", "commands/page.py", BACK, "cli, commands"),
    ("studies/contract.py", "from openbmd.studies import kites", "studies/kites/find.py",
     "import openbmd.studies.contract", "studies.contract, studies.kites"),
    ("studies/kites/find.py", "from openbmd.studies.gliders.tell import x", "studies/gliders/tell.py",
     "from openbmd.studies.kites import find", "studies.gliders, studies.kites"),
    ("cli.py", "from openbmd import commands", "commands/page.py", f"{LATE} import cli", None),
    ("studies/kites/find.py", "from . import other", "studies/kites/other.py", "from . import find", None),
]  # fmt: skip


@pytest.mark.parametrize(("file", "code", "other", "back", "complaint"), CLOSED)
def test_a_planted_circle_is_found(tmp_path, file, code, other, back, complaint):
    planted(tmp_path, file, code)
    (tmp_path / "openbmd" / other).write_text(back)
    assert round_trips(tmp_path) == ([f"a circle of {complaint}"] if complaint else [])
    assert len(list(arrows_in_circles(tmp_path))) == (2 if complaint else 0)


def test_an_excepted_circle_is_found_idle_when_it_is_gone(tmp_path):
    assert len(idle(CIRCLES, arrows_in_circles(planted(tmp_path, "cli.py", "")))) == len(CIRCLES)


def test_names_across_walls_are_counted(tmp_path):
    """Once for a module: what is imported by name, and what is read of a module; nothing of the shared floors."""
    code = (
        "from openbmd import records, looks, cli\nfrom openbmd.commands import page as p\n"
        "from openbmd.studies.contract import Study, Asked\nfrom openbmd.studies.kites import answer\n"
        "cli.play(cli.play, cli.bar, records.Site, looks.look)\np.draw()\nanswer.x"
    )
    found = [(name, taken) for _, name, taken in across_walls(planted(tmp_path, "studies/kites/find.py", code))]
    assert found == [
        ("openbmd.cli", "bar"), ("openbmd.cli", "play"), ("openbmd.commands.page", "draw"),
        ("openbmd.studies.contract", "Asked"), ("openbmd.studies.contract", "Study"),
    ]  # fmt: skip
