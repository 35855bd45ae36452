"""What becomes of the missiles: killed by layer, leaked though fired at, never engaged and why."""

from __future__ import annotations

from typing import NamedTuple

from openbmd.products import flown, style
from openbmd.products.drawing import Drawing, Scale, axis_below
from openbmd.records import Answer

WIDTH, LEFT = 940.0, 6.0  # px
BAR_TOP, BAR = 36.0, 40.0  # px


class Part(NamedTuple):
    words: str
    mean: float
    classes: str


def parts(answer: Answer) -> list[Part]:
    """The mean raid in parts that add up to the missiles that come down on defended places."""
    kinds = flown.interceptors(answer.scenario)
    colours = {unit.layer: kinds[unit.interceptor] for unit in reversed(answer.scenario.fire_units)}
    found = [
        Part(f"killed, {layer} layer", kills.mean, f"fill {style.defence_class(colours.get(layer, 0))}")
        for layer, kills in answer.kills_by_layer.items()
    ]
    never = sum(reason.mean for reason in answer.unengaged.values())
    found.append(Part("leaked though fired at", max(0.0, answer.leakers.mean - never), "fill t0"))
    found += [
        Part(f"never engaged: {reason}", number.mean, f"fill {style.threat_class(1 + k % 3)}")
        for k, (reason, number) in enumerate(answer.unengaged.items())
        if number.mean > 0.0
    ]
    return [part for part in found if part.mean > 0.0]


def title(answer: Answer) -> str:
    best = max(answer.kills_by_layer.items(), key=lambda item: item[1].mean, default=None)
    total = sum(part.mean for part in parts(answer))
    if best is None or best[1].mean <= 0.0:
        return "Nothing is shot down"
    return f"The {best[0]} layer stops the most: {style.mean_alone(best[1])} of {total:,.0f} in a mean raid"


def draw(answer: Answer, title: str, description: str, corner: str) -> Drawing:
    shown = parts(answer)
    rows = -(-len(shown) // 3)
    height = BAR_TOP + BAR + 40.0 + 19.0 * rows + 16.0
    drawing = Drawing("fate", WIDTH, height, title, description)
    drawing.heading()
    total = sum(part.mean for part in shown) or 1.0
    number = Scale(0.0, total, LEFT, WIDTH - LEFT)
    at = 0.0
    for part in shown:
        x0, x1 = number(at), number(at + part.mean)
        drawing.rect(
            x0, BAR_TOP, max(x1 - x0 - 1.0, 0.8), BAR, part.classes, f"{part.words}: {style.significant(part.mean)}"
        )
        if x1 - x0 > 34.0:
            drawing.text((x0 + x1) / 2, BAR_TOP + BAR / 2 + 5, style.significant(part.mean, 2), "on middle")
        at += part.mean
    axis_below(drawing, number, BAR_TOP + BAR, "missiles aimed at defended places, mean raid", 8)
    for k, part in enumerate(shown):
        column, row = k % 3, k // 3
        x, y = LEFT + column * WIDTH / 3, BAR_TOP + BAR + 48.0 + 19.0 * row
        drawing.rect(x, y - 9, 12, 12, part.classes)
        drawing.text(x + 18, y + 1, f"{part.words}: {style.significant(part.mean, 2)}", "note")
    drawing.text(WIDTH, height - 2, corner, "note end")
    return drawing
