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
    "physics", "records", "stage", "flow", "draws", "ground", "files", "work", "scene", "words", "drawing", "formats",
    "study", "render", "door",
)  # fmt: skip
STAGES = {
    "left_of_launch", "threats", "near_orbit", "looks", "tracks", "opportunities", "plans", "outcomes", "estimates",
}  # fmt: skip
ROOMS = {
    "stage": STAGES,
    "draws": {"draws", "measures"},
    "ground": {"complaints", "units"},
    "files": {
        "files", "scenario_file", "catalogue_file", "claims_file", "places_file", "flights_file", "catalogue",
    },
    "work": {"work"},
    "scene": {"scene"},
    "words": {"locales", "telling"},
    "drawing": {"drawing"},
    "formats": {"formats"},
    "study": {
        "studies", "sweeps",
    },
    "render": {"render"},
    "door": {
        "folders",  # until what they read stands in records
        "__init__", "__main__", "face", "run_folder", "commands", "cli", "cli_studies",
        "asking", "console", "ending", "process",
    },
}  # fmt: skip
# What may be used from outside the house; a floor that is not named may use anything.
OUTSIDE = {
    # llvmlite comes with numba; with struct it serves the few operations that numba has no word for
    "physics": {"__future__", "math", "typing", "collections", "struct", "numpy", "numba", "llvmlite"},
    "records": {"__future__", "math", "typing", "collections", "dataclasses", "hashlib", "itertools", "zlib", "numpy"},
    "stage": {
        "__future__", "math", "typing", "collections", "dataclasses", "functools", "itertools", "threading",
        "concurrent", "zlib", "numpy",
    },
    "flow": {"__future__", "math", "typing", "collections", "dataclasses", "numpy"},
    "draws": {
        "__future__", "math", "typing", "types", "collections", "contextlib", "dataclasses", "enum", "functools",
        "zlib", "multiprocessing", "signal", "numpy", "scipy",
    },
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
        if floor(module) not in ("physics", "records", "stage", "flow", "draws"):
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
        if floor(module) not in ("physics", "records", "stage", "flow", "draws"):
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
        if floor(module) in ("physics", "records", "stage", "flow", "draws", "study")
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


# Loops over something else than draws, and why each is a loop of its own: (module, function) -> reason.
OTHER_LOOPS = {
    ("studies.compare.paired", "compare"): "batches of raids",
    ("studies.compare.paired", "play"): "scenarios side by side, each on the same raids of one batch",
    ("studies.posture.playing", "play"): "days of one posture",
    ("studies.posture.playing", "fewer"): "batches of the same raids on two days",
    ("studies.coverage.settings", "grid"): "values of one setting, the figures at best",
    ("studies.coverage.settings", "_edge"): "halvings of one setting, the figures at best",
    ("studies.footprint.areas", "at_places"): "approaches of one missile, the figures at best",
    ("studies.footprint.negation", "stopped"): "places where one missile comes down, the figures at best",
    ("commands.check", "check"): "files",
    ("studies.compare.find", "ask"): "scenarios that are named side by side",
}
# Rooms that ask a stage directly, and why flow would add nothing: (module, stage) -> reason.
STAGE_USERS = {
    ("studies.footprint.chain", "plans"): "counts the plan's own salvos at one missile; no raid and so no plan",
    ("studies.footprint.flights", "threats"): "one missile to thousands of aimpoints, from fans; no scenario",
    ("studies.footprint.denied", "threats"): "boosts to start one missile's flights from; no scenario",
    ("studies.infer.fits", "threats"): "a vehicle that is fitted, as legs; no route",
    ("studies.coverage.looking", "looks"): "the words of a look's own caution",
    ("studies.kill_chain.counts", "left_of_launch"): "closed forms of that stage alone; nothing flows on",
    ("studies.kill_chain.history", "left_of_launch"): "closed forms of that stage alone; nothing flows on",
    ("studies.kill_chain.notes", "left_of_launch"): "closed forms of that stage alone; nothing flows on",
    ("studies.claims.measures", "left_of_launch"): "the share struck before launch; nothing is flown",
    ("studies.kill_chain.words", "left_of_launch"): "closed forms of that stage alone",
    ("studies.kill_chain.mission", "left_of_launch"): "closed forms of that stage alone",
}
CHAIN = {
    "battlespace", "fly", "fly_routes", "engage", "replan", "assess", "assess_until", "assess_part", "leakers_by_raid",
}  # fmt: skip
SOLVERS = {"boosts": None, "boost_fans": None, "glide": {"solve"}, "ascent": {"solve"}}  # None: all of it
LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def short(module: str) -> str:
    return module.removeprefix("openbmd.")


def names_of(tree: ast.Module, room: str) -> dict[str, str]:
    """What a file calls things of a room: {its own name: their name}; the room itself is ""."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == room.rpartition(".")[0]:
            last = room.rpartition(".")[2]
            found |= {alias.asname or alias.name: "" for alias in node.names if alias.name == last}
        elif isinstance(node, ast.ImportFrom) and node.module == room:
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: "" for alias in node.names if alias.name == room}
    return found


def called(node: ast.AST, names: dict[str, str]) -> str:
    """The name of what a call calls in a room, "" for anything else; names: as names_of tells."""
    if not isinstance(node, ast.Call):
        return ""
    base, _, name = ast.unparse(node.func).rpartition(".")
    return (name if names.get(base) == "" else "") if base else names.get(name, "")


def repeated(node: ast.AST) -> list[ast.AST]:
    """The parts of a node that are worked out again and again: of loops, comprehensions and what is mapped."""
    if isinstance(node, ast.For | ast.AsyncFor):
        return [*node.body]
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "map":
        return [*node.args[:1]]
    if not isinstance(node, LOOPS):
        return []
    if isinstance(node, ast.While):
        return [node.test, *node.body]
    parts: list[ast.AST] = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    inner = [one.iter for one in node.generators[1:]]
    return parts + inner + [test for one in node.generators for test in one.ifs]


def loops_of(source: Path) -> Iterator[tuple[str, str, str]]:
    """Module, function and complaint of every call of flow's chain in a loop outside draws.

    A function of the same file that calls the chain counts as the chain; one of another file does not.
    """
    for module, path in modules(source).items():
        if floor(module) in ("", "flow") or room_of(module) == "openbmd.draws":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = names_of(tree, "openbmd.flow")

        def chained(node: ast.AST, names: dict[str, str] = names) -> str:
            handed = isinstance(node, ast.Attribute) and names.get(ast.unparse(node.value)) == ""
            name = called(node, names) or (node.attr if handed else "")  # map(flow.battlespace, scenarios)
            return f"flow.{name}" if name in CHAIN else ""

        own = [
            node.name for node in tree.body if isinstance(node, ast.FunctionDef) and any(map(chained, ast.walk(node)))
        ]
        for function in tree.body:
            for node in (n for looped in ast.walk(function) for part in repeated(looped) for n in ast.walk(part)):
                through = node.id if isinstance(node, ast.Name) and node.id in own else ""
                if name := chained(node) or through:
                    yield (
                        short(module),
                        getattr(function, "name", ""),
                        f"{module}:{node.lineno}: calls {name} in a loop",
                    )


def chain_loops(source: Path) -> list[str]:
    """Only draws calls flow in a loop."""
    return sorted({line for module, function, line in loops_of(source) if (module, function) not in OTHER_LOOPS})


def stage_users(source: Path) -> list[str]:
    """Only flow uses stages; estimates, which turn outcomes into numbers, may be read by all above it."""
    known, wrong = modules(source), []
    for module, path in known.items():
        if floor(module) not in ("draws", "study", "door"):
            continue
        for line, name in imports(path, module, known):
            stage = name.split(".")[1] if name.startswith("openbmd.") else ""
            if stage in STAGES - {"estimates"} and (short(module), stage) not in STAGE_USERS:
                wrong.append(f"{module}:{line}: uses the stage {stage}")
    return wrong


def solver_users(source: Path) -> list[str]:
    """Only threats calls the solvers of boosts."""
    wrong = []
    for module, path in modules(source).items():
        if module == "openbmd.threats" or floor(module) == "physics":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for room, some in SOLVERS.items():
            names = names_of(tree, f"openbmd.physics.{room}")
            for node in ast.walk(tree):
                name = called(node, names)
                if name and (some is None or name in some):
                    wrong.append(f"{module}:{node.lineno}: calls {room}.{name}")
    return wrong


def idle_exceptions(source: Path) -> list[str]:
    """Exceptions that nothing needs any more."""
    known = modules(source)
    looping = {(module, function) for module, function, _ in loops_of(source)}
    wrong = [f"{room}: {name} is no loop" for room, name in OTHER_LOOPS if (room, name) not in looping]
    for room, stage in STAGE_USERS:
        path = known.get(f"openbmd.{room}")
        used = {name for _, name in imports(path, f"openbmd.{room}", known)} if path else set()
        if path and not any(room_of(name) == f"openbmd.{stage}" for name in used):
            wrong.append(f"{room}: does not use {stage}")
    return [one for one in wrong if f"openbmd.{one.partition(':')[0]}" in known]  # a planted house has few rooms


def long_files(source: Path) -> list[str]:
    lengths = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in modules(source).values())
    return [f"{path.name}: {length} lines" for path, length in lengths if length > LONGEST]


CHECKS = (
    wrong_arrows, hidden_numbers, shared_state, door_work, own_compilers, long_files, chain_loops, stage_users,
    solver_users, idle_exceptions,
)  # fmt: skip


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
    (wrong_arrows, "render/page.py", "from openbmd import flow, sweeps, threats", None),
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
    (wrong_arrows, "flow.py", "from openbmd import draws", "a flow imports openbmd.draws"),
    (wrong_arrows, "draws.py", "from openbmd import sweeps", "a draws imports openbmd.sweeps"),
    (wrong_arrows, "sweeps.py", "from openbmd import draws, flow", None),
    (chain_loops, "sweeps.py", "from openbmd import flow\nfor s in x:\n    flow.engage(s, y)", "flow.engage in a loop"),
    (chain_loops, "sweeps.py", "from openbmd import flow\nx = [flow.fly([s], ()) for s in y]", "flow.fly in a loop"),
    (chain_loops, "sweeps.py", "from openbmd import flow as f\nwhile f.assess(x): pass", "flow.assess in a loop"),
    (chain_loops, "sweeps.py", "from openbmd.flow import engage\nx = {s: engage(s, y) for s in y}", "flow.engage in a"),
    (chain_loops, "cli.py", "from openbmd import flow\nx = map(flow.battlespace, y)", "flow.battlespace in a loop"),
    (
        chain_loops,
        "cli.py",
        "from openbmd import flow\nx = pool.map(lambda s: flow.replan(s, z), y)",
        "flow.replan",
    ),
    (
        chain_loops,
        "sweeps.py",
        "from openbmd import flow\ndef one(s): return flow.engage(s, y)\nx = [one(s) for s in y]",
        "calls one in a loop",
    ),
    (chain_loops, "sweeps.py", "from openbmd import flow\nfor s in flow.fly(x, ()): print(s)", None),
    (chain_loops, "sweeps.py", "from openbmd import flow\nfor s in x: flow.dangerous(s, y)", None),
    (chain_loops, "draws.py", "from openbmd import flow\nfor s in x: flow.engage(s, y)", None),
    (stage_users, "sweeps.py", "from openbmd import looks", "uses the stage looks"),
    (stage_users, "cli.py", "def late():\n    from openbmd.threats import fly", "uses the stage threats"),
    (stage_users, "draws.py", "from openbmd import tracks", "uses the stage tracks"),
    (stage_users, "sweeps.py", "from openbmd import estimates", None),
    (stage_users, "flow.py", "from openbmd import looks", None),
    (solver_users, "sweeps.py", "from openbmd.physics import boosts\nboosts.solve(x, y)", "calls boosts.solve"),
    (solver_users, "looks.py", "from openbmd.physics.glide import solve as s\ns(x, y)", "calls glide.solve"),
    (solver_users, "flow.py", "from openbmd.physics import ascent\nascent.solve(x)", "calls ascent.solve"),
    (
        solver_users,
        "sweeps.py",
        "from openbmd.physics import boost_fans as f\nf.prepare(x)",
        "boost_fans.prepare",
    ),
    (solver_users, "sweeps.py", "from openbmd.physics import glide\nglide.Solution(x)", None),
    (solver_users, "threats.py", "from openbmd.physics import boosts\nboosts.solve(x, y)", None),
    (idle_exceptions, "commands/check.py", "def check(): ...", "commands.check: check is no loop"),
    (long_files, "looks.py", "pass\n" * 401, "looks.py: 401 lines"),
]


@pytest.mark.parametrize(("check", "file", "code", "complaint"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, check, file, code, complaint):
    for name in (
        "__init__", "records", "flow", "draws", "threats", "looks", "tracks", "sweeps", "units", "complaints", "cli",
    ):  # fmt: skip
        path = tmp_path / "openbmd" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    for folder, name in (("physics", "earth"),):
        (tmp_path / "openbmd" / folder).mkdir()
        for file_name in ("__init__", name):
            (tmp_path / "openbmd" / folder / f"{file_name}.py").write_text("")
    assert check(tmp_path) == []
    (tmp_path / "openbmd" / file).parent.mkdir(exist_ok=True)
    (tmp_path / "openbmd" / file).write_text(code)
    found = check(tmp_path)
    assert len(found) == (complaint is not None), found
    assert complaint is None or complaint in found[0]


@pytest.mark.parametrize("module", ["openbmd", "openbmd.cli"])
def test_nothing_heavy_is_imported_before_it_is_asked_for(module):
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []
