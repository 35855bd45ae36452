"""What can be asked of a posture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class PostureQuestion(Question):
    """What is each reinforcement worth? The same raid against what is there on each day."""

    answer_file: ClassVar[str] = "posture.json"
    examples: ClassVar = (
        (
            "posture alliance-2023",
            "The days of the scenario's posture: leakers, people-weight inside the defence, the raid size that is "
            "still held.",
        ),
        ("posture kamd-2023 --defence korea-2016,korea-2023", "The same raid against published defences."),
    )

    defence: Annotated[
        str | None,
        Ask(
            "Play the raid against these published defences side by side, instead of the scenario's own and its days.",
            "NAME,NAME…",
        ),
    ] = None
    raids: Annotated[
        int | None, Ask("How often to play the raid; replaces the file's.", "N", low=1, high=1_000_000_000)
    ] = None
    seed: Annotated[int | None, Ask("Seed of the dice; replaces the file's.", "N", low=0, high=2**63 - 1)] = None
    draws: Annotated[
        int | None, Ask("Draws over the published ranges that make the bands; 0: none.", "N", low=0, high=100_000)
    ] = None


QUESTION = PostureQuestion


def stem(question: PostureQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return f"{scenarios[0].name}-posture"
