"""The report: one page that opens offline, in words first, then pictures, then every figure with its source."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from math import hypot
from typing import Any

from openbmd.products import (
    battlespace_chart,
    battlespace_words,
    distribution_chart,
    drivers_chart,
    fans,
    fate_chart,
    figure_table,
    headline,
    map,
    report_rows,
    rounds_chart,
    style,
)
from openbmd.products.drawing import Drawing
from openbmd.records import Answer, Estimate

NEVER = {  # reason -> what it means
    "never seen": "no radar that a fire unit can use ever held it",
    "out of reach": "it passes beyond the reach of every fire unit",
    "under the floor": "it stays below what the interceptors in reach can meet",
    "above the ceiling": "it stays above what the interceptors in reach can meet",
    "no time": "it is over before a round could get there",
    "track too coarse": "no track was good enough for the interceptor to find it",
    "channels full": "the fire units in reach were busy with others",
    "magazine empty": "no round was left when its turn came",
}
Draw = Callable[[Answer, str, str, str], Drawing]


def drawings(answer: Answer) -> dict[str, Drawing]:
    """The pictures of an answer by name, those that have something to show."""
    corner = source_line(answer)
    played = headline.is_played(answer)
    made: dict[str, Drawing] = {
        "map": map.draw(answer, map_title(answer), map_description(answer), corner),
        "battlespace": battlespace_chart.draw(
            answer,
            battlespace_words.title(answer),
            "Altitude over time of each missile, with radar tracks and intercept windows.",
            corner,
        ),
    }
    if played:
        made["fate"] = fate_chart.draw(
            answer,
            fate_chart.title(answer),
            "; ".join(f"{part.words} {style.significant(part.mean, 2)}" for part in fate_chart.parts(answer)),
            corner,
        )
        made["distribution"] = distribution_chart.draw(
            answer,
            distribution_chart.title(answer),
            "Share of raids by number of leakers, with the mean of each draw below.",
            corner,
        )
        made["rounds"] = rounds_chart.draw(
            answer,
            rounds_chart.title(answer),
            "; ".join(
                f"{style.label(name)} uses {style.mean_alone(used)}" for name, used in answer.rounds_used.items()
            ),
            corner,
        )
        if answer.drivers:
            made["drivers"] = drivers_chart.draw(
                answer,
                drivers_chart.title(answer),
                "Rank correlation of each uncertain figure with mean leakers.",
                corner,
            )
    return made


def page(answer: Answer, drawn: dict[str, Drawing]) -> str:
    """The page as HTML with its pictures inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

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
        svg={name: drawing.svg() for name, drawing in drawn.items()},
        css=style.chart_css() + folder.joinpath("report.css").read_text(encoding="utf-8"),
        places=report_rows.place_rows(answer) if played else [],
        never=[
            (reason, NEVER.get(reason, ""), style.with_error(number), style.band(number))
            for reason, number in answer.unengaged.items()
            if number.mean > 0.0
        ],
        flights=report_rows.flight_rows(answer),
        sensors=sensors,
        sensor_count=sum(len(seen) for _, seen in sensors),
        groups=figure_table.groups(answer),
        figure_count=len(answer.scenario.figures),
        assumed_count=sum(not figure.source for figure in answer.scenario.figures),
        reach=fan_words(answer),
        tail=tail_words(answer),
        chance_drivers=driver_words(answer),
        corner=source_line(answer),
        style=style,
    )


def source_line(answer: Answer) -> str:
    version = answer.versions.get("openbmd", "")
    raids = f" · {answer.raids:,} raids" if headline.is_played(answer) else ""
    return f"OpenBMD {version} · {answer.scenario.name} · seed {answer.seed}{raids}"


def map_title(answer: Answer) -> str:
    if not headline.is_played(answer):
        missiles = style.count(len(answer.scenario.threats), "flight").capitalize()
        radars = style.count(len(answer.scenario.radar_sites), "radar")
        return f"{missiles} past {radars}" if answer.scenario.radar_sites else missiles
    worst = max(answer.places.items(), key=lambda item: item[1].leakers.mean)
    if worst[1].leakers.mean <= 0.0:
        return "Nothing comes through to any defended place"
    aimed = sum(threat.place == worst[0] for threat in answer.scenario.threats)
    return f"Most leakers come down at {worst[0]}: {style.mean_alone(worst[1].leakers)} of {aimed} aimed there"


def map_description(answer: Answer) -> str:
    parts = [f"Map of {len(answer.scenario.routes)} ground tracks, {len(answer.scenario.radar_sites)} radar sites"]
    parts.append(f"and {len(answer.scenario.fire_units)} fire units.")
    parts += [f"{name}: {style.mean_alone(place.leakers)} leakers." for name, place in answer.places.items()]
    return " ".join(parts)


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


def driver_words(answer: Answer) -> str:
    """How many figures would stand out by chance alone."""
    tried = len(answer.drivers)
    return (
        f"{style.count(tried, 'figure').capitalize()} with a published range were tried; by chance alone about "
        f"{style.significant(0.01 * tried, 1)} of them would stand out at 1 %. "
        "A rank correlation says how steadily the leakers follow a figure."
    )


def fan_words(answer: Answer) -> str:
    """How far each kind of radar sees the usual target, as a sentence; "" without radars."""
    said: dict[str, str] = {}
    for fan in fans.fans(answer.scenario):
        capped = ", its instrumented range" if fan.capped else ""
        said.setdefault(fan.site.radar, f"{style.label(fan.site.radar)} {fan.reach / 1e3:,.0f} km{capped}")
    if not said:
        return ""
    return f"Radar fans, against {fans.usual_cross_section(answer.scenario):g} m²: {style.joined(list(said.values()))}"
