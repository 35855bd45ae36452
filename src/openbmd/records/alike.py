"""Records compared and digested by what they hold, arrays included."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def alike(one: Any, other: Any) -> bool:
    """Whether two values hold the same, all the way down: records, tuples, mappings, arrays; nan is like nan.

    A mapping's order of keys does not count, nor whether a number is an int or a float.
    """
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return isinstance(one, np.ndarray) and isinstance(other, np.ndarray) and _arrays(one, other)
    if isinstance(one, Mapping):
        same = isinstance(other, Mapping) and one.keys() == other.keys()
        return same and all(alike(value, other[key]) for key, value in one.items())
    if isinstance(one, tuple | list):
        same = type(one) is type(other) and len(one) == len(other)
        return same and all(map(alike, one, other))
    if is_dataclass(one) and type(one) is type(other):
        return all(alike(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return bool(one == other or (one != one and other != other))


def _arrays(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    if one.dtype.names:
        return all(_arrays(one[name], other[name]) for name in one.dtype.names)
    return bool(np.array_equal(one, other, equal_nan=one.dtype.kind in "fc"))


def digest(values: Mapping[str, Any]) -> str:
    """SHA-256 of what the values hold: the same for the same content in any process, another for any change of it."""
    found = hashlib.sha256()
    _feed(found.update, values)
    return found.hexdigest()


def _feed(update: Callable[[bytes], object], value: Any) -> None:
    if isinstance(value, Mapping):
        update(b"{%d" % len(value))
        for key, item in value.items():
            _feed(update, key)
            _feed(update, item)
    elif isinstance(value, tuple | list):
        update(b"(%d" % len(value))
        for item in value:
            _feed(update, item)
    elif isinstance(value, np.ndarray):
        update(f"a{value.dtype.str}{value.shape}".encode())
        update(value.tobytes())
    elif is_dataclass(value):
        _feed(update, {field.name: getattr(value, field.name) for field in fields(value)})
    else:  # repr of a text, a number or None says it to the last bit, and ends it
        update(f"{value!r};".encode(errors="surrogatepass"))
