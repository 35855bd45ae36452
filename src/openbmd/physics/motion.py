"""The equations of motion, once, for one flight and for lanes of them: no branches, no calls.

    dv/dt = g(r) - 2 w x v - w x (w x r) + T/m u - D/m v/|v| + L/m n

in Earth-fixed axes; g: point mass and J2; w: the Earth's rotation; T = vacuum thrust - exit area * pressure along u;
D = rho v^2 C_D A / 2; L = lift-to-drag * D along n, upward across v. The forces as in Gronlund & Wright, "Depressed
Trajectory SLBMs", Science & Global Security 3 (1992), with T, D and L in vectors.
"""

from __future__ import annotations

from math import sqrt

from openbmd.physics import drag
from openbmd.physics.atmosphere import GAS_CONSTANT, HEAT_RATIO, layer_density
from openbmd.physics.earth import Planet, altitude_over
from openbmd.physics.kernel import inlined

TINY = 1e-300  # m2/s2, so that a vehicle at rest has a direction of no consequence


@inlined
def accelerate(
    time: float,
    x: float,
    y: float,
    z: float,
    vx: float,
    vy: float,
    vz: float,
    mass: float,
    mass_flow: float,
    vacuum_thrust: float,
    exit_area: float,
    along: float,
    ux: float,
    uy: float,
    uz: float,
    drag_area: float,
    drag_table: float,
    lift_to_drag: float,
    low: float,
    geopotential: float,
    temperature: float,
    lapse: float,
    ln_density: float,
    power: float,
    slope: float,
    decay: float,
    planet: Planet,
) -> tuple[float, float, float]:
    """Acceleration [m/s2] at time [s] after the leg's start, position [m] and velocity [m/s].

    mass ... lift_to_drag are a leg's figures (flight.LEG); along is 1 when it thrusts along the velocity, else 0, and
    (ux, uy, uz) the thrust's direction otherwise, else 0. low ... decay are the air layer's (atmosphere.LAYER).
    """
    height = altitude_over(x, y, z, planet.semi_major_axis, planet.semi_minor_axis)
    density, t = layer_density(height, low, geopotential, temperature, lapse, ln_density, power, slope, decay)
    per_mass = 1.0 / (mass - mass_flow * time)

    per_speed = 1.0 / sqrt(vx * vx + vy * vy + vz * vz + TINY)
    speed = (vx * vx + vy * vy + vz * vz) * per_speed
    c_d = drag.coefficient(drag_table, speed / sqrt(HEAT_RATIO * GAS_CONSTANT * abs(t)))
    drag_per_speed = 0.5 * density * speed * drag_area * c_d * per_mass
    thrust = (vacuum_thrust - exit_area * density * GAS_CONSTANT * t) * per_mass

    r2 = x * x + y * y + z * z
    per_r = 1.0 / sqrt(r2)
    per_r2 = per_r * per_r
    pull = planet.gravitational_parameter * per_r2 * per_r
    bulge = 1.5 * planet.j2 * planet.semi_major_axis * planet.semi_major_axis * per_r2
    polar = 5.0 * z * z * per_r2
    equatorial_pull = pull * (1.0 + bulge * (1.0 - polar)) - planet.rotation_rate * planet.rotation_rate
    polar_pull = pull * (1.0 + bulge * (3.0 - polar))

    climb = (x * vx + y * vy + z * vz) * per_r * per_speed  # sine of the angle of climb
    lift = lift_to_drag * drag_per_speed * speed / sqrt(1.0 - min(climb * climb, 0.999999))
    forward = along * thrust * per_speed - drag_per_speed - lift * climb * per_speed
    outward = lift * per_r - equatorial_pull
    turn = 2.0 * planet.rotation_rate
    return (
        outward * x + turn * vy + forward * vx + thrust * ux,
        outward * y - turn * vx + forward * vy + thrust * uy,
        (lift * per_r - polar_pull) * z + forward * vz + thrust * uz,
    )
