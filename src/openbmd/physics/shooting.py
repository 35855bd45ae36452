"""The shooting method in lanes: boosts flown side by side, and corrected until their impacts meet their aimpoints."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nan, pi
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import flight, lanes
from openbmd.physics.earth import WGS84
from openbmd.physics.kernel import kernel
from openbmd.physics.targeting import (
    BY_APOGEE,
    BY_BURNOUT_ANGLE,
    Case,
    bearing_and_angle,
    full_burn,
    steer,
    timed_legs,
)

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

TOLERANCE = 1e-9  # of a step while shooting: some metres at impact, well inside boosts.CLOSE
RADIUS = 6.371e6  # m, turns angles between geocentric directions into metres of miss
LEAST_CUTOFF = 1.0  # s
TRIALS = 25  # flights after which a row that does not converge is left where it came nearest


class Problem(NamedTuple):
    """Cases side by side, (N, ...) each as in targeting.Case."""

    vehicles: NDArray[np.void]  # (N, legs), shorter ones filled up with legs of no duration
    origins: Floats
    axes: Floats
    bearings: Floats
    angles: Floats
    grounds: Floats
    choices: Rows
    wanted: Floats
    ratios: Floats
    full: Floats  # s, cutoff of a full burn
    layers: NDArray[np.void]
    time_limit: float


PER_ROW = ("vehicles", "origins", "axes", "bearings", "angles", "grounds", "choices", "wanted", "ratios", "full")


def stack(cases: Sequence[Case]) -> Problem:
    """Cases as one problem; they share air and time limit."""
    most = max(len(case.vehicle) for case in cases)
    vehicles = np.zeros((len(cases), most), flight.LEG)
    for row, case in zip(vehicles, cases, strict=True):
        boost = timed_legs(case.vehicle)
        row["mass"] = 1.0
        row[:boost] = case.vehicle[:boost]
        row[most - (len(case.vehicle) - boost) :] = case.vehicle[boost:]
    return Problem(
        vehicles=vehicles,
        origins=np.array([case.origin for case in cases]),
        axes=np.array([case.axes for case in cases]),
        bearings=np.array([case.bearing for case in cases]),
        angles=np.array([case.angle for case in cases]),
        grounds=np.array([case.ground for case in cases], dtype=float),
        choices=np.array([case.choice for case in cases], dtype=np.int64),
        wanted=np.array([case.wanted for case in cases]),
        ratios=np.array([case.ratio for case in cases]),
        full=np.array([full_burn(case.vehicle) for case in cases]),
        layers=cases[0].layers,
        time_limit=cases[0].time_limit,
    )


def repeat(case: Case, bearings: Floats, angles: Floats) -> Problem:
    """One case with many aimpoints (N,) [rad]."""
    one, count = stack([case]), len(bearings)
    wide: dict[str, Any] = {
        name: np.repeat(value, count, axis=0) for name, value in one._asdict().items() if name in PER_ROW
    }
    return one._replace(**(wide | {"bearings": bearings, "angles": angles}))


@kernel
def shoot_rows(
    vehicles: NDArray[np.void],
    origins: Floats,
    axes: Floats,
    rows: Rows,
    boosts: Floats,
    layers: NDArray[np.void],
    grounds: Floats,
    time_limit: float,
    with_apogees: bool,
    impacts: Floats,
    shapes: Floats,
) -> None:
    """Fly boosts (M, 3) of some rows; impacts (M, 2) takes bearing and angle [rad], shapes (M, 2) apogee and angle.

    The impact's angle is 0 when the flight fails and pi when it does not come down.
    """
    count = rows.shape[0]
    starts = np.zeros((count, 6))
    legs = np.empty((count, vehicles.shape[1]), vehicles.dtype)
    level = np.empty(count)
    for k in range(count):
        n = rows[k]
        starts[k, :3] = origins[n]
        legs[k] = steer(vehicles[n], axes[n], boosts[k, 0], boosts[k, 1], boosts[k, 2])
        level[k] = grounds[n]
    landings = lanes.room(count, vehicles.shape[1])
    lanes.fly_many(starts, legs, layers, WGS84, TOLERANCE, level, time_limit, with_apogees, landings)
    for k in range(count):
        end = landings.ends[k]
        impacts[k, 0], impacts[k, 1] = boosts[k, 0], 0.0
        if landings.endings[k] == flight.TIME_LIMIT:
            impacts[k, 1] = pi
        elif landings.endings[k] == flight.IMPACT:
            impacts[k, 0], impacts[k, 1] = bearing_and_angle(axes[rows[k]], origins[rows[k]], end[1], end[2], end[3])
        shapes[k, 0] = landings.apogees[k]
        shapes[k, 1] = lanes.climb_angle(landings.burnouts[k])


def measure(problem: Problem, rows: Rows, boosts: Floats) -> tuple[Floats, Floats, Floats]:
    """Fly boosts (M, 3) of some rows; bearing and angle [rad] (M,) of the impacts, and apogee [m] or angle [rad]."""
    impacts, shapes = np.empty((len(rows), 2)), np.empty((len(rows), 2))
    choices = problem.choices[rows]
    with_apogees = bool(np.any(choices == BY_APOGEE))

    shoot_rows(
        problem.vehicles,
        problem.origins,
        problem.axes,
        rows,
        boosts,
        problem.layers,
        problem.grounds,
        problem.time_limit,
        with_apogees,
        impacts,
        shapes,
    )
    shape = np.where(choices == BY_APOGEE, shapes[:, 0], np.where(choices == BY_BURNOUT_ANGLE, shapes[:, 1], nan))
    return impacts[:, 0], impacts[:, 1], shape


def correct(
    problem: Problem, rows: Rows, boosts: Floats, close: float, growth: Floats | None = None
) -> tuple[Floats, Floats]:
    """Correct azimuth and cutoff of boosts (M, 3) in place, at their tilts, until impacts are close [m] to aimpoints.

    Broyden's method (Mathematics of Computation 19, 1965) on the impact east and north of the launch point, so that
    steep flights, which the turning Earth carries aside by as much as they go forward, are met too. Returns the miss
    [m] (by how much it falls short at full burn when out of reach) and the choice's measure, (M,) each.
    growth (M,): change of the impact's angle by cutoff [rad/s] to begin with, where better than a guess is known.
    """
    count = len(rows)
    full = problem.full[rows]
    aim = problem.angles[rows, None] * np.stack([np.sin(problem.bearings[rows]), np.cos(problem.bearings[rows])], 1)
    jacobian = np.zeros((count, 2, 2))  # rad east and north of the impact by rad of azimuth and s of cutoff
    known = np.zeros(count, np.bool_)
    last_off, last_boost = np.full((count, 2), nan), np.full((count, 2), nan)
    best, best_miss, best_shape = boosts.copy(), np.full(count, inf), np.full(count, nan)
    limit, at_limit = full.copy(), np.zeros(count, np.int64)
    active = np.arange(count)
    for trial in range(TRIALS):
        if not len(active):
            break
        bearing, angle, shape = measure(problem, rows[active], boosts[active])
        # What crashed at once burns longer, what went into orbit less long.
        odd = (angle <= 0.0) | (angle >= pi)
        if np.any(odd):
            crashed, orbiting = active[angle <= 0.0], active[angle >= pi]
            boosts[crashed, 2] *= 1.1
            limit[orbiting] = np.minimum(limit[orbiting], boosts[orbiting, 2])
            boosts[orbiting, 2] *= 0.9
            again = active[odd]
            again = again[boosts[again, 2] <= full[again]]
            active, bearing, angle, shape = active[~odd], bearing[~odd], angle[~odd], shape[~odd]
        else:
            again = active[:0]
        off = angle[:, None] * np.stack([np.sin(bearing), np.cos(bearing)], 1) - aim[active]
        miss = RADIUS * np.hypot(off[:, 0], off[:, 1])
        better = miss < best_miss[active]
        best[active[better]] = boosts[active[better]]
        best_miss[active[better]], best_shape[active[better]] = miss[better], shape[better]
        going = (miss >= close) & (at_limit[active] <= 4)
        active, off, bearing, angle = active[going], off[going], bearing[going], angle[going]
        now = boosts[active][:, [0, 2]]
        move = now - last_boost[active]
        scaled = move * np.stack([full[active] ** 2, np.ones(len(active))], 1)
        size = np.sum(move * scaled, axis=1)
        follow = known[active] & (size > 0.0) & (trial % 12 != 11)
        j = jacobian[active]
        with np.errstate(invalid="ignore", divide="ignore"):
            rest = off - last_off[active] - np.einsum("nij,nj->ni", j, move)
            broyden = j + rest[:, :, None] * (scaled / size[:, None])[:, None, :]
        # A boost that is turned turns the impact with it; range grows as cutoff to the power 2.5.
        grows = 2.5 * angle / now[:, 1] if growth is None else growth[active]
        turned = np.stack([angle * np.cos(bearing), -angle * np.sin(bearing)], 1)
        grown = np.stack([grows * np.sin(bearing), grows * np.cos(bearing)], 1)
        j = np.where(follow[:, None, None], broyden, np.stack([turned, grown], 2))
        determinant = j[:, 0, 0] * j[:, 1, 1] - j[:, 0, 1] * j[:, 1, 0]
        with np.errstate(invalid="ignore", divide="ignore"):
            turn = -(j[:, 1, 1] * off[:, 0] - j[:, 0, 1] * off[:, 1]) / determinant
            burn = -(j[:, 0, 0] * off[:, 1] - j[:, 1, 0] * off[:, 0]) / determinant
        sane = (np.abs(turn) < 10.0) & (np.abs(burn) < 10.0 * full[active])
        turn, burn = np.where(sane, turn, 0.01), np.where(sane, burn, -0.01 * now[:, 1])
        jacobian[active], known[active] = j, sane
        last_off[active], last_boost[active] = off, now
        boosts[active, 0] += np.clip(turn, -0.5, 0.5)
        wanted = np.maximum(now[:, 1] + np.clip(burn, -0.3 * now[:, 1], 0.3 * now[:, 1]), LEAST_CUTOFF)
        beyond = wanted >= limit[active]
        at_limit[active] += beyond & (now[:, 1] >= limit[active])
        boosts[active, 2] = np.where(beyond, limit[active], wanted)
        active = np.concatenate([active, again])
    found = best_miss < inf
    boosts[found] = best[found]
    return best_miss, best_shape
