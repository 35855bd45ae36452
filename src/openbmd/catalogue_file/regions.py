"""Regions: folders of the catalogue with places, a map and what belongs there; found by folder, none named here."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from io import StringIO
from math import inf, isfinite, nan
from typing import Any, NamedTuple

from openbmd.catalogue_file import toml
from openbmd.catalogue_file.faults import lines
from openbmd.complaints import Complaint, InputError, choices

REGIONS = "regions"
ABOUT, PLACES, MAP = "region.toml", "places.csv", "map.json.gz"
LISTS = ("sources", "missiles", "defences")
KEYS = ("title", "title_ko", "box_deg", *LISTS)
NEEDED = ("name", "country", "kind", "latitude_deg", "longitude_deg", "source")
NUMBERS = {"latitude_deg": (-90, 90), "longitude_deg": (-180, 180), "height_m": (-500, 9000)}
COUNTS = {"people_weight": (0, 1e8), "year": (0, 9999)}
CITY = "city"
SORTS = (CITY, "base", "test site", "launch area")
COUNTRY = re.compile("[A-Z]{2}")
EDGES = (-180.0, -90.0, 180.0, 90.0)  # deg, west, south, east, north


class PlaceRow(NamedTuple):
    """One line of a places.csv, in the units of its keys."""

    name: str
    country: str  # ISO 3166-1 alpha-2
    kind: str  # city, base, test site or launch area
    latitude_deg: float
    longitude_deg: float
    height_m: float  # above mean sea level; nan where no source gives one
    people_weight: float  # people; 0 for all but cities
    year: int  # of the weight; 0 without one
    source: str
    also: str  # other names, parted by ";"
    note: str
    name_ko: str  # in Korean, "" when not given
    region: str  # the folder that it stands in

    def names(self) -> tuple[str, ...]:
        """Every name that finds it, its own first."""
        return tuple(dict.fromkeys(filter(None, (self.name, *self.also.split(";"), self.name_ko))))


class RegionEntry(NamedTuple):
    name: str  # of its folder
    title: str
    title_ko: str  # in Korean, "" when not given
    box: tuple[float, float, float, float]  # deg, west, south, east, north
    sources: tuple[str, ...]
    missiles: tuple[str, ...]  # names of the catalogue's
    defences: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    map: Traversable | None  # file of land, coastlines and borders within the box
    file: str  # folder, as complaints name it


def read(root: Traversable, label: str) -> tuple[RegionEntry, ...]:
    """The regions of a catalogue folder by name; label: as complaints name it. Raises InputError with every fault."""
    found, complaints = [], []
    folder = root / REGIONS
    for region in sorted(folder.iterdir(), key=lambda item: item.name) if folder.is_dir() else ():
        if region.is_dir():
            try:
                found.append(_region(region, f"{label}/{REGIONS}/{region.name}"))
            except InputError as error:
                complaints += error.complaints
    if complaints := complaints or list(_twice(found)):
        raise InputError(complaints)
    return tuple(found)


def _region(folder: Traversable, label: str) -> RegionEntry:
    file = f"{label}/{ABOUT}"
    text = toml.load(folder / ABOUT, file)
    data, where = toml.parse(text, file), lines(text)
    complaints = [Complaint(file, where.get(key, 0), key, *said) for key, *said in _faults(data)]
    places: tuple[PlaceRow, ...] = ()
    if (table := folder / PLACES).is_file():
        box = EDGES if complaints else tuple(data["box_deg"])
        try:
            places = _places(toml.load(table, f"{label}/{PLACES}"), f"{label}/{PLACES}", folder.name, box)
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(complaints)
    west, south, east, north = map(float, data["box_deg"])
    sources, missiles, defences = (tuple(data.get(key, ())) for key in LISTS)
    mapped = folder / MAP
    return RegionEntry(
        folder.name, data["title"], data.get("title_ko", ""), (west, south, east, north), sources, missiles, defences,
        places, mapped if mapped.is_file() else None, label,
    )  # fmt: skip


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Key, finding and remedy of what is wrong with a region.toml."""
    for key in data:
        if key not in KEYS:
            yield key, "a region has no such key", choices(key, KEYS)
    for key in ("title", "title_ko"):
        if not isinstance(data.get(key, "" if key == "title_ko" else None), str):
            yield key, "a region needs its title in words" if key == "title" else "no words", 'Write: title = "…".'
    for key in LISTS:
        listed = data.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(item, str) and item for item in listed):
            yield key, "no list of words", f'Write: {key} = ["…"].'
    box = data.get("box_deg")
    if not isinstance(box, list) or len(box) != 4 or not all(map(_is_number, box)):
        found = "a region needs its box, four numbers"
    elif not (-180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90):
        found = "no box on the globe; one that crosses the date line is two regions"
    else:
        return
    yield "box_deg", found, "Write: box_deg = [west, south, east, north], in degrees, west below east."


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _places(text: str, file: str, region: str, box: tuple[float, ...]) -> tuple[PlaceRow, ...]:
    """The rows of a places.csv; raises InputError with every fault of it."""
    known = tuple(key for key in PlaceRow._fields if key != "region")
    reader = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    rows, complaints = [], []
    try:
        head = next(reader, [])
        for key in dict.fromkeys(head):
            if key not in known or head.count(key) > 1:
                found = "this heading stands twice" if key in known else "places have no such column"
                complaints.append(Complaint(file, 1, key, found, choices(key, known)))
        lacking = [key for key in NEEDED if key not in head]
        if lacking:
            said = f"the columns {', '.join(lacking)} are missing"
            complaints.append(Complaint(file, 1, "", said, "The first line names the columns."))
        for cells in reader if not complaints else ():
            if not cells:
                continue
            told = [] if len(cells) <= len(head) else [("", "more cells than headings", "Put a comma in quotes.")]
            row = dict.fromkeys(known, "") | dict(zip(head, (cell.strip() for cell in cells), strict=False))
            told += _row_faults(row, box)
            complaints += [Complaint(file, reader.line_num, *fault) for fault in told]
            if not told:
                rows.append(_row(row, region))
    except csv.Error as error:
        advice = "Is a quote open? Save it as CSV."
        complaints.append(Complaint(file, reader.line_num, "", f"not CSV: {error}", advice))
    if complaints:
        raise InputError(complaints)
    return tuple(rows)


def _row_faults(row: Mapping[str, str], box: tuple[float, ...]) -> Iterator[tuple[str, str, str]]:
    for key in NEEDED:
        if not row[key]:
            yield key, "there is nothing here", "Fill it in; a source may be: assumed."
    for key, cell in row.items():
        if not cell.isprintable():
            yield key, "a sign that cannot be shown", "Save it as CSV in UTF-8."
    if row["country"] and not COUNTRY.fullmatch(row["country"]):
        yield "country", f'"{row["country"]}" is no country', "Write the two letters of ISO 3166, such as KR."
    if row["kind"] and row["kind"] not in SORTS:
        yield "kind", f'"{row["kind"]}" is no kind of place', choices(row["kind"], SORTS)
    values = {}
    for key, (least, greatest) in {**NUMBERS, **COUNTS}.items():
        values[key] = _number(row[key])
        if row[key] and not (isfinite(values[key]) and least <= values[key] <= greatest):
            yield key, f'"{row[key]}" is out of bounds', f"Write a number from {least:g} to {greatest:g}."
    west, south, east, north = box
    longitude, latitude = values["longitude_deg"], values["latitude_deg"]
    if isfinite(longitude + latitude) and not (west <= longitude <= east and south <= latitude <= north):
        yield "", f"{row['name']} lies outside the box of its region", "Mend its position, or widen box_deg."
    if row["kind"] == CITY and not (values["people_weight"] > 0.0):
        yield "people_weight", "a city needs one", "Write how many people live there."
    if row["kind"] in SORTS and row["kind"] != CITY and values["people_weight"] > 0.0:
        yield "people_weight", "only a city has one", "Leave it out."


def _number(text: str) -> float:
    """The number that a cell holds; nan for none, inf for what is no number."""
    try:
        return float(text) if text else nan
    except ValueError:
        return inf


def _row(row: Mapping[str, str], region: str) -> PlaceRow:
    return PlaceRow(
        **{key: row[key] for key in ("name", "country", "kind", "source", "also", "note", "name_ko")},
        latitude_deg=float(row["latitude_deg"]),
        longitude_deg=float(row["longitude_deg"]),
        height_m=_number(row["height_m"]),
        people_weight=float(row["people_weight"] or 0.0),
        year=int(float(row["year"] or 0.0)),
        region=region,
    )


def _twice(found: list[RegionEntry]) -> Iterator[Complaint]:
    """Names that stand twice in one folder, in whatever case: which is meant, nobody could tell."""
    stands: dict[str, PlaceRow] = {}
    for region in found:
        for row in region.places:
            for name in row.names():
                before = stands.setdefault(name.casefold(), row)
                if before is not row:
                    where = (
                        f"this is a place of {before.region} too" if before.region != row.region else "it stands twice"
                    )
                    advice = "Give one of the two a name of its own, such as Tripoli (Lebanon)."
                    yield Complaint(f"{region.file}/{PLACES}", 0, name, where, advice)
