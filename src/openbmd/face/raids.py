"""Questions that play a raid: assess, compare, posture."""

from __future__ import annotations

from math import isnan
from pathlib import Path

from openbmd import comparisons, flow, postures, run_file, sweeps
from openbmd.commands import compare as compare_command
from openbmd.commands import posture as posture_command
from openbmd.commands.reach import refuse_unreached
from openbmd.commands.run import MOST_RAIDS
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
    headline,
    posture_json,
    posture_report,
    posture_words,
    report,
)
from openbmd.records import Answer, Battlespace
from openbmd.telling import style
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
