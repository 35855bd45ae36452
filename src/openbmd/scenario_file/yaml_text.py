"""Plain data as YAML 1.2, for files of some hundred kilobytes that wait on nobody: ten times as fast as ruamel, and
the same text for all that a scenario holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from math import inf, isnan
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode

LONGEST_KEY = 128  # signs; a longer one is announced by "?"
TEXT = "tag:yaml.org,2002:str"
# What a text must not hold to stand without quotes, in a block and on one line; and what only double quotes can tell.
BLOCK = re.compile(r"""---|\.\.\.|[#,\[\]{}&*!|>'"%@` ]|[?-](?: |$)|.*(?:: | #|[: ]$)""")
FLOW = re.compile(r"^[?:]|[,\[\]{}]")  # ruamel leaves {:a: b} without quotes, and cannot read it
ODD = re.compile("[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class OneLine(dict[str, Any]):
    """A group that stands on one line, with all in it."""


class OneLineList(list[Any]):
    """A list that does."""


def dump(data: Mapping[str, Any], before: Mapping[str, str] | None = None) -> str:
    """A mapping as YAML, two signs deeper for each level; before: what stands above a key of the top.

    Raises TypeError for what no file can say.
    """
    above, lines = before or {}, []
    for key, value in data.items():
        lines.append(above.get(key, "") + "\n".join(_pair(key, value, "")))
    return "\n".join(lines) + "\n"


def _pair(key: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of a key with its value."""
    name = _key(key, False, indent)
    if isinstance(value, OneLine | OneLineList) or not isinstance(value, dict | list) or not value:
        yield f"{indent}{name} {_flow(value) if isinstance(value, dict | list) else _scalar(value, False)}"
    elif isinstance(value, dict):
        yield f"{indent}{name}"
        for k, v in value.items():
            yield from _pair(k, v, indent + "  ")
    else:
        yield f"{indent}{name}"
        for item in value:
            yield from _item(item, indent + "  ")


def _item(value: Any, indent: str) -> Iterator[str]:
    """The lines of an item of a list."""
    deeper = indent + ("    " if isinstance(value, list) else "  ")
    if isinstance(value, OneLine | OneLineList) or not isinstance(value, dict | list) or not value:
        yield f"{indent}- {_flow(value) if isinstance(value, dict | list) else _scalar(value, False)}"
        return
    if isinstance(value, dict):
        lines = [line for k, v in value.items() for line in _pair(k, v, deeper)]
    else:
        lines = [line for one in value for line in _item(one, deeper)]
    yield f"{indent}-{lines[0][len(indent) + 1 :]}"
    yield from lines[1:]


def _key(key: str, flow: bool, indent: str) -> str:
    told = _text(key, flow)
    if len(key) < LONGEST_KEY:
        return told + ":"
    return f"? {told} :" if flow else f"? {told}\n{indent}:"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k, True, '')} {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one)[1:-1] if _alone(one) else _flow(one) for one in value) + "]"
    return _scalar(value, True)


def _alone(value: Any) -> bool:
    """Whether it is a group of one key, which needs no braces in a list: [a: b]."""
    return isinstance(value, dict) and len(value) == 1


def _scalar(value: Any, flow: bool) -> str:
    if isinstance(value, str):
        return _text(value, flow)
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, float):
        return ".nan" if isnan(value) else f"{'-' * (value < 0)}.inf" if abs(value) == inf else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"cannot represent an object: {value!r}")


@lru_cache(4096)
def _text(text: str, flow: bool) -> str:
    """A text without quotes where it stays a text, else in single ones, or in double ones with escapes."""
    if ODD.search(text):
        return ODD.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
    bare = text and not BLOCK.match(text) and not (flow and FLOW.search(text))
    if bare and _resolver()(ScalarNode, text, (True, False)) == TEXT:
        return text
    return f"'{text}'" if "'" not in text else json.dumps(text, ensure_ascii=False)


@cache
def _resolver() -> Callable[..., Any]:
    """What a text without quotes would be read as."""
    found: Callable[..., Any] = YAML(typ="rt", pure=True).resolver.resolve
    return found
