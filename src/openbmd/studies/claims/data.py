"""Claims and what came of them as plain data."""

from __future__ import annotations

from typing import Any

import numpy as np

from openbmd.locales import Words
from openbmd.studies.claims import words
from openbmd.studies.claims.answer import ClaimAnswer, ClaimAnswers, ClaimVerdict, PartAnswer
from openbmd.studies.claims.verdicts import held


def of_one(answer: ClaimAnswer, say: Words) -> dict[str, Any]:
    """One claim's keys, and the list of claims with it alone: whoever asks reads one or many alike."""
    return {**plain(answer, say), "claims": [plain(answer, say)]}


def of_all(found: ClaimAnswers, say: Words) -> dict[str, Any]:
    """The list of claims."""
    first = found.answers[0]
    return {
        "claims": [plain(answer, say) for answer in found.answers],
        "draws": first.draws,
        "raids": first.raids,
        "seed": first.seed,
    }


def plain(answer: ClaimAnswer, say: Words) -> dict[str, Any]:
    """Verdict first; share is None and decides "" where there is none."""
    return {
        "id": answer.claim.id,
        "kind": answer.claim.kind,
        **verdict(answer.verdict, say),
        "title": answer.claim.title,
        "claim": answer.claim.words,
        "said_by": answer.claim.said_by,
        "when": answer.claim.when,
        "finding": words.finding(answer, say),
        "parts": [part(one, say) for one in answer.parts],
        "draws": answer.draws,
        "raids": answer.raids,
        "seed": answer.seed,
    }


def verdict(found: ClaimVerdict, say: Words) -> dict[str, Any]:
    path = "/" in found.decides
    return {
        "verdict": words.word(found, say),
        "share": found.share,
        "decides": found.decides if path else words.cause(found, say),
    }


def part(one: PartAnswer, say: Words) -> dict[str, Any]:
    factor, unit = words.scale(one.part)
    return {
        "name": one.part.name,
        "says": one.part.says,
        "what_if": one.part.what_if,
        "measure": one.part.measure,
        "threshold": words.threshold(one.part, say),
        "unit": unit.strip(),
        "best": one.measured.best * factor,
        "low": one.low * factor,
        "high": one.high * factor,
        **verdict(one.verdict, say),
    }


def draws(answer: ClaimAnswer) -> dict[str, Any]:
    """Every draw of every part: its value, nan where it does not tell, and whether the part holds."""
    parts = answer.parts
    sizes = [len(one.measured.drawn) for one in parts]
    units = [words.scale(one.part)[1].strip() for one in parts]
    return {
        "part": np.repeat(np.array([one.part.name for one in parts]), sizes),
        "draw": np.concatenate([np.arange(1, size + 1) for size in sizes]),
        "value": np.concatenate([one.measured.drawn * words.scale(one.part)[0] for one in parts]),
        "unit": np.repeat(np.array(units), sizes),
        "holds": np.concatenate([held(one.measured, one.part.threshold) for one in parts]),
    }
