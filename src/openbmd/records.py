"""What flows through the house: small frozen types, SI units, Earth-fixed axes.

Times of a route's records (Trajectory, Look, Track, EngagementOpportunity) count from that route's
launch; times of threats, shots and outcomes count from the start of the scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Figure, InfraredSensor, Interceptor, Missile, Radar

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# --- the scenario --------------------------------------------------------------------------------


class Site(NamedTuple):
    latitude: float  # rad, geodetic
    longitude: float  # rad
    height: float  # m above the ellipsoid


class Place(NamedTuple):
    name: str
    site: Site
    people_weight: float  # people, a weight and never a census
    source: str


class Shape(NamedTuple):
    """How the arc is chosen; at most one of apogee and launch_angle is finite."""

    name: str  # minimum-energy, lofted, depressed, quasi-ballistic or orbit
    apogee: float  # m, nan when free
    launch_angle: float  # rad above the horizontal at burnout, Earth-fixed; nan when free


class Route(NamedTuple):
    """One kind of flight; threats that share it differ in launch time only."""

    name: str
    missile: str
    launch: Site
    aimpoint: Site  # for an orbit: a point on the wanted initial azimuth
    shape: Shape


class Threat(NamedTuple):
    name: str
    route: int  # index into Scenario.routes
    launch_time: float  # s
    place: str  # the defended place aimed at, "" when none


class RadarSite(NamedTuple):
    name: str
    radar: str  # key of Scenario.radars
    site: Site
    boresight_azimuth: float  # rad from north, eastward
    minimum_elevation: float  # rad, the site's own floor; the higher of the two floors counts
    horizon_mask: Floats  # (K, 2) [rad azimuth, rad elevation], K may be 0
    refraction: bool  # 4/3 Earth, or none


class WarningSensor(NamedTuple):
    name: str
    infrared: str  # key of Scenario.infrared


class Link(NamedTuple):
    source: str  # a radar site or warning sensor
    target: str  # a radar site (a cue to search with) or a fire unit (a track to fire on)
    latency: float  # s


class Doctrine(NamedTuple):
    name: str  # salvo, shoot-look-shoot or shoot-shoot-look
    first_salvo: int  # rounds
    later_salvo: int  # rounds after each look; 0 for none
    looks: int  # how many salvos at most


class FireUnit(NamedTuple):
    name: str
    interceptor: str  # key of Scenario.interceptors
    layer: str  # upper, lower, sea: layers act in the order of Scenario.layers
    site: Site
    radar: str  # its own fire-control radar site, "" when it fires on links alone
    launchers: int
    ready_rounds: int  # on all launchers
    reserve_rounds: int  # for reload
    command_delay: float  # s, added to the interceptor's reaction time
    doctrine: Doctrine


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    title: str
    description: str
    seed: int
    raids: int
    draws: int  # how many draws over the published ranges make the band
    track_confidence: float  # 1, a track counts as firm when this likely
    missiles: Mapping[str, Missile]
    radars: Mapping[str, Radar]
    infrared: Mapping[str, InfraredSensor]
    interceptors: Mapping[str, Interceptor]
    figures: tuple[Figure, ...]  # every figure of the kinds above, with its range
    places: tuple[Place, ...]  # the defended places
    routes: tuple[Route, ...]
    threats: tuple[Threat, ...]
    radar_sites: tuple[RadarSite, ...]
    warning_sensors: tuple[WarningSensor, ...]
    links: tuple[Link, ...]
    layers: tuple[str, ...]  # in order of action
    fire_units: tuple[FireUnit, ...]
    notes: tuple[str, ...]  # what the doors had to say while reading


# --- before the dice -----------------------------------------------------------------------------


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
    note: str  # "" when all is well


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
    reason: str  # "" when ever in sight, else why not ("below the horizon", "outside the sector", ...)


class WarningReport(NamedTuple):
    """What a space sensor says of one route."""

    sensor: str
    detected_time: float  # s, inf when never
    report_time: float  # s


class Track(NamedTuple):
    """One route as one sensor holds it; (T,) arrays over the looks after first detection."""

    sensor: str
    cue_source: str  # "" when it found the target itself
    cue_time: float  # s, inf when uncued
    first_seen_time: float  # s, detection as likely as the scenario's track_confidence; inf when never
    firm_time: float  # s, inf when never
    lost_time: float  # s, last look from which the target is still as likely to be seen again; inf when never seen
    times: Floats  # s
    position_error: Floats  # m, 1-sigma root sum square, at that time
    velocity_error: Floats  # m/s


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
    reason: str  # "" when there is a window, else one of REASONS


DECISION_STEP = 0.25  # s, grid of EngagementOpportunity

# Why a threat was never engaged, from farthest to nearest to an engagement.
REASONS = (
    "never seen",
    "out of reach",
    "under the floor",
    "above the ceiling",
    "no time",
    "track too coarse",
    "channels full",
    "magazine empty",
)

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
    ]
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Candidate shots in order of launch: each is taken unless the threat is known dead or no round is ready."""

    shots: NDArray[np.void]  # (K,) SHOT
    unengaged: tuple[str, ...]  # for each threat "" or the reason why no shot is planned


@dataclass(frozen=True, slots=True)
class Battlespace:
    """All that is settled before the dice: [route], [route][radar site], ... in the scenario's order."""

    trajectories: tuple[Trajectory, ...]
    looks: tuple[tuple[Look, ...], ...]  # [route][radar site]
    warnings: tuple[tuple[WarningReport, ...], ...]  # [route][warning sensor]
    tracks: tuple[tuple[Track, ...], ...]  # [route][radar site]
    opportunities: tuple[tuple[EngagementOpportunity, ...], ...]  # [route][fire unit]
    plan: Plan
    notes: tuple[str, ...]


# --- after the dice ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Sums over raids; sizes depend on the scenario and never on the number of raids."""

    raids: int
    leakers: Integers  # (threats + 1,) raids with that many leakers
    leaks: Integers  # (threats,) raids in which this threat leaked
    place_leakers: Integers  # (places, 2) leakers that came to this place: sum, sum of squares
    place_clear: Integers  # (places,) raids in which no leaker came to this place
    weight_clear: Floats  # (2,) people-weight in places without a leaker: sum, sum of squares
    layer_kills: Integers  # (layers, 2) sum, sum of squares
    kills: Integers  # (threats, units)
    rounds_used: Integers  # (units, 2) sum, sum of squares
    unengaged: Integers  # (reasons, 2) sum, sum of squares of the raid's count


class Estimate(NamedTuple):
    """A mean over raids with its standard error (dice), and the 5-95 % band over the published figures."""

    mean: float
    se: float
    low: float  # nan when no draws were made
    high: float


class PlaceAnswer(NamedTuple):
    leakers: Estimate
    p_no_leaker: Estimate
    people_weight: float  # people


class Driver(NamedTuple):
    """How strongly one uncertain figure moves the answer: its rank correlation with mean leakers over the draws."""

    path: str
    correlation: float
    significant: bool  # beyond what luck gives to the luckiest of all figures in 1 % of runs


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run says; keys of the mappings are names in the scenario's order."""

    scenario: Scenario
    battlespace: Battlespace
    raids: int
    seed: int
    draws: int
    leakers: Estimate
    p_no_leaker: Estimate
    leaker_distribution: Floats  # (threats + 1,) share of raids with that many leakers
    leak_probability: Floats  # (threats,)
    drawn_leakers: Floats  # (draws,) mean leakers of each draw over the published ranges
    places: Mapping[str, PlaceAnswer]
    weight_clear: Estimate  # people-weight in places without a leaker
    weight_total: float  # people-weight of all defended places
    rounds_used: Mapping[str, Estimate]
    rounds_left: Mapping[str, Estimate]
    kills_by_layer: Mapping[str, Estimate]
    unengaged: Mapping[str, Estimate]  # reason -> threats in a raid
    drivers: tuple[Driver, ...]  # strongest first
    notes: tuple[str, ...]
    versions: Mapping[str, str]
