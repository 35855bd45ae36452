"""The report: one page that opens offline, in words first, then pictures, then every figure with its source."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from math import hypot
from typing import Any

from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.products import (
    battlespace_chart,
    battlespace_words,
    distribution_chart,
    drivers_chart,
    fate_chart,
    figure_table,
    headline,
    map,
    map_words,
    report_rows,
    rounds_chart,
    unmet,
)
from openbmd.records import Answer, Estimate
from openbmd.telling import reasons as reason_words
from openbmd.telling import style
from openbmd.telling.notes import tell


def drawn(answer: Answer) -> list[Picture]:
    """The pictures of an answer, those that have something to show."""
    with house_style():
        return list(_drawn(answer, source_line(answer)))


def _drawn(answer: Answer, corner: str) -> Iterator[Picture]:
    yield map.draw(answer, map_words.title(answer), map_words.description(answer), corner)
    flights = "Altitude over time of each missile, with radar tracks and intercept windows."
    yield battlespace_chart.draw(answer, battlespace_words.title(answer), flights, corner)
    if not headline.is_played(answer):
        return
    fates = "; ".join(f"{part.words} {style.significant(part.mean, 2)}" for part in fate_chart.parts(answer))
    yield fate_chart.draw(answer, fate_chart.title(answer), fates, corner)
    raids = "Share of raids by number of leakers, with the mean of each draw below."
    yield distribution_chart.draw(answer, distribution_chart.title(answer), raids, corner)
    used = "; ".join(f"{style.label(name)} uses {style.mean_alone(used)}" for name, used in answer.rounds_used.items())
    yield rounds_chart.draw(answer, rounds_chart.title(answer), used, corner)
    if answer.drivers:
        moved = "Rank correlation of each uncertain figure with mean leakers."
        yield drivers_chart.draw(answer, drivers_chart.title(answer), moved, corner)


def page(answer: Answer, svg: dict[str, str]) -> str:
    """The page as HTML with its pictures, by name, inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    say = Words()
    environment = Environment(
        loader=PackageLoader("openbmd.products", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    folder = files("openbmd.products")
    played, sensors = headline.is_played(answer), report_rows.sensor_rows(answer)
    return environment.get_template("report.html.jinja").render(
        answer=answer,
        scenario=answer.scenario,
        played=played,
        headline=headline.write(answer),
        cards=cards(answer) if played else [],
        svg=svg,
        css=inks.css() + folder.joinpath("report.css").read_text(encoding="utf-8"),
        places=report_rows.place_rows(answer) if played else [],
        never=[
            (
                reason_words.name(reason, say),
                reason_words.meaning(reason, say),
                unmet.nearest_words(answer, reason),
                style.with_error(number),
                style.band(number),
            )
            for reason, number in answer.unengaged.items()
            if number.mean > 0.0
        ],
        flights=report_rows.flight_rows(answer),
        sensors=sensors,
        notes=tell(answer.notes, say),
        sensor_count=sum(len(seen) for _, seen in sensors),
        groups=figure_table.groups(answer),
        figure_count=len(answer.scenario.figures),
        origins=figure_table.origins(answer.scenario.figures),
        marks=figure_table.MARKS,
        reach=map_words.reaches(answer),
        outside=headline.outside_words(answer) if played else "",
        tail=tail_words(answer),
        chance_drivers=drivers_chart.words(answer),
        corner=source_line(answer),
        style=style,
    )


def source_line(answer: Answer) -> str:
    version = answer.versions.get("openbmd", "")
    raids = f" · {answer.raids:,} raids" if headline.is_played(answer) else ""
    return f"OpenBMD {version} · {answer.scenario.name} · seed {answer.seed}{raids}"


def cards(answer: Answer) -> list[dict[str, Any]]:
    """The key numbers, each with its dice error and its band."""
    threats = len(headline.aimed(answer))
    scaled = Estimate(*(100.0 * value for value in answer.p_no_leaker))
    found = [card("leakers in a raid", style.with_error(answer.leakers), answer.leakers, 0.0, float(threats), "")]
    found.append(
        card("chance that none gets through", style.chance(answer.p_no_leaker, answer.raids), scaled, 0.0, 100.0, " %")
    )
    if answer.weight_total > 0.0:
        share = Estimate(*(100.0 * value / answer.weight_total for value in answer.weight_clear))
        text = f"{style.people(answer.weight_clear.mean)} of {style.people(answer.weight_total)}"
        found.append(card("people-weight in places without a leaker", text, share, 0.0, 100.0, " %"))
    used = sum(number.mean for number in answer.rounds_used.values())
    held = used + sum(number.mean for number in answer.rounds_left.values())
    error = hypot(*(number.se for number in answer.rounds_used.values()))
    rounds = Estimate(used, error, float("nan"), float("nan"))
    found.append(card(f"rounds fired of {held:,.0f}", style.mean_alone(rounds), rounds, 0.0, held, ""))
    return found


def card(name: str, text: str, estimate: Estimate, low: float, high: float, unit: str) -> dict[str, Any]:
    """A key number with a small bar of its band between low and high [%]."""

    def at(value: float) -> float:
        return round(100.0 * min(1.0, max(0.0, (value - low) / (high - low))), 2) if high > low else 0.0

    banded = style.has_band(estimate)
    return {
        "name": name,
        "text": text,
        "band": f"{style.band(estimate)}{unit}" if banded else "",
        "mean_at": at(estimate.mean),
        "low_at": at(estimate.low) if banded else 0.0,
        "width": max(0.0, at(estimate.high) - at(estimate.low)) if banded else 0.0,
    }


def tail_words(answer: Answer) -> str:
    """What a hump far to the right of the distribution is."""
    failing = {
        unit.interceptor: answer.scenario.interceptors[unit.interceptor].common_mode_failure
        for unit in answer.scenario.fire_units
    }
    said = [f"{style.label(name)} {style.percent(share)}" for name, share in failing.items() if share > 0.0]
    if not said:
        return ""
    return (
        "Raids far to the right are those in which all rounds of a kind fail together, by a common cause: "
        f"{style.joined(said)} of raids."
    )
