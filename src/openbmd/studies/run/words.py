"""What page and pictures of a run both say: headline, finding, and what stands behind it."""

from __future__ import annotations

from math import inf, isfinite
from typing import NamedTuple

from openbmd.drawing import battlespace_words, map_words
from openbmd.locales import Words
from openbmd.records import Answer, Estimate
from openbmd.scene.situation import Situation, situation
from openbmd.studies.contract import Asked
from openbmd.studies.run import drivers, tight
from openbmd.telling import figures, reasons, style

WORST = 2  # places named
MOSTLY = 0.5  # share of a layer's rounds, wasted, that is worth a sentence


class RunTold(NamedTuple):
    """A run's answer with the situation it was found in, and the language it is told in."""

    answer: Answer
    seen: Situation
    played: bool  # a defence stands, and something can be lost; else flights and sensors are the answer
    say: Words


def of(asked: Asked, say: Words) -> RunTold:
    return of_answer(asked.answer, say)


def of_answer(answer: Answer, say: Words) -> RunTold:
    leakers = {name: place.leakers for name, place in answer.places.items()}
    seen = situation(answer.scenario, answer.battlespace, leakers, answer.leak_probability)
    return RunTold(answer, seen, is_played(answer), say)


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


def headline(told: RunTold) -> str:
    """The title."""
    if not told.played:
        return watched(told)
    return about(style.central(told.answer.leakers), len(aimed(told.answer)), told.say)


def about(mean: float, total: int, say: Words) -> str:
    """A mean number of leakers in words."""
    whole, all_told = int(mean + 0.5), f"{total:,}"
    if mean < 0.5:
        return say("run-headline-none", total=all_told)
    if mean > total - 0.5:
        return say("run-headline-all" if total - mean < 0.05 else "run-headline-nearly-all", total=all_told)
    return say("run-headline", number=whole, shown=say.number(whole), total=all_told)


def finding(told: RunTold) -> str:
    """The answer in a sentence."""
    answer, say = told.answer, told.say
    if not told.played:
        return f"{watched(told)}."
    best, total = style.with_error(answer.leakers), f"{len(aimed(answer)):,}"
    if not style.has_band(answer.leakers):
        return say("run-finding-best", total=total, best=best)
    center, band = style.headline(answer.leakers), style.band(answer.leakers)
    return say("run-finding", total=total, center=center, band=band, best=best)


def sentences(told: RunTold) -> list[str]:
    """What stands behind it."""
    if not told.played:
        return flights(told)
    return [*tight.sentence(told.answer, told.say), *how_sure(told), *beside(told), *weak_points(told)]


def how_sure(told: RunTold) -> list[str]:
    """Dice, figures, the chance of none, and what is spared."""
    answer, say = told.answer, told.say
    said = [say("run-dice", raids=f"{answer.raids:,}", seed=str(answer.seed))]
    if style.has_band(answer.leakers):
        low, _, high = style.band(answer.leakers).partition("–")
        said.append(say("run-figures", low=low, high=high or low, draws=f"{answer.draws:,}"))
    else:
        said.append(say("run-no-draws"))
    chance = style.chance(answer.p_no_leaker, answer.raids)
    said.append(say("run-chance", chance=chance, band=percents(answer.p_no_leaker) or "none"))
    if answer.weight_total > 0.0:
        clear, total = style.people(answer.weight_clear.mean), style.people(answer.weight_total)
        said.append(say("run-clear", clear=clear, total=total))
    return said


def percents(estimate: Estimate) -> str:
    """The band of a chance [%], "" when there is none or it is no wider than a point."""
    if not style.has_band(estimate) or estimate.low == estimate.high:
        return ""
    return f"{style.between(100.0 * estimate.low, 100.0 * estimate.high)}{style.NARROW}%"


def beside(told: RunTold) -> list[str]:
    """What else became of the missiles and the rounds, where it is worth saying."""
    answer, say, said = told.answer, told.say, []
    if answer.not_launched.mean >= tight.LEAST:
        struck = bool(answer.scenario.kill_chains)
        failed = "missile-reliability" in answer.scenario.effects
        why = "both" if struck and failed else "struck" if struck else "fail"
        said.append(say("run-not-launched", number=style.significant(answer.not_launched.mean, 2), why=why))
    if answer.strays.mean >= tight.LEAST:
        said.append(say("run-strays", number=style.significant(answer.strays.mean, 2)))
    wasted = sum(number.mean for number in answer.rounds_wasted.values())
    if wasted >= 0.5:
        said.append(say("run-wasted-rounds", number=style.significant(wasted, 2)))
    for layer in answer.scenario.layers:
        names = [unit.name for unit in answer.scenario.fire_units if unit.layer == layer]
        late, used = (sum(of[name].mean for name in names) for of in (answer.rounds_wasted, answer.rounds_used))
        if late >= max(0.5, MOSTLY * used):
            amount, of = style.significant(late, 3), style.significant(used, 3)
            said.append(say("run-layer-wasted", layer=layer, late=amount, used=of))
    return said


def weak_points(told: RunTold) -> list[str]:
    """Where most come through, what nobody fires at, and the figure that moves the answer most."""
    answer, say, said = told.answer, told.say, []
    worst = sorted(answer.places.items(), key=lambda item: -item[1].leakers.mean)[:WORST]
    most = [
        say("run-place-leakers", place=name, leakers=style.mean_alone(place.leakers))
        for name, place in worst
        if place.leakers.mean > 0.0
    ]
    if most:
        said.append(say("run-most", places=most))
    never = {reason: number.mean for reason, number in answer.unengaged.items() if number.mean >= tight.LEAST}
    if never:
        parts = [
            say("run-never-part", reason=reasons.name(reason, say), number=style.significant(mean, 2))
            for reason, mean in never.items()
        ]
        why = say.list(parts) if len(parts) > 1 else reasons.name(next(iter(never)), say)
        said.append(say("run-never", number=style.significant(sum(never.values()), 2), why=why))
    strong = drivers.significant(answer)
    if strong:
        said.append(say("run-driver", figure=figures.name(strong[0].path, say)))
    return said


# --- without a defence, or without anything to defend ---------------------------------------------


def watched(told: RunTold) -> str:
    """What flies, and who holds it."""
    return told.say("run-watched", subject=subject(told), seen=seen_by(told))


def subject(told: RunTold) -> str:
    """What flies: "Three Scud-ER missiles fly", "One Unha-3 flies"."""
    seen, say = told.seen, told.say
    everything = tuple(range(len(seen.flights)))
    number, noun = seen.vehicles(everything)
    who = say.count(number, noun)
    if len(seen.missiles) == 1:
        kind, counted = style.label(next(iter(seen.missiles))), say(f"noun-{noun}", n=number)
        who = say("run-who", number=number, shown=say.number(number), missile=kind, vehicles=counted)
    return say("run-fly", number=number, who=f"{who[0].upper()}{who[1:]}")


def seen_by(told: RunTold) -> str:
    """How many radars hold it: "past six radars; four hold a firm track"."""
    space, say = told.answer.battlespace, told.say
    number = len(told.answer.scenario.radar_sites)
    holding = sum(any(isfinite(row[k].firm_time) for row in space.tracks) for k in range(number))
    if not number:
        return say("run-unseen")
    if number == 1:
        return say("run-past-one", holds="yes" if holding else "no")
    radars = say.count(number, "radar")
    if holding in (0, number):
        return say("run-past-all" if holding else "run-past-none", radars=radars)
    return say("run-past-some", radars=radars, number=holding, shown=say.number(holding))


def flights(told: RunTold) -> list[str]:
    """What cannot be lost, and each flight."""
    scenario, say, said = told.answer.scenario, told.say, []
    if not scenario.fire_units:
        said.append(say("run-no-unit"))
    elif not scenario.places:
        said.append(say("run-no-place"))
    return said + [flight(told, k) for k in range(len(scenario.routes))]


def flight(told: RunTold, route: int) -> str:
    """How a missile flies, and who holds it first."""
    say, found = told.say, told.seen.flights[route]
    motion, name = found.motion, style.route_name(found.route)
    if motion.orbital:
        how = say("run-orbit" if motion.reached else "run-no-orbit")
    elif motion.reached:
        high, long = f"{motion.apogee_altitude / 1e3:,.0f}", f"{motion.impact_time / 60.0:.1f}"
        how = say("run-arc", apogee=high, minutes=long)
    else:
        how = say("run-short", distance=f"{motion.miss_distance / 1e3:,.0f}")
    firm = battlespace_words.firm_time(told.seen, route)
    if firm == inf:
        return say("run-flight-unseen", route=name, how=how)
    first = min(told.answer.battlespace.tracks[route], key=lambda track: track.firm_time)
    return say("run-flight-held", route=name, how=how, radar=style.label(first.sensor), time=f"{first.firm_time:.0f}")


# --- the map --------------------------------------------------------------------------------------


def map_title(told: RunTold) -> str:
    """The finding of the map."""
    answer, say = told.answer, told.say
    if not told.played:
        flying = say.count(len(answer.scenario.threats), "flight")
        radars = say.count(len(answer.scenario.radar_sites), "radar") if answer.scenario.radar_sites else "none"
        return say("run-map-watched", flights=f"{flying[0].upper()}{flying[1:]}", radars=radars)
    worst = max(answer.places.items(), key=lambda item: item[1].leakers.mean)
    if worst[1].leakers.mean <= 0.0:
        return say("run-map-none")
    aimed_there = sum(threat.place == worst[0] for threat in answer.scenario.threats)
    leakers = style.mean_alone(worst[1].leakers)
    return say("run-map", place=worst[0], leakers=leakers, aimed=str(aimed_there))


def map_description(told: RunTold) -> str:
    """The map for who cannot see it."""
    answer, say, scenario = told.answer, told.say, told.answer.scenario
    counted = {"tracks": scenario.routes, "radars": scenario.radar_sites, "units": scenario.fire_units}
    parts = [say("run-map-description", **{name: str(len(found)) for name, found in counted.items()})]
    for name, place in answer.places.items():
        parts.append(say("run-map-place", place=name, leakers=style.mean_alone(place.leakers)))
    return " ".join(parts)


def map_caption(told: RunTold) -> str:
    return map_words.caption(told.seen, told.say)


def corner(told: RunTold) -> str:
    """What was played, with which dice."""
    answer = told.answer
    words = {
        "version": answer.versions.get("openbmd", ""),
        "scenario": answer.scenario.name,
        "seed": str(answer.seed),
    }
    if not told.played:
        return told.say("common-corner", **words)
    draws = f"{answer.draws:,}" if answer.draws else "none"
    return told.say("common-corner-raids", **words, raids=f"{answer.raids:,}", draws=draws)
