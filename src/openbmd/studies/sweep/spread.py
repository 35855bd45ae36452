"""The answer over the draws: the figures as a spread, the dice of one answer beside it."""

from __future__ import annotations

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.pictures import Picture
from openbmd.studies.sweep import words
from openbmd.studies.sweep.tornado import bounds
from openbmd.studies.sweep.words import Swept
from openbmd.telling import style

WIDTH, HEIGHT, LEFT, RIGHT, TOP, PLOT = 940.0, 370.0, 56.0, 30.0, 66.0, 190.0  # px
BINS = 40  # at most
NORMAL = 1.96  # standard errors on each side of 95 %


def draw(told: Swept) -> Picture:
    found, say = told
    factor = words.factor(told)
    means, errors = found.drawn.mean * factor, found.drawn.se * factor
    best, sure = found.best.mean * factor, NORMAL * found.best.se * factor
    title = say("sweep-spread-title", told=words.clause(told, words.band(told)))
    picture = pictures.new("spread", WIDTH, HEIGHT, title, " ".join(words.spread(told)), words.corner(told))
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, PLOT)
    counts, edges = np.histogram(means, bins=max(1, min(BINS, len(means) // 8)))
    percent = 100.0 * counts / len(means)
    bars = axes.bar(edges[:-1], percent, np.diff(edges) * 0.94, align="edge", color=inks.defence(0), alpha=0.75)
    for bar, low, high in zip(bars, edges[:-1], edges[1:], strict=True):
        share = style.percent(bar.get_height() / 100.0)
        bar.set_url(say("sweep-spread-bar", range=style.between(low, high), share=share))
    room = 0.03 * (max(edges[-1], best) - min(edges[0], best)) or 1.0
    axes.set(xlim=(min(edges[0], best) - room, max(edges[-1], best) + room), ylim=(0.0, 1.12 * float(percent.max())))
    marks.scale(axes, "y", say("sweep-spread-axis"), 5)
    marks.scale(axes, "x", words.axis(told), 10)
    axes.grid(visible=False, axis="x")
    low, high = (end * factor for end in (found.best.low, found.best.high))
    band = say("common-band-5-95", band=words.band(told))
    axes.axvspan(low, high, color=inks.INK, alpha=0.06, linewidth=0.0, url=band)
    axes.axvline(best, ymax=1.04, color=inks.INK, linewidth=1.4, clip_on=False)
    marks.note(axes, say("sweep-best-figures"), best, 1.04, 0.0, 3.0, xycoords=axes.get_xaxis_transform())
    bounds(axes, told)
    dice = pictures.new_axes(picture.figure, LEFT, TOP + PLOT + 46.0, WIDTH - LEFT - RIGHT, 14.0)
    dice.set(xlim=axes.get_xlim(), ylim=(0.0, 1.0))
    dice.set_axis_off()
    one = NORMAL * float(np.median(errors))
    tip = say("sweep-spread-dice", error=style.significant(one, 2))
    marks.lines(dice, [[(best - one, 0.5), (best + one, 0.5)]], [tip], color=inks.threat(0), linewidth=9.0)
    marks.lines(dice, [[(best - sure, 0.5), (best + sure, 0.5)]], [tip], color=inks.INK, linewidth=9.0)
    counted = {"draws": f"{found.draws:,}", "few": f"{found.raids_of_a_draw:,}", "raids": f"{found.raids:,}"}
    pictures.put(picture.figure, 0.0, HEIGHT - 34.0, say("sweep-spread-how", **counted), color=inks.MUTED)
    return picture
