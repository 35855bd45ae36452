"""What the days of a posture tell."""

from __future__ import annotations

from collections.abc import Iterator
from math import isinf
from typing import Any

import numpy as np

from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies.contract import Asked
from openbmd.studies.posture import tables, words
from openbmd.studies.posture.answer import DayAnswer
from openbmd.studies.posture.days import assets
from openbmd.studies.posture.raid_size import RaidSize
from openbmd.studies.posture.words import FoundPosture
from openbmd.telling import Block, Details, Drawn, Heading, Paragraph, Telling, frame, notes, style
from openbmd.telling.figures import origins


def tell(asked: Asked, say: Words) -> Telling:
    """The finding, the days side by side, who is there, and what is taken as told."""
    told = words.of(asked, say)
    played = told.played
    return Telling(
        study=asked.study,
        about=played.title,
        headline=words.headline(told),
        finding=words.finding(told),
        sentences=(*frame.off(asked.scenarios, say), *words.sentences(told)),
        effects_off=frame.effects_off(asked.scenarios),
        blocks=tuple(blocks(told)),
        notes=tuple(notes.tell(played.notes, say)),
        data=data(told),
        seed=played.seed,
        versions=played.versions,
        sources=frame.sources(figure for day in played.days for figure in day.scenario.figures),
        corner=words.corner(told, played.draws),
        small_print=frame.small_print(say),
        numbers=tuple((number_name(told, day), style.with_error(day.leakers)) for day in played.days),
        center=style.center(played.days[-1].leakers),
        first="days",
        columns={"raid-sizes": sizes(told)},
    )


def number_name(told: FoundPosture, day: DayAnswer) -> str:
    date = words.date(day, told.say)
    return told.say("posture-number", day=f"{date}: {day.label}" if date else day.label)


def blocks(told: FoundPosture) -> Iterator[Block]:
    """The page."""
    say, kind = told.say, words.kind(told.played)
    how = say("posture-how", kind=kind)
    yield Paragraph(f"{how} {say('posture-outside')}" if words.outside(told.played) else how, "soft", brief=True)
    yield Heading(say("common-side-by-side"))
    yield Drawn("days")
    yield tables.days(told)
    yield Paragraph(say("posture-change-meaning"), "soft")
    yield tables.weights(told)
    yield Paragraph(f"{say('posture-inside-meaning')} {say('common-weight')}", "soft")
    yield Heading(say("common-where"))
    yield Drawn("postures", say("posture-map-caption"))
    yield Heading(say("posture-there"))
    yield tables.came(told)
    there = tables.there(told)
    yield Details(say("posture-every-asset"), f"({len(there.rows)})", (there,))
    links = tables.links(told)
    if links.rows:
        yield Details(say("posture-which-links"), f"({len(links.rows)})", (links,))
    figures = {figure.path: figure for day in told.played.days for figure in day.scenario.figures}
    behind = say("posture-figures", number=f"{len(figures):,}", origins=origins(figures.values(), say))
    yield Paragraph(f"{say('posture-as-told')} {behind}", "soft", brief=True)


def sizes(told: FoundPosture) -> dict[str, Any]:
    """The raid sizes at one half; infinite where the whole raid is not enough."""
    days = told.played.days
    parts = {f"missiles_{part}": np.array([getattr(day.half_raid, part) for day in days]) for part in RaidSize._fields}
    return {"label": np.array([day.label for day in days]), "day": np.array([day.day for day in days]), **parts}


# --- for programs ---------------------------------------------------------------------------------


def data(told: FoundPosture) -> dict[str, Any]:
    """Everything, with a fixed order of keys; docs/posture.md says what each key holds."""
    played = told.played
    return {
        "scenario": played.name,
        "title": played.title,
        "raids": played.raids,
        "seed": played.seed,
        "draws": played.draws,
        "threats": played.threats,
        "people_weight_aimed_at": played.weight_aimed,
        "days": [day_data(day) for day in played.days],
    }


def day_data(day: DayAnswer) -> dict[str, Any]:
    """One day."""
    return {
        "label": day.label,
        "day": day.day,
        "there": [asset.name for asset in assets(day.scenario)],
        "came": list(day.came),
        "gone": list(day.gone),
        "release_s": {unit.name: unit.release_time for unit in day.scenario.fire_units},
        "leakers": estimate(day.leakers),
        "p_no_leaker": estimate(day.p_no_leaker),
        "places": {name: estimate(leakers) for name, leakers in day.place_leakers.items()},
        "people_weight": {"inside": estimate(day.weight_inside), "clear": estimate(day.weight_clear)},
        "rounds_used": {layer: estimate(used) for layer, used in day.rounds_used.items()},
        "half_raid": {part: "more" if isinf(x) else x for part, x in day.half_raid._asdict().items()},
        "fewer_than_before": estimate(day.fewer_than_before),
        "fewer_than_first": estimate(day.fewer_than_first),
    }


def estimate(one: Estimate) -> dict[str, Any]:
    return one._asdict()
