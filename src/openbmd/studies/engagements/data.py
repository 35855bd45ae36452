"""Real engagements and where they lie, as plain data; keys as in docs/engagement-file.md."""

from __future__ import annotations

from typing import Any

from openbmd.locales import Words
from openbmd.studies.engagements import words
from openbmd.studies.engagements.answer import Back, EngagementAnswer
from openbmd.studies.engagements.predictive import PredictivePlace


def plain(found: EngagementAnswer, say: Words) -> dict[str, Any]:
    """Every case, the calibration, and what one set of figures covers."""
    return {
        "cases": [case(one, say) for one in found.backs],
        "calibration": [
            {
                "set": one.set or "both",
                "cases": one.cases,
                "inside_50": one.half,
                "inside_50_expected": one.half_expected,
                "inside_90": one.most,
                "inside_90_expected": one.most_expected,
            }
            for one in found.calibrations
        ],
        "together": [
            {"group": one.group, "cases": one.cases, "alone": one.alone, "all": one.all, "inside_90": one.inside}
            for one in found.together
        ],
        "not_played": [{"id": one.id, "why": one.unplayed} for one in found.unplayed],
        "draws": found.draws,
        "raids": found.raids,
    }


def case(one: Back, say: Words) -> dict[str, Any]:
    told = one.case
    return {
        "id": told.id,
        "title": told.title,
        "when": told.when,
        "set": told.set,
        "observable": told.observable,
        "counted": told.counted,
        "k": told.k,
        "n": told.n,
        "disputed": told.disputed,
        "exact_95": {"low": one.exact[0], "high": one.exact[1]},
        **place(one.place),
        "verdict": words.verdict(one, say),
        "miss": words.miss(one, say) if one.off else "",
        "distribution": one.chances,
        "drawn_shares": one.shares,
        "drivers": one.drivers,
        "laydown": [
            {
                "name": u.name,
                "low": u.figure.low,
                "best": u.figure.best,
                "high": u.figure.high,
                "assumed": u.figure.assumed,
            }
            for u in one.laydown
        ],
        "said": [
            {
                "who": said.who,
                "says": said.says,
                "k": said.k if said.n else None,
                "n": said.n or None,
                "source": said.source,
                "link": said.link,
                "quantile": here.place.quantile if here.place else None,
            }
            for said, here in zip(told.said, one.said, strict=True)
        ],
        "sources": told.sources,
    }


def place(found: PredictivePlace) -> dict[str, Any]:
    return {
        "quantile": found.quantile,
        "tail": found.tail,
        "interval_50": found.half._asdict(),
        "interval_90": found.most._asdict(),
    }
