"""Kinds of things by name: what the program ships, and what people bring. A catalogue is a value, made of layers."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from openbmd.catalogue_file.entries import RECORDS, Entry, FigureRow, Published, checked, parse
from openbmd.catalogue_file.fields import fields
from openbmd.catalogue_file.layers import DEFENCES, HIDES, KINDS, Catalogue, Folder, Layer, Written, folded, refusal
from openbmd.catalogue_file.record_rows import RecordRow
from openbmd.catalogue_file.regions import REGIONS, PlaceRow, RegionEntry
from openbmd.complaints import Complaint, InputError
from openbmd.kinds import FIRE_UNITS
from openbmd.units import split

__all__ = [
    "DEFENCES",
    "HIDES",
    "KINDS",
    "RECORDS",
    "REGIONS",
    "VARIABLE",
    "Catalogue",
    "Entry",
    "FigureRow",
    "Folder",
    "Layer",
    "PlaceRow",
    "Published",
    "RecordRow",
    "RegionEntry",
    "Written",
    "checked",
    "default",
    "folded",
    "folder",
    "limits",
    "names",
    "parse",
    "read",
    "refusal",
    "shipped",
]  # fmt: skip

MOST_LAUNCHERS = 100.0  # of a fire unit
VARIABLE = "OPENBMD_CATALOGUE"  # folders of one's own, parted as in PATH; the option --catalogue puts one before them


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    return Catalogue((Folder(files("openbmd") / "catalogue", "catalogue"),))


def default() -> Catalogue:
    """The shipped catalogue under the folders that OPENBMD_CATALOGUE names; raises InputError when one is none."""
    paths = filter(None, os.environ.get(VARIABLE, "").split(os.pathsep))
    return shipped().under(*(folder(Path(path), Complaint(VARIABLE, 0, path, "", "")) for path in paths))


def folder(path: Path, where: Complaint) -> Folder:
    """A folder laid out as the catalogue; raises InputError at where when it is none."""
    if not path.is_dir():
        found = "this is no folder" if path.exists() else "there is no such folder"
    elif not any((path / kind).is_dir() for kind in (*KINDS, REGIONS)):
        found = f"{path} holds no folder of the catalogue"
    else:
        return Folder(path, str(path))
    listed = ", ".join(f"{kind}/" for kind in (*KINDS, REGIONS))
    advice = f"Name a folder that holds one of {listed} with a file for each entry."
    raise InputError([where._replace(found=found, advice=advice)])


def names(kind: str) -> tuple[str, ...]:
    """The shipped names of a kind (missiles, radars, infrared, interceptors, launchers, kill_chains, defences)."""
    return shipped().names(kind)


def read(kind: str, name: str) -> Entry:
    """The shipped entry that a name means; raises InputError listing what exists, or with every fault of its file."""
    return shipped().read(kind, name)


def limits(path: str) -> tuple[float, float]:
    """Least and greatest value [SI] of the figure at a path such as "missiles/scud-b/stages/0/burn_time"."""
    parts = path.split("/")
    if parts[0] == FIRE_UNITS:
        return 0.0, MOST_LAUNCHERS
    kind = "stages" if "stages" in parts else parts[0]
    for field in fields():
        if (field.kind, field.record_field) == (kind, parts[-1]):
            factor = split(field.field)[1]
            return field.minimum * factor, field.maximum * factor
    raise KeyError(path)
