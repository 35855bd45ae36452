"""A study: public claims put to the test. The verdict, its share and what decides come from the run alone."""

from __future__ import annotations

from collections.abc import Callable

from openbmd.claims.answers import (
    DEPENDS,
    FAILS,
    HOLDS,
    KINDS,
    NO_MATTER,
    OTHER_KINDS,
    RULES,
    TOO_FEW,
    Answer,
    Claim,
    Measured,
    Part,
    PartAnswer,
    Said,
    Threshold,
    Verdict,
)
from openbmd.claims.drawing import Run
from openbmd.claims.measures import MEASURES, Measure
from openbmd.claims.verdicts import ends, held, of_claim, of_part

__all__ = (
    "DEPENDS", "FAILS", "HOLDS", "KINDS", "MEASURES", "NO_MATTER", "OTHER_KINDS", "RULES", "TOO_FEW", "Answer", "Claim",
    "Measure", "Measured", "Part", "PartAnswer", "Run", "Said", "Threshold", "Verdict", "check", "ends", "held",
    "judge", "of_claim", "of_part",
)  # fmt: skip

Progress = Callable[[str], None]


def check(claim: Claim, run: Run, progress: Progress) -> Answer:
    """Measure every part of a claim over the draws and judge it. ValueError when no draw tells."""
    found = []
    for part in claim.parts:
        progress(part.name)
        found.append(MEASURES[part.measure].find(part, run))
    return judge(claim, found, run)


def judge(claim: Claim, found: list[Measured], run: Run) -> Answer:
    """The verdicts on what was measured of each part."""
    parts = tuple(
        PartAnswer(part, measured, of_part(measured, part.threshold), *ends(measured))
        for part, measured in zip(claim.parts, found, strict=True)
    )
    notes = tuple(dict.fromkeys(said for one in parts for said in one.measured.notes))
    return Answer(claim, of_claim(claim, parts), parts, run.draws, run.raids, run.seed, notes)
