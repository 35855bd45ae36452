"""Questions that play a raid: compare, posture, sweep."""

from __future__ import annotations

from math import isnan
from pathlib import Path

from openbmd import comparisons, flow, postures, sweeps
from openbmd.commands import compare as compare_command
from openbmd.commands import posture as posture_command
from openbmd.commands import sweep as sweep_command
from openbmd.commands.reach import refuse_unreached
from openbmd.comparisons import LEAKERS, Entry
from openbmd.console import cores
from openbmd.face.asking import Say, asked
from openbmd.face.old_finding import Finding
from openbmd.face.scenarios import Scenario, checked, settled
from openbmd.locales import Words
from openbmd.products import (
    compare_json,
    compare_report,
    compare_words,
    posture_json,
    posture_report,
    posture_words,
    sweep_json,
    sweep_report,
    sweep_words,
)
from openbmd.records import Battlespace
from openbmd.telling import style
from openbmd.telling.notes import tell


def battlespace(scenario: Scenario) -> Battlespace:
    """Everything before the dice. Raises InputError where a missile does not reach its aimpoint."""
    space = flow.battlespace(scenario)
    refuse_unreached(scenario, space.trajectories)
    return space


def compare(
    reference: Scenario,
    *others: Scenario,
    raids: int | None = None,
    seed: int | None = None,
    draws: int | None = None,
) -> Finding:
    """How do the others differ from the first, on the same dice? As openbmd compare. Raises InputError.

    With one other, what is said of it (leakers, verdict, changes, ...) are attributes of the answer too.
    """
    first = settled(reference, raids=raids, seed=seed, draws=draws)
    scenarios = [first, *map(checked, others)]
    names = compare_command.names(scenarios)
    compare_command.refuse_few([Path(name) for name in names], ())

    def play(say: Say) -> comparisons.Comparison:
        entries = [Entry(name, one, battlespace(one)) for name, one in zip(names, scenarios, strict=True)]
        return comparisons.compare(
            entries, raids=first.raids, seed=first.seed, draws=first.draws, threads=cores(), progress=say
        )

    found = asked(f"comparing {first.name}", play)
    plain = compare_command.tidy(compare_json.plain(found))
    one = plain["comparisons"][0] if len(others) == 1 else {}
    order = compare_words.by_size(found)
    return Finding(
        study=found,
        finding=" ".join(compare_words.finding(found, k) for k in order),
        sentences=tuple(line for k in order for line in compare_words.sentences(found, k)),
        numbers=tuple((f"leakers, {s.entry.name}", style.with_error(s.measures[LEAKERS])) for s in found.sides),
        notes=tuple(tell(found.notes, Words())),
        plain={**one, **plain},
        draw=lambda: compare_report.drawn(found),
        page=lambda svg: compare_report.page(found, svg),
        first="differences",
    )


def posture(
    scenario: Scenario,
    *,
    defence: str | None = None,
    raids: int | None = None,
    seed: int | None = None,
    draws: int | None = None,
) -> Finding:
    """The same raid on each day of a posture. As openbmd posture. Raises InputError.

    defence: published defences by name, with commas between them, instead of the scenario's own posture.
    """
    own = settled(scenario, raids=raids, seed=seed, draws=draws)
    file = Path(own.file)
    days = postures.days(own) if defence is None else posture_command.defended(own, defence)
    posture_command.refuse_empty(file, days)

    def play(say: Say) -> postures.Played:
        flown = flow.fly([own], (), with_bodies=False, threads=cores())[0]
        refuse_unreached(own, flown)
        posture_command.refuse_harmless(file, own, flow.dangerous(own, flown))
        return postures.play(
            days, flown, raids=own.raids, seed=own.seed, draws=own.draws, threads=cores(), progress=say
        )

    found = asked(f"playing {own.name}", play)
    return Finding(
        study=found,
        finding=posture_words.headline(found),
        sentences=tuple(posture_words.sentences(found)),
        numbers=tuple(
            (f"leakers, {day.label}" if isnan(day.day) else f"leakers, day {day.day:g}: {day.label}",
             style.with_error(day.leakers))
            for day in found.days
        ),
        notes=tuple(tell(found.notes, Words())),
        plain=posture_json.plain(found),
        draw=lambda: posture_report.drawn(found),
        page=lambda svg: posture_report.page(found, svg),
        first="days",
    )  # fmt: skip


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
