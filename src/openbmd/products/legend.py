"""What the marks of the map mean."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from openbmd.products import fans, flown, style
from openbmd.products.drawing import Drawing
from openbmd.records import Answer

COLUMNS, ROW = 2, 19.0  # px


class Entry(NamedTuple):
    mark: str  # line, triangle, reach, fan, leak, weight, cross, plus, square
    classes: str
    words: str


def entries(answer: Answer) -> list[Entry]:
    scenario = answer.scenario
    found = []
    for k, (missile, routes) in enumerate(flown.by_missile(scenario).items()):
        number = f"{flown.vehicles(answer, routes)} on {style.count(len(routes), 'route')}"
        words = f"{style.label(missile)}: {number}, from × its launch point"
        found.append(Entry("line", style.threat_class(k), words))
    for name, k in flown.interceptors(scenario).items():
        units = [unit for unit in scenario.fire_units if unit.interceptor == name]
        rounds = sum(unit.ready_rounds + unit.reserve_rounds for unit in units)
        far = scenario.interceptors[name].maximum_range / 1e3
        words = f"{style.label(name)}: {style.count(len(units), 'fire unit')}, {rounds:,} rounds"
        limit = f"dotted: {far:,.0f} km limit, not a footprint"
        found.append(Entry("triangle", style.defence_class(k), f"{words}; {limit}"))
    if scenario.places:
        found.append(Entry("leak", "", "mean leakers in a raid, by place aimed at"))
        found.append(Entry("weight", "", "people-weight of a defended place (area)"))
    if scenario.radar_sites:
        area = fans.usual_cross_section(scenario)
        found.append(Entry("fan", "", f"radar fan: reach against {area:g} m² with S/N 20 in one search look"))
    if any(isfinite(b.impact_time) for t in answer.battlespace.trajectories for b in t.bodies):
        found.append(Entry("plus", "t0", "where a spent stage comes down"))
    if not scenario.places and any(isfinite(t.impact_time) for t in answer.battlespace.trajectories):
        found.append(Entry("square", "t0", "impact point"))
    return found


def height(found: list[Entry]) -> float:
    return 14.0 + ROW * -(-len(found) // COLUMNS)


def draw(drawing: Drawing, found: list[Entry], top: float, width: float) -> None:
    """The entries column by column below `top` [px]."""
    rows = -(-len(found) // COLUMNS)
    for k, entry in enumerate(found):
        column, row = divmod(k, rows)
        x, y = 10.0 + column * width / COLUMNS, top + 12.0 + row * ROW
        mark(drawing, entry, x, y)
        drawing.text(x + 20, y + 4, entry.words, "note")


def mark(drawing: Drawing, entry: Entry, x: float, y: float) -> None:
    kind, colour = entry.mark, entry.classes
    if kind == "line":
        drawing.line(x - 9, y, x + 9, y, f"track stroke {colour}")
    elif kind == "triangle":
        triangle(drawing, x, y, f"dot fill {colour}")
    elif kind == "fan":
        drawing.rect(x - 9, y - 6, 18, 12, "fan")
    elif kind in ("leak", "weight"):
        drawing.circle(x, y, 7, kind)
    elif kind == "plus":
        plus(drawing, x, y, colour)
    else:
        drawing.rect(x - 3.5, y - 3.5, 7, 7, f"dot fill {colour}")


def triangle(drawing: Drawing, x: float, y: float, classes: str, tip: str = "") -> None:
    drawing.outline(f"M{x - 6:.1f} {y + 5:.1f}h12l-6 -10.5z", classes, tip)


def cross(drawing: Drawing, x: float, y: float, colour: str, tip: str = "") -> None:
    drawing.outline(f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8", f"cross stroke {colour}", tip)


def plus(drawing: Drawing, x: float, y: float, colour: str, tip: str = "") -> None:
    drawing.outline(f"M{x - 4:.1f} {y:.1f}h8m-4 -4v8", f"cross stroke {colour}", tip)
