"""Makes catalogue/regions/*/map.json.gz: land, coastlines and borders, fine in a region and coarse far away.

    npm pack world-atlas@2.0.2
    python -m venv .venv-build && .venv-build/bin/pip install shapely==2.2.0
    .venv-build/bin/python builders/coastlines.py world-atlas-2.0.2.tgz
    .venv-build/bin/python builders/coastlines.py world-atlas-2.0.2.tgz mine/regions/baltic    # one of your own

A region's box stands in its region.toml. Where boxes of shipped regions overlap, the smaller one has the ground; the
world has what is left. world-atlas is Natural Earth (public domain) as TopoJSON: an arc that belongs to one country
is coast, an arc that belongs to two is a border. The same inputs give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
import tarfile
import tomllib
from collections import Counter
from itertools import accumulate, pairwise
from pathlib import Path

import shapely
from shapely import affinity
from shapely.geometry import LineString, MultiPolygon, Polygon, box

REGIONS = Path(__file__).parent.parent / "src" / "openbmd" / "catalogue" / "regions"
WORLD = "world"
SCALE = 1000  # steps in a degree: 0.001 degree is about 100 m
# scale of Natural Earth -> tolerance [deg], smallest island [deg2]
LEVELS = {"10m": (0.004, 3e-4), "50m": (0.02, 4e-3), "110m": (0.05, 0.0)}
MIDDLE = (-20.0, 0.0, 180.0, 72.0)  # box of longitude and latitude [deg] that the world has at 1:50 million
Arc = list[tuple[float, float]]


def arcs_of(topology: dict) -> list[Arc]:
    """TopoJSON's delta-coded arcs as longitude and latitude [deg] (Bostock, TopoJSON specification 1.0, 2.1.2)."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs, ys = accumulate(p[0] for p in arc), accumulate(p[1] for p in arc)
        arcs.append([(x * scale[0] + translate[0], y * scale[1] + translate[1]) for x, y in zip(xs, ys, strict=True)])
    return arcs


def rings_of(geometry: dict) -> list[list[list[int]]]:
    """A geometry's polygons, each a list of rings, each a list of arc numbers (~n is arc n backwards)."""
    return geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def stitch(ring: list[int], arcs: list[Arc]) -> Arc:
    """A ring's points, longitudes running on past 180 degrees; one that runs round the pole is closed over it."""
    points: Arc = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    turns = accumulate(-360 * round((b[0] - a[0]) / 360) for a, b in pairwise(points))
    points = points[:1] + [(x + turn, y) for (x, y), turn in zip(points[1:], turns, strict=True)]
    if points and abs(points[-1][0] - points[0][0]) > 180:
        points += [(points[-1][0], -90.0), (points[0][0], -90.0)]
    return points


def lines_of(topology: dict, arcs: list[Arc]) -> tuple[list[LineString], list[LineString]]:
    """Coastlines and borders, without the cuts along the date line and the pole."""
    uses: Counter[int] = Counter()
    for country in topology["objects"]["countries"]["geometries"]:
        uses.update({n if n >= 0 else ~n for polygon in rings_of(country) for ring in polygon for n in ring})
    coast, border = [], []
    for number, count in uses.items():
        for run in runs(arcs[number]):
            (coast if count == 1 else border).append(LineString(run))
    return coast, border


def runs(arc: Arc) -> list[Arc]:
    """An arc split where it follows the edge of the map or jumps across it."""
    out: list[Arc] = [[]]
    for a, b in pairwise(arc):
        on_edge = (abs(a[0]) > 179.99 and abs(b[0]) > 179.99) or (a[1] < -85 and b[1] < -85)
        if on_edge or abs(b[0] - a[0]) > 180:
            out.append([])
        else:
            out[-1] += [b] if out[-1] else [a, b]
    return [run for run in out if len(run) > 1]


def island(line: LineString) -> float:
    """Area of a closed line [deg2]; without bound for an open one."""
    return Polygon(line.coords).area if len(line.coords) > 3 and line.is_closed else float("inf")


def land_of(topology: dict, arcs: list[Arc]) -> shapely.Geometry:
    polygons = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for rings in rings_of(geometry):
            shell, *holes = (stitch(ring, arcs) for ring in rings)
            if len(shell) > 3:
                polygons.append(Polygon(shell, [hole for hole in holes if len(hole) > 3]))
    whole = shapely.union_all([shapely.make_valid(polygon) for polygon in polygons])
    turned = [affinity.translate(whole, turn).intersection(box(-180, -90, 180, 90)) for turn in (-360, 0, 360)]
    return shapely.union_all(turned)


def coded(points: list[tuple[float, float]]) -> list[int]:
    """Whole steps of 1 / SCALE degree, the first absolute and the others as differences: x0, y0, dx, dy, ..."""
    whole = [(round(x * SCALE), round(y * SCALE)) for x, y in points]
    out = list(whole[0])
    for a, b in pairwise(whole):
        if a != b:
            out += [b[0] - a[0], b[1] - a[1]]
    return out


def parts(geometry: shapely.Geometry, kind: str) -> list:
    return sorted(
        (g for g in shapely.get_parts(geometry) if g.geom_type == kind and not g.is_empty),
        key=lambda g: (g.bounds, g.length),
    )


def box_of(folder: Path) -> Polygon:
    """The box of a region."""
    return box(*tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))["box_deg"])


def clipped(topology: dict, area: shapely.Geometry, tolerance: float, smallest: float) -> dict[str, list[list[int]]]:
    """Coast, border and land within an area."""
    out: dict[str, list[list[int]]] = {}
    arcs = arcs_of(topology)
    for name, lines in zip(("coast", "border"), lines_of(topology, arcs), strict=True):
        kept = [x for x in lines if island(x) >= smallest]
        merged = shapely.line_merge(shapely.union_all([x.simplify(tolerance).intersection(area) for x in kept]))
        out[name] = [x for x in (coded(list(line.coords)) for line in parts(merged, "LineString")) if len(x) > 2]
    large = [polygon for polygon in parts(land_of(topology, arcs), "Polygon") if polygon.area >= smallest]
    land = MultiPolygon([Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area >= smallest]) for p in large])
    # a little over the edge, so that no seam shows between the levels
    within = shapely.make_valid(land.simplify(tolerance)).intersection(area.buffer(0.05, join_style="mitre"))
    # one ring a polygon: a hole (an inland sea) is joined to the shell by cutting along a meridian
    whole = [piece for polygon in parts(within, "Polygon") for piece in whole_pieces(polygon)]
    out["land"] = [coded(list(piece.exterior.coords)[:-1]) for piece in whole]
    return out


def write(folder: Path, *levels: dict[str, list[list[int]]]) -> None:
    out = {name: [line for level in levels for line in level[name]] for name in ("coast", "border", "land")}
    data = json.dumps({"scale": SCALE, **out}, separators=(",", ":")).encode()
    file = folder / "map.json.gz"
    file.write_bytes(gzip.compress(data, 9, mtime=0))
    counts = ", ".join(f"{len(v)} x {k} of {sum(map(len, v)) // 2} points" for k, v in out.items())
    print(f"{file.stat().st_size:,} bytes written to {file}: {counts}")


def main() -> None:
    with tarfile.open(sys.argv[1]) as tar:
        topologies = {s: json.load(tar.extractfile(f"package/countries-{s}.json")) for s in LEVELS}
    if len(sys.argv) > 2:
        write(Path(sys.argv[2]), clipped(topologies["10m"], box_of(Path(sys.argv[2])), *LEVELS["10m"]))
        return
    folders = [toml.parent for toml in sorted(REGIONS.glob("*/region.toml")) if toml.parent.name != WORLD]
    taken: shapely.Geometry = Polygon()
    for folder in sorted(folders, key=lambda folder: box_of(folder).area):
        write(folder, clipped(topologies["10m"], box_of(folder).difference(taken), *LEVELS["10m"]))
        taken = taken.union(box_of(folder))
    middle = box(*MIDDLE).difference(taken)
    rest = box(-180, -90, 180, 90).difference(taken).difference(box(*MIDDLE))
    write(
        REGIONS / WORLD,
        clipped(topologies["50m"], middle, *LEVELS["50m"]),
        clipped(topologies["110m"], rest, *LEVELS["110m"]),
    )


def whole_pieces(polygon: Polygon) -> list[Polygon]:
    """A polygon with holes as polygons without, cut along the meridians of the holes."""
    if not polygon.interiors:
        return [polygon]
    west, south, east, north = polygon.bounds
    middle = Polygon(polygon.interiors[0]).representative_point().x
    halves = (box(west, south, middle, north), box(middle, south, east, north))
    return [p for half in halves for q in parts(polygon.intersection(half), "Polygon") for p in whole_pieces(q)]


if __name__ == "__main__":
    main()
