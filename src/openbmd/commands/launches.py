"""openbmd flights import and count: public launch lists."""

from __future__ import annotations

import json
from math import isnan
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from openbmd import flights_file, folders
from openbmd.complaints import Complaint, InputError, choices
from openbmd.console import console, print_json
from openbmd.flights_file import kept_list, launch_list, launches
from openbmd.flights_file.quantities import Fault
from openbmd.records.launches import Launch

HERE = Path("launches.json")
WHAT = ("ballistic", "all")


def import_(file: Path, map_file: Path, out: Path, as_json: bool) -> None:
    """Keep a marked list; raises InputError before anything is written."""
    if out.exists() and not is_from(out, file):
        advice = "Choose another with --out, or remove it first; nothing is overwritten."
        raise InputError([Complaint(str(out), 0, "--out", "it exists, and was not made from this list", advice)])
    rows = launches.read_list(file, map_file)
    text = json.dumps(finite(kept_list.kept(rows, file, map_file)), indent=1, ensure_ascii=False)
    with folders.draft(out) as room:
        (room / out.name).write_text(text, encoding="utf-8")
        (room / out.name).replace(out)
    marked = [row for row in rows if row.marks]
    if as_json:
        print_json(
            {
                "rows": len(rows),
                "marked": len(marked),
                "by_mark": {code: n for code in launch_list.MARKS if (n := count_marked(rows, code))},
                "marked_rows": [shown(row) for row in marked],
                "out": str(out),
            }
        )
        return
    out_ = console()
    out_.print(f"{len(rows)} rows kept in {out}; {len(marked)} of them are marked, none is changed.")
    if marked:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
        for name in ("row", "date", "missile", "mark", "why"):
            table.add_column(name, justify="right" if name == "row" else "left")
        for row in marked:
            for one in row.marks:
                table.add_row(str(row.row), row.date or "–", Text(row.missile), one.code, Text(one.said))
        out_.print(table)


def is_from(out: Path, file: Path) -> bool:
    """Whether a kept list was made from this file, so that it may be made anew."""
    try:
        return kept_list.read_kept(out)[1] == str(file)
    except InputError:
        return False


def count_marked(rows: list[Launch], code: str) -> int:
    return sum(any(one.code == code for one in row.marks) for row in rows)


def shown(row: Launch) -> dict[str, Any]:
    """A row for the answer."""
    return {
        "row": row.row,
        "date": row.date,
        "time": row.time,
        "missile": row.missile,
        "site": row.site,
        "range_km": row.range_km,
        "apogee_km": row.apogee_km,
        "marks": [one._asdict() for one in row.marks],
    }


def finite(value: Any) -> Any:
    """Plain data with null for a number that is not known."""
    if isinstance(value, float) and isnan(value):
        return None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    return value


def count(first: str, last: str, what: str, success: bool, list_file: Path | None, as_json: bool) -> None:
    """Count by definition; raises InputError for what cannot be counted."""
    days = []
    for option, text in (("--from", first), ("--to", last)):
        try:
            days.append(flights_file.day(text))
        except Fault as fault:
            raise InputError([Complaint("openbmd flights count", 0, option, fault.found, fault.advice)]) from None
    if days[0] > days[1]:
        found = f"{first} comes after {last}"
        raise InputError([Complaint("openbmd flights count", 0, "--from", found, "Give the earlier day to --from.")])
    if what not in WHAT:
        raise InputError(
            [Complaint("openbmd flights count", 0, "--what", f'there is no "{what}"', choices(what, WHAT))]
        )
    path = list_file or (HERE if HERE.exists() else None)
    rows, source = (
        kept_list.read_kept(path) if path is not None else (launches.established(), "the catalogue's flights")
    )
    found_ = launch_list.count(rows, days[0], days[1], what, success)
    note = (
        ""
        if path is not None
        else "The catalogue holds notable flights, not every launch: import a full list to count all."
    )
    if as_json:
        print_json(
            {
                "count": found_.missiles,
                "rows": found_.rows,
                "without_marked": found_.missiles - found_.marked_missiles,
                "by_mark": found_.by_mark,
                "undated_rows": found_.undated,
                "from": first,
                "to": last,
                "what": what,
                "success": success,
                "definition": found_.definition,
                "list": source,
                "notes": [note] if note else [],
            }
        )
        return
    out = console()
    out.print(Text(f"{found_.missiles} missiles in {found_.rows} rows of {source}", style="bold"))
    out.print(Text(f"Counted: {found_.definition}."))
    if found_.marked_missiles:
        marks = ", ".join(f"{code} {n}" for code, n in found_.by_mark.items())
        out.print(Text(f"{found_.missiles - found_.marked_missiles} without the rows that are marked ({marks})."))
    if found_.undated:
        out.print(Text(f"{found_.undated} more rows have no readable date and are not counted."))
    if note:
        out.print(Text(note, style="dim"))
