"""Rounds at one target that fail together: what the plan expects is what the dice bring, and what may be asked for."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engaging import INTERCEPTOR, UNIT, opportunity, scenario
from openbmd.complaints import InputError
from openbmd.outcomes import simulate
from openbmd.plans import plan
from openbmd.plans.expected import expect
from openbmd.plans.tables import PLANNED, task
from openbmd.plans.tables import UNIT as ROW
from openbmd.records import Doctrine, EngagementOpportunity, Plan, Scenario, dice
from openbmd.scenario_file import read_text

N = 40_000
CELLS = 10  # of a layer's die: failures are tenths, so that the middle of each cell stands for all of it
TENTHS = st.integers(0, CELLS).map(lambda tenths: tenths / CELLS)


def rows_of(units: list[tuple[int, float, float]]) -> np.ndarray:
    """Planner's units of a layer, a kill chance and a failure at single targets; rounds are plenty."""
    rows = np.zeros(len(units), dtype=ROW)
    for row, (layer, kill, failure) in zip(rows, units, strict=True):
        row["layer"], row["kill_probability"], row["fails_at"] = layer, kill, failure
        row["works"], row["launcher_works"], row["ready"], row["per_launcher"] = 1.0, 1.0, 99, 8
    return rows


def shots_of(rows: list[tuple[int, int, float]]) -> np.ndarray:
    """Shots of a unit, rounds and a factor, one after the other, each assessed before the next."""
    shots = np.ones(len(rows), dtype=PLANNED)
    for k, (shot, (unit, rounds, factor)) in enumerate(zip(shots, rows, strict=True)):
        shot["threat"], shot["unit"], shot["rounds"], shot["factor"] = 0, unit, rounds, factor
        shot["launch"], shot["intercept"], shot["assessed"] = 100.0 * k, 100.0 * k + 20.0, 100.0 * k + 30.0
    return shots


def by_cells(units: list[tuple[int, float, float]], rows: list[tuple[int, int, float]]) -> tuple[float, list[float]]:
    """Chance that the target is left, and the mean rounds of each unit, over every cell of both layers' dice."""
    left, used = 0.0, [0.0] * len(units)
    for upper in range(CELLS):
        for lower in range(CELLS):
            words = ((upper + 0.5) / CELLS, (lower + 0.5) / CELLS)
            alive = 1.0
            for unit, rounds, factor in rows:
                layer, kill, failure = units[unit]
                used[unit] += alive * rounds / CELLS**2
                if words[layer] >= failure:
                    alive *= (1.0 - kill * factor) ** rounds
            left += alive / CELLS**2
    return left, used


@settings(max_examples=200)
@given(data=st.data())
def test_the_expectation_is_that_over_every_cell_of_the_dice(data: st.DataObject) -> None:
    units = data.draw(st.lists(st.tuples(st.integers(0, 1), st.floats(0.0, 1.0), TENTHS), min_size=1, max_size=4))
    one = st.tuples(st.integers(0, len(units) - 1), st.integers(1, 4), st.floats(0.0, 1.0))
    rows = data.draw(st.lists(one, max_size=6))
    entitled = np.ones((1, len(units)), dtype=np.bool_)
    alive, used, empty = expect(shots_of(rows), rows_of(units), entitled, np.ones(1))
    left, fired = by_cells(units, rows)
    assert alive[0] == pytest.approx(left, abs=1e-12)
    assert used == pytest.approx(fired, abs=1e-9)
    assert empty[0] == 0.0


def three_units(
    failures: tuple[float, float, float], doctrine: Doctrine
) -> tuple[list[list[EngagementOpportunity]], Scenario]:
    """Four threats, two units in the upper layer and one in the lower, each with its failure at single targets."""
    kinds = {f"kind {i}": INTERCEPTOR._replace(kill_probability=0.6, target_failure=q) for i, q in enumerate(failures)}
    layers = ("upper", "upper", "lower")
    units = [
        UNIT._replace(name=f"unit {i}", interceptor=f"kind {i}", layer=layer, doctrine=doctrine)
        for i, layer in enumerate(layers)
    ]
    made = replace(scenario(4, units, kinds), effects=("target-failure",))
    found = [[opportunity(u, t, 50.0 + 150.0 * u, 190.0 + 150.0 * u, 20.0, 900.0) for u in range(3)] for t in range(4)]
    return found, made


def expected(found: Plan, rows: list[list[EngagementOpportunity]], made: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """Chance that each threat is left (T,), mean rounds by unit (U,)."""
    size, units = len(made.threats), len(made.fire_units)
    given_ = task(rows, made, [True] * size, np.ones(size), list(range(units)))
    shots = np.ones(len(found.shots), dtype=PLANNED)
    for name in found.shots.dtype.names or ():
        shots[name] = found.shots[name]
    return expect(shots, given_.units, given_.entitled, np.ones(size))[:2]


@pytest.mark.parametrize("failures", [(0.0, 0.0, 0.0), (0.2, 0.2, 0.2), (0.3, 0.1, 0.0), (0.05, 0.4, 0.15)])
@pytest.mark.parametrize(
    "doctrine",
    [Doctrine("salvo", 1, 0, 1), Doctrine("salvo", 4, 0, 1), Doctrine("shoot-look-shoot", 1, 1, 2)],
    ids=["salvo-1", "salvo-4", "shoot-look-shoot"],
)
def test_what_the_plan_expects_is_what_the_dice_bring(failures: tuple[float, float, float], doctrine: Doctrine) -> None:
    rows, made = three_units(failures, doctrine)
    found = plan(rows, made, [True] * 4, np.ones(4))
    left, rounds = expected(found, rows, made)
    played = simulate(found, made, [True] * 4, np.ones(4), N, 3, 0, 1)
    for t in range(4):
        assert abs(played.leaks[t] / N - left[t]) <= 4.0 * sqrt(left[t] * (1.0 - left[t]) / N)
    for u in range(3):
        mean, square = played.rounds_used[u] / N
        assert abs(mean - rounds[u]) <= 4.0 * sqrt(max(square - mean * mean, 0.0) / N) + 1e-9


def test_of_two_alike_the_plan_takes_the_one_that_fails_less() -> None:
    rows, made = three_units((0.3, 0.0, 0.0), Doctrine("salvo", 1, 0, 1))
    alone = [[row[0], row[0]._replace(unit=1)] for row in rows]
    upper = replace(made, fire_units=made.fire_units[:2], layers=("upper",))
    found = plan(alone, upper, [True] * 4, np.ones(4))
    once = plan(alone, replace(upper, effects=()), [True] * 4, np.ones(4))
    assert expected(found, alone, upper)[0].sum() <= expected(once, alone, upper)[0].sum() + 1e-12
    first = {int(shot["threat"]): int(shot["unit"]) for shot in found.shots[::-1]}
    assert set(first.values()) == {1}


@settings(max_examples=50)
@given(failure=TENTHS, more=TENTHS, kill=st.floats(0.0, 1.0), rounds=st.integers(1, 8))
def test_a_likelier_failure_never_leaks_less_and_more_rounds_never_more(
    failure: float, more: float, kill: float, rounds: int
) -> None:
    def left(q: float, n: int) -> float:
        entitled = np.ones((1, 1), dtype=np.bool_)
        return float(expect(shots_of([(0, n, 1.0)]), rows_of([(0, kill, q)]), entitled, np.ones(1))[0][0])

    worse = min(failure + more, 1.0)
    assert left(failure, rounds) <= left(worse, rounds) + 1e-12
    assert left(failure, rounds + 1) <= left(failure, rounds) + 1e-12
    # Wilkening: 1 - K_w, K_w = P_track (1 - (1 - SSPK)^n)
    assert left(failure, rounds) == pytest.approx(1.0 - (1.0 - failure) * (1.0 - (1.0 - kill) ** rounds), abs=1e-12)


def test_names_of_a_layer_and_a_unit_that_throw_the_same_dice_are_told() -> None:
    assert dice.label("upper", dice.TARGETS) != dice.label("upper", dice.SALVOS)
    assert list(dice.twins(["a"], [], [], ["upper", "lower"], ["upper", "battery"])) == []


@pytest.mark.parametrize(
    ("path", "figure", "found"),
    [
        (
            "interceptors/pac-3-mse/target_failure",
            "{best: 1.5, assumed: to ask}",
            "1.5 to 1.5 goes beyond what is possible",
        ),
        ("interceptors/pac-3-mse/agility_m_s2", "{best: 0, assumed: to ask}", "0 to 0 goes beyond what is possible"),
        (
            "interceptors/pac-3-mse/limit_range_km",
            "{best: 30000, assumed: to ask}",
            "30000 to 30000 goes beyond what is possible",
        ),
        ("interceptors/pac-3-mse/design_range_km", "{best: 4000, assumed: to ask}", "reaches into that of limit_range"),
    ],
)
def test_a_class_that_cannot_be_gets_one_clear_complaint(path: str, figure: str, found: str) -> None:
    text = (
        "openbmd: 1\nname: own-class\ntitle: Own class\ndefended: [Daegu]\n"
        "threats:\n  - {name: a, missile: scud-c, launch: Hwangju, aimpoint: Daegu}\n"
        "batteries:\n  - {name: daegu, system: pac-3-mse, site: Daegu Air Base, facing: Pyongyang}\n"
        f"figures:\n  {path}: {figure}\n"
    )
    with pytest.raises(InputError) as refused:
        read_text(text, "own-class.yaml")
    (complaint,) = refused.value.complaints
    assert found in complaint.found
    assert complaint.line == 10
