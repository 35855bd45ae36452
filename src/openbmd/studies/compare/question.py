"""What can be asked of scenarios side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario

LONGEST = 120  # letters of a folder's name


@dataclass(frozen=True, kw_only=True)
class CompareQuestion(Question):
    """Side by side: what does a change of the defence do to the same raids?

    All are played with the same dice and the same draws of the published figures, so that the difference is known
    better than either answer. With one other scenario, what is said of it (leakers, verdict, changes, ...) stands at
    the top of the answer too.
    """

    scenarios: ClassVar = (1, 26)
    answer_file: ClassVar[str] = "comparison.json"
    examples: ClassVar = (
        ("compare seongju-2017 seongju-2017-without-thaad", ""),
        ("compare seongju-2017 --without green-pine-north,green-pine-south", ""),
    )

    without: Annotated[
        tuple[str, ...],
        Ask(
            "A against A without these radars, fire units, links, warning sensors, nations; may be repeated.",
            "NAME[,NAME]",
        ),
    ] = ()
    raids: Annotated[int | None, Ask("How often to play the raid; default: A's.", "N", low=1, high=1_000_000_000)] = (
        None
    )
    seed: Annotated[int | None, Ask("Seed of the dice; default: A's.", "N", low=0, high=2**63 - 1)] = None
    draws: Annotated[
        int | None, Ask("Draws over the published ranges; default: A's. 0: none.", "N", low=0, high=100_000)
    ] = None


QUESTION = CompareQuestion


def stem(question: CompareQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder, from those of the scenarios."""
    from openbmd.studies.compare.withheld import label, names

    labels = ["compare", *names(scenarios), *(label(scenarios[0], wish) for wish in question.without)]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(labels).lower()).strip("-")[:LONGEST]
