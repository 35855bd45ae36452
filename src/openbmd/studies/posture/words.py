"""What the days of a posture say, in words."""

from __future__ import annotations

from collections.abc import Callable
from math import isinf, isnan
from typing import NamedTuple

from openbmd.locales import Words
from openbmd.records import Estimate, FireUnit, Scenario
from openbmd.studies.contract import Asked
from openbmd.studies.posture.answer import DayAnswer, Played
from openbmd.studies.posture.days import assets
from openbmd.telling import style

MOST_NAMES = 3  # radars, sensors or links that are called by their names; more are counted
CLEAR = 2.0  # standard errors beyond which a difference is told as one


class FoundPosture(NamedTuple):
    """The days and the language they are told in."""

    played: Played
    say: Words


def of(asked: Asked, say: Words) -> FoundPosture:
    return FoundPosture(asked.answer, say)


def headline(told: FoundPosture) -> str:
    """The finding in round numbers, for a title."""
    return _finding(told, style.headline_alone)


def finding(told: FoundPosture) -> str:
    """The finding with its errors, a sentence."""
    return f"{_finding(told, style.headline)}."


def _finding(told: FoundPosture, number: Callable[[Estimate], str]) -> str:
    say, played = told.say, told.played
    first, last = played.days[0], played.days[-1]
    missiles = say.count(played.threats, "missile")
    if first is last:
        return say("posture-alone", day=first.label, leakers=number(first.leakers), missiles=missiles)
    ends = say(
        "posture-ends",
        first=first.label,
        last=last.label,
        leakers=number(first.leakers),
        missiles=missiles,
        later=number(last.leakers),
    )
    if same(last.fewer_than_first):
        return say("posture-same", ends=ends)
    return say("posture-fall" if last.fewer_than_first.mean > 0.0 else "posture-rise", ends=ends)


def step(told: FoundPosture) -> str:
    """The largest step in round numbers; the finding when there is none."""
    best = largest(told.played)
    if best is None:
        return headline(told)
    return told.say("posture-step", day=best.label, fewer=style.mean_alone(best.fewer_than_before))


def largest(played: Played) -> DayAnswer | None:
    """The day that takes most off the leakers; None when there are no two to choose from, or none takes any."""
    later = played.days[1:]
    best = max(later, key=lambda day: day.fewer_than_before.mean, default=None)
    if best is None or len(later) < 2 or best.fewer_than_before.mean < 0.0 or same(best.fewer_than_before):
        return None
    return best


def sentences(told: FoundPosture) -> list[str]:
    """What stands behind the finding."""
    say, played = told.say, told.played
    first, last, later = played.days[0], played.days[-1], played.days[1:]
    said = []
    best = largest(played)
    if best is not None:
        fewer = best.fewer_than_before
        band = style.band(fewer) or "none"
        said.append(say("posture-largest", day=best.label, fewer=style.with_error(fewer), band=band))
    idle = [quoted(day, say) for day in later if day.fewer_than_before[:2] == (0.0, 0.0)]
    if idle:
        said.append(say("posture-idle", number=len(idle), days=idle))
    worse = [day for day in later if day.fewer_than_before.mean < 0.0 and not same(day.fewer_than_before)]
    if worse:
        said.append(say("posture-worse", days=[quoted(day, say) for day in worse]))
    ends = [first] if first is last else [first, last]
    half = [say("posture-half-with", size=size(told, day.half_raid.best), day=day.label) for day in ends]
    said.append(say("posture-half", sizes=half))
    if played.weight_aimed > 0.0:
        inside = [
            say("posture-inside-with", weight=style.people(day.weight_inside.mean), day=day.label) for day in ends
        ]
        said.append(say("posture-inside", aimed=style.people(played.weight_aimed), inside=inside))
    return said


def same(difference: Estimate) -> bool:
    """Whether a difference is within what the dice can make."""
    return abs(difference.mean) <= CLEAR * difference.se


def quoted(day: DayAnswer, say: Words) -> str:
    return say("posture-quoted", day=day.label)


def date(day: DayAnswer, say: Words) -> str:
    """The day's number, "" when it is no day of a posture."""
    return "" if isnan(day.day) else say("posture-date", day=f"{day.day:g}")


def kind(played: Played) -> str:
    """What is compared: days of a posture, or defences; the variant of a message, and the end of an id."""
    return "defence" if isnan(played.days[0].day) else "day"


def size(told: FoundPosture, missiles: float) -> str:
    """A raid's size: "a raid of 12", "no raid up to 50"."""
    if isinf(missiles):
        return told.say("posture-no-raid", threats=str(told.played.threats))
    return told.say("posture-raid", missiles=f"{missiles:g}")


def number(played: Played, missiles: float) -> str:
    """A raid's size as a table has it: "12", "> 50"."""
    return f"> {played.threats}" if isinf(missiles) else f"{missiles:g}"


def size_band(told: FoundPosture, day: DayAnswer) -> str:
    """A raid size's range over the published figures, "" when no draws were made."""
    low, high = day.half_raid.low, day.half_raid.high
    if isnan(low):
        return ""
    least, most = number(told.played, low), number(told.played, high)
    return least if low == high else told.say("common-range", low=least, high=most)


def gain(difference: Estimate) -> str:
    """Leakers fewer than another day, as a change of leakers: "−7.0 ± 0.1"."""
    if isnan(difference.mean):
        return ""
    text = style.with_error(Estimate(-difference.mean, difference.se, 0.0, 0.0))
    return text if difference.mean >= 0.0 else f"+{text}"


def came(told: FoundPosture, index: int) -> str:
    """Who came and who left since the day before; on the first day all that is there."""
    say, day = told.say, told.played.days[index]
    if index == 0:
        return named(day.scenario, [asset.name for asset in assets(day.scenario)], say)
    before = told.played.days[index - 1].scenario
    parts = [named(day.scenario, day.came, say), *changed(before, day.scenario, say)]
    if day.gone:
        parts.append(say("posture-without", names=named(before, day.gone, say)))
    parts = [part for part in parts if part]
    if not parts:
        return say("posture-no-one")
    together = parts[0]
    for part in parts[1:]:
        together = say("common-next", before=together, next=part)
    return together


def named(scenario: Scenario, names: tuple[str, ...] | list[str], say: Words) -> str:
    """Assets by name in few words: fire units by their interceptor, and what did not come with one of them."""
    found = set(names)
    units = [unit for unit in scenario.fire_units if unit.name in found]
    kinds: dict[str, list[FireUnit]] = {}
    for unit in units:
        kinds.setdefault(fires(unit, say), []).append(unit)
    parts = [kind if len(same_kind) == 1 else f"{len(same_kind)} × {kind}" for kind, same_kind in kinds.items()]
    own = {unit.radar for unit in units}
    radars = [site for site in scenario.radar_sites if site.name in found and site.name not in own]
    sensors = [sensor for sensor in scenario.warning_sensors if sensor.name in found]
    # a link comes with what it joins, unless both were there
    links = [link for link in scenario.links if link.name in found and not {link.source, link.target} & found]
    parts += few([style.label(site.name) for site in radars], say.count(len(radars), "radar"))
    parts += few([style.label(sensor.name) for sensor in sensors], say.count(len(sensors), "warning-sensor"))
    parts += few([say("posture-link", name=link.name) for link in links], say.count(len(links), "link"))
    return ", ".join(parts)


def few(names: list[str], counted: str) -> list[str]:
    """The names, or how many there are."""
    return names if len(names) <= MOST_NAMES else [counted]


def fires(unit: FireUnit, say: Words) -> str:
    """The interceptor of a fire unit, and when it may fire unless that is at once."""
    interceptor = style.label(unit.interceptor)
    if unit.release_time > 0.0:
        return say("posture-fires-from", interceptor=interceptor, time=f"{unit.release_time:g}")
    return interceptor


def changed(before: Scenario, after: Scenario, say: Words) -> list[str]:
    """Fire units that were there and fire something else now, or have another leave to fire, by their interceptor."""
    had = {unit.name: unit for unit in before.fire_units}
    words = []
    for unit in after.fire_units:
        old = had.get(unit.name, unit)
        if unit.interceptor != old.interceptor:
            words.append(say("posture-instead", now=fires(unit, say), before=style.label(old.interceptor)))
        elif unit.release_time != old.release_time and unit.release_time > 0.0:
            words.append(fires(unit, say))
        elif unit.release_time != old.release_time:
            words.append(say("posture-fires-at-once", interceptor=style.label(unit.interceptor)))
    return [word if words.count(word) == 1 else f"{words.count(word)} × {word}" for word in dict.fromkeys(words)]


def corner(told: FoundPosture, draws: int = 0) -> str:
    """What was played, for the corner of a picture; with its draws for the foot of a page."""
    played = told.played
    return told.say(
        "common-corner-raids",
        version=played.versions["openbmd"],
        scenario=played.name,
        seed=str(played.seed),
        raids=f"{played.raids:,}",
        draws=f"{draws:,}" if draws else "none",
    )


def outside(played: Played) -> bool:
    """Whether a mean lies outside its band by more than the dice."""
    for day in played.days:
        for one in (day.leakers, day.p_no_leaker, day.weight_inside):
            if style.has_band(one) and not one.low - CLEAR * one.se <= one.mean <= one.high + CLEAR * one.se:
                return True
    return False
