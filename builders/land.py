"""Makes catalogue/land.csv: points that each stand for the same share of a country's land.

    npm pack world-atlas@2.0.2
    python -m venv .venv-build && .venv-build/bin/pip install shapely==2.2.0
    .venv-build/bin/python builders/land.py world-atlas-2.0.2.tgz

The points stand in rows of latitude, as far apart along a row as the rows are from each other, so that each stands for
the same area. world-atlas is Natural Earth (public domain) as TopoJSON. The same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import json
import sys
import tarfile
from math import cos, radians, sqrt
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import Polygon

from coastlines import arcs_of, rings_of, stitch

LAND = Path(__file__).parent.parent / "src" / "openbmd" / "catalogue" / "land.csv"
WANTED = 150  # points of a country, or a few more
# ISO 3166-1 numeric codes, as world-atlas has them, of the countries that the shipped regions are about
COUNTRIES = {
    "AE": "784", "BH": "048", "IL": "376", "IQ": "368", "IR": "364", "JO": "400", "JP": "392", "KP": "408", "KR": "410",
    "KW": "414", "LB": "422", "OM": "512", "PH": "608", "QA": "634", "SA": "682", "SY": "760", "TW": "158", "UA": "804",
    "YE": "887",
}  # fmt: skip


def country(topology: dict, code: str) -> shapely.Geometry:
    """A country's land as Natural Earth draws it, in longitude and latitude [deg]."""
    arcs = arcs_of(topology)
    shapes = [
        shapely.make_valid(Polygon(shell, [hole for hole in holes if len(hole) > 3]))
        for one in topology["objects"]["countries"]["geometries"]
        if one.get("id") == code
        for shell, *holes in ([stitch(ring, arcs) for ring in rings] for rings in rings_of(one))
        if len(shell) > 3
    ]
    return shapely.union_all(shapes)


def grid(land: shapely.Geometry, step: float) -> np.ndarray:
    """Points (N, 2) of longitude and latitude [deg] inside, rows a step apart; row and column begin half a step in."""
    west, south, east, north = land.bounds
    rows = np.arange(south + 0.5 * step, north, step)
    steps = [step / cos(radians(y)) for y in rows]
    each = [(x, y) for y, wide in zip(rows, steps, strict=True) for x in np.arange(west + 0.5 * wide, east, wide)]
    points = np.array(each).reshape(-1, 2)
    return points[shapely.contains_xy(land, points)]


def points_of(land: shapely.Geometry) -> np.ndarray:
    """The widest grid that has enough points."""
    step = sqrt(land.area / WANTED)  # wider than the one sought, as a degree of longitude is less than one of latitude
    while len(found := grid(land, step)) < WANTED:
        step *= 0.99
    return found


def main() -> None:
    with tarfile.open(sys.argv[1]) as tar:
        topology = json.load(tar.extractfile("package/countries-10m.json"))
    with LAND.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(("country", "latitude_deg", "longitude_deg"))
        for name, code in COUNTRIES.items():
            found = points_of(country(topology, code))
            lines.writerows((name, f"{y:.3f}", f"{x:.3f}") for x, y in found)
            print(f"{name}: {len(found)} points")


if __name__ == "__main__":
    main()
