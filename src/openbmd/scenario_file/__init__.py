"""The scenario file: YAML 1.2, units in the keys, every fault told at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from openbmd.catalogue_file import Catalogue, default
from openbmd.catalogue_file.described import entry_schema
from openbmd.complaints import InputError
from openbmd.records import Scenario
from openbmd.scenario_file import own_kinds, presets
from openbmd.scenario_file.build import build
from openbmd.scenario_file.check_threats import threat_names
from openbmd.scenario_file.cross_check import cross_check
from openbmd.scenario_file.explain import explain
from openbmd.scenario_file.models import Document
from openbmd.scenario_file.places import settle_places
from openbmd.scenario_file.spell_out import spell_out
from openbmd.scenario_file.text import Marked, items, load, parse, text, written
from openbmd.scenario_file.uses import KINDS

__all__ = ["catalogue_of", "locate", "read", "read_text", "resolved", "schema"]


def read(path: Path | str, catalogue: Catalogue | None = None, /, **settings: int | None) -> Scenario:
    """The scenario of a file; settings (seed, raids, draws) that are not None replace the file's. Raises InputError.

    catalogue: what stands under the file's own systems; when not given, the shipped catalogue under OPENBMD_CATALOGUE.
    """
    return build(*_checked(load(Path(path)), catalogue, settings))


def read_text(content: str, file: str, catalogue: Catalogue | None = None) -> Scenario:
    """The scenario of a YAML text; file is the name used in complaints. Raises InputError."""
    return build(*_checked(parse(content, file), catalogue, {}))


def resolved(path: Path | str, catalogue: Catalogue | None = None, /, **settings: int | None) -> str:
    """The file as YAML with every default, place and kind spelled out; reads back as an equal scenario everywhere."""
    return spell_out(*_checked(load(Path(path)), catalogue, settings))


def catalogue_of(path: Path | str) -> Catalogue:
    """The catalogue that a scenario file sees: its own systems and folder, OPENBMD_CATALOGUE, the shipped one."""
    return own_kinds.catalogue_of(load(Path(path)), default())[0]


def schema(path: Path | str | None = None) -> dict[str, Any]:
    """JSON Schema (2020-12) of the scenario file, with the names of the catalogue that a file sees, for editors."""
    catalogue = default() if path is None else catalogue_of(path)
    described = Document.model_json_schema()
    for kind, section, key in KINDS:
        holder = described
        if section:
            holder = described["$defs"][described["properties"][section]["items"]["$ref"].rsplit("/", 1)[1]]
        _name(holder["properties"][key], catalogue.names(kind))
    _name(described["properties"]["defence"], presets.names(catalogue))
    for kind, section in own_kinds.SECTIONS.items():
        described["properties"][section]["additionalProperties"] = entry_schema(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **described,
        "title": "OpenBMD scenario",
    }


def _name(node: dict[str, Any], names: tuple[str, ...]) -> None:
    """Offer the names that a key may have; any other text may be one of their titles or aliases."""
    forms = node.pop("anyOf", [{"type": node.pop("type", "string")}])
    node["anyOf"] = [{"enum": list(names)}, *forms]


def locate(path: Path | str, threat: str) -> tuple[int, str]:
    """Line and path of the group that a threat of a read scenario stands in."""
    marked = load(Path(path))
    for where, group in items(marked, "threats"):
        if threat in threat_names(text(group, "name"), group.get("count", 1)):
            return marked.line(where), written(where)
    return 0, "threats"


def _checked(marked: Marked, known: Catalogue | None, settings: dict[str, int | None]) -> tuple[Document, Catalogue]:
    catalogue, complaints = own_kinds.catalogue_of(marked, default() if known is None else known)
    complaints += presets.merge(marked, catalogue)
    settle_places(marked)
    own_kinds.settle(marked, catalogue)
    given = {key: value for key, value in settings.items() if value is not None}
    document = None
    try:
        document = Document.model_validate(marked.data)
    except ValidationError as error:
        complaints += explain(error, marked)
    complaints += cross_check(marked, catalogue)
    if document is None or complaints:
        raise InputError(sorted(complaints, key=lambda complaint: complaint.line))
    return document.model_copy(update=given), catalogue
