"""What nobody outside knows of a laydown, set in the scenario of a case."""

from __future__ import annotations

from collections.abc import Sequence

from openbmd import scenario_file
from openbmd.records import Scenario
from openbmd.records.engagements import LaydownUnknown

FLOWN = ("missile", "launch", "launch_area", "aimpoint", "shape", "apogee_km", "launch_angle_deg", "azimuth_deg")
SETTABLE = ("threats", "fire_units", "batteries", "radars", "links", "defended")


def refused(path: str) -> str:
    """Why a path cannot be drawn for a case; "" when it can. Flights are the same in every laydown, figures too."""
    first, *rest = path.split("/")
    if first not in SETTABLE or not rest:
        return f'"{path}" is nothing of a laydown'
    if first == "threats" and rest[-1] in FLOWN:
        return f'"{path}" makes another flight'
    return ""


def laid_down(
    scenario: Scenario, unknowns: Sequence[LaydownUnknown], values: Sequence[Sequence[float]]
) -> list[Scenario]:
    """The scenario with the unknowns at each row of values. Raises InputError with the faults of the first bad one."""
    return scenario_file.variants(scenario, [written(unknowns, row) for row in values])


def written(unknowns: Sequence[LaydownUnknown], values: Sequence[float]) -> dict[str, object]:
    """What stands in the scenario where the unknowns have these values."""
    made: dict[str, object] = {}
    for unknown, value in zip(unknowns, values, strict=True):
        number = round(value) if unknown.whole else value
        for path in unknown.sets:
            made[path] = unknown.write.format(number) if unknown.write else number
    return made
