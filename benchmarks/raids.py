"""How fast raids are played, and in how much memory: the compiled engine beside NumPy over whole arrays of raids.

    python benchmarks/raids.py [--json] [--raids N] [SCENARIO]

Both play the plan of the scenario (fifty missiles) with the same rules and the same dice, so as many raids must have
each number of leakers; the NumPy version knows no reload, so neither is given a reserve. Peak memory is that of a
fresh process that plays so many raids; processor time tells a busy machine from a slow engine.
Bound that the project sets itself: 100,000 raids in 2 s on two cores, once compiled.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from openbmd import flow, outcomes, scenario_file
from openbmd.records import Battlespace, Scenario

BOUND = 2.0  # s for 100,000 raids
SEED = 1
SCENARIO = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"
MEMORY_RAIDS = (10_000, 1_000_000)


def philox(raids: NDArray[np.uint64], threat: int, who: int, block: int) -> list[NDArray[np.uint64]]:
    """Four words for each raid: Philox4x32-10 over whole arrays."""
    mask, low = np.uint64(0xFFFFFFFF), np.uint64(32)
    c = [raids, *(np.full_like(raids, label) for label in (threat, who, block))]
    k0, k1 = SEED, 0
    for _ in range(10):
        p0, p1 = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        c = [(p1 >> low) ^ c[1] ^ np.uint64(k0), p1 & mask, (p0 >> low) ^ c[3] ^ np.uint64(k1), p0 & mask]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c


def numpy_leakers(space: Battlespace, scenario: Scenario, dangerous: tuple[bool, ...], count: int) -> NDArray[np.int64]:
    """Leakers (raids,) of the same raids, all at once."""
    raids = np.arange(count, dtype=np.uint64)
    known = np.full((len(scenario.threats), count), np.inf)
    ready = np.array([[unit.ready_rounds] * count for unit in scenario.fire_units])
    dead = np.zeros(known.shape, dtype=bool)
    layers = {layer: philox(raids, 0, crc32(f"layer {layer}".encode()), 0)[0] for layer in scenario.layers}
    numbers: dict[tuple[int, int], int] = {}
    for shot in space.plan.shots:
        t, u = int(shot["threat"]), int(shot["unit"])
        unit = scenario.fire_units[u]
        kind = scenario.interceptors[unit.interceptor]
        first = numbers.get((t, u), 0)
        numbers[t, u] = first + int(shot["rounds"])
        fired = np.where(known[t] > shot["launch"], np.minimum(ready[u], shot["rounds"]), 0)
        ready[u] -= fired
        works = layers[unit.layer] / 2.0**32 >= kind.common_mode_failure
        labels = crc32(scenario.threats[t].name.encode()), crc32(unit.name.encode())
        for i in range(int(shot["rounds"])):
            words = philox(raids, *labels, (first + i) // 4)[(first + i) % 4]
            hit = works & (i < fired) & (words < kind.kill_probability * 2.0**32)
            dead[t] |= hit
            known[t][hit] = np.minimum(known[t][hit], shot["assessed"])
    leaks = ~dead & np.array([[dangerous[threat.route]] for threat in scenario.threats])
    return leaks.sum(axis=0)


def without_reload(path: Path) -> Scenario:
    """The scenario as the NumPy version can play it."""
    scenario = scenario_file.read(path)
    units = tuple(unit._replace(reserve_rounds=0) for unit in scenario.fire_units)
    return type(scenario)(**{name: getattr(scenario, name) for name in scenario.__slots__} | {"fire_units": units})


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0  # Linux: kB


def play(path: Path, engine: str, raids: int) -> dict[str, float]:
    """Seconds of that many raids, and the process's memory [MB] before and at its peak."""
    scenario = without_reload(path)
    space = flow.battlespace(scenario)
    dangerous = flow.dangerous(scenario, space.trajectories)
    threads = {"1 thread": 1, "2 threads": 2}.get(engine, 0)
    flow.assess(space, scenario, 10, SEED, 1)
    before = megabytes()
    start, start_cpu = time.perf_counter(), time.process_time()
    if threads:
        found = outcomes.simulate(space.plan, scenario, dangerous, raids, SEED, 0, threads).leakers
    else:
        leakers = numpy_leakers(space, scenario, dangerous, raids)
        found = np.bincount(leakers, minlength=len(scenario.threats) + 1)
    took, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    mean = float(found @ np.arange(len(found))) / raids
    label = crc32(np.asarray(found, dtype=np.int64).tobytes())
    return {
        "raids": raids, "seconds": took, "cpu_seconds": cpu, "raids_per_second": raids / took,
        "before_mb": before, "peak_mb": megabytes(), "leakers": mean, "distribution": label,
        "shots": len(space.plan.shots), "threats": len(scenario.threats),
    }  # fmt: skip


def apart(path: Path, engine: str, raids: int) -> dict[str, float]:
    """As play, in a fresh process."""
    command = [sys.executable, __file__, str(path), "--engine", engine, "--raids", str(raids)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{engine} at {raids} raids ended with {done.returncode}\n{done.stderr}")
    return dict(json.loads(done.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="?", type=Path, default=SCENARIO)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--raids", type=int, default=100_000, help="raids of the timing (100000)")
    parser.add_argument("--engine", choices=("1 thread", "2 threads", "numpy"), help="play with one engine, print, end")
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(play(options.scenario, options.engine, options.raids)))
        return
    rows = {
        engine: {str(raids): apart(options.scenario, engine, raids) for raids in sorted({*MEMORY_RAIDS, options.raids})}
        for engine in ("1 thread", "2 threads", "numpy")
    }
    agree = all(len({row[str(raids)]["distribution"] for row in rows.values()}) == 1 for raids in (*MEMORY_RAIDS,))
    two = rows["2 threads"][str(options.raids)]
    within = two["seconds"] * 100_000 / options.raids <= BOUND
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "machine": platform.machine()}
    if options.json:
        print(
            json.dumps({"engines": rows, "agree": agree, "within_bound": within, "bound_s": BOUND} | machine, indent=2)
        )
    else:
        print(f"{two['threats']} threats, {two['shots']} candidate shots; {machine}")
        for engine, row in rows.items():
            for raids, found in row.items():
                speed = f"{found['seconds']:.3f} s, {found['raids_per_second']:,.0f} raids/s"
                speed += f" (processor {found['cpu_seconds']:.3f} s)"
                memory = f"{found['before_mb']:.0f} -> {found['peak_mb']:.0f} MB"
                print(f"{engine:>9} {raids:>8} raids: {speed}, {memory}, {found['leakers']:.4f} leakers")
        print(f"leakers {'agree' if agree else 'DIFFER'}; 100,000 raids in 2 s: {'yes' if within else 'NO'}")
    if not (agree and within):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
