"""Plain data of estimates and numbers, for studies that are not yet told by a Telling."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

import numpy as np

from openbmd.records import Estimate

DIGITS = 12  # significant, of every number


def dumps(value: Any, indent: int | None = None) -> str:
    separators = (",", ":") if indent is None else None
    return json.dumps(value, indent=indent, separators=separators, ensure_ascii=False, allow_nan=False)


def estimate(value: Estimate) -> dict[str, float | None]:
    return {part: number(x) for part, x in zip(Estimate._fields, value, strict=True)}


def number(value: float) -> float | None:
    """The number to DIGITS significant digits; None when it is not finite."""
    return float(f"{value:.{DIGITS}g}") if isfinite(value) else None


def numbers(values: np.ndarray[Any, Any]) -> list[float | None]:
    return [number(value) for value in values.tolist()]
