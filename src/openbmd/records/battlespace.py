"""What is settled before the dice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.records.arrays import Floats, Integers
from openbmd.records.note import Note
from openbmd.records.scenario import Site


class Body(NamedTuple):
    """A separated body's flight; nodes as in Trajectory."""

    name: str  # "stage 1", "stage 2"
    nodes: Floats
    impact_time: float  # s, inf when it does not come down
    impact: Site


class Trajectory(NamedTuple):
    """One flown route. nodes: (N, 10) [s, m x3, m/s x3, m/s2 x3], joined by quintic Hermite arcs.

    Two nodes at the same time mark a jump of acceleration (ignition, burnout, separation).
    """

    nodes: Floats
    reached: bool  # hit the aimpoint within 100 m, or reached orbit
    miss_distance: float  # m, from the aimpoint; how far it falls short when not reached
    orbital: bool
    staging_times: Floats  # (S,) s, burnout of each stage that burnt
    burnout_time: float  # s
    separation_time: float  # s, inf when nothing separates
    apogee_time: float  # s
    apogee_altitude: float  # m
    impact_time: float  # s, inf for an orbit
    impact: Site
    azimuth: float  # rad, the solved boost: launch azimuth,
    tilt: float  # rad, pitch-over tilt from the vertical,
    cutoff: float  # s, thrust cutoff
    bodies: tuple[Body, ...]
    note: Note | None  # None when all is well
    as_asked: bool = True  # flew the apogee or burnout angle that the route's shape tells


class Look(NamedTuple):
    """One route in one radar's field of regard; (T,) arrays, one entry a frame in sight."""

    sensor: str
    times: Floats  # s
    slant_range: Floats  # m
    azimuth: Floats  # rad
    elevation: Floats  # rad, apparent
    cross_section: Floats  # m2
    search_snr: Floats  # 1, single look with search_dwell
    cued_snr: Floats  # 1, single look with cued_dwell
    windows: Floats  # (W, 2) s, in sight from, to
    reason: str  # "" when ever in sight, else one of reasons.OUT_OF_SIGHT
    search_share: Floats  # 1, of such frames in which its search fence has time for the look; 1 when time is plenty
    track_share: Floats  # 1, the same of a target that is held or cued


class WarningReport(NamedTuple):
    """What a space sensor says of one route."""

    sensor: str
    detected_time: float  # s, inf when never
    report_time: float  # s


class Held(NamedTuple):
    """When a radar site holds a route, as indices of its looks; -1 for never."""

    first: int  # seen
    firm: int
    last: int  # seen
    cue_time: float  # s, inf for none
    link: int  # by which the cue came; the number of links for none


class Track(NamedTuple):
    """One route as one sensor holds it, or several together; (T,) arrays over the looks after first detection.

    Where only what fire units ask for was worked out, position_error to drag_covariances are empty and launch_ellipse
    is nan.
    """

    sensor: str  # "a + b" when fused
    members: tuple[str, ...]  # the radar sites whose looks it is made of
    cue_source: str  # "" when it found the target itself
    cue_time: float  # s, inf when uncued
    first_seen_time: float  # s, detection as likely as the scenario's track_confidence; inf when never
    firm_time: float  # s, inf when never
    lost_time: float  # s, last look from which the target is still as likely to be seen again; inf when never seen
    times: Floats  # s
    at_launch: Floats  # (T, 7, 7) covariance of position, velocity and ln(ballistic coefficient) at launch that it
    # stands for, without what noise adds from launch to that time
    position_error: Floats  # m, 1-sigma root sum square, at that time
    velocity_error: Floats  # m/s
    covariances: Floats  # (T, 6, 6) m2, m2/s, m2/s2: position and velocity, Earth-fixed
    drag_covariances: Floats  # (T, 7) of ln(ballistic coefficient) with position [m], velocity [m/s] and itself [1]
    impact_ellipses: Floats  # (T, 3) 1-sigma semi-axes [m], azimuth of the major one [rad], of the predicted impact
    launch_ellipse: Floats  # (3,) the same of the launch point as known at the end of the track
    lost_overhead: bool  # it is lost as it passes over the radar, out of the top of its field of regard


class EngagementOpportunity(NamedTuple):
    """When one fire unit can intercept one route.

    launch_at and intercept_at: (D,) s; a decision at DECISION_STEP * i leads to a launch at launch_at[i]
    and an intercept at intercept_at[i]; inf when too late. Both never decrease with i.
    """

    unit: int  # index into Scenario.fire_units
    route: int
    track_source: str  # the sensor whose track it fires on
    windows: Floats  # (W, 4) s: first launch, last launch, first intercept, last intercept
    launch_at: Floats
    intercept_at: Floats
    factor_at: Floats  # (D,) 1, of the kill probability there: closing geometry, the target's speed and lift
    picked_at: Floats  # (D,) 1, chance that a salvo goes at the payload and not at what looks like it
    radars_at: Integers  # (D,) bit i: radar site i must work for this shot
    impact_error_at: Floats  # (D,) m, 1-sigma of the predicted impact at the launch, major semi-axis
    reason: str  # "" when there is a window, else one of reasons.REASONS


class RadarTime(NamedTuple):
    """What one radar is asked for, as if nothing were shot down; (B,) arrays, one entry for each of its frames."""

    sensor: str
    times: Floats  # s after the scenario's start, at which the frame begins
    asked: Floats  # (B, 4) 1, of its time: engaged, told apart, kept in track, search fence
    tracks: Integers  # (B,) targets held at once
    slowed: int  # threats that get part of their looks in some frames, and all or part in every one
    dropped: int  # threats that get none in some frames
    search: float  # 1, of its fence that it has time for when that is least
    dwell: float  # 1, of the dwell with a cue, that those held get when that is least
    channels: int  # engagements at once that it has time for when that is least,
    wanted: int  # and those of its fire units


DECISION_STEP = 0.25  # s, grid of EngagementOpportunity

SHOT = np.dtype(
    [
        ("threat", np.int64),  # index into Scenario.threats
        ("unit", np.int64),
        ("layer", np.int64),
        ("look", np.int64),  # 0 for the unit's first salvo at this threat
        ("rounds", np.int64),
        ("launch", np.float64),  # s
        ("intercept", np.float64),  # s, of the last round of the salvo
        ("assessed", np.float64),  # s, when the result is known
        ("factor", np.float64),  # 1, of the kill probability
        ("picked", np.float64),  # 1, chance that the salvo goes at the payload
        ("radars", np.int64),  # bit i: radar site i must work
        ("impact_error", np.float64),  # m, 1-sigma of the predicted impact at the launch
    ]
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Candidate shots in order of launch: each is taken unless the threat is known dead or no round is ready."""

    shots: NDArray[np.void]  # (K,) SHOT
    unengaged: tuple[str, ...]  # for each threat "" or the reason why no shot is planned
    spare: Floats = field(default_factory=lambda: np.empty(0))  # (K,) s, last round's launch to its window's end


@dataclass(frozen=True, slots=True)
class Battlespace:
    """All that is settled before the dice: [route], [route][radar site], ... in the scenario's order."""

    trajectories: tuple[Trajectory, ...]
    looks: tuple[tuple[Look, ...], ...]  # [route][radar site]
    warnings: tuple[tuple[WarningReport, ...], ...]  # [route][warning sensor]
    tracks: tuple[tuple[Track, ...], ...]  # [route][radar site]
    fused: tuple[tuple[Track, ...], ...]  # [route] tracks of several radars together, as fire units hold them
    opportunities: tuple[tuple[EngagementOpportunity, ...], ...]  # [route][fire unit]
    plan: Plan
    launch_chance: Floats  # (threats,) 1, that it is not struck before launch; of one launcher it falls with the wave
    notes: tuple[Note, ...]
    radar_times: tuple[RadarTime, ...] = ()  # [radar site]
