"""Radar fans: how far a radar sees a target of a stated cross-section, and that reach on the ground."""

from __future__ import annotations

from math import cos, degrees, isfinite, pi, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from openbmd.kinds import Radar
from openbmd.physics.constants import BOLTZMANN
from openbmd.records import Floats, RadarSite, Scenario, Site

if TYPE_CHECKING:
    from pyproj import Geod

CLEAR_SNR = 20.0  # 1, about an even chance on a slowly fluctuating target (Swerling 1, false alarms 1e-6)
EARTH_RADIUS = 6_371_000.0  # m, mean


class Fan(NamedTuple):
    site: RadarSite
    reach: float  # m, slant
    cross_section: float  # m2, of the target that the reach is stated for
    capped: bool  # the instrumented range is nearer than what the power gives


def geodesics() -> Geod:
    """WGS-84 geodesics; the library comes in only when something is drawn."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def reach(radar: Radar, cross_section: float) -> tuple[float, bool]:
    """Slant range [m] at which one search look has S/N 20 on this cross-section [m2] at broadside, and whether capped.

    Track form of the radar equation (Skolnik, Introduction to Radar Systems): power, gain, aperture, dwell; or the
    published range scaled by the fourth root of cross-section and S/N.
    """
    if radar.reference_range > 0.0:
        ratio = (cross_section / radar.reference_cross_section) * (radar.reference_snr / CLEAR_SNR)
        power_range = radar.reference_range * ratio**0.25
    else:
        aperture = radar.aperture_efficiency * radar.aperture_area
        gain = 4.0 * pi * aperture / radar.wavelength**2
        above = radar.average_power * radar.search_dwell * gain * aperture * cross_section
        below = (4.0 * pi) ** 2 * BOLTZMANN * radar.noise_temperature * radar.losses * CLEAR_SNR
        power_range = (above / below) ** 0.25
    return min(power_range, radar.maximum_range), power_range > radar.maximum_range


def usual_cross_section(scenario: Scenario) -> float:
    """Median over the threats of the re-entering body's head-on cross-section [m2]."""
    values = sorted(scenario.missiles[scenario.routes[t.route].missile].nose_cross_section for t in scenario.threats)
    return values[len(values) // 2] if values else 0.1


def fans(scenario: Scenario) -> list[Fan]:
    """One for each radar site, largest first."""
    cross_section = usual_cross_section(scenario)
    found = []
    for site in scenario.radar_sites:
        distance, capped = reach(scenario.radars[site.radar], cross_section)
        if isfinite(distance) and distance > 0.0:
            found.append(Fan(site, distance, cross_section, capped))
    return sorted(found, key=lambda fan: -fan.reach)


def turns(radar: Radar) -> bool:
    return radar.azimuth_half_width >= pi - 1e-9


def floor_of(site: RadarSite, radar: Radar) -> float:
    """The lowest elevation [rad] that this radar looks at from this site."""
    return max(site.minimum_elevation, radar.minimum_elevation)


def sector(centre: Site, azimuth: float, half_width: float, distance: float, geod: Geod) -> Floats:
    """Geodesic sector as a closed ring (N, 2) [deg longitude, deg latitude]; a circle when half_width reaches pi."""
    whole = half_width >= pi - 1e-9
    width = min(half_width, pi)
    bearings = np.degrees(azimuth) + np.degrees(np.linspace(-width, width, 2 + int(np.ceil(width / 0.03))))
    n = bearings.size
    longitude, latitude = degrees(centre.longitude), degrees(centre.latitude)
    lon, lat, _ = geod.fwd(np.full(n, longitude), np.full(n, latitude), bearings, np.full(n, distance))
    ring = np.stack([lon, lat], axis=1)
    if whole:
        ring[-1] = ring[0]
        return ring
    inner, outer = np.linspace(0.0, distance, 9)[1:-1], np.linspace(distance, 0.0, 9)[1:-1]

    def edge(bearing: float, lengths: Floats) -> Floats:
        m = lengths.size
        x, y, _ = geod.fwd(np.full(m, longitude), np.full(m, latitude), np.full(m, bearing), lengths)
        return np.stack([x, y], axis=1)

    apex = np.array([[longitude, latitude]])
    return np.concatenate([apex, edge(bearings[0], inner), ring, edge(bearings[-1], outer), apex])


def ground_reach(fan: Fan, radar: Radar) -> float:
    """Ground distance [m] under the far end of the fan at its lowest elevation, on a round Earth."""
    e = floor_of(fan.site, radar)
    slant = fan.reach
    height = sqrt(EARTH_RADIUS**2 + slant**2 + 2.0 * EARTH_RADIUS * slant * float(np.sin(e)))
    return EARTH_RADIUS * float(np.arcsin(min(1.0, slant * cos(e) / height)))
