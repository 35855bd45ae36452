"""What can be asked of a sweep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario

THRESHOLD = Ask('A threshold on the measure, such as "leakers <= 5". Default: within half of the best answer.', "TEXT")


@dataclass(frozen=True, kw_only=True)
class SweepQuestion(Question):
    """What does the answer hang on? Every published figure over its range, and where the verdict turns.

    All figures drawn together give the band and the shares of its variance; each alone gives the
    tornado and its flip: the value at which the verdict changes.
    """

    answer_file: ClassVar[str] = "sweep.json"
    processes: ClassVar[bool] = True
    examples: ClassVar = (
        ("sweep seongju-2017", ""),
        ('sweep seongju-2017 --verdict "leakers <= 5" --draws 200', ""),
    )

    measure: Annotated[
        Literal["leakers", "p_no_leaker", "weight_clear"] | None,
        Ask("The number of the answer that is looked at. Default: the verdict's, or leakers.", "NAME"),
    ] = None
    verdict: Annotated[str | None, THRESHOLD] = None
    draws: Annotated[int, Ask("Draws of all figures together; 0: each alone only.", "N", low=0, high=100_000)] = 1_000
    raids: Annotated[
        int | None,
        Ask("Raids with one figure off its best; default: the file's.", "N", low=2, high=10_000_000),
    ] = None
    seed: Annotated[int | None, Ask("Seed of dice and draws; replaces the file's.", "N", low=0, high=2**63 - 1)] = None


QUESTION = SweepQuestion


def stem(question: SweepQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return f"{scenarios[0].name}-sweep"
