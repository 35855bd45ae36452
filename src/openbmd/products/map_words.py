"""The map in words: its finding, and what its marks mean."""

from __future__ import annotations

from math import isfinite

from openbmd.drawing import fans
from openbmd.products import ellipses, flown, headline
from openbmd.records import Answer
from openbmd.telling import style


def title(answer: Answer) -> str:
    """The finding of the map."""
    if not headline.is_played(answer):
        missiles = style.count(len(answer.scenario.threats), "flight").capitalize()
        radars = style.count(len(answer.scenario.radar_sites), "radar")
        return f"{missiles} past {radars}" if answer.scenario.radar_sites else missiles
    worst = max(answer.places.items(), key=lambda item: item[1].leakers.mean)
    if worst[1].leakers.mean <= 0.0:
        return "Nothing comes through to any defended place"
    aimed = sum(threat.place == worst[0] for threat in answer.scenario.threats)
    return f"Most leakers come down at {worst[0]}: {style.mean_alone(worst[1].leakers)} of {aimed} aimed there"


def description(answer: Answer) -> str:
    """The map for who cannot see it."""
    parts = [f"Map of {len(answer.scenario.routes)} ground tracks, {len(answer.scenario.radar_sites)} radar sites"]
    parts.append(f"and {len(answer.scenario.fire_units)} fire units.")
    parts += [f"{name}: {style.mean_alone(place.leakers)} leakers." for name, place in answer.places.items()]
    return " ".join(parts)


def marks(answer: Answer) -> dict[str, str]:
    """What each kind of mark means, in the order of the legend."""
    scenario = answer.scenario
    said = {}
    for name, routes in flown.by_missile(scenario).items():
        number = f"{flown.vehicles(answer, routes)} on {style.count(len(routes), 'route')}"
        said[f"missile {name}"] = f"{style.label(name)}: {number}, from × its launch point"
    for name in flown.interceptors(scenario):
        units = [unit for unit in scenario.fire_units if unit.interceptor == name]
        rounds = sum(unit.ready_rounds + unit.reserve_rounds for unit in units)
        words = f"{style.label(name)}: {style.count(len(units), 'fire unit')}, {rounds:,} rounds"
        far = scenario.interceptors[name].maximum_range / 1e3
        said[f"interceptor {name}"] = f"{words}; dashed: {far:,.0f} km limit, not a footprint"
    if scenario.places:
        said["leak"] = "mean leakers in a raid, by place aimed at"
        said["weight"] = "people-weight of a defended place (area)"
    if ellipses.rings(answer):
        said["ellipse"] = "impact as known when the first round is launched, 1 sigma"
    if scenario.radar_sites:
        area = fans.usual_cross_section(scenario)
        said["fan"] = f"radar fan: reach against {area:g} m² with S/N 20 in one search look"
    if any(isfinite(body.impact_time) for flight in answer.battlespace.trajectories for body in flight.bodies):
        said["stage"] = "where a spent stage comes down"
    if not scenario.places and any(isfinite(flight.impact_time) for flight in answer.battlespace.trajectories):
        said["impact"] = "impact point"
    return said


def reaches(answer: Answer) -> str:
    """How far each kind of radar sees the usual target, as a sentence; "" without radars."""
    said: dict[str, str] = {}
    for fan in fans.fans(answer.scenario):
        capped = ", its instrumented range" if fan.capped else ""
        said.setdefault(fan.site.radar, f"{style.label(fan.site.radar)} {fan.reach / 1e3:,.0f} km{capped}")
    if not said:
        return ""
    return f"Radar fans, against {fans.usual_cross_section(answer.scenario):g} m²: {style.joined(list(said.values()))}"
