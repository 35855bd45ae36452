"""Who can reach them: the windows in which a fire unit can intercept a route.

An intercept is open on a grid of DECISION_STEP when the target is past burnout and separation, inside the
interceptor's altitude and ground-range limits about the unit, not too fast for its class, near enough in time for the
fly-out, and when one of the tracks that the unit may fire on (`sources`) is good enough at the launch. A launch is the
intercept less the fly-out, and not before the target's burnout and separation unless the scenario says so; the earliest
intercept that is still open at each decision makes both columns of the table grow with the decision. What a shot is
worth there (`worth`) follows that choice and does not make it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, cos, floor, inf, isfinite, pi, sin, sqrt

import numpy as np

from openbmd.kinds import Interceptor
from openbmd.opportunities.search import NEVER_SEEN, NO_TIME, Decisions, Envelope, search
from openbmd.opportunities.sources import Target, end_of_boost, firing_sources, gather
from openbmd.opportunities.worth import Closing, Suited, speed_share
from openbmd.physics import atmosphere, earth, flyout, impulsive, lob
from openbmd.physics.flyout import FlyoutTable
from openbmd.records import DECISION_STEP, REASONS, EngagementOpportunity, FireUnit, Link

__all__ = ("Target", "close_sooner", "find", "gather", "tabulate")

MARGIN = 1.02  # 1, of the fly-out table over the envelope's far corner, for the ellipsoid and the site's height
STRAIGHT = (0.0, 0.0)  # s of vertical rise, and the share of the burn for the turn, of a slant boost
NO_EFFECT = Closing(1.0, 1.0, 0.0)
EVERY_TARGET = Suited(1.0, inf)
TOO_LATE = (inf, inf, 1.0, 1.0, 0, inf)  # of each column of Decisions


def tabulate(interceptor: Interceptor) -> FlyoutTable:
    """The interceptor's fly-out table out to the far corner of its envelope: the soonest of its ways.

    Straight, on an arc after a slant boost, or on an arc after the boost with its pitch programme.
    """
    near = flyout.EARTH_RADIUS
    far = near + interceptor.maximum_altitude
    angle = interceptor.maximum_range / near
    slant = sqrt(near * near + far * far - 2.0 * near * far * cos(angle))
    speed, burn, coefficient = (
        float(value) for value in (interceptor.burnout_speed, interceptor.burn_time, interceptor.ballistic_coefficient)
    )
    table = flyout.tabulate(speed, burn, coefficient, MARGIN * slant, atmosphere.STANDARD)
    programme = min(float(interceptor.vertical_rise_time), burn), float(interceptor.pitch_over_share)
    lob.shorten(table, speed, burn, *programme, lob.FAN, coefficient, atmosphere.STANDARD)
    if programme != STRAIGHT:  # steep boosts are alike: what a slant one can win it wins on a flat course
        lob.shorten(table, speed, burn, *STRAIGHT, lob.FAN // 2, coefficient, atmosphere.STANDARD)
    return table


def find(
    target: Target,
    unit_index: int,
    unit: FireUnit,
    interceptor: Interceptor,
    table: FlyoutTable,
    links: Sequence[Link],
    fused: Sequence[int],
    closing_geometry: bool,
    by_class: bool,
) -> EngagementOpportunity:
    """When the unit can intercept the route, on which track, or why it cannot.

    fused: places, among the fused tracks that target was gathered with, of those that this unit holds.
    closing_geometry: whether the kill probability falls with how the target is met; by_class: with what it can do.
    """
    trajectory = target.trajectory
    end = min(trajectory.impact_time, float(trajectory.nodes[-1, 0]))
    count = floor(end / DECISION_STEP) + 1
    decisions = Decisions(
        np.full(count, inf),
        np.full(count, inf),
        np.ones(count),
        np.ones(count),
        np.zeros(count, np.int64),
        np.full(count, inf),
    )
    names, sources, members = firing_sources(target, unit, interceptor, links, fused)
    if not names:
        return EngagementOpportunity(unit_index, target.route, "", np.empty((0, 4)), *decisions, REASONS[NEVER_SEEN])
    site = unit.site
    position = earth.position(site.latitude, site.longitude, site.height)
    radius = float(np.linalg.norm(position))
    envelope = Envelope(
        float(interceptor.minimum_altitude),
        float(interceptor.maximum_altitude),
        2.0 * sin(min(0.5 * interceptor.minimum_range / radius, 0.5 * pi)),
        2.0 * sin(min(0.5 * interceptor.maximum_range / radius, 0.5 * pi)),
        float(interceptor.acquisition_basket),
        float(interceptor.homing_time),
    )
    closing = NO_EFFECT
    if closing_geometry:
        closing = Closing(
            float(interceptor.crossing_factor), float(interceptor.floor_factor), float(interceptor.floor_margin)
        )
    suited = EVERY_TARGET
    if by_class:
        design, limit = (
            impulsive.least_speed(float(distance), flyout.EARTH_RADIUS) if isfinite(distance) else inf
            for distance in (interceptor.design_range, interceptor.limit_range)
        )
        suited = Suited(speed_share(target.speed, design, limit), float(interceptor.agility))
    windows, reason_index, source = search(
        trajectory.nodes,
        ceil(end_of_boost(trajectory) / DECISION_STEP),
        position,
        earth.local_axes(site.latitude, site.longitude)[2],
        envelope,
        closing,
        suited,
        target.lifting,
        atmosphere.STANDARD,
        target.crowd,
        table,
        sources,
        members,
        target.update_times,
        target.updates,
        target.impact_errors,
        target.earliest_launch,
        target.growth,
        decisions,
    )
    return EngagementOpportunity(
        unit_index,
        target.route,
        names[source] if len(windows) else "",
        windows.copy(),
        *decisions,
        "" if len(windows) else REASONS[reason_index],
    )


def close_sooner(found: EngagementOpportunity, seconds: float) -> EngagementOpportunity:
    """The opportunity as if each of its launch windows closed so much sooner; "no time" where nothing is left of it.

    A decision to a launch that is no more waits for the next window. Intercepts of the windows stay as they were.
    """
    opens, closes = found.windows[:, 0], found.windows[:, 1] - seconds
    launch = found.launch_at[:, None]
    kept = np.any((opens <= launch) & (launch <= closes), axis=1)
    size = len(kept)
    following = np.minimum.accumulate(np.where(kept, np.arange(size), size)[::-1])[::-1]
    launch_at, intercept_at, factor_at, picked_at, radars_at, impact_error_at = (
        np.append(getattr(found, name), late)[following] for name, late in zip(Decisions._fields, TOO_LATE, strict=True)
    )
    return found._replace(
        windows=found.windows[opens <= closes] - np.array([0.0, seconds, 0.0, 0.0]),
        launch_at=launch_at,
        intercept_at=intercept_at,
        factor_at=factor_at,
        picked_at=picked_at,
        radars_at=radars_at,
        impact_error_at=impact_error_at,
        reason=found.reason if found.reason or kept.any() else REASONS[NO_TIME],
    )
