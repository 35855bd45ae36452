"""How many come through: the dice's spread over raids, and the published figures' spread of the mean."""

from __future__ import annotations

from math import ceil, floor

import numpy as np

from openbmd.products import style
from openbmd.products.drawing import Drawing, Scale, axis_below, axis_left
from openbmd.records import Answer

WIDTH, HEIGHT = 460.0, 330.0  # px
LEFT, RIGHT, TOP, BOTTOM = 56.0, 12.0, 58.0, 226.0  # px, of the plot
RARE = 5e-4  # 1, shares below it are left to the table


def span(answer: Answer) -> tuple[int, int]:
    """The numbers of leakers worth drawing: what raids gave, and where the draws put the mean."""
    share = answer.leaker_distribution
    common = np.flatnonzero(share >= RARE)
    low, high = (int(common[0]), int(common[-1])) if common.size else (0, len(share) - 1)
    if answer.drawn_leakers.size:
        low, high = min(low, floor(answer.drawn_leakers.min())), max(high, ceil(answer.drawn_leakers.max()))
    return max(0, low - 1), high + 1


def quantile(answer: Answer, share: float) -> int:
    """The number of leakers that this share of raids does not exceed."""
    return int(np.searchsorted(np.cumsum(answer.leaker_distribution), share - 1e-12))


def title(answer: Answer) -> str:
    low, high = quantile(answer, 0.05), quantile(answer, 0.95)
    return f"Nine raids in ten leak {low} to {high}" if low < high else f"Nearly every raid leaks {low}"


def draw(answer: Answer, title: str, description: str, corner: str) -> Drawing:
    drawing = Drawing("distribution", WIDTH, HEIGHT, title, description)
    drawing.heading()
    low, high = span(answer)
    number = Scale(low - 0.5, high + 0.5, LEFT, WIDTH - RIGHT)
    share = answer.leaker_distribution[low : high + 1] * 100.0
    height = Scale(0.0, max(float(share.max()) * 1.12, 1e-9), BOTTOM, TOP)
    axis_left(drawing, height, LEFT, "share of raids (%)", 5, WIDTH - RIGHT)
    half = 0.42 * (number(1.0) - number(0.0))
    for k, percent in enumerate(share.tolist()):
        if percent > 0.0:
            x, y = number(low + k), height(percent)
            tip = f"{low + k} leakers: {style.percent(percent / 100.0)} of raids"
            drawing.rect(x - half, y, 2 * half, BOTTOM - y, "fill t0", tip)
    drawing.line(LEFT, BOTTOM, WIDTH - RIGHT, BOTTOM, "base")
    axis_below(drawing, number, BOTTOM, "leakers in one raid", min(10, high - low))
    mean = answer.leakers.mean
    drawing.line(number(mean), TOP - 8, number(mean), BOTTOM, "inkline")
    beside = "end" if mean > (low + high) / 2 else ""
    drawing.text(
        number(mean) + (-5 if beside else 5),
        TOP - 1,
        f"mean {style.mean_alone(answer.leakers)}",
        f"small halo {beside}",
    )
    draws(drawing, answer, number, BOTTOM + 52)
    drawing.text(WIDTH, HEIGHT - 4, corner, "note end")
    return drawing


def draws(drawing: Drawing, answer: Answer, number: Scale, top: float) -> None:
    """One stroke for each draw over the published figures, at its mean."""
    if not answer.drawn_leakers.size:
        drawing.text(LEFT, top + 14, "No draws were made over the published figures.", "note")
        return
    if style.has_band(answer.leakers):
        x0, x1 = number(answer.leakers.low), number(answer.leakers.high)
        drawing.rect(x0, top - 3, x1 - x0, 22, "bandbox", f"5–95 %: {style.band(answer.leakers)}")
    for value in np.sort(answer.drawn_leakers).tolist():
        drawing.line(number(value), top, number(value), top + 16, "rug")
    words = f"the mean in {answer.draws} draws over the published figures; 5–95 %: {style.band(answer.leakers)}"
    drawing.text(LEFT, top + 33, words, "note")
