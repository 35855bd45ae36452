"""The scenario file: YAML 1.2, units in the keys, every fault told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.representer import RepresenterError

from openbmd.catalogue_file import Catalogue, Entry, default
from openbmd.catalogue_file.described import entry_schema
from openbmd.complaints import Complaint, InputError
from openbmd.records import Scenario, Source
from openbmd.scenario_file import batteries, changes, own_kinds, presets, shipped
from openbmd.scenario_file.build import build
from openbmd.scenario_file.check_threats import threat_names
from openbmd.scenario_file.cross_check import cross_check
from openbmd.scenario_file.explain import explain
from openbmd.scenario_file.keys import SectionNames
from openbmd.scenario_file.models import Document
from openbmd.scenario_file.places import bring_places, settle_places
from openbmd.scenario_file.spell_out import spell_out
from openbmd.scenario_file.text import Marked, content, items, parse, text, written
from openbmd.scenario_file.uses import KINDS

__all__ = [
    "catalogue_of", "catalogue_seen", "changed", "data_of", "exchanged", "from_data", "locate", "read", "read_text",
    "resolved", "schema", "shipped", "source_of", "to_yaml", "variants",
]  # fmt: skip

SETTINGS = ("seed", "raids", "draws")  # that a question may replace


def read(path: Path | str, catalogue: Catalogue | None = None, /, **settings: int | None) -> Scenario:
    """The scenario of a file, or of a shipped scenario's name; settings (seed, raids, draws) replace the file's.

    The file is read once. catalogue: what stands under the file's own systems; when not given, the shipped catalogue
    under OPENBMD_CATALOGUE. Raises InputError.
    """
    return _built(parse(told := content(Path(path)), str(path)), told, catalogue, settings)


def read_text(content: str, file: str, catalogue: Catalogue | None = None) -> Scenario:
    """The scenario of a YAML text; file is the name used in complaints. Raises InputError."""
    return _built(parse(content, file), content, catalogue, {})


def from_data(data: Mapping[str, Any], file: str, catalogue: Catalogue | None = None) -> Scenario:
    """The scenario of plain data, keys as in a file; file is the name used in complaints. Raises InputError."""
    plain = changes.plain(data)
    told = _told(plain, file)
    return _built(Marked(file, plain, {(): 0}), told, catalogue, {})


def _told(plain: dict[str, Any], file: str) -> str:
    """Plain data as YAML that reads back as it. Raises InputError where it would not."""
    try:
        told = changes.as_yaml(plain)
        parse(told, file)
    except RepresenterError as error:
        what = str(error.args[-1] if error.args else error).splitlines()[0][:80]
        advice = "Give texts, numbers, true or false, lists and mappings."
        raise InputError([Complaint(file, 0, "", f"what no file can say: {what}", advice)]) from None
    except InputError as error:
        raise InputError([one._replace(line=0) for one in error.complaints]) from None
    return told


def changed(scenario: Scenario, made: Mapping[str, Any]) -> Scenario:
    """The scenario with what each path names set to a value, or removed where it is None; checked as a file is.

    Raises InputError with every path that leads nowhere and every fault of what comes out.
    """
    data = data_of(scenario)
    faults = changes.apply(data, made)
    try:
        found = from_data(data, changes.WHAT, _known(scenario.source))
    except InputError as error:
        faults += error.complaints
    changes.refuse(faults)
    return found


def variants(scenario: Scenario, made: Sequence[Mapping[str, Any]]) -> list[Scenario]:
    """As changed, for each of many: the scenario is parsed once, and no text says what comes out.

    Raises InputError with the faults of the first that has any.
    """
    data, found = data_of(scenario), []
    for one in made:
        own = deepcopy(data)
        changes.refuse(changes.apply(own, one))
        found.append(_built(Marked(changes.WHAT, own, {(): 0}), "", _known(scenario.source), {}))
    return found


def exchanged(scenario: Scenario, kind: str, name: str, own: Entry) -> Scenario:
    """The scenario, spelled out, with an entry of one's own wherever it has the one of a name; checked as a file is.

    Raises InputError with every fault of what comes out.
    """
    data_of(scenario)
    data = parse(resolved(scenario), changes.EXCHANGE).data
    changes.exchange(data, kind, name, own)
    return from_data(data, changes.EXCHANGE, _known(scenario.source))


def data_of(scenario: Scenario) -> dict[str, Any]:
    """The plain data that a scenario was read from, its settings settled. Raises InputError where no file says it."""
    if not scenario.source.text:
        found = "no scenario file says this scenario"
        advice = "It was made by hand: make it with bmd.changed, bmd.without, bmd.instead or bmd.scenario."
        raise InputError([Complaint(scenario.file or scenario.name, 0, "", found, advice)])
    data = parse(scenario.source.text, scenario.file).data
    for key in SETTINGS:
        if data.get(key, Document.model_fields[key].default) != getattr(scenario, key):
            data[key] = getattr(scenario, key)
    return data


def to_yaml(scenario: Scenario) -> str:
    """The text that the scenario was read from; where settings were replaced since, its data as YAML."""
    data = data_of(scenario)
    same = parse(scenario.source.text, scenario.file).data == data
    return scenario.source.text if same else changes.as_yaml(data)


def resolved(scenario: Scenario) -> str:
    """The scenario as YAML with every default, place and kind spelled out; reads back as an equal one everywhere."""
    source = scenario.source
    settings = {key: getattr(scenario, key) for key in SETTINGS}
    return spell_out(*_checked(parse(source.text, source.file), _known(source), settings))


def _known(source: Source) -> Catalogue | None:
    """The catalogue under which a scenario was read."""
    return source.catalogue if isinstance(source.catalogue, Catalogue) else None


def catalogue_of(path: Path | str) -> Catalogue:
    """The catalogue that a scenario file sees: its own systems and folder, OPENBMD_CATALOGUE, the shipped one."""
    return own_kinds.catalogue_of(parse(content(Path(path)), str(path)), default())[0]


def catalogue_seen(scenario: Scenario) -> Catalogue:
    """The catalogue that a scenario was read with: its own systems and all under them."""
    source = scenario.source
    return own_kinds.catalogue_of(parse(source.text, source.file), _known(source) or default())[0]


def schema(path: Path | str | None = None) -> dict[str, Any]:
    """JSON Schema (2020-12) of the scenario file, with the names of the catalogue that a file sees, for editors."""
    catalogue = default() if path is None else catalogue_of(path)
    described = Document.model_json_schema(schema_generator=SectionNames)
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


def locate(source: Source, threat: str) -> tuple[int, str]:
    """Line and path of the group that a threat of a read scenario stands in."""
    if source.text:
        marked = parse(source.text, source.file)
        for where, group in items(marked, "threats"):
            if threat in threat_names(text(group, "name"), group.get("count", 1)):
                return marked.line(where), written(where)
    return 0, "threats"


def source_of(data: Mapping[str, Any], file: str) -> Source:
    """What plain data is when it is written as YAML."""
    return _source(file, changes.as_yaml(data))


def _source(file: str, told: str, catalogue: Catalogue | None = None) -> Source:
    return Source(file, told, hashlib.sha256(told.encode()).hexdigest(), "", catalogue)


def _built(marked: Marked, told: str, known: Catalogue | None, settings: dict[str, int | None]) -> Scenario:
    under = default() if known is None else known
    return build(*_checked(marked, under, settings), _source(marked.file, told, under))


def _checked(marked: Marked, known: Catalogue | None, settings: Mapping[str, int | None]) -> tuple[Document, Catalogue]:
    catalogue, complaints = own_kinds.catalogue_of(marked, default() if known is None else known)
    complaints += presets.merge(marked, catalogue)
    complaints += bring_places(marked, catalogue)
    settle_places(marked)
    expanded = batteries.expand(marked)
    complaints += expanded.complaints
    own_kinds.settle(marked, catalogue)
    given = {key: value for key, value in settings.items() if value is not None}
    document = None
    try:
        document = Document.model_validate(marked.data)
    except ValidationError as error:
        complaints += explain(error, marked)
    complaints += cross_check(marked, catalogue)
    if document is None or complaints:
        found = batteries.traced(complaints, expanded.origin)
        raise InputError(sorted(found, key=lambda complaint: complaint.line))
    return document.model_copy(update=given), catalogue
