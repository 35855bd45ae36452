"""Vehicles of no name: how rockets are built, in ratios, so that one number more (ideal speed) makes a missile.

A flight depends on ratios alone: thrust to weight, specific impulse, shares of the ideal speed, area to mass. Each
build draws them from the ranges of built missiles; masses follow from the rocket equation. The ranges are assumed,
from the public figures of the catalogue's missiles and their kin, and are what an inference's band is made of.
"""

from __future__ import annotations

from math import exp, log, pi, sqrt
from typing import NamedTuple

from openbmd.kinds import Missile, Stage
from openbmd.physics import drag
from openbmd.physics.constants import SEA_LEVEL_PRESSURE, STANDARD_GRAVITY

Range = tuple[float, float]

LAUNCH_MASS = 1e4  # kg, of no consequence
DIMENSIONS = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43)  # a prime for each ratio that is drawn
BALLISTIC_COEFFICIENT = (2_500.0, 10_000.0)  # kg/m2, blunt to slender re-entry vehicles
VERTICAL_RISE = (4.0, 8.0)  # s
PITCH_OVER = (8.0, 12.0)  # s
UPPER_DIAMETER = 0.8  # of the first stage's
RESERVE = 0.02  # of the ideal speed that a test may leave unburnt; little is likelier than much


class Build(NamedTuple):
    name: str
    stages: int
    propellant: str  # liquid or solid
    thrust_to_weight: Range  # at lift-off
    upper_thrust_to_weight: Range
    sea_level_impulse: Range  # s, first stage
    vacuum_gain: Range  # 1, vacuum over sea-level impulse
    upper_impulse: Range  # s, vacuum
    first_share: Range  # 1, of the ideal speed; the rest is shared alike
    dry_share: Range  # 1, of a lower stage's mass
    payload_share: Range  # 1, of the mass at last burnout
    area: Range  # m2/kg, reference area over launch mass
    drag_table: int
    least_dry_share: float  # 1, of the last stage's mass: lighter ones have not been built
    ideal_speeds: Range  # m/s for which anyone builds so


BUILDS = (
    Build(
        "one liquid stage", 1, "liquid", (1.4, 2.2), (1.0, 1.0), (230.0, 270.0), (1.10, 1.13), (280.0, 300.0),
        (1.0, 1.0), (0.07, 0.11), (0.2, 0.5), (6e-5, 1.1e-4), drag.LARGE_LIQUID, 0.06, (0.0, 7_600.0),
    ),
    Build(
        "two liquid stages", 2, "liquid", (1.3, 2.0), (0.8, 2.2), (240.0, 270.0), (1.10, 1.13), (280.0, 300.0),
        (0.4, 0.6), (0.07, 0.11), (0.2, 0.5), (5e-5, 9e-5), drag.LARGE_LIQUID, 0.08, (6_000.0, 13_000.0),
    ),
    Build(
        "one solid stage", 1, "solid", (2.5, 4.5), (1.0, 1.0), (230.0, 250.0), (1.07, 1.10), (260.0, 285.0),
        (1.0, 1.0), (0.1, 0.2), (0.3, 0.6), (1e-4, 2.5e-4), drag.LARGE_SOLID, 0.09, (0.0, 4_600.0),
    ),
    Build(
        "two solid stages", 2, "solid", (2.0, 4.0), (2.0, 5.0), (235.0, 255.0), (1.07, 1.10), (260.0, 285.0),
        (0.45, 0.55), (0.1, 0.2), (0.3, 0.6), (8e-5, 2e-4), drag.LARGE_SOLID, 0.09, (3_500.0, 8_200.0),
    ),
    Build(
        "three solid stages", 3, "solid", (1.8, 3.0), (2.0, 4.0), (235.0, 255.0), (1.07, 1.10), (270.0, 290.0),
        (0.3, 0.4), (0.08, 0.12), (0.3, 0.6), (6e-5, 1.2e-4), drag.LARGE_SOLID, 0.08, (6_500.0, 13_000.0),
    ),
)  # fmt: skip


class Draw(NamedTuple):
    """One choice of a build's ratios, and of what a report leaves open."""

    build: Build
    thrust_to_weight: float
    upper_thrust_to_weight: float
    sea_level_impulse: float  # s
    vacuum_gain: float
    upper_impulse: float  # s
    first_share: float
    dry_share: float
    payload_share: float
    area: float  # m2/kg
    ballistic_coefficient: float  # kg/m2
    rise: float  # s
    pitch_over: float  # s
    reserve: float  # of the ideal speed left unburnt
    bearing: float  # 0 to 1 of the circle, for a report without one
    rounding: tuple[float, float]  # -1 to 1 of the report's rounding of range and apogee


def draw(build: Build, index: int) -> Draw:
    """The index-th choice: a Kronecker sequence, which fills the box evenly without dice.

    Its steps are square roots of primes (Niederreiter, Random Number Generation and Quasi-Monte Carlo Methods, 1992).
    """
    u = [(0.5 + index * sqrt(prime)) % 1.0 for prime in DIMENSIONS]

    def between(limits: Range, dimension: int) -> float:
        return limits[0] + (limits[1] - limits[0]) * u[dimension]

    low, high = BALLISTIC_COEFFICIENT
    return Draw(
        build=build,
        thrust_to_weight=between(build.thrust_to_weight, 0),
        upper_thrust_to_weight=between(build.upper_thrust_to_weight, 1),
        sea_level_impulse=between(build.sea_level_impulse, 2),
        vacuum_gain=between(build.vacuum_gain, 3),
        upper_impulse=between(build.upper_impulse, 4),
        first_share=between(build.first_share, 5),
        dry_share=between(build.dry_share, 6),
        payload_share=between(build.payload_share, 7),
        area=between(build.area, 8),
        ballistic_coefficient=exp(between((log(low), log(high)), 9)),
        rise=between(VERTICAL_RISE, 10),
        pitch_over=between(PITCH_OVER, 10),
        reserve=RESERVE * u[11] ** 2,
        bearing=u[12],
        rounding=(2.0 * u[13] - 1.0, 2.0 * ((u[13] * 7.0) % 1.0) - 1.0),
    )


def missile(chosen: Draw, ideal_speed: float) -> Missile | None:
    """The vehicle of that ideal speed [m/s], by Tsiolkovsky's equation; None where its masses do not add up."""
    build = chosen.build
    vacuum = chosen.sea_level_impulse * chosen.vacuum_gain
    shares = [chosen.first_share] + [(1.0 - chosen.first_share) / max(build.stages - 1, 1)] * (build.stages - 1)
    mass, stages = LAUNCH_MASS, []
    for number, share in enumerate(shares):
        first, last = number == 0, number == build.stages - 1
        impulse = vacuum if first else chosen.upper_impulse
        after = mass * exp(-ideal_speed * share / (impulse * STANDARD_GRAVITY))
        propellant = mass - after
        dry = after * (1.0 - chosen.payload_share) if last else propellant * chosen.dry_share / (1.0 - chosen.dry_share)
        if after <= dry:
            return None
        weight = (chosen.thrust_to_weight if first else chosen.upper_thrust_to_weight) * mass
        rated = chosen.sea_level_impulse if first else impulse
        flow = weight / rated
        stages.append(
            Stage(
                propellant_mass=propellant,
                dry_mass=dry,
                burn_time=propellant / flow,
                specific_impulse=rated,
                reference_pressure=SEA_LEVEL_PRESSURE if first else 0.0,
                nozzle_exit_area=flow * (vacuum - rated) * STANDARD_GRAVITY / SEA_LEVEL_PRESSURE if first else 0.0,
                diameter=sqrt(4.0 / pi * chosen.area * LAUNCH_MASS) * (1.0 if first else UPPER_DIAMETER),
                drag_table=build.drag_table,
                coast_before=0.0,
                ballistic_coefficient=chosen.ballistic_coefficient,
            )
        )
        mass = after - dry
    if stages[0].burn_time <= chosen.rise + chosen.pitch_over:
        return None
    return Missile(
        stages=tuple(stages),
        payload_mass=mass,
        separates=True,
        ballistic_coefficient=chosen.ballistic_coefficient,
        vertical_rise_time=chosen.rise,
        pitch_over_time=chosen.pitch_over,
        lift_to_drag=0.0,
        pull_up_altitude=0.0,
        nose_cross_section=0.0,
        side_cross_section=0.0,
        tail_cross_section=0.0,
        booster_cross_section=0.0,
        reliability=1.0,
        circular_error=0.0,
        unresolved_objects=0.0,
        strip_altitude=0.0,
    )


def is_built_so(vehicle: Missile, chosen: Draw, ideal_speed: float) -> bool:
    """Whether missiles of that ideal speed [m/s] are built this way, the last stage no lighter than built ones."""
    last = vehicle.stages[-1]
    low, high = chosen.build.ideal_speeds
    return low <= ideal_speed <= high and last.dry_mass >= chosen.build.least_dry_share * (
        last.dry_mass + last.propellant_mass
    )


def reserve_time(vehicle: Missile, chosen: Draw, ideal_speed: float) -> float:
    """How long [s] before burnout the thrust ends when the draw's reserve of ideal speed [m/s] is left."""
    last = vehicle.stages[-1]
    exhaust = chosen.upper_impulse if len(vehicle.stages) > 1 else chosen.sea_level_impulse * chosen.vacuum_gain
    left = exp(chosen.reserve * ideal_speed / (exhaust * STANDARD_GRAVITY)) - 1.0
    return (vehicle.payload_mass + last.dry_mass) * left / (last.propellant_mass / last.burn_time)


def with_payload(vehicle: Missile, ratio: float) -> Missile:
    """The same vehicle with ratio times its payload."""
    return vehicle._replace(payload_mass=vehicle.payload_mass * ratio)
