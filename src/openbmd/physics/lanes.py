"""Many flights at once: lanes in lockstep, each with its own step, leg and layer of air, refilled from a queue.

The equations and the rules for steps are those of flight.fly. All lanes try a step together (see lockstep); only
accepting it and changing leg or layer is done lane by lane.
"""

from __future__ import annotations

from math import asin, inf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import arc, dormand_prince, events, flight
from openbmd.physics.atmosphere import layer_index
from openbmd.physics.earth import Planet, altitude_over
from openbmd.physics.kernel import kernel
from openbmd.physics.lockstep import (
    AIR,
    END,
    END_HEIGHT,
    END_RATE,
    ERROR,
    FACTOR,
    FREE,
    HEIGHT,
    RATE,
    ROOM,
    ROWS,
    STATE,
    STEP,
    TIME,
    WANTED,
    L,
    attempt,
    ends_of_step,
    enter_layer,
    enter_leg,
)

Floats = NDArray[np.float64]

LOW_RATE = 50.0  # m/s: geocentric and ellipsoidal climb rates differ by less


class Landings(NamedTuple):
    """How flights ended: room for N of them."""

    ends: Floats  # (N, 7) s, m, m/s: last time and state
    leg_ends: Floats  # (N, legs) s, inf for a leg never flown
    endings: NDArray[np.int64]  # (N,) flight.IMPACT, TIME_LIMIT or FAILED
    burnouts: Floats  # (N, 6) m, m/s: state when the last powered leg ended; nan before
    apogees: Floats  # (N,) m above the ellipsoid, of the highest point; -inf when not asked for


@kernel
def room(flights: int, legs: int) -> Landings:
    """Landings for as many flights of as many legs."""
    return Landings(
        np.empty((flights, 7)),
        np.empty((flights, legs)),
        np.empty(flights, np.int64),
        np.full((flights, 6), np.nan),
        np.full(flights, -inf),
    )


@kernel
def fly_many(
    starts: Floats,
    legs: NDArray[np.void],
    layers: NDArray[np.void],
    planet: Planet,
    tolerance: float,
    grounds: Floats,
    time_limit: float,
    with_apogees: bool,
    landings: Landings,
) -> None:
    """Fly every row of starts (N, 6) [m, m/s] over its row of legs (N, legs) as flight.fly does, into landings.

    grounds (N,) [m above the ellipsoid]. A flight that fails leaves its neighbours as they are.
    """
    ends, leg_ends, endings, burnouts, apogees = landings
    m, slopes = np.zeros(ROWS * L), np.zeros((dormand_prince.STAGES, 6 * L))
    pair = np.empty((2, 10))
    flights = starts.shape[0]
    number, leg, layer = np.full(L, -1), np.zeros(L, np.int64), np.zeros(L, np.int64)
    tries, clock = np.zeros(L, np.int64), np.zeros(L)  # clock: flight time at the leg's start
    refused = np.zeros(L, np.bool_)
    queue, flying = 0, 0
    leg_ends[:] = inf
    for i in range(L):
        # An idle lane repeats a harmless flight: the first one's.
        n = min(i, flights - 1)
        layer[i] = begin(m, i, starts[n], legs[n, 0], layers, planet, time_limit)
        if i < flights:
            number[i] = i
            queue += 1
            flying += 1
    while flying > 0:
        attempt(m, slopes, planet, tolerance)
        for i in range(L):
            n = number[i]
            if n < 0:
                continue
            step = m[STEP * L + i]
            tries[i] += 1
            ending = -1
            if tries[i] > flight.MOST_STEPS or (step < flight.SMALLEST_STEP and step < m[ROOM * L + i]):
                ending = flight.FAILED
            elif not m[ERROR * L + i] <= 1.0:
                m[WANTED * L + i] = step * m[FACTOR * L + i]
                m[FREE * L + i], refused[i] = 1.0, True
                continue
            else:
                row, air = legs[n, leg[i]], layers[layer[i]]
                z, z1 = m[HEIGHT * L + i], m[END_HEIGHT * L + i]
                rate, rate1 = m[RATE * L + i], m[END_RATE * L + i]
                floor, ceiling = m[(AIR + 8) * L + i], m[(AIR + 9) * L + i]
                shorter = events.shortened(
                    row, floor, ceiling, air["floor_band"], air["high_band"], grounds[n], z, rate, z1, rate1, step
                )
                if shorter != step:
                    m[STEP * L + i], m[FREE * L + i] = shorter, 0.0
                    continue
                if with_apogees:
                    apogees[n] = max(apogees[n], z1)
                    # the ellipsoid's vertical is not the geocentric one: the top may lie one step away
                    if rate > -LOW_RATE and rate1 < LOW_RATE:
                        ends_of_step(m, slopes, i, step, pair)
                        apogees[n] = max(apogees[n], arc.apogee(pair)[1])
                for k in range(6):
                    m[(STATE + k) * L + i] = m[(END + k) * L + i]
                m[TIME * L + i] += step
                m[ROOM * L + i] -= step
                m[HEIGHT * L + i], m[FREE * L + i] = z1, 1.0
                m[WANTED * L + i] = flight.next_wanted(m[WANTED * L + i], step, m[FACTOR * L + i], refused[i])
                refused[i] = False
                move = events.leaves_layer(z1, rate1, floor, ceiling, air["floor_band"], air["high_band"])
                if move != 0:
                    layer[i] += move
                    enter_layer(m, i, layers[layer[i]])
                time = clock[i] + m[TIME * L + i]
                if z1 < z and z1 <= grounds[n] + events.TOUCH:
                    ending = flight.IMPACT
                    leg_ends[n, leg[i]] = time
                elif events.leg_is_over(row, z1, rate1) or m[ROOM * L + i] <= 0.0:
                    if row["mass_flow"] > 0.0:
                        for k in range(6):
                            burnouts[n, k] = m[(STATE + k) * L + i]
                    while ending < 0:
                        leg_ends[n, leg[i]] = time
                        leg[i] += 1
                        if leg[i] == legs.shape[1] or time >= time_limit:
                            ending = flight.TIME_LIMIT
                        elif legs[n, leg[i]]["duration"] > 0.0:
                            clock[i] = time
                            enter_leg(m, i, legs[n, leg[i]], time_limit - time)
                            break
            if ending >= 0:
                ends[n, 0] = clock[i] + m[TIME * L + i]
                for k in range(6):
                    ends[n, 1 + k] = m[(STATE + k) * L + i]
                endings[n] = ending
                number[i], tries[i], leg[i], clock[i], refused[i] = -1, 0, 0, 0.0, False
                n = min(queue, flights - 1)
                layer[i] = begin(m, i, starts[n], legs[n, 0], layers, planet, time_limit)
                if queue < flights:
                    number[i] = queue
                    queue += 1
                else:
                    flying -= 1


@kernel
def climb_angle(y: Floats) -> float:
    """Angle of climb [rad] of a state (6,) [m, m/s]; nan of one that is not known."""
    return asin(min(max(arc.climb_rate(y) / sqrt(y[3] ** 2 + y[4] ** 2 + y[5] ** 2), -1.0), 1.0))


@kernel
def begin(
    m: Floats,
    i: int,
    start: Floats,
    leg: np.void,
    layers: NDArray[np.void],
    planet: Planet,
    time_limit: float,
) -> int:
    """Put a flight's start (6,) and first leg into lane i; the row of its layer of air."""
    for k in range(6):
        m[(STATE + k) * L + i] = start[k]
    z = altitude_over(start[0], start[1], start[2], planet.semi_major_axis, planet.semi_minor_axis)
    m[HEIGHT * L + i], m[WANTED * L + i], m[FREE * L + i] = z, flight.FIRST_STEP, 1.0
    layer = layer_index(z, layers)
    enter_layer(m, i, layers[layer])
    enter_leg(m, i, leg, time_limit)
    return layer
