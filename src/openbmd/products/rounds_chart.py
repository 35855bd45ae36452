"""Rounds: what each fire unit fires in a raid, and what it has left."""

from __future__ import annotations

from openbmd.products import flown, style
from openbmd.products.drawing import Drawing, Scale, axis_below
from openbmd.records import Answer

WIDTH, LEFT, RIGHT = 460.0, 150.0, 74.0  # px
TOP, ROW = 54.0, 24.0  # px
EMPTY, IDLE = 0.95, 0.05  # shares of a magazine that count as emptied and as hardly touched


def title(answer: Answer) -> str:
    """The finding: who runs dry, or who fires most."""
    shares = {
        name: used.mean / total
        for name, used in answer.rounds_used.items()
        if (total := used.mean + answer.rounds_left[name].mean) > 0.0
    }
    if not shares:
        return "No rounds are held"
    dry = [name for name, share in shares.items() if share >= EMPTY]
    if dry:
        return (
            f"{style.label(dry[0])} runs dry"
            if len(dry) == 1
            else f"{style.count(len(dry), 'fire unit').capitalize()} run dry"
        )
    most = max(shares, key=lambda name: shares[name])
    if shares[most] < IDLE:
        return "Hardly any rounds are fired"
    return f"{style.label(most)} fires the largest share of its rounds: {style.percent(shares[most])}"


def draw(answer: Answer, title: str, description: str, corner: str) -> Drawing:
    units = answer.scenario.fire_units
    height = TOP + ROW * len(units) + 80.0
    drawing = Drawing("rounds", WIDTH, max(height, 330.0), title, description)
    drawing.heading()
    totals = {unit.name: answer.rounds_used[unit.name].mean + answer.rounds_left[unit.name].mean for unit in units}
    rounds = Scale(0.0, max([1.0, *totals.values()]), LEFT, WIDTH - RIGHT)
    kinds = flown.interceptors(answer.scenario)
    bottom = TOP + ROW * len(units)
    axis_below(drawing, rounds, bottom, "rounds", 4, TOP - 4)
    for k, unit in enumerate(units):
        used, total, y = answer.rounds_used[unit.name], totals[unit.name], TOP + ROW * k
        colour = style.defence_class(kinds[unit.interceptor])
        name, left = style.label(unit.name), style.with_error(answer.rounds_left[unit.name])
        tip = f"{name}: {style.with_error(used)} used, {left} left"
        drawing.text(LEFT - 8, y + 13, name[:26], "small end")
        drawing.rect(LEFT, y + 3, rounds(total) - LEFT, 13, f"fill {colour} pale", tip)
        drawing.rect(LEFT, y + 3, rounds(used.mean) - LEFT, 13, f"fill {colour}", tip)
        if style.has_band(used) and used.high > used.low:
            drawing.line(
                rounds(used.low), y + 9.5, rounds(used.high), y + 9.5, "inkline", f"5–95 %: {style.band(used)}"
            )
        words = f"{style.mean_alone(used)} of {total:,.0f}"
        drawing.text(WIDTH, y + 13, words, "small end")
    drawing.line(LEFT, TOP - 4, LEFT, bottom, "base")
    drawing.text(0, bottom + 48, "full colour: used; pale: left; line: 5–95 % over the published figures", "note")
    drawing.text(WIDTH, drawing.height - 4, corner, "note end")
    return drawing
