"""Seconds for the defended footprint of one battery against one threat class, by refinement and point by point.

    python benchmarks/footprint.py [--cores N] [--aimpoints N] [--json]

The battery is Seongju's THAAD of 2017, the threat a Nodong from one launch point. By refinement: the boundaries of one
shot and of shoot-look-shoot are found to 1 km, and a grid of aimpoints is told inside from outside by them. Point by
point: a part of the same aimpoints, each with its own flight, looks, track and opportunity, and the time that all would
take. The refinement's verdicts are held to those of the part. Goal that the project sets itself: 10,000 in 1 s.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
import shapely

from openbmd import scenario_file
from openbmd.studies.footprint import areas as footprints
from openbmd.studies.footprint import chain
from openbmd.studies.footprint.chain import Approach
from openbmd.studies.footprint.flights import Flights
from openbmd.studies.footprint.plane import Plane

SCENARIO = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"
UNIT, MISSILE = "seongju-thaad", "nodong"
HALF = 320e3  # m, of a side of the grid
PART = 1_000  # aimpoints that are also looked at one by one
REPEATS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cores", type=int, default=min(os.cpu_count() or 1, 2))
    parser.add_argument("--aimpoints", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = parser.parse_args()
    scenario = scenario_file.read(SCENARIO)
    unit = next(unit for unit in scenario.fire_units if unit.name == UNIT)
    route = next(route for route in scenario.routes if route.missile == MISSILE)
    missile, approaches = scenario.missiles[MISSILE], [Approach("", route)]
    side = round(options.aimpoints**0.5)
    axis = np.linspace(-HALF, HALF, side)
    points = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    lonlat = Plane(unit.site).lonlat(points)

    took, busy = [], []
    for _ in range(REPEATS + 1):
        start, cpu = time.perf_counter(), time.process_time()
        found = footprints.of_unit(scenario, unit, missile, approaches, options.cores)
        inside = shapely.contains_xy(found.one.shape, lonlat[:, 0], lonlat[:, 1])
        took.append(time.perf_counter() - start)
        busy.append(time.process_time() - cpu)

    own = chain.with_missile(chain.alone(scenario, (UNIT,)), missile, approaches)
    flights = Flights(missile, route, (unit.site.latitude, unit.site.longitude))
    some = np.random.Generator(np.random.Philox(1)).choice(len(points), min(PART, len(points)), replace=False)
    start = time.perf_counter()
    true = chain.reach(own, flights, np.radians(lonlat[some][:, ::-1]), options.cores).shots[:, 0] > 0
    each = (time.perf_counter() - start) / len(some)
    wrong = some[inside[some] != true]
    edge = shapely.transform(found.one.shape.boundary, Plane(unit.site).metres)
    farthest = max((float(shapely.distance(edge, shapely.Point(points[n]))) for n in wrong), default=0.0)

    answer = {
        "cores": options.cores,
        "aimpoints": len(points),
        "seconds": float(np.median(took[1:])),
        "best_seconds": min(took[1:]),
        "processor_seconds": float(np.median(busy[1:])),
        "first_seconds": took[0],
        "flown": found.flown,
        "area_km2": found.one.area / 1e6,
        "point_by_point_seconds": each * len(points),
        "compared": len(some),
        "differ": len(wrong),
        "differ_farthest_km": farthest / 1e3,
    }
    if options.json:
        print(json.dumps(answer, indent=2))
        return
    print(f"{UNIT} against {MISSILE}, {len(points):,} aimpoints on {options.cores} cores")
    print(f"  by refinement: {answer['seconds']:.2f} s (best {answer['best_seconds']:.2f} s), {found.flown:,} flown")
    print(f"  processor time: {answer['processor_seconds']:.2f} s; first run {took[0]:.1f} s")
    print(f"  point by point: {answer['point_by_point_seconds']:.1f} s, from {len(some):,} of them")
    print(f"  of these {len(wrong)} differ, at most {farthest / 1e3:.2f} km from the boundary")


if __name__ == "__main__":
    main()
