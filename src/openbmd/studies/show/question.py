"""What can be asked of a scenario without dice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from openbmd.studies.contract import Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class ShowQuestion(Question):
    """Show a scenario without dice: laydown, flights, who sees what when, and who can reach it."""

    answer_file: ClassVar[str] = "show.json"
    kept: ClassVar[bool] = False
    examples: ClassVar = (("show scenarios/musudan-2016.yaml", ""),)


QUESTION = ShowQuestion


def stem(question: ShowQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return f"{scenarios[0].name}-show"
