"""One flight as one radar sees it, read off its look and track."""

from __future__ import annotations

from math import inf, isfinite, nan

import numpy as np

from openbmd.kinds import Radar
from openbmd.physics.arc import sample
from openbmd.physics.earth import geodetic
from openbmd.records import Floats, Look, Site, Track, Trajectory
from openbmd.records.reasons import NEVER_FIRM, TOO_FAINT
from openbmd.studies.coverage.answer import Needed, Seen
from openbmd.studies.coverage.volume import needed_snr

STEP = 5.0  # s, between the points of a flight's path whose distance is taken
UNKNOWN = Seen("", inf, inf, inf, 0.0, nan, nan, nan, nan)


def seen(look: Look, track: Track) -> Seen:
    """What a look and its track come to."""
    first, firm, lost = track.first_seen_time, track.firm_time, track.lost_time
    if not isfinite(first):
        return UNKNOWN._replace(reason=look.reason or TOO_FAINT)
    k = int(np.searchsorted(look.times, first))
    held = 0.0
    if isfinite(firm):
        opened, closed = np.maximum(look.windows[:, 0], firm), np.minimum(look.windows[:, 1], lost)
        held = float(np.maximum(closed - opened, 0.0).sum())
    return Seen(
        reason="" if isfinite(firm) else NEVER_FIRM,
        first_time=first,
        firm_time=firm,
        lost_time=lost,
        held=held,
        slant=float(look.slant_range[k]),
        bearing=float(look.azimuth[k]),
        position_error=float(track.position_error[-1]) if len(track.position_error) else nan,
        impact_error=float(track.impact_ellipses[-1, 0]) if len(track.times) else nan,
    )


def needed(look: Look, track: Track, radar: Radar, confidence: float) -> Needed:
    """What one look needs at the closest approach; look and track of a radar without its range limit."""
    if not len(look.times):
        return Needed(nan, nan, nan, nan, nan, nan)
    k = int(np.argmin(look.slant_range))
    helped = look.times[k] >= min(track.cue_time, track.firm_time)
    snr = max(look.search_snr[k], look.cued_snr[k]) if helped else look.search_snr[k]
    area = float(look.cross_section[k])
    return Needed(
        time=float(look.times[k]),
        slant=float(look.slant_range[k]),
        bearing=float(look.azimuth[k]),
        elevation=float(look.elevation[k]),
        cross_section=area * needed_snr(confidence, radar) / float(snr) if snr > 0.0 else inf,
        given=area,
    )


def path(trajectory: Trajectory, step: float) -> tuple[Floats, Floats, Floats]:
    """Times (T,) [s], longitudes and latitudes (T, 2) [deg] and altitudes (T,) [m] of a flight."""
    last = float(trajectory.nodes[-1, 0])
    times = np.append(np.arange(0.0, last, step), last)
    points = [geodetic(*row[:3]) for row in sample(trajectory.nodes, times).tolist()]
    table = np.array(points)
    return times, np.degrees(table[:, 1::-1]), table[:, 2]


def closest_ground(trajectory: Trajectory, site: Site) -> float:
    """Least ground distance [m] between a flight's path and a site, on the WGS-84 ellipsoid."""
    from pyproj import Geod

    _, lonlat, _ = path(trajectory, STEP)
    here = np.degrees([site.longitude, site.latitude])
    ones = np.ones(len(lonlat))
    _, _, distances = Geod(ellps="WGS84").inv(lonlat[:, 0], lonlat[:, 1], here[0] * ones, here[1] * ones)
    return float(np.min(distances))
