"""Where do they come from: launch point, aimpoint and shape of the arc → Trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from math import inf, nan, pi

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Missile
from openbmd.physics import arc, ascent, boost_fans, boosts, earth, flight, glide, targeting
from openbmd.physics.atmosphere import STANDARD
from openbmd.physics.constants import (
    GRAVITATIONAL_PARAMETER,
    ROTATION_RATE,
    SEMI_MAJOR_AXIS,
    STANDARD_GRAVITY,
)
from openbmd.records import Body, Floats, Note, Route, Shape, Site, Trajectory, note

STEP_TOLERANCE = 1e-13  # of a step: within 0.1 m of SciPy at 1e-13 for every catalogue missile
ROOM = 4096  # nodes of one flight
HIT = 100.0  # m, a miss that counts as reaching the aimpoint
ORBIT_LIMIT = 6_000.0  # s that an orbital flight is followed, about one revolution
LONGEST_FLIGHT = 12_000.0  # s
LOWEST_PERIGEE = 120e3  # m, above which a flight counts as orbital

# A shape chosen by name alone is defined by its apogee in units of the minimum-energy arc's: a convention of this
# laboratory, since "lofted" and "depressed" have no agreed measure.
APOGEE_RATIOS = (("lofted", 2.0), ("depressed", 0.5), ("quasi-ballistic", 0.5))
GLIDE_APOGEE = 1.25  # of the pull-up altitude: likewise the apogee of a glide chosen by name alone

Fan = tuple[Floats, Floats]  # as boost_fans.prepare gives it


def vehicle(missile: Missile, shape: Shape) -> NDArray[np.void]:
    """The missile as legs (n,) flight.LEG, directions and cutoff still open (see targeting.steer)."""
    legs: list[dict[str, float]] = []
    mass = missile.payload_mass + sum(stage.propellant_mass + stage.dry_mass for stage in missile.stages)
    for number, stage in enumerate(missile.stages):
        flow = stage.propellant_mass / stage.burn_time
        thrust = stage.specific_impulse * STANDARD_GRAVITY * flow + stage.nozzle_exit_area * stage.reference_pressure
        burn: dict[str, float] = {
            "mass_flow": flow,
            "vacuum_thrust": thrust,
            "exit_area": stage.nozzle_exit_area,
            "drag_area": pi / 4.0 * stage.diameter**2,
            "drag_table": stage.drag_table,
            "along": 1.0,
        }
        remaining = stage.burn_time
        if number == 0:
            for duration in (missile.vertical_rise_time, missile.pitch_over_time):
                legs.append(burn | {"duration": duration, "mass": mass, "along": 0.0})
                mass -= flow * duration
                remaining -= duration
        elif stage.coast_before > 0.0:
            coast = burn | {
                "mass_flow": 0.0,
                "along": 0.0,
                "vacuum_thrust": 0.0,
                "exit_area": 0.0,
                "duration": stage.coast_before,
                "mass": mass,
            }
            legs.append(coast)
        if shape.name == "orbit" and number > 0 and number == len(missile.stages) - 1:
            burn["along"] = 0.0
        legs.append(burn | {"duration": remaining, "mass": mass})
        mass -= flow * remaining + stage.dry_mass
    legs += coast_legs(missile, shape)
    table = np.zeros(len(legs), flight.LEG)
    for row, leg in zip(table, legs, strict=True):
        for name, value in leg.items():
            row[name] = value
    return table


def coast_legs(missile: Missile, shape: Shape) -> list[dict[str, float]]:
    """What comes down: one ballistic leg, or a fall to the pull-up altitude, the pull-up, and the rest.

    A glide, which is no leg, comes before the rest (see glide).
    """
    coast: dict[str, float] = {"duration": inf, "mass": 1.0, "drag_area": 1.0 / missile.ballistic_coefficient}
    if shape.name not in ("quasi-ballistic", "glide"):
        return [coast]
    return [
        coast | {"stop": flight.DESCENT, "stop_altitude": missile.pull_up_altitude},
        coast | {"stop": flight.LEVEL, "lift_to_drag": missile.lift_to_drag},
        coast,
    ]


def fly(missile: Missile, route: Route, guess: Floats, with_bodies: bool) -> Trajectory:
    """As fly_all, for one route; guess (3,)."""
    return fly_all([missile], [route], guess[None, :], with_bodies, 1)[0]


def fly_all(
    missiles: Sequence[Missile], routes: Sequence[Route], guesses: Floats, with_bodies: bool, threads: int
) -> tuple[Trajectory, ...]:
    """Solve each route's boost for its aimpoint and shape, all in lanes together but for glides, and fly it.

    guesses (N, 3): azimuth [rad], tilt [rad] and cutoff [s] of boosts near the solutions, or nan. A missile that
    cannot reach its aimpoint flies as far towards it as it can; reached is then False and miss_distance says by how
    much. with_bodies: fly the spent stages too. A glide burns in full and meets its aimpoint by when it ends; an
    aimpoint too near for that gets an earlier cutoff and no glide, and the note says so.
    """
    cases = [
        shooting_case(route, vehicle(missile, route.shape)) for missile, route in zip(missiles, routes, strict=True)
    ]
    gliders = [n for n, route in enumerate(routes) if route.shape.name == "glide"]
    solved: dict[int, glide.Solution] = {}
    with ThreadPoolExecutor(threads) as pool:
        glides = pool.map(lambda n: glide.solve(cases[n], guesses[n]), gliders)
        solved |= {n: solution for n, solution in zip(gliders, glides, strict=True) if not solution.too_near}
        aimed = [n for n, route in enumerate(routes) if route.shape.name != "orbit" and n not in solved]
        parts = [aimed[k::threads] for k in range(threads) if aimed[k::threads]]
        found = pool.map(lambda part: boosts.solve([cases[n] for n in part], guesses[part]), parts)
        for part, answers in zip(parts, found, strict=True):
            for n, boost, miss, shape in zip(part, *answers, strict=True):
                solved[n] = glide.Solution(boost, 0.0, miss, shape, n in gliders)
    return tuple(
        land(missile, route, case, solved[n], with_bodies) if n in solved else ascend(missile, route, case, with_bodies)
        for n, (missile, route, case) in enumerate(zip(missiles, routes, cases, strict=True))
    )


def aim_many(missile: Missile, launch: Site, aimpoints: Floats, shape: Shape, threads: int) -> tuple[Floats, Floats]:
    """Boosts (N, 3) [rad, rad, s] of one missile for many aimpoints (N, 2) [rad latitude, longitude], misses (N,) [m].

    Solved to half of HIT where in reach; raises ValueError when most are out of reach, and for glides.
    """
    if shape.name == "glide":
        raise ValueError("glides are solved one by one: use fly_all")
    first = Route("fan", "", launch, Site(float(aimpoints[0, 0]), float(aimpoints[0, 1]), 0.0), shape)
    case = shooting_case(first, vehicle(missile, shape))
    places = np.array([earth.position(latitude, longitude, 0.0) for latitude, longitude in aimpoints])
    directions = np.array([targeting.bearing_and_angle(case.axes, case.origin, *place) for place in places])
    bearings, angles = np.ascontiguousarray(directions.T)
    fan = spread_fan(case, bearings, angles)
    parts = np.array_split(np.arange(len(aimpoints)), threads)
    with ThreadPoolExecutor(threads) as pool:
        solved = pool.map(lambda part: solve_fan(case, fan, bearings[part], angles[part]), parts)
        found, misses = zip(*solved, strict=True)
    return np.concatenate(found), np.concatenate(misses)


def spread_fan(case: targeting.Case, bearings: Floats, angles: Floats) -> Fan:
    """The boosts of one vehicle on minimum-energy arcs between bearings and angles [rad], to be asked by solve_fan.

    Raises ValueError when too few of them are in reach.
    """
    return boost_fans.prepare(case, bearings, angles)


def solve_fan(case: targeting.Case, fan: Fan, bearings: Floats, angles: Floats) -> tuple[Floats, Floats]:
    """Boosts (N, 3) [rad, rad, s] to bearings and angles (N,) [rad] inside a fan, to half of HIT; misses (N,) [m]."""
    return boost_fans.solve(case, *fan, bearings, angles, 0.5 * HIT)


def solve_boosts(cases: Sequence[targeting.Case], guesses: Floats) -> Floats:
    """Boosts (N, 3) [rad, rad, s] of cases, as fly_all solves them, unflown; out of reach that of the longest range."""
    return boosts.solve(cases, guesses)[0]


def land(
    missile: Missile, route: Route, case: targeting.Case, solution: glide.Solution, with_bodies: bool
) -> Trajectory:
    """The flight of a solved boost, with what there is to say of it."""
    boost, duration, miss, shape, too_near = solution
    count, ending = glide.shoot(case, boost, duration) if duration > 0.0 else targeting.shoot(case, boost)
    said = None
    if ending == flight.FAILED:
        said = note("notes-not-integrated", route=route.name)
    elif miss > HIT:
        said = note("notes-out-of-reach", route=route.name, km=f"{miss / 1e3:.0f}")
    elif case.wanted == case.wanted and abs(shape - case.wanted) > 0.01 * abs(case.wanted):
        asked, flown = describe(case.choice, case.wanted), describe(case.choice, shape)
        said = note("notes-no-such-boost", route=route.name, asked=asked, flown=flown)
    elif too_near:
        said = note("notes-too-near-for-a-glide", route=route.name)
    return trajectory(missile, case, boost, count, ending, 0.0 if miss < HIT else miss, said, with_bodies)


def by_ratio(shape: Shape) -> bool:
    """Whether a shape goes by its name alone, at a ratio of the minimum-energy apogee."""
    told = shape.apogee == shape.apogee or shape.launch_angle == shape.launch_angle
    return not told and shape.name in dict(APOGEE_RATIOS)


def describe(choice: int, value: float) -> Note:
    """A wanted or flown shape."""
    if choice == targeting.BY_APOGEE:
        return note("notes-an-apogee", km=f"{value / 1e3:.0f}")
    return note("notes-a-burnout-angle", degrees=f"{np.degrees(value):.1f}")


def shooting_case(route: Route, legs: NDArray[np.void]) -> targeting.Case:
    """The route as targeting wants it."""
    origin = earth.position(*route.launch)
    axes = earth.local_axes(route.launch.latitude, route.launch.longitude)
    bearing, angle = targeting.bearing_and_angle(axes, origin, *earth.position(*route.aimpoint))
    choice, wanted, ratio = targeting.MINIMUM_ENERGY, nan, nan
    if route.shape.apogee == route.shape.apogee:
        choice, wanted = targeting.BY_APOGEE, route.shape.apogee
    elif route.shape.launch_angle == route.shape.launch_angle:
        choice, wanted = targeting.BY_BURNOUT_ANGLE, route.shape.launch_angle
    elif by_ratio(route.shape):
        choice, ratio = targeting.BY_APOGEE, dict(APOGEE_RATIOS)[route.shape.name]
    elif route.shape.name == "glide":
        choice, wanted = targeting.BY_APOGEE, GLIDE_APOGEE * float(legs["stop_altitude"].max())
    return targeting.Case(
        vehicle=legs,
        origin=origin,
        axes=axes,
        bearing=bearing,
        angle=angle,
        ground=route.aimpoint.height,
        layers=STANDARD,
        tolerance=STEP_TOLERANCE,
        time_limit=LONGEST_FLIGHT,
        choice=choice,
        wanted=wanted,
        ratio=ratio,
        nodes=np.empty((ROOM, 10)),
        leg_ends=np.empty(len(legs)),
    )


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


def ascend(missile: Missile, route: Route, case: targeting.Case, with_bodies: bool) -> Trajectory:
    """Fly a satellite launcher to a circular orbit at route.shape.apogee on the aimpoint's bearing; no impact."""
    case = case._replace(time_limit=ORBIT_LIMIT)
    (tilt, _, cutoff), error = ascent.solve(case, route.shape.apogee)
    boost = np.array([case.bearing, tilt, cutoff])
    count, ending = targeting.shoot(case, boost)
    flown = trajectory(missile, case, boost, count, ending, 0.0, None, with_bodies)
    height, climb, excess = error * ascent.SCALES
    if flown.orbital:
        return flown
    said = note(
        "notes-no-orbit",
        route=route.name,
        km=f"{height / 1e3:+.0f}",
        climb=f"{climb:.0f}",
        short=f"{-excess:.0f}",
    )
    return flown._replace(reached=False, miss_distance=inf, note=said)
