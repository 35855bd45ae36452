"""A second flight code to compare with: SciPy's DOP853 on the same force model, in textbook vectors."""

from __future__ import annotations

from math import exp, inf, sqrt

import numpy as np
from pyproj import Transformer
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicHermiteSpline

from openbmd.physics import atmosphere, constants, drag
from openbmd.physics import events as flight_events

TO_GEODETIC = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)
C_D = [
    CubicHermiteSpline(mach, c_d, drag.monotone_slopes(mach, c_d))
    for mach, c_d in (np.array(t).T for t in drag.PRINTED)
]
SPIN = np.array([0.0, 0.0, constants.ROTATION_RATE])
AXES2 = np.array([1.0, 1.0, (1.0 / (1.0 - constants.FLATTENING)) ** 2])


def altitude(r):
    """Height above WGS-84 by Newton's method on the distance to the ellipsoid's surface (Eberly's root form)."""
    a, b = constants.SEMI_MAJOR_AXIS, constants.SEMI_MAJOR_AXIS * (1.0 - constants.FLATTENING)
    ring, z = sqrt(r[0] ** 2 + r[1] ** 2), abs(r[2])
    t = 0.0
    for _ in range(8):
        x, y = a * ring / (t + a * a), b * z / (t + b * b)
        f = x * x + y * y - 1.0
        slope = -2.0 * (x * x / (t + a * a) + y * y / (t + b * b))
        t -= f / slope
    foot = np.array([a * a * ring / (t + a * a), b * b * z / (t + b * b)])
    return float(np.copysign(np.hypot(ring - foot[0], z - foot[1]), t))


def air(z):
    """Density [kg/m3], pressure [Pa] and temperature [K] of the 1976 standard by its two formulas, then thin air."""
    radius, gas, gravity = 6_356_766.0, 287.05287, 9.80665
    temperature, pressure = 288.15, 101_325.0
    if z < 86_000.0:
        height = radius * z / (radius + z)
        for base, lapse, top in zip(
            atmosphere.BASES, atmosphere.LAPSES, (*atmosphere.BASES[1:], 84_852.0457), strict=True
        ):
            rise = min(height, top) - base
            if lapse:
                next_temperature = temperature + lapse * rise
                pressure *= (temperature / next_temperature) ** (gravity / (gas * lapse))
                temperature = next_temperature
            else:
                pressure *= exp(-gravity * rise / (gas * temperature))
            if height < top:
                break
        return pressure / (gas * temperature), pressure, temperature
    low, density = 86_000.0, air(86_000.0 - 1e-7)[0]
    temperature = 186.946
    for top, value in atmosphere.THIN_AIR:
        if z < top:
            density *= (value / density) ** ((z - low) / (top - low))
            return density, density * gas * temperature, temperature
        low, density = top, value
    return 0.0, 0.0, temperature


def acceleration(time, y, leg):
    r, v = y[:3], y[3:]
    radius, speed = sqrt(r @ r), sqrt(v @ v)
    polar = (r[2] / radius) ** 2
    bulge = 1.5 * constants.J2 * (constants.SEMI_MAJOR_AXIS / radius) ** 2
    pull = -constants.GRAVITATIONAL_PARAMETER / radius**3 * r
    gravity = pull * (1.0 + bulge * (np.array([1.0, 1.0, 3.0]) - 5.0 * polar))
    out = gravity - 2.0 * np.cross(SPIN, v) - np.cross(SPIN, np.cross(SPIN, r))
    density, pressure, temperature = air(altitude(r))
    mass = leg["mass"] - leg["mass_flow"] * time
    mach = speed / sqrt(1.4 * 287.05287 * temperature)
    c_d = float(C_D[int(leg["drag_table"])](min(mach, drag.PRINTED[int(leg["drag_table"])][-1][0])))
    force = 0.5 * density * speed * c_d * leg["drag_area"]
    out = out - force * v / mass
    up = r / radius
    if leg["lift_to_drag"] > 0.0:
        across = up - (up @ v) * v / speed**2
        out = out + leg["lift_to_drag"] * force * speed / mass * across / np.linalg.norm(across)
    if leg["vacuum_thrust"] > 0.0:
        thrust = leg["vacuum_thrust"] - leg["exit_area"] * pressure
        pointing = v / speed if leg["along"] else np.array([leg["x"], leg["y"], leg["z"]])
        out = out + thrust / mass * pointing
    return np.concatenate([v, out])


def fly(start, legs, ground, time_limit):
    """Impact (or last) time and state, leg by leg, at a relative tolerance of 1e-13."""
    y, time = np.array(start), 0.0

    def comes_down(_t, s, _leg):
        return altitude(s[:3]) - ground if s[:3] @ s[3:] < 0.0 else 1.0

    def falls_through(_t, s, leg):
        return altitude(s[:3]) - leg["stop_altitude"] if s[:3] @ s[3:] < 0.0 else 1.0

    def levels(_t, s, _leg):
        return s[:3] @ s[3:]

    comes_down.terminal, comes_down.direction = True, -1
    falls_through.terminal, falls_through.direction = True, -1
    levels.terminal, levels.direction = True, 1
    stops = {flight_events.FULL_TIME: [], flight_events.DESCENT: [falls_through], flight_events.LEVEL: [levels]}
    for leg in legs:
        length = min(leg["duration"], time_limit - time)
        if length <= 0.0 or length == inf:
            continue
        events = [comes_down, *stops[int(leg["stop"])]]
        if leg["duration"] < inf:
            events = events[1:]
        flown = solve_ivp(
            acceleration, (0.0, length), y, "DOP853", rtol=1e-13, atol=1e-8, args=(leg,), events=events, max_step=20.0
        )
        assert flown.success
        y, time = flown.y[:, -1], time + flown.t[-1]
        if leg["duration"] == inf and len(flown.t_events[0]):
            break
    return time, y
