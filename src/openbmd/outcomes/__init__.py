"""What gets through: the raid played many times over one plan, in time order, with labelled dice.

In each raid every candidate shot comes up at its launch. It is let go when the threat is then known to be dead, or
when no round is ready for it; otherwise as many of its rounds as are ready are fired. A round kills when its die is
below its chance of kill (that of the interceptor x the shot's factor), unless its layer failed: a layer has one die a
raid, and every unit of it whose common_mode_failure is above that die misses with all its rounds. A kill becomes
known at the assessment of the salvo, never before, and is credited to the earliest intercept; rounds of another unit
whose intercept comes after it were wasted.

A launcher is emptied before the next one is begun; when empty it takes a full load from the reserve, ready
reload_time later. A launcher that is empty at time 0 begins to reload then. Rounds held back are left on the
launchers by shots at threats to other places: these fire only what is ready beyond that number.

A threat is struck before launch when the die of its launcher, one a raid, is not below its chance to be launched, so
that with one missile the launcher's later ones vanish. What else can go wrong counts only when the scenario names
the effect; each has dice of its own, so that switching one on leaves the others as they fall:

- missile-reliability: a missile that fails neither leaks nor is shot at. It counts as not launched.
- dispersion: one that comes down outside its place's radius is a stray and no leaker. With let_strays_pass a shot at
  it is let go when it comes down farther outside every defended radius than the defence's error of the predicted
  impact (1 sigma, the major semi-axis) at the launch; else it is shot at all the same, for it cannot be told apart.
- unresolved-objects: one die a salvo; when it picks the wrong object all its rounds miss.
- assessment-errors: one die a salvo. A miss called a kill ends the fire at that threat from the assessment on;
  a kill called a miss lets it go on.
- launcher-reliability: one die a launcher and raid; what is loaded on one that fails is out for the raid, and it
  takes no reserve.
- target-failure: one die a target, layer and raid; every unit of the layer whose target_failure is above it misses that
  target with all its rounds, of whatever salvo.
- radar-reliability: one die a radar and raid; no shot is fired that needs one that fails, of whatever unit or layer.
  A threat that nothing is fired at for that alone counts under radar down.

Over one plan a better interceptor, or more ready rounds, never leaks more in any raid, as long as nothing reloads
within it and assessments do not err: with reload a round that is saved early may be fired late and leave its launcher
empty for the next threat.

Whether a stray is let go depends on its own die and on the plan alone, so these laws hold with it; and letting strays
go never leaks more in any raid, under the same conditions.

Dice are labelled by the names of threat and unit and by the number of the round or salvo in the plan of that pair, so
that neither another threat nor another order of the scenario's lists changes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import fields
from itertools import pairwise
from math import ceil, log2

import numpy as np

from openbmd.outcomes.play import play
from openbmd.outcomes.rules import Rules, integers, prepare
from openbmd.outcomes.sums import Sums, blank
from openbmd.records import Floats, Integers, Outcomes, Plan, Scenario

BATCH = 20_000  # raids played between two looks at the world
WEIGHT_STEPS = 2.0**14  # steps of all people-weight: its squares then add up exactly over 30 million raids


def unheard(_played: int) -> None:
    """Progress that nobody asked for."""


def simulate(
    plan: Plan,
    scenario: Scenario,
    dangerous: Sequence[bool],
    launch_chance: Floats,
    raids: int,
    seed: int,
    first_raid: int,
    threads: int,
    progress: Callable[[int], None] = unheard,
) -> Outcomes:
    """Raids first_raid to first_raid + raids - 1, the same in one batch or many and for any number of threads.

    dangerous: for each route whether it can leak at all. launch_chance: (threats,) that it is not struck before
    launch. progress is told how many raids are played.
    """
    step = weight_step(scenario)
    rules = prepare(plan, scenario, dangerous, launch_chance, seed, step)
    sums = play_all(rules, first_raid, raids, threads, progress)
    products = sums.products + np.triu(sums.products, 1).T
    found = sums._replace(products=products)._asdict()
    found["weight_clear"] = sums.weight_clear * np.array([step, step * step])
    return Outcomes(raids=raids, **found)


def leakers_by_raid(
    plan: Plan,
    scenario: Scenario,
    dangerous: Sequence[bool],
    launch_chance: Floats,
    first_raid: int,
    raids: int,
    seed: int,
) -> Integers:
    """Leakers (raids,) of raids first_raid, first_raid + 1, ..., to be paired with those of another scenario."""
    rules = prepare(plan, scenario, dangerous, launch_chance, seed, weight_step(scenario))
    each = np.empty(raids, dtype=np.int64)
    for start, stop in pairwise([*range(0, raids, BATCH), raids]):
        play(rules, first_raid + start, first_raid + stop, blank(rules), each[start:stop])
    return each


def weight_step(scenario: Scenario) -> float:
    """People-weight of one step, in which it is added up."""
    total = sum(place.people_weight for place in scenario.places)
    return float(2.0 ** max(ceil(log2(max(total, 1.0) / WEIGHT_STEPS)), 0))


def play_all(rules: Rules, first: int, raids: int, threads: int, progress: Callable[[int], None]) -> Sums:
    """Play raids in batches, so that memory stays flat and an interrupt is heard between two of them."""
    edges = [*range(first, first + raids, BATCH), first + raids]
    parts = [blank(rules) for _ in range(threads)]
    free = parts.copy()  # one for each thread; taking and giving back are each one step of the interpreter
    unasked = integers(())

    def play_batch(start: int, stop: int) -> None:
        sums = free.pop()
        play(rules, start, stop, sums, unasked)
        free.append(sums)

    pool = ThreadPoolExecutor(threads)
    try:
        batches = iter(pairwise(edges))
        waiting: set[Future[None]] = set()
        played = 0
        while True:
            while len(waiting) < 2 * threads and (batch := next(batches, None)):
                waiting.add(pool.submit(play_batch, *batch))
            if not waiting:
                break
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()
            played = min(played + BATCH * len(done), raids)
            progress(played)
    finally:
        pool.shutdown(cancel_futures=True)
    return Sums(*(sum(column) for column in zip(*parts, strict=True)))


def add(a: Outcomes, b: Outcomes) -> Outcomes:
    """The outcomes of two batches of raids as of one."""
    return Outcomes(**{field.name: getattr(a, field.name) + getattr(b, field.name) for field in fields(Outcomes)})
