"""What a fire unit may fire on: the firm tracks that reach it, in the order in which it prefers them.

First its own radar's track; then what links bring, in the scenario's order; then the fused tracks that it holds. At
each launch the first of them that is good enough serves. From a firm track it takes the link's latency, the
interceptor's reaction time and the unit's command delay to the first launch; after the track's last update (and
latency) nothing more is launched on it.

An engage-on-remote link's track serves from launch to intercept. A launch-on-remote link's track serves the launch;
the unit's own radar has to finish, so its track must be firm by the intercept and not lost before it. The plan looks
ahead for that, as it does for the intercept itself: a unit that expects no handover does not launch. Intercepts stand
on a grid, so a track that ends less than one DECISION_STEP before one still counts as holding it.
A fused track counts once one of its members' own tracks is firm and has reached the unit, and stands on those of its
members that are firm and have reached it by the launch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf, isfinite, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Missile
from openbmd.opportunities.shooters import Shooters
from openbmd.opportunities.worth import Crowd
from openbmd.physics import arc
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER
from openbmd.physics.error_growth import Growth
from openbmd.physics.flyout import EARTH_RADIUS
from openbmd.records import DECISION_STEP, FireUnit, Floats, Integers, Link, Track, Trajectory

MOST_RADAR_SITES = 62  # EngagementOpportunity.radars_at keeps one bit for each in a signed word of 64
SOURCE = np.dtype(
    [
        ("usable", np.float64),  # s, first launch on this track
        ("until", np.float64),  # s, last launch on it
        ("latency", np.float64),  # s
        ("start", np.int64),  # its updates are rows start to stop of the table of updates
        ("stop", np.int64),
        ("first_finish", np.float64),  # s, intercepts that can be finished on it, from
        ("last_finish", np.float64),  # s, to
        ("member", np.int64),  # its members are rows member to member_stop of the table of members
        ("member_stop", np.int64),
        ("overhead", np.bool_),  # it is lost as the target passes over the radar
    ]
)
MEMBER = np.dtype(
    [
        ("known", np.float64),  # s, from when a launch on the source stands on this member
        ("radar", np.int64),  # the bit of its radar site
        ("discrimination", np.float64),  # 1
    ]
)


class Target(NamedTuple):
    """One route, ready for every fire unit."""

    route: int
    trajectory: Trajectory
    crowd: Crowd
    speed: float  # m/s, at which it would come down without air
    lifting: float  # m/s2 for each Pa, acceleration across its path of which the body is capable: (L/D) / beta
    sites: Mapping[str, int]  # place of each radar site
    discrimination: tuple[float, ...]  # 1, of each radar site
    tracks: tuple[Track, ...]  # of the radar sites, then the fused ones
    starts: tuple[int, ...]  # rows of updates where each begins, and the end
    update_times: Floats  # (K,) s
    updates: Floats  # (K, 7, 7) covariance of each as if at launch, as of Track.at_launch
    impact_errors: Floats  # (K,) m, 1-sigma of the predicted impact after each, major semi-axis
    earliest_launch: float  # s, before which nobody launches at it
    growth: Growth | None  # of errors along the route; None where nobody sees it


def gather(
    route: int,
    trajectory: Trajectory,
    missile: Missile,
    tracks: Sequence[Track],
    fused: Sequence[Track],
    discrimination: Sequence[float],
    unresolved_objects: bool,
    launch_on_boosting_track: bool,
    growth: Growth | None,
) -> Target:
    """A route with the tracks and discriminations [1] of all radar sites in the scenario's order, and fused tracks.

    growth: of its errors. Without launch_on_boosting_track nobody launches before it burns and comes apart no more:
    until then its track does not tell where it will be.

    ValueError when there are more radar sites than a shot can say that it stands on.
    """
    if len(tracks) > MOST_RADAR_SITES:
        raise ValueError(
            f"{len(tracks)} radar sites: each shot marks the sites it stands on in one word, "
            f"which has room for {MOST_RADAR_SITES}"
        )
    every = (*tracks, *fused)
    starts = [0]
    for track in every:
        starts.append(starts[-1] + len(track.times))
    times, updates, impact_errors = np.empty(starts[-1]), np.empty((starts[-1], 7, 7)), np.empty(starts[-1])
    for k, track in enumerate(every):
        span = slice(starts[k], starts[k + 1])
        times[span] = track.times
        updates[span] = track.at_launch
        impact_errors[span] = track.impact_ellipses[:, 0]
    return Target(
        route,
        trajectory,
        Crowd(float(missile.unresolved_objects) if unresolved_objects else 0.0, float(missile.strip_altitude)),
        falling_speed(trajectory),
        float(missile.lift_to_drag / missile.ballistic_coefficient),
        {track.sensor: k for k, track in enumerate(tracks)},
        tuple(discrimination),
        every,
        tuple(starts),
        times,
        updates,
        impact_errors,
        0.0 if launch_on_boosting_track else end_of_boost(trajectory),
        growth,
    )


def end_of_boost(trajectory: Trajectory) -> float:
    """When a missile has burnt out, and parted from its last stage if it does [s]."""
    return max(trajectory.burnout_time, trajectory.separation_time if isfinite(trajectory.separation_time) else 0.0)


def falling_speed(trajectory: Trajectory) -> float:
    """Speed [m/s] at which a route would come down on the mean sphere, were there no air from burnout on."""
    state = arc.sample(trajectory.nodes, np.array([end_of_boost(trajectory)]))[0]
    high, fast = float(np.linalg.norm(state[:3])), float(np.linalg.norm(state[3:]))
    gained = 2.0 * GRAVITATIONAL_PARAMETER * (1.0 / EARTH_RADIUS - 1.0 / high)  # below 0 under the mean sphere
    return sqrt(max(fast * fast + gained, 0.0))


class Reaching(NamedTuple):
    """A track that reaches a unit."""

    place: int  # among the target's tracks
    latency: float  # s
    finish: tuple[float, float]  # s, intercepts that can be finished on it, from and to
    members: tuple[tuple[float, int, float], ...]  # rows MEMBER
    overhead: bool  # it is lost as the target passes over the radar


def firing_sources(
    target: Target, shooters: Shooters
) -> tuple[list[str], NDArray[np.void], Integers, NDArray[np.void]]:
    """The tracks that each of N units may fire on, best liked first: sensors, rows SOURCE and rows MEMBER.

    Those of unit n are the sensors and rows SOURCE from the n-th to the next of N + 1 starts.
    """
    names: list[str] = []
    rows: list[tuple[float, ...]] = []
    members: list[tuple[float, int, float]] = []
    starts = [0]
    for unit, links, fused, delay in zip(shooters.units, shooters.links, shooters.fused, shooters.delays, strict=True):
        for place, latency, finish, made_of, overhead in reaching(target, unit, links, fused):
            track = target.tracks[place]
            firm = max(track.firm_time + latency, min(known for known, _, _ in made_of))
            if not isfinite(firm):
                continue
            names.append(track.sensor)
            span = target.starts[place], target.starts[place + 1]
            whose = len(members), len(members) + len(made_of)
            rows.append((firm + delay, track.lost_time + latency, latency, *span, *finish, *whose, overhead))
            members.extend(made_of)
        starts.append(len(rows))
    return names, np.array(rows, SOURCE), np.array(starts, np.int64), np.array(members, MEMBER)


def reaching(target: Target, unit: FireUnit, links: Sequence[Link], fused: Sequence[int]) -> Iterator[Reaching]:
    """The tracks that reach the unit by its own radar, its links or together, firm or not, best liked first."""

    def member(site: int, latency: float) -> tuple[float, int, float]:
        return target.tracks[site].firm_time + latency, 1 << site, target.discrimination[site]

    always = (-inf, inf)
    latencies = {}
    if unit.radar:
        own = target.sites[unit.radar]
        latencies[own] = 0.0
        yield Reaching(own, 0.0, always, (member(own, 0.0),), target.tracks[own].lost_overhead)
    for link in links:
        if link.source not in target.sites:
            continue
        remote = target.sites[link.source]
        if link.use == "engage-on-remote":
            latencies[remote] = min(link.latency, latencies.get(remote, inf))
            yield Reaching(
                remote, link.latency, always, (member(remote, link.latency),), target.tracks[remote].lost_overhead
            )
        elif link.use == "launch-on-remote" and unit.radar and isfinite(target.tracks[own].firm_time):
            finish = target.tracks[own].firm_time, target.tracks[own].lost_time + DECISION_STEP
            # its own radar must work whatever the time, and has no say in what the launch goes at
            stands_on = (member(remote, link.latency), (-inf, 1 << own, 0.0))
            overhead = target.tracks[remote].lost_overhead or target.tracks[own].lost_overhead
            yield Reaching(remote, link.latency, finish, stands_on, overhead)
    for f in fused:
        place = len(target.sites) + f
        track = target.tracks[place]
        sites = [target.sites[name] for name in track.members]
        yield Reaching(place, 0.0, always, tuple(member(site, latencies[site]) for site in sites), track.lost_overhead)
