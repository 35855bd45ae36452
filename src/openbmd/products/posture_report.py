"""The days of a posture: one page that opens offline."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.postures import DayAnswer, Played
from openbmd.products import figure_table, posture_chart, posture_map, posture_words
from openbmd.records import Estimate, Link
from openbmd.telling import style
from openbmd.telling.notes import tell

HERE = "●"


def drawn(played: Played) -> list[Picture]:
    """The pictures."""
    with house_style():
        return list(_drawn(played, posture_words.source_line(played)))


def _drawn(played: Played, corner: str) -> Iterator[Picture]:
    yield posture_chart.draw(played, corner)
    yield posture_map.draw(played, corner)


def page(played: Played, svg: dict[str, str]) -> str:
    """The page as HTML with its pictures, by name, inside."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    figures = {figure.path: figure for day in played.days for figure in day.scenario.figures}
    return environment.get_template("posture.html.jinja").render(
        played=played,
        headline=posture_words.headline(played),
        sentences=posture_words.sentences(played),
        svg=svg,
        css=inks.css() + css,
        days=[day_row(played, k) for k in range(len(played.days))],
        layers=layers(played),
        kind=posture_words.kind(played),
        labels=[day.label for day in played.days],
        there=there(played),
        links=[(link.name, link.use, f"{link.latency:g} s", on) for link, on in links(played)],
        outside=posture_words.outside(played),
        figure_count=len(figures),
        origins=figure_table.origins(figures.values()),
        notes=tell(played.notes, Words()),
        corner=posture_words.source_line(played),
    )


def day_row(played: Played, index: int) -> dict[str, Any]:
    """One day of the table."""
    day = played.days[index]
    return {
        "label": day.label,
        "date": posture_words.date(day),
        "came": posture_words.came(played, index),
        "leakers": style.with_error(day.leakers),
        "band": style.band(day.leakers),
        "gain": posture_words.gain(day.fewer_than_before),
        "none": style.chance(day.p_no_leaker, played.raids),
        "inside": style.people(day.weight_inside.mean),
        "inside_band": weight_band(day.weight_inside),
        "rounds": round_row(played, day),
        "free": style.people(day.weight_clear.mean),
        "half": posture_words.number(played, day.half_raid.best),
        "half_band": posture_words.size_band(played, day),
    }


def weight_band(weight: Estimate) -> str:
    """A people-weight's range over the published figures, "" when no draws were made."""
    if not style.has_band(weight):
        return ""
    low, high = style.people(weight.low), style.people(weight.high)
    return low if low == high else f"{low.removesuffix(' million') if high.endswith('million') else low}–{high}"


def layers(played: Played) -> list[str]:
    """The layers of all days."""
    return list(dict.fromkeys(layer for day in played.days for layer in day.rounds_used))


def round_row(played: Played, day: DayAnswer) -> list[str]:
    """Rounds that each layer fires, "" for a layer that holds none."""
    has = {unit.layer for unit in day.scenario.fire_units}
    return [style.with_error(day.rounds_used[layer]) if layer in has else "" for layer in layers(played)]


def there(played: Played) -> list[tuple[str, str, list[str]]]:
    """Fire units, radars and warning sensors of all days: name, what it is, and for each day whether it may act."""
    found: dict[str, tuple[str, list[str]]] = {}

    def put(k: int, name: str, what: str, nation: str, words: str) -> None:
        told = ", ".join(filter(None, [style.label(what), nation]))
        found.setdefault(name, (told, [""] * len(played.days)))[1][k] = words

    for k, day in enumerate(played.days):
        for unit in day.scenario.fire_units:
            words = f"from {unit.release_time:g} s" if unit.release_time > 0.0 else HERE
            put(k, unit.name, unit.interceptor, unit.nation, words)
        for site in day.scenario.radar_sites:
            put(k, site.name, site.radar, site.nation, HERE)
        for sensor in day.scenario.warning_sensors:
            put(k, sensor.name, sensor.infrared, sensor.nation, HERE)
    return [(style.label(name), what, on) for name, (what, on) in found.items()]


def links(played: Played) -> list[tuple[Link, list[str]]]:
    """The links of all days, and on which days they are there."""
    found: dict[str, tuple[Link, list[str]]] = {}
    for k, day in enumerate(played.days):
        for link in day.scenario.links:
            found.setdefault(link.name, (link, [""] * len(played.days)))[1][k] = HERE
    return list(found.values())
