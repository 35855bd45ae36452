"""The days of a posture as plain data; docs/posture.md says what each key holds."""

from __future__ import annotations

from math import isinf
from typing import Any

from openbmd.locales import Words
from openbmd.postures import DayAnswer, Played, RaidSize, assets
from openbmd.run_file import estimate, number
from openbmd.telling.notes import each


def plain(played: Played) -> dict[str, Any]:
    """Everything, with a fixed order of keys; what is not known is null."""
    return {
        "scenario": played.name,
        "title": played.title,
        "raids": played.raids,
        "seed": played.seed,
        "draws": played.draws,
        "threats": played.threats,
        "people_weight_aimed_at": number(played.weight_aimed),
        "days": [day_plain(day) for day in played.days],
        "notes": each(played.notes, Words()),
        "versions": dict(played.versions),
    }


def day_plain(day: DayAnswer) -> dict[str, Any]:
    """One day."""
    return {
        "label": day.label,
        "day": number(day.day),
        "there": [asset.name for asset in assets(day.scenario)],
        "came": list(day.came),
        "gone": list(day.gone),
        "release_s": {unit.name: number(unit.release_time) for unit in day.scenario.fire_units},
        "leakers": estimate(day.leakers),
        "p_no_leaker": estimate(day.p_no_leaker),
        "places": {name: estimate(leakers) for name, leakers in day.place_leakers.items()},
        "people_weight": {"inside": estimate(day.weight_inside), "clear": estimate(day.weight_clear)},
        "rounds_used": {layer: estimate(used) for layer, used in day.rounds_used.items()},
        "half_raid": half_raid(day.half_raid),
        "fewer_than_before": estimate(day.fewer_than_before),
        "fewer_than_first": estimate(day.fewer_than_first),
    }


def half_raid(size: RaidSize) -> dict[str, int | float | str | None]:
    """A raid size; "more" when the whole raid is not enough."""
    return {part: "more" if isinf(x) else number(x) for part, x in zip(RaidSize._fields, size, strict=True)}
