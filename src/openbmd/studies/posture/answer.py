"""What the days of a posture say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openbmd.records import Estimate, Note, Scenario, Trajectory
from openbmd.studies.posture.raid_size import RaidSize


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """One day; keys of the mappings are names in the scenario's order."""

    label: str
    day: float  # nan when it is no day of a posture
    scenario: Scenario
    came: tuple[str, ...]  # assets that were not there the day before; none on the first day
    gone: tuple[str, ...]  # assets that were there the day before
    leakers: Estimate
    p_no_leaker: Estimate
    place_leakers: Mapping[str, Estimate]
    weight_inside: Estimate  # people-weight of places at which each missile that comes down there has a planned shot
    weight_clear: Estimate  # people-weight in places without a leaker
    rounds_used: Mapping[str, Estimate]  # layer -> rounds
    half_raid: RaidSize
    fewer_than_before: Estimate  # leakers fewer than the day before, raid by raid; nan on the first day
    fewer_than_first: Estimate  # leakers fewer than on the first day; nan on the first day


@dataclass(frozen=True, slots=True)
class Played:
    """The same raid on all days."""

    title: str
    name: str
    days: tuple[DayAnswer, ...]
    trajectories: tuple[Trajectory, ...]  # of the routes, the same on all days
    threats: int  # missiles that come down on a defended place
    weight_aimed: float  # people-weight of the places that a missile comes down on
    raids: int
    seed: int
    draws: int
    notes: tuple[Note, ...]
    versions: Mapping[str, str]
