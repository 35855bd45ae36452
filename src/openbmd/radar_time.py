"""What each radar has time for: who is looked at how often, and how many can be engaged at once.

Time asked of a radar is its search fence and, for each target held, the time of a look that gives the S/N its class
needs, as often as its class is looked at (`physics.look_costs`). Classes in order of priority:

- engaged: of the targets at which a unit on this radar could have a round in flight, as many as its units engage at
  once; with a message to each round. An upper estimate, made before the plan: in reach by altitude and ground range,
  from a launch in good time to the last intercept, whether or not anybody then fires.
- discriminating: as many more of those, while other objects look like them.
- tracking: all others that are held, one look a frame.
- searching: the fence.

Within a class what comes down last goes last. What does not fit is slowed (a share of its looks) or dropped (none), and
the search fence gives way before any target does. Time that is left goes into longer dwells, in proportion to need,
up to the dwell with a cue; so a radar with time to spare knows its targets as well as one that is asked for nothing.

Threats that fly one route at other times may be served otherwise. Those that get the same eighths of their looks on
every radar are one group, and each frame of a group gets the least that any of its threats gets.

Left out: what more looks at an engaged target add to its track; targets shot down, which are held as if all missed; the
looks that confirm a detection, the cued search for one, and objects beside the payload as tracks of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, inf, isfinite, pi, sin
from typing import NamedTuple

import numpy as np

from openbmd.kinds import Radar
from openbmd.physics import earth
from openbmd.physics.look_costs import Costs, blank, costs, fire_window
from openbmd.physics.radar_time import ROUNDING, Allotment, allot, thin
from openbmd.records import (
    FireUnit,
    Floats,
    Held,
    Integers,
    Look,
    Note,
    RadarTime,
    Scenario,
    Trajectory,
    note,
)

EFFECT = "radar-time"
PARTS = 8  # of its looks, by which threats of one route are told apart


class Shared(NamedTuple):
    """What the radars have time for. Rows are the routes, each as its threats that come down first are served, then
    routes again as others of their threats are."""

    times: tuple[RadarTime, ...]  # [radar site]
    routes: tuple[int, ...]  # [row]
    rows: tuple[int, ...]  # [threat]
    looks: tuple[tuple[Look, ...], ...]  # [row][radar site]; the look itself where time is plenty
    known: tuple[tuple[float, ...], ...]  # [row][radar site] 1, of the looks that tell the payload from others
    channels: Integers  # [fire unit] engagements at once


def figures(scenario: Scenario) -> Integers:
    """Engagements at once (U,) of each fire unit by its interceptor's own figure."""
    named = [scenario.interceptors[unit.interceptor].simultaneous_engagements for unit in scenario.fire_units]
    return np.array(named, dtype=np.int64)


def share(
    scenario: Scenario,
    flown: Sequence[Trajectory],
    looks: Sequence[Sequence[Look]],
    held: Sequence[Sequence[Held]],
) -> Shared:
    """Looks [route][radar site] with what there is time for, when they hold what they would with time for all.

    With the effect switched off the looks, one row a route and the units' own figures come back, beside what is asked.
    """
    route_of = np.array([threat.route for threat in scenario.threats], dtype=np.int64)
    desks = [_desk(scenario, flown, [row[k] for row in looks], [row[k] for row in held], k) for k in _sites(scenario)]
    found = [_allot(desk, scenario, flown, route_of, len(flown)) for desk in desks]
    times = tuple(_told(desk, one) for desk, one in zip(desks, found, strict=True))
    whole = tuple(range(len(flown)))
    plain = Shared(
        times, whole, tuple(route_of.tolist()), tuple(tuple(row) for row in looks),
        tuple((1.0,) * len(desks) for _ in whole), figures(scenario),
    )  # fmt: skip
    if EFFECT not in scenario.effects:
        return plain
    routes, rows = _groups(scenario, flown, [one.served for one in found])
    if len(routes) > len(whole):
        found = [_allot(desk, scenario, flown, np.array(rows, dtype=np.int64), len(routes)) for desk in desks]
    short = [bool((one.share < 1.0).any() or (one.quality < 1.0).any() or (one.search < 1.0).any()) for one in found]
    served = tuple(
        tuple(
            _served(look, when, desk.radar, one, row) if some else look
            for look, when, desk, one, some in zip(looks[route], held[route], desks, found, short, strict=True)
        )
        for row, route in enumerate(routes)
    )
    known = tuple(tuple(float(one.known[row]) for one in found) for row in range(len(routes)))
    return Shared(times, routes, rows, served, known, _channels(scenario, desks, found))


def plenty(times: Sequence[RadarTime]) -> bool:
    """Whether every radar has time for all it could do, so that nothing hangs on who else is held."""
    return all(
        time.slowed == time.dropped == 0 and time.search == time.dwell == 1.0 and time.channels == time.wanted
        for time in times
    )


class _Desk(NamedTuple):
    """One radar, with what is asked of it."""

    name: str
    radar: Radar
    units: tuple[int, ...]  # that engage on it
    wanted: int  # engagements at once of these
    cost: Costs
    first: int  # of its frames that are looked at,
    bins: int  # and how many


def _sites(scenario: Scenario) -> range:
    return range(len(scenario.radar_sites))


def _engaging(scenario: Scenario, unit: FireUnit) -> set[str]:
    """The radar sites that follow a unit's rounds: its own, or those on whose tracks alone it fires."""
    if unit.radar:
        return {unit.radar}
    return {link.source for link in scenario.links if link.target == unit.name and link.use == "engage-on-remote"}


def _desk(
    scenario: Scenario, flown: Sequence[Trajectory], looks: Sequence[Look], held: Sequence[Held], k: int
) -> _Desk:
    """The radar at site k with looks and held [route]."""
    site = scenario.radar_sites[k]
    radar = scenario.radars[site.radar]
    frame = radar.frame_time
    units = tuple(u for u, unit in enumerate(scenario.fire_units) if site.name in _engaging(scenario, unit))
    frames = [np.rint(look.times / frame).astype(np.int64) for look in looks]
    width = max((int(f[-1]) + 1 for f in frames if len(f)), default=1)
    cost = blank(len(looks), width)
    rounds = float(max((scenario.fire_units[u].doctrine.first_salvo for u in units), default=0))
    flying = {threat.route for threat in scenario.threats}
    for r, (look, when) in enumerate(zip(looks, held, strict=True)):
        if when.first < 0 or r not in flying:
            continue
        trajectory, missile = flown[r], scenario.missiles[scenario.routes[r].missile]
        bare = trajectory.separation_time if isfinite(trajectory.separation_time) else trajectory.burnout_time
        objects = float(missile.unresolved_objects) if "unresolved-objects" in scenario.effects else 0.0
        costs(
            trajectory.nodes, frames[r], look.cued_snr, (when.first, when.last),
            _fire(scenario, units, trajectory, look, when), objects, float(bare), float(missile.strip_altitude), rounds,
            radar, r, cost,
        )  # fmt: skip
    launches = [t.launch_time for t in scenario.threats]
    first = floor(min(launches, default=0.0) / frame + ROUNDING)
    bins = floor(max(launches, default=0.0) / frame + ROUNDING) - first + width if launches else 0
    wanted = int(figures(scenario)[list(units)].sum()) if units else 0
    return _Desk(site.name, radar, units, wanted, cost, first, bins)


def _fire(
    scenario: Scenario, units: Sequence[int], trajectory: Trajectory, look: Look, held: Held
) -> tuple[float, float]:
    """When one of the units may have a round in flight at a route [s], on this look."""
    begin, end = inf, -inf
    if held.firm < 0:
        return begin, end
    firm, times = float(look.times[held.firm]), look.times[held.firm : held.last + 1]
    for unit in {
        (one.site, one.interceptor, one.command_delay): one for one in (scenario.fire_units[u] for u in units)
    }.values():
        kind = scenario.interceptors[unit.interceptor]
        position = earth.position(unit.site.latitude, unit.site.longitude, unit.site.height)
        radius = float(np.linalg.norm(position))
        chord = 2.0 * sin(min(0.5 * kind.maximum_range / radius, 0.5 * pi))
        start, stop = fire_window(
            trajectory.nodes, times, position, float(kind.minimum_altitude), float(kind.maximum_altitude), chord,
            float(kind.burnout_speed), float(kind.burn_time),
        )  # fmt: skip
        start = max(start, firm + kind.reaction_time + unit.command_delay)
        if start < stop:
            begin, end = min(begin, start), max(end, stop)
    return begin, end


def _allot(desk: _Desk, scenario: Scenario, flown: Sequence[Trajectory], group_of: Integers, groups: int) -> Allotment:
    """What a radar gives each group of threats."""
    launches = np.array([threat.launch_time for threat in scenario.threats])
    route_of = np.array([threat.route for threat in scenario.threats], dtype=np.int64)
    impacts = np.array([threat.launch_time + flown[threat.route].impact_time for threat in scenario.threats])
    return allot(
        launches, route_of, group_of, groups, np.argsort(impacts, kind="stable"), desk.cost, desk.wanted,
        float(desk.radar.search_share), float(desk.radar.frame_time), int(desk.radar.maximum_tracks), desk.first,
        desk.bins,
    )  # fmt: skip


def _groups(
    scenario: Scenario, flown: Sequence[Trajectory], served: Sequence[Floats]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The route of each row and the row of each threat; served [radar site] (threats,) of its looks [1]."""
    routes, row_of = list(range(len(flown))), {}
    rows = [threat.route for threat in scenario.threats]
    begun: set[int] = set()
    for t in sorted(range(len(rows)), key=lambda t: scenario.threats[t].launch_time):
        route = rows[t]
        key = route, *(floor(PARTS * float(one[t]) + ROUNDING) for one in served)
        if key not in row_of:
            row_of[key] = len(routes) if route in begun else route
            if route in begun:
                routes.append(route)
            begun.add(route)
        rows[t] = row_of[key]
    return tuple(routes), tuple(rows)


def _served(look: Look, held: Held, radar: Radar, found: Allotment, row: int) -> Look:
    """A look as there is time for it; the look itself where there is time for all."""
    thinned = np.empty((4, len(look.times)))
    if not thin(
        look.times, look.search_snr, look.cued_snr, radar.frame_time, held.first, held.firm, found.share[row],
        found.quality[row], found.search[row], thinned,
    ):  # fmt: skip
        return look
    alone, cued, search, given = thinned
    return look._replace(search_snr=alone, cued_snr=cued, search_share=search, track_share=given)


def _channels(scenario: Scenario, desks: Sequence[_Desk], found: Sequence[Allotment]) -> Integers:
    """Engagements at once (U,) of each fire unit: what its radars have time for, shared out in proportion."""
    own = figures(scenario)
    left = own.copy()
    for desk, one in zip(desks, found, strict=True):
        total = 0
        for u in desk.units:
            before = total * one.channels // max(desk.wanted, 1)
            total += int(own[u])
            left[u] = min(left[u], total * one.channels // max(desk.wanted, 1) - before)
    return left


def _told(desk: _Desk, found: Allotment) -> RadarTime:
    worst = found.worst
    frames: Floats = (desk.first + np.arange(desk.bins, dtype=np.float64)) * desk.radar.frame_time
    return RadarTime(
        desk.name, frames, found.asked, found.tracks, int(np.sum((worst < 1.0) & (worst > 0.0))),
        int(np.sum(worst == 0.0)), float(found.search.min(initial=1.0)),
        float(found.quality.min(initial=1.0)), found.channels, desk.wanted,
    )  # fmt: skip


def cautions(scenario: Scenario, times: Sequence[RadarTime]) -> list[Note]:
    """What to say of the radar that is asked for most, and of each that is asked for more than it has."""
    played = EFFECT in scenario.effects
    said = []
    for time in times:
        total = time.asked.sum(axis=1)
        over = (total > 1.0 + ROUNDING) | (time.tracks > scenario.radars[_kind(scenario, time.sensor)].maximum_tracks)
        if not np.any(over):
            continue
        since, until = time.times[over][0], time.times[over][-1]
        said.append(
            note(
                "notes-short-of-time" if played else "notes-out-of-time",
                radar=time.sensor,
                since=f"{since:.0f}",
                until=f"{until:.0f}",
                tracks=str(int(time.tracks.max())),
                percent=f"{100.0 * total.max():.0f}",
                slowed=str(time.slowed),
                dropped=str(time.dropped),
                search=f"{100.0 * time.search:.0f}",
                channels=str(time.channels),
                wanted=str(time.wanted),
            )
        )
    return said


def _kind(scenario: Scenario, name: str) -> str:
    return next(site.radar for site in scenario.radar_sites if site.name == name)
