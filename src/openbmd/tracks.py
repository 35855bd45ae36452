"""What the radars hold: who cues whom, when a track is firm, how well it knows the target."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

import numpy as np

from openbmd.kinds import Radar
from openbmd.physics.detection import hold
from openbmd.physics.earth import position
from openbmd.physics.track_error import Motion, errors
from openbmd.records import Link, Look, RadarSite, Track, Trajectory, WarningReport

MOTION = Motion(
    free_noise=1e-4,  # m2/s3, assumed: 2e-3 m/s2 of gravity anomaly and thin air that keeps its direction for 10 s
    boost_share=1.0,  # assumed: the tracker knows nothing of the thrust
    flight_share=0.3,  # assumed: ballistic coefficient and lift known to 30 %
    correlation_time=10.0,  # s, assumed: drag, lift and thrust change over about ten seconds
    prior_speed=10e3,  # m/s, assumed: more than any missile's, so that the first looks alone say how fast it flies
)


def track(
    looks: Sequence[Look],
    warnings: Sequence[WarningReport],
    radars: Sequence[Radar],
    sites: Sequence[RadarSite],
    trajectory: Trajectory,
    links: Sequence[Link],
    confidence: float,
) -> tuple[Track, ...]:
    """One route as each radar site holds it; looks, radars and sites in the same order, confidence [1].

    A warning report or another radar's firm track, later by the link's latency, cues a radar to look with
    its longer dwell; the earliest cue counts. A cue can only bring a firm track forward, to no earlier than the
    cue itself, so the exchange settles and rings of links are harmless.
    """
    index = {site.name: i for i, site in enumerate(sites)}
    reports = {warning.sensor: warning.report_time for warning in warnings}
    cues = [(inf, len(links))] * len(sites)  # (s, which link)
    heard: list[list[tuple[int, int, float]]] = [[] for _ in sites]  # by source: (target, which link, latency)
    for k, link in enumerate(links):
        target = index.get(link.target)
        if target is None or link.source == link.target:
            continue
        if link.source in reports:
            cues[target] = min(cues[target], (reports[link.source] + link.latency, k))
        elif link.source in index:
            heard[index[link.source]].append((target, k, link.latency))
    held = [(-1, -1, -1)] * len(sites)
    pending = list(range(len(sites)))
    while pending:
        i = pending.pop(0)
        look = looks[i]
        held[i] = hold(look.times, look.search_snr, look.cued_snr, cues[i][0], radars[i], confidence)
        if held[i][1] < 0:
            continue
        firm_time = float(look.times[held[i][1]])
        for target, k, latency in heard[i]:
            cue = (firm_time + latency, k)
            if cue < cues[target]:
                cues[target] = cue
                if target not in pending:
                    pending.append(target)
    return tuple(
        _record(looks[i], radars[i], sites[i], trajectory, cues[i][0], links[cues[i][1]].source, held[i])
        if isfinite(cues[i][0])
        else _record(looks[i], radars[i], sites[i], trajectory, inf, "", held[i])
        for i in range(len(sites))
    )


def _record(
    look: Look,
    radar: Radar,
    site: RadarSite,
    trajectory: Trajectory,
    cue_time: float,
    cue_source: str,
    held: tuple[int, int, int],
) -> Track:
    """The track that hold's indices describe; a cue that came after the track was firm is no cue."""
    first, firm, last = held
    firm_time = float(look.times[firm]) if firm >= 0 else inf
    if cue_time > firm_time:
        cue_time, cue_source = inf, ""
    if first < 0:
        none = np.empty(0)
        return Track(
            look.sensor, (look.sensor,), cue_source, cue_time, inf, inf, inf, none, none, none,
            np.empty((0, 6, 6)), np.empty((0, 3)), np.full(3, np.nan),
        )  # fmt: skip
    span = slice(first, last + 1)
    times = look.times[span]
    position_error, velocity_error = errors(
        trajectory.nodes,
        times,
        look.search_snr[span],
        look.cued_snr[span],
        min(cue_time, float(np.nextafter(firm_time, inf))),  # in track it keeps the longer dwell
        position(site.site.latitude, site.site.longitude, site.site.height),
        radar,
        trajectory.burnout_time,
        MOTION,
    )
    return Track(
        look.sensor,
        (look.sensor,),
        cue_source,
        cue_time,
        float(look.times[first]),
        firm_time,
        float(look.times[last]),
        times,
        position_error,
        velocity_error,
        np.empty((len(times), 6, 6)),
        np.empty((len(times), 3)),
        np.full(3, np.nan),
    )
