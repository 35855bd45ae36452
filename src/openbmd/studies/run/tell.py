"""What a run tells: words first, then pictures and tables, then every figure with its source."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, nan
from typing import Any

from openbmd.locales import Words
from openbmd.records import Answer, Estimate
from openbmd.studies.contract import Asked
from openbmd.studies.run import columns, drivers, radar_load, readings, tables, tight, words
from openbmd.studies.run.words import RunTold
from openbmd.telling import (
    Bar,
    Block,
    Card,
    Cards,
    Details,
    Drawn,
    Heading,
    Pair,
    Paragraph,
    Table,
    Telling,
    figures,
    frame,
    style,
)
from openbmd.telling.notes import tell as told_notes

OPEN = 24  # rows of who saw what that are shown unfolded where they are the answer


def tell(asked: Asked, say: Words) -> Telling:
    """The finding, the key numbers, where and when, what it hangs on, and all figures."""
    told = words.of(asked, say)
    answer = told.answer
    return Telling(
        study=asked.study,
        about=answer.scenario.title,
        description=answer.scenario.description,
        headline=words.headline(told),
        finding=words.finding(told),
        sentences=(*(frame.off([answer.scenario], say) if told.played else ()), *words.sentences(told)),
        effects_off=frame.effects_off([answer.scenario]) if told.played else {},
        blocks=tuple(blocks(told)),
        notes=tuple(told_notes(answer.notes, say)),
        data=data(answer),
        seed=answer.seed,
        versions=answer.versions,
        sources=frame.sources((*answer.scenario.figures, *(f for one in answer.readings for f in one.figures))),
        corner=words.corner(told),
        small_print=(say("run-same"), *frame.small_print(say)),
        numbers=tuple((card.name, number(card)) for card in (cards(told) if told.played else ())),
        center=style.center(told.answer.leakers) if told.played else None,
        first="distribution" if told.played else "battlespace",
        columns=columns.shared(answer, say),
    )


def number(card: Card) -> str:
    return f"{card.text} ({card.under})" if card.bar and card.bar.width else card.text


def blocks(told: RunTold) -> Iterator[Block]:
    """The page."""
    answer, say = told.answer, told.say
    if told.played:
        yield Cards(tuple(cards(told)))
        yield Paragraph(say("run-how-sure"), "soft", brief=True)
        yield from readings.blocks(answer, say)
    yield Heading(say("common-where"))
    yield Drawn("map", words.map_caption(told))
    if told.played:
        yield from what_becomes(told)
    yield Heading(say("run-when"))
    yield Drawn("battlespace")
    yield from tight.blocks(answer, say)
    if told.played and answer.drivers:
        yield from what_moves(told)
    busy = radar_load.table(told)
    if busy.rows:
        yield Heading(say("run-radar-time"))
        yield Drawn("radar-time")
        soft = f"({say.count(len(busy.rows), 'radar')})"
        yield Details(say("run-radar-time-in-numbers"), soft, (busy,))
    yield Heading(say("run-flights"))
    yield tables.flights(told)
    seen = tables.sensors(told)
    if seen.rows:
        shown = not told.played and len(seen.rows) <= OPEN
        yield Details(say("run-who-saw"), say("run-who-saw-rows", number=str(len(seen.rows))), (seen,), shown)
    moved = {one.path: style.fixed(one.correlation, 2) for one in drivers.significant(answer)}
    yield from figures.section(answer.scenario.figures, moved, say)


def what_becomes(told: RunTold) -> Iterator[Block]:
    """The fates of the missiles, the rounds, and what comes through to which place."""
    answer, say = told.answer, told.say
    yield Heading(say("run-fates"))
    yield Drawn("fate")
    yield from filter(filled, (tables.never(told),))
    yield Pair(((Drawn("distribution", tail(answer, say)),), (Drawn("rounds"),)))
    yield Heading(say("run-by-place"))
    yield tables.places(told)
    yield Paragraph(say("common-weight"), "soft")
    weights = tables.weights(told)
    yield Details(say("run-weights"), f"({len(weights.rows)})", (weights,))
    rounds, kills = tables.rounds(told), tables.kills(told)
    soft = f"({say.count(len(rounds.rows), 'fire-unit')})"
    yield Details(say("run-units-and-layers"), soft, (rounds, *filter(filled, (kills,))))


def filled(table: Table) -> bool:
    return bool(table.rows)


def what_moves(told: RunTold) -> Iterator[Block]:
    """The figures that the answer hangs on."""
    answer, say = told.answer, told.say
    yield Heading(say("run-hangs-on"))
    yield Drawn("drivers", drivers.caption(answer, say))
    if not drivers.significant(answer):
        yield Paragraph(drivers.strongest(answer, say), brief=True)
    table = tables.moved_by(told)
    soft = say("run-drivers-counted", number=str(len(table.rows)), all=str(len(answer.drivers)))
    yield Details(say("run-drivers-in-numbers"), soft, (table,))


def tail(answer: Answer, say: Words) -> str:
    """What a hump far to the right of the distribution is."""
    kinds = dict.fromkeys(unit.interceptor for unit in answer.scenario.fire_units)
    shares = {name: answer.scenario.interceptors[name].common_mode_failure for name in kinds}
    said = [
        say("run-common-failure", interceptor=style.label(name), share=style.percent(share))
        for name, share in shares.items()
        if share > 0.0
    ]
    return say("run-tail", failing=said) if said else ""


def cards(told: RunTold) -> list[Card]:
    """The key numbers, each with its dice error and its band."""
    answer, say = told.answer, told.say
    threats = float(len(words.aimed(answer)))
    scaled = Estimate(*(100.0 * value for value in answer.p_no_leaker))
    chance = style.chance(answer.p_no_leaker, answer.raids)
    found = [
        card(say("common-leakers-in-raid"), style.with_error(answer.leakers), answer.leakers, threats, "", say),
        card(say("run-chance-that-none"), chance, scaled, 100.0, " %", say),
    ]
    if answer.weight_total > 0.0:
        share = Estimate(*(100.0 * value / answer.weight_total for value in answer.weight_clear))
        clear, total = style.people(answer.weight_clear.mean), style.people(answer.weight_total)
        text = say("run-weight-of", clear=clear, total=total)
        found.append(card(say("run-weight-clear"), text, share, 100.0, " %", say))
    used = sum(number.mean for number in answer.rounds_used.values())
    held = used + sum(number.mean for number in answer.rounds_left.values())
    error = hypot(*(number.se for number in answer.rounds_used.values()))
    rounds = Estimate(used, error, nan, nan)
    name = say("run-rounds-fired", held=f"{held:,.0f}")
    found.append(card(name, style.mean_alone(rounds), rounds, held, "", say))
    return found


def card(name: str, text: str, estimate: Estimate, most: float, unit: str, say: Words) -> Card:
    """A key number with a small bar of its band between 0 and the most [%]."""

    def at(value: float) -> float:
        return round(100.0 * min(1.0, max(0.0, value / most)), 2) if most > 0.0 else 0.0

    mean = at(estimate.mean)
    if not style.has_band(estimate):
        return Card(text, name, say("run-mean-of-dice"), Bar(0.0, 0.0, mean))
    low, high = at(estimate.low), at(estimate.high)
    under = say("run-band-over-figures", band=f"{style.band(estimate)}{unit}")
    return Card(text, name, under, Bar(low, max(0.0, high - low), mean))


def data(answer: Answer) -> dict[str, Any]:
    """The answer as plain data with a fixed order of keys; docs/run-folder.md says what each key holds."""
    scenario = answer.scenario
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "raids": answer.raids,
        "draws": answer.draws,
        "threats": len(scenario.threats),
        "leakers": answer.leakers,
        "p_no_leaker": answer.p_no_leaker,
        "places": answer.places,
        "people_weight": {"clear": answer.weight_clear, "total": answer.weight_total},
        "rounds_used": answer.rounds_used,
        "rounds_left": answer.rounds_left,
        "rounds_wasted": answer.rounds_wasted,
        "kills_by_layer": answer.kills_by_layer,
        "unengaged": answer.unengaged,
        "not_launched": answer.not_launched,
        "strays": answer.strays,
        "quantiles": {"leakers": answer.leaker_spread, "rounds_by_layer": answer.layer_rounds_spread},
        "correlations": [{"of": list(pair), "correlation": value} for pair, value in answer.correlations.items()],
        "drivers": [
            {"figure": d.path, "rank_correlation": d.correlation, "significant": bool(d.significant)}
            for d in answer.drivers
        ],
        "readings": readings.data(answer),
        "tightness": tight.data(answer),
        "leaker_distribution": answer.leaker_distribution,
        "leak_probability": {
            threat.name: value for threat, value in zip(scenario.threats, answer.leak_probability.tolist(), strict=True)
        },
        "drawn_leakers": answer.drawn_leakers,
    }
