"""How well radars know a target's position and velocity while they hold it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.error_growth import Floats, Growth, Motion, as_if_at_launch, cell_at, ellipse
from openbmd.physics.kernel import kernel
from openbmd.physics.sighting import SIGHT, Sharpness, sight
from openbmd.physics.state_transition import evaluate
from openbmd.physics.track_filter import prepare, take

Integers = NDArray[np.int64]

NOTHING = 1e12  # m2, across: a look so bad says nothing


@kernel
def carry(at_launch: Floats, growth: Growth, time: float, covariance: Floats, drag: Floats, work: Floats) -> bool:
    """Fill covariance (6, 6) and drag (7,), its row of ln(beta), at a time [s]; whether all variances are above zero.

    at_launch (7, 7): what the looks say of the state at launch, without noise until then; work (3, 7, 7).
    """
    there, now, product = work[0], work[1], work[2]
    sound = multiply(at_launch, growth, time, there, now, product)
    for i in range(6):
        for j in range(i + 1):
            total = 0.0
            for k in range(7):
                total += product[i, k] * there[j, k]
            covariance[i, j] = covariance[j, i] = total
    for j in range(7):
        drag[j] = 0.0
        for k in range(7):
            drag[j] += product[6, k] * there[j, k]
    return sound


@kernel
def multiply(at_launch: Floats, growth: Growth, time: float, there: Floats, now: Floats, product: Floats) -> bool:
    """Fill there and there times now (7, 7), now being at_launch with the noise until a time [s].

    Answer: whether all variances of position and velocity are above zero then.
    """
    cell = cell_at(growth.times, time)
    evaluate(growth.there[cell], time - growth.times[cell], there)
    evaluate(growth.noise[cell], time - growth.times[cell], now)
    for i in range(7):
        for j in range(7):
            now[i, j] += at_launch[i, j]
    sound = True
    for i in range(7):
        for j in range(7):
            total = 0.0
            for k in range(7):
                total += there[i, k] * now[k, j]
            product[i, j] = total
        variance = 0.0
        for k in range(7):
            variance += product[i, k] * there[i, k]
        sound = sound and (variance > 0.0 or i == 6)
    return sound


@kernel
def fall(p: Floats, done: Floats, end: Floats, growth: Growth, impact: Floats) -> None:
    """Fill in the ellipse (3,) of the predicted impact.

    p (7, 7) as if at launch; done and end (7, 7): the noise that p has in it and that until impact.
    """
    east = cross = north = 0.0
    for i in range(7):
        to_east = to_north = 0.0
        for j in range(7):
            later = p[i, j] + (end[i, j] - done[i, j])
            to_east += later * growth.impact[0, j]
            to_north += later * growth.impact[1, j]
        east += growth.impact[0, i] * to_east
        cross += growth.impact[0, i] * to_north
        north += growth.impact[1, i] * to_north
    ellipse(east, cross, north, impact)


class Errors(NamedTuple):
    """What a tracker knows at T times; the last three are empty where the whole is not asked for."""

    at_launch: Floats  # (T, 7, 7) covariance as if at launch, without noise until then
    impacts: Floats  # (T, 3) ellipses of the predicted impact
    covariances: Floats  # (T, 6, 6) m, m/s
    drags: Floats  # (T, 7) of ln(beta) with position, velocity and itself


@kernel
def room(size: int, whole: bool) -> Errors:
    """Room for what is known at so many times."""
    some = size if whole else 0
    return Errors(np.empty((size, 7, 7)), np.empty((size, 3)), np.empty((some, 6, 6)), np.empty((some, 7)))


@kernel
def errors_of_each(
    nodes: Floats,
    looks: Floats,
    starts: Integers,
    dwell_times: Floats,
    origins: Floats,
    radars: NDArray[np.void],
    growth: Growth,
    motion: Motion,
    whole: bool,
) -> tuple[Errors, Floats]:
    """As `errors` of R radars that each hold the flight nodes (N, 10) by themselves, one after the other.

    looks (5, T): times, S/N and shares as of sighting.sight, those of radar r from starts[r] to starts[r + 1];
    dwell_times (R,) [s], origins (R, 3) [m] and radars (R,) of the fields of a Sharpness likewise. Launch: (R, 3).
    """
    known = room(looks.shape[1], whole)
    launch = np.full((radars.shape[0], 3), np.nan)
    for r in range(radars.shape[0]):
        a, b, one = starts[r], starts[r + 1], radars[r]
        sights = np.empty(b - a, SIGHT)
        for k in range(b - a):
            sights[k]["arrival"] = looks[0, a + k]
        sight(
            nodes,
            looks[0, a:b],
            looks[1, a:b],
            looks[2, a:b],
            looks[3, a:b],
            looks[4, a:b],
            dwell_times[r],
            origins[r],
            Sharpness(
                one["bandwidth"],
                one["beamwidth"],
                one["false_alarm_probability"],
                one["swerling_case"],
                one["measurement_floor_range"],
                one["measurement_floor_angle"],
            ),
            sights,
        )
        own = Errors(
            known.at_launch[a:b],
            known.impacts[a:b],
            known.covariances[a:b] if whole else known.covariances,
            known.drags[a:b] if whole else known.drags,
        )
        errors(growth, sights, looks[0, a:b], 0.0, motion, whole, own, launch[r])
    return known, launch


@kernel
def errors(
    growth: Growth,
    sights: NDArray[np.void],
    times: Floats,
    latency: float,
    motion: Motion,
    whole: bool,
    known: Errors,
    launch: Floats,
) -> None:
    """Fill in what a tracker knows at times (T,) [s], and where the whole is asked for the ellipse (3,) of the launch.

    What a Kalman filter knows that has the true arc and all looks that arrived: C = (H^T W H)^-1 where nothing
    disturbs the motion (methods as in Bar-Shalom, Li and Kirubarajan, Estimation with Applications to Tracking and
    Navigation, 2001, from memory). sights (L,) SIGHT are in order of their times, none arrives later than by latency
    [s], and by times[0] some have arrived: looks that come out of order are taken in order each time anew. The launch
    ellipse is of all looks, by the same filter run backwards; the missile leaves the ground vertically.
    A long glide in the air forgets its start, so that errors told as those at launch lose their last digits: where a
    variance is not above zero, the errors are the last ones before it whose are.
    """
    at_launch, impacts, covariances, drags = known
    rows, noise = np.empty((sights.shape[0], 3, 7)), np.empty((sights.shape[0], 7, 7))
    settled, p, end, work = np.empty((7, 7)), np.empty((7, 7)), np.empty((7, 7)), np.empty((3, 7, 7))
    covariance, drag = np.empty((6, 6)), np.empty(7)
    prepare(growth, sights, rows, noise, work[0])
    cell = growth.noise.shape[0] - 1
    evaluate(growth.noise[cell], growth.times[cell + 1] - growth.times[cell], end)
    row, taken, kept = 0, -1, 0
    for n in range(times.shape[0]):
        while row < sights.shape[0] and sights[row]["time"] + latency <= times[n]:
            taken = take(settled, taken, row, growth, sights, rows, noise, motion, work[0])
            row += 1
        for i in range(7):
            for j in range(7):
                p[i, j] = settled[i, j]
        last = taken
        for k in range(row, sights.shape[0]):
            if sights[k]["time"] > times[n]:
                break
            if sights[k]["arrival"] <= times[n]:
                last = take(p, last, k, growth, sights, rows, noise, motion, work[0])
        for i in range(7):
            for j in range(7):
                at_launch[n, i, j] = p[i, j] - noise[last, i, j]
        fall(p, noise[last], end, growth, impacts[n])
        if whole:
            sound = carry(at_launch[n], growth, times[n], covariances[n], drags[n], work)
        else:
            sound = multiply(at_launch[n], growth, times[n], work[0], work[1], work[2])
        if sound:
            kept = n
        elif kept < n:
            carry(at_launch[kept], growth, times[kept], covariance, drag, work)
            as_if_at_launch(growth, times[n], covariance, drag, at_launch[n])
            impacts[n] = impacts[kept]
            if whole:
                covariances[n], drags[n] = covariance, drag
    if whole:
        see_launch(p, growth, sights, rows, noise, motion, work[0], launch)


@kernel
def see_launch(
    p: Floats,
    growth: Growth,
    sights: NDArray[np.void],
    rows: Floats,
    noise: Floats,
    motion: Motion,
    work: Floats,
    launch: Floats,
) -> None:
    """Fill in the ellipse (3,) of the launch point: the filter run backwards over all looks; p, work (7, 7)."""
    count = sights.shape[0]
    while sights[count - 1]["across"] > NOTHING and count > 1:  # no track begins with such a look
        count -= 1
    last = -1
    for k in range(count):
        last = take(p, last, count - 1 - k, growth, sights, rows, noise, motion, work)
    east = cross = north = 0.0
    for i in range(3):
        for j in range(3):
            blurred = p[i, j] + noise[0, i, j]
            east += growth.launch[0, i] * blurred * growth.launch[0, j]
            cross += growth.launch[0, i] * blurred * growth.launch[1, j]
            north += growth.launch[1, i] * blurred * growth.launch[1, j]
    ellipse(east, cross, north, launch)
