"""Law 14: each outside library has its rooms, and files are opened only in those that are there for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from house import (
    SOURCE,
    for_types_alone,
    found_as_said,
    idle,
    imported,
    modules,
    planted,
    refused,
    room_of,
    short,
    trees,
)
from house_plan import FILE_ROOMS, FILE_USERS, LIBRARIES, LIBRARY_USERS

METHODS = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def inside(module: str, places: tuple[str, ...]) -> bool:
    """Whether a module lies in one of the places, each the beginning of modules' names."""
    return any(fnmatch(module, f"{place}{end}") for place in places for end in ("", ".*", "_*"))


def library_users(source: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """(Room, library) and complaint of every import outside a library's rooms; those for types alone do not count."""
    known = modules(source)
    for module, path, tree in trees(source):
        unread = for_types_alone(tree)
        for node, _, name, _ in imported(tree, path, module, known):
            library = name.split(".")[0]
            if library in LIBRARIES and node not in unread and not inside(short(module), LIBRARIES[library]):
                line = getattr(node, "lineno", 0)
                yield (short(room_of(module)), library), f"{module}:{line}: imports {library}"


def strange_libraries(source: Path) -> list[str]:
    """Imports of libraries outside their rooms that the plan does not name."""
    return refused(library_users(source), LIBRARY_USERS)


def resources(tree: ast.Module) -> set[str]:
    """Names that hold files of the package itself, which importlib.resources found."""
    found = {"files"} if "importlib.resources" in ast.unparse(tree) else set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and found & {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}:
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def file_users(source: Path) -> Iterator[tuple[str, str]]:
    """Module and complaint of every call that opens, reads or writes a file outside the rooms that are there for it."""
    known = modules(source)
    for module, path, tree in trees(source):
        room = short(module).split(".")[0]
        if room in FILE_ROOMS or room.endswith("_file"):
            continue
        ours = {alias.asname or alias.name for _, alias, name, _ in imported(tree, path, module, known)
                if name.startswith("openbmd.")}  # fmt: skip
        own = resources(tree)
        for node in ast.walk(tree):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in METHODS:
                held = {n.id for n in ast.walk(called.value) if isinstance(n, ast.Name)}
                if not held & own and ast.unparse(called.value) not in ours:
                    yield short(module), f"{module}:{called.lineno}: calls {called.attr}"
            elif isinstance(called, ast.Name) and called.id == "open":
                yield short(module), f"{module}:{called.lineno}: calls open"


def strange_files(source: Path) -> list[str]:
    """Calls that open files where the plan does not say so."""
    return refused(file_users(source), FILE_USERS)


@pytest.mark.parametrize("check", [strange_libraries, strange_files], ids=lambda check: check.__name__)
def test_the_house_keeps(check):
    assert check(SOURCE) == []


def test_what_is_excepted_is_needed():
    assert idle(LIBRARY_USERS, library_users(SOURCE)) == []
    assert idle(FILE_USERS, file_users(SOURCE)) == []


RESOURCE = "from importlib.resources import files\nfolder = files('openbmd')\ntext = (folder / 'a.css').read_text()"
PLANTED = [
    (strange_libraries, "looks.py", "import matplotlib.pyplot", "openbmd.looks:1: imports matplotlib"),
    (strange_libraries, "cli.py", "def late():\n    from matplotlib import path", "openbmd.cli:2: imports matplotlib"),
    (strange_libraries, "studies/kites/tell.py", "from matplotlib import path", "imports matplotlib"),
    (strange_libraries, "studies/kites/pictures.py", "from matplotlib import path", None),
    (strange_libraries, "studies/kites/pictures_map.py", "from matplotlib import path", None),
    (strange_libraries, "drawing/inks.py", "from matplotlib import path", None),
    (strange_libraries, "drawings.py", "from matplotlib import path", "imports matplotlib"),
    (strange_libraries, "units.py", "if TYPE_CHECKING:\n    from matplotlib import path", None),
    (strange_libraries, "cli.py", "import jinja2", "imports jinja2"),
    (strange_libraries, "render/page.py", "import jinja2, typst\nfrom rich.text import Text", None),
    (strange_libraries, "studies/kites/tell.py", "from rich.text import Text", "imports rich"),
    (strange_libraries, "console.py", "from rich.text import Text", None),
    (strange_libraries, "cli.py", "import typer", None),
    (strange_libraries, "studies/kites/question.py", "import typer", "imports typer"),
    (strange_files, "cli.py", "open('a')", "openbmd.cli:1: calls open"),
    (strange_files, "cli.py", "with path.open() as file: ...", "openbmd.cli:1: calls open"),
    (strange_files, "studies/kites/find.py", "x = Path('a').read_text()", "calls read_text"),
    (strange_files, "studies/kites/find.py", "(folder / 'a').write_bytes(b'')", "calls write_bytes"),
    (strange_files, "cli.py", RESOURCE, None),
    (strange_files, "cli.py", f"{RESOURCE}\nother.read_text()", "openbmd.cli:4: calls read_text"),
    (strange_files, "cli.py", "from openbmd import units\nunits.read_text('a')", None),
    (strange_files, "files/texts.py", "open('a')", None),
    (strange_files, "scenario_file.py", "open('a')", None),
    (strange_files, "profiles.py", "open('a')", "calls open"),
]


@pytest.mark.parametrize(("check", "file", "code", "complaint"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, check, file, code, complaint):
    found_as_said(tmp_path, check, file, code, complaint)


def test_an_exception_is_found_idle_when_nothing_needs_it(tmp_path):
    house = planted(tmp_path, "cli.py", "")
    assert len(idle(LIBRARY_USERS, library_users(house))) == len(LIBRARY_USERS)
    assert len(idle(FILE_USERS, file_users(house))) == len(FILE_USERS)
