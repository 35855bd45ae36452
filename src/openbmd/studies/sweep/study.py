"""A study: what the answer hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

import numpy as np

from openbmd import draws as drawing
from openbmd import estimates
from openbmd.records import Battlespace, Estimate, Floats, Note, Scenario, note
from openbmd.studies.sweep.alone import Alone, tornado
from openbmd.studies.sweep.answer import SweepAnswer
from openbmd.studies.sweep.evaluation import Means, Model, Play, play
from openbmd.studies.sweep.sobol import indices, points
from openbmd.studies.sweep.turning_points import flips
from openbmd.studies.sweep.verdicts import Threshold, half_either_way
from openbmd.telling.frame import versions
from openbmd.work import Heard


def sweep(
    scenario: Scenario,
    space: Battlespace,
    *,
    measure: str,
    verdict: Threshold | None,
    limits: Mapping[str, tuple[float, float]],
    raids: int,
    draws: int,
    seed: int,
    processes: int,
    progress: Heard,
) -> SweepAnswer:
    """Draw all uncertain figures together, then each alone, and see what the measure (one of MEASURES) makes of it.

    space: the scenario's own battlespace. verdict: on the measure, None for whether it stays within half of its best
    answer. limits: {path: (least, greatest) [SI]} between which a flip is looked for beyond the published range.
    processes: the answer is the same with any number; more than one needs a main module that can be imported.
    """
    figures = drawing.uncertain(scenario)
    paths = tuple(figure.path for figure in figures)
    few = min(raids, drawing.RAIDS_OF_A_DRAW)
    played = 0

    with drawing.workers(processes) as over:

        def playing(raids: int, what: str) -> Play:
            def counted(values: Floats) -> Means:
                nonlocal played
                played += len(values)
                model = Model(scenario, space.trajectories, paths, measure, raids, seed)
                return play(model, over, lambda done, total: progress(done, total, what), values)

            return counted

        values = drawing.draw(figures, draws, seed)
        drawn = playing(few, "work-draws")(values)
        found = drawing.drivers(figures, values, drawn.mean)
        own = [paths.index(driver.path) for driver in found if driver.significant]
        base = points(draws) if own else 0
        shares = indices(playing(few, "work-shares"), figures, own, base, seed) if base else None
        alone = Alone(playing(raids, "work-each-figure"), figures)
        bars = tornado(alone)
        asked = verdict or half_either_way(measure, alone.best)
        whole = {path for path in paths if drawing.is_whole(scenario, path)}
        turned = flips(alone, bars, asked, limits, whole) if asked else ()

    best = Estimate(alone.best.mean, alone.best.se, nan, nan)
    return SweepAnswer(
        scenario=scenario,
        measure=measure,
        raids=raids,
        raids_of_a_draw=few,
        draws=draws,
        seed=seed,
        figures=figures,
        best=estimates.with_band(best, drawn.mean),
        drawn=drawn,
        dice_share=dice_share(drawn),
        verdict=asked,
        held=held(drawn, asked),
        drivers=found,
        indices=shares,
        bars=bars,
        flips=turned,
        evaluations=played,
        notes=(*drawing.notes(scenario, space, ()), *own_notes(drawn, asked, best, raids)),
        versions=versions(),
    )


def dice_share(drawn: Means) -> float:
    """Mean variance of the dice over the variance of the draws; nan when the draws do not differ."""
    spread = float(np.var(drawn.mean, ddof=1)) if len(drawn.mean) > 1 else 0.0
    return float(np.mean(drawn.se**2)) / spread if spread > 0.0 else nan


def held(drawn: Means, verdict: Threshold | None) -> tuple[int, int, int]:
    """Draws in which the verdict holds, in which the dice blur it, in which it fails."""
    if verdict is None:
        return 0, 0, 0
    pairs = list(zip(drawn.mean.tolist(), drawn.se.tolist(), strict=True))
    sure = [verdict.holds(mean) for mean, se in pairs if verdict.sure(mean, se)]
    return sum(sure), len(pairs) - len(sure), len(sure) - sum(sure)


def own_notes(drawn: Means, verdict: Threshold | None, best: Estimate, raids: int) -> list[Note]:
    """What the reader must know of this study beside what a run tells."""
    said = []
    short = int(drawn.short.sum())
    if short:
        said.append(note("notes-draws-fall-short", short=str(short), draws=str(len(drawn.short))))
    if verdict is None:
        said.append(note("notes-no-verdict"))
    elif not verdict.sure(best.mean, best.se):
        said.append(note("notes-verdict-unsure", raids=f"{raids:,}"))
    return said
