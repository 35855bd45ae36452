"""The map of a situation in words: what its marks mean, and how far radars see."""

from __future__ import annotations

from openbmd.locales import Words
from openbmd.scene import fans
from openbmd.scene.situation import Situation
from openbmd.telling import style


def vehicles(seen: Situation, routes: tuple[int, ...], say: Words) -> str:
    """How many fly these routes: "three missiles", "one launcher" when they are bound for orbit."""
    return say.count(*seen.vehicles(routes))


def marks(seen: Situation, say: Words) -> dict[str, str]:
    """What each kind of mark means, in the order of the legend."""
    scenario = seen.scenario
    said = {}
    for name, routes in seen.missiles.items():
        counted = {"vehicles": vehicles(seen, routes, say), "routes": say.count(len(routes), "route")}
        said[f"missile {name}"] = say("scene-legend-missile", missile=style.label(name), **counted)
    for name in seen.interceptors:
        units = [unit for unit in scenario.fire_units if unit.interceptor == name]
        said[f"interceptor {name}"] = say(
            "scene-legend-interceptor",
            interceptor=style.label(name),
            units=say.count(len(units), "fire-unit"),
            rounds=f"{sum(unit.ready_rounds + unit.reserve_rounds for unit in units):,}",
            reach=f"{scenario.interceptors[name].maximum_range / 1e3:,.0f}",
        )
    if scenario.places:
        played = any(place.leakers is not None for place in seen.places)
        said["leak"] = say("scene-legend-leak") if played else say("scene-legend-place")
    if any(place.people_weight > 0.0 for place in scenario.places):
        said["weight"] = say("scene-legend-weight")
    if seen.ellipses:
        said["ellipse"] = say("scene-legend-ellipse")
    if scenario.radar_sites:
        said["fan"] = say("scene-legend-fan", area=f"{fans.usual_cross_section(scenario):g}")
    if any(body.impact_time < float("inf") for flight in seen.flights for body in flight.motion.bodies):
        said["stage"] = say("scene-legend-stage")
    if not scenario.places and any(flight.lands for flight in seen.flights):
        said["impact"] = say("scene-legend-impact")
    return said


def caption(seen: Situation, say: Words) -> str:
    """How far each kind of radar sees the usual target, and what the limits on the map are not."""
    said: dict[str, str] = {}
    for ground in seen.fans:
        fan = ground.fan
        far = {"radar": style.label(fan.site.radar), "reach": f"{fan.reach / 1e3:,.0f}"}
        said.setdefault(fan.site.radar, say("scene-reach-capped" if fan.capped else "scene-reach", **far))
    if not said:
        return say("scene-limits")
    area = f"{fans.usual_cross_section(seen.scenario):g}"
    return say("scene-reaches", area=area, reaches=list(said.values()))
