"""Where do they come from: launch point, aimpoint and shape of the arc → Trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Missile
from openbmd.physics import ascent, boost_fans, boosts, earth, flight, glide, steep, targeting
from openbmd.physics.atmosphere import STANDARD
from openbmd.records import Floats, Note, Route, Shape, Site, Trajectory, note
from openbmd.threats.legs import vehicle
from openbmd.threats.trajectories import LONGEST_FLIGHT, trajectory

__all__ = (
    "HIT", "ORBIT_LIMIT", "STEP_TOLERANCE", "Fan", "aim_many", "apogees", "by_ratio", "fly", "fly_all", "land",
    "shooting_case", "solve_boosts", "solve_fan", "spread_fan", "vehicle",
)  # fmt: skip

STEP_TOLERANCE = 1e-13  # of a step: within 0.1 m of SciPy at 1e-13 for every catalogue missile
ROOM = 4096  # nodes of one flight
HIT = 100.0  # m, a miss that counts as reaching the aimpoint
ORBIT_LIMIT = 6_000.0  # s that an orbital flight is followed, about one revolution

# A shape chosen by name alone is defined by its apogee in units of the minimum-energy arc's: a convention of this
# laboratory, since "lofted" and "depressed" have no agreed measure.
APOGEE_RATIOS = (("lofted", 2.0), ("depressed", 0.5), ("quasi-ballistic", 0.5))
SAME_ARC = 0.01  # of a told apogee or angle, within which the flown one counts as it
LOWEST_ASKED, HIGHEST_ASKED = 1e3, 1e8  # m, below and above every apogee
TRIED = (0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0)  # of the pull-up altitude, apogees tried where a pull-up falls short
APOGEE_STEP = 500.0  # m, to which the lowest apogee of a glide is searched
GLIDE_APOGEE = 1.25  # of the pull-up altitude: likewise the apogee of a glide chosen by name alone

Fan = tuple[Floats, Floats]  # as boost_fans.prepare gives it


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
    aimpoint too near for that gets an earlier cutoff and no glide, and the note says so. A quasi-ballistic flight whose
    told apogee or angle a pull-up alone does not bring to the aimpoint burns in full and glides on after the pull-up.
    Where no boost gives what was told, it flies the nearest that reaches the aimpoint; as_asked is then False.
    """
    cases = [
        shooting_case(route, vehicle(missile, route.shape)) for missile, route in zip(missiles, routes, strict=True)
    ]
    gliders = [n for n, route in enumerate(routes) if route.shape.name == "glide"]
    solved: dict[int, glide.Solution] = {}
    with ThreadPoolExecutor(threads) as pool:
        glides = pool.map(lambda n: glide.solve(cases[n], guesses[n]), gliders)
        solved |= {n: solution for n, solution in zip(gliders, glides, strict=True) if not solution.too_near}
        solved = {n: one for n, one in solved.items() if one.miss > HIT or holds(cases[n], one)}
        aimed = [n for n, route in enumerate(routes) if route.shape.name != "orbit" and n not in solved]
        parts = [aimed[k::threads] for k in range(threads) if aimed[k::threads]]
        found = pool.map(lambda part: boosts.solve([cases[n] for n in part], guesses[part]), parts)
        for part, answers in zip(parts, found, strict=True):
            for n, boost, miss, shape in zip(part, *answers, strict=True):
                solved[n] = glide.Solution(boost, 0.0, miss, shape, n in gliders)
        stretched = [n for n in aimed if routes[n].shape.name == "quasi-ballistic" and not met(cases[n], solved[n])]
        for n, solution in zip(
            stretched, pool.map(lambda n: glide.solve(cases[n], guesses[n]), stretched), strict=True
        ):
            if not solution.too_near and met(cases[n], solution) and holds(cases[n], solution):
                solved[n] = solution
        low = [n for n in aimed if cases[n].choice == targeting.BY_APOGEE and solved[n].shape < cases[n].wanted]
        low = [n for n in low if routes[n].shape.name == "lofted" and not as_told(cases[n], solved[n].shape)]
        for n, (boost, miss, shape) in zip(
            low, pool.map(lambda n: steep.solve(cases[n], solved[n].boost), low), strict=True
        ):
            if miss <= HIT:
                solved[n] = glide.Solution(boost, 0.0, miss, shape, False)
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


def met(case: targeting.Case, solution: glide.Solution) -> bool:
    """Whether a solution reaches the aimpoint on the arc that was told; any arc will do when none was."""
    return solution.miss <= HIT and as_told(case, solution.shape)


def holds(case: targeting.Case, solution: glide.Solution) -> bool:
    """Whether a glide, flown exactly, is the one that was solved for.

    It is not where lift lifts the body off again at its apogee, deep in the air: levelling off then hangs on steps.
    """
    count, ending = glide.shoot(case, solution.boost, solution.duration)
    return missed(case, count, ending) <= HIT and as_told(case, glide.measure(case, count))


def missed(case: targeting.Case, count: int, ending: int) -> float:
    """By how much [m] the flight in case.nodes[:count] misses the aimpoint; inf when it does not come down."""
    if ending != flight.IMPACT:
        return inf
    bearing, angle = targeting.bearing_and_angle(case.axes, case.origin, *case.nodes[count - 1, 1:4])
    turn = bearing - case.bearing
    return float(earth.WGS84.semi_major_axis * np.hypot(angle * np.cos(turn) - case.angle, angle * np.sin(turn)))


def as_told(case: targeting.Case, shape: float) -> bool:
    """Whether a flown apogee [m] or burnout angle [rad] is the case's own, where it has one."""
    return not abs(shape - case.wanted) > SAME_ARC * abs(case.wanted)


def apogees(missile: Missile, route: Route) -> tuple[float, float]:
    """Lowest and highest apogee [m] with which a missile reaches a route's aimpoint in the route's kind of shape.

    Raises ValueError when it reaches it with none.
    """
    kind = "quasi-ballistic" if route.shape.name == "glide" else route.shape.name

    def at(wanted: Sequence[float]) -> list[Trajectory]:
        asked = [route._replace(shape=Shape(kind, float(apogee), nan)) for apogee in wanted]
        flown = fly_all([missile] * len(asked), asked, np.full((len(asked), 3), nan), False, 1)
        return [flight for flight in flown if flight.reached]

    there = [flight.apogee_altitude for flight in at((LOWEST_ASKED, HIGHEST_ASKED))]
    gliding = kind == "quasi-ballistic" and missile.lift_to_drag > 0.0
    if gliding and not there:
        there = [
            flight.apogee_altitude
            for flight in at([missile.pull_up_altitude * ratio for ratio in TRIED])
            if flight.as_asked
        ]
    if not there:
        raise ValueError("the aimpoint is out of reach")
    highest, most = max(there), 1.5 * max(there)
    while kind == "lofted" and most - highest > max(APOGEE_STEP, SAME_ARC * highest):
        trial = 0.5 * (highest + most)
        highest, most = (trial, most) if any(flight.as_asked for flight in at((trial,))) else (highest, trial)
    lowest, least = min(there), 0.0
    while gliding and lowest - least > APOGEE_STEP:
        trial = 0.5 * (least + lowest)
        met_there = any(flight.as_asked for flight in at((trial,)))
        least, lowest = (least, trial) if met_there else (trial, lowest)
    return lowest, highest


def land(
    missile: Missile, route: Route, case: targeting.Case, solution: glide.Solution, with_bodies: bool
) -> Trajectory:
    """The flight of a solved boost, with what there is to say of it."""
    boost, duration, miss, shape, too_near = solution
    count, ending = glide.shoot(case, boost, duration) if duration > 0.0 else targeting.shoot(case, boost)
    if miss <= HIT and case.vehicle["lift_to_drag"].any():  # what levels off deep in the air may not fly as solved
        off = missed(case, count, ending)
        miss = off if off > HIT else miss
        shape = glide.measure(case, count) if case.choice == targeting.BY_APOGEE else shape
    said = None
    if ending == flight.FAILED:
        said = note("notes-not-integrated", route=route.name)
    elif miss > HIT:
        said = note("notes-out-of-reach", route=route.name, km=f"{miss / 1e3:.0f}")
    elif not as_told(case, shape):
        asked, nearest = describe(case.choice, case.wanted), describe(case.choice, shape)
        said = note("notes-no-such-boost", route=route.name, asked=asked, flown=nearest)
    elif too_near:
        said = note("notes-too-near-for-a-glide", route=route.name)
    flown = trajectory(missile, case, boost, count, ending, 0.0 if miss < HIT else miss, said, with_bodies)
    return flown._replace(as_asked=as_told(case, shape))


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
