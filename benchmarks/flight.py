"""Flights per second on the common workload MDB-1, beside SciPy and heyoka in the same run.

    python benchmarks/flight.py [--flights N] [--cores N] [--json]

OpenBMD flies MDB-1's vehicle as data with its own kernels: many at once in lanes, and one at a time. The error is the
distance of impacts from authorities/mdb1/reference.csv. heyoka is measured where it is installed (pip install heyoka).
The full model (staging, drag by Mach number, thrust by pressure) is a catalogue missile's, and batched targeting
solves aimpoints of one missile to 100 m. Goals that the project sets itself: 3 times heyoka, 700 times SciPy, 1 cm.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from math import inf, nan, radians
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

AUTHORITY = Path(__file__).parent.parent / "authorities" / "mdb1"
sys.path.insert(0, str(AUTHORITY))

import mdb1  # noqa: E402

REPEATS = 3
TOLERANCE = 8e-10  # of an OpenBMD step, measured by the Earth's radius and circular speed: within 1 cm on MDB-1
FIELDS = ("flights_per_s", "error_max_m")


def workload(flights: int) -> tuple[np.ndarray, np.ndarray]:
    """Starts (N, 6) and legs (N, 4) of MDB-1 for OpenBMD's kernels."""
    from openbmd.physics import flight

    starts, legs = np.empty((flights, 6)), np.zeros((flights, 4), flight.LEG)
    for i in range(flights):
        parameters = mdb1.flight(i)
        starts[i], up, tilted = mdb1.initial(parameters)
        row = legs[i]
        row["duration"] = [mdb1.T1, mdb1.T2 - mdb1.T1, mdb1.TB - mdb1.T2, inf]
        row["mass"] = [mdb1.M0, mdb1.M0 - mdb1.MDOT * mdb1.T1, mdb1.M0 - mdb1.MDOT * mdb1.T2, mdb1.MBO]
        row["mass_flow"][:3], row["vacuum_thrust"][:3], row["drag_area"] = mdb1.MDOT, parameters[3], parameters[4]
        row["along"][2] = 1.0
        for name, a, b in zip("xyz", up, tilted, strict=True):
            row[name][0], row[name][1] = a, b
    return starts, legs


def in_threads(fly: Callable[[slice], None], flights: int, cores: int) -> Callable[[], None]:
    """The work cut into a part for each core."""
    edges = np.linspace(0, flights, cores + 1).astype(int)
    parts = [slice(int(a), int(b)) for a, b in pairwise(edges)]

    def run() -> None:
        with ThreadPoolExecutor(cores) as pool:
            list(pool.map(fly, parts))

    return run


def seconds(run: Callable[[], object]) -> float:
    """Median wall time [s] of a run, after one to warm up."""
    run()
    took = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        run()
        took.append(time.perf_counter() - start)
    return float(np.median(took))


def errors(impacts: np.ndarray) -> float:
    """Largest distance [m] of impacts (N, 3) from the reference's."""
    reference = np.loadtxt(AUTHORITY / "reference.csv", delimiter=",", skiprows=1)[: len(impacts), 2:5]
    return float(np.linalg.norm(impacts[: len(reference)] - reference, axis=1).max())


def lanes(flights: int, cores: int) -> tuple[float, float]:
    from openbmd.physics import atmosphere, earth, lanes

    starts, legs = workload(flights)
    layers, grounds = atmosphere.layers((), mdb1.HS), np.zeros(flights)
    landings = lanes.room(flights, 4)

    def fly(part: slice) -> None:
        into = lanes.Landings(*(column[part] for column in landings))
        lanes.fly_many(starts[part], legs[part], layers, earth.WGS84, TOLERANCE, grounds[part], 3000.0, False, into)

    took = seconds(in_threads(fly, flights, cores))
    return flights / took, errors(landings.ends[:, 1:4])


def singly(flights: int) -> tuple[float, float]:
    from openbmd.physics import atmosphere, earth, flight

    starts, legs = workload(flights)
    layers, node, ends = atmosphere.layers((), mdb1.HS), np.empty((1, 10)), np.empty(4)
    impacts = np.empty((flights, 3))

    def run() -> None:
        for i in range(flights):
            flight.fly(starts[i], legs[i], layers, earth.WGS84, TOLERANCE, 0.0, 3000.0, node, ends)
            impacts[i] = node[0, 1:4]

    return flights / seconds(run), errors(impacts)


def scipy_part(span: tuple[int, int]) -> np.ndarray:
    """Impacts of some flights by SciPy's DOP853 with MDB-1's own right-hand side."""

    def altitude(_t: float, s: np.ndarray, *_: object) -> float:
        return mdb1.altitude(s[0], s[1], s[2])

    altitude.terminal, altitude.direction = True, -1  # type: ignore[attr-defined]
    out = []
    for i in range(*span):
        p = mdb1.flight(i)
        y, up, tilted = mdb1.initial(p)
        legs = ((0.0, mdb1.T1, 1, up), (mdb1.T1, mdb1.T2, 1, tilted), (mdb1.T2, mdb1.TB, 2, up))
        for a, b, mode, d in legs:
            arguments = (mdb1.OMEGA, p[3], p[4], mode, d)
            y = solve_ivp(mdb1.rhs, (a, b), y, "DOP853", rtol=mdb1.RTOL, atol=mdb1.ATOL, args=arguments).y[:, -1]
        s = solve_ivp(
            mdb1.rhs,
            (mdb1.TB, 3000.0),
            y,
            "DOP853",
            rtol=mdb1.RTOL,
            atol=mdb1.ATOL,
            args=(mdb1.OMEGA, p[3], p[4], 0, up),
            events=altitude,
        )
        out.append(s.y_events[0][0][:3])
    return np.array(out)


_heyoka: dict[str, object] = {}


def heyoka_part(span: tuple[int, int]) -> np.ndarray:
    """Impacts of some flights by heyoka's batch mode."""
    import heyoka_mdb1

    if "batch" not in _heyoka:
        _heyoka["batch"] = heyoka_mdb1.make_b(mdb1.RTOL, False)
    integrator, state = _heyoka["batch"]  # type: ignore[misc]
    size, last = heyoka_mdb1.NB, span[1]
    out = [
        heyoka_mdb1.fly_b(integrator, state, [mdb1.flight(min(j, last - 1)) for j in range(i, i + size)], mdb1.OMEGA)
        for i in range(*span, size)
    ]
    return np.concatenate(out)[: last - span[0], 1:4]


def peer(part: Callable[[tuple[int, int]], np.ndarray], flights: int, cores: int) -> tuple[float, float]:
    """A peer in a process for each core, warmed up first."""
    edges = np.linspace(0, flights, cores + 1).astype(int).tolist()
    spans = list(pairwise(edges))
    impacts: list[np.ndarray] = []
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        pool.map(part, [(a, min(a + 8, b)) for a, b in spans], chunksize=1)

        def run() -> None:
            impacts[:] = pool.map(part, spans, chunksize=1)

        took = seconds(run)
    return flights / took, errors(np.concatenate(impacts))


def nodong() -> tuple[object, object]:
    """A catalogue missile and its launch site, for the full model and for targeting."""
    from openbmd import catalogue_file
    from openbmd.records import Site

    return catalogue_file.read("missiles", "nodong").record, Site(radians(39.4), radians(125.9), 0.0)


def full_model(flights: int, cores: int) -> float:
    """Flights per second of a catalogue missile with its whole force model, in lanes."""
    from openbmd import threats
    from openbmd.physics import atmosphere, earth, lanes, targeting
    from openbmd.records import Route, Shape, Site

    missile, launch = nodong()
    route = Route(
        "benchmark", "nodong", launch, Site(radians(35.1), radians(129.0), 0.0), Shape("minimum-energy", nan, nan)
    )
    case = threats.shooting_case(route, threats.vehicle(missile, route.shape))
    flown = threats.fly(missile, route, np.full(3, nan), False)
    spread = np.random.Generator(np.random.Philox(1)).uniform(0.98, 1.02, (flights, 2))
    legs = np.array(
        [targeting.steer(case.vehicle, case.axes, flown.azimuth, flown.tilt * a, flown.cutoff * b) for a, b in spread]
    )
    starts = np.zeros((flights, 6))
    starts[:, :3] = case.origin
    landings, grounds = lanes.room(flights, legs.shape[1]), np.zeros(flights)

    def fly(part: slice) -> None:
        into = lanes.Landings(*(column[part] for column in landings))
        lanes.fly_many(
            starts[part], legs[part], atmosphere.STANDARD, earth.WGS84, TOLERANCE, grounds[part], 9000.0, False, into
        )

    return flights / seconds(in_threads(fly, flights, cores))


def targeting_time(aimpoints: int, cores: int) -> float:
    """Seconds to solve the boosts of one missile for as many aimpoints, each to 100 m."""
    from openbmd import threats
    from openbmd.records import Shape

    missile, launch = nodong()
    grid = np.radians(np.random.Generator(np.random.Philox(2)).uniform((34.5, 126.3), (38.0, 129.4), (aimpoints, 2)))
    misses: list[np.ndarray] = []

    def run() -> None:
        misses[:] = [threats.aim_many(missile, launch, grid, Shape("minimum-energy", nan, nan), cores)[1]]

    took = seconds(run)
    assert misses[0].max() < 100.0, "some aimpoint was missed by more than 100 m"
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--flights", type=int, default=10_000)
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = parser.parse_args()
    rate, error = lanes(options.flights, options.cores)
    single_rate, single_error = singly(min(options.flights, 2_000))
    scipy_rate, scipy_error = peer(scipy_part, min(options.flights, 100), options.cores)
    answer: dict[str, object] = {
        "flights": options.flights,
        "cores": options.cores,
        "flights_per_s": rate,
        "error_max_m": error,
        "singly_per_s": single_rate,
        "singly_error_max_m": single_error,
        "scipy_per_s": scipy_rate,
        "scipy_error_max_m": scipy_error,
        "ratio_to_scipy": rate / scipy_rate,
        "heyoka_per_s": None,
        "heyoka_error_max_m": None,
        "ratio_to_heyoka": None,
        "full_model_per_s": full_model(options.flights, options.cores),
        "targeting_10000_s": targeting_time(10_000, options.cores),
    }
    try:
        heyoka_rate, heyoka_error = peer(heyoka_part, options.flights, options.cores)
        answer |= {
            "heyoka_per_s": heyoka_rate,
            "heyoka_error_max_m": heyoka_error,
            "ratio_to_heyoka": rate / heyoka_rate,
        }
    except ImportError:
        print("heyoka is not installed: no ratio to it", file=sys.stderr)
    if options.json:
        print(json.dumps(answer, indent=2))
        return
    tolerances = f"a step's tolerance {TOLERANCE:g}, the peers' {mdb1.RTOL:g}"
    print(f"MDB-1, {options.flights:,} flights on {options.cores} cores; {tolerances}")
    for name, key in (
        ("OpenBMD, lanes", ""),
        ("OpenBMD, one at a time, 1 core", "singly_"),
        ("SciPy DOP853", "scipy_"),
        ("heyoka, batches of 8", "heyoka_"),
    ):
        per_s = answer["flights_per_s" if not key else f"{key}per_s"]
        if per_s is not None:
            print(f"  {name:32s} {per_s:12,.0f} flights/s   largest error {answer[f'{key}error_max_m']:.2g} m")
    print(f"  {'OpenBMD, full model':32s} {answer['full_model_per_s']:12,.0f} flights/s")
    print(f"  10,000 aimpoints of one missile, each to 100 m: {answer['targeting_10000_s']:.2f} s")
    for name in ("scipy", "heyoka"):
        if answer[f"ratio_to_{name}"] is not None:
            print(f"  {answer[f'ratio_to_{name}']:.1f} times {name}")


if __name__ == "__main__":
    main()
