"""The WGS-84 ellipsoid: positions, local axes, altitude."""

from __future__ import annotations

from math import atan2, cos, hypot, sin, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.constants import (
    FLATTENING,
    GRAVITATIONAL_PARAMETER,
    J2,
    ROTATION_RATE,
    SEMI_MAJOR_AXIS,
)
from openbmd.physics.kernel import inlined, kernel

SEMI_MINOR_AXIS = SEMI_MAJOR_AXIS * (1.0 - FLATTENING)  # m
ECCENTRICITY2 = FLATTENING * (2.0 - FLATTENING)  # first eccentricity squared
SECOND_ECCENTRICITY2 = ECCENTRICITY2 / (1.0 - ECCENTRICITY2)


@kernel
def position(latitude: float, longitude: float, height: float) -> NDArray[np.float64]:
    """Earth-fixed position (3,) [m] of geodetic latitude, longitude [rad] and height [m]."""
    normal = SEMI_MAJOR_AXIS / sqrt(1.0 - ECCENTRICITY2 * sin(latitude) ** 2)
    ring = (normal + height) * cos(latitude)
    out = np.empty(3)
    out[0] = ring * cos(longitude)
    out[1] = ring * sin(longitude)
    out[2] = (normal * (1.0 - ECCENTRICITY2) + height) * sin(latitude)
    return out


@kernel
def geodetic(x: float, y: float, z: float) -> tuple[float, float, float]:
    """Geodetic latitude, longitude [rad] and height [m] of an Earth-fixed position [m].

    One step of Bowring (Survey Review 23, 1976), good to a micrometre below 1,000 km.
    """
    ring = hypot(x, y)
    reduced = atan2(z * SEMI_MAJOR_AXIS, ring * SEMI_MINOR_AXIS)
    latitude = atan2(
        z + SECOND_ECCENTRICITY2 * SEMI_MINOR_AXIS * sin(reduced) ** 3,
        ring - ECCENTRICITY2 * SEMI_MAJOR_AXIS * cos(reduced) ** 3,
    )
    s = sin(latitude)
    height = ring * cos(latitude) + z * s - SEMI_MAJOR_AXIS * sqrt(1.0 - ECCENTRICITY2 * s * s)
    return latitude, atan2(y, x), height


class Planet(NamedTuple):
    """A rotating ellipsoid with its gravity; WGS84 is the Earth, tests fly over simpler ones."""

    gravitational_parameter: float  # m3/s2
    j2: float  # 1
    rotation_rate: float  # rad/s
    semi_major_axis: float  # m
    semi_minor_axis: float  # m


WGS84 = Planet(GRAVITATIONAL_PARAMETER, J2, ROTATION_RATE, SEMI_MAJOR_AXIS, SEMI_MINOR_AXIS)


@inlined
def altitude_over(x: float, y: float, z: float, a: float, b: float) -> float:
    """Height [m] above an ellipsoid with semi-axes a and b [m], by Bowring's step without trigonometry."""
    e2 = 1.0 - (b / a) ** 2
    ring = sqrt(x * x + y * y)
    s, c = z * a, ring * b  # the reduced latitude's sine and cosine, to be normalised
    scale = 1.0 / sqrt(s * s + c * c)
    s, c = s * scale, c * scale
    s, c = z + e2 / (1.0 - e2) * b * s * s * s, ring - e2 * a * c * c * c  # the geodetic latitude's
    scale = 1.0 / sqrt(s * s + c * c)
    s, c = s * scale, c * scale
    return ring * c + z * s - a * sqrt(1.0 - e2 * s * s)


@inlined
def altitude(x: float, y: float, z: float) -> float:
    """Height above the WGS-84 ellipsoid [m]."""
    return altitude_over(x, y, z, SEMI_MAJOR_AXIS, SEMI_MINOR_AXIS)


@kernel
def local_axes(latitude: float, longitude: float) -> NDArray[np.float64]:
    """East, north and up unit vectors as rows (3, 3), Earth-fixed, at geodetic latitude and longitude [rad]."""
    sl, cl, so, co = sin(latitude), cos(latitude), sin(longitude), cos(longitude)
    axes = np.zeros((3, 3))
    axes[0, 0], axes[0, 1] = -so, co
    axes[1, 0], axes[1, 1], axes[1, 2] = -sl * co, -sl * so, cl
    axes[2, 0], axes[2, 1], axes[2, 2] = cl * co, cl * so, sl
    return axes
