"""What can be asked of public claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, ClassVar

from openbmd.studies.contract import Ask, File, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario

OWN = ".toml"  # ending of a claim of one's own


@dataclass(frozen=True, kw_only=True)
class ClaimsQuestion(Question):
    """Public claims put to the test: holds, fails, depends, or not a matter of calculation."""

    scenarios: ClassVar[tuple[int, int]] = (0, 0)
    answer_file: ClassVar[str] = "claim.json"
    examples: ClassVar = (
        (
            "claims",
            "All of them, each with the share of the published figures in which it holds, and what decides.",
        ),
        (
            "claims covers-seoul",
            "One page: the claim, evidence for and against, what would flip it, the doubt, the sources.",
        ),
    )

    claim: Annotated[
        str | File | None,
        Ask("One claim, by its id or as a TOML file of your own; all when not given.", "ID", positional=True, file=OWN),
    ] = None
    draws: Annotated[int, Ask("Draws over the published ranges.", "N", low=1, high=100_000)] = 24
    raids: Annotated[int, Ask("Raids played in each draw.", "N", low=1, high=1_000_000)] = 1_000
    seed: Annotated[int, Ask("Seed of the draws and of the dice.", "N", low=0, high=2**63 - 1)] = 2017


QUESTION = ClaimsQuestion


def stem(question: ClaimsQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    if question.claim is None:
        return "claims"
    name = PurePath(question.claim.name).stem if isinstance(question.claim, File) else question.claim
    return f"claim-{name}"
