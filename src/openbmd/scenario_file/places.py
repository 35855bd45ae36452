"""The places that a scenario file names: its own, or the catalogue's."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from typing import Any

from openbmd import places_file
from openbmd.catalogue_file import Catalogue
from openbmd.complaints import Complaint, InputError, choices, near
from openbmd.records import Place
from openbmd.scenario_file.text import Marked, Path_, items, number, text, texts

POINTS = (
    ("threats", "launch"), ("threats", "aimpoint"), ("radars", "site"), ("fire_units", "site"), ("batteries", "site"),
    ("batteries", "facing"),
)  # fmt: skip
OWN = ("kind", "latitude_deg", "longitude_deg", "height_m", "people_weight", "source")  # keys of a place in a scenario
MEAN_RADIUS = 6_371_000.0  # m


def unknown_places(marked: Marked) -> Iterator[Complaint]:
    """Names that neither the scenario nor the catalogue has."""
    for path, holder, key in _named_places(marked):
        name = holder[key]
        if catalogue_place(marked, name) is None and name not in local_places(marked):
            hint = near(name, [*local_places(marked), *places_file.names()])
            yield marked.complaint(
                path,
                f'there is no place "{name}"',
                f"{hint} List them with: openbmd catalogue list places. "
                "Or add it under places: with latitude_deg and longitude_deg.".strip(),
            )


def unknown_kinds(marked: Marked) -> Iterator[Complaint]:
    """Kinds of the scenario's own places that no place of the catalogue has."""
    for name, own in local_places(marked).items():
        kind = own.get("kind") if isinstance(own, dict) else None
        if isinstance(kind, str) and kind and kind not in places_file.kinds():
            path = ("places", name, "kind")
            yield marked.complaint(path, f'there is no kind of place "{kind}"', choices(kind, places_file.kinds()))


def bring_places(marked: Marked, catalogue: Catalogue) -> list[Complaint]:
    """Write the places of one's own regions that the file names under its places:; returns faults of those regions.

    So they stand in the resolved file, and no reader of it needs the folder.
    """
    try:
        own = places_file.own_rows(catalogue)
    except InputError as error:
        return error.complaints
    if not own or not isinstance(marked.data.setdefault("places", {}), dict):
        return []
    for _, holder, key in _named_places(marked):
        row = own.get(places_file.plain(holder[key]))
        if row is not None and row.name not in local_places(marked) and holder[key] not in local_places(marked):
            found = {key: value for key, value in row._asdict().items() if key in OWN and value == value}
            marked.data["places"][row.name] = found
        if row is not None and holder[key] not in local_places(marked):
            holder[key] = row.name
    return []


def settle_places(marked: Marked) -> None:
    """Write each place by its own name where the file has another of its names."""
    own = {name.casefold(): name for name in local_places(marked)}
    for _, holder, key in _named_places(marked):
        name = holder[key]
        found = catalogue_place(marked, name)
        if name not in own.values() and name.casefold() in own and name not in places_file.names():
            holder[key] = own[name.casefold()]
        elif found is not None:
            holder[key] = found.name


def catalogue_place(marked: Marked, name: str) -> Place | None:
    """The catalogue's place of that name, None where there is none or the scenario brings its own."""
    if name in local_places(marked):
        return None
    try:
        return places_file.read(name)
    except InputError:
        return None


def _named_places(marked: Marked) -> Iterator[tuple[Path_, Any, Any]]:
    """Where a place is named: its path, and the group or list and the key in it."""
    for section, key in POINTS:
        for path, item in items(marked, section):
            if text(item, key):
                yield (*path, key), item, key
    defended = marked.data.get("defended")
    for index, item in enumerate(defended if isinstance(defended, list) else []):
        if isinstance(item, dict) and text(item, "place"):
            yield ("defended", index, "place"), item, "place"
        elif isinstance(item, str) and item:
            yield ("defended", index), defended, index
    for path, item in items(marked, "fire_units"):
        held = item.get("held_back")
        places = held.get("for") if isinstance(held, dict) else None
        for index, name in enumerate(texts(places)):
            if name:
                yield (*path, "held_back", "for", index), places, index


def defended(marked: Marked) -> list[str]:
    """Names of the defended places, "" in the place of what is malformed."""
    found = marked.data.get("defended")
    listed = found if isinstance(found, list) else []
    return [text(item, "place") if isinstance(item, dict) else item if isinstance(item, str) else "" for item in listed]


def local_places(marked: Marked) -> dict[str, Any]:
    """The scenario's own places as they stand in the file."""
    places = marked.data.get("places")
    return places if isinstance(places, dict) else {}


def coordinates(marked: Marked, where: Any) -> tuple[float, float] | None:
    """Latitude and longitude [rad] of a place or a point, None where they cannot be told."""
    if isinstance(where, str):
        found = catalogue_place(marked, where)
        if found is not None:
            return found.site.latitude, found.site.longitude
        where = local_places(marked).get(where)
    if not isinstance(where, dict):
        return None
    latitude, longitude = number(where.get("latitude_deg")), number(where.get("longitude_deg"))
    if latitude is None or longitude is None or not (abs(latitude) <= 90.0 and abs(longitude) <= 180.0):
        return None
    return radians(latitude), radians(longitude)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance [m] by the haversine formula, good to 0.5 % on the ellipsoid."""
    chord = sin((b[0] - a[0]) / 2) ** 2 + cos(a[0]) * cos(b[0]) * sin((b[1] - a[1]) / 2) ** 2
    return 2 * MEAN_RADIUS * asin(sqrt(min(1.0, chord)))
