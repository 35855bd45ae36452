"""A study: scenarios side by side, raid by raid on the same dice and draw by draw on the same figures.

Dice are labelled by the names of threats and fire units, and draws by the path of the figure, so that what two
scenarios share is played alike in both: common random numbers (Law and Kelton, "Simulation Modeling and Analysis",
section 11.2; from memory). The error of a difference is then that of the differences and not of two separate means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from math import hypot, nan
from typing import NamedTuple

import numpy as np

from openbmd import draws as drawing
from openbmd import estimates, flow, measures
from openbmd.records import Estimate, Floats, Integers, Note, Outcomes, Scenario, Trajectory, note
from openbmd.studies.compare.answer import (
    LEAKERS,
    NONE_LEAKS,
    Comparison,
    Contrast,
    Difference,
    Measure,
    NamedScenario,
    Side,
)
from openbmd.telling.frame import versions
from openbmd.work import Heard

BATCHES = 100  # of raids; an error from the means of so many is itself known to 7 %
CHUNK = 20_000  # raids whose leakers are held at a time
ROUNDING = 1e-12  # 1, of sums of floats


class Batch(NamedTuple):
    """Raids played in all S scenarios, as sums over them; K measures, T threats of the scenario with the most."""

    played: tuple[Outcomes, ...]
    sums: Floats  # (S, K)
    shifts: Integers  # (S - 1, 2 T + 1) raids by leakers more than in the reference, from -T to T
    clears: Integers  # (S - 1, 2) raids in which none leaks in the other alone, and in the reference alone


def compare(
    entries: Sequence[NamedScenario], *, raids: int, seed: int, draws: int, threads: int, progress: Heard
) -> Comparison:
    """Play two or more scenarios with their best figures, then with the same draws of all uncertain figures."""
    keys = tuple(dict.fromkeys(key for entry in entries for key in measures_of(entry.scenario)))
    edges = np.linspace(0, raids, min(raids, BATCHES) + 1).round().astype(int).tolist()
    steps = len(entries) * draws + 1
    batches: list[Batch] = []
    with ThreadPoolExecutor(threads) as pool:
        for batch in pool.map(lambda span: play(entries, keys, span, seed), pairwise(edges)):
            batches.append(batch)
            progress(0, steps, "work-raids")
    sizes = np.diff(edges)
    drawn, heard = draw_all(entries, keys, raids, seed, draws, threads, progress)

    sums = np.array([batch.sums for batch in batches])  # (B, S, K)
    shifts, clears = sum(batch.shifts for batch in batches), sum(batch.clears for batch in batches)
    sides = []
    for s, entry in enumerate(entries):
        total = batches[0].played[s]
        for batch in batches[1:]:
            total = flow.add(total, batch.played[s])
        found = by_batches(sums[:, s], sizes, keys)
        found |= {LEAKERS: estimates.leakers(total), NONE_LEAKS: estimates.p_no_leaker(total)}
        banded = {key: estimates.with_band(found[key], drawn[s, :, k]) for k, key in enumerate(keys)}
        sides.append(Side(entry, banded, total.leakers / raids, drawn[s, :, 0]))
    contrasts = []
    for s in range(1, len(entries)):
        found = by_batches(sums[:, s] - sums[:, 0], sizes, keys)
        found |= raid_by_raid(np.asarray(shifts)[s - 1], np.asarray(clears)[s - 1], raids)
        gaps = drawn[s] - drawn[0]
        differences = {
            key: Difference(
                a := sides[0].measures[key],
                b := sides[s].measures[key],
                estimates.with_band(found[key], gaps[:, k]),
                hypot(a.se, b.se),
            )
            for k, key in enumerate(keys)
        }
        below, same, above = thirds(np.asarray(shifts)[s - 1])
        contrasts.append(Contrast(differences, below / raids, same / raids, above / raids, gaps[:, 0]))
    return Comparison(
        raids, seed, draws, tuple(sides), tuple(contrasts), notes(entries, heard), versions()
    )  # fmt: skip


def measures_of(scenario: Scenario) -> tuple[Measure, ...]:
    """What is counted in a scenario, leakers first; nothing by fire units, which the other need not have."""
    return tuple(
        (one.key, name)
        for one in measures.MEASURES
        if one.of != measures.UNIT and one.key != "clear"
        for name in measures.names(one.of, scenario)
    )


def sums_of(scenario: Scenario, played: Outcomes) -> dict[Measure, float]:
    """The sums over raids of what is counted."""
    return {key: measures.total(*key, scenario, played) for key in measures_of(scenario)}


def aligned(found: Mapping[Measure, float], keys: Sequence[Measure]) -> Floats:
    """Sums (K,) in the order of keys: a layer that is not there kills none; a place not defended has no answer."""
    return np.array([found.get(key, nan if key[0] == "leakers at" else 0.0) for key in keys])


def play(entries: Sequence[NamedScenario], keys: Sequence[Measure], span: tuple[int, int], seed: int) -> Batch:
    """Raids of a span, its end left out, in every scenario."""
    first, stop = span
    played = tuple(flow.assess_part(e.space, e.scenario, first, stop - first, seed) for e in entries)
    most = max(len(entry.scenario.threats) for entry in entries)
    shifts = np.zeros((len(entries) - 1, 2 * most + 1), dtype=np.int64)
    clears = np.zeros((len(entries) - 1, 2), dtype=np.int64)
    for start in range(first, stop, CHUNK):
        some = min(CHUNK, stop - start)
        leakers = [flow.leakers_by_raid(e.space, e.scenario, start, some, seed) for e in entries]
        none = [counts == 0 for counts in leakers]
        for s in range(1, len(entries)):
            shifts[s - 1] += np.bincount(leakers[s] - leakers[0] + most, minlength=2 * most + 1)
            clears[s - 1] += np.count_nonzero(none[s] & ~none[0]), np.count_nonzero(none[0] & ~none[s])
    sums = [aligned(sums_of(e.scenario, o), keys) for e, o in zip(entries, played, strict=True)]
    return Batch(played, np.array(sums), shifts, clears)


def by_batches(sums: Floats, sizes: Integers, keys: Sequence[Measure]) -> dict[Measure, Estimate]:
    """Means over raids from sums (B, K) over batches of sizes (B,), with errors from the spread of the batches.

    se² = Σ (sum_b - size_b mean)² / N² x B / (B - 1): batch means (Law and Kelton, section 9.5.3; from memory), exact
    in the mean since raids are independent; nan for a single batch.
    """
    raids, batches = sizes.sum(), len(sizes)
    means = sums.sum(axis=0) / raids
    off = sums - np.outer(sizes, means)
    off[np.abs(off) <= ROUNDING * np.abs(sums)] = 0.0
    errors = np.full(len(keys), nan)
    if batches > 1:
        errors = np.sqrt((off**2).sum(axis=0) * batches / (batches - 1.0)) / raids
    return {key: Estimate(float(m), float(e), nan, nan) for key, m, e in zip(keys, means, errors, strict=True)}


def raid_by_raid(shifts: Integers, clears: Integers, raids: int) -> dict[Measure, Estimate]:
    """Differences of leakers and of the chance of none from every single raid."""
    steps = np.arange(len(shifts)) - len(shifts) // 2
    gained, lost = clears.tolist()
    return {
        LEAKERS: estimates.mean(int(shifts @ steps), int(shifts @ steps**2), raids),
        NONE_LEAKS: estimates.mean(gained - lost, gained + lost, raids),
    }


def thirds(shifts: Integers) -> tuple[int, int, int]:
    """Raids below, at and above the middle."""
    middle = len(shifts) // 2
    return int(shifts[:middle].sum()), int(shifts[middle]), int(shifts[middle + 1 :].sum())


def draw_all(
    entries: Sequence[NamedScenario],
    keys: Sequence[Measure],
    raids: int,
    seed: int,
    draws: int,
    threads: int,
    progress: Heard,
) -> tuple[Floats, list[list[tuple[Note, ...]]]]:
    """Means (S, draws, K) over the published figures, and the notes of each draw in each scenario."""
    means, heard = np.empty((len(entries), draws, len(keys))), []
    few = min(raids, drawing.RAIDS_OF_A_DRAW)
    shared: tuple[list[Scenario], list[tuple[Trajectory, ...]]] | None = None

    def found(row: drawing.DrawnRow) -> tuple[Floats, tuple[Note, ...]]:
        return aligned(sums_of(row.scenario, row.outcomes(few, seed)), keys) / few, row.space.notes

    for s, entry in enumerate(entries):
        figures = drawing.uncertain(entry.scenario)
        base = drawing.base(entry.scenario, entry.space.trajectories, [f.path for f in figures])
        drawn = drawing.scenarios(base.scenario, base.paths, drawing.draw(figures, draws, seed))
        if shared is None or not same_flights(drawn, shared[0]):
            flown = drawing.fly(drawn, base.near, threads)
            shared = shared or (drawn, flown)
        else:
            flown = shared[1]
        said = []
        rows = drawing.each(found, drawn, flown)
        for d in range(draws):
            progress(1 + s * draws + d, len(entries) * draws + 1, "work-draws")
            means[s, d], heard_there = next(rows)
            said.append(heard_there)
        heard.append(said)
    return means, heard


def same_flights(some: Sequence[Scenario], others: Sequence[Scenario]) -> bool:
    """Whether the routes of two lists of scenarios are flown alike."""
    return all(a.routes == b.routes and a.missiles == b.missiles for a, b in zip(some, others, strict=True))


def notes(entries: Sequence[NamedScenario], heard: Sequence[Sequence[tuple[Note, ...]]]) -> tuple[Note, ...]:
    """What the reader must know: what is true of all once, what is true of one with its name."""
    said = [drawing.notes(entry.scenario, entry.space, drawn) for entry, drawn in zip(entries, heard, strict=True)]
    shared = [one for one in said[0] if all(one in others for others in said[1:])]
    own = [
        note("notes-of-scenario", name=entry.name, note=one)
        for entry, lines in zip(entries, said, strict=True)
        for one in lines
        if one not in shared
    ]
    return (*shared, *own, *unlike(entries))


def unlike(entries: Sequence[NamedScenario]) -> list[Note]:
    """Where a difference is not one of like with like, or the dice are shared in part only."""
    said, first = [], entries[0]
    names = {threat.name for threat in first.scenario.threats}
    places = {(place.name, place.people_weight) for place in first.scenario.places}
    for entry in entries[1:]:
        others = {threat.name for threat in entry.scenario.threats}
        if names != others:
            sizes = {"shared": str(len(names & others)), "of-first": str(len(names)), "of-other": str(len(others))}
            said.append(note("notes-threats-in-part", first=first.name, other=entry.name, **sizes))
        if places != {(place.name, place.people_weight) for place in entry.scenario.places}:
            said.append(note("notes-places-differ", first=first.name, other=entry.name))
    return said
