"""A claim measured over the draws, and judged."""

from __future__ import annotations

from collections.abc import Callable

from openbmd.records.claims import Claim
from openbmd.studies.claims.answer import ClaimAnswer, Measured, PartAnswer
from openbmd.studies.claims.drawing import Run
from openbmd.studies.claims.measures import FIND
from openbmd.studies.claims.verdicts import ends, of_claim, of_part


def check(claim: Claim, run: Run, before: Callable[[], None]) -> ClaimAnswer:
    """Measure every part of a claim over the draws and judge it; before: called before each part.

    ValueError when no draw tells.
    """
    found = []
    for part in claim.parts:
        before()
        found.append(FIND[part.measure](part, run))
    return judge(claim, found, run)


def judge(claim: Claim, found: list[Measured], run: Run) -> ClaimAnswer:
    """The verdicts on what was measured of each part."""
    parts = tuple(
        PartAnswer(part, measured, of_part(measured, part.threshold), *ends(measured))
        for part, measured in zip(claim.parts, found, strict=True)
    )
    notes = tuple(dict.fromkeys(said for one in parts for said in one.measured.notes))
    return ClaimAnswer(claim, of_claim(claim, parts), parts, run.draws, run.raids, run.seed, notes)
