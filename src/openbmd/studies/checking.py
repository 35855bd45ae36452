"""A question's values through its checks: the same words for the command line, Python and a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from openbmd.complaints import Complaint, InputError, choices
from openbmd.files import texts
from openbmd.studies.contract import Ask, File, Given, Question, Study, required

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Name = Callable[[Given], str]
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|nan|[-+]?inf", re.IGNORECASE)
WHAT = {"int": "a whole number", "float": "a number", "bool": "True or False", "str": "a text", "tuple": "a list"}


def checked(study: Study, values: Mapping[str, Any], *, text: bool, name: Name) -> Question:
    """The question of a study with these values, by the fields' names; a value that is None is not given.

    text: values are texts, as a command line has them. name: how the asker calls a field. Raises InputError with
    every fault.
    """
    kind = study.question
    where = f"openbmd {study.command}" if text else f"bmd.{study.python}"
    known = {given.name: given for given in kind.given()}
    faults = [
        Complaint(where, 0, word, "there is no such argument", choices(word, known))
        for word in values
        if word not in known
    ]
    settled: dict[str, Any] = {}
    for given in known.values():
        value = values.get(given.name)
        if value is None:
            if required(given):
                faults.append(Complaint(where, 0, name(given), "it is not given", given.ask.help))
            continue
        try:
            settled[given.name] = settle(given, value, text)
        except Refused as refused:
            faults.append(Complaint(where, 0, name(given), *refused.args))
        except InputError as error:
            faults += error.complaints
    if faults:
        raise InputError(faults)
    return kind(**settled)


class Refused(Exception):
    """A value that its field does not take: what was found, and advice."""


def settle(given: Given, value: Any, text: bool) -> Any:
    """A value as its field's type has it. Raises Refused, or InputError for a file that cannot be read."""
    from pydantic import ValidationError

    if given.ask.file and isinstance(value, File):
        return value
    alone = isinstance(value, str) and str not in (given.type, *get_args(given.type))  # it can be nothing but a file
    if given.ask.file and (isinstance(value, Path) or alone or str(value).lower().endswith(given.ask.file)):
        return File(str(value), texts.read(Path(value), f"a {given.ask.file} file"))
    if hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        value = value.item()  # NumPy's numbers are numbers
    if isinstance(value, list):
        value = tuple(value)
    try:
        return adapter(given.type, given.ask).validate_python(value, strict=not text)
    except ValidationError as error:
        raise Refused(*words(given, value, error.errors()[0], text)) from None


@cache
def adapter(kind: Any, ask: Ask) -> TypeAdapter[Any]:
    """The check of a field: its type, its bounds, and no number that is not finite."""
    from typing import Annotated

    from pydantic import ConfigDict, Field, TypeAdapter

    numeric = bool({int, float} & {kind, *get_args(kind)})
    bounds = Field(ge=ask.low, le=ask.high, allow_inf_nan=False) if numeric and ask.low is not None else Field()
    found: TypeAdapter[Any] = TypeAdapter(Annotated[kind, bounds], config=ConfigDict(allow_inf_nan=False))
    return found


def words(given: Given, value: Any, error: Any, text: bool) -> tuple[str, str]:
    """What is wrong with a value, and what to do; a number is told alike, given as text or not."""
    plain = not isinstance(value, str) or (text and NUMBER.fullmatch(value))
    shown = str(value) if plain else f'"{value}"'
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    limits = between(given.ask)
    kind = error["type"]
    if kind in ("greater_than_equal", "less_than_equal"):
        bare = shown.strip('"')  # a number, even where it came as text
        return f"{bare} is out of bounds", limits
    if kind == "finite_number":
        return f"{shown} is no finite number", limits or given.ask.help
    if kind == "literal_error":
        return f"there is no {given.name} {shown}", choices(str(value), literals(given.type))
    wanted = " or ".join(dict.fromkeys(WHAT[name] for name in kinds(given.type)))
    return f"{shown} is not {wanted}", limits or given.ask.help


def between(ask: Ask) -> str:
    """The bounds of a field in words."""
    unit = f" {ask.unit}" if ask.unit else ""
    if ask.low is not None and ask.high is not None:
        return f"The least is {amount(ask.low)}{unit}, the greatest {amount(ask.high)}{unit}."
    return f"The least is {amount(ask.low)}{unit}." if ask.low is not None else ""


def amount(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,g}"


def kinds(kind: Any) -> list[str]:
    """Names in WHAT of the types that a field takes."""
    parts = (() if get_origin(kind) in (tuple, Literal) else get_args(kind)) or (kind,)
    names = [getattr(get_origin(part) or part, "__name__", "str") for part in parts]
    return [name for name in names if name in WHAT] or ["str"]


def literals(kind: Any) -> list[str]:
    """The texts that a field of a few choices takes."""
    if get_origin(kind) is Literal:
        return [str(one) for one in get_args(kind)]
    return [name for part in get_args(kind) for name in literals(part)]


def named_schema(name: str) -> dict[str, Any]:
    """JSON Schema of the question of the study of that name. Raises InputError."""
    from openbmd.studies import STUDIES

    if name not in STUDIES:
        raise InputError(
            [Complaint("openbmd schema", 0, "--of", f'there is no study "{name}"', choices(name, STUDIES))]
        )
    return schema(STUDIES[name])


def schema(study: Study) -> dict[str, Any]:
    """JSON Schema (2020-12) of a study's question: types, bounds, defaults, help and units."""
    properties: dict[str, Any] = {}
    for given in study.question.given():
        described = adapter(given.type, given.ask).json_schema()
        described["description"] = given.ask.help
        if given.ask.unit:
            described["unit"] = given.ask.unit
        if not required(given):
            described["default"] = given.default
        properties[given.name] = described
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"openbmd {study.name}",
        "description": (study.question.__doc__ or "").strip(),
        "type": "object",
        "properties": properties,
        "required": [given.name for given in study.question.given() if required(given)],
        "additionalProperties": False,
    }
