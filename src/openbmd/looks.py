"""Who sees a flight, and when: radars frame by frame, space sensors by the plume."""

from __future__ import annotations

from math import isfinite

import numpy as np

from openbmd.kinds import InfraredSensor, Missile, Radar
from openbmd.physics.infrared import detected_time
from openbmd.physics.radar import observe
from openbmd.records import Look, Note, RadarSite, Trajectory, WarningReport, note
from openbmd.records.reasons import OUT_OF_SIGHT

REFRACTION_RANGE = 500e3  # m, beyond which 4/3 Earth bends visibly too much


def look(trajectory: Trajectory, missile: Missile, radar: Radar, place: RadarSite) -> Look:
    """What a radar at a place has of a flight: one entry for each multiple of its frame time in sight.

    The body axis lies along the Earth-fixed velocity. Until separation, or burnout when nothing
    separates, the cross-section is the booster's; then nose to side to tail by aspect.
    """
    bare_time = trajectory.separation_time if isfinite(trajectory.separation_time) else trajectory.burnout_time
    table, windows, passed = observe(
        trajectory.nodes,
        min(trajectory.impact_time, float(trajectory.nodes[-1, 0])),
        bare_time,
        (
            missile.nose_cross_section,
            missile.side_cross_section,
            missile.tail_cross_section or missile.nose_cross_section,
            missile.booster_cross_section,
        ),
        radar,
        place.site,
        place.boresight_azimuth,
        place.minimum_elevation,
        place.horizon_mask,
        place.refraction,
    )
    times, slant_range, azimuth, elevation, area, search_snr, cued_snr = table
    return Look(
        place.name,
        times,
        slant_range,
        azimuth,
        elevation,
        area,
        search_snr,
        cued_snr,
        windows,
        (*OUT_OF_SIGHT, "")[passed],
        np.ones(len(times)),
        np.ones(len(times)),
    )


def caution(look: Look, place: RadarSite) -> Note | None:
    """What to say of a look that leaves the refraction model's validity; None when it does not."""
    farthest = look.slant_range.max() if len(look.times) else 0.0
    if place.refraction and farthest > REFRACTION_RANGE:
        beyond = f"{REFRACTION_RANGE / 1e3:.0f}"
        return note("notes-far-look", radars=(place.name,), km=f"{farthest / 1e3:.0f}", beyond=beyond)
    return None


def warn(trajectory: Trajectory, infrared: InfraredSensor, name: str) -> WarningReport:
    """When a space sensor calls a launch, and when its report stands at the source's end of a link [s]."""
    floats = InfraredSensor(*(float(figure) for figure in infrared))
    detected = detected_time(trajectory.nodes, trajectory.burnout_time, floats)
    return WarningReport(name, detected, detected + infrared.report_delay)
