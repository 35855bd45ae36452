"""The answer to all claims as an answer to each."""

from __future__ import annotations

from dataclasses import replace

from openbmd.studies.claims.answer import ClaimAnswers
from openbmd.studies.contract import Asked


def each(asked: Asked) -> tuple[Asked, ...]:
    """One answer for each claim, without what its maps show; none where one claim was asked for."""
    if not isinstance(asked.answer, ClaimAnswers):
        return ()
    return tuple(
        asked._replace(question=replace(asked.question, claim=answer.claim.id), answer=answer)
        for answer in asked.answer.answers
    )
