"""How long a user waits: version, help, check, the first run ever and the second, in processor seconds and by clock.

    python benchmarks/startup.py [--json] [--repeats N] [SCENARIO]

Byte code is compiled before, as pip does when it installs; an environment that forbids to keep it would have Python
compile the house at every start. The first run starts from an empty compiler cache in a folder of its own, the second
finds what the first left there. Processor seconds are user and system of the command and of the processes that it
starts; medians. Bounds that the project sets itself, in processor seconds: version 0.3, help 0.4, check 1.5, the second
run 2.3 with 24 draws and 5 with 100, the first run ever one second more than the second.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

BOUNDS = {"version": 0.3, "help": 0.4, "check": 1.5, "second_run_24": 2.3, "second_run_100": 5.0, "first_run": 3.3}
SCENARIO = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"
OPENBMD = [sys.executable, "-m", "openbmd"]


class Took(NamedTuple):
    cpu: float  # processor time [s]
    wall: float  # s


def took(command: list[str], environment: dict[str, str]) -> Took:
    """What a command takes, which must end well."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}\n{done.stderr}")
    return Took(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall)


def median(all_took: list[Took]) -> Took:
    return Took(*(statistics.median(values) for values in zip(*all_took, strict=True)))


def measure(scenario: Path, repeats: int) -> dict[str, Took]:
    """What each command takes, by name."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    house = find_spec("openbmd")
    assert house is not None
    assert house.origin is not None
    compileall.compile_dir(Path(house.origin).parent, quiet=2)
    found = {}
    for name, words in (("version", ["--version"]), ("help", ["--help"]), ("check", ["check", str(scenario)])):
        took([*OPENBMD, *words], usual)  # the operating system's own cache
        found[name] = median([took([*OPENBMD, *words], usual) for _ in range(repeats)])
    with tempfile.TemporaryDirectory() as folder:
        fresh = usual | {"NUMBA_CACHE_DIR": f"{folder}/numba"}

        def run(out: str, draws: int) -> Took:
            words = ["run", str(scenario), "--draws", str(draws), "--out", f"{folder}/{out}"]
            return took([*OPENBMD, *words], fresh)

        found["first_run"] = run("first", 24)
        for draws in (24, 100):
            found[f"second_run_{draws}"] = median([run(f"{draws}-{k}", draws) for k in range(repeats)])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="?", type=Path, default=SCENARIO)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--repeats", type=int, default=5, help="how often each command is timed (5)")
    options = parser.parse_args()
    found = measure(options.scenario, options.repeats)
    if options.json:
        cpu = {f"{name}_cpu_s": one.cpu for name, one in found.items()}
        wall = {f"{name}_s": one.wall for name, one in found.items()}
        machine = {"cores": os.cpu_count(), "python": platform.python_version(), "machine": platform.machine()}
        print(json.dumps(cpu | wall | {"bounds_cpu_s": BOUNDS} | machine, indent=2))
        return
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {options.scenario.name}")
    for name, one in found.items():
        verdict = "within" if one.cpu <= BOUNDS[name] else "OVER"
        print(
            f"{name.replace('_', ' '):>14}: {one.cpu:6.2f} CPU s ({one.wall:.2f} s), {verdict} {BOUNDS[name]:g} CPU s"
        )


if __name__ == "__main__":
    main()
