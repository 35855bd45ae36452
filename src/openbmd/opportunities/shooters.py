"""Fire units made ready once for all routes: fly-out tables, envelopes, what they hear, as rows for `search_all`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, inf, isfinite, pi, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Interceptor
from openbmd.opportunities.search import SHOOTER
from openbmd.physics import atmosphere, earth, flyout, impulsive, lob
from openbmd.physics.flyout import FlyoutTable
from openbmd.records import FireUnit, Floats, Link

MARGIN = 1.02  # 1, of the fly-out table over the envelope's far corner, for the ellipsoid and the site's height
STRAIGHT = (0.0, 0.0)  # s of vertical rise, and the share of the burn for the turn, of a slant boost


class Shooters(NamedTuple):
    """The fire units of a scenario, ready for every route; of those that stand, see and shoot alike only the first."""

    like: tuple[int, ...]  # [unit] the place among the rows below of the one that it is like
    units: tuple[FireUnit, ...]  # [row]
    links: tuple[tuple[Link, ...], ...]  # [row] those to it
    fused: tuple[tuple[int, ...], ...]  # [row] places, among a target's fused tracks, of those that it holds
    delays: tuple[float, ...]  # [row] s, from a firm track to the first launch
    rows: NDArray[np.void]  # (N,) SHOOTER
    positions: Floats  # (N, 3) m
    ups: Floats  # (N, 3) 1
    times: Floats  # (K, E, S) s, of the fly-out tables


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


def ready(
    units: Sequence[FireUnit],
    interceptors: Mapping[str, Interceptor],
    tables: Mapping[str, FlyoutTable],
    links: Sequence[Link],
    fused: Sequence[Sequence[int]],
    closing_geometry: bool,
    by_class: bool,
) -> Shooters:
    """The units with their kinds and fly-out tables by name, all links of the scenario, and the fused tracks of each.

    closing_geometry: whether the kill probability falls with how the target is met; by_class: with what it can do.
    """
    heard = [tuple(link for link in links if link.target == unit.name) for unit in units]
    first: dict[tuple[object, ...], int] = {}
    like = [first.setdefault(nature(*one), len(first)) for one in zip(units, heard, strict=True)]
    kept = [like.index(row) for row in range(len(first))]
    kinds = tuple(tables)
    rows, positions, ups = np.zeros(len(kept), SHOOTER), np.empty((len(kept), 3)), np.empty((len(kept), 3))
    for n, u in enumerate(kept):
        site, kind, table = units[u].site, interceptors[units[u].interceptor], tables[units[u].interceptor]
        positions[n] = earth.position(site.latitude, site.longitude, site.height)
        ups[n] = earth.local_axes(site.latitude, site.longitude)[2]
        radius = float(np.linalg.norm(positions[n]))
        rows[n] = (
            kind.minimum_altitude, kind.maximum_altitude,
            2.0 * sin(min(0.5 * kind.minimum_range / radius, 0.5 * pi)),
            2.0 * sin(min(0.5 * kind.maximum_range / radius, 0.5 * pi)),
            kind.acquisition_basket, kind.homing_time,
            *((kind.crossing_factor, kind.floor_factor, kind.floor_margin) if closing_geometry else (1.0, 1.0, 0.0)),
            *((least_speed(kind.design_range), least_speed(kind.limit_range)) if by_class else (inf, inf)),
            kind.agility if by_class else inf,
            kinds.index(units[u].interceptor), *table[:5],
        )  # fmt: skip
    return Shooters(
        tuple(like),
        tuple(units[u] for u in kept),
        tuple(heard[u] for u in kept),
        tuple(tuple(fused[u]) for u in kept),
        tuple(interceptors[units[u].interceptor].reaction_time + units[u].command_delay for u in kept),
        rows,
        positions,
        ups,
        np.array([tables[kind].time for kind in kinds]),
    )


def nature(unit: FireUnit, links: Sequence[Link]) -> tuple[object, ...]:
    """What a unit's opportunities hang on: how it stands, sees and shoots, whatever its name and magazine."""
    heard = tuple((link.source, link.latency, link.use) for link in links)
    return unit.site, unit.radar, unit.interceptor, unit.command_delay, heard


def least_speed(distance: float) -> float:
    """The least speed [m/s] for a distance [m]; infinite for an infinite one."""
    return impulsive.least_speed(float(distance), flyout.EARTH_RADIUS) if isfinite(distance) else inf
