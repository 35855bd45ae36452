"""JSON Schema of an entry of the catalogue, for editors; what faults.py checks is more."""

from __future__ import annotations

from math import isfinite
from typing import Any

from openbmd.catalogue_file.counts import KEYS as COUNTS
from openbmd.catalogue_file.entries import RECORDS
from openbmd.catalogue_file.faults import RANGE, RECORDED
from openbmd.catalogue_file.fields import NUMBERS, Field, of_kind, shares
from openbmd.kinds import READINGS

ORIGIN = {"source": {"type": "string"}, "assumed": {"type": "string"}}


def entry_schema(kind: str) -> dict[str, Any]:
    """An entry as a scenario file holds it: without name and kind. A preset's parts are those of a scenario."""
    texts: dict[str, Any] = {key: {"type": "string"} for key in ("title", "summary", "label", "title_ko")}
    if kind not in RECORDS:
        return {"type": "object", "properties": {"title": texts["title"]}, "required": ["title", "layers"]}
    tables = {"figures": _table(kind), "published": {"type": "array"}}
    if kind in RECORDED:
        tables["record"] = {"type": "array"}
    if kind == "missiles":
        tables["stages"] = {"type": "array", "items": _table("stages"), "minItems": 1}
    if kind == "interceptors":
        reading = {"type": "object", "properties": {n: _figure(f) for n, f in shares(kind).items()}}
        tables["readings"] = {"type": "object", "properties": dict.fromkeys(READINGS, reading)}
    aliases = {"type": "array", "items": {"type": "string"}}
    properties = {**texts, "aliases": aliases, "hides": {"type": "boolean"}, **tables}
    return {"type": "object", "properties": properties, "required": ["title", "summary", "figures"]}


def _table(kind: str) -> dict[str, Any]:
    known = of_kind(kind)
    required = [field.field for field in known.values() if field.need == "required"]
    properties = {name: _figure(field) for name, field in known.items()}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _figure(field: Field) -> dict[str, Any]:
    keys: tuple[str, ...] = ("value",)
    value: dict[str, Any] = {"type": ["boolean", "string", "integer"]}
    if field.values in NUMBERS:
        keys = RANGE
        ends = {"minimum": field.minimum, "maximum": field.maximum}
        value = {"type": "number", **{key: end for key, end in ends.items() if isfinite(end)}}
    properties = {**dict.fromkeys(keys, value), **ORIGIN, **{key: {"type": "integer"} for key in COUNTS}}
    return {
        "type": "object", "description": field.meaning, "properties": properties, "required": list(keys),
        "additionalProperties": False,
    }  # fmt: skip
