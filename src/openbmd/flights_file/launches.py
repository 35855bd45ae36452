"""Public launch lists in CSV or JSON, their columns named by a small YAML; and the list as it is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from math import inf, nan
from pathlib import Path
from typing import Any

from openbmd.complaints import Complaint, InputError, choices
from openbmd.files import csv_rows, texts
from openbmd.flights_file.launch_list import UNREADABLE, is_ballistic, korean_date, mark, never_lofted
from openbmd.flights_file.told import told_of
from openbmd.records.launches import Launch, RowMark

COLUMNS = ("date", "time", "missile", "kind", "site", "range_km", "range_m", "range_mi", "apogee_km", "apogee_m",
           "apogee_mi", "success", "number", "text")  # fmt: skip
KEYS = ("columns", "time_zone", "date_format", "success", "failure", "ballistic", "never_lofts", "missing", "rows")
ZONES = ("KST", "UTC")
TO_KM = {"km": 1.0, "m": 1e-3, "mi": 1.609344}
MISSING = ("", "unknown", "n/a", "na", "none", "-", "–", "?", "null")
SUCCESS, FAILURE = ("success", "yes", "true", "successful"), ("failure", "no", "false", "failed")
FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y", "%B %d, %Y")
NEVER_LOFTS = ("srbm", "crbm", "mrl", "close range")
TRIED = datetime(2022, 3, 24, 15, 34, tzinfo=UTC)  # a format of dates must write it and read it back
BEYOND = "\0beyond"  # key of a row for how many cells it has more than there are headings


def read_list(file: Path, map_file: Path) -> list[Launch]:
    """Every row of a public list, marked; raises InputError with every fault of the map, never for a row."""
    from openbmd.scenario_file.text import load

    with told_of("a map of columns", "Give a map of columns (YAML); docs/infer.md shows one."):
        marked = load(map_file)
    data, complaints = marked.data, []
    for key in data.keys() - set(KEYS):
        complaints.append(marked.complaint((key,), "unknown key", choices(key, KEYS)))
    columns = data.get("columns")
    if not isinstance(columns, dict) or "date" not in columns:
        advice = "Write columns: {date: Date, missile: Missile Name, range_km: Distance Travelled, …}"
        raise InputError(
            [*complaints, marked.complaint(("columns",), "columns, with date at least, are missing", advice)]
        )
    zone = str(data.get("time_zone", "KST"))
    if zone not in ZONES:
        complaints.append(
            marked.complaint(("time_zone",), f'there is no zone "{zone}"', f"Write one of: {', '.join(ZONES)}.")
        )
    for index, form in enumerate(listed(data, "date_format")):
        if not is_format(form):
            advice = 'Write one as "%d.%m.%Y": %d day, %m month, %b or %B its name, %Y year.'
            path = ("date_format", index) if isinstance(data["date_format"], list) else ("date_format",)
            complaints.append(marked.complaint(path, "this is no format of a date", advice))
    rows = read_rows(file, data.get("rows"))
    there = list(dict.fromkeys(key for row in rows for key in row if key != BEYOND))
    for name, column in columns.items():
        if name not in COLUMNS:
            complaints.append(marked.complaint(("columns", name), "unknown meaning", choices(name, COLUMNS)))
        elif str(column) not in there:
            found = f'the list has no column "{column}"'
            complaints.append(marked.complaint(("columns", name), found, choices(str(column), there)))
    if complaints:
        raise InputError(complaints)
    return mark([launch(index, row, data, zone) for index, row in enumerate(rows, 1)], established())


def read_rows(file: Path, key: Any) -> list[dict[str, str]]:
    """The rows of a CSV or JSON file as texts by column; raises InputError when it cannot be read."""

    def refuse(found: str, advice: str, line: int = 0) -> InputError:
        return InputError([Complaint(str(file), line, "", found, advice)])

    text = texts.read(file, "a launch list, CSV or JSON")
    if file.suffix.lower() != ".json":
        table = csv_rows.parse(text, str(file))
        return [row.cells | ({BEYOND: str(row.beyond)} if row.beyond else {}) for row in table.rows]
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise refuse(f"not JSON: {error.msg}", "Mend that line.", error.lineno) from None
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise refuse("a number that is longer than any quantity", "Write a smaller number.") from None
    except RecursionError:
        raise refuse("nested too deeply", "Give a list of objects, or an object that holds it.") from None
    found = data.get(str(key)) if isinstance(data, dict) and key else data
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        advice = "Give a list of objects, or name the key that holds it in the map: rows: launches."
        raise refuse("there is no list of rows in it", advice)
    rows = [{str(k): "" if v is None else str(v) for k, v in row.items()} for row in found]
    for index, row in enumerate(rows, 1):
        if odd := csv_rows.CONTROL.search("".join([*row, *row.values()])):
            raise refuse(f"row {index}: a sign that cannot be shown: {odd[0]!a}", "Leave it out.")
    return rows


def is_format(form: object) -> bool:
    """Whether it is a format of dates, with day, month and year."""
    try:
        return isinstance(form, str) and datetime.strptime(TRIED.strftime(form), form).date() == TRIED.date()
    except (ValueError, re.error):  # re: a part that stands twice
        return False


def launch(index: int, row: Mapping[str, str], data: Mapping[str, Any], zone: str) -> Launch:
    """One row as it stands; what cannot be read is marked."""
    columns = {str(key): str(column) for key, column in data["columns"].items()}
    missing = {*MISSING, *(str(word).lower() for word in listed(data, "missing"))}
    marks: list[RowMark] = []

    def text(name: str) -> str:
        value = row.get(columns[name], "").strip() if name in columns else ""
        return "" if value.lower() in missing else value

    def length(name: str) -> float:
        for unit, factor in TO_KM.items():
            written = text(f"{name}_{unit}")
            if written:
                found = re.fullmatch(rf"[~>≥<]?\s*(\d[\d,]*(?:\.\d+)?)\s*(?:{unit})?\.?", written)
                if found and (value := factor * float(found[1].replace(",", ""))) < inf:
                    return value
                marks.append(RowMark(UNREADABLE, f'{columns[f"{name}_{unit}"]} is "{written}", no number of {unit}'))
        return nan

    day = calendar_day(text("date"), listed(data, "date_format"))
    if day is not None:
        day = korean_date(day, text("time"), zone)
    if beyond := row.get(BEYOND):
        marks.append(RowMark(UNREADABLE, f"it has {beyond} cells more than there are headings"))
    if day is None:
        marks.append(RowMark(UNREADABLE, f'the date "{row.get(columns["date"], "")}" does not exist or cannot be read'))
    number = text("number")
    if number and not re.fullmatch(r"[1-9]\d{0,2}", number):
        marks.append(RowMark(UNREADABLE, f'{columns["number"]} is "{number}", no number of missiles; counted as 1'))
        number = ""
    kind = text("kind")
    ballistic = [str(word).lower() for word in listed(data, "ballistic")]
    never = [str(word).lower() for word in listed(data, "never_lofts")] or list(NEVER_LOFTS)
    return Launch(
        row=index,
        date="" if day is None else str(day),
        time=text("time"),
        zone=zone,
        missile=text("missile"),
        kind=kind,
        ballistic=kind.lower() in ballistic if ballistic else is_ballistic(kind),
        never_lofts=kind.lower() in never or never_lofted(text("missile")),
        site=text("site"),
        range_km=length("range"),
        apogee_km=length("apogee"),
        success=outcome(text("success"), data),
        number=int(number or 1),
        text=text("text"),
        marks=tuple(marks),
    )


def listed(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    return value if isinstance(value, list) else [value]


def calendar_day(text: str, formats: list[Any]) -> date | None:
    """The date that a text writes in one of the formats; None when there is no such day."""
    for form in formats or FORMATS:
        try:
            return datetime.strptime(text, str(form)).date()
        except ValueError:
            continue
    return None


def outcome(text: str, data: Mapping[str, Any]) -> str:
    """yes, no or unknown, by the map's words or the usual ones."""
    yes = [str(word).lower() for word in listed(data, "success")] or SUCCESS
    no = [str(word).lower() for word in listed(data, "failure")] or FAILURE
    return "yes" if text.lower() in yes else "no" if text.lower() in no else "unknown"


def established() -> list[Launch]:
    """The catalogue's flights as rows, whose Korean clock is established where it is known."""
    from openbmd.flights_file.catalogue import flights

    outcomes = {"success": "yes", "failure": "no"}
    rows = []
    for flight in flights():
        report = flight.reports[0]
        rows.append(
            Launch(
                row=0,
                date=flight.date_kst,
                time=flight.time_kst,
                zone="KST",
                missile=flight.designation,
                kind=flight.kind,
                ballistic=flight.kind != "orbital",
                never_lofts=False,
                site=flight.site_name,
                range_km=1e-3 * report.range,
                apogee_km=1e-3 * report.apogee,
                success=outcomes.get(flight.outcome, "unknown"),
                number=flight.number,
                text="",
                marks=(),
            )
        )
    return rows
