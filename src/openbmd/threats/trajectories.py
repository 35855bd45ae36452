"""A flown boost as a Trajectory: events, apogee, impact, and the flights of its spent stages."""

from __future__ import annotations

from math import inf

import numpy as np

from openbmd.kinds import Missile
from openbmd.physics import arc, earth, flight, targeting
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER, ROTATION_RATE, SEMI_MAJOR_AXIS
from openbmd.records import Body, Floats, Note, Site, Trajectory

LONGEST_FLIGHT = 12_000.0  # s
LOWEST_PERIGEE = 120e3  # m, above which a flight counts as orbital


def trajectory(
    missile: Missile,
    case: targeting.Case,
    boost: Floats,
    count: int,
    ending: int,
    miss: float,
    said: Note | None,
    with_bodies: bool,
) -> Trajectory:
    """The flight left in case.nodes as a Trajectory."""
    nodes = case.nodes[:count].copy()
    boosting = targeting.timed_legs(case.vehicle)
    flown = targeting.steer(case.vehicle, case.axes, boost[0], boost[1], boost[2])["duration"][:boosting] > 0.0
    burning = flown & (case.vehicle["mass_flow"][:boosting] > 0.0)
    stage_of = np.concatenate([[0, 0], np.cumsum(case.vehicle["mass_flow"][2:boosting] > 0.0) - 1]).astype(int)
    staging = np.array(
        [
            case.leg_ends[:boosting][burning & (stage_of == number)].max()
            for number in range(len(missile.stages))
            if np.any(burning & (stage_of == number))
        ]
    )
    orbital = bool(ending != flight.FAILED and perigee(nodes[-1]) > LOWEST_PERIGEE)
    apogee_time, apogee_altitude = arc.apogee(nodes)
    impacted = ending == flight.IMPACT
    bodies = spent_stages(missile, case, nodes, staging) if with_bodies else ()
    return Trajectory(
        nodes=nodes,
        reached=bool(ending != flight.FAILED and miss == 0.0),
        miss_distance=miss,
        orbital=orbital,
        staging_times=staging,
        burnout_time=float(staging[-1]),
        separation_time=float(staging[-1]) if missile.separates else inf,
        apogee_time=apogee_time,
        apogee_altitude=apogee_altitude,
        impact_time=float(nodes[-1, 0]) if impacted else inf,
        impact=Site(*earth.geodetic(*nodes[-1, 1:4])),
        azimuth=float(boost[0]),
        tilt=float(boost[1]),
        cutoff=float(boost[2]),
        bodies=bodies,
        note=said,
    )


def spent_stages(missile: Missile, case: targeting.Case, nodes: Floats, staging: Floats) -> tuple[Body, ...]:
    """The flights of the stages dropped at the staging times, to the ellipsoid."""
    bodies = []
    dropped = len(staging) if missile.separates else len(staging) - 1
    for number, time in enumerate(staging[:dropped]):
        if time > nodes[-1, 0]:
            break  # the flight ends before the stage burns out
        start = nodes[np.searchsorted(nodes[:, 0], time), 1:7].copy()
        coast = np.zeros(1, flight.LEG)
        coast["duration"], coast["mass"] = inf, 1.0
        coast["drag_area"] = 1.0 / missile.stages[number].ballistic_coefficient
        count, ending = flight.fly(
            start,
            coast,
            case.layers,
            earth.WGS84,
            case.tolerance,
            0.0,
            LONGEST_FLIGHT,
            case.nodes,
            case.leg_ends,
        )
        path = case.nodes[:count].copy()
        path[:, 0] += time
        impact_time = float(path[-1, 0]) if ending == flight.IMPACT else inf
        bodies.append(Body(f"stage {number + 1}", path, impact_time, Site(*earth.geodetic(*path[-1, 1:4]))))
    return tuple(bodies)


def perigee(node: Floats) -> float:
    """Perigee altitude [m] above the equatorial radius of the two-body orbit through a node (10,)."""
    r = node[1:4]
    v = node[4:7] + np.cross([0.0, 0.0, ROTATION_RATE], r)
    momentum = np.cross(r, v)
    energy = v @ v / 2.0 - GRAVITATIONAL_PARAMETER / np.sqrt(r @ r)
    if energy >= 0.0:
        return inf
    axis = -GRAVITATIONAL_PARAMETER / (2.0 * energy)
    eccentricity = np.sqrt(max(0.0, 1.0 - momentum @ momentum / (GRAVITATIONAL_PARAMETER * axis)))
    return float(axis * (1.0 - eccentricity) - SEMI_MAJOR_AXIS)
