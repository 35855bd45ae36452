"""What a radar sees of flights: the records of the study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from openbmd.records import Floats, Look, Note, Scenario, Track, Trajectory


class Scene(NamedTuple):
    """One radar in one mode: a scenario with this radar site alone, the routes and no raid."""

    mode: str  # "terminal", "forward-based"; "" for a radar without modes
    scenario: Scenario
    published: Mapping[str, tuple[float, float]]  # ends of the ranges of the radar's figures, by field, pinned or not


class Seen(NamedTuple):
    """One flight as one radar sees it, at one choice of figures; times from launch, inf for never."""

    reason: str  # why it was never in sight, or never held; "" when held
    first_time: float  # s
    firm_time: float  # s
    lost_time: float  # s
    held: float  # s in sight between firm and lost; 0 when never firm
    slant: float  # m, at first detection; nan when never detected
    bearing: float  # rad, at first detection; nan
    position_error: float  # m, 1 sigma, at loss; nan
    impact_error: float  # m, 1 sigma along the major axis of the predicted impact, at loss; nan


class Needed(NamedTuple):
    """What the target would need at its closest approach in the field of regard; nan when it never comes there."""

    time: float  # s
    slant: float  # m
    bearing: float  # rad
    elevation: float  # rad
    cross_section: float  # m2, for detection in one look as likely as the track confidence
    given: float  # m2, the cross-section that the figures give there


class Flip(NamedTuple):
    """The value of one setting at which the verdict changes, others at their best figures."""

    value: float  # SI; nan when no value in the tried range changes it
    holds: bool  # the verdict at the best figures
    low: float  # SI, the published range
    high: float
    inside: bool  # whether the value lies in it


class Band(NamedTuple):
    """5-95 % over the draws of the figures; inf for never, nan without draws."""

    first_low: float  # s
    first_high: float
    held_low: float  # s
    held_high: float
    share_seen: float  # 1, of the draws
    share_held: float  # 1, of the draws in which it is held long enough
    draws: int  # in which the missile reached its aimpoint


@dataclass(frozen=True, slots=True)
class FlightAnswer:
    """One flight in one mode."""

    seen: Seen
    with_stage: Seen  # when all of it, to the end, is as large as the last stage: what a radar on the spent stage has
    closest_ground: float  # m
    needed: Needed
    band: Band
    flips: Mapping[str, Flip]  # by "cross-section", "floor", "range limit"
    look: Look
    track: Track


class FlightCount(NamedTuple):
    """How many flights of a group are held long enough."""

    of: int
    held: int
    with_stage: int
    unbent: int  # without bending of rays by the air, which 4/3 Earth makes too much of far away
    low: float  # 5-95 % over the draws; nan without draws
    high: float


class Sweep(NamedTuple):
    """How many flights of each group are held long enough over one setting, all else at best figures."""

    values: Floats  # (V,) SI
    held: Mapping[str, Floats]  # group -> (V,)
    best: float  # SI, the setting as it stands; nan when it has no single one
    low: float  # SI, the published range; nan for none
    high: float


@dataclass(frozen=True, slots=True)
class SceneAnswer:
    scene: Scene
    flights: tuple[FlightAnswer, ...]  # by route
    counts: Mapping[str, FlightCount]  # by group
    sweeps: Mapping[str, Sweep]  # by "boresight", "floor", "range limit", "cross-section"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a radar sees of published flights, by mode."""

    name: str  # of the scenario
    radar: str  # name of the radar site
    groups: tuple[str, ...]  # of each route
    sources: tuple[str, ...]  # of each route
    hold: float  # s, in track that counts as held
    draws: int
    seed: int
    trajectories: tuple[Trajectory, ...]
    scenes: tuple[SceneAnswer, ...]
    notes: tuple[Note, ...]
    versions: Mapping[str, str]
