"""The battlespace in words: when who can meet what, and the finding of its chart."""

from __future__ import annotations

from math import inf, isfinite

from openbmd.locales import Words
from openbmd.products import flown
from openbmd.records import Answer, EngagementOpportunity, Scenario, Site
from openbmd.telling import reasons as reason_words
from openbmd.telling import style


def windows_of(
    answer: Answer, chances: tuple[EngagementOpportunity, ...], interceptor: str
) -> list[tuple[float, float]]:
    """When any fire unit with this interceptor can meet the route: merged spans [s]."""
    units = answer.scenario.fire_units
    spans = sorted(
        (first, last)
        for chance in chances
        if units[chance.unit].interceptor == interceptor
        for _, _, first, last in chance.windows.tolist()
    )
    merged: list[tuple[float, float]] = []
    for first, last in spans:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def finding(answer: Answer, routes: list[int]) -> str:
    """What the panel shows, in one line: who can meet the missile and for how long, or who sees it first."""
    space, scenario = answer.battlespace, answer.scenario
    if not scenario.fire_units:
        firm = flown.earliest([track.firm_time for k in routes for track in space.tracks[k]])
        return "No radar holds a firm track." if firm == inf else f"First firm track {firm:.0f} s after launch."
    words, unable = [], []
    for name in flown.interceptors(scenario):
        longest = [longest_span(windows_of(answer, space.opportunities[k], name)) for k in routes]
        met = [f"{span:.0f}" for span in sorted(longest) if span > 0.0]
        if met:
            whom = "" if len(met) == len(routes) else f" on {len(met)} of {len(routes)} routes"
            seconds = met[0] if met[0] == met[-1] else f"{met[0]}–{met[-1]}"
            words.append(f"{style.label(name)} can meet it{whom} for {seconds} s")
        else:
            unable.append(style.label(name))
    if not words:
        return "No fire unit can meet it."
    return "; ".join(words) + (f"; {style.joined(unable)} cannot." if unable else ".")


def longest_span(spans: list[tuple[float, float]]) -> float:
    return max((last - first for first, last in spans), default=0.0)


def batteries(scenario: Scenario) -> list[list[int]]:
    """Fire units by site and interceptor: those of one site share a row."""
    found: dict[tuple[Site, str], list[int]] = {}
    for k, unit in enumerate(scenario.fire_units):
        found.setdefault((unit.site, unit.interceptor), []).append(k)
    return list(found.values())


def idle_words(answer: Answer, routes: list[int], able: list[list[int]]) -> str:
    """Fire units that can meet none of the routes, by the commonest reason."""
    say, by_reason = Words(), dict[str, list[str]]()
    for group in batteries(answer.scenario):
        if group not in able:
            reasons = [answer.battlespace.opportunities[route][unit].reason for route in routes for unit in group]
            names = [answer.scenario.fire_units[unit].name for unit in group]
            by_reason.setdefault(max(reasons, key=reasons.count), []).append(style.together(names))
    parts = [f"{style.joined(names)} ({reason_words.name(reason, say)})" for reason, names in by_reason.items()]
    return f"No window: {'; '.join(parts)}." if parts else ""


def title(answer: Answer) -> str:
    """The finding of the whole chart."""
    scenario, space = answer.scenario, answer.battlespace
    if not scenario.fire_units:
        firm = [flown.earliest([t.firm_time for t in row]) for row in space.tracks]
        held = sum(isfinite(time) for time in firm)
        if not firm or not held:
            return "No radar holds a firm track of any flight"
        whom = f"{held} of {len(firm)} routes" if held < len(firm) else "both routes" if held == 2 else "every route"
        return f"Radars hold {whom}; the first firm track comes {min(firm):.0f} s after launch"
    open_time = [
        sum(last - first for name in flown.interceptors(scenario) for first, last in windows_of(answer, row, name))
        for row in space.opportunities
    ]
    number = flown.threats_of_routes(scenario)
    shut = [k for k, seconds in enumerate(open_time) if seconds <= 0.0]
    if shut:
        lost = sum(number[k] for k in shut)
        names = style.joined(list(dict.fromkeys(style.label(scenario.routes[k].missile) for k in shut)))
        return f"No fire unit can ever meet {lost} of {len(scenario.threats)} missiles ({names})"
    least = min(range(len(open_time)), key=lambda k: open_time[k])
    name = style.label(scenario.routes[least].missile)
    return f"Every missile can be met; {name} leaves the least time, {open_time[least]:.0f} s"
