"""How fast figures are drawn: each draw with its own flights, looks, tracks, plan and raids.

    python benchmarks/sweep.py [--json] [--draws N] [--processes N] [SCENARIO]

Bound that the project sets itself: a thousand draws of the scenario (fifty missiles, 1,000 raids each) in 2 minutes on
two cores, once compiled. Processor time tells a busy machine from a slow engine; the means of a few draws on one
process must be those on several, to the last digit.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import time
from pathlib import Path

from openbmd import draws, flow, scenario_file
from openbmd.studies.sweep import evaluation

BOUND = 120.0  # s for a thousand draws
SEED = 1
FEW = 16  # draws that are played on one process too
SCENARIO = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"


def processor() -> float:
    """Processor time [s] of this process and of those that it has seen end."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="?", type=Path, default=SCENARIO)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--draws", type=int, default=1_000, help="draws of the figures (1000)")
    parser.add_argument("--processes", type=int, default=2, help="processes (2)")
    options = parser.parse_args()

    scenario = scenario_file.read(options.scenario)
    space = flow.battlespace(scenario)
    figures = draws.uncertain(scenario)
    paths = tuple(figure.path for figure in figures)
    model = evaluation.Model(scenario, space.trajectories, paths, "leakers", draws.RAIDS_OF_A_DRAW, SEED)

    def silent(done: int, total: int) -> None: ...

    def play(number: int, processes: int) -> evaluation.Means:
        with draws.workers(processes) as over:
            return evaluation.play(model, over, silent, draws.draw(figures, number, SEED))

    few = play(FEW, 1).mean.tolist()
    agree = few == play(FEW, options.processes).mean.tolist()
    start, start_cpu = time.perf_counter(), processor()
    means = play(options.draws, options.processes)
    took, cpu = time.perf_counter() - start, processor() - start_cpu
    within = took * 1_000 / options.draws <= BOUND
    found = {
        "draws": options.draws, "processes": options.processes, "figures": len(figures), "seconds": took,
        "cpu_seconds": cpu, "cpu_ms_per_draw": 1e3 * cpu / options.draws, "leakers": float(means.mean.mean()),
        "agree": agree, "within_bound": within, "bound_s": BOUND, "cores": os.cpu_count(),
        "python": platform.python_version(), "machine": platform.machine(),
    }  # fmt: skip
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        print(
            f"{options.draws:,} draws of {len(figures)} figures on {options.processes} processes: {took:.1f} s "
            f"(processor {cpu:.1f} s, {found['cpu_ms_per_draw']:.0f} ms a draw), {found['leakers']:.3f} leakers"
        )
        print(
            f"one process and several {'agree' if agree else 'DIFFER'}; 1,000 in 2 minutes: {'yes' if within else 'NO'}"
        )
    if not (agree and within):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
