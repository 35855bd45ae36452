"""The settings of a question in the place of the scenario's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from openbmd.records import Scenario, is_sealed, sealed
from openbmd.studies.contract import Question

SETTINGS = ("raids", "seed", "draws")


def settled(scenario: Scenario, question: Question) -> Scenario:
    """The scenario as it is played, as sealed as it was."""
    given = {name: getattr(question, name, None) for name in SETTINGS}
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    played = replace(scenario, **values)
    return sealed(played) if is_sealed(scenario) else played
