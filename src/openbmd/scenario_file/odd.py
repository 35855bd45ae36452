"""What YAML lets through and no file of ours means: foreign tags, keys that are groups, endless numbers, signs that
cannot be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

CORE = {"null", "bool", "int", "float", "str", "seq", "map", "merge", "timestamp"}
YAML_TAG = "tag:yaml.org,2002:"
LONGEST = 100  # digits of a whole number; more than any quantity has
UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
Fault = tuple[int, str, str]  # line, found, advice


def nodes(text: str, broken: bool) -> Iterator[Fault]:
    """Faults that the nodes of a YAML text show; broken: it could not be read, so that each value is tried alone."""
    yaml = YAML(typ="safe", pure=True)
    for node in _walk(yaml.compose(text), set()):
        line = node.start_mark.line + 1
        tag = str(node.tag)
        if tag.removeprefix(YAML_TAG) not in CORE:
            found = f"the tag {tag.replace(YAML_TAG, '!!')}"
            yield line, found, "Write the value alone: text, number, true or false, list or keys."
        elif isinstance(node, MappingNode):
            for key in (key for key, _ in node.value if not isinstance(key, ScalarNode)):
                yield key.start_mark.line + 1, "a key that is a list or a group", "Keys are words: write key: value."
        elif isinstance(node, ScalarNode) and broken:
            try:
                yaml.constructor.construct_object(node)
            except Exception:  # whatever a value that cannot be raises in there
                yield line, f"a value that cannot be: {_short(node.value)}", _remedy(node)


def value(found: Any) -> tuple[str, str] | None:
    """What is odd about a plain value, and what to do; None when nothing is."""
    if isinstance(found, str) and (sign := UNSHOWN.search(found)):
        return f"a sign that cannot be shown: {sign[0]!a}", "Leave it out."
    if isinstance(found, int) and abs(found) >= 10**LONGEST:
        return f"a whole number of more than {LONGEST} digits", "Write a smaller number."
    return None


def _walk(node: Node | None, met: set[int]) -> Iterator[Node]:
    if node is None or id(node) in met:
        return
    met.add(id(node))
    yield node
    if isinstance(node, MappingNode):
        for key, item in node.value:
            yield from _walk(key, met)
            yield from _walk(item, met)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _walk(item, met)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:20]}… ({len(text)} signs)"


def _remedy(node: ScalarNode) -> str:
    kind = str(node.tag).removeprefix(YAML_TAG)
    if kind == "timestamp":
        return "Is it a date? Mend it, or put it in quotes."
    return {"bool": "Write true or false.", "int": "Write a number that fits."}.get(kind, "Write another value.")
