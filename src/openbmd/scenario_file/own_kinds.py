"""Systems of one's own: those that stand in the scenario file, and those of a folder beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openbmd import catalogue_file
from openbmd.catalogue_file import Catalogue, Layer, Written
from openbmd.complaints import Complaint, InputError
from openbmd.records import Note, note
from openbmd.scenario_file.models import Document
from openbmd.scenario_file.text import Marked, Path_, text
from openbmd.scenario_file.uses import holders, named, used

# The catalogue's kinds and the keys under which a scenario holds its own; radars: are the sites.
SECTIONS = {kind: "radar_kinds" if kind == "radars" else kind for kind in catalogue_file.KINDS}


def catalogue_of(marked: Marked, known: Catalogue) -> tuple[Catalogue, list[Complaint]]:
    """The catalogue of a scenario: its own entries, its folder, what is known; and what is wrong with the folder."""
    layers: list[Layer] = [Written(_tables(marked), marked.file, lambda *fault: _told(marked, *fault))]
    complaints: list[Complaint] = []
    if name := text(marked.data, "catalogue"):
        try:
            path = Path(marked.file).parent / name
            layers.append(catalogue_file.folder(path, marked.complaint(("catalogue",), "", "")))
        except InputError as error:
            complaints = error.complaints
    return known.under(*layers), complaints


def check(marked: Marked, catalogue: Catalogue) -> Iterator[Complaint]:
    """Faults of the scenario's own entries, used or not, and of the entries of folders that it uses."""
    if isinstance(marked.data.get("radars"), dict):
        advice = f"Write own kinds of radars under {SECTIONS['radars']}:, and the sites as a list."
        yield marked.complaint(("radars",), "these are the sites of radars", advice)
    own = catalogue.layers[0]
    wanted = [(kind, name) for kind in catalogue_file.RECORDS for name in own.names(kind)]
    wanted += [(kind, name) for kind, _, name in named(marked)]
    for kind, name in dict.fromkeys(wanted):
        layer = catalogue.holder(kind, name)
        try:
            if layer is not None:
                layer.entry(kind, name)
        except InputError as error:
            yield from error.complaints


def settle(marked: Marked, catalogue: Catalogue) -> None:
    """Write each entry of the catalogue by its exact name where the file has another of its names."""
    for kind, holder, key in holders(marked):
        holder[key] = _exact(catalogue, kind, holder[key])
    figures = marked.data.get("figures")
    if isinstance(figures, dict):
        exact = {}
        for path, value in figures.items():
            kind, *rest = path.split("/")
            if kind in catalogue_file.RECORDS and len(rest) > 1:
                rest[0] = _exact(catalogue, kind, rest[0])
            settled = "/".join([kind, *rest])
            settled = path if settled in figures else settled
            marked.lines[("figures", settled)] = marked.line(("figures", path))
            exact[settled] = value
        marked.data["figures"] = exact


def notes(document: Document, catalogue: Catalogue) -> list[Note]:
    """What is told of own entries that stand in the place of others."""
    return [
        note("notes-own-entry", entry=f"{kind}/{name}")
        for kind, names in used(document).items()
        for name in names
        if catalogue.hides(kind, name)
    ]


def _exact(catalogue: Catalogue, kind: str, name: str) -> str:
    fitting = catalogue.fitting(kind, name)
    return fitting[0] if len(fitting) == 1 else name


def _tables(marked: Marked) -> dict[str, dict[str, dict[str, Any]]]:
    """The well-formed entries of the file by kind and name."""
    sections = {kind: marked.data.get(section) for kind, section in SECTIONS.items()}
    return {
        kind: {name: table for name, table in section.items() if isinstance(table, dict)}
        for kind, section in sections.items()
        if isinstance(section, dict)
    }


def _told(marked: Marked, kind: str, name: str, path: str, found: str, advice: str) -> Complaint:
    """A fault of an entry as the scenario file has it: in YAML, with its line."""
    parts = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", path)]
    where: Path_ = (SECTIONS[kind], name, *(parts if path != "name" else ()))
    return marked.complaint(where, found, advice.replace(" = ", ": "))
