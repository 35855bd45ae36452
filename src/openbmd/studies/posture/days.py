"""What is there on each day of a posture."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from typing import NamedTuple

from openbmd.records import FireUnit, Link, Posture, RadarSite, Scenario, WarningSensor
from openbmd.records.withheld import absent, without

WITHHELD = ("notes-withheld-nation", "notes-withheld-asset", "notes-withheld-link")
Asset = RadarSite | WarningSensor | FireUnit | Link


class Day(NamedTuple):
    label: str
    day: float  # nan when the scenario is no day of a posture
    scenario: Scenario  # with what is there, and no posture


def days(scenario: Scenario) -> tuple[Day, ...]:
    """The days of the scenario's posture, in its order."""
    dated = zip(scenario.posture.days, scenario.posture.labels, strict=True)
    return tuple(Day(label, day, on_day(scenario, day)) for day, label in dated)


def on_day(scenario: Scenario, day: float) -> Scenario:
    """The scenario with what is there on a day, and without a posture.

    An asset is there when its nation is and any presence of its own holds; what no presence names is always there.
    """
    there = without(scenario, absent(scenario.posture, day))
    units = tuple(unit._replace(release_time=release(unit, scenario.posture, day)) for unit in there.fire_units)
    # who is away is what a posture says; what that does to who stays is worth a note
    notes = tuple(one for one in there.notes if one in scenario.notes or one.id not in WITHHELD)
    return replace(there, fire_units=units, notes=notes, posture=Posture((), (), ()))


def release(unit: FireUnit, posture: Posture, day: float) -> float:
    """Before which time [s] a fire unit has no leave to fire on a day.

    The earliest that its own presences of that day tell, else that those of its nation tell, else the unit's own.
    """
    holding = [presence for presence in posture.presences if presence.arrives <= day < presence.leaves]
    for name in (unit.name, unit.nation):
        told = [p.release_time for p in holding if name and p.asset == name and not isnan(p.release_time)]
        if told:
            return min(told)
    return unit.release_time


def assets(scenario: Scenario) -> tuple[Asset, ...]:
    """All that can be there or not."""
    return (*scenario.radar_sites, *scenario.warning_sensors, *scenario.fire_units, *scenario.links)
