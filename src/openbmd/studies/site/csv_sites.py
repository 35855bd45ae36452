"""Candidate sites of a CSV file."""

from __future__ import annotations

import csv
from math import inf, isfinite, radians

from openbmd.complaints import Complaint, InputError
from openbmd.records import Place, Site
from openbmd.studies.contract import File

COLUMNS = ("name", "latitude_deg", "longitude_deg")
HEIGHT = "height_m"


def from_csv(file: File) -> tuple[Place, ...]:
    """The sites of a file. Raises InputError with every line that cannot be read."""
    reader = csv.DictReader(file.text.splitlines())
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        advice = f"The first line must be: {','.join(COLUMNS)}[,{HEIGHT}]."
        raise InputError([Complaint(file.name, 1, "", f"there is no column {', '.join(missing)}", advice)])
    found: dict[str, Place] = {}
    faults = []
    advice = "Give latitude_deg from -90 to 90 and longitude_deg from -180 to 180."
    for row in reader:
        name, line = (row["name"] or "").strip(), reader.line_num
        place = site_of(name, row)
        if not name or name in found:
            told = f'"{name}" is there twice' if name else "there is no name"
            faults.append(Complaint(file.name, line, "name", told, "Give each site a name of its own."))
        elif place is None:
            faults.append(Complaint(file.name, line, name, "this is no place on Earth", advice))
        else:
            found[name] = place
    if faults:
        raise InputError(faults)
    return tuple(found.values())


def site_of(name: str, row: dict[str, str]) -> Place | None:
    """A site of a line; None where its numbers are none, or outside the globe."""
    try:
        latitude, longitude = float(row["latitude_deg"]), float(row["longitude_deg"])
        height = float(row.get(HEIGHT) or 0.0)
    except (TypeError, ValueError):
        return None
    if not (abs(latitude) <= 90.0 and abs(longitude) <= 180.0 and isfinite(height)):
        return None
    return Place(name, Site(radians(latitude), radians(longitude), height), 0.0, "", 1.0, inf)
