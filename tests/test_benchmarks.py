"""What the benchmarks' history says of two times: slower beyond the noise, on the same machine alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent.parent / "benchmarks"
sys.path.insert(0, str(HERE))

import history  # noqa: E402

STEADY = (1.0, 1.0)


def line(figures: dict[str, float], pace: tuple[float, float] = STEADY, commit: str = "a") -> dict[str, Any]:
    return history.line("2026-11-30T00:00:00+00:00", commit, figures, {"startup": pace, "flight": pace})


def slower(now: dict[str, Any], *before: dict[str, Any]) -> list[str]:
    return [change.figure for change in history.compared(now, before) if change.slower]


@pytest.mark.parametrize(
    ("figure", "before", "now", "told"),
    [
        ("startup/help_cpu_s", 1.0, 1.09, False), ("startup/help_cpu_s", 1.0, 1.11, True),
        ("startup/help_cpu_s", 1.0, 0.5, False), ("startup/runs/cpu_ms_per_draw", 40.0, 50.0, True),
        ("flight/flights_per_cpu_s", 60_000.0, 56_000.0, False), ("flight/flights_per_cpu_s", 60_000.0, 50_000.0, True),
        ("flight/flights_per_cpu_s", 60_000.0, 120_000.0, False),
    ],
)  # fmt: skip
def test_slower_is_what_costs_more_than_the_noise(figure: str, before: float, now: float, told: bool) -> None:
    assert slower(line({figure: now}), line({figure: before})) == [figure] * told


def test_a_machine_at_half_its_pace_makes_nothing_slower() -> None:
    busy = line({"startup/help_cpu_s": 2.0}, (2.0, 2.0))
    assert slower(busy, line({"startup/help_cpu_s": 1.0})) == []
    assert slower(line({"startup/help_cpu_s": 1.0}), busy) == []
    assert slower(line({"startup/help_cpu_s": 2.0}), busy) == ["startup/help_cpu_s"]  # a quiet machine hides nothing


def test_a_pace_that_changed_meanwhile_widens_the_bound() -> None:
    before, now = line({"startup/help_cpu_s": 1.0}), line({"startup/help_cpu_s": 1.2}, (0.9, 1.1))
    assert slower(now, before) == []
    assert slower(line({"startup/help_cpu_s": 1.2}), before) == ["startup/help_cpu_s"]


def test_the_last_line_of_the_same_machine_that_has_the_figure_is_meant() -> None:
    figure = "startup/help_cpu_s"
    first, last, other = (
        line({figure: 1.0}, commit="old"),
        line({figure: 2.0}, commit="new"),
        line({"flight/cpu_s": 1.0}),
    )
    elsewhere = line({figure: 0.1}, commit="far") | {"machine": {**history.machine(), "cores": 999}}
    (change,) = history.compared(line({figure: 2.0}), [first, last, other, elsewhere])
    assert (change.before, change.since, change.slower) == (2.0, "new", False)
    assert history.compared(line({figure: 2.0}), [elsewhere, other]) == []


def test_costs_and_rates_are_found_wherever_they_stand_and_bounds_are_not() -> None:
    found = {
        "help_cpu_s": 1, "help_s": 2.0, "flights_per_s": 3.0, "flights_per_cpu_s": 4.0, "within_cpu_s": True,
        "bounds_cpu_s": {"help_cpu_s": 9.0}, "bound_cpu_s": 9.0, "rows": {"numpy": {"cpu_seconds": 5.0}},
    }  # fmt: skip
    assert dict(history.figures(found, "x")) == {
        "x/help_cpu_s": 1.0, "x/flights_per_cpu_s": 4.0, "x/rows/numpy/cpu_seconds": 5.0,
    }  # fmt: skip


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    assert history.read(path) == []
    one, two = line({"startup/help_cpu_s": 1.0}), line({"startup/help_cpu_s": 2.0})
    history.append(one, path)
    history.append(two, path)
    assert history.read(path) == [json.loads(json.dumps(one)), json.loads(json.dumps(two))]
    (change,) = history.compared(two, history.read(path)[:1])
    assert change.slower


def test_the_yardstick_takes_processor_time() -> None:
    assert 0.001 < history.yardstick() < 10.0


def test_every_benchmark_is_run_by_the_one_command() -> None:
    import all as together

    others = {path.stem for path in HERE.glob("*.py")} - {"all", "history"}
    assert set(together.BENCHMARKS) == others
    for name in others:
        assert '"--json"' in (HERE / f"{name}.py").read_text(encoding="utf-8")
