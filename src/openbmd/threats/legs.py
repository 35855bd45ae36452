"""A missile as legs of a flight: what burns, coasts and comes down, one after the other."""

from __future__ import annotations

from math import inf, pi

import numpy as np
from numpy.typing import NDArray

from openbmd.kinds import Missile
from openbmd.physics import events, flight
from openbmd.physics.constants import STANDARD_GRAVITY
from openbmd.records import Shape


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
        coast | {"stop": events.DESCENT, "stop_altitude": missile.pull_up_altitude},
        coast | {"stop": events.LEVEL, "lift_to_drag": missile.lift_to_drag},
        coast,
    ]
