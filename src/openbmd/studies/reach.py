"""Missiles that cannot do what a scenario asks of them, told before any dice."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from openbmd import scenario_file
from openbmd.complaints import Complaint, InputError
from openbmd.records import Route, Scenario, Site, Trajectory
from openbmd.scene.fans import geodesics
from openbmd.studies.contract import file_of

FAR = 5.0  # times nearer that an aimpoint with its sign turned must be to be called a slip


def refuse_unreached(scenario: Scenario, trajectories: Sequence[Trajectory], *, but_burnt_out: bool = False) -> None:
    """Raise InputError with every route that misses its aimpoint or its orbit; but_burnt_out: and never burns out."""
    complaints = []
    for index, (route, flight) in enumerate(zip(scenario.routes, trajectories, strict=True)):
        if flight.reached or (but_burnt_out and isfinite(flight.burnout_time)):
            continue
        threat = next(threat for threat in scenario.threats if threat.route == index)
        line, path = scenario_file.locate(scenario.source, threat.name)
        if route.shape.name == "orbit":
            found = f"the {route.missile} does not reach orbit"
            advice = "Choose a missile that does, such as unha-3, or a shape that comes down."
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
