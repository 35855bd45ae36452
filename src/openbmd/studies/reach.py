"""Missiles that cannot do what a scenario asks of them, told before any dice.

An apogee that the user sets is met or refused, never silently another.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, degrees, floor, isfinite

from openbmd import flow, scenario_file
from openbmd.complaints import Complaint, InputError
from openbmd.records import Route, Scenario, Site, Trajectory
from openbmd.scene.fans import geodesics
from openbmd.studies.contract import file_of

FAR = 5.0  # times nearer that an aimpoint with its sign turned must be to be called a slip


def refuse_unreached(scenario: Scenario, trajectories: Sequence[Trajectory], *, but_burnt_out: bool = False) -> None:
    """Raise InputError with every route that misses its aimpoint, its told arc or its orbit.

    but_burnt_out: only with those that never burn out.
    """
    complaints = []
    for index, (route, flight) in enumerate(zip(scenario.routes, trajectories, strict=True)):
        if (flight.reached and flight.as_asked) or (but_burnt_out and isfinite(flight.burnout_time)):
            continue
        threat = next(threat for threat in scenario.threats if threat.route == index)
        line, path = scenario_file.locate(scenario.source, threat.name)
        if route.shape.name == "orbit":
            found = f"the {route.missile} does not reach orbit"
            advice = "Choose a missile that does, such as unha-3, or a shape that comes down."
        elif other := _arcs(scenario, route):
            found = f"the {route.missile} has no flight {_told(route)} to this aimpoint from there"
            advice = f"With this shape it can come down there with apogees of {other}: write one of these as apogee_km."
        else:
            wanted = ground_range(route.launch, route.aimpoint)
            missed = flight.miss_distance / 1e3
            found = (
                f"the aimpoint is out of reach: {wanted / 1e3:,.0f} km away, and the {route.missile}"
                f"{f' misses it by {missed:,.0f} km' if isfinite(missed) else ' never gets away from its launch point'}"
            )
            advice = f"Choose a nearer aimpoint, a missile that flies farther, or another shape. {_slip(route, wanted)}"
        complaints.append(Complaint(file_of(scenario), line, path, found, advice.strip()))
    if complaints:
        raise InputError(complaints)


def _told(route: Route) -> str:
    """The arc that a route tells."""
    if isfinite(route.shape.apogee):
        found = f"with an apogee of {route.shape.apogee / 1e3:,.4g} km"
    else:
        found = f"with {degrees(route.shape.launch_angle):.3g} degrees at burnout"
    return found


def _arcs(scenario: Scenario, route: Route) -> str:
    """The apogees that can be flown to a route's aimpoint in place of the arc that it tells; "" when there are none."""
    if not (isfinite(route.shape.apogee) or isfinite(route.shape.launch_angle)):
        return ""
    try:
        lowest, highest = flow.apogees(scenario.missiles[route.missile], route)
    except ValueError:
        return ""
    return f"{ceil(lowest / 1e3):,} to {floor(highest / 1e3):,} km"


def ground_range(start: Site, end: Site) -> float:
    """Geodesic distance on the WGS-84 ellipsoid [m]."""
    _, _, distance = geodesics().inv(start.longitude, start.latitude, end.longitude, end.latitude, radians=True)
    return float(distance)


def _slip(route: Route, wanted: float) -> str:
    """Advice where one turned sign would bring launch point and aimpoint together."""
    launch, aimpoint = route.launch, route.aimpoint
    turned = {
        ("longitude", "launch point"): (launch._replace(longitude=-launch.longitude), aimpoint),
        ("longitude", "aimpoint"): (launch, aimpoint._replace(longitude=-aimpoint.longitude)),
        ("latitude", "launch point"): (launch._replace(latitude=-launch.latitude), aimpoint),
        ("latitude", "aimpoint"): (launch, aimpoint._replace(latitude=-aimpoint.latitude)),
    }
    advice = ""
    for (axis, where), (start, end) in turned.items():
        if ground_range(start, end) * FAR < wanted:
            advice = f"Is the sign of the {axis} of the {where} right? North and east are positive."
            break
    return advice
