"""Questions that play a raid: assess."""

from __future__ import annotations

from openbmd import flow, run_file, sweeps
from openbmd.commands.reach import refuse_unreached
from openbmd.commands.run import MOST_RAIDS
from openbmd.console import cores
from openbmd.face.asking import Say, asked
from openbmd.face.old_finding import Finding
from openbmd.face.scenarios import Scenario, settled
from openbmd.locales import Words
from openbmd.products import (
    headline,
    report,
)
from openbmd.records import Answer, Battlespace
from openbmd.telling.notes import tell


def assess(
    scenario: Scenario,
    *,
    raids: int | None = None,
    seed: int | None = None,
    draws: int | None = None,
    error: float | None = None,
) -> Finding:
    """What gets through? As openbmd run, without a folder; raids, seed and draws replace the file's.

    error: standard error of the mean number of leakers at which to stop playing. Raises InputError.
    """
    own = settled(scenario, raids=raids, seed=seed, draws=draws)

    def play(say: Say) -> Answer:
        return sweeps.answer(
            own,
            battlespace(own),
            raids=own.raids if error is None else raids or MOST_RAIDS,
            error=error,
            seed=own.seed,
            draws=own.draws,
            threads=cores(),
            progress=say,
        )

    answer = asked(f"playing {own.name}", play)
    said, played = headline.write(answer), headline.is_played(answer)
    return Finding(
        study=answer,
        finding=said.finding,
        sentences=said.sentences,
        numbers=tuple(
            (card["name"], f"{card['text']} ({card['band']})" if card["band"] else card["text"])
            for card in (report.cards(answer) if played else ())
        ),
        notes=tuple(tell(answer.notes, Words())),
        plain=run_file.answer_json(answer),
        draw=lambda: report.drawn(answer),
        page=lambda svg: report.page(answer, svg),
        first="distribution" if played else "battlespace",
    )


def battlespace(scenario: Scenario) -> Battlespace:
    """Everything before the dice. Raises InputError where a missile does not reach its aimpoint."""
    space = flow.battlespace(scenario)
    refuse_unreached(scenario, space.trajectories)
    return space
