"""What a radar makes of a target: signal to noise, detection, confirmation, and what stands in its way.

`radar` is a records.Radar: its float fields must be Python floats and its three counts Python ints,
or each new mixture is compiled anew.
"""

from __future__ import annotations

from math import acos, asin, atan2, cos, exp, log, pi, sin, sqrt
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
        return reference * dwell / radar.search_dwell
    effective_area = radar.aperture_efficiency * radar.aperture_area
    energy = radar.average_power * dwell
    received = energy * gain(radar.aperture_area, radar.aperture_efficiency, radar.wavelength) * effective_area
    return received / ((4.0 * pi) ** 2 * BOLTZMANN * radar.noise_temperature * radar.losses)


# --- detection -----------------------------------------------------------------------------------


@kernel
def marcum(snr: float, threshold: float) -> float:
    """Marcum's Q1(sqrt(2 snr), sqrt(2 threshold)) [1] for snr, threshold [1] below 400.

    Poisson-weighted sum of positive terms (the non-central chi-squared distribution with two degrees of
    freedom), so nothing cancels in a small answer; an answer within 1e-18 of 1 is 1.
    """
    margin = sqrt(2.0 * snr) - sqrt(2.0 * threshold)
    if margin > 9.0:  # 1 - Q1 < exp(-margin^2 / 2)
        return 1.0
    weight = exp(-snr)  # Poisson(k; snr)
    term = exp(-threshold)  # Poisson(k; threshold)
    tail = term  # P(Poisson(threshold) <= k)
    total = weight * tail
    k = 0
    while k < snr or weight * (k + 1.0) > 1e-17 * total * (k + 1.0 - snr):
        k += 1
        weight *= snr / k
        term *= threshold / k
        tail += term
        total += weight * tail
    return min(total, 1.0)


@kernel
def detection_probability(snr: float, false_alarm_probability: float, swerling_case: int) -> float:
    """Probability [1] that one look at a target of Swerling case 0, 1 or 3 passes the threshold.

    P_fa = exp(-T); case 0 Q1(sqrt(2 snr), sqrt(2 T)), case 1 P_fa^(1 / (1 + snr)), case 3
    (1 + 2 T snr / (2 + snr)2) exp(-2 T / (2 + snr)), single pulse (Marcum; Swerling; as in Mahafza).
    """
    if swerling_case == 1:
        return float(false_alarm_probability ** (1.0 / (1.0 + snr)))
    threshold = -log(false_alarm_probability)
    if swerling_case == 3:
        spread = 2.0 + snr
        return (1.0 + 2.0 * threshold * snr / (spread * spread)) * exp(-2.0 * threshold / spread)
    return marcum(snr, threshold)


@kernel
def hold(
    times: NDArray[np.float64],
    search_snr: NDArray[np.float64],
    cued_snr: NDArray[np.float64],
    cue_time: float,
    radar: Any,
    confidence: float,
) -> tuple[int, int, int]:
    """Indices of the looks at which the target is first seen, firm and last seen; -1 for never.

    First seen: 1 - prod(1 - P_d) has reached confidence [1]. Firm: the chance that some confirm_looks
    consecutive looks held confirm_hits hits has; exact, by a Markov chain over the last N - 1 looks as a
    bitmask, in which a frame out of sight is a miss. Last seen: the same sum taken from the end backwards.
    times [s], search_snr, cued_snr [1]: (T,); from cue_time [s] on a look has the better of the two.
    """
    looks = times.shape[0]
    full = (1 << (radar.confirm_looks - 1)) - 1
    chance = np.zeros(full + 1)
    after = np.zeros(full + 1)
    hits = np.zeros(full + 1, np.int64)
    for state in range(1, full + 1):
        hits[state] = hits[state >> 1] + (state & 1)
    chance[0] = 1.0
    first, firm, missed, confirmed = -1, -1, 1.0, 0.0
    for k in range(looks):
        if k > 0:
            skipped = round((times[k] - times[k - 1]) / radar.frame_time) - 1
            if skipped >= radar.confirm_looks - 1 and skipped > 0:
                chance[0] = chance.sum()
                chance[1:] = 0.0
            elif skipped > 0:
                after[:] = 0.0
                for state in range(full + 1):
                    after[(state << skipped) & full] += chance[state]
                chance[:] = after
        snr = max(search_snr[k], cued_snr[k]) if times[k] >= cue_time else search_snr[k]
        detected = detection_probability(snr, radar.false_alarm_probability, radar.swerling_case)
        missed *= 1.0 - detected
        if first < 0 and 1.0 - missed >= confidence:
            first = k
        after[:] = 0.0
        for state in range(full + 1):
            if hits[state] + 1 >= radar.confirm_hits:
                confirmed += chance[state] * detected
            else:
                after[((state << 1) | 1) & full] += chance[state] * detected
            after[(state << 1) & full] += chance[state] * (1.0 - detected)
        chance[:] = after
        if confirmed >= confidence:
            firm = k
            break
    if first < 0:
        return -1, -1, -1
    last, missed = looks, 1.0
    while last > max(first, firm) + 1 and 1.0 - missed < confidence:
        last -= 1
        in_track = times[last] >= cue_time or (firm >= 0 and last > firm)
        snr = max(search_snr[last], cued_snr[last]) if in_track else search_snr[last]
        missed *= 1.0 - detection_probability(snr, radar.false_alarm_probability, radar.swerling_case)
    if 1.0 - missed < confidence:
        last = max(first, firm)
    return first, firm, last


# --- what stands in the way ----------------------------------------------------------------------


@inlined
def apparent_elevation(slant_range: float, elevation: float, height: float, factor: float) -> float:
    """Elevation [rad] at which a ray bent as on an Earth of factor times its radius arrives.

    slant_range [m] and elevation [rad] are those of the straight line from height [m]. Target height and
    ground distance are kept and the line is drawn straight over the larger sphere (Schelleng, Burrows and
    Ferrell, Proc. IRE 21, 1933, from memory). Factor 4/3 holds in the lowest 10 km; above, it bends too
    much: at 1,000 km it lifts a target by 1.1 degrees where about half is real.
    """
    level = EARTH_RADIUS + height
    forward = slant_range * cos(elevation)
    upward = level + slant_range * sin(elevation)
    rise = sqrt(forward * forward + upward * upward) - EARTH_RADIUS
    angle = atan2(forward, upward) / factor
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
            out[i + 1] = out[i]
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
def cross_section(nose: float, side: float, aspect_sine2: float) -> float:
    """Radar cross-section [m2] between nose and side [m2]: log-linear in the aspect angle's squared sine.

    The shape is assumed; it is symmetric, so that a body seen from behind is taken for one seen head on.
    """
    return nose * exp(log(side / nose) * aspect_sine2)


@kernel
def observe(
    nodes: NDArray[np.float64],
    end: float,
    bare_time: float,
    body: tuple[float, float, float],
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
    nodes (N, 10) to end [s]; body: nose, side and booster cross-sections [m2], the last before bare_time [s];
    site: latitude, longitude [rad], height [m]; boresight, floor [rad]; mask (K, 2) [rad].
    The last answer counts the tests that the nearest frame passed, in order: horizon, floor, sector,
    elevation limit, range; 5 when some frame was in sight.
    """
    count = int(end / radar.frame_time + 1e-9) + 1
    times = np.arange(count) * radar.frame_time
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
    for k in range(count):
        dx, dy, dz = arc[k, 0] - origin[0], arc[k, 1] - origin[1], arc[k, 2] - origin[2]
        upward = dx * axes[2, 0] + dy * axes[2, 1] + dz * axes[2, 2]
        slant = sqrt(dx * dx + dy * dy + dz * dz)
        sine = upward / slant
        if slant > tangent and sine + 0.25 * slant / EARTH_RADIUS < -dip:  # bending lifts by half of that at most
            continue
        elevation = asin(max(-1.0, min(1.0, sine)))
        if refraction:
            elevation = apparent_elevation(slant, elevation, height, factor)
        eastward = dx * axes[0, 0] + dy * axes[0, 1] + dz * axes[0, 2]
        northward = dx * axes[1, 0] + dy * axes[1, 1] + dz * axes[1, 2]
        azimuth = atan2(eastward, northward) % (2.0 * pi)
        if slant > tangent and elevation < -dip:
            continue
        if mask.shape[0] > 2 and elevation < masked(mask, azimuth):
            continue
        turned = abs((azimuth - boresight + pi) % (2.0 * pi) - pi)
        if elevation < lowest:
            passed = max(passed, 1)
        elif turned > radar.azimuth_half_width:
            passed = max(passed, 2)
        elif elevation > radar.maximum_elevation:
            passed = max(passed, 3)
        elif slant > radar.maximum_range:
            passed = max(passed, 4)
        else:
            passed = 5
            if times[k] < bare_time:
                area = body[2]
            else:
                vx, vy, vz = arc[k, 3], arc[k, 4], arc[k, 5]
                along = dx * vx + dy * vy + dz * vz
                speed2 = max(vx * vx + vy * vy + vz * vz, 1e-12)
                area = cross_section(body[0], body[1], 1.0 - along * along / (speed2 * slant * slant))
            scan = 1.0
            if radar.scan_loss_exponent > 0.0:
                normal = cos(elevation) * cos(radar.face_elevation) * cos(turned)
                normal += sin(elevation) * sin(radar.face_elevation)
                scan = max(normal, 0.0) ** radar.scan_loss_exponent
            echo = area * scan / (slant * slant * slant * slant)
            table[0, seen], table[1, seen], table[2, seen], table[3, seen] = times[k], slant, azimuth, elevation
            table[4, seen], table[5, seen], table[6, seen] = area, search * echo, cued * echo
            seen += 1
            if previous != k - 1:
                windows[opened, 0] = times[k]
                opened += 1
            windows[opened - 1, 1] = times[k]
            previous = k
    return table[:, :seen].copy(), windows[:opened].copy(), passed
