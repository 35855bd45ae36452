"""Where may a missile come down so that a fire unit, or all of them, can engage it?

Each aimpoint gets its own flight, looks, tracks and opportunities, by flow; nothing is a circle by assumption. What a
unit can do at one missile does not depend on the other units, so the footprint of several is put together from theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log2

import numpy as np

from openbmd import flow
from openbmd.kinds import Missile
from openbmd.records import FireUnit, Floats, Integers, Note, Place, Scenario
from openbmd.studies.footprint import boundary
from openbmd.studies.footprint.answer import Footprint, PlaceShots, UnitFootprint
from openbmd.studies.footprint.chain import (
    FOOTPRINT_REASONS,
    UNREACHED,
    Approach,
    Reached,
    alone,
    each_alone,
    judge,
    reach,
    with_missile,
    worst,
)
from openbmd.studies.footprint.flights import Flights
from openbmd.studies.footprint.plane import Plane, twice, union
from openbmd.work import Heard

ONE, AGAIN = 1, 2  # levels: one shot; a look, and another shot
GAP = 0.75e3  # m, to which boundaries are sought, so that they hold to a kilometre at kinks of the fly-out too
NODES_ACROSS = 6.0  # lattice nodes from a unit to its farthest ground range
LEAST_SPACING, MOST_SPACING = 4e3, 64e3  # m, of a lattice
LARGEST = 3_000e3  # m from the unit, beyond which nothing is asked for


def footprint(
    scenario: Scenario,
    names: Sequence[str],
    name: str,
    missile: Missile,
    approaches: Sequence[Approach],
    places: Sequence[Place],
    *,
    threads: int,
    progress: Heard,
) -> Footprint:
    """The footprint of fire units against a missile by its name, and what they can do at places.

    ValueError when there is no approach, or the grid comes over a pole or the date line.
    """
    if not approaches:
        raise ValueError("the launch area is empty: no launch point is given")
    groups: dict[int, list[FireUnit]] = {}
    for k, unit in enumerate(scenario.fire_units):
        if unit.name in names:
            groups.setdefault(flow.first_alike(scenario, k), []).append(unit)
    found = []
    for done, group in enumerate(groups.values()):
        progress(done, len(groups) + 1, "work-footprints")
        found.append(of_unit(scenario, group[0], missile, approaches, threads))
    progress(len(groups), len(groups) + 1, "work-places")
    one = [each.one.shape for each in found]
    at, notes = at_places(scenario, names, missile, approaches, places, threads)
    return Footprint(
        units=tuple(unit.name for unit in scenario.fire_units if unit.name in names),
        missile=name,
        approaches=tuple(approaches),
        one=union(one),
        again=union([each.again.shape for each in found]),
        two=twice(one, [len(group) for group in groups.values()]),
        places=at,
        flown=sum(each.flown for each in found),
        notes=notes,
    )


def of_unit(
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
        aims = np.radians(plane.lonlat(points)[:, ::-1])
        return worst([reach(own, each, aims, threads) for each in flights]).shots[:, 0]

    wanted = min(max(farthest / NODES_ACROSS, LEAST_SPACING), MOST_SPACING)
    spacing = GAP * 2.0 ** round(log2(wanted / GAP))  # whole bisections
    found = boundary.trace(values, GAP, spacing, farthest, LARGEST, (ONE, AGAIN))
    return UnitFootprint(plane.region(found[ONE]), plane.region(found[AGAIN]), flown)


def at_places(
    scenario: Scenario,
    names: Sequence[str],
    missile: Missile,
    approaches: Sequence[Approach],
    places: Sequence[Place],
    threads: int,
) -> tuple[dict[str, PlaceShots], tuple[Note, ...]]:
    """What the units can do at places, each with its own flight, as a run of the scenario has it; and notes."""
    if not places:
        return {}, ()
    own = with_missile(alone(scenario, tuple(names)), missile, approaches)
    found: list[Reached] = []
    notes: tuple[Note, ...] = ()
    for approach in approaches:
        routes = tuple(approach.route._replace(aimpoint=place.site) for place in places)
        flown = flow.fly([replace(own, routes=routes)], (), with_bodies=False, threads=threads)[0]
        came = np.flatnonzero([trajectory.reached and trajectory.as_asked for trajectory in flown])
        shots = np.zeros((len(places), len(own.fire_units)), np.int64)
        reasons = np.full(len(places), UNREACHED)
        if len(came):
            space = each_alone(own, tuple(routes[n] for n in came), tuple(flown[n] for n in came))
            shots[came], reasons[came] = judge(own, space)
            notes += space.notes
        found.append(Reached(shots, reasons))
    every, why = worst(found)
    at = {
        place.name: PlaceShots(
            int(row.sum()),
            int(np.count_nonzero(row)),
            "" if row.any() else FOOTPRINT_REASONS[reason],
            place.people_weight,
        )
        for place, row, reason in zip(places, every, why.tolist(), strict=True)
    }
    return at, tuple(dict.fromkeys(notes))
