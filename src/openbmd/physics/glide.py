"""Gliding flight as a prescribed shape: boost, fall, pull-up, a path as level as lift can hold it, and a free fall.

Once the pull-up has levelled the path off, a share of the lift keeps it level. When the speed no longer holds it up, it
sinks on the slope of an equilibrium glide (Eggers, Allen & Neice, NACA TN 4046, 1957, from memory), without a phugoid
and without ever climbing. All in the vertical plane of the velocity. The glide ends in a free fall without lift, whose
beginning is what brings the flight to its aimpoint: the boost burns in full, and its tilt gives the wanted arc. With no
glide between pull-up and free fall it is the quasi-ballistic flight.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, cos, hypot, inf, log, nan, pi, remainder, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import arc, boosts, flight, shooting, targeting
from openbmd.physics.atmosphere import density, layer_index
from openbmd.physics.earth import WGS84, Planet, altitude_over
from openbmd.physics.kernel import kernel

Floats = NDArray[np.float64]

STEP = 2.0  # s
EASE = 20.0  # s in which a path that sinks too steeply comes back to the equilibrium's slope
RISE = 10.0  # m over which the air's scale height is taken
FIRST_TILT = 0.3  # rad, where the search for a boost begins when nothing is known
NUDGE = 0.02  # of a first guess, to the second one
TRIALS = 60  # after which a search stays where it came nearest
TURNS = 10  # corrections of the azimuth
SAME = 1e-12  # of an argument, below which a search cannot tell two apart


class Solution(NamedTuple):
    """A boost and the glide after it."""

    boost: Floats  # (3,) azimuth, tilt [rad], cutoff [s]
    duration: float  # s from levelling off to the free fall
    miss: float  # m, of the aimpoint
    shape: float  # apogee [m] or burnout angle [rad] flown
    too_near: bool  # a free fall at once still flies beyond the aimpoint


@kernel
def slope(y: Floats, legs: NDArray[np.void], layers: NDArray[np.void], planet: Planet, work: Floats) -> float:
    """d(state)/dt of a glide at y (6,) [m, m/s] into work[1], (2, 6) of room; returns the altitude [m].

    legs (2,) flight.LEG: with all the lift, and without. With s the sine of the climb angle, a the acceleration without
    lift and l what all the lift adds, ds/dt = b needs this share of it:
    (b v + s a.v / v - a.r / r - v^2 (1 - s^2) / r) / (l.r / r).
    Along an equilibrium glide this share (with b = 0) stays 1 while speed and air density change, and so
    s = 2 H (dv/dt) (1 / v^2 + 1 / (r n)), with H the air's scale height and n the upward part of the lift. On a steeper
    path b eases s back to that slope, else b is 0.
    """
    z = altitude_over(y[0], y[1], y[2], planet.semi_major_axis, planet.semi_minor_axis)
    layer = layers[layer_index(z, layers)]
    for k in range(2):
        flight.slope(0.0, y, legs[k], layer, planet, work[k])
    radius = sqrt(y[0] * y[0] + y[1] * y[1] + y[2] * y[2])
    speed = sqrt(y[3] * y[3] + y[4] * y[4] + y[5] * y[5])
    sine = (y[0] * y[3] + y[1] * y[4] + y[2] * y[5]) / (radius * speed)
    upward = forward = lift = 0.0
    for i in range(3):
        upward += work[1, 3 + i] * y[i] / radius
        forward += work[1, 3 + i] * y[3 + i] / speed
        lift += (work[0, 3 + i] - work[1, 3 + i]) * y[i] / radius
    needed = sine * forward - upward - speed * speed * (1.0 - sine * sine) / radius
    if 0.0 < needed < lift:
        scale = RISE / log(density(z, layers) / density(z + RISE, layers))
        steady = 2.0 * scale * forward * (1.0 / (speed * speed) + 1.0 / (radius * needed))
        needed += max(0.0, steady - sine) / EASE * speed
    share = needed / lift if needed < lift else 1.0
    for i in range(3, 6):
        work[1, i] += share * (work[0, i] - work[1, i])
    return z


@kernel
def glide(
    start: Floats,
    legs: NDArray[np.void],
    layers: NDArray[np.void],
    planet: Planet,
    ground: float,
    duration: float,
    nodes: Floats,
) -> int:
    """Glide from a node (10,) for a duration [s], or to the last step above the ground [m]; how many nodes it wrote.

    nodes (N, 10) as in flight.fly, the first at the start; when they are full the glide ends too. Classical
    fourth-order Runge-Kutta in steps of STEP; legs as in slope, layers and planet as in flight.fly.
    """
    y, trial, total, work = start[1:7].copy(), np.empty(6), np.empty(6), np.empty((2, 6))
    time, count = start[0], 0
    end = time + duration
    while True:
        z = slope(y, legs, layers, planet, work)
        if count > 0 and z <= ground:
            return count
        nodes[count, 0], nodes[count, 1:7], nodes[count, 7:] = time, y, work[1, 3:]
        count += 1
        if time >= end or count == nodes.shape[0]:
            return count
        step = min(STEP, end - time)
        total[:] = work[1]
        for stage in range(3):
            ahead = step if stage == 2 else 0.5 * step
            for i in range(6):
                trial[i] = y[i] + ahead * work[1, i]
            slope(trial, legs, layers, planet, work)
            for i in range(6):
                total[i] += work[1, i] if stage == 2 else 2.0 * work[1, i]
        for i in range(6):
            y[i] += step / 6.0 * total[i]
        time = end if step == end - time else time + step


def level_off(case: targeting.Case, boost: Floats) -> tuple[int, int, bool]:
    """Fly a boost, the fall after it and the pull-up into case.nodes; as targeting.shoot, and whether it levelled off.

    The case's last two legs are the pull-up and the free fall.
    """
    last = len(case.vehicle) - 1
    case.leg_ends[:] = inf
    count, ending = targeting.shoot(case._replace(vehicle=case.vehicle[:last], leg_ends=case.leg_ends[:last]), boost)
    return count, ending, ending == flight.TIME_LIMIT and case.leg_ends[last - 1] < case.time_limit


def hold(case: targeting.Case, start: Floats, duration: float, nodes: Floats) -> int:
    """Glide on from a node (10,) that is level; as glide."""
    return int(glide(start, case.vehicle[-2:], case.layers, WGS84, case.ground, duration, nodes))


def fall(case: targeting.Case, start: Floats, nodes: Floats) -> tuple[int, int]:
    """Fall freely from a state (6,) into nodes, with times from 0; as flight.fly."""
    count, ending = flight.fly(
        start, case.vehicle[-1:], case.layers, WGS84, case.tolerance, case.ground, case.time_limit, nodes, np.empty(1)
    )
    return count, ending


def shoot(case: targeting.Case, boost: Floats, duration: float) -> tuple[int, int]:
    """Fly a boost, a glide of a duration [s] and a free fall into case.nodes; as targeting.shoot."""
    count, ending, levelled = level_off(case, boost)
    if not levelled:
        return count, ending
    count += hold(case, case.nodes[count - 1], duration, case.nodes[count:])
    start = case.nodes[count - 1]
    fallen, ending = fall(case, start[1:7], case.nodes[count:])
    case.nodes[count : count + fallen, 0] += start[0]
    return count + fallen, ending


def solve(case: targeting.Case, guess: Floats) -> Solution:
    """The full burn and the glide that bring a case to its aimpoint within boosts.CLOSE [m], on the wanted arc.

    guess (3,): a boost near the solution, or nan. Out of reach: the longest glide towards the aimpoint, and its miss.
    """
    case = case._replace(tolerance=shooting.TOLERANCE)
    full = targeting.full_burn(case.vehicle)
    azimuth, tilt = (guess[0], guess[1]) if guess[1] > 0.0 else (case.bearing, FIRST_TILT)
    solution = Solution(np.array([azimuth, tilt, full]), 0.0, inf, nan, False)
    for _ in range(TURNS):
        boost = np.array([azimuth, tilt, full])
        tilt = boost[1] = shaped(case, boost)
        count, ending, levelled = level_off(case, boost)
        shape = measure(case, count)
        duration, bearing, angle, too_near = stretch(case, count, ending, levelled)
        turn = remainder(bearing - case.bearing, 2.0 * pi)
        off = shooting.RADIUS * hypot(angle * cos(turn) - case.angle, angle * sin(turn))
        if off < solution.miss or too_near:
            solution = Solution(boost, duration, off, shape, too_near)
        if too_near or shooting.RADIUS * angle * abs(turn) < 0.5 * boosts.CLOSE:
            break
        azimuth -= turn
    return solution


def shaped(case: targeting.Case, boost: Floats) -> float:
    """The tilt [rad] at which a boost gives the wanted apogee or burnout angle; a steeper arc has the smaller tilt."""

    def lowered(tilt: float) -> float:
        count, _, _ = level_off(case, np.array([boost[0], tilt, boost[2]]))
        return -measure(case, count)

    close = boosts.CLOSE_SHAPE * abs(case.wanted)
    return meet(lowered, -case.wanted, close, float(boost[1]), boosts.SMALLEST_TILT, boosts.LARGEST_TILT)


def measure(case: targeting.Case, count: int) -> float:
    """Apogee [m] or angle at burnout [rad] of the flight in case.nodes, as the case chooses its arc."""
    nodes = case.nodes[:count]
    if case.choice == targeting.BY_APOGEE:
        return float(arc.apogee(nodes)[1])
    burnout = case.leg_ends[targeting.timed_legs(case.vehicle) - 1]
    y = nodes[np.searchsorted(nodes[:, 0], min(burnout, nodes[-1, 0])), 1:7]
    return asin(float(y[:3] @ y[3:]) / sqrt(float(y[:3] @ y[:3]) * float(y[3:] @ y[3:])))


def stretch(case: targeting.Case, count: int, ending: int, levelled: bool) -> tuple[float, float, float, bool]:
    """Duration [s] of the glide on from case.nodes[:count] that meets the case's angle, or nearest to it.

    Also bearing and angle [rad] of the impact, and whether any glide is too long.
    """
    start = case.nodes[count - 1].copy()
    if not levelled:
        bearing, angle = targeting.bearing_and_angle(case.axes, case.origin, *start[1:4])
        angle = pi if ending == flight.TIME_LIMIT else angle if ending == flight.IMPACT else 0.0
        return 0.0, bearing, angle, angle > case.angle
    path = case.nodes[count : count + hold(case, start, inf, case.nodes[count:])].copy()
    landing = np.empty((1, 10))

    def landed(duration: float) -> tuple[float, float]:
        fall(case, arc.sample(path, np.array([start[0] + duration]))[0], landing)
        bearing, angle = targeting.bearing_and_angle(case.axes, case.origin, *landing[0, 1:4])
        return bearing, angle

    longest = float(path[-1, 0] - start[0])
    (bearing, least), (far_bearing, most) = landed(0.0), landed(longest)
    if least > case.angle + boosts.CLOSE / shooting.RADIUS:
        return 0.0, bearing, least, True
    if most < case.angle:
        return longest, far_bearing, most, False
    guess = longest * (case.angle - least) / (most - least)
    close = 0.2 * boosts.CLOSE / shooting.RADIUS
    duration = meet(lambda trial: landed(trial)[1], case.angle, close, guess, 0.0, longest)
    return duration, *landed(duration), False


def meet(
    function: Callable[[float], float], wanted: float, close: float, guess: float, low: float, high: float
) -> float:
    """Where a rising function comes within close of what is wanted, or nearest: secants, kept between low and high."""
    best, best_gap, last, last_gap, x = guess, inf, nan, nan, min(max(guess, low), high)
    for _ in range(TRIALS):
        gap = function(x) - wanted
        if abs(gap) < abs(best_gap):
            best, best_gap = x, gap
        low, high = (low, x) if gap > 0.0 else (x, high)
        if abs(gap) <= close or high - low <= SAME * high:
            break
        ahead = x - gap * (x - last) / (gap - last_gap) if gap != last_gap else nan
        if last != last:
            ahead = x * (1.0 - NUDGE) if gap > 0.0 else x * (1.0 + NUDGE)
        last, last_gap = x, gap
        x = ahead if low < ahead < high else 0.5 * (low + high)
    return best
