"""Which missiles come to which demand points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from openbmd.records import Place, Route, Scenario


class AimedApproach(NamedTuple):
    """One threat class, a missile from a launch point on a shape, on its way to one demand point."""

    place: int
    route: Route
    threats: int  # of the raid that are of this class


def aimed(scenario: Scenario) -> tuple[AimedApproach, ...]:
    """The raid as it is: each defended place with the classes that are aimed at it."""
    index = {place.name: n for n, place in enumerate(scenario.places)}
    counted = Counter((index[threat.place], threat.route) for threat in scenario.threats if threat.place)
    return tuple(AimedApproach(place, scenario.routes[route], count) for (place, route), count in counted.items())


def every_class(scenario: Scenario, places: Sequence[Place]) -> tuple[AimedApproach, ...]:
    """Every class of the raid to every place, whether it can come there or not."""
    counted: Counter[Route] = Counter()
    for threat in scenario.threats:
        route = scenario.routes[threat.route]
        if route.shape.name != "orbit":
            counted[route._replace(name="", aimpoint=route.launch)] += 1
    return tuple(
        AimedApproach(n, route._replace(name=f"{route.missile} to {place.name}", aimpoint=place.site), count)
        for n, place in enumerate(places)
        for route, count in counted.items()
    )
