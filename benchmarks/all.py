"""All benchmarks in one go: what they cost, and what got slower than the last time on the same machine.

    python benchmarks/all.py [--json] [--only NAME]... [--dry]

Each benchmark runs in a process of its own and tells its figures as JSON. Those in processor seconds, and its whole
processor time, go into benchmarks/history.jsonl with date, commit and machine; benchmarks/history.py says how two
times are compared. Ends with 1 when something got slower, missed its own bound, or broke.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import history

HERE = Path(__file__).parent
# What each is run with; --json is added.
BENCHMARKS: dict[str, list[str]] = {
    "startup": [], "flight": [], "footprint": [], "raids": [], "sweep": ["--draws", "100"], "siting": [],
}  # fmt: skip


def commit() -> str:
    """The commit that is measured, with "+" when files differ from it."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=HERE, capture_output=True, text=True, check=True).stdout.strip()

    changed = [name for name in git("status", "--porcelain").splitlines() if not name.endswith("history.jsonl")]
    return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def run(name: str) -> tuple[dict[str, Any] | None, float, str]:
    """A benchmark's JSON, None when it broke; its processor time [s]; what it says on standard error."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(HERE / f"{name}.py"), "--json", *BENCHMARKS[name]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return None, took, done.stderr
    return found | ({"missed": True} if done.returncode else {}), took, done.stderr


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="this one; may be given again")
    parser.add_argument("--dry", action="store_true", help="leave benchmarks/history.jsonl as it is")
    options = parser.parse_args()
    figures, paces, broken, missed = {}, {}, [], []
    for name in options.only or BENCHMARKS:
        pace = history.yardstick()
        found, took, said = run(name)
        paces[name] = (pace, history.yardstick())
        if found is None:
            broken.append(name)
            print(f"{name} broke\n{said}", file=sys.stderr)
            continue
        figures |= {f"{name}/cpu_s": took, **dict(history.figures(found, name))}
        missed += [name] if "missed" in found else []
        print(f"{name}: {took:.1f} CPU s", file=sys.stderr)
    now = history.line(datetime.now(UTC).isoformat(timespec="seconds"), commit(), figures, paces)
    changes = history.compared(now, history.read())
    if not options.dry and figures:
        history.append(now)
    slower = [change for change in changes if change.slower]
    if options.json:
        told = [change._asdict() | {"slower": change.slower} for change in changes]
        print(json.dumps(now | {"changes": told, "missed": missed, "broken": broken}, indent=2))
    else:
        tell(figures, changes)
        for names, what in ((missed, "missed its own bound"), (broken, "broke")):
            for name in names:
                print(f"{name} {what}")
    if slower or missed or broken:
        raise SystemExit(1)


def tell(figures: dict[str, float], changes: list[history.Change]) -> None:
    """The figures, each with what it was, and what got slower at the end."""
    known = {change.figure: change for change in changes}
    for figure, value in figures.items():
        change = known.get(figure)
        was = f"{change.before:12.4g}  x {change.ratio:.2f} since {change.since}" if change else f"{'-':>12}"
        print(f"{figure:50} {value:12.4g} {was}")
    slower = [change for change in changes if change.slower]
    for one in slower:
        print(f"SLOWER: {one.figure}: x {one.ratio:.2f}, beyond the {one.bound:.2f} of noise, since {one.since}")
    if changes and not slower:
        print("nothing got slower than the last time on this machine")


if __name__ == "__main__":
    main()
