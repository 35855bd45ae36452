"""A claim's answer as plain data."""

from __future__ import annotations

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
        "share": verdict.share,
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


def part(one: PartAnswer) -> dict[str, Any]:
    factor, unit = claims_words.scale(one.part)
    return {
        "name": one.part.name,
        "says": one.part.says,
        "what_if": one.part.what_if,
        "measure": one.part.measure,
        "threshold": claims_words.threshold(one.part),
        "unit": unit.strip(),
        "best": one.measured.best * factor,
        "low": one.low * factor,
        "high": one.high * factor,
        "verdict": one.verdict.word,
        "share": one.verdict.share,
        "decides": one.verdict.decides,
    }
