"""The raid of a checked document: groups of missiles counted out into routes and threats."""

from __future__ import annotations

from math import asin, atan2, cos, nan, pi, sin

from openbmd.records import Route, Shape, Site, Threat
from openbmd.scenario_file import keys, launch_areas, models
from openbmd.scenario_file.check_threats import launcher_names, threat_names
from openbmd.scenario_file.places import MEAN_RADIUS
from openbmd.scenario_file.sites import DEGREE, coordinates, defended, site
from openbmd.units import SUFFIXES

TOWARD = 1_000e3  # m, distance of the point that stands for a launch azimuth


def threats(document: models.Document) -> tuple[tuple[Route, ...], tuple[Threat, ...]]:
    """Threats in the file's order; those with the same missile, launch, aimpoint and shape share one Route.

    Missile i of a group is on launcher i mod k, its wave is i div k; launcher j stands at the area's point j mod n.
    """
    routes: list[Route] = []
    threats: list[Threat] = []
    known: dict[tuple[str, Site, Site, Shape], int] = {}
    places = {entry.place for entry in defended(document)}
    for group in document.threats:
        starts = _starts(document, group)
        launchers = group.launchers or group.count
        reload = (group.reload_min or 0.0) * SUFFIXES["min"][0]
        aimed_at = group.aimpoint if isinstance(group.aimpoint, str) and group.aimpoint in places else ""
        holders = launcher_names(group.name, launchers)
        for index, name in enumerate(threat_names(group.name, group.count)):
            wave, launcher = divmod(index, launchers)
            from_, launch = starts[launcher % len(starts)]
            if group.aimpoint is None:
                aimpoint, toward = _toward(launch, group.azimuth_deg or 0.0), f"toward {group.azimuth_deg:g}°"
            else:
                aimpoint, toward = site(document, group.aimpoint), f"to {_called(group.aimpoint)}"
            key = (group.missile, launch, aimpoint, _shape(group))
            if key not in known:
                known[key] = len(routes)
                title = f"{group.missile} from {from_} {toward}{_shape_words(group)}"
                same = sum(route.name == title or route.name.startswith(f"{title} (") for route in routes)
                routes.append(Route(f"{title} ({same + 1})" if same else title, *key))
            time = group.launch_time_s + launcher * group.interval_s + wave * reload
            threats.append(Threat(name, known[key], time, aimed_at, holders[launcher], group.launcher or "", wave))
    return tuple(routes), tuple(threats)


def _starts(document: models.Document, group: models.ThreatKeys) -> list[tuple[str, Site]]:
    """The launch points of a group, each with its name."""
    if group.launch is not None:
        return [(_called(group.launch), site(document, group.launch))]
    assert group.launch_area is not None  # checked: one of the two is given
    found = launch_areas.points(corners(group.launch_area), group.launch_area.points)
    return [
        (f"the area of {group.name}, point {n}", coordinates(keys.Point(latitude_deg=north, longitude_deg=east)))
        for n, (north, east) in enumerate(found, 1)
    ]


def corners(area: keys.LaunchArea) -> launch_areas.Corners:
    return tuple((corner[0], corner[1]) for corner in area.polygon)


def _called(where: str | keys.Point) -> str:
    if isinstance(where, str):
        return where
    north, east = ("N" if where.latitude_deg >= 0 else "S"), ("E" if where.longitude_deg >= 0 else "W")
    return f"{abs(where.latitude_deg):g}{north} {abs(where.longitude_deg):g}{east}"


def _shape(group: models.ThreatKeys) -> Shape:
    return Shape(
        group.shape,
        nan if group.apogee_km is None else group.apogee_km * SUFFIXES["km"][0],
        nan if group.launch_angle_deg is None else group.launch_angle_deg * DEGREE,
    )


def _shape_words(group: models.ThreatKeys) -> str:
    if group.apogee_km is not None:
        return f", {group.shape} to {group.apogee_km:g} km"
    if group.launch_angle_deg is not None:
        return f", {group.shape} at {group.launch_angle_deg:g}°"
    return "" if group.shape == "minimum-energy" else f", {group.shape}"


def _toward(launch: Site, azimuth_deg: float) -> Site:
    """A point on a great circle that leaves the launch point at an azimuth.

    Snyder, Map Projections (USGS Professional Paper 1395, 1987), eq. 5-5 and 5-6 (from memory).
    """
    arc, azimuth = TOWARD / MEAN_RADIUS, azimuth_deg * DEGREE
    latitude = asin(sin(launch.latitude) * cos(arc) + cos(launch.latitude) * sin(arc) * cos(azimuth))
    east = atan2(sin(azimuth) * sin(arc) * cos(launch.latitude), cos(arc) - sin(launch.latitude) * sin(latitude))
    return Site(latitude, (launch.longitude + east + pi) % (2 * pi) - pi, 0.0)
