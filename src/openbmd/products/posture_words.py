"""What the days of a posture say, in words."""

from __future__ import annotations

from collections.abc import Callable
from math import isinf, isnan

from openbmd.records import Estimate, FireUnit, Scenario
from openbmd.studies.posture.playing import DayAnswer, Played, assets
from openbmd.telling import style

MOST_NAMES = 3  # radars, sensors or links that are called by their names; more are counted
CLEAR = 2.0  # standard errors beyond which a difference is told as one


def headline(played: Played) -> str:
    """The finding in round numbers."""
    return _finding(played, style.mean_alone)


def finding(played: Played) -> str:
    """The finding with its errors."""
    return _finding(played, style.with_error)


def _finding(played: Played, told: Callable[[Estimate], str]) -> str:
    first, last = played.days[0], played.days[-1]
    missiles = style.count(played.threats, "missile")
    if first is last:
        return f"With {quoted(first)} {told(first.leakers)} of {missiles} get through."
    ends = f"from {told(first.leakers)} of {missiles} with {quoted(first)} to {told(last.leakers)} with {quoted(last)}"
    if same(last.fewer_than_first):
        return f"The leakers do not change beyond the dice: {ends}."
    return f"The leakers {'fall' if last.fewer_than_first.mean > 0.0 else 'rise'} {ends}."


def step(played: Played) -> str:
    """The largest step in round numbers; the finding when there is none."""
    best = largest(played)
    if best is None:
        return headline(played)
    return f"{quoted(best)} is the largest step: {style.mean_alone(best.fewer_than_before)} leakers fewer"


def largest(played: Played) -> DayAnswer | None:
    """The day that takes most off the leakers; None when there are no two to choose from, or none takes any."""
    later = played.days[1:]
    best = max(later, key=lambda day: day.fewer_than_before.mean, default=None)
    if best is None or len(later) < 2 or best.fewer_than_before.mean < 0.0 or same(best.fewer_than_before):
        return None
    return best


def sentences(played: Played) -> list[str]:
    """What stands behind the finding."""
    first, last, later = played.days[0], played.days[-1], played.days[1:]
    said = []
    best = largest(played)
    if best is not None:
        band = style.band(best.fewer_than_before)
        said.append(
            f"The largest step is {quoted(best)}, with {style.with_error(best.fewer_than_before)} leakers fewer than"
            f" before{f' ({band} over the published figures)' if band else ''}."
        )
    idle = [quoted(day) for day in later if day.fewer_than_before[:2] == (0.0, 0.0)]
    if idle:
        said.append(f"{style.joined(idle)} {'changes' if len(idle) == 1 else 'change'} nothing in any raid.")
    worse = [day for day in later if day.fewer_than_before.mean < 0.0 and not same(day.fewer_than_before)]
    if worse:
        said.append(f"With {style.joined([quoted(day) for day in worse])} more get through than before.")
    ends = [first] if first is last else [first, last]
    half = [f"at {size(played, day.half_raid.best)} with {quoted(day)}" for day in ends]
    said.append(f"The chance that none gets through falls below one half {style.joined(half)}.")
    if played.weight_aimed > 0.0:
        inside = [f"{style.people(day.weight_inside.mean)} with {quoted(day)}" for day in ends]
        aimed = style.people(played.weight_aimed)
        said.append(
            f"Of a people-weight of {aimed} in the places aimed at, {style.joined(inside)} is inside the defence."
        )
    return said


def same(difference: Estimate) -> bool:
    """Whether a difference is within what the dice can make."""
    return abs(difference.mean) <= CLEAR * difference.se


def quoted(day: DayAnswer) -> str:
    return f"“{day.label}”"


def date(day: DayAnswer) -> str:
    """The day's number, "" when it is no day of a posture."""
    return "" if isnan(day.day) else f"day {day.day:g}"


def kind(played: Played) -> str:
    """What is compared: days of a posture, or defences."""
    return "defence" if isnan(played.days[0].day) else "day"


def size(played: Played, missiles: float) -> str:
    """A raid's size: "a raid of 12", "no raid up to 50"."""
    return f"no raid up to {played.threats}" if isinf(missiles) else f"a raid of {missiles:g}"


def number(played: Played, missiles: float) -> str:
    """A raid's size as a table has it: "12", "> 50"."""
    return f"> {played.threats}" if isinf(missiles) else f"{missiles:g}"


def size_band(played: Played, day: DayAnswer) -> str:
    """A raid size's range over the published figures, "" when no draws were made."""
    low, high = day.half_raid.low, day.half_raid.high
    if isnan(low):
        return ""
    return number(played, low) if low == high else f"{number(played, low)} to {number(played, high)}"


def gain(difference: Estimate) -> str:
    """Leakers fewer than another day, as a change of leakers: "−7.0 ± 0.1"."""
    if isnan(difference.mean):
        return ""
    text = style.with_error(Estimate(-difference.mean, difference.se, 0.0, 0.0))
    return text if difference.mean >= 0.0 else f"+{text}"


def came(played: Played, index: int) -> str:
    """Who came and who left since the day before; on the first day all that is there."""
    day = played.days[index]
    if index == 0:
        return told(day.scenario, [asset.name for asset in assets(day.scenario)])
    before = played.days[index - 1].scenario
    parts = [told(day.scenario, day.came), *changed(before, day.scenario)]
    if day.gone:
        parts.append(f"without {told(before, day.gone)}")
    return "; ".join(filter(None, parts)) or "no one"


def told(scenario: Scenario, names: tuple[str, ...] | list[str]) -> str:
    """Assets by name in few words: fire units by their interceptor, and what did not come with one of them."""
    found = set(names)
    units = [unit for unit in scenario.fire_units if unit.name in found]
    kinds: dict[str, list[FireUnit]] = {}
    for unit in units:
        kinds.setdefault(f"{style.label(unit.interceptor)}{leave(unit)}", []).append(unit)
    parts = [kind if len(same_kind) == 1 else f"{len(same_kind)} × {kind}" for kind, same_kind in kinds.items()]
    own = {unit.radar for unit in units}
    radars = [site for site in scenario.radar_sites if site.name in found and site.name not in own]
    sensors = [sensor for sensor in scenario.warning_sensors if sensor.name in found]
    parts += few([style.label(site.name) for site in radars], "radar")
    parts += few([style.label(sensor.name) for sensor in sensors], "warning sensor")
    # a link comes with what it joins, unless both were there
    links = [link for link in scenario.links if link.name in found and not {link.source, link.target} & found]
    parts += few([f"link {link.name}" for link in links], "link")
    return ", ".join(parts)


def few(names: list[str], noun: str) -> list[str]:
    """The names, or how many there are."""
    return names if len(names) <= MOST_NAMES else [style.count(len(names), noun)]


def leave(unit: FireUnit) -> str:
    """When a fire unit may fire, "" when at once."""
    return f" (fires from {unit.release_time:g} s)" if unit.release_time > 0.0 else ""


def changed(before: Scenario, after: Scenario) -> list[str]:
    """Fire units that were there and fire something else now, or have another leave to fire, by their interceptor."""
    had = {unit.name: unit for unit in before.fire_units}
    words = []
    for unit in after.fire_units:
        old = had.get(unit.name, unit)
        if unit.interceptor != old.interceptor:
            words.append(f"{style.label(unit.interceptor)}{leave(unit)} instead of {style.label(old.interceptor)}")
        elif unit.release_time != old.release_time:
            words.append(f"{style.label(unit.interceptor)}{leave(unit) or ' (fires at once)'}")
    return [word if words.count(word) == 1 else f"{words.count(word)} × {word}" for word in dict.fromkeys(words)]


def source_line(played: Played) -> str:
    version = played.versions.get("openbmd", "")
    return f"OpenBMD {version} · {played.name} · seed {played.seed} · {played.raids:,} raids"


def outside(played: Played) -> str:
    """Why a mean may lie outside its band; "" when none does by more than the dice."""
    for day in played.days:
        for one in (day.leakers, day.p_no_leaker, day.weight_inside):
            if style.has_band(one) and not one.low - CLEAR * one.se <= one.mean <= one.high + CLEAR * one.se:
                return (
                    "A mean can lie outside its band: it belongs to the best figures, and a best figure need not be "
                    "the middle of its range."
                )
    return ""
