"""What the answer hangs on, as plain data; docs/sweep.md says what each key holds."""

from __future__ import annotations

from typing import Any

from openbmd.kinds import Figure
from openbmd.studies.sweep import words
from openbmd.studies.sweep.alone import MeasureAt, TornadoBar
from openbmd.studies.sweep.answer import SweepAnswer
from openbmd.studies.sweep.sobol import Indices
from openbmd.studies.sweep.turning_points import TurningPoint


def plain(found: SweepAnswer) -> dict[str, Any]:
    """Everything, with a fixed order of keys; figures in SI."""
    ranges = {figure.path: figure for figure in found.figures}
    return {
        "scenario": found.scenario.name,
        "title": found.scenario.title,
        "measure": found.measure,
        "best": found.best,
        "raids": found.raids,
        "raids_of_a_draw": found.raids_of_a_draw,
        "draws": found.draws,
        "evaluations": found.evaluations,
        "uncertain_figures": len(found.figures),
        "dice_share_of_variance": found.dice_share,
        "verdict": verdict(found),
        "drivers": [
            {"figure": d.path, "rank_correlation": d.correlation, "significant": d.significant} for d in found.drivers
        ],
        "indices": indices(found.indices),
        "tornado": [bar(one) for one in found.bars],
        "flips": [
            {**flip(one), "unit": ranges[one.path].unit, "published": published(ranges[one.path])}
            for one in found.flips
        ],
        "drawn": found.drawn.mean,
        "drawn_se": found.drawn.se,
        "drawn_falls_short": found.drawn.short,
    }


def verdict(found: SweepAnswer) -> dict[str, Any] | None:
    if found.verdict is None:
        return None
    holds, blurred, fails = found.held
    return {
        "asked": found.verdict.asked,
        "least": found.verdict.least,
        "most": found.verdict.most,
        "best": words.standing(found),
        "draws": {"holds": holds, "unresolved": blurred, "fails": fails},
    }


def indices(found: Indices | None) -> dict[str, Any] | None:
    if found is None:
        return None
    rows = []
    for row in found.rows:
        shares = {name: share for name, share in row._asdict().items() if name != "path"}
        rows.append({"figure": row.path or None, **shares})
    return {"points": found.points, "figures_together": found.others, "rows": rows}


def bar(one: TornadoBar) -> dict[str, Any]:
    return {
        "figure": one.figure.path,
        "unit": one.figure.unit,
        "published": published(one.figure),
        "at_low": point(one.low),
        "at_high": point(one.high),
        "swing": one.swing,
        "beyond_dice": one.told,
    }


def published(figure: Figure) -> dict[str, float]:
    return {"low": figure.low, "best": figure.best, "high": figure.high}


def point(one: MeasureAt) -> dict[str, Any]:
    return {"mean": one.mean, "se": one.se, "falls_short": one.short}


def flip(one: TurningPoint) -> dict[str, Any]:
    return {
        "figure": one.path,
        "side": "below" if one.side < 0 else "above",
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "where": one.where,
        "falls_short": one.short,
    }
