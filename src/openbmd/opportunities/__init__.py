"""Who can reach them: the windows in which a fire unit can intercept a route.

An intercept is open on a grid of DECISION_STEP when the target is past burnout and separation, inside the
interceptor's altitude and ground-range limits about the unit, not too fast for its class, near enough in time for the
fly-out, and when one of the tracks that the unit may fire on (`sources`) is good enough at the launch. A launch is the
intercept less the fly-out, and not before the target's burnout and separation unless the scenario says so; the earliest
intercept that is still open at each decision makes both columns of the table grow with the decision. What a shot is
worth there (`worth`) follows that choice and does not make it.
"""

from __future__ import annotations

from math import ceil, floor, inf

import numpy as np

from openbmd.opportunities.search import NEVER_SEEN, NO_TIME, Decisions, search_all
from openbmd.opportunities.shooters import Shooters, nature, ready, tabulate
from openbmd.opportunities.sources import Target, end_of_boost, firing_sources, gather
from openbmd.physics import atmosphere
from openbmd.records import DECISION_STEP, REASONS, EngagementOpportunity

__all__ = ("Shooters", "Target", "close_sooner", "find", "gather", "nature", "ready", "tabulate")

TOO_LATE = (inf, inf, 1.0, 1.0, 0, inf)  # of each column of Decisions


def find(target: Target, shooters: Shooters) -> tuple[EngagementOpportunity, ...]:
    """When each fire unit can intercept the route, on which track, or why it cannot."""
    trajectory, units = target.trajectory, len(shooters.units)
    end = min(trajectory.impact_time, float(trajectory.nodes[-1, 0]))
    shape = units, floor(end / DECISION_STEP) + 1
    columns = Decisions(
        np.full(shape, inf), np.full(shape, inf), np.ones(shape), np.ones(shape), np.zeros(shape, np.int64),
        np.full(shape, inf),
    )  # fmt: skip
    names, sources, starts, members = firing_sources(target, shooters)
    windows, stops = np.empty((0, 4)), np.zeros(units + 1, np.int64)
    reasons, used = np.full(units, NEVER_SEEN), np.zeros(units, np.int64)
    if target.growth is not None and len(sources):
        windows = search_all(
            trajectory.nodes, ceil(end_of_boost(trajectory) / DECISION_STEP), shooters.rows, shooters.positions,
            shooters.ups, shooters.times, target.speed, target.lifting, atmosphere.STANDARD, target.crowd, sources,
            starts, members, target.update_times, target.updates, target.impact_errors, target.earliest_launch,
            target.growth, columns, stops, reasons, used,
        )  # fmt: skip
    found = []
    for unit, row in enumerate(shooters.like):
        own = windows[stops[row] : stops[row + 1]]
        source = names[starts[row] + used[row]] if len(own) else ""
        reason = "" if len(own) else REASONS[reasons[row]]
        mine = Decisions(*(column[row] for column in columns))
        found.append(EngagementOpportunity(unit, target.route, source, own, *mine, reason))
    return tuple(found)


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
