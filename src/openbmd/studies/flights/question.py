"""What can be asked of the check of real flights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from openbmd.studies.contract import Ask, Question

if TYPE_CHECKING:
    from openbmd.records import Scenario


@dataclass(frozen=True, kw_only=True)
class FlightsQuestion(Question):
    """Check the model against real flights: reported times, and published ranges, those that miss included."""

    command: ClassVar[str] = "flights check"
    scenarios: ClassVar[tuple[int, int]] = (0, 0)
    kept: ClassVar[bool] = False
    markdown: ClassVar[bool] = True
    examples: ClassVar = (("flights check --markdown > docs/flight-checks.md", ""),)

    names: Annotated[tuple[str, ...], Ask("Flights to check; all when none is named.", "NAME", positional=True)] = ()


QUESTION = FlightsQuestion


def stem(question: FlightsQuestion, scenarios: Sequence[Scenario]) -> str:
    """The name of its run folder."""
    return "flights-check"
