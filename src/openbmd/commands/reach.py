"""What studies/reach.py refuses, for commands that are not yet studies: they tell the file beside the scenario."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openbmd.records import Scenario, Trajectory
from openbmd.studies import reach

ground_range = reach.ground_range


def refuse_unreached(file: Path, scenario: Scenario, trajectories: Sequence[Trajectory]) -> None:
    """Raise InputError with every route that misses its aimpoint or its orbit."""
    reach.refuse_unreached(scenario, trajectories, str(file))
