"""The answer over the draws: the figures as a spread, the dice of one answer beside it."""

from __future__ import annotations

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.pictures import Picture
from openbmd.products import sweep_words
from openbmd.products.sweep_tornado import bounds
from openbmd.studies.sweep.study import Sweep
from openbmd.telling import style

WIDTH, HEIGHT, LEFT, RIGHT, TOP, PLOT = 940.0, 370.0, 56.0, 30.0, 66.0, 190.0  # px
BINS = 40  # at most
NORMAL = 1.96  # standard errors on each side of 95 %


def title(found: Sweep) -> str:
    return f"In nine of ten draws of the published figures {sweep_words.told(found, sweep_words.band(found))}"


def draw(found: Sweep, corner: str) -> Picture:
    scale = sweep_words.scale(found)
    means, errors = found.drawn.mean * scale.factor, found.drawn.se * scale.factor
    best, sure = found.best.mean * scale.factor, NORMAL * found.best.se * scale.factor
    description = " ".join(sweep_words.sentences(found)[:2])
    picture = pictures.new("spread", WIDTH, HEIGHT, title(found), description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, PLOT)
    counts, edges = np.histogram(means, bins=max(1, min(BINS, len(means) // 8)))
    percent = 100.0 * counts / len(means)
    bars = axes.bar(edges[:-1], percent, np.diff(edges) * 0.94, align="edge", color=inks.defence(0), alpha=0.75)
    for bar, low, high in zip(bars, edges[:-1], edges[1:], strict=True):
        bar.set_url(f"{style.between(low, high)}: {style.percent(bar.get_height() / 100.0)} of draws")
    room = 0.03 * (max(edges[-1], best) - min(edges[0], best)) or 1.0
    axes.set(xlim=(min(edges[0], best) - room, max(edges[-1], best) + room), ylim=(0.0, 1.12 * float(percent.max())))
    marks.scale(axes, "y", "share of draws (%)", 5)
    marks.scale(axes, "x", sweep_words.axis(found), 10)
    axes.grid(visible=False, axis="x")
    low, high = (end * scale.factor for end in (found.best.low, found.best.high))
    axes.axvspan(low, high, color=inks.INK, alpha=0.06, linewidth=0.0, url=f"5–95 %: {sweep_words.band(found)}")
    axes.axvline(best, ymax=1.04, color=inks.INK, linewidth=1.4, clip_on=False)
    marks.note(axes, "best figures", best, 1.04, 0.0, 3.0, xycoords=axes.get_xaxis_transform())
    bounds(axes, found)
    dice = pictures.new_axes(picture.figure, LEFT, TOP + PLOT + 46.0, WIDTH - LEFT - RIGHT, 14.0)
    dice.set(xlim=axes.get_xlim(), ylim=(0.0, 1.0))
    dice.set_axis_off()
    one = NORMAL * float(np.median(errors))
    tip = f"95 % of the dice of one draw: ± {style.significant(one, 2)}"
    marks.lines(dice, [[(best - one, 0.5), (best + one, 0.5)]], [tip], color=inks.threat(0), linewidth=9.0)
    marks.lines(dice, [[(best - sure, 0.5), (best + sure, 0.5)]], [tip], color=inks.INK, linewidth=9.0)
    how = (
        f"grey: 5–95 % of {found.draws:,} choices of all figures. The dice beside it, 95 %: orange, of one draw "
        f"({found.raids_of_a_draw:,} raids); black, of the best figures ({found.raids:,})"
    )
    pictures.put(picture.figure, 0.0, HEIGHT - 34.0, how, color=inks.MUTED)
    return picture
