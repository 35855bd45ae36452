"""A YAML 1.2 text as plain data, with the line of every key and item."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from openbmd.complaints import Complaint, InputError, choices, near
from openbmd.scenario_file import odd, shipped

Path_ = tuple[str | int, ...]
NODES = 200_000  # more than any scenario has; stops a file whose aliases multiply without end


class Marked(NamedTuple):
    file: str
    data: dict[str, Any]
    lines: dict[Path_, int]  # 1-based

    def line(self, path: Path_) -> int:
        """Line of a path, or of its nearest parent that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def complaint(self, path: Path_, found: str, advice: str) -> Complaint:
        return Complaint(self.file, self.line(path), written(path), found, advice)


def written(path: Path_) -> str:
    """("threats", 2, "aimpoint") as "threats[2].aimpoint"."""
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out


def load(path: Path) -> Marked:
    """Read and parse a file; raises InputError when it cannot be read, or is not YAML with keys at its top."""
    return parse(content(path), str(path))


def content(path: Path) -> str:
    """The text of a file, or of a shipped scenario by its name, read once; raises InputError when it cannot be read."""

    def refuse(found: str, advice: str) -> InputError:
        return InputError([Complaint(str(path), 0, "", found, advice)])

    if (text := shipped.meant(path)) is not None:
        return text
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        if not path.suffix and path.name == str(path):
            known = shipped.names()
            raise refuse("there is no such file, nor a scenario of that name", choices(path.name, known)) from None
        beside = [p.name for p in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
        hint = near(path.name, beside)
        raise refuse("there is no such file", hint or "Give the path of a scenario file (YAML).") from None
    except IsADirectoryError:
        raise refuse("this is a folder", "Give the path of a scenario file (YAML) in it.") from None
    except UnicodeDecodeError:
        raise refuse("this is not a text file in UTF-8", "Give a scenario file: YAML, as plain text.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        told = getattr(error, "strerror", None) or error
        raise refuse(f"cannot be read: {told}", "Check the path and its permissions.") from None


def parse(text: str, file: str) -> Marked:
    """Parse a scenario's text; raises InputError with the line where YAML itself breaks."""
    found = _parsed(text, file)
    return Marked(found.file, deepcopy(found.data), dict(found.lines))  # which their reader fills in


@lru_cache(4)
def _parsed(text: str, file: str) -> Marked:
    """As parse; a run reads its scenario's text again for the resolved file."""

    def refuse(found: str, advice: str, line: int = 0) -> InputError:
        return InputError([Complaint(file, line, "", found, advice)])

    try:
        tree = YAML(typ="rt", pure=True).load(text)
        strange = list(odd.nodes(text, broken=False)) if "!" in text else []
    except DuplicateKeyError as error:
        mark = error.problem_mark
        key = str(error.problem).split('"')[1] if '"' in str(error.problem) else "a key"
        raise refuse(f'"{key}" stands twice', "Keep one of the two.", mark.line + 1 if mark else 0) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "unreadable"
        raise refuse(
            f"not YAML: {what}",
            "Mend this line or the one before: indent with spaces, close quotes and brackets, put a space after ':'.",
            mark.line + 1 if mark else 0,
        ) from None
    except YAMLError as error:
        first = str(error).strip().splitlines()[0]
        raise refuse(f"not YAML: {first}", "Give a scenario file: YAML, as plain text.") from None
    except RecursionError:
        raise refuse("nested too deeply", "A scenario has a few levels; see docs/scenario-file.md.") from None
    except Exception as error:  # a value that its tag does not fit raises whatever the reader of that tag does
        strange = list(odd.nodes(text, broken=True))
        if not strange:
            raise refuse(f"a value that cannot be: {error}", "Mend it, or put it in quotes.") from None
    if strange:
        raise InputError([Complaint(file, line, "", found, advice) for line, found, advice in strange])

    if not isinstance(tree, CommentedMap):
        what = "it is empty" if tree is None else f"it holds {kind(tree)}"
        raise refuse(
            f"not a scenario: {what}", "A scenario starts with 'openbmd: 1' and 'name: …'; see docs/scenario-file.md."
        )
    lines: dict[Path_, int] = {(): 1}
    faults: list[Complaint] = []
    try:
        data = _plain(tree, (), lines, (), faults)
    except RecursionError:
        raise refuse("an alias (*) leads back into itself or the aliases multiply", "Write the part out.") from None
    if faults:
        raise InputError([complaint._replace(file=file) for complaint in faults])
    return Marked(file, data, lines)


def kind(value: object) -> str:
    """A value's kind in words for a complaint."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f'the text "{value}"' if len(value) <= 60 else "a long text"
    return str(value)


def _plain(node: Any, path: Path_, lines: dict[Path_, int], inside: tuple[int, ...], faults: list[Complaint]) -> Any:
    if len(lines) > NODES or id(node) in inside:
        raise RecursionError
    within = (*inside, id(node))
    if isinstance(node, CommentedMap):
        out = {}
        for key, value in node.items():
            here = (*path, _plain(str(key), path, lines, (), faults))
            lines[here] = _line(node, key, lines[path])
            out[here[-1]] = _plain(value, here, lines, within, faults)
        return out
    if isinstance(node, CommentedSeq):
        items = []
        for index, value in enumerate(node):
            lines[(*path, index)] = _line(node, index, lines[path])
            items.append(_plain(value, (*path, index), lines, within, faults))
        return items
    if told := odd.value(node):
        faults.append(Complaint("", lines[path], written(path), *told))
    for plain_type in (bool, int, float, str):
        if isinstance(node, plain_type):
            return plain_type(node)
    return node


def _line(node: CommentedMap | CommentedSeq, key: Any, parent: int) -> int:
    try:  # a merged key (<<) has no place of its own
        return int(node.lc.key(key)[0] if isinstance(node, CommentedMap) else node.lc.item(key)[0]) + 1
    except (KeyError, TypeError, AttributeError):
        return parent


def items(marked: Marked, section: str) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """The well-formed groups of a list of the file, with their paths."""
    found = marked.data.get(section)
    for index, item in enumerate(found if isinstance(found, list) else []):
        if isinstance(item, dict):
            yield (section, index), item


def text(item: dict[str, Any], key: str) -> str:
    """A key's text; "" when it is missing or no text."""
    value = item.get(key)
    return value if isinstance(value, str) else ""


def names_in(marked: Marked, section: str) -> set[str]:
    """The names of a list's items."""
    return {text(item, "name") for _, item in items(marked, section)} - {""}


def texts(value: object) -> list[str]:
    """A list's texts, "" in the place of each item that is none."""
    return [item if isinstance(item, str) else "" for item in value] if isinstance(value, list) else []


def number(value: object) -> float | None:
    """A number as a float, None for anything else or beyond what a float can hold."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value)
    except OverflowError:
        return None
