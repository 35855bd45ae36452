"""Laws 2, 6 and 11: before the dice all is pure, no number hides in a default, no module holds what could change."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from house import PURE, SOURCE, floor, found_as_said, modules

COMPILERS = {"jit", "njit", "vectorize", "guvectorize", "cfunc", "stencil"}
DOOR_WORK = {"open", "print", "input"}


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
        if floor(module) not in PURE:
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
        if floor(module) not in PURE:
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


CHECKS = (
    hidden_numbers,
    shared_state,
    door_work,
    own_compilers,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps(check):
    assert check(SOURCE) == []


PLANTED = [
    (hidden_numbers, "looks.py", "def look(range=2.0): ...", "a number as a default"),
    (hidden_numbers, "looks.py", "def look(*, range=-2e3): ...", "a number as a default"),
    (hidden_numbers, "looks.py", "def look(notes=()): ...", None),
    (hidden_numbers, "records.py", "class Radar:\n    losses: float = 1.0", "a number as a default"),
    (shared_state, "looks.py", "SEEN: dict = {}", "that a module could change"),
    (shared_state, "looks.py", "SEEN = list()", "that a module could change"),
    (shared_state, "looks.py", "SEEN = (1, 2)", None),
    (shared_state, "looks.py", "SEEN[0] = [1, 2]", None),
    (shared_state, "cli.py", "import numpy as np\nnp.random.seed(1)", "np.random"),
    (shared_state, "cli.py", "import random", "imports random"),
    (door_work, "looks.py", "print(1)", "calls print"),
    (door_work, "cli.py", "print(1)", None),
    (own_compilers, "looks.py", "from numba import njit", "compiles with njit"),
    (own_compilers, "physics/earth.py", "import numba\nf = numba.jit(abs)", "compiles with jit"),
    (own_compilers, "physics/earth.py", "from numba.extending import intrinsic", None),
]


@pytest.mark.parametrize(("check", "file", "code", "complaint"), PLANTED)
def test_a_planted_fault_is_found(tmp_path, check, file, code, complaint):
    found_as_said(tmp_path, check, file, code, complaint)
