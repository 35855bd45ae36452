"""How sure are we: the raid's answer with its dice, and its band over the ranges of the figures."""

from __future__ import annotations

import numpy as np

from openbmd import draws as drawing
from openbmd import estimates, flow, measures
from openbmd.records import Answer, Battlespace, Note, PlaceAnswer, Scenario
from openbmd.studies.run import tight
from openbmd.telling.frame import versions
from openbmd.work import Heard


def answer(
    scenario: Scenario,
    space: Battlespace,
    *,
    raids: int,
    error: float | None,
    seed: int,
    draws: int,
    threads: int,
    progress: Heard,
) -> Answer:
    """Play the scenario with its best figures, then with draws of all uncertain figures within their ranges.

    space: the scenario's own battlespace. error: standard error of the mean number of leakers at which to stop
    playing; raids is then the most.
    """

    def heard(_: int) -> None:
        progress(1, draws + 3, "work-raids")

    if error is None:
        outcomes = flow.assess(space, scenario, raids, seed, threads, heard)
    else:
        outcomes = flow.assess_until(space, scenario, error, raids, seed, threads, heard)
    raids = outcomes.raids
    figures = drawing.uncertain(scenario)
    values = drawing.draw(figures, draws, seed)
    base = drawing.base(scenario, space.trajectories, [figure.path for figure in figures])
    few = min(raids, drawing.RAIDS_OF_A_DRAW)

    def found(row: drawing.DrawnRow) -> tuple[dict[str, float], tuple[Note, ...]]:
        means = {key: e.mean for key, e in measures.every(row.scenario, row.outcomes(few, seed)).items()}
        return means, row.space.notes

    played = []
    rows = drawing.play(base, found, values, threads)
    progress(2, draws + 3, "work-draws")
    for done, one in enumerate(rows):
        played.append(one)
        progress(3 + done, draws + 3, "work-draws")
    banded = {
        key: estimates.with_band(estimate, np.array([means[key] for means, _ in played]))
        for key, estimate in measures.every(scenario, outcomes).items()
    }
    drawn_leakers = np.array([means["leakers"] for means, _ in played])
    return Answer(
        scenario=scenario,
        battlespace=space,
        raids=raids,
        seed=seed,
        draws=draws,
        leakers=banded["leakers"],
        p_no_leaker=banded["p_no_leaker"],
        leaker_distribution=outcomes.leakers / raids,
        leak_probability=outcomes.leaks / raids,
        drawn_leakers=drawn_leakers,
        places={
            place.name: PlaceAnswer(
                banded[f"leakers at {place.name}"], banded[f"clear {place.name}"], place.people_weight
            )
            for place in scenario.places
        },
        weight_clear=banded["weight_clear"],
        weight_total=sum(place.people_weight for place in scenario.places),
        rounds_used={unit.name: banded[f"used {unit.name}"] for unit in scenario.fire_units},
        rounds_left={unit.name: banded[f"left {unit.name}"] for unit in scenario.fire_units},
        kills_by_layer={layer: banded[f"kills {layer}"] for layer in scenario.layers},
        unengaged={key.removeprefix("unengaged "): e for key, e in banded.items() if key.startswith("unengaged ")},
        rounds_wasted={unit.name: banded[f"wasted {unit.name}"] for unit in scenario.fire_units},
        not_launched=banded["not_launched"],
        strays=banded["strays"],
        leaker_spread=estimates.leaker_spread(outcomes),
        layer_rounds_spread=estimates.layer_rounds_spread(outcomes, scenario),
        correlations=estimates.correlations(outcomes, scenario),
        drivers=drawing.drivers(figures, values, drawn_leakers),
        readings=tuple(drawing.by_reading(scenario, space.trajectories, raids, seed)) if scenario.fire_units else (),
        tightness=tight.found(scenario, space, raids, seed),
        notes=drawing.notes(scenario, space, [seen for _, seen in played]),
        versions=versions(),
    )
