"""The settings of a question in the place of the scenario's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from openbmd.records import Scenario, is_sealed, sealed
from openbmd.studies.contract import Question

SETTINGS = ("raids", "seed", "draws")


def settings(question: Question) -> dict[str, Any]:
    """Those that the question has and that are given."""
    found = {name: getattr(question, name, None) for name in SETTINGS}
    return {name: value for name, value in found.items() if value is not None}


def settled(scenario: Scenario, question: Question) -> Scenario:
    """The scenario as it is played, as sealed as it was."""
    played = replace(scenario, **settings(question))
    return sealed(played) if is_sealed(scenario) else played
