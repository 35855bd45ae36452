"""What the benchmarks found before, and what got slower since: one line of JSON for each time that they were run.

A line has date, commit, machine, figures and paces. A figure is a cost in processor seconds, or a rate by processor
second; its key says which. Processor seconds are not the machine's own: beside other work, on a shared core or a hot
one, the same instructions take up to twice as long. So a fixed piece of work, the yardstick, is timed before and after
each benchmark, and figures are compared as multiples of it.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

HISTORY = Path(__file__).parent / "history.jsonl"
RATE, COSTS = "per_cpu_s", ("cpu_s", "cpu_seconds", "cpu_ms", "cpu_ms_per_draw")  # endings of keys
# Share by which the same code differs from itself: five second runs of seongju-2017, each a median of five beside other
# work, lay within 7 % of each other, and the yardstick follows a busy machine to some 3 %.
NOISE = 0.10
YARD = 2_000_000  # rounds of the yardstick


class Change(NamedTuple):
    """A figure against the last one of the same machine."""

    figure: str
    before: float
    now: float
    ratio: float  # how much more it costs in multiples of the yardstick; above 1 is slower
    bound: float  # of the ratio, beyond which it is no noise
    since: str  # commit of the figure before

    @property
    def slower(self) -> bool:
        return self.ratio > self.bound


def yardstick() -> float:
    """Processor time [s] of a fixed piece of work, the least of three."""
    found = []
    for _ in range(3):
        start, number = time.process_time(), 1
        for _ in range(YARD // 3):
            number = (number * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        found.append(time.process_time() - start)
    return min(found)


def machine() -> dict[str, Any]:
    """What figures of two times must have alike to be compared."""
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
             ] if info.exists() else []  # fmt: skip
    return {
        "processor": names[0] if names else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def figures(found: Any, name: str) -> Iterator[tuple[str, float]]:
    """The costs and rates in a benchmark's JSON, wherever they stand in it; bounds are none."""
    if isinstance(found, Mapping):
        for key, value in found.items():
            if not str(key).startswith("bound"):
                yield from figures(value, f"{name}/{key}")
    elif isinstance(found, int | float) and not isinstance(found, bool) and name.endswith((RATE, *COSTS)):
        yield name, float(found)


def line(
    date: str, commit: str, found: Mapping[str, float], paces: Mapping[str, tuple[float, float]]
) -> dict[str, Any]:
    """A line of the history; paces: the yardstick before and after each benchmark, by the first part of its figures."""
    return {"date": date, "commit": commit, "machine": machine(), "figures": dict(found), "paces": dict(paces)}


def read(path: Path = HISTORY) -> list[dict[str, Any]]:
    """The lines, oldest first; none where there is no file."""
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def append(one: Mapping[str, Any], path: Path = HISTORY) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(one) + "\n")


def compared(now: Mapping[str, Any], before: Iterable[Mapping[str, Any]]) -> list[Change]:
    """Each figure against the last line of the same machine that has it, most slowed first."""
    earlier = [one for one in before if one["machine"] == now["machine"]]
    found = []
    for figure, value in now["figures"].items():
        last = next((one for one in reversed(earlier) if figure in one["figures"]), None)
        if last is None or not (value > 0.0 and last["figures"][figure] > 0.0):
            continue
        benchmark = figure.partition("/")[0]
        (pace, drift), (old_pace, old_drift) = (_pace(one["paces"][benchmark]) for one in (now, last))
        cost, old_cost = (1.0 / one if figure.endswith(RATE) else one for one in (value, last["figures"][figure]))
        ratio = cost / pace / (old_cost / old_pace)
        found.append(
            Change(figure, last["figures"][figure], value, ratio, 1.0 + NOISE + drift + old_drift, last["commit"])
        )
    return sorted(found, key=lambda change: -change.ratio)


def _pace(around: tuple[float, float]) -> tuple[float, float]:
    """The mean yardstick [s] around a benchmark, and the share by which it changed meanwhile."""
    mean = sum(around) / 2.0
    return mean, abs(around[1] - around[0]) / mean
