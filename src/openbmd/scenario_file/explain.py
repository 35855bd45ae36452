"""What the shape check found, in words: key, line, finding and remedy."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import ValidationError

from openbmd.complaints import Complaint, choices, near
from openbmd.scenario_file.models import TAGS, Document
from openbmd.scenario_file.text import Marked, Path_, kind
from openbmd.units import WORDS, ending, split


def explain(error: ValidationError, marked: Marked) -> list[Complaint]:
    """Every fault of shape as a complaint; a key with a wrong unit is told once, not as one missing and one unknown."""
    schema = _schema()
    faults = [
        (tuple(part for part in fault["loc"] if part not in TAGS), fault) for fault in error.errors(include_url=False)
    ]
    complaints = []
    meant: set[Path_] = set()
    for path, fault in faults:
        if fault["type"] == "extra_forbidden":
            found, advice, right = _unknown_key(str(path[-1]), list(_node(schema, path[:-1]).get("properties", {})))
            meant.add((*path[:-1], right))
            complaints.append(marked.complaint(path, found, advice))
    for path, fault in faults:
        if fault["type"] == "extra_forbidden" or (fault["type"] == "missing" and path in meant):
            continue
        found, advice = _words(fault["type"], path, fault["input"], fault.get("ctx", {}), _node(schema, path))
        complaints.append(marked.complaint(path, found, advice))
    return complaints


@cache
def _schema() -> dict[str, Any]:
    return Document.model_json_schema()


def _unknown_key(key: str, known: list[str]) -> tuple[str, str, str]:
    for right in known:
        base, unit = split(right)[0], ending(right)
        if unit and (key == base or key.startswith(f"{base}_")):
            said = key[len(base) + 1 :]
            found = f"the unit {said} is not one this key takes" if said else "the unit is missing from the key"
            return found, f"Write {right}: a number in {WORDS[unit]}.", right
    right = near(key, known).removeprefix('Did you mean "').removesuffix('"?')
    return "there is no such key here", choices(key, known), right


def _words(fault: str, path: Path_, value: Any, context: dict[str, Any], node: dict[str, Any]) -> tuple[str, str]:
    about = node.get("description", "")
    last = path[-1] if path else ""
    unit = ending(last) if isinstance(last, str) else ""
    number = f"a number in {WORDS[unit]}" if unit else "a number"
    found = f"found {kind(value)}"
    match fault:
        case "missing":
            return "this key is missing", f"Add it: {about}." if about else "Add it."
        case "float_type" | "int_type" | "int_from_float":
            what = "a whole number" if fault.startswith("int") else number
            alone = ", alone: the unit stands in the key" if unit and isinstance(value, str) else ""
            return found, f"Write {what}{alone}."
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            return found, f"Write {number} {_bounds(node, context)}.{_swapped(last, value)}"
        case "finite_number":
            return found, f"Write {number} that is finite."
        case "literal_error":
            known = [word.strip().strip("'") for word in context["expected"].replace(" or ", ", ").split(",")]
            return found, choices(str(value), known)
        case "string_type":
            quote = "" if isinstance(value, dict | list) or value is None else ', in quotes: "…"'
            return found, f"Write a text{quote}."
        case "string_pattern_mismatch":
            return found, "Use small letters, digits and hyphens, starting with a letter or digit."
        case "string_too_short" | "string_too_long":
            return (
                found,
                f"Write a text of {context.get('min_length', 1)} to {context.get('max_length', 120)} characters.",
            )
        case "bool_type":
            return found, "Write true or false."
        case "list_type":
            return found, "Write a list: one line for each item, starting with '- '."
        case "too_short":
            return "the list is empty" if not value else "the list is too short", _length(context, about)
        case "too_long":
            return "the list is too long", _length(context, about)
        case "model_type" | "dict_type":
            return found, f"Write a group of keys: {', '.join(node['properties'])}." if "properties" in node else (
                f"Write {about}." if about else "Write a group of keys."
            )
    return found, f"{context.get('error', 'This value does not fit')}. {about}".strip()


def _length(context: dict[str, Any], about: str) -> str:
    wanted = context.get("min_length", context.get("max_length"))
    return f"Write {wanted} item{'s' if wanted != 1 else ' or more'}: {about}." if about else f"Write {wanted} items."


def _bounds(node: dict[str, Any], context: dict[str, Any]) -> str:
    if "minimum" in node and "maximum" in node:
        return f"from {node['minimum']:g} to {node['maximum']:g}"
    texts = [
        f"{word} {node[name]:g}"
        for name, word in (
            ("minimum", "not below"),
            ("exclusiveMinimum", "above"),
            ("maximum", "not above"),
            ("exclusiveMaximum", "below"),
        )
        if name in node
    ]
    limits = {"ge": "not below", "gt": "above", "le": "not above", "lt": "below"}
    return " and ".join(texts) or " and ".join(f"{limits[name]} {value:g}" for name, value in context.items())


def _swapped(key: str | int, value: Any) -> str:
    if key == "latitude_deg" and isinstance(value, int | float) and abs(value) <= 180:
        return " Latitude and longitude look swapped."
    return ""


def _node(schema: dict[str, Any], path: Path_) -> dict[str, Any]:
    """The JSON Schema that holds at a path, references followed; the written-out form where a name would do too."""
    node = schema

    def open_up(node: dict[str, Any]) -> dict[str, Any]:
        outer = node
        while True:
            for choice in ("oneOf", "anyOf"):
                if choice in node:
                    forms = [open_up(form) for form in node[choice]]
                    real = [form for form in forms if form.get("type") != "null"]
                    node = next((form for form in real if "properties" in form), real[0])
            if "$ref" not in node:
                return {**node, "description": outer.get("description", node.get("description", ""))}
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]

    for part in path:
        node = open_up(node)
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(part, node.get("additionalProperties") or {})
        if not isinstance(node, dict):
            return {}
    return open_up(node)
