"""Laws 1 and 13: only draws calls the chain in a loop, only flow calls stages, only threats calls the boost solvers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from house import SOURCE, called, floor, found_as_said, imports, modules, names_of, room_of, short
from house_plan import OTHER_LOOPS, STAGE_USERS, STAGES

CHAIN = {
    "battlespace", "fly", "fly_routes", "engage", "replan", "assess", "assess_until", "assess_part", "leakers_by_raid",
}  # fmt: skip
SOLVERS = {"boosts": None, "boost_fans": None, "glide": {"solve"}, "ascent": {"solve"}}  # None: all of it
LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


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


CHECKS = (
    chain_loops,
    stage_users,
    solver_users,
    idle_exceptions,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps(check):
    assert check(SOURCE) == []


KITE = "studies/kites/find.py"
PLANTED = [
    (
        chain_loops,
        KITE,
        "from openbmd import flow\nfor s in x:\n    flow.engage(s, y)",
        "flow.engage in a loop",
    ),
    (
        chain_loops,
        KITE,
        "from openbmd import flow\nx = [flow.fly([s], ()) for s in y]",
        "flow.fly in a loop",
    ),
    (
        chain_loops,
        KITE,
        "from openbmd import flow as f\nwhile f.assess(x): pass",
        "flow.assess in a loop",
    ),
    (
        chain_loops,
        KITE,
        "from openbmd.flow import engage\nx = {s: engage(s, y) for s in y}",
        "flow.engage in a",
    ),
    (chain_loops, "cli.py", "from openbmd import flow\nx = map(flow.battlespace, y)", "flow.battlespace in a loop"),
    (
        chain_loops,
        "cli.py",
        "from openbmd import flow\nx = pool.map(lambda s: flow.replan(s, z), y)",
        "flow.replan",
    ),
    (
        chain_loops,
        KITE,
        "from openbmd import flow\ndef one(s): return flow.engage(s, y)\nx = [one(s) for s in y]",
        "calls one in a loop",
    ),
    (chain_loops, KITE, "from openbmd import flow\nfor s in flow.fly(x, ()): print(s)", None),
    (chain_loops, KITE, "from openbmd import flow\nfor s in x: flow.dangerous(s, y)", None),
    (chain_loops, "draws.py", "from openbmd import flow\nfor s in x: flow.engage(s, y)", None),
    (stage_users, KITE, "from openbmd import looks", "uses the stage looks"),
    (stage_users, "cli.py", "def late():\n    from openbmd.threats import fly", "uses the stage threats"),
    (stage_users, "draws.py", "from openbmd import tracks", "uses the stage tracks"),
    (stage_users, KITE, "from openbmd import estimates", None),
    (stage_users, "flow.py", "from openbmd import looks", None),
    (
        solver_users,
        KITE,
        "from openbmd.physics import boosts\nboosts.solve(x, y)",
        "calls boosts.solve",
    ),
    (solver_users, "looks.py", "from openbmd.physics.glide import solve as s\ns(x, y)", "calls glide.solve"),
    (solver_users, "flow.py", "from openbmd.physics import ascent\nascent.solve(x)", "calls ascent.solve"),
    (
        solver_users,
        KITE,
        "from openbmd.physics import boost_fans as f\nf.prepare(x)",
        "boost_fans.prepare",
    ),
    (solver_users, KITE, "from openbmd.physics import glide\nglide.Solution(x)", None),
    (solver_users, "threats.py", "from openbmd.physics import boosts\nboosts.solve(x, y)", None),
    (idle_exceptions, "commands/check.py", "def check(): ...", "commands.check: check is no loop"),
]


@pytest.mark.parametrize(("check", "file", "code", "complaint"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, check, file, code, complaint):
    found_as_said(tmp_path, check, file, code, complaint)
