"""Places by name, and the land, coastlines and borders to draw them on: of the regions of the catalogue."""

from __future__ import annotations

import csv
import unicodedata
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from math import inf, isnan, radians
from pathlib import Path

from openbmd import catalogue_file
from openbmd.catalogue_file import Catalogue, PlaceRow, RegionEntry, maps
from openbmd.catalogue_file.maps import Box, Ground
from openbmd.complaints import Complaint, InputError
from openbmd.records import Floats, Place, Site

__all__ = [
    "PlaceRow", "borders", "coastlines", "ground", "land", "land_grid", "names", "of_row", "own_rows", "plain", "read",
    "regions", "row", "rows",
]  # fmt: skip

KEPT = 4  # sets of folders whose places are kept by name


def regions() -> tuple[RegionEntry, ...]:
    """Every region of the catalogue, those of OPENBMD_CATALOGUE first; raises InputError with faults of a folder."""
    return _regions(_folders())


def rows() -> tuple[PlaceRow, ...]:
    """Every place of the catalogue, in the order of regions and files; one's own hides the others of its name."""
    return _rows(_folders())


@cache
def radii() -> dict[str, float]:
    """Radius of the defended area [m] by kind of place, assumed, for places that are given none."""
    text = (files("openbmd") / "catalogue" / "radii.csv").read_text(encoding="utf-8")
    return {row["kind"]: float(row["radius_km"]) * 1e3 for row in csv.DictReader(text.splitlines())}


@cache
def land_grid() -> dict[str, tuple[Site, ...]]:
    """Points that each stand for the same share of a country's land, by ISO 3166 code; at the ellipsoid."""
    text = (files("openbmd") / "catalogue" / "land.csv").read_text(encoding="utf-8")
    found: dict[str, list[Site]] = {}
    for row in csv.DictReader(text.splitlines()):
        site = Site(radians(float(row["latitude_deg"])), radians(float(row["longitude_deg"])), 0.0)
        found.setdefault(row["country"], []).append(site)
    return {country: tuple(sites) for country, sites in found.items()}


def kinds() -> tuple[str, ...]:
    """Every kind of place: those that have a radius first."""
    return tuple(dict.fromkeys((*radii(), *(row.kind for row in rows()))))


def names() -> tuple[str, ...]:
    """Every name that can be read: the places' own in their order, then the other names."""
    return tuple(_by_name(_folders()))


def row(name: str) -> PlaceRow | None:
    """The line of the place of that name, in any case; None when there is none."""
    key = _folders()
    return _by_name(key).get(name) or _by_plain(key).get(plain(name))


def read(name: str) -> Place:
    """The place of that name, in any case; raises InputError with the nearest names when there is none.

    The radius is that of its kind, inf where its kind has none. A height that no source gives is taken as 0 m; heights
    above the sea stand for heights above the ellipsoid, which are 20 to 30 m more in Korea.
    """
    found = row(name)
    if found is None:
        raise InputError([Complaint("", 0, "place", f"no place is called {name!r}", _advice(name))])
    return of_row(found)


def of_row(found: PlaceRow) -> Place:
    """The place that a line tells of."""
    height = 0.0 if isnan(found.height_m) else found.height_m
    site = Site(radians(found.latitude_deg), radians(found.longitude_deg), height)
    return Place(found.name, site, found.people_weight, found.source, 1.0, radii().get(found.kind, inf))


def own_rows(catalogue: Catalogue) -> dict[str, PlaceRow]:
    """Places of a catalogue's own folders by every name, folded; raises InputError with the faults of a folder."""
    shipped = catalogue_file.shipped().folders()
    found: dict[str, PlaceRow] = {}
    for folder in catalogue.folders():
        for region in () if folder in shipped else folder.regions():
            for row in region.places:
                for name in row.names():
                    found.setdefault(plain(name), row)
    return found


def ground(box: Box | None = None) -> Ground:
    """Land, coastlines and borders of the regions that touch a box (west, south, east, north) [deg]; None for all."""
    near = (region for region in regions() if region.map and (box is None or maps.touch(region.box, box)))
    return _ground(_folders(), tuple(region.file for region in near))


def coastlines() -> tuple[Floats, ...]:
    """Open lines (N, 2) of longitude and latitude [deg]: 1:10 million in a region, 1:50 and 1:110 million elsewhere."""
    return ground().coast


def borders() -> tuple[Floats, ...]:
    """Land borders (N, 2) of longitude and latitude [deg] as Natural Earth draws them, which is no legal opinion."""
    return ground().border


def land() -> tuple[Floats, ...]:
    """Rings (N, 2) of longitude and latitude [deg] to fill, none inside another; they abut: fill without smoothing."""
    return ground().land


Folders = tuple[tuple[str, int], ...]  # path and when its regions were last changed [ns]


def _folders() -> Folders:
    """Folders of one's own, as they are now."""
    found = []
    for folder in catalogue_file.default().folders():
        if folder not in catalogue_file.shipped().folders():
            root = Path(str(folder.root))
            inside = (root / catalogue_file.REGIONS).glob("*/*")
            found.append((str(root), max((file.stat().st_mtime_ns for file in inside if file.is_file()), default=0)))
    return tuple(found)


@lru_cache(KEPT)
def _regions(folders: Folders) -> tuple[RegionEntry, ...]:
    own = (catalogue_file.Folder(Path(path), path) for path, _ in folders)
    return catalogue_file.shipped().under(*own).regions()


@lru_cache(KEPT)
def _ground(folders: Folders, files: tuple[str, ...]) -> Ground:
    chosen = tuple(region for region in _regions(folders) if region.file in files)
    return maps.ground(chosen, catalogue_file.shipped().regions())


@lru_cache(KEPT)
def _rows(folders: Folders) -> tuple[PlaceRow, ...]:
    found: dict[str, PlaceRow] = {}
    for region in _regions(folders):
        for row in region.places:
            found.setdefault(plain(row.name), row)
    return tuple(found.values())


@lru_cache(KEPT)
def _by_name(folders: Folders) -> dict[str, PlaceRow]:
    """Rows by every name that finds them, the places' own names first."""
    found = {row.name: row for row in _rows(folders)}
    for row in _rows(folders):
        for name in row.names():
            found.setdefault(name, row)
    return found


@lru_cache(KEPT)
def _by_plain(folders: Folders) -> dict[str, PlaceRow]:
    found: dict[str, PlaceRow] = {}
    for name, row in _by_name(folders).items():
        found.setdefault(plain(name), row)
    return found


def plain(name: str) -> str:
    """A name as it is compared: in any case."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def _advice(name: str) -> str:
    lower = {key.lower(): row.name for key, row in _by_name(_folders()).items()}
    near = dict.fromkeys(lower[key] for key in get_close_matches(name.strip().lower(), lower, n=4, cutoff=0.6))
    meant = f"did you mean {', '.join(near)}?" if near else "give its latitude_deg and longitude_deg instead"
    return f"{meant} ({len(rows())} places are listed by: openbmd catalogue list places)"
