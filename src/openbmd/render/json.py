"""A telling as JSON: one envelope for all studies, with the study's own keys beside it; and tellings kept whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

import numpy as np

from openbmd.records import Estimate
from openbmd.telling import blocks
from openbmd.telling.blocks import Telling

DIGITS = 12  # significant, of every number


def envelope(told: Telling) -> dict[str, Any]:
    """What every study's JSON begins with, then its own keys; of two with one name the study's own stands."""
    shared = {
        "study": told.study,
        "finding": told.finding,
        "sentences": list(told.sentences),
        "effects_off": {name: list(effects) for name, effects in told.effects_off.items()},
        "seed": told.seed,
        "versions": dict(told.versions),
        "sources": list(told.sources),
        "notes": list(told.notes),
    }
    own = plain(told.data)
    return {**{key: value for key, value in shared.items() if key not in own}, **own, "finding": told.finding}


def plain(value: Any) -> Any:
    """Plain data: numbers to DIGITS significant digits, None where they are not finite."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value.tolist()]
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON (RFC 8259) of plain data."""
    separators = (",", ":") if indent is None else None
    return json.dumps(value, indent=indent, separators=separators, ensure_ascii=False, allow_nan=False)


# --- tellings kept in run folders -----------------------------------------------------------------

KINDS = (
    blocks.Span, blocks.Bar, blocks.Heading, blocks.Paragraph, blocks.Items, blocks.Card, blocks.Cards, blocks.Drawn,
    blocks.Column, blocks.Cell, blocks.Row, blocks.Table, blocks.Pair, blocks.Details, Estimate,
)  # fmt: skip
BY_NAME: Mapping[str, Any] = {kind.__name__: kind for kind in KINDS}
APART = ("data", "columns")  # of a telling: they stand in files of their own


def kept(told: Telling) -> dict[str, Any]:
    """A telling as plain data that `telling` reads back; without its data for programs, which have their own files."""
    return {name: _kept(getattr(told, name)) for name in Telling.__dataclass_fields__ if name not in APART}


def _kept(value: Any) -> Any:
    if type(value).__name__ in BY_NAME:
        return {"is": type(value).__name__, **{name: _kept(item) for name, item in value._asdict().items()}}
    if isinstance(value, list | tuple):
        return [_kept(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _kept(item) for key, item in value.items()}
    if isinstance(value, np.generic):
        return _kept(value.item())
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def telling(data: Any) -> Telling:
    """The telling that `kept` made. Raises ValueError for data that it did not."""
    try:
        fields = {name: _read(value) for name, value in data.items() if name in Telling.__dataclass_fields__}
        for name in ("versions", "effects_off"):
            fields[name] = dict(data[name])
        return Telling(**fields, data={})
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"it is no telling: {error}") from error


def _read(value: Any) -> Any:
    if isinstance(value, dict) and "is" in value:
        kind = BY_NAME[value["is"]]
        return kind(**{name: _read(item) for name, item in value.items() if name != "is"})
    if isinstance(value, list):
        return tuple(_read(item) for item in value)
    return value
