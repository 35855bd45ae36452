"""A radar's volume in closed form: heights over the horizon, ranges by cross-section, the echo that it needs."""

from __future__ import annotations

from math import acos, cos, exp, inf, log

import numpy as np

from openbmd.kinds import Radar
from openbmd.physics.detection import detection_probability
from openbmd.physics.radar import EARTH_RADIUS, EFFECTIVE_EARTH, strength
from openbmd.records import Floats, RadarSite


def bent_radius(refraction: bool) -> float:
    """Radius [m] of the sphere on which rays are straight."""
    return EFFECTIVE_EARTH * EARTH_RADIUS if refraction else EARTH_RADIUS


def lowest_visible(distance: float, elevation: float, height: float, radius: float) -> float:
    """Least altitude [m] that a radar at a height [m] sees at a ground distance [m] from an elevation [rad] upward.

    h = (a + h0) cos e / cos(e + d / a) - a on a sphere of radius a [m] on which rays are straight; inf where the ray
    never comes so far. What is nearer than the horizon has its lowest ray at the horizon's dip.
    """
    lowest = max(elevation, -acos(radius / (radius + max(height, 0.0))))
    turned = lowest + distance / radius
    if cos(turned) <= 0.0:
        return inf
    return (radius + height) * cos(lowest) / cos(turned) - radius


def farthest_visible(altitude: float, elevation: float, height: float, radius: float) -> float:
    """Ground distance [m] within which an altitude [m] is seen: the inverse of lowest_visible; 0 when never."""
    lowest = max(elevation, -acos(radius / (radius + max(height, 0.0))))
    share = (radius + height) * cos(lowest) / (radius + altitude)
    return max(0.0, radius * (acos(share) - lowest)) if share < 1.0 else 0.0


def floor_of(site: RadarSite, radar: Radar) -> float:
    """The elevation floor [rad] that counts: the higher of the site's and the radar's."""
    return max(site.minimum_elevation, radar.minimum_elevation)


def needed_snr(confidence: float, radar: Radar) -> float:
    """Signal to noise [1] at which one look detects with a probability [1], by bisection to 1e-12."""
    low, high = log(1e-9), log(390.0)  # Marcum's sum is good below 400
    if detection_probability(exp(high), radar.false_alarm_probability, radar.swerling_case) < confidence:
        low, high = high, log(1e9)
    for _ in range(80):
        middle = 0.5 * (low + high)
        enough = detection_probability(exp(middle), radar.false_alarm_probability, radar.swerling_case) >= confidence
        low, high = (low, middle) if enough else (middle, high)
    return exp(high)


def reach(radar: Radar, dwell: float, cross_sections: Floats, snr: float) -> Floats:
    """Slant ranges (N,) [m] on the array's normal at which cross-sections (N,) [m2] give a signal to noise [1].

    R4 = S sigma / snr with the strength S of physics.radar: ten times the cross-section is 1.778 times the range. The
    instrumented range is not applied.
    """
    return np.asarray((strength(radar, dwell) * cross_sections / snr) ** 0.25)
