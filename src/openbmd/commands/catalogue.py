"""openbmd catalogue: what exists, with figures and sources."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text

from openbmd import catalogue_file, places_file
from openbmd.catalogue_file.counts import interval
from openbmd.catalogue_file.fields import of_kind
from openbmd.complaints import Complaint, InputError, choices, near
from openbmd.console import console, note, print_json
from openbmd.locales import Words
from openbmd.scenario_file import presets, shipped

KINDS = (*catalogue_file.RECORDS, "defences", "scenarios", "regions", "places")


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
    catalogue = catalogue_file.default()
    if kind == "places":
        return [
            {
                "name": row.name,
                "country": row.country,
                "kind": row.kind,
                "people_weight": row.people_weight,
                "region": row.region,
            }
            for row in places_file.rows()
        ]
    if kind == "regions":
        return [
            {"name": region.name, "title": region.title, "places": len(region.places)}
            for region in places_file.regions()
        ]
    if kind == "scenarios":
        return [{"name": name, "title": shipped.title(name)} for name in shipped.names()]
    if kind == "defences":
        return [{"name": name, "title": presets.read(name, catalogue).title} for name in presets.names(catalogue)]
    return [{"name": name, "title": catalogue.read(kind, name).title} for name in catalogue.names(kind)]


def show_(name: str, as_json: bool) -> None:
    """Every figure of an entry, or what is known of a place or a region."""
    kind, entry = _find(name)
    if as_json:
        print_json({"kind": kind, **entry})
        return
    out = console()
    if kind in ("places", "regions"):
        table = Table(title=name, title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False)
        for key, value in entry.items():
            value = {True: "yes", False: "none"}[value] if isinstance(value, bool) else value
            known = value not in ("", 0, []) and value == value
            said = ("; " if key == "sources" else ", ").join(map(str, value)) if isinstance(value, list) else str(value)
            table.add_row(Text(key, style="dim"), Text(said if known else "not given"))
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
    out.print(Text(Words()("figures-marks-alone"), style="dim"))
    if entry["records"]:
        out.print()
        out.print(_records(entry["records"]))
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


def _records(rows: list[dict[str, Any]]) -> Table:
    """What tests and wars have shown, with the two-sided 95 % interval of each count."""
    table = Table(title="Records of tests and wars", title_justify="left", title_style="bold", box=None,
                  padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")  # fmt: skip
    for column in ("record", "95 %", "target", "kind", "period", "sets"):
        table.add_column(column)
    table.add_column("condition, source")
    for row in rows:
        low, high = interval(row["successes"], row["attempts"])
        said = [row["condition"], "disputed" if row["disputed"] else "", row["source"], row["link"]]
        table.add_row(
            f"{row['successes']} of {row['attempts']} {row['counted']}", f"{low:.2f}-{high:.2f}", row["target"],
            row["kind"], row["period"], Text(row["sets"]), Text("; ".join(filter(None, said))),
        )  # fmt: skip
    return table


def _find(name: str) -> tuple[str, dict[str, Any]]:
    kind, bare = _parted(name)
    catalogue = catalogue_file.default()
    fitting = [
        (listed, key)
        for listed in ([kind] if kind else catalogue_file.KINDS)
        if listed in catalogue_file.KINDS
        for key in catalogue.fitting(listed, bare)
    ]
    exact = [one for one in fitting if one[1] == bare]  # the first kind that has it, as kind/name says the others
    if len(exact or fitting) > 1 and not exact:
        advice = f"Write one of these: openbmd catalogue show {'/'.join(fitting[0])}."
        both = " and ".join("/".join(one) for one in fitting)
        raise InputError([Complaint("catalogue", 0, "", f'"{name}" fits {both}', advice)])
    for listed, key in (exact or fitting)[:1]:
        if listed == catalogue_file.DEFENCES:
            preset = presets.read(key, catalogue)
            parts = {"places": {}, **preset.parts}
            return listed, {"name": key, "title": preset.title, "summary": preset.description, **parts}
        entry = catalogue.read(listed, key)
        return listed, {
            "name": entry.name,
            "title": entry.title,
            "summary": entry.summary,
            "figures": [{**row._asdict(), "key": _key(listed, key, row)} for row in entry.rows],
            "records": [row._asdict() for row in entry.records],
            "published": [row._asdict() for row in entry.published],
        }
    for region in places_file.regions() if kind in ("", "regions") else ():
        if region.name == bare:
            return "regions", {
                "name": region.name,
                "title": region.title,
                "title_ko": region.title_ko,
                "box_deg": list(region.box),
                "sources": list(region.sources),
                "missiles": list(region.missiles),
                "defences": list(region.defences),
                "map": region.map is not None,
                "places": [row.name for row in region.places],
            }
    if kind in ("", "places") and (place := places_file.row(bare)):
        return "places", {("place" if key == "kind" else key): value for key, value in place._asdict().items()}
    known = [entry for listed in catalogue_file.KINDS for entry in catalogue.names(listed)]
    hint = near(bare, [*known, *places_file.names()])
    advice = f"{hint} List what there is with: openbmd catalogue list, openbmd catalogue list places.".strip()
    raise InputError([Complaint("catalogue", 0, "", f'there is no "{name}"', advice)])


def _parted(name: str) -> tuple[str, str]:
    """Kind and name of "missiles/nodong"; a slash may also stand in a name, as in AN/TPY-2."""
    kind, slash, bare = name.partition("/")
    return (kind, bare) if slash and kind in KINDS else ("", name)


def _key(kind: str, name: str, row: catalogue_file.FigureRow) -> str:
    """The key that replaces this figure in a scenario's figures section, "" for a choice."""
    stage, _, written = row.field.rpartition(".")
    part = f"stages/{stage[len('stages[') : -1]}/" if stage else ""
    field = of_kind("stages" if stage else kind)[written]
    if field.values not in ("number", "whole number"):
        return ""
    return f"{kind}/{name}/{part}{field.record_field}{'_' if row.unit else ''}{row.unit}"


def check_(as_json: bool) -> None:
    """Every fault of the catalogue; raises InputError when there is one."""
    catalogue = catalogue_file.default()
    complaints = catalogue.check()
    if as_json:
        print_json({"ok": not complaints, "complaints": [complaint._asdict() for complaint in complaints]})
        for complaint in complaints:
            note(str(complaint))
        if complaints:
            raise SystemExit(2)
        return
    if complaints:
        raise InputError(complaints)
    entries = [catalogue.read(kind, name) for kind in catalogue_file.RECORDS for name in catalogue.names(kind)]
    count, figures = len(entries), sum(len(entry.figures) for entry in entries)
    print(f"All is well: {count} entries, {figures} figures, each with its range and its origin.")
