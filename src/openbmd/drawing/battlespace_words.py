"""The battlespace of a situation in words: when who can meet what, and the finding of its chart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from math import inf, isfinite

from openbmd.locales import Words
from openbmd.records import Scenario, Site
from openbmd.scene import flown
from openbmd.scene.situation import Situation
from openbmd.telling import reasons, style


def windows_of(seen: Situation, route: int, interceptor: str) -> list[tuple[float, float]]:
    """When any fire unit with this interceptor can meet the route: merged spans [s]."""
    units = seen.scenario.fire_units
    spans = sorted(
        (first, last)
        for chance in seen.space.opportunities[route]
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


def firm_time(seen: Situation, route: int) -> float:
    """When the first radar has a firm track of it [s]; infinite when none has."""
    return flown.earliest([track.firm_time for track in seen.space.tracks[route]])


def finding(seen: Situation, routes: Sequence[int], say: Words) -> str:
    """What the panel shows, in one line: who can meet the missile and for how long, or who sees it first."""
    scenario = seen.scenario
    if not scenario.fire_units:
        firm = flown.earliest([firm_time(seen, k) for k in routes])
        return say("scene-no-firm") if firm == inf else say("scene-first-firm", time=f"{firm:.0f}")
    words, unable = [], []
    for name in seen.interceptors:
        longest = [longest_span(windows_of(seen, k, name)) for k in routes]
        met = [f"{span:.0f}" for span in sorted(longest) if span > 0.0]
        if met:
            told = {"interceptor": style.label(name), "seconds": met[0] if met[0] == met[-1] else f"{met[0]}–{met[-1]}"}
            some = {"number": str(len(met)), "routes": str(len(routes))}
            all_met = len(met) == len(routes)
            words.append(say("scene-meets", **told) if all_met else say("scene-meets-some", **told, **some))
        else:
            unable.append(style.label(name))
    if not words:
        return say("scene-nobody")
    words += [say("scene-cannot", interceptors=unable)] if unable else []
    return f"{joined(words, say)}."


def joined(parts: Sequence[str], say: Words) -> str:
    """Parts of a sentence, one after the other."""
    return reduce(lambda before, one: say("common-next", before=before, next=one), parts)


def longest_span(spans: list[tuple[float, float]]) -> float:
    return max((last - first for first, last in spans), default=0.0)


def batteries(scenario: Scenario) -> list[list[int]]:
    """Fire units by site and interceptor: those of one site share a row."""
    found: dict[tuple[Site, str], list[int]] = {}
    for k, unit in enumerate(scenario.fire_units):
        found.setdefault((unit.site, unit.interceptor), []).append(k)
    return list(found.values())


def idle_words(seen: Situation, routes: Sequence[int], able: list[list[int]], say: Words) -> str:
    """Fire units that can meet none of the routes, by the commonest reason."""
    by_reason: dict[str, list[str]] = {}
    for group in batteries(seen.scenario):
        if group not in able:
            why = [seen.space.opportunities[route][unit].reason for route in routes for unit in group]
            names = [seen.scenario.fire_units[unit].name for unit in group]
            by_reason.setdefault(max(why, key=why.count), []).append(style.together(names))
    parts = [
        say("scene-idle-unit", units=names, reason=reasons.name(reason, say)) for reason, names in by_reason.items()
    ]
    return say("scene-idle", units=joined(parts, say)) if parts else ""


def title(seen: Situation, say: Words) -> str:
    """The finding of the whole chart."""
    scenario, routes = seen.scenario, range(len(seen.flights))
    if not scenario.fire_units:
        firm = [firm_time(seen, k) for k in routes]
        held = sum(isfinite(time) for time in firm)
        if not held:
            return say("scene-title-no-firm")
        some = say("scene-some-routes", number=str(held), routes=str(len(firm)))
        whom = some if held < len(firm) else say("scene-both-routes" if held == 2 else "scene-every-route")
        return say("scene-title-firm", whom=whom, time=f"{min(firm):.0f}")
    open_time = [
        sum(last - first for name in seen.interceptors for first, last in windows_of(seen, k, name)) for k in routes
    ]
    shut = [k for k, seconds in enumerate(open_time) if seconds <= 0.0]
    if shut:
        lost = sum(seen.flights[k].threats for k in shut)
        names = list(dict.fromkeys(style.label(scenario.routes[k].missile) for k in shut))
        return say("scene-title-shut", lost=str(lost), all=str(len(scenario.threats)), names=names)
    least = min(routes, key=lambda k: open_time[k])
    name = style.label(scenario.routes[least].missile)
    return say("scene-title-open", missile=name, time=f"{open_time[least]:.0f}")
