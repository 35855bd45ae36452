"""Land, coastlines and borders of a region's map."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from openbmd.catalogue_file.regions import MAP, RegionEntry
from openbmd.complaints import Complaint, InputError
from openbmd.records import Floats

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LARGEST = 64_000_000  # bytes unpacked
SEAM = 0.05  # deg by which land reaches over the edge of a box, so that no seam shows
Box = tuple[float, float, float, float]  # deg, west, south, east, north


class Ground(NamedTuple):
    """Lines (N, 2) of longitude and latitude [deg]; land as rings to fill."""

    coast: tuple[Floats, ...] = ()
    border: tuple[Floats, ...] = ()
    land: tuple[Floats, ...] = ()


def ground(regions: tuple[RegionEntry, ...], shipped: tuple[RegionEntry, ...]) -> Ground:
    """The ground of regions that have a map; raises InputError.

    What is shipped has no ground twice. Each of the others has its box alone: whatever comes after it is cut out there.
    """
    found: list[Ground] = []
    taken: list[Box] = []
    for region in regions:
        if region.map is None:
            continue
        mine = read(region.map, f"{region.file}/{MAP}")
        for other in taken:
            if touch(region.box, other):
                mine = outside(mine, other)
        found.append(mine)
        if region not in shipped:
            taken.append(region.box)
    return Ground(*(tuple(line for one in found for line in one[k]) for k in range(len(Ground._fields))))


def touch(a: Box, b: Box) -> bool:
    """Whether two boxes touch, wherever their longitudes are counted from."""
    return a[1] <= b[3] and b[1] <= a[3] and any(a[0] <= b[2] + k and b[0] + k <= a[2] for k in (-360.0, 0.0, 360.0))


def read(file: Traversable, label: str) -> Ground:
    """The ground of a map file; label: as complaints name it. Raises InputError.

    A line is its first point, then differences, x0, y0, dx, dy, ..., in whole steps; scale: steps in a degree.
    """
    try:
        with file.open("rb") as packed, gzip.GzipFile(fileobj=packed) as plain:
            data = json.loads(plain.read(LARGEST))
        scale = float(data["scale"])
        return Ground(*(tuple(_line(line, scale) for line in data[name]) for name in Ground._fields))
    except (OSError, EOFError, ValueError, TypeError, KeyError, RecursionError, ArithmeticError) as error:
        advice = "Make it with builders/coastlines.py, or leave it out."
        raise InputError([Complaint(label, 0, "", f"this is no map: {error}", advice)]) from None


def _line(steps: list[int], scale: float) -> Floats:
    line: Floats = np.cumsum(np.array(steps, float).reshape(-1, 2), axis=0) / scale
    if len(line) < 2 or not (np.abs(line) <= (180.0 + SEAM + 1e-9, 90.0 + SEAM + 1e-9)).all():
        raise ValueError("a line leaves the globe, or is no line")
    line.flags.writeable = False
    return line


def outside(whole: Ground, box: Box) -> Ground:
    """What lies outside a box; rings are cut into pieces that have no hole."""
    return Ground(*(tuple(_cut(lines, box, name == "land")) for name, lines in zip(Ground._fields, whole, strict=True)))


def _cut(lines: tuple[Floats, ...], box: Box, filled: bool) -> Iterator[Floats]:
    import shapely

    over = SEAM if filled else 0.0
    west, south, east, north = box[0] + over, box[1] + over, box[2] - over, box[3] - over
    around = (-181, -91, west, 91), (east, -91, 181, 91), (west, -91, east, south), (west, north, east, 91)
    for line in lines:
        (x0, y0), (x1, y1) = line.min(axis=0), line.max(axis=0)
        if not (x0 < east and x1 > west and y0 < north and y1 > south):
            yield line
            continue
        shape: Any = shapely.make_valid(shapely.Polygon(line)) if filled else shapely.LineString(line)
        for edges in around:
            for part in shapely.get_parts(shapely.clip_by_rect(shape, *edges)):
                points = np.asarray(part.exterior.coords)[:-1] if filled else np.asarray(part.coords)
                if len(points) > 1:
                    points.flags.writeable = False
                    yield points
