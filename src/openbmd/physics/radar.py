"""What a radar gets of a target: its field of regard, what stands in the way, and the signal to noise.

`radar` is a kinds.Radar: its float fields must be Python floats and its three counts Python ints,
or each new mixture is compiled anew.
"""

from __future__ import annotations

from math import acos, atan2, cos, exp, log, pi, sin, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.arc import sample
from openbmd.physics.constants import BOLTZMANN
from openbmd.physics.earth import local_axes, position
from openbmd.physics.kernel import inlined, kernel

EARTH_RADIUS = 6_371_000.0  # m, mean radius (IUGG), of the sphere on which bending is reckoned
EFFECTIVE_EARTH = 4.0 / 3.0  # 1, effective Earth radius over the true one in the standard atmosphere


# --- the radar equation --------------------------------------------------------------------------


@kernel
def gain(aperture_area: float, efficiency: float, wavelength: float) -> float:
    """Antenna gain [1] of an aperture [m2] at a wavelength [m]: G = 4 pi rho A / lambda2 (Skolnik)."""
    return 4.0 * pi * efficiency * aperture_area / (wavelength * wavelength)


@kernel
def strength(radar: Any, dwell: float) -> float:
    """Signal to noise [1] of 1 m2 at 1 m on the array's normal after coherent dwell [s], as m4/m2.

    Track form of the radar equation, S/N = P_av t_d G A_e sigma / ((4 pi)2 k T_s L R4) (Skolnik; Barton),
    or, where only a range is published, that range scaled by dwell, cross-section and R4.
    """
    if radar.reference_range > 0.0:
        reference = radar.reference_snr * radar.reference_range**4 / radar.reference_cross_section
        return float(reference * dwell / radar.search_dwell)
    effective_area = radar.aperture_efficiency * radar.aperture_area
    energy = radar.average_power * dwell
    received = energy * gain(radar.aperture_area, radar.aperture_efficiency, radar.wavelength) * effective_area
    return float(received / ((4.0 * pi) ** 2 * BOLTZMANN * radar.noise_temperature * radar.losses))


# --- what stands in the way ----------------------------------------------------------------------


@inlined
def apparent_elevation(forward: float, upward: float, height: float, factor: float) -> float:
    """Elevation [rad] at which a ray bent as on an Earth of factor times its radius arrives.

    forward, upward [m]: the straight line's horizontal and vertical part, from a site at height [m]. Target
    height and ground distance are kept and the line is drawn straight over the larger sphere (Schelleng, Burrows
    and Ferrell, Proc. IRE 21, 1933, from memory). Factor 4/3 holds in the lowest 10 km; above, it bends too
    much: at 1,000 km it lifts a target by 1.1 degrees where about half is real. Factor 1 is no refraction.
    """
    level = EARTH_RADIUS + height + upward
    rise = sqrt(forward * forward + level * level) - EARTH_RADIUS
    angle = atan2(forward, level) / factor
    radius = factor * EARTH_RADIUS
    return atan2((radius + rise) * cos(angle) - (radius + height), (radius + rise) * sin(angle))


@kernel
def ordered(mask: NDArray[np.float64]) -> NDArray[np.float64]:
    """A horizon mask (K, 2) [rad azimuth, rad elevation] in order of azimuth, wrapped round both ends: (K + 2, 2)."""
    count = mask.shape[0]
    out = np.empty((count + 2, 2))
    for k in range(count):
        azimuth, elevation = mask[k, 0] % (2.0 * pi), mask[k, 1]
        i = k
        while i > 0 and out[i, 0] > azimuth:
            out[i + 1, 0], out[i + 1, 1] = out[i, 0], out[i, 1]
            i -= 1
        out[i + 1, 0], out[i + 1, 1] = azimuth, elevation
    if count > 0:
        out[0, 0], out[0, 1] = out[count, 0] - 2.0 * pi, out[count, 1]
        out[count + 1, 0], out[count + 1, 1] = out[1, 0] + 2.0 * pi, out[1, 1]
    return out


@kernel
def masked(mask: NDArray[np.float64], azimuth: float) -> float:
    """Elevation [rad] of an ordered horizon mask (K + 2, 2) at azimuth [rad, 0 to 2 pi], linear between its points."""
    i = 1
    while mask[i, 0] < azimuth and i < mask.shape[0] - 1:
        i += 1
    width = mask[i, 0] - mask[i - 1, 0]
    share = (azimuth - mask[i - 1, 0]) / width if width > 0.0 else 0.0
    return float(mask[i - 1, 1] + share * (mask[i, 1] - mask[i - 1, 1]))


@inlined
def cross_section(nose: float, side: float, tail: float, ahead: float) -> float:
    """Radar cross-section [m2] between nose, side and tail [m2]: log-linear in the aspect angle's squared sine.

    ahead [1]: the aspect angle's cosine, 1 head on, -1 from behind. The shape is assumed; it is smooth at the side.
    """
    end = nose if ahead > 0.0 else tail
    return end * exp(log(side / end) * (1.0 - ahead * ahead))


@kernel
def observe(
    nodes: NDArray[np.float64],
    end: float,
    bare_time: float,
    body: tuple[float, float, float, float],
    radar: Any,
    site: Any,
    boresight: float,
    floor: float,
    mask: NDArray[np.float64],
    refraction: bool,
) -> tuple[NDArray[np.float64], NDArray[np.float64], int]:
    """One flight in one radar's field of regard: a table (7, T), windows (W, 2) [s] and how near it came to sight.

    Rows of the table: time [s], slant range [m], azimuth, apparent elevation [rad], cross-section [m2], and
    single-look S/N [1] with search_dwell and with cued_dwell; one column for each frame in sight.
    nodes (N, 10) to end [s]; body: nose, side, tail and booster cross-sections [m2], the last before bare_time [s];
    site: latitude, longitude [rad], height [m]; boresight, floor [rad]; mask (K, 2) [rad].
    The last answer counts the tests that the nearest frame passed, in order: horizon, floor, sector,
    elevation limit, range; 5 when some frame was in sight.
    """
    count = int(end / radar.frame_time + 1e-9) + 1
    times = np.empty(count)
    for k in range(count):
        times[k] = k * radar.frame_time
    arc = sample(nodes, times)
    origin = position(site.latitude, site.longitude, site.height)
    axes = local_axes(site.latitude, site.longitude)
    mask = ordered(mask)
    factor = EFFECTIVE_EARTH if refraction else 1.0
    radius = factor * EARTH_RADIUS
    height = max(site.height, 0.0)
    dip = acos(radius / (radius + height))
    tangent = sqrt((2.0 * radius + height) * height)  # what is nearer than the horizon is in front of it
    lowest = max(radar.minimum_elevation, floor)
    search, cued = strength(radar, radar.search_dwell), strength(radar, radar.cued_dwell)
    table = np.empty((7, count))
    windows = np.empty((count, 2))
    seen, opened, passed, previous = 0, 0, 0, -2
    ahead_north, ahead_east, edge = cos(boresight), sin(boresight), cos(min(radar.azimuth_half_width, pi))
    face_out, face_up = cos(radar.face_elevation), sin(radar.face_elevation)
    for k in range(count):
        dx, dy, dz = arc[k, 0] - origin[0], arc[k, 1] - origin[1], arc[k, 2] - origin[2]
        upward = dx * axes[2, 0] + dy * axes[2, 1] + dz * axes[2, 2]
        slant = sqrt(dx * dx + dy * dy + dz * dz)
        if slant > tangent and upward / slant + 0.25 * slant / EARTH_RADIUS < -dip:  # twice what bending can lift
            continue
        eastward = dx * axes[0, 0] + dy * axes[0, 1] + dz * axes[0, 2]
        northward = dx * axes[1, 0] + dy * axes[1, 1] + dz * axes[1, 2]
        forward = sqrt(eastward * eastward + northward * northward)
        elevation = apparent_elevation(forward, upward, height, factor) if refraction else atan2(upward, forward)
        if slant > tangent and elevation < -dip:
            continue
        azimuth = atan2(eastward, northward) % (2.0 * pi) if mask.shape[0] > 2 else 0.0
        if mask.shape[0] > 2 and elevation < masked(mask, azimuth):
            continue
        turned = (northward * ahead_north + eastward * ahead_east) / max(forward, 1e-9)  # cosine from the boresight
        if elevation < lowest:
            passed = max(passed, 1)
        elif turned < edge and radar.azimuth_half_width < pi:
            passed = max(passed, 2)
        elif elevation > radar.maximum_elevation:
            passed = max(passed, 3)
        elif slant > radar.maximum_range:
            passed = max(passed, 4)
        else:
            passed = 5
            if times[k] < bare_time:
                area = body[3]
            else:
                vx, vy, vz = arc[k, 3], arc[k, 4], arc[k, 5]
                along = dx * vx + dy * vy + dz * vz
                speed = sqrt(max(vx * vx + vy * vy + vz * vz, 1e-12))
                area = cross_section(body[0], body[1], body[2], -along / (speed * slant))
            scan = 1.0
            if radar.scan_loss_exponent > 0.0:
                normal = cos(elevation) * face_out * turned + sin(elevation) * face_up
                scan = max(normal, 0.0) ** radar.scan_loss_exponent
            echo = area * scan / (slant * slant * slant * slant)
            azimuth = atan2(eastward, northward) % (2.0 * pi)
            table[0, seen], table[1, seen], table[2, seen], table[3, seen] = times[k], slant, azimuth, elevation
            table[4, seen], table[5, seen], table[6, seen] = area, search * echo, cued * echo
            seen += 1
            if previous != k - 1:
                windows[opened, 0] = times[k]
                opened += 1
            windows[opened - 1, 1] = times[k]
            previous = k
    return table[:, :seen].copy(), windows[:opened].copy(), passed
