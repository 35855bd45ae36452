"""How far the fitted vehicles would go on other flights: minimum energy, other payloads, every direction."""

from __future__ import annotations

from collections.abc import Sequence
from math import degrees, isfinite, pi, radians

import numpy as np
from pyproj import Geod

from openbmd.kinds import Missile
from openbmd.physics import arc, earth
from openbmd.records import Floats, Site
from openbmd.studies.infer import builds, fits, timing
from openbmd.studies.infer.answer import FittedBand, Path, PayloadPoint, ReachRing

RATIOS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
SPOKES = 16  # directions in which a ring is flown
FINE = 180  # points of a ring's polygon
SAMPLES = 240  # points of a drawn flight
CHOSEN = 12  # vehicles that stand for all where each costs many flights


def aim(launch: Site, bearing: float, distance: float) -> Site:
    """The point at a geodesic bearing [rad] and distance [m] on the WGS-84 ellipsoid."""
    longitude, latitude, _ = Geod(ellps="WGS84").fwd(
        degrees(launch.longitude), degrees(launch.latitude), degrees(bearing), distance
    )
    return Site(radians(latitude), radians(longitude), 0.0)


def distance(start: Site, end: Site) -> float:
    """Geodesic distance [m] on the WGS-84 ellipsoid."""
    return float(Geod(ellps="WGS84").inv(start.longitude, start.latitude, end.longitude, end.latitude, radians=True)[2])


def at_angle(launch: Site, azimuth: float, angle: float) -> float:
    """Ground range [m] of a geocentric angle [rad] from a site in a direction [rad], along the geodesic."""
    if angle >= pi:
        return pi * fits.RADIUS
    axes = earth.local_axes(launch.latitude, launch.longitude)
    up = earth.position(*launch)
    up = up / np.sqrt(up @ up)
    level = np.sin(azimuth) * axes[0] + np.cos(azimuth) * axes[1]
    level -= (level @ up) * up
    there = np.cos(angle) * up + np.sin(angle) * level / np.sqrt(level @ level)
    latitude = np.arctan2(there[2], (1.0 - earth.ECCENTRICITY2) * np.hypot(there[0], there[1]))
    return distance(launch, Site(float(latitude), float(np.arctan2(there[1], there[0])), 0.0))


def farthest(vehicle: Missile, launch: Site, azimuth: float, planet: earth.Planet, tilt: float) -> tuple[float, float]:
    """Greatest ground range [m] at full burn on a launch azimuth [rad], and its tilt [rad]; tilt: a guess."""
    angle, tilt = fits.farthest(vehicle, launch, azimuth, planet, tilt)
    return at_angle(launch, azimuth, angle), tilt


def first_tilt(fit: fits.Fit) -> float:
    """A guess of the tilt [rad] of a vehicle's longest flight, from its thrust to weight at lift-off."""
    return 0.14 if fit.draw.build.propellant == "liquid" else 0.55


def spread_out(values: Floats, share: Floats, number: int) -> list[int]:
    """Indices of vehicles at the middle of equal parts of the distribution of values (N,) with weight share (N,)."""
    order = np.argsort(values)
    middle = np.cumsum(share[order]) - 0.5 * share[order]
    return [int(order[np.argmin(np.abs(middle - (k + 0.5) / number))]) for k in range(number)]


def payloads(
    found: Sequence[fits.Fit],
    ranges: Floats,
    tilts: Floats,
    share: Floats,
    band: FittedBand,
    launch: Site,
    azimuth: float,
) -> tuple[PayloadPoint, ...]:
    """How the band [m] of the minimum-energy range moves when the same vehicles carry more or less."""
    chosen = spread_out(ranges, share, min(CHOSEN, len(found)))
    even = np.full(len(chosen), 1.0 / len(chosen))
    points = []
    for ratio in RATIOS:
        if ratio == 1.0:
            points.append(PayloadPoint(ratio, band))
            continue
        flown = [
            farthest(builds.with_payload(found[k].vehicle, ratio), launch, azimuth, fits.STILL, tilts[k])[0]
            for k in chosen
        ]
        points.append(PayloadPoint(ratio, timing.quantiles(np.array(flown), even)))
    return tuple(points)


def ring(vehicles: Sequence[Missile], tilts: Sequence[float], launch: Site) -> ReachRing:
    """How far three vehicles (low, best, high) go in every direction over the turning Earth."""
    bearings = np.arange(SPOKES) * 2.0 * pi / SPOKES
    edges = []
    for vehicle, tilt in zip(vehicles, tilts, strict=True):
        edge = []
        for bearing in bearings:
            reached, tilt = farthest(vehicle, launch, float(bearing), earth.WGS84, tilt)
            edge.append(reached)
        edges.append(np.array(edge))
    return ReachRing(bearings, *edges)


def around(edge: Floats) -> tuple[Floats, Floats]:
    """Bearings (FINE,) [rad] and lengths [m] between a ring's spokes (B,) [m], by Fourier's series."""
    lengths = np.fft.irfft(np.fft.rfft(edge), FINE) * FINE / len(edge)
    return np.arange(FINE) * 2.0 * pi / FINE, np.clip(lengths, edge.min(), edge.max())


def polygon(launch: Site, edge: Floats) -> Floats:
    """A ring's edge (B,) [m] at even bearings from north as a closed geodesic polygon (N, 2) [deg lon, deg lat]."""
    fine, lengths = around(edge)
    count = len(fine)
    longitude, latitude, _ = Geod(ellps="WGS84").fwd(
        np.full(count, degrees(launch.longitude)), np.full(count, degrees(launch.latitude)), np.degrees(fine), lengths
    )
    points = np.stack([longitude, latitude], axis=1)
    return np.concatenate([points, points[:1]])


def path(vehicle: Missile, launch: Site, azimuth: float, tilt: float, left: float, planet: earth.Planet) -> Path | None:
    """One flight as distance and altitude, for drawing; None where it does not come down."""
    nodes = np.empty((fits.ROOM, 10))
    flown = fits.fly(vehicle, launch, azimuth, tilt, left, planet, nodes)
    if not flown.down or not isfinite(flown.time):
        return None
    last = int(np.flatnonzero(nodes[:, 0] == flown.time)[0])
    times = np.linspace(0.0, flown.time, SAMPLES)
    states = arc.sample(nodes[: last + 1], times)
    places = np.array([earth.geodetic(*state[:3]) for state in states])
    n = len(places)
    _, _, along = Geod(ellps="WGS84").inv(
        np.full(n, launch.longitude), np.full(n, launch.latitude), places[:, 1], places[:, 0], radians=True
    )
    return Path(np.asarray(along), places[:, 2], flown.time)
