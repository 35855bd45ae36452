"""How many come through: the dice's spread over raids, and the published figures' spread of the mean."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.locales import Words
from openbmd.records import Answer
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 460.0, 330.0  # px
LEFT, ACROSS = 56.0, 392.0  # px, of the plots
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


def title(answer: Answer, say: Words) -> str:
    low, high = quantile(answer, 0.05), quantile(answer, 0.95)
    if low < high:
        return say("run-distribution", low=str(low), high=str(high))
    return say("run-distribution-sure", number=str(low))


def draw(answer: Answer, corner: str, say: Words) -> pictures.Picture:
    description = say("run-distribution-description")
    picture = pictures.new("distribution", WIDTH, HEIGHT, title(answer, say), description, corner)
    figure = picture.figure
    axes = pictures.new_axes(figure, LEFT, 58.0, ACROSS, 168.0)
    low, high = span(answer)
    percent = answer.leaker_distribution[low : high + 1] * 100.0
    axes.set(xlim=(low - 0.5, high + 0.5), ylim=(0.0, max(float(percent.max()) * 1.12, 1e-9)))
    bars = axes.bar(low + np.arange(percent.size), percent, 0.84, color=inks.threat(0))
    for number, bar in enumerate(bars, low):
        share = style.percent(bar.get_height() / 100.0)
        bar.set_url(say("common-tip-share", number=str(number), share=share))
    marks.scale(axes, "y", say("run-distribution-share"), 5)
    marks.scale(axes, "x", say("run-distribution-leakers"), 10, integer=True)
    axes.grid(visible=False, axis="x")
    mean = answer.leakers.mean
    axes.axvline(mean, ymax=1.05, color=inks.INK, linewidth=1.4, clip_on=False)
    aside, align = (-5.0, "right") if mean > (low + high) / 2 else (5.0, "left")
    words = say("common-mean", mean=style.mean_alone(answer.leakers))
    marks.note(axes, words, mean, 1.0, aside, 1.0, xycoords=axes.get_xaxis_transform(), ha=align)
    words = say("run-distribution-undrawn")
    if answer.drawn_leakers.size:
        draws(pictures.new_axes(figure, LEFT, 278.0, ACROSS, 16.0), answer, axes.get_xlim(), say)
        words = say("run-distribution-drawn", draws=str(answer.draws), band=style.band(answer.leakers))
    pictures.put(figure, LEFT, 309.0, words, color=inks.MUTED)
    return picture


def draws(axes: Axes, answer: Answer, limits: tuple[float, float], say: Words) -> None:
    """One stroke for each draw over the published figures, at its mean."""
    axes.set(xlim=limits, ylim=(0.0, 1.0))
    axes.set_axis_off()
    if style.has_band(answer.leakers):
        tip = say("common-band-5-95", band=style.band(answer.leakers))
        axes.axvspan(
            answer.leakers.low, answer.leakers.high, -0.2, 1.2, color=inks.INK, alpha=0.09, clip_on=False, url=tip
        )
    axes.vlines(np.sort(answer.drawn_leakers), 0.0, 1.0, color=inks.INK, alpha=0.3, linewidth=1.0)
