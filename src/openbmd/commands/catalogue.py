"""openbmd catalogue: what exists, with figures and sources."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text

from openbmd import catalogue_file, places_file
from openbmd.catalogue_file.fields import of_kind
from openbmd.commands.output import console, note, print_json
from openbmd.complaints import Complaint, InputError, choices, near
from openbmd.products.figure_table import MARKS
from openbmd.scenario_file import presets, shipped

KINDS = (*catalogue_file.RECORDS, "defences", "scenarios", "places")


def list_(kind: str | None, as_json: bool) -> None:
    """Names and titles, of one kind or of all but the places."""
    if kind is not None and kind not in KINDS:
        raise InputError([Complaint("catalogue", 0, "", f'there is no kind "{kind}"', choices(kind, KINDS))])
    kinds = KINDS[:-1] if kind is None else (kind,)
    if as_json:
        print_json({kind: _names(kind) for kind in (KINDS if kind is None else kinds)})
        return
    out = console()
    for listed in kinds:
        table = Table(
            title=listed, title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False
        )
        for entry in _names(listed):
            table.add_row(*(Text(str(value)) for value in entry.values()))
        out.print(table)
        out.print()
    if kind is None:
        out.print(f"and {len(places_file.names())} places: openbmd catalogue list places")


def _names(kind: str) -> list[dict[str, Any]]:
    if kind == "places":
        return [
            {"name": row.name, "country": row.country, "kind": row.kind, "people_weight": row.people_weight}
            for row in places_file.rows()
        ]
    if kind == "scenarios":
        return [{"name": name, "title": shipped.title(name)} for name in shipped.names()]
    if kind == "defences":
        return [{"name": name, "title": presets.read(name).title} for name in presets.names()]
    return [{"name": name, "title": catalogue_file.read(kind, name).title} for name in catalogue_file.names(kind)]


def show_(name: str, as_json: bool) -> None:
    """Every figure of an entry, or what is known of a place."""
    kind, entry = _find(name)
    if as_json:
        print_json({"kind": kind, **entry})
        return
    out = console()
    if kind == "places":
        table = Table(title=name, title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False)
        for key, value in entry.items():
            known = value not in ("", 0) and value == value
            table.add_row(Text(key, style="dim"), Text(str(value) if known else "not given"))
        out.print(table)
        return
    out.print(Text(entry["title"], style="bold"))
    out.print(Text(f"{kind}/{entry['name']}: {entry['summary']}"))
    out.print()
    if kind == "defences":
        for section in (*presets.LISTS, "layers"):
            listed = entry[section]
            called = [item if isinstance(item, str) else presets.called(section, item) for item in listed]
            out.print(Text(f"{len(called)} {section.replace('_', ' ')}: {', '.join(called)}"))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for column in ("figure", "low", "best", "high"):
        table.add_column(column, justify="left" if column == "figure" else "right", no_wrap=True)
    table.add_column("source, or why assumed")
    for row in entry["figures"]:
        origin = row["source"] or f"assumed: {row['assumed']}"
        origin += f" ({row['successes']} of {row['attempts']} tests)" if row["attempts"] else ""
        choice = isinstance(row["best"], bool | str)
        values = ("", str(row["best"]), "") if choice else (f"{row[key]:g}" for key in ("low", "best", "high"))
        table.add_row(row["field"], *values, Text(origin))
    out.print(table)
    out.print()
    out.print(Text(MARKS, style="dim"))
    if entry["published"]:
        out.print()
        table = Table(title="Published results to compare with", title_justify="left", title_style="bold", box=None,
                      padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")  # fmt: skip
        for column in ("quantity", "low", "best", "high", "condition, source"):
            table.add_column(column, justify="right" if column in ("low", "best", "high") else "left")
        for row in entry["published"]:
            said = "; ".join(
                text for text in (row["shape"], row["condition"], row["source"], row["not_reproduced"]) if text
            )
            table.add_row(row["quantity"], *(f"{row[key]:g}" for key in ("low", "best", "high")), Text(said))
        out.print(table)


def _find(name: str) -> tuple[str, dict[str, Any]]:
    kind, _, bare = name.rpartition("/")
    kinds = [kind] if kind else list(catalogue_file.RECORDS)
    for listed in kinds:
        if listed in catalogue_file.RECORDS and bare in catalogue_file.names(listed):
            entry = catalogue_file.read(listed, bare)
            return listed, {
                "name": entry.name,
                "title": entry.title,
                "summary": entry.summary,
                "figures": [{**row._asdict(), "key": _key(listed, bare, row)} for row in entry.rows],
                "published": [row._asdict() for row in entry.published],
            }
    if kind in ("", "defences") and bare in presets.names():
        preset = presets.read(bare)
        parts = {"places": {}, **preset.parts}
        return "defences", {"name": bare, "title": preset.title, "summary": preset.description, **parts}
    for row in places_file.rows():
        if kind in ("", "places") and bare.lower() in (row.name.lower(), *row.also.lower().split(";")):
            return "places", {("place" if key == "kind" else key): value for key, value in row._asdict().items()}
    known = [entry for listed in catalogue_file.RECORDS for entry in catalogue_file.names(listed)]
    hint = near(bare, [*known, *presets.names(), *places_file.names()])
    advice = f"{hint} List what there is with: openbmd catalogue list, openbmd catalogue list places.".strip()
    raise InputError([Complaint("catalogue", 0, "", f'there is no "{name}"', advice)])


def _key(kind: str, name: str, row: catalogue_file.Row) -> str:
    """The key that replaces this figure in a scenario's figures section, "" for a choice."""
    stage, _, written = row.field.rpartition(".")
    part = f"stages/{stage[len('stages[') : -1]}/" if stage else ""
    field = of_kind("stages" if stage else kind)[written]
    if field.values not in ("number", "whole number"):
        return ""
    return f"{kind}/{name}/{part}{field.record_field}{'_' if row.unit else ''}{row.unit}"


def check_(as_json: bool) -> None:
    """Every fault of the catalogue; raises InputError when there is one."""
    complaints = catalogue_file.check()
    if as_json:
        print_json({"ok": not complaints, "complaints": [complaint._asdict() for complaint in complaints]})
        for complaint in complaints:
            note(str(complaint))
        if complaints:
            raise SystemExit(2)
        return
    if complaints:
        raise InputError(complaints)
    count = sum(len(catalogue_file.names(kind)) for kind in catalogue_file.RECORDS)
    figures = sum(len(catalogue_file.read(kind, name).figures) for kind in catalogue_file.RECORDS
                  for name in catalogue_file.names(kind))  # fmt: skip
    print(f"All is well: {count} entries, {figures} figures, each with its range and its origin.")
