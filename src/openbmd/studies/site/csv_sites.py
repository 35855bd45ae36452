"""Candidate sites of a CSV file."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite, radians

from openbmd.complaints import Complaint, InputError
from openbmd.files import csv_rows
from openbmd.records import Place, Site
from openbmd.studies.contract import File

COLUMNS = ("name", "latitude_deg", "longitude_deg")
HEIGHT = "height_m"


def from_csv(file: File) -> tuple[Place, ...]:
    """The sites of a file. Raises InputError with every line that cannot be read."""
    table = csv_rows.parse(file.text, file.name)
    missing = [name for name in COLUMNS if name not in table.headings]
    if missing:
        advice = f"The first line must be: {','.join(COLUMNS)}[,{HEIGHT}]."
        raise InputError([Complaint(file.name, 1, "", f"there is no column {', '.join(missing)}", advice)])
    found: dict[str, Place] = {}
    faults = []
    advice = "Give latitude_deg from -90 to 90 and longitude_deg from -180 to 180."
    for line, row, beyond in table.rows:
        name = row["name"].strip()
        place = site_of(name, row)
        if beyond:
            more = Complaint(
                file.name, line, name, "there are more cells than headings", "Put a name with a comma in quotes."
            )
            faults.append(more)
        elif not name or name in found:
            told = f'"{name}" is there twice' if name else "there is no name"
            faults.append(Complaint(file.name, line, "name", told, "Give each site a name of its own."))
        elif place is None:
            faults.append(Complaint(file.name, line, name, "this is no place on Earth", advice))
        else:
            found[name] = place
    if faults:
        raise InputError(faults)
    return tuple(found.values())


def site_of(name: str, row: Mapping[str, str]) -> Place | None:
    """A site of a line; None where its numbers are none, or outside the globe."""
    try:
        latitude, longitude = float(row["latitude_deg"]), float(row["longitude_deg"])
        height = float(row.get(HEIGHT) or 0.0)
    except ValueError:
        return None
    if not (abs(latitude) <= 90.0 and abs(longitude) <= 180.0 and isfinite(height)):
        return None
    return Place(name, Site(radians(latitude), radians(longitude), height), 0.0, "", 1.0, inf)
