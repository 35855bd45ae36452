"""The scenario file: YAML 1.2, units in the keys, every fault told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from openbmd import catalogue_file
from openbmd.complaints import InputError
from openbmd.records import Scenario
from openbmd.scenario_file import presets
from openbmd.scenario_file.build import build
from openbmd.scenario_file.check_threats import threat_names
from openbmd.scenario_file.cross_check import cross_check
from openbmd.scenario_file.explain import explain
from openbmd.scenario_file.models import Document
from openbmd.scenario_file.places import settle_places
from openbmd.scenario_file.spell_out import spell_out
from openbmd.scenario_file.text import Marked, items, load, parse, text, written
from openbmd.scenario_file.uses import KINDS

__all__ = ["locate", "read", "read_text", "resolved", "schema"]


def read(path: Path | str, **settings: int | None) -> Scenario:
    """The scenario of a file; settings (seed, raids, draws) that are not None replace the file's. Raises InputError."""
    return build(_checked(load(Path(path)), settings))


def read_text(content: str, file: str) -> Scenario:
    """The scenario of a YAML text; file is the name used in complaints. Raises InputError."""
    return build(_checked(parse(content, file), {}))


def resolved(path: Path | str, **settings: int | None) -> str:
    """The file as YAML with every default, place and figure spelled out; reads back as an equal scenario."""
    return spell_out(_checked(load(Path(path)), settings))


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the scenario file, with the catalogue's names, for editors."""
    described = Document.model_json_schema()
    for kind, section, key in KINDS:
        holder = described
        if section:
            holder = described["$defs"][described["properties"][section]["items"]["$ref"].rsplit("/", 1)[1]]
        _name(holder["properties"][key], sorted(catalogue_file.names(kind)))
    _name(described["properties"]["defence"], list(presets.names()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **described,
        "title": "OpenBMD scenario",
    }


def _name(node: dict[str, Any], names: list[str]) -> None:
    """Say what a key may name; a key that may be left out has null beside it."""
    node["enum"] = [*names, None] if "anyOf" in node else names


def locate(path: Path | str, threat: str) -> tuple[int, str]:
    """Line and path of the group that a threat of a read scenario stands in."""
    marked = load(Path(path))
    for where, group in items(marked, "threats"):
        if threat in threat_names(text(group, "name"), group.get("count", 1)):
            return marked.line(where), written(where)
    return 0, "threats"


def _checked(marked: Marked, settings: dict[str, int | None]) -> Document:
    complaints = presets.merge(marked)
    settle_places(marked)
    given = {key: value for key, value in settings.items() if value is not None}
    document = None
    try:
        document = Document.model_validate(marked.data)
    except ValidationError as error:
        complaints += explain(error, marked)
    complaints += cross_check(marked)
    if document is None or complaints:
        raise InputError(sorted(complaints, key=lambda complaint: complaint.line))
    return document.model_copy(update=given)
