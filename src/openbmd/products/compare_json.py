"""A comparison as plain data; keys as in docs/compare.md."""

from __future__ import annotations

from typing import Any

from openbmd.comparisons import LEAKERS, NONE_LEAKS, Comparison, Contrast, Difference, Side
from openbmd.locales import Words
from openbmd.products import compare_words
from openbmd.products.compare_changes import changes
from openbmd.records import Estimate
from openbmd.telling.notes import tell


def plain(comparison: Comparison) -> dict[str, Any]:
    """The answer with its stable keys; a number that is not known is nan, which is printed as null."""
    return {
        "raids": comparison.raids,
        "seed": comparison.seed,
        "draws": comparison.draws,
        "scenarios": [scenario(side) for side in comparison.sides],
        "comparisons": [contrast(comparison, k) for k in range(len(comparison.contrasts))],
        "notes": tell(comparison.notes, Words()),
        "versions": dict(comparison.versions),
    }


def scenario(side: Side) -> dict[str, Any]:
    return {
        "name": side.entry.name,
        "title": side.entry.scenario.title,
        "threats": len(side.entry.scenario.threats),
        "leakers": estimate(side.measures[LEAKERS]),
        "p_no_leaker": estimate(side.measures[NONE_LEAKS]),
        "leaker_distribution": side.leaker_distribution.tolist(),
        "drawn_leakers": side.drawn_leakers.tolist(),
    }


def contrast(comparison: Comparison, k: int) -> dict[str, Any]:
    """One scenario against the reference."""
    reference, other, found = comparison.sides[0].entry, comparison.sides[k + 1].entry, comparison.contrasts[k]
    names = {threat.name for threat in reference.scenario.threats}
    fewer, same, more = compare_words.counts(found)
    return {
        "reference": reference.name,
        "other": other.name,
        "finding": compare_words.finding(comparison, k),
        "verdict": compare_words.verdict(comparison, k),
        "leakers": difference(found.measures[LEAKERS]),
        "p_no_leaker": difference(found.measures[NONE_LEAKS]),
        "people_weight_clear": difference(found.measures["weight_clear", ""]),
        "places": named(found, "leakers at"),
        "kills_by_layer": named(found, "kills"),
        "rounds_used": difference(found.measures["rounds", ""]),
        "rounds_used_by_layer": named(found, "rounds"),
        "rounds_wasted": difference(found.measures["wasted", ""]),
        "unengaged": named(found, "unengaged"),
        "not_launched": difference(found.measures["not_launched", ""]),
        "strays": difference(found.measures["strays", ""]),
        "raids": {"fewer": found.fewer, "same": found.same, "more": found.more},
        "draws": {"fewer": fewer, "same": same, "more": more},
        "drawn_differences": found.drawn.tolist(),
        "paired_threats": sum(threat.name in names for threat in other.scenario.threats),
        "changes": [change._asdict() for change in changes(reference.scenario, other.scenario)],
    }


def named(found: Contrast, kind: str) -> dict[str, Any]:
    """The differences of one kind by place, layer or reason."""
    return {name: difference(one) for (what, name), one in found.measures.items() if what == kind and name}


def difference(one: Difference) -> dict[str, Any]:
    return {
        **estimate(one.difference),
        "unpaired_se": one.unpaired_se,
        "reference": estimate(one.reference),
        "other": estimate(one.other),
    }


def estimate(one: Estimate) -> dict[str, Any]:
    return one._asdict()
