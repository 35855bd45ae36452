"""What can be asked of a footprint."""

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
class FootprintQuestion(Question):
    """What can a battery defend? The places at which a missile can be engaged, how often, and why not elsewhere."""

    answer_file: ClassVar[str] = "footprint.json"
    examples: ClassVar = (
        ("footprint seongju-2017 --unit seongju-thaad --threat nodong", ""),
        ("footprint seongju-2017 --unit all --threat scud-c --from Koksan --json", ""),
    )

    unit: Annotated[str, Ask("A fire unit of the scenario, or all.", "NAME")]
    threat: Annotated[str, Ask("A missile of the catalogue, or a threat of the scenario.", "NAME")]
    launch: Annotated[
        str | None,
        Ask("Launch point. Default: where the scenario launches this missile from.", "PLACE", flag="--from"),
    ] = None
    denied: Annotated[str | None, Ask("Also the launch area from which this one place can be defended.", "PLACE")] = (
        None
    )
    negation: Annotated[bool, Ask("Also a map of the chance that a single missile is stopped.")] = False


QUESTION = FootprintQuestion


def stem(question: FootprintQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    asked = (scenarios[0].name, "footprint", question.unit, question.threat, question.launch)
    return re.sub(r"[^a-z0-9]+", "-", " ".join(filter(None, asked)).lower()).strip("-")[:LONGEST]
