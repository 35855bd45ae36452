"""Missiles that could nearly orbit: a Trajectory that misses -> the one that the search for a boost did not find.

A full burn that overshoots half the Earth tells the search for a boost nothing of the tilt. The same missile with a
heavier payload stays well below orbit, and its boost is near the wanted one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log, sqrt

import numpy as np

from openbmd.kinds import Missile
from openbmd.physics.constants import GRAVITATIONAL_PARAMETER, SEMI_MAJOR_AXIS, STANDARD_GRAVITY
from openbmd.records import Floats, Route, Trajectory

NEARLY = 0.9  # 1, of the circular speed: what has less comes down well within half the Earth
LOADS = (1.1, 1.2, 1.3, 1.05, 1.6, 2.2)  # 1, of the payload; the first that arrives is taken

# The flights of missiles on their routes, from guesses (N, 3) of their boosts as threats.fly_all takes them.
Fly = Callable[[Sequence[Missile], Sequence[Route], Floats], tuple[Trajectory, ...]]


def again(
    missiles: Sequence[Missile], routes: Sequence[Route], flown: tuple[Trajectory, ...], fly: Fly
) -> tuple[Trajectory, ...]:
    """The flights, those that missed though their missile could nearly orbit flown again; reached ones as they are.

    What misses after that is out of reach. A launch to orbit is no miss of this kind.
    """
    missed = [
        n
        for n, (missile, route, flight) in enumerate(zip(missiles, routes, flown, strict=True))
        if not flight.reached and route.shape.name != "orbit" and ideal_speed(missile) > NEARLY * circular_speed()
    ]
    if not missed:
        return flown
    loaded = [loaded_with(missiles[n], load) for load in LOADS for n in missed]
    tried = fly(loaded, [routes[n] for n in missed] * len(LOADS), np.full((len(loaded), 3), np.nan))
    start: dict[int, Trajectory] = {}
    for n, flight in zip(missed * len(LOADS), tried, strict=True):
        if flight.reached:
            start.setdefault(n, flight)
    if not start:
        return flown
    guesses = np.array([(flight.azimuth, flight.tilt, flight.cutoff) for flight in start.values()])
    better = fly([missiles[n] for n in start], [routes[n] for n in start], guesses)
    found = {n: flight for n, flight in zip(start, better, strict=True) if flight.reached}
    return tuple(found.get(n, flight) for n, flight in enumerate(flown))


def loaded_with(missile: Missile, load: float) -> Missile:
    """The missile with its payload so many times as heavy."""
    return missile._replace(payload_mass=missile.payload_mass * load)


def circular_speed() -> float:
    """Speed [m/s] of a circular orbit at the ground."""
    return sqrt(GRAVITATIONAL_PARAMETER / SEMI_MAJOR_AXIS)


def ideal_speed(missile: Missile) -> float:
    """What all stages add to the speed [m/s] in a vacuum, without weight and air."""
    mass = missile.payload_mass + sum(stage.propellant_mass + stage.dry_mass for stage in missile.stages)
    speed = 0.0
    for stage in missile.stages:
        pressure = stage.nozzle_exit_area * stage.reference_pressure * stage.burn_time / stage.propellant_mass
        exhaust = stage.specific_impulse * STANDARD_GRAVITY + pressure
        speed += exhaust * log(mass / (mass - stage.propellant_mass))
        mass -= stage.propellant_mass + stage.dry_mass
    return speed
