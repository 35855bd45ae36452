"""Questions that play a raid: sweep."""

from __future__ import annotations

from pathlib import Path

from openbmd import flow, sweeps
from openbmd.commands import sweep as sweep_command
from openbmd.commands.reach import refuse_unreached
from openbmd.face.asking import Say, asked
from openbmd.face.old_finding import Finding
from openbmd.face.scenarios import Scenario, settled
from openbmd.locales import Words
from openbmd.products import (
    sweep_json,
    sweep_report,
    sweep_words,
)
from openbmd.records import Battlespace
from openbmd.telling.notes import tell


def battlespace(scenario: Scenario) -> Battlespace:
    """Everything before the dice. Raises InputError where a missile does not reach its aimpoint."""
    space = flow.battlespace(scenario)
    refuse_unreached(scenario, space.trajectories)
    return space


def sweep(
    scenario: Scenario,
    *,
    measure: str | None = None,
    verdict: str | None = None,
    draws: int = 1_000,
    raids: int | None = None,
    seed: int | None = None,
    processes: int = 1,
) -> Finding:
    """What does the answer hang on? As openbmd sweep; a verdict is written "leakers <= 5". Raises InputError.

    processes: more than one needs a script whose work stands under `if __name__ == "__main__":`.
    """
    threshold = None if verdict is None else sweep_command.read_verdict(verdict)
    chosen = sweep_command.read_measure(measure, threshold)
    own = settled(scenario, raids=raids, seed=seed)

    def play(say: Say) -> sweeps.Sweep:
        space = battlespace(own)
        sweep_command.refuse_idle(Path(own.file), own, space)
        return sweeps.sweep(
            own,
            space,
            measure=chosen,
            verdict=threshold,
            limits=sweep_command.limits(own),
            raids=own.raids,
            draws=draws,
            seed=own.seed,
            processes=processes,
            progress=say,
        )

    found = asked(f"sweeping {own.name}", play)
    return Finding(
        study=found,
        finding=sweep_words.finding(found),
        sentences=tuple(sweep_words.sentences(found)),
        numbers=(
            (f"{sweep_words.axis(found)}, best figures", sweep_words.best(found)),
            ("over the published figures", sweep_words.band(found) or "no draws"),
        ),
        notes=tuple(tell(found.notes, Words())),
        plain=sweep_json.plain(found),
        draw=lambda: sweep_report.drawn(found),
        page=lambda svg: sweep_report.page(found, svg),
        first="tornado",
    )
