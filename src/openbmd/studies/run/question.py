"""What can be asked of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario

MOST_RAIDS, MOST_SEED, MOST_DRAWS = 1_000_000_000, 2**63 - 1, 100_000
LEAST_ERROR = 1e-6  # leakers


@dataclass(frozen=True, kw_only=True)
class RunQuestion(Question):
    """Play a scenario: print the answer and write a run folder with report, tables and tracks.

    Same file and same seed give the same answer, to the last digit, on any number of threads.
    """

    python: ClassVar[str] = "assess"
    examples: ClassVar = (
        ("run scenarios/seongju-2017.yaml --raids 100000 --out runs/long", ""),
        ("run scenarios/seongju-2017.yaml --error 0.01", ""),
        ("run scenarios/seongju-2017.yaml --json | jq .leakers", ""),
    )

    raids: Annotated[
        int | None, Ask("How often to play the raid; replaces the file's.", "N", low=1, high=MOST_RAIDS)
    ] = None
    seed: Annotated[int | None, Ask("Seed of the dice; replaces the file's.", "N", low=0, high=MOST_SEED)] = None
    draws: Annotated[
        int | None,
        Ask("Draws over the published ranges that make the band; 0: none.", "N", low=0, high=MOST_DRAWS),
    ] = None
    error: Annotated[
        float | None,
        Ask(
            "Play until the mean number of leakers is known to this standard error; --raids: the most.",
            "LEAKERS",
            low=LEAST_ERROR,
        ),
    ] = None


QUESTION = RunQuestion


def stem(question: RunQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return scenarios[0].name
