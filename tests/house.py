"""Reading the house: its modules, floors and rooms, and what each room uses of the others.

`python tests/house.py --count` tells how many names are used across walls, and where.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import Path
from typing import Any

from house_plan import ROOMS, SHARED

SOURCE = Path(__file__).parent.parent / "src"
Check = Callable[[Path], list[str]]

PURE = ("physics", "records", "stage", "flow", "draws")
# The upper half, by how names of modules begin; what the commands beside the studies use is counted apart.
COUNTED = ("studies", "render", "cli", "face", "formats", "run_folder", "asking", "console")


def modules(source: Path) -> dict[str, Path]:
    """Files of the package by module name, packages by their __init__."""
    found = {}
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)] = path
    return found


def trees(source: Path) -> Iterator[tuple[str, Path, ast.Module]]:
    """Every module with its file and its syntax tree."""
    for module, path in modules(source).items():
        yield module, path, ast.parse(path.read_text(encoding="utf-8"))


def floor(module: str) -> str:
    """The floor of a module of the house, "" when the plan has no room for it."""
    room = module.split(".")[1] if "." in module else "__init__"
    if room in ("physics", "flow"):
        return room
    if room in ("kinds", "records"):
        return "records"
    return next((name for name, members in ROOMS.items() if room in members), "")


def room_of(module: str) -> str:
    """The room of a module; each study and each file beside them is a room of its own."""
    parts = module.split(".")
    return ".".join(parts[: 3 if parts[1:2] == ["studies"] else 2])


def short(module: str) -> str:
    return module.removeprefix("openbmd.")


def for_types_alone(tree: ast.AST) -> set[ast.AST]:
    """What stands under `if TYPE_CHECKING:`, which never runs."""
    guarded = (n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test).endswith("TYPE_CHECKING"))
    return {inner for node in guarded for part in node.body for inner in ast.walk(part)}


def imported(
    tree: ast.AST, path: Path, module: str, known: dict[str, Path]
) -> Iterator[tuple[ast.AST, ast.alias, str, str]]:
    """The node, its alias, and the module that a file imports, with the name that it takes of it ("": the module)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
                base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                whole = inner in known or (base == "openbmd" and bool(floor(inner)))
                yield (node, alias, inner, "") if whole else (node, alias, base, alias.name)


def imports(path: Path, module: str, known: dict[str, Path]) -> Iterator[tuple[int, str]]:
    """Line and full name of every module that a file imports, at its top or inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from ((getattr(node, "lineno", 0), name) for node, _, name, _ in imported(tree, path, module, known))


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


def graph(source: Path) -> dict[str, dict[str, str]]:
    """Which room uses which: {room: {other: the first place, module:line}}; imports for types alone do not count."""
    known, found = modules(source), {}
    for module, path, tree in trees(source):
        here, unread = room_of(module), for_types_alone(tree)
        arrows = found.setdefault(here, {})
        for node, _, name, _ in imported(tree, path, module, known):
            if name.split(".")[0] == "openbmd" and node not in unread and room_of(name) != here:
                arrows.setdefault(room_of(name), f"{module}:{getattr(node, 'lineno', 0)}")
    return found


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """Rooms that reach each other, by groups (Tarjan, SIAM J. Computing 1, 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = []

    def visit(room: str) -> None:
        index[room] = low[room] = len(index)
        stack.append(room)
        for other in sorted(arrows.get(room, ())):
            if other not in index:
                visit(other)
                low[room] = min(low[room], low[other])
            elif other in stack:
                low[room] = min(low[room], index[other])
        if low[room] == index[room]:
            group = stack[stack.index(room) :]
            del stack[stack.index(room) :]
            if len(group) > 1:
                found.append(sorted(group))

    for room in sorted(arrows):
        if room not in index:
            visit(room)
    return found


def across_walls(source: Path) -> Iterator[tuple[str, str, str]]:
    """Module, other room's module and name of all that is used of rooms that are no shared floor, once for a module.

    A name is one that is imported, or an attribute that is read of an imported module.
    """
    known = modules(source)
    for module, path, tree in trees(source):
        if floor(module) in SHARED:
            continue
        found, bound = set(), {}
        for _, alias, name, taken in imported(tree, path, module, known):
            if name.split(".")[0] != "openbmd" or room_of(name) == room_of(module) or floor(name) in SHARED:
                continue
            if taken:
                found.add((name, taken))
            else:
                bound[alias.asname or alias.name] = name
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in bound:
                found.add((bound[ast.unparse(node.value)], node.attr))
        yield from ((module, name, taken) for name, taken in sorted(found))


def refused(found: Iterable[tuple[Any, str]], excepted: Container[Any]) -> list[str]:
    """The complaints of findings (what was found, complaint) that no exception allows."""
    return [complaint for what, complaint in found if what not in excepted]


def idle(excepted: Iterable[Any], found: Iterable[tuple[Any, str]]) -> list[str]:
    """Exceptions that nothing needs any more."""
    needed = {what for what, _ in found}
    return [f"{one}: nothing needs this exception" for one in excepted if one not in needed]


def planted(folder: Path, file: str, code: str) -> Path:
    """A small house of empty rooms, with code in one file of it; the folder that stands for src/."""
    house = folder / "openbmd"
    for name in (
        "__init__", "records", "flow", "draws", "threats", "looks", "tracks", "scene", "units", "complaints", "cli",
        "physics/__init__", "physics/earth", "commands/__init__", "commands/page", "studies/__init__",
        "studies/contract", "studies/kites/__init__", "studies/kites/find", "studies/gliders/__init__",
        "studies/gliders/tell",
    ):  # fmt: skip
        path = house / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    (house / file).parent.mkdir(exist_ok=True)
    (house / file).write_text(code, encoding="utf-8")
    return folder


def found_as_said(folder: Path, check: Check, file: str, code: str, complaint: str | None) -> None:
    """A check finds nothing in the empty house, and the planted fault, told by complaint, or nothing for None."""
    assert check(planted(folder, "cli.py", "")) == []
    found = check(planted(folder, file, code))
    assert len(found) == (complaint is not None), found
    assert complaint is None or complaint in found[0]


def count(source: Path) -> None:
    """Print how many names are used across walls, by the room that uses them and the room that they come from."""
    used = list(across_walls(source))
    counted = [(module, name) for module, name, _ in used if short(module).startswith(COUNTED)]
    pairs = Counter((short(room_of(module)), short(room_of(name))) for module, name in counted)
    users: Counter[str] = Counter()
    for (user, _), number in pairs.items():
        users[user] += number
    for user, number in users.most_common():
        parts = sorted(((n, other) for (one, other), n in pairs.items() if one == user), reverse=True)
        print(f"{number:5}  {user}: {', '.join(f'{other} {n}' for n, other in parts)}")
    print(f"{users.total():5}  names from rooms that are no shared floor")
    print(f"{len(used) - len(counted):5}  more in the commands beside the studies; {len(used)} in all")


if __name__ == "__main__" and sys.argv[1:] == ["--count"]:
    count(SOURCE)
