"""What can be asked of real engagements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class EngagementsQuestion(Question):
    """The tool's own record: where real engagements lie in what it would have said of them, misses included."""

    scenarios: ClassVar[tuple[int, int]] = (0, 0)
    answer_file: ClassVar[str] = "engagements.json"
    markdown: ClassVar[bool] = True
    examples: ClassVar = (
        ("engagements", "All cases, and the share of them inside the intervals."),
        ("engagements --case gulf-1991-patriot", "One case, with its laydown's unknowns."),
        ("engagements --markdown > docs/engagements.md", ""),
    )

    case: Annotated[str | None, Ask("One case, by its id; all when not given.", "NAME")] = None
    set: Annotated[
        Literal["A", "B"] | None, Ask("A: figures may rest on these cases. B: they may not. Both when not given.")
    ] = None
    draws: Annotated[int, Ask("Draws of figures and laydowns together.", "N", low=8, high=100_000)] = 64
    raids: Annotated[int, Ask("Raids played in each draw.", "N", low=1, high=1_000_000)] = 500
    seed: Annotated[int, Ask("Seed of the draws and of the dice.", "N", low=0, high=2**63 - 1)] = 2026


QUESTION = EngagementsQuestion


def stem(question: EngagementsQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    if question.case is not None:
        return f"engagement-{question.case}"
    return "engagements" if question.set is None else f"engagements-{question.set}"
