"""A study: the defended footprint. Where may a missile come down so that a fire unit, or all of them, can engage it?

Each aimpoint gets its own flight, looks, tracks and opportunities, by flow; nothing is a circle by assumption. What a
unit can do at one missile does not depend on the other units, so the footprint of several is put together from theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import degrees, log2
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from openbmd import flow
from openbmd.footprints import boundary
from openbmd.footprints.chain import EVERY_REASON, UNREACHED, Approach, Reached, alone, engage, reach, worst
from openbmd.footprints.flights import Flights
from openbmd.kinds import Missile
from openbmd.records import FireUnit, Floats, Integers, Place, Scenario, Site

if TYPE_CHECKING:
    from pyproj import Proj
    from shapely.geometry.base import BaseGeometry

__all__ = ("EVERY_REASON", "Approach", "Footprint", "PlaceShots", "Plane", "Region", "footprint", "footprint_of_unit")

ONE, AGAIN = 1, 2  # levels: one shot; a look, and another shot
NODES_ACROSS = 6  # lattice nodes from a unit to its farthest ground range
LEAST_SPACING, MOST_SPACING = 3e3, 60e3  # m, of a lattice
LARGEST = 3_000e3  # m from the unit, beyond which nothing is asked for
POLE = 88.0  # deg, latitude beyond which a map in longitude and latitude makes no sense

Progress = Callable[[int, int, str], None]


class Region(NamedTuple):
    """A part of the ground."""

    shape: BaseGeometry  # longitude, latitude [deg]
    area: float  # m2, geodesic


class PlaceShots(NamedTuple):
    """What can be done about a missile that comes down at a place."""

    shots: int  # salvos that fit one after the other, of all units; of several approaches the fewest
    units: int  # how many units have any
    reason: str  # "" when there is any, else one of EVERY_REASON
    people_weight: float


@dataclass(frozen=True, slots=True)
class Footprint:
    """Which aimpoints can be defended against one missile; of several approaches, against each that comes there."""

    units: tuple[str, ...]
    missile: str
    approaches: tuple[Approach, ...]
    one: Region  # some unit has an engagement opportunity
    again: Region  # some unit can look, and shoot once more
    two: Region  # two different units have opportunities
    places: Mapping[str, PlaceShots]
    flown: int  # aimpoints that were flown for the boundaries


class Plane:
    """The ground about a middle, in metres east and north (azimuthal equidistant, WGS-84)."""

    def __init__(self, middle: Site) -> None:
        from pyproj import Proj

        self.longitude, latitude = degrees(middle.longitude), degrees(middle.latitude)
        self.projection: Proj = Proj(proj="aeqd", lon_0=self.longitude, lat_0=latitude, ellps="WGS84")

    def lonlat(self, points: Floats) -> Floats:
        """Longitude and latitude (N, 2) [deg] of points (N, 2) [m]; ValueError over a pole or the date line."""
        found = np.stack(self.projection(points[:, 0], points[:, 1], inverse=True), axis=1).reshape(-1, 2)
        if np.any(np.abs(found[:, 1]) > POLE):
            raise ValueError(f"the footprint's grid comes within {90.0 - POLE:g} degrees of a pole")
        if np.any(np.abs(found[:, 0] - self.longitude) > 180.0):
            raise ValueError("the footprint's grid crosses the date line (180 degrees east)")
        return found

    def region(self, rings: list[Floats]) -> Region:
        """What rings (N, 2) [m] enclose."""
        from shapely import transform

        return region(transform(boundary.area_of(rings), self.lonlat))


def region(shape: BaseGeometry) -> Region:
    """A shape in longitude and latitude [deg] with its geodesic area."""
    from pyproj import Geod
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.polygon import orient

    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon) and not part.is_empty]
    whole = MultiPolygon([orient(part) for part in parts])
    return Region(whole, sum(Geod(ellps="WGS84").geometry_area_perimeter(part)[0] for part in whole.geoms))


def footprint(
    scenario: Scenario,
    names: Sequence[str],
    name: str,
    missile: Missile,
    approaches: Sequence[Approach],
    places: Sequence[Place],
    *,
    threads: int,
    progress: Progress,
) -> Footprint:
    """The footprint of fire units against a missile by its name, and what they can do at places.

    ValueError when there is no approach, or the grid comes over a pole or the date line.
    """
    if not approaches:
        raise ValueError("the launch area is empty: no launch point is given")
    units = [unit for unit in scenario.fire_units if unit.name in names]
    index = {unit.name: k for k, unit in enumerate(scenario.fire_units)}
    like = [scenario.fire_units[flow.first_alike(scenario, index[unit.name])].name for unit in units]
    alike = {first: [unit for unit, one in zip(units, like, strict=True) if one == first] for first in dict.fromkeys(like)}
    one, again, flown = [], [], 0
    for done, group in enumerate(alike.values()):
        progress(done, len(alike) + 1, group[0].name)
        found = footprint_of_unit(scenario, max(group, key=lambda unit: unit.ready_rounds), missile, approaches, threads)
        one.append(found.one.shape)
        again.append(found.again.shape)
        flown += found.flown
    progress(len(alike), len(alike) + 1, "places")
    counts = [len(group) for group in alike.values()]
    return Footprint(
        tuple(unit.name for unit in units),
        name,
        tuple(approaches),
        region(_union(one)),
        region(_union(again)),
        region(_twice(one, counts)),
        at_places(scenario, names, missile, approaches, places, threads),
        flown,
    )


class UnitFootprint(NamedTuple):
    one: Region
    again: Region
    flown: int


def footprint_of_unit(
    scenario: Scenario, unit: FireUnit, missile: Missile, approaches: Sequence[Approach], threads: int
) -> UnitFootprint:
    """The footprint of one fire unit."""
    own = with_missile(alone(scenario, (unit.name,)), missile, approaches)
    farthest = float(own.interceptors[unit.interceptor].maximum_range)
    plane, middle = Plane(unit.site), (unit.site.latitude, unit.site.longitude)
    flights = [Flights(missile, approach.route, middle) for approach in approaches]
    flown = 0

    def values(points: Floats) -> Integers:
        nonlocal flown
        flown += len(points) * len(flights)
        lonlat = plane.lonlat(points)
        aims = np.radians(lonlat[:, ::-1])
        return worst([reach(own, each, aims, threads) for each in flights]).shots[:, 0]

    wanted = min(max(farthest / NODES_ACROSS, LEAST_SPACING), MOST_SPACING)
    spacing = boundary.GAP * 2.0 ** round(log2(wanted / boundary.GAP))  # whole bisections
    found = boundary.trace(values, spacing, farthest, LARGEST, (ONE, AGAIN))
    return UnitFootprint(plane.region(found[ONE]), plane.region(found[AGAIN]), flown)


def with_missile(scenario: Scenario, missile: Missile, approaches: Sequence[Approach]) -> Scenario:
    """The scenario with the missile that the approaches name."""
    return replace(scenario, missiles={**scenario.missiles, **{a.route.missile: missile for a in approaches}})


def at_places(
    scenario: Scenario,
    names: Sequence[str],
    missile: Missile,
    approaches: Sequence[Approach],
    places: Sequence[Place],
    threads: int,
) -> dict[str, PlaceShots]:
    """What the units can do at places, each with its own flight, as a run of the scenario has it."""
    if not places:
        return {}
    own = with_missile(alone(scenario, tuple(names)), missile, approaches)
    found = []
    for approach in approaches:
        routes = tuple(approach.route._replace(aimpoint=place.site) for place in places)
        flown = flow.fly([replace(own, routes=routes)], (), with_bodies=False, threads=threads)[0]
        came = np.flatnonzero([trajectory.reached for trajectory in flown])
        shots = np.zeros((len(places), len(own.fire_units)), np.int64)
        reasons = np.full(len(places), UNREACHED)
        here = engage(own, tuple(routes[n] for n in came), tuple(flown[n] for n in came))
        shots[came], reasons[came] = here
        found.append(Reached(shots, reasons))
    shots, reasons = worst(found)
    return {
        place.name: PlaceShots(
            int(row.sum()), int(np.count_nonzero(row)), "" if row.any() else EVERY_REASON[why], place.people_weight
        )
        for place, row, why in zip(places, shots, reasons.tolist(), strict=True)
    }


def _union(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    from shapely import union_all

    return union_all(shapes)


def _twice(shapes: Sequence[BaseGeometry], counts: Sequence[int]) -> BaseGeometry:
    """Where at least two units reach: one shape of two like units, or two shapes over each other."""
    from shapely import MultiPolygon

    parts: list[BaseGeometry] = [shape for shape, count in zip(shapes, counts, strict=True) if count > 1]
    parts += [a.intersection(b) for k, a in enumerate(shapes) for b in shapes[k + 1 :]]
    return _union(parts) if parts else MultiPolygon()
