"""An imported launch list as it is kept, and read back."""

from __future__ import annotations

import json
from datetime import date
from math import isfinite, nan
from pathlib import Path
from typing import Any

from openbmd.complaints import Complaint, InputError
from openbmd.flights_file.launch_list import MARKS
from openbmd.flights_file.launches import ZONES
from openbmd.records.launches import Launch, RowMark

HEAD = "openbmd launch list"
IMPORT_FIRST = "Import a list first: openbmd flights import FILE --map MAP.yaml."
NO_LIST = "this is no imported launch list"
OUTCOMES = ("yes", "no", "unknown")
TEXTS = ("time", "missile", "kind", "site", "text")


def kept(rows: list[Launch], file: Path, map_file: Path) -> dict[str, Any]:
    """A marked list as it is kept."""
    return {
        "kind": HEAD,
        "source": str(file),
        "map": str(map_file),
        "rows": [row._asdict() | {"marks": [one._asdict() for one in row.marks]} for row in rows],
    }


def read_kept(path: Path) -> tuple[list[Launch], str]:
    """A kept list and the file that it was made from; raises InputError when it is none."""

    def refuse(found: str) -> InputError:
        return InputError([Complaint(str(path), 0, "--list", found, IMPORT_FIRST)])

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise refuse("there is no such file") from None
    except (OSError, ValueError, RecursionError):
        raise refuse(NO_LIST) from None
    if not isinstance(data, dict) or data.get("kind") != HEAD:
        raise refuse(NO_LIST)
    rows, source = data.get("rows"), data.get("source")
    if not isinstance(rows, list) or not isinstance(source, str):
        raise refuse(NO_LIST)
    for index, row in enumerate(rows, 1):
        if wrong := wrong_key(row):
            raise refuse(f"{NO_LIST}: row {index}: {wrong}")
    return [from_plain(row) for row in rows], source


def wrong_key(row: object) -> str:
    """The first key of a row that is not as the import writes it, "" where all are."""
    if not isinstance(row, dict) or row.keys() != set(Launch._fields):
        return "its keys are not those of a row"
    sound = {
        "row": is_count(row["row"]),
        "date": row["date"] == "" or is_day(row["date"]),
        "zone": row["zone"] in ZONES,
        "success": row["success"] in OUTCOMES,
        "number": is_count(row["number"]),
        "marks": isinstance(row["marks"], list) and all(map(is_mark, row["marks"])),
        **{key: isinstance(row[key], str) for key in TEXTS},
        **{key: isinstance(row[key], bool) for key in ("ballistic", "never_lofts")},
        **{key: row[key] is None or is_length(row[key]) for key in ("range_km", "apogee_km")},
    }
    return next((key for key, well in sound.items() if not well), "")


def is_count(value: object) -> bool:
    return type(value) is int and 0 < value < 10**9


def is_length(value: object) -> bool:
    if type(value) not in (int, float):
        return False
    try:
        return isfinite(value) and value >= 0.0  # type: ignore[arg-type, operator]
    except OverflowError:
        return False


def is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and str(date.fromisoformat(value)) == value
    except ValueError:
        return False


def is_mark(value: object) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == set(RowMark._fields)
        and value["code"] in MARKS
        and isinstance(value["said"], str)
    )


def from_plain(row: dict[str, Any]) -> Launch:
    """A row as it is kept, back as a row."""
    told: dict[str, Any] = {key: nan if value is None else value for key, value in row.items()}
    return Launch(**(told | {"marks": tuple(RowMark(**one) for one in row["marks"])}))
