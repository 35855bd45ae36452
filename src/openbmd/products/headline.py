"""The finding in words."""

from __future__ import annotations

from math import inf, isfinite
from typing import NamedTuple

from openbmd.locales import Words
from openbmd.products import flown
from openbmd.products.drivers_chart import figure_name
from openbmd.records import Answer
from openbmd.telling import reasons as reason_words
from openbmd.telling import style


class Headline(NamedTuple):
    finding: str  # one line
    sentences: tuple[str, ...]  # what stands behind it


def aimed(answer: Answer) -> list[int]:
    """The threats that come down on a defended place: those that can leak."""
    flights = answer.battlespace.trajectories
    return [
        k
        for k, threat in enumerate(answer.scenario.threats)
        if threat.place and flights[threat.route].reached and not flights[threat.route].orbital
    ]


def is_played(answer: Answer) -> bool:
    """Whether there is a defence and something for it to lose; otherwise the flights and sensors are the answer."""
    return bool(answer.scenario.fire_units) and bool(aimed(answer))


def write(answer: Answer) -> Headline:
    return _played(answer) if is_played(answer) else _watched(answer)


def about(mean: float, total: int) -> str:
    """A mean number of leakers as the beginning of a sentence."""
    whole = round(mean)
    if mean < 0.5:
        return f"Almost none of {total:,} missiles gets through"
    if mean > total - 0.5:
        return f"{'All' if total - mean < 0.05 else 'Almost all'} {total:,} missiles get through"
    said = "One" if whole == 1 else style.SPELLED[whole].capitalize() if whole < len(style.SPELLED) else f"{whole:,}"
    return f"About {said.lower()} of {total:,} missiles {'gets' if whole == 1 else 'get'} through"


def _played(answer: Answer) -> Headline:
    leakers, total = answer.leakers, len(aimed(answer))
    sentences = [
        f"In {answer.raids:,} raids played with seed {answer.seed}, {style.with_error(leakers)} missiles leak on "
        "average; the ± is the error of the dice alone."
    ]
    if style.has_band(leakers):
        sentences.append(
            f"The published figures are less sure than the dice: over their ranges the mean lies between "
            f"{style.between(leakers.low, leakers.high).replace('–', ' and ')} (5–95\u00a0% of {answer.draws:,} draws)."
        )
    else:
        sentences.append(
            "No draws were made over the published ranges: how far the figures move this is not said here."
        )
    sentences.append(f"The chance that nothing gets through is {style.chance(answer.p_no_leaker, answer.raids)}.")
    sentences += beside_words(answer)
    worst = sorted(answer.places.items(), key=lambda item: -item[1].leakers.mean)[:2]
    if worst and worst[0][1].leakers.mean > 0.0:
        said = [f"{name} ({style.mean_alone(place.leakers)})" for name, place in worst if place.leakers.mean > 0.0]
        sentences.append(f"Most come through to {style.joined(said)}.")
    never = {
        reason_words.name(reason, Words()): number.mean
        for reason, number in answer.unengaged.items()
        if number.mean >= 0.005
    }
    if never:
        said = [f"{reason} ({style.significant(mean, 2)})" for reason, mean in never.items()]
        why = style.joined(said) if len(never) > 1 else next(iter(never))
        sentences.append(f"In a mean raid {style.significant(sum(never.values()), 2)} are never fired at: {why}.")
    strong = [driver for driver in answer.drivers if driver.significant]
    if strong:
        sentences.append(f"The figure that moves the answer most is {figure_name(strong[0].path)}.")
    return Headline(f"{about(leakers.mean, total)}.", tuple(sentences))


def beside_words(answer: Answer) -> list[str]:
    """What else became of the missiles and the rounds, where it is worth saying."""
    said = []
    if answer.not_launched.mean >= 0.005:
        said.append(f"In a mean raid {style.significant(answer.not_launched.mean, 2)} {_why_not(answer)}.")
    if answer.strays.mean >= 0.005:
        said.append(f"{style.significant(answer.strays.mean, 2)} come down outside the area they were aimed at.")
    wasted = sum(number.mean for number in answer.rounds_wasted.values())
    if wasted >= 0.5:
        said.append(f"{style.significant(wasted, 2)} rounds come when another unit has killed already.")
    return said


def _why_not(answer: Answer) -> str:
    struck = bool(answer.scenario.kill_chains)
    failed = "missile-reliability" in answer.scenario.effects
    return "are struck before launch or fail" if struck and failed else "are struck before launch" if struck else "fail"


def outside_words(answer: Answer) -> str:
    """Why a mean may lie outside its band; "" when none does by more than the dice."""
    found = {"leakers": answer.leakers, "chance of none": answer.p_no_leaker, "people-weight": answer.weight_clear}
    found |= {name: place.leakers for name, place in answer.places.items()}
    outside = [
        name
        for name, one in found.items()
        if style.has_band(one) and not one.low - 2.0 * one.se <= one.mean <= one.high + 2.0 * one.se
    ]
    if not outside:
        return ""
    return (
        f"A mean can lie outside its band ({style.joined(outside)}): it belongs to the best figures, and a best figure "
        "need not be the middle of its range. Where most ranges reach farther to one side, nearly every draw moves the "
        "answer to that side."
    )


def _watched(answer: Answer) -> Headline:
    scenario, space = answer.scenario, answer.battlespace
    sentences = []
    if not scenario.fire_units:
        sentences.append("No fire unit stands in this scenario: it is a question of who sees what, and when.")
    elif not scenario.places:
        sentences.append("No place is defended in this scenario, so nothing counts as a leaker.")
    for k, route in enumerate(scenario.routes):
        firm = flown.earliest([track.firm_time for track in space.tracks[k]])
        sentences.append(_flight(answer, k, style.route_name(route), firm))
    return Headline(f"{_subject(answer)} {_seen(answer)}.", tuple(sentences))


def _subject(answer: Answer) -> str:
    """What flies: "Three Scud-ER missiles fly", "One Unha-3 flies"."""
    scenario, number = answer.scenario, len(answer.scenario.threats)
    kinds = flown.by_missile(scenario)
    said = flown.vehicles(answer, list(range(len(scenario.routes)))).split(" ")
    if len(kinds) == 1:
        said = [said[0], style.label(next(iter(kinds))), *(said[1:] if number > 1 else [])]
    words = " ".join(said)
    return f"{words[0].upper()}{words[1:]} {'flies' if number == 1 else 'fly'}"


def _seen(answer: Answer) -> str:
    """How many radars hold it: "past six radars; four hold a firm track"."""
    space, radars = answer.battlespace, len(answer.scenario.radar_sites)
    holding = sum(any(isfinite(row[k].firm_time) for row in space.tracks) for k in range(radars))
    if not radars:
        return "unseen: no radar stands in the scenario"
    past = f"past {style.count(radars, 'radar')}"
    if radars == 1:
        return f"{past}, which {'holds' if holding else 'never holds'} a firm track"
    who = "none" if not holding else "all" if holding == radars else style.count(holding, "").strip(" s")
    return f"{past}; {who} {'holds' if holding == 1 else 'hold'} a firm track"


def _flight(answer: Answer, route: int, name: str, firm: float) -> str:
    flight = answer.battlespace.trajectories[route]
    if flight.orbital:
        how = "reaches orbit" if flight.reached else "does not reach orbit"
    elif flight.reached:
        how = (
            f"climbs to {flight.apogee_altitude / 1e3:,.0f} km and comes down after {flight.impact_time / 60.0:.1f} min"
        )
    else:
        how = f"falls {flight.miss_distance / 1e3:,.0f} km short of its aimpoint"
    if firm == inf:
        return f"{name} {how}; no radar holds it."
    tracks = [track for track in answer.battlespace.tracks[route] if isfinite(track.firm_time)]
    first = min(tracks, key=lambda track: track.firm_time)
    return f"{name} {how}; {style.label(first.sensor)} has the first firm track, {first.firm_time:.0f} s after launch."
