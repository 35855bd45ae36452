"""The house keeps its plan: docs/architecture.md says what each room is for, this file reads the code and holds it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"

# From the ground up; a room may use those on lower floors. No stage uses another stage.
FLOORS = (
    "physics", "records", "stage", "flow", "ground", "files", "work", "scene", "words", "drawing", "formats", "study",
    "render", "door",
)  # fmt: skip
STAGES = {"left_of_launch", "threats", "looks", "tracks", "opportunities", "plans", "outcomes", "estimates"}
ROOMS = {
    "stage": STAGES,
    "ground": {"complaints", "units"},
    "files": {
        "files", "scenario_file", "catalogue_file", "places_file", "catalogue",
    },
    "work": {"work"},
    "scene": {"scene"},
    "words": {"locales", "telling"},
    "drawing": {"drawing"},
    "formats": {"formats"},
    "study": {
        "studies", "launch_list", "coverage", "sweeps", "siting", "postures", "claims", "flights", "infer",
        "kill_chain", "comparisons",
    },
    "render": {"render"},
    "door": {
        "flights_file", "claims_file", "folders",  # until what they read stands in records
        "__init__", "__main__", "face", "run_file", "run_folder", "commands", "products", "cli", "cli_studies",
        "asking", "console", "ending",
    },
}  # fmt: skip
# What may be used from outside the house; a floor that is not named may use anything.
OUTSIDE = {
    # llvmlite comes with numba; with struct it serves the few operations that numba has no word for
    "physics": {"__future__", "math", "typing", "collections", "struct", "numpy", "numba", "llvmlite"},
    "records": {"__future__", "math", "typing", "collections", "dataclasses", "numpy"},
    "stage": {
        "__future__", "math", "typing", "collections", "dataclasses", "functools", "itertools", "threading",
        "concurrent", "zlib", "numpy",
    },
    "flow": {"__future__", "math", "typing", "collections", "dataclasses", "numpy"},
}  # fmt: skip
HEAVY = ("numpy", "scipy", "numba", "matplotlib", "pydantic", "duckdb", "pyproj", "jinja2", "ruamel.yaml", "rich.table")
COMPILERS = {"jit", "njit", "vectorize", "guvectorize", "cfunc", "stencil"}
DOOR_WORK = {"open", "print", "input"}
LONGEST = 400


def modules(source: Path) -> dict[str, Path]:
    """Files of the package by module name, packages by their __init__."""
    found = {}
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)] = path
    return found


def floor(module: str) -> str:
    """The floor of a module of the house, "" when the plan has no room for it."""
    room = module.split(".")[1] if "." in module else "__init__"
    if room in ("physics", "flow"):
        return room
    if room in ("kinds", "records"):
        return "records"
    return next((name for name, members in ROOMS.items() if room in members), "")


def imports(path: Path, module: str, known: dict[str, Path]) -> Iterator[tuple[int, str]]:
    """Line and full name of every module that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
                base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield node.lineno, inner if inner in known or (base == "openbmd" and floor(inner)) else base


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def wrong_arrows(source: Path) -> list[str]:
    known, wrong = modules(source), []
    for module, path in known.items():
        here = floor(module)
        if not here:
            wrong.append(f"{module}: no room in the plan")
            continue
        for line, name in imports(path, module, known):
            if name.split(".")[0] != "openbmd":
                if here in OUTSIDE and name.split(".")[0] not in OUTSIDE[here]:
                    wrong.append(f"{module}:{line}: a {here} imports {name}")
            elif name != "openbmd" or path.name == "cli.py":
                there = floor(name)
                same_room = room_of(name) == room_of(module)
                upwards = FLOORS.index(there) > FLOORS.index(here) if there else True
                if upwards or (here == there == "stage" and not same_room):
                    wrong.append(f"{module}:{line}: a {here} imports {name}")
            elif here != "door":
                wrong.append(f"{module}:{line}: a {here} imports the package's face")
    return wrong


def is_number(node: ast.expr | None) -> bool:
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return is_number(node.left) or is_number(node.right)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def hidden_numbers(source: Path) -> list[str]:
    """Law 6: numbers as defaults of arguments or fields, in physics, records, stages and flow."""
    wrong = []
    for module, path in modules(source).items():
        if floor(module) not in ("physics", "records", "stage", "flow"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                defaults = [*node.args.defaults, *node.args.kw_defaults]
            elif isinstance(node, ast.ClassDef):
                defaults = [field.value for field in node.body if isinstance(field, ast.AnnAssign)]
            else:
                continue
            wrong += [f"{module}:{d.lineno}: a number as a default" for d in defaults if d is not None and is_number(d)]
    return wrong


def shared_state(source: Path) -> list[str]:
    """Law 11: numpy's global dice anywhere; in physics, stages and flow also what a module could change."""
    wrong = []
    for module, path in modules(source).items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("np.random", "numpy.random"):
                wrong.append(f"{module}:{node.lineno}: {ast.unparse(node)}")
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                if "random" in names or "numpy.random" in names:
                    wrong.append(f"{module}:{node.lineno}: imports random")
            elif isinstance(node, ast.Global):
                wrong.append(f"{module}:{node.lineno}: global {', '.join(node.names)}")
        if floor(module) not in ("physics", "records", "stage", "flow"):
            continue
        for node in tree.body:
            targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if not any(isinstance(target, ast.Name) for target in targets):
                continue  # filling an array row by row
            mutable = isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp)
            made = isinstance(value, ast.Call) and ast.unparse(value.func) in ("list", "dict", "set", "defaultdict")
            if mutable or made:
                wrong.append(f"{module}:{node.lineno}: a {type(value).__name__} that a module could change")
    return wrong


def door_work(source: Path) -> list[str]:
    """Only doors open, print and ask."""
    return [
        f"{module}:{node.lineno}: calls {node.func.id}"
        for module, path in modules(source).items()
        if floor(module) in ("physics", "records", "stage", "flow", "study")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DOOR_WORK
    ]


def own_compilers(source: Path) -> list[str]:
    """Kernels are compiled in one way, by physics/kernel.py."""
    return [
        f"{module}:{node.lineno}: compiles with {word}"
        for module, path in modules(source).items()
        if module != "openbmd.physics.kernel"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for word in [getattr(node, "attr", "") or getattr(node, "name", "") or getattr(node, "id", "")]
        if word in COMPILERS and isinstance(node, ast.Attribute | ast.alias | ast.Name)
    ]


def long_files(source: Path) -> list[str]:
    lengths = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in modules(source).values())
    return [f"{path.name}: {length} lines" for path, length in lengths if length > LONGEST]


CHECKS = (wrong_arrows, hidden_numbers, shared_state, door_work, own_compilers, long_files)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps(check):
    assert len(modules(SOURCE)) > 20
    assert check(SOURCE) == []


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
    (wrong_arrows, "flow.py", "from openbmd import sweeps", "a flow imports openbmd.sweeps"),
    (wrong_arrows, "flow.py", "from openbmd import threats, looks", None),
    (wrong_arrows, "sweeps.py", "from openbmd import units", None),
    (wrong_arrows, "products/page.py", "from openbmd import flow, sweeps, threats", None),
    (wrong_arrows, "attic.py", "", "openbmd.attic: no room in the plan"),
    (hidden_numbers, "looks.py", "def look(range=2.0): ...", "a number as a default"),
    (hidden_numbers, "looks.py", "def look(*, range=-2e3): ...", "a number as a default"),
    (hidden_numbers, "looks.py", "def look(notes=()): ...", None),
    (hidden_numbers, "records.py", "class Radar:\n    losses: float = 1.0", "a number as a default"),
    (shared_state, "looks.py", "SEEN: dict = {}", "that a module could change"),
    (shared_state, "looks.py", "SEEN = list()", "that a module could change"),
    (shared_state, "looks.py", "SEEN = (1, 2)", None),
    (shared_state, "looks.py", "SEEN[0] = [1, 2]", None),
    (wrong_arrows, "looks.py", "from openbmd import plans", "a stage imports openbmd.plans"),
    (shared_state, "cli.py", "import numpy as np\nnp.random.seed(1)", "np.random"),
    (shared_state, "cli.py", "import random", "imports random"),
    (door_work, "looks.py", "print(1)", "calls print"),
    (door_work, "cli.py", "print(1)", None),
    (own_compilers, "looks.py", "from numba import njit", "compiles with njit"),
    (own_compilers, "physics/earth.py", "import numba\nf = numba.jit(abs)", "compiles with jit"),
    (own_compilers, "physics/earth.py", "from numba.extending import intrinsic", None),
    (long_files, "looks.py", "pass\n" * 401, "looks.py: 401 lines"),
]


@pytest.mark.parametrize(("check", "file", "code", "complaint"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, check, file, code, complaint):
    for name in ("__init__", "records", "flow", "threats", "looks", "tracks", "sweeps", "units", "complaints", "cli"):
        path = tmp_path / "openbmd" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    for folder, name in (("physics", "earth"), ("products", "page")):
        (tmp_path / "openbmd" / folder).mkdir()
        for file_name in ("__init__", name):
            (tmp_path / "openbmd" / folder / f"{file_name}.py").write_text("")
    assert check(tmp_path) == []
    (tmp_path / "openbmd" / file).write_text(code)
    found = check(tmp_path)
    assert len(found) == (complaint is not None), found
    assert complaint is None or complaint in found[0]


@pytest.mark.parametrize("module", ["openbmd", "openbmd.cli"])
def test_nothing_heavy_is_imported_before_it_is_asked_for(module):
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []
