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
from openbmd.physics.sighting import SIGHT, Sharpness, sight
from openbmd.physics.track_error import Errors, errors, errors_of_each, room
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
    return record(looks, met, stations(radars, sites), trajectory, links, grown(trajectory, met))


def grown(trajectory: Trajectory, held: Sequence[Held]) -> Growth | None:
    """How errors grow along a route, for `record`, `fuse` and those who fire; None where no radar ever sees it."""
    if all(one.first < 0 for one in held):
        return None
    return grow(trajectory.nodes, trajectory.burnout_time, trajectory.impact_time, MOTION, atmosphere.STANDARD)


class Stations(NamedTuple):
    """The radar sites of a scenario, ready for every route."""

    radars: tuple[Radar, ...]
    sites: tuple[RadarSite, ...]
    sharp: NDArray[np.void]  # (R,) how well they measure, fields of Sharpness
    origins: Floats  # (R, 3) m


def stations(radars: Sequence[Radar], sites: Sequence[RadarSite]) -> Stations:
    """The radars with their sites, in the same order."""
    sharp = [tuple(getattr(radar, name) for name in Sharpness._fields) for radar in radars]
    fields = [(name, np.int64 if name == "swerling_case" else np.float64) for name in Sharpness._fields]
    origins = [position(one.site.latitude, one.site.longitude, one.site.height) for one in sites]
    return Stations(tuple(radars), tuple(sites), np.array(sharp, fields), np.array(origins).reshape(-1, 3))


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
    ready: Stations,
    trajectory: Trajectory,
    links: Sequence[Link],
    growth: Growth | None,
    fired_on: Collection[str] | None = None,
) -> tuple[Track, ...]:
    """The tracks that `exchange` found; arguments as of `track`, growth of `grown`.

    fired_on: how well these sites know their target is worked out as far as fire units ask for it, the tracks of the
    others tell when and not how well; None for everything of all sites.
    """
    found = [
        _held(look, radar, (*links, None)[when.link], when)
        for look, radar, when in zip(looks, ready.radars, held, strict=True)
    ]
    some = [k for k, when in enumerate(held) if when.first >= 0 and (fired_on is None or looks[k].sensor in fired_on)]
    if growth is None or not some:
        return tuple(found)
    spans = [slice(held[k].first, held[k].last + 1) for k in some]
    starts = np.cumsum([0, *(span.stop - span.start for span in spans)])
    columns = np.empty((5, starts[-1]))
    for k, span, start, stop in zip(some, spans, starts, starts[1:], strict=False):
        look = looks[k]
        for column, values in zip(
            columns, (look.times, look.search_snr, look.cued_snr, look.search_share, look.track_share), strict=True
        ):
            column[start:stop] = values[span]
    known, launch = errors_of_each(
        trajectory.nodes, columns, starts, np.array([_dwell_time(found[k]) for k in some]), ready.origins[some],
        ready.sharp[some], growth, MOTION, fired_on is None,
    )  # fmt: skip
    for k, start, stop, ellipse in zip(some, starts, starts[1:], launch, strict=False):
        own = Errors(*(part[start:stop] for part in known))
        found[k] = _with_errors(found[k], columns[0, start:stop], own, ellipse)
    return tuple(found)


def fuse(
    looks: Sequence[Look],
    tracks: Sequence[Track],
    ready: Stations,
    trajectory: Trajectory,
    parties: Sequence[Mapping[str, float]],
    growth: Growth | None,
    whole: bool = True,
) -> tuple[Track, ...]:
    """One route as a fire unit holds it that gets the looks of several radars: one track for each party.

    A party is its radar sites by name, each with its link's latency [s], 0 for the unit's own. looks, tracks (of
    `track`) and what is ready in the same order. Each radar's looks count from its own first detection and come later
    by its latency; the track's times are those at which they come. It is firm when the first of the radars' firm
    tracks has come, and lost with the last look that comes before impact. Members are the radars that ever saw the
    target, or all of the party when none did. growth: of `grown`; whole: more than fire units ask for.
    """
    index = {site.name: i for i, site in enumerate(ready.sites)}
    end = min(trajectory.impact_time, float(trajectory.nodes[-1, 0]))
    fused = []
    for party in parties:
        members = {name: latency for name, latency in party.items() if tracks[index[name]].lost_time + latency < inf}
        sights = [
            _sights(looks[i], tracks[i], ready, i, trajectory, latency)
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
        known, launch = room(len(times), whole), np.full(3, np.nan)
        errors(growth, together, times, max(members.values()), MOTION, whole, known, launch)
        fused.append(_with_errors(blank, times, known, launch))
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


def _held(look: Look, radar: Radar, cue: Link | None, held: Held) -> Track:
    """The track that hold's indices describe, without errors; a cue that came after the track was firm is no cue."""
    first, firm, last, cue_time, _ = held
    firm_time = float(look.times[firm]) if firm >= 0 else inf
    cued = cue is not None and cue_time <= firm_time
    seen = first >= 0
    return _unseen((look.sensor,))._replace(
        cue_source=cue.source if cue is not None and cued and isfinite(cue_time) else "",
        cue_time=cue_time if cued else inf,
        first_seen_time=float(look.times[first]) if seen else inf,
        firm_time=firm_time,
        lost_time=float(look.times[last]) if seen else inf,
        lost_overhead=seen and _leaves_overhead(look, last, radar),
    )


def _dwell_time(track: Track) -> float:
    """From when a radar looks with its longer dwell [s]: from its cue on, and in track."""
    return min(track.cue_time, float(np.nextafter(track.firm_time, inf)))


def _leaves_overhead(look: Look, last: int, radar: Radar) -> bool:
    """Whether the frame after the last one held is out of sight because the target passes over the radar."""
    elevation, time = look.elevation[last], look.times[last]
    in_sight_on = last + 1 < len(look.times) and look.times[last + 1] < time + 1.5 * radar.frame_time
    return bool(elevation > min(OVERHEAD, radar.maximum_elevation - NEAR_LIMIT) and not in_sight_on)


def _sights(
    look: Look, track: Track, ready: Stations, site: int, trajectory: Trajectory, latency: float
) -> NDArray[np.void]:
    """What the radar at a site measures while it holds a track, (T,) SIGHT; it comes later by the latency [s]."""
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
        _dwell_time(track),
        ready.origins[site],
        Sharpness(*ready.sharp[site].tolist()),
        sights,
    )
    return sights


def _with_errors(track: Track, times: Floats, known: Errors, launch: Floats) -> Track:
    """A track with its errors at times (T,) [s] filled in."""
    variances = np.diagonal(known.covariances, axis1=1, axis2=2)
    return track._replace(
        times=times,
        at_launch=known.at_launch,
        position_error=np.sqrt(variances[:, :3].sum(axis=1)),
        velocity_error=np.sqrt(variances[:, 3:].sum(axis=1)),
        covariances=known.covariances,
        drag_covariances=known.drags,
        impact_ellipses=known.impacts,
        launch_ellipse=launch,
    )
