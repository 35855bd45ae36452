"""A claim's answer as plain data."""

from __future__ import annotations

from math import isfinite
from typing import Any

from openbmd.claims import Answer, PartAnswer
from openbmd.products import claims_words


def plain(answer: Answer) -> dict[str, Any]:
    """Verdict first; share is None and decides "" where there is none."""
    verdict = answer.verdict
    return {
        "id": answer.claim.id,
        "kind": answer.claim.kind,
        "verdict": verdict.word,
        "share": finite(verdict.share),
        "decides": verdict.decides,
        "title": answer.claim.title,
        "claim": answer.claim.words,
        "said_by": answer.claim.said_by,
        "when": answer.claim.when,
        "finding": claims_words.finding(answer),
        "parts": [part(one) for one in answer.parts],
        "draws": answer.draws,
        "raids": answer.raids,
        "seed": answer.seed,
    }


def finite(value: float) -> float | None:
    """A number that is not finite is None."""
    return value if isfinite(value) else None


def part(one: PartAnswer) -> dict[str, Any]:
    factor, unit = claims_words.scale(one.part)
    return {
        "name": one.part.name,
        "says": one.part.says,
        "what_if": one.part.what_if,
        "measure": one.part.measure,
        "threshold": claims_words.threshold(one.part),
        "unit": unit.strip(),
        "best": finite(one.measured.best * factor),
        "low": finite(one.low * factor),
        "high": finite(one.high * factor),
        "verdict": one.verdict.word,
        "share": finite(one.verdict.share),
        "decides": one.verdict.decides,
    }
