"""The one way in which a kernel is compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

FUSED = ("contract",)  # a * b + c may be rounded once; nothing else is re-ordered

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile once and cache; free of the interpreter's lock, so that threads run side by side."""
    return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy", fastmath=set(FUSED))(function))


def inlined(function: F) -> F:
    """A kernel that is melted into its callers, so that their loops hold no call."""
    return cast(
        F, numba.njit(cache=True, nogil=True, error_model="numpy", forceinline=True, fastmath=set(FUSED))(function)
    )
