"""What the radars hold: who cues whom, when a track is firm, and how well it knows the target."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import inf, isfinite, radians
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Radar
from openbmd.physics import atmosphere
from openbmd.physics.detection import hold
from openbmd.physics.earth import position
from openbmd.physics.error_growth import MOTION, Growth, grow
from openbmd.physics.sighting import SIGHT, sight
from openbmd.physics.track_error import errors
from openbmd.records import FireUnit, Floats, Held, Link, Look, RadarSite, Track, Trajectory, WarningReport

OVERHEAD = radians(60.0)  # assumed: what leaves the field of regard higher than this goes over it, not past its side
NEAR_LIMIT = radians(5.0)  # of the elevation limit, more than a target rises from one frame to the next


def track(
    looks: Sequence[Look],
    warnings: Sequence[WarningReport],
    radars: Sequence[Radar],
    sites: Sequence[RadarSite],
    trajectory: Trajectory,
    links: Sequence[Link],
    confidence: float,
) -> tuple[Track, ...]:
    """One route as each radar site holds it; looks, radars and sites in the same order, confidence [1]."""
    wires = wire(links, sites, [warning.sensor for warning in warnings])
    met = exchange(looks, warnings, radars, wires, confidence)
    return record(looks, met, radars, sites, trajectory, links, grown(trajectory, met))


def grown(trajectory: Trajectory, held: Sequence[Held]) -> Growth | None:
    """How errors grow along a route, for `record`, `fuse` and those who fire; None where no radar ever sees it."""
    if all(one.first < 0 for one in held):
        return None
    return grow(trajectory.nodes, trajectory.burnout_time, trajectory.impact_time, MOTION, atmosphere.STANDARD)


class Wires(NamedTuple):
    """Who cues whom, of a scenario's radar sites and warning sensors."""

    links: int  # how many there are, cues or not
    warned: tuple[tuple[str, int, int, float], ...]  # warning sensor, radar site, which link, its latency [s]
    heard: tuple[tuple[tuple[int, int, float], ...], ...]  # [radar site as source] (radar site, which link, latency)


def wire(links: Sequence[Link], sites: Sequence[RadarSite], sensors: Collection[str]) -> Wires:
    """The cues among links, between radar sites and from warning sensors by name."""
    index = {site.name: i for i, site in enumerate(sites)}
    warned = []
    heard: list[list[tuple[int, int, float]]] = [[] for _ in sites]
    for k, link in enumerate(links):
        target = index.get(link.target)
        if target is None or link.source == link.target:
            continue
        if link.source in sensors:
            warned.append((link.source, target, k, link.latency))
        elif link.source in index:
            heard[index[link.source]].append((target, k, link.latency))
    return Wires(len(links), tuple(warned), tuple(tuple(row) for row in heard))


def exchange(
    looks: Sequence[Look], warnings: Sequence[WarningReport], radars: Sequence[Radar], wires: Wires, confidence: float
) -> tuple[Held, ...]:
    """When each radar site holds one route, as `track` goes on to measure it.

    A warning report or another radar's firm track, later by the link's latency, cues a radar to look with
    its longer dwell; the earliest cue counts. A cue can only bring a firm track forward, to no earlier than the
    cue itself, so the exchange settles and rings of links are harmless.
    """
    reports = {warning.sensor: warning.report_time for warning in warnings}
    cues = [(inf, wires.links)] * len(looks)  # (s, which link)
    for sensor, target, k, latency in wires.warned:
        cues[target] = min(cues[target], (reports[sensor] + latency, k))
    held = [(-1, -1, -1)] * len(looks)
    pending = list(range(len(looks)))
    while pending:
        i = pending.pop(0)
        look = looks[i]
        held[i] = hold(
            look.times, look.search_snr, look.cued_snr, look.search_share, look.track_share, cues[i][0], radars[i],
            confidence,
        )  # fmt: skip
        if held[i][1] < 0:
            continue
        firm_time = float(look.times[held[i][1]])
        for target, k, latency in wires.heard[i]:
            cue = (firm_time + latency, k)
            if cue < cues[target]:
                cues[target] = cue
                if target not in pending:
                    pending.append(target)
    return tuple(Held(*indices, *cue) for indices, cue in zip(held, cues, strict=True))


def record(
    looks: Sequence[Look],
    held: Sequence[Held],
    radars: Sequence[Radar],
    sites: Sequence[RadarSite],
    trajectory: Trajectory,
    links: Sequence[Link],
    growth: Growth | None,
    fired_on: Collection[str] | None = None,
) -> tuple[Track, ...]:
    """The tracks that `exchange` found; arguments as of `track`, growth of `grown`.

    fired_on: how well these sites know their target is worked out as far as fire units ask for it, the tracks of the
    others tell when and not how well; None for everything of all sites.
    """
    return tuple(
        _record(look, radars[i], sites[i], trajectory, growth, (*links, None)[held[i].link], held[i], fired_on)
        for i, look in enumerate(looks)
    )


def fuse(
    looks: Sequence[Look],
    tracks: Sequence[Track],
    radars: Sequence[Radar],
    sites: Sequence[RadarSite],
    trajectory: Trajectory,
    parties: Sequence[Mapping[str, float]],
    growth: Growth | None,
    whole: bool = True,
) -> tuple[Track, ...]:
    """One route as a fire unit holds it that gets the looks of several radars: one track for each party.

    A party is its radar sites by name, each with its link's latency [s], 0 for the unit's own. looks, tracks (of
    `track`), radars and sites in the same order. Each radar's looks count from its own first detection and come later
    by its latency; the track's times are those at which they come. It is firm when the first of the radars' firm
    tracks has come, and lost with the last look that comes before impact. Members are the radars that ever saw the
    target, or all of the party when none did. growth: of `grown`; whole: more than fire units ask for.
    """
    index = {site.name: i for i, site in enumerate(sites)}
    end = min(trajectory.impact_time, float(trajectory.nodes[-1, 0]))
    fused = []
    for party in parties:
        members = {name: latency for name, latency in party.items() if tracks[index[name]].lost_time + latency < inf}
        sights = [
            _sights(looks[i], tracks[i], radars[i], sites[i], trajectory, latency)
            for i, latency in ((index[name], latency) for name, latency in members.items())
        ]
        together = np.sort(np.concatenate([np.empty(0, SIGHT), *sights]), order="time")
        together = together[together["arrival"] <= end]
        times = np.unique(together["arrival"])
        if growth is None or not len(times):
            fused.append(_unseen(tuple(party)))
            continue
        firm_time = min(tracks[index[name]].firm_time + latency for name, latency in members.items())
        blank = _unseen(tuple(members))._replace(
            first_seen_time=float(times[0]),
            firm_time=firm_time if firm_time <= end else inf,
            lost_time=float(times[-1]),
        )
        last = max(members, key=lambda name: tracks[index[name]].lost_time + members[name])
        blank = blank._replace(lost_overhead=tracks[index[last]].lost_overhead)
        fused.append(_with_errors(blank, growth, together, times, max(members.values()), whole))
    return tuple(fused)


def parties(
    units: Sequence[FireUnit], sites: Sequence[RadarSite], links: Sequence[Link]
) -> tuple[list[dict[str, float]], list[tuple[int, ...]]]:
    """Whose radars are held together, with their links' latencies [s]; and for each fire unit which of these is its."""
    names = {site.name for site in sites}
    found: list[dict[str, float]] = []
    held_by: list[tuple[int, ...]] = []
    for unit in units:
        party = {unit.radar: 0.0} if unit.radar in names else {}
        for link in links:
            if link.target == unit.name and link.use == "engage-on-remote" and link.source in names:
                party.setdefault(link.source, link.latency)
        if len(party) < 2:
            held_by.append(())
            continue
        if party not in found:
            found.append(party)
        held_by.append((found.index(party),))
    return found, held_by


def _unseen(members: tuple[str, ...]) -> Track:
    none = np.empty(0)
    return Track(
        " + ".join(members), members, "", inf, inf, inf, inf, none, np.empty((0, 7, 7)), none, none,
        np.empty((0, 6, 6)), np.empty((0, 7)), np.empty((0, 3)), np.full(3, np.nan), False,
    )  # fmt: skip


def _record(
    look: Look,
    radar: Radar,
    site: RadarSite,
    trajectory: Trajectory,
    growth: Growth | None,
    cue: Link | None,
    held: Held,
    fired_on: Collection[str] | None,
) -> Track:
    """The track that hold's indices describe; a cue that came after the track was firm is no cue."""
    first, firm, last, cue_time, _ = held
    firm_time = float(look.times[firm]) if firm >= 0 else inf
    blank = _unseen((look.sensor,))._replace(firm_time=firm_time)
    if cue is not None and cue_time <= firm_time:
        blank = blank._replace(cue_source=cue.source if isfinite(cue_time) else "", cue_time=cue_time)
    if first < 0:
        return blank
    blank = blank._replace(
        first_seen_time=float(look.times[first]),
        lost_time=float(look.times[last]),
        lost_overhead=_leaves_overhead(look, last, radar),
    )
    if growth is None or (fired_on is not None and look.sensor not in fired_on):
        return blank
    sights = _sights(look, blank, radar, site, trajectory, 0.0)
    return _with_errors(blank, growth, sights, look.times[first : last + 1], 0.0, fired_on is None)


def _leaves_overhead(look: Look, last: int, radar: Radar) -> bool:
    """Whether the frame after the last one held is out of sight because the target passes over the radar."""
    elevation, time = look.elevation[last], look.times[last]
    in_sight_on = last + 1 < len(look.times) and look.times[last + 1] < time + 1.5 * radar.frame_time
    return bool(elevation > min(OVERHEAD, radar.maximum_elevation - NEAR_LIMIT) and not in_sight_on)


def _sights(
    look: Look, track: Track, radar: Radar, site: RadarSite, trajectory: Trajectory, latency: float
) -> NDArray[np.void]:
    """What a radar measures while it holds a track, (T,) SIGHT; it comes later by the latency [s]."""
    start = int(np.searchsorted(look.times, track.first_seen_time))
    stop = int(np.searchsorted(look.times, track.lost_time, "right"))
    sights = np.empty(stop - start, SIGHT)
    sights["arrival"] = look.times[start:stop] + latency
    sight(
        trajectory.nodes,
        look.times[start:stop],
        look.search_snr[start:stop],
        look.cued_snr[start:stop],
        look.search_share[start:stop],
        look.track_share[start:stop],
        min(track.cue_time, float(np.nextafter(track.firm_time, inf))),  # in track it keeps the longer dwell
        position(site.site.latitude, site.site.longitude, site.site.height),
        radar,
        sights,
    )
    return sights


def _with_errors(
    track: Track, growth: Growth, sights: NDArray[np.void], times: Floats, latency: float, whole: bool
) -> Track:
    """A track with its errors at times (T,) [s] filled in, from looks that come up to latency [s] late."""
    at_launch, impact_ellipses, covariances, drags, launch_ellipse = errors(
        growth, sights, times, latency, MOTION, whole
    )
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    return track._replace(
        times=times,
        at_launch=at_launch,
        position_error=np.sqrt(variances[:, :3].sum(axis=1)),
        velocity_error=np.sqrt(variances[:, 3:].sum(axis=1)),
        covariances=covariances,
        drag_covariances=drags,
        impact_ellipses=impact_ellipses,
        launch_ellipse=launch_ellipse,
    )
