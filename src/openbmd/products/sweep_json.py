"""What the answer hangs on, as plain data; docs/sweep.md says what each key holds."""

from __future__ import annotations

from typing import Any

from openbmd.locales import Words
from openbmd.products import sweep_words
from openbmd.run_file import estimate, number, numbers
from openbmd.sweeps import Bar, Flip, Indices, Point, Sweep
from openbmd.telling.notes import each


def plain(found: Sweep) -> dict[str, Any]:
    """Everything, with a fixed order of keys; figures in SI, what is not known is null."""
    ranges = {figure.path: figure for figure in found.figures}
    return {
        "scenario": found.scenario.name,
        "title": found.scenario.title,
        "measure": found.measure,
        "finding": sweep_words.finding(found),
        "best": estimate(found.best),
        "raids": found.raids,
        "raids_of_a_draw": found.raids_of_a_draw,
        "draws": found.draws,
        "seed": found.seed,
        "evaluations": found.evaluations,
        "uncertain_figures": len(found.figures),
        "dice_share_of_variance": number(found.dice_share),
        "verdict": verdict(found),
        "drivers": [
            {"figure": d.path, "rank_correlation": number(d.correlation), "significant": d.significant}
            for d in found.drivers
        ],
        "indices": indices(found.indices),
        "tornado": [bar(one) for one in found.bars],
        "flips": [
            {**flip(one), "unit": ranges[one.path].unit, "published": published(ranges[one.path])}
            for one in found.flips
        ],
        "drawn": numbers(found.drawn.mean),
        "drawn_se": numbers(found.drawn.se),
        "drawn_falls_short": found.drawn.short.tolist(),
        "notes": each(found.notes, Words()),
        "versions": dict(found.versions),
    }


def verdict(found: Sweep) -> dict[str, Any] | None:
    if found.verdict is None:
        return None
    holds, blurred, fails = found.held
    return {
        "asked": found.verdict.asked,
        "least": number(found.verdict.least),
        "most": number(found.verdict.most),
        "best": sweep_words.standing(found),
        "draws": {"holds": holds, "unresolved": blurred, "fails": fails},
    }


def indices(found: Indices | None) -> dict[str, Any] | None:
    if found is None:
        return None
    rows = [{"figure": row.path or None, **{name: number(x) for name, x in row._asdict().items() if name != "path"}}
            for row in found.rows]  # fmt: skip
    return {"points": found.points, "figures_together": found.others, "rows": rows}


def bar(one: Bar) -> dict[str, Any]:
    return {
        "figure": one.figure.path,
        "unit": one.figure.unit,
        "published": published(one.figure),
        "at_low": point(one.low),
        "at_high": point(one.high),
        "swing": number(one.swing),
        "beyond_dice": one.told,
    }


def published(figure: Any) -> dict[str, float | None]:
    return {"low": number(figure.low), "best": number(figure.best), "high": number(figure.high)}


def point(one: Point) -> dict[str, Any]:
    return {"mean": number(one.mean), "se": number(one.se), "falls_short": one.short}


def flip(one: Flip) -> dict[str, Any]:
    return {
        "figure": one.path,
        "side": "below" if one.side < 0 else "above",
        "value": number(one.value),
        "low": number(one.low),
        "high": number(one.high),
        "where": one.where,
        "falls_short": one.short,
    }
