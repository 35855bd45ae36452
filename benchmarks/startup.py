"""How long a user waits: version, help, the first run ever and the second.

    python benchmarks/startup.py [--json] [SCENARIO]

The first run starts from an empty compiler cache in a folder of its own, the second finds what the first left there.
Bounds that the project sets itself: version 0.3 s, help 0.5 s, first run 60 s, second run 3 s.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BOUNDS = {"version_s": 0.3, "help_s": 0.5, "first_run_s": 60.0, "second_run_s": 3.0}
REPEATS = 5
SCENARIO = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"
OPENBMD = [sys.executable, "-m", "openbmd"]


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Wall time [s] of a command that must end well."""
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return took


def measure(scenario: Path) -> dict[str, float]:
    usual = dict(os.environ)
    took = {}
    for name, option in (("version_s", "--version"), ("help_s", "--help")):
        seconds([*OPENBMD, option], usual)  # the operating system's own cache
        took[name] = statistics.median(seconds([*OPENBMD, option], usual) for _ in range(REPEATS))
    with tempfile.TemporaryDirectory() as folder:
        fresh = usual | {"NUMBA_CACHE_DIR": f"{folder}/numba"}
        for name in ("first_run_s", "second_run_s"):
            took[name] = seconds([*OPENBMD, "run", str(scenario), "--out", f"{folder}/{name}"], fresh)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="?", type=Path, default=SCENARIO)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    options = parser.parse_args()
    took = measure(options.scenario)
    if options.json:
        machine = {"cores": os.cpu_count(), "python": platform.python_version(), "machine": platform.machine()}
        print(json.dumps(took | {"bounds": BOUNDS} | machine, indent=2))
        return
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {options.scenario.name}")
    for name, value in took.items():
        verdict = "within" if value <= BOUNDS[name] else "OVER"
        print(f"{name.removesuffix('_s').replace('_', ' '):>12}: {value:6.2f} s, {verdict} {BOUNDS[name]:g} s")


if __name__ == "__main__":
    main()
