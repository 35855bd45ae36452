"""Pictures of a comparison: the difference with both its uncertainties, and the spread of raids in each scenario."""

from __future__ import annotations

from math import ceil, floor
from textwrap import wrap

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.pictures import Picture
from openbmd.locales import Words
from openbmd.studies.compare import words
from openbmd.studies.compare.answer import LEAKERS, Side
from openbmd.studies.compare.words import Found
from openbmd.studies.contract import Asked
from openbmd.telling import style

WIDTH, LEFT, RIGHT = 940.0, 240.0, 30.0  # px
TOP, ROW, THICK = 58.0, 62.0, 24.0  # px, of the differences
PLOT, GAP = 92.0, 46.0  # px, of the spread of raids
NORMAL = 1.96  # standard errors on each side of 95 %
RARE = 5e-4  # 1, shares of raids not drawn
LETTERS = 32  # in a line of a row's name


def draw(asked: Asked, say: Words) -> list[Picture]:
    """The difference, and the spread of raids."""
    told = words.of(asked, say)
    with pictures.house_style():
        return [differences(told), spread(told)]


def differences(told: Found) -> Picture:
    """Mean leakers of each scenario less the reference's: the dice as a bar with a dot, the figures as a pale band."""
    say, contrasts, first = told.say, told.found.contrasts, told.name(0)
    found = [contrast.measures[LEAKERS].difference for contrast in contrasts]
    bottom = TOP + ROW * len(contrasts)
    description = " ".join(words.finding(told, k) for k in range(len(contrasts)))
    title, corner = difference_title(told), words.corner(told)
    picture = pictures.new("differences", WIDTH, bottom + 92.0, title, description, corner)
    across = WIDTH - LEFT - RIGHT
    axes = pictures.new_axes(picture.figure, LEFT, TOP, across, bottom - TOP)
    ends = [0.0, *(x for one in found for x in (one.mean - 3.0 * one.se, one.mean + 3.0 * one.se) if x == x)]
    ends += [one.mean for one in found]
    ends += [float(x) for contrast in contrasts for x in contrast.drawn]
    low, high = min(ends), max(ends)
    room = 0.06 * (high - low) or 1.0
    axes.set(xlim=(low - room, high + room), ylim=(len(found) - 0.5, -0.5))
    marks.scale(axes, "x", say("compare-axis"), 8)
    axes.yaxis.set_visible(False)
    axes.axvline(0.0, color=inks.INK, linewidth=1.2)
    marks.note(axes, say("compare-as-many", reference=first), 0.0, 1.0, 0.0, 5.0, xycoords=axes.get_xaxis_transform(),
               ha="center" if low < -3 * room and high > 3 * room else "left" if high > -low else "right")  # fmt: skip
    for k, (contrast, one) in enumerate(zip(contrasts, found, strict=True)):
        ink = inks.threat(0) if one.mean > 0.0 else inks.defence(0) if one.mean < 0.0 else inks.MUTED
        if style.has_band(one):
            tip = say("compare-tip-band", band=words.band(one, 1.0, "", say))
            marks.lines(axes, [[(one.low, k), (one.high, k)]], [tip], color=ink, alpha=0.25, linewidth=THICK)
            axes.vlines(
                contrast.drawn, k - THICK / ROW / 2, k + THICK / ROW / 2, color=inks.INK, alpha=0.35, linewidth=1.0
            )
        said = words.signed(one, 1.0, "")
        wide = NORMAL * one.se if one.se > 0.0 else 0.0
        tip = say("compare-tip-dice", said=said, wide=style.significant(wide, 2))
        marks.lines(axes, [[(one.mean - wide, k), (one.mean + wide, k)]], [tip], color=ink, linewidth=THICK)
        axes.vlines([one.mean], k - THICK / ROW / 2, k + THICK / ROW / 2, color=ink, linewidth=3.0)
        marks.note(axes, said, one.mean, k, 0.0, 17.0, weight="bold")
        name(picture, told.name(k + 1), TOP + ROW * (k + 0.5))
    draws = told.found.draws
    how = say("compare-marks-draws", draws=f"{draws:,}") if draws else say("compare-marks-dice")
    pictures.put(picture.figure, 0.0, bottom + 62.0, how, color=inks.MUTED)
    return picture


def difference_title(told: Found) -> str:
    """The verdict of the only contrast, or what is drawn where there are several."""
    say, found = told.say, told.found
    if len(found.contrasts) > 1:
        return say("compare-differences-title", reference=told.name(0))
    fewer, same, more = words.counts(found.contrasts[0])
    if not found.draws:
        return say("compare-differences-dice")
    if same == found.draws:
        return say("compare-differences-same")
    way, number = ("more", more) if more >= fewer else ("fewer", fewer)
    return say("compare-differences-way", number=str(number), draws=str(found.draws), way=way)


def name(picture: Picture, called: str, middle: float) -> None:
    """A row's name at the left, in up to three lines about a height [px]."""
    lines = wrap(called, LETTERS, break_on_hyphens=False)[:3]
    for n, line in enumerate(lines):
        height = middle + 15.0 * (n - (len(lines) - 1) / 2.0)
        pictures.put(picture.figure, 0.0, height, line, va="center", size=10.5)


def spread(told: Found) -> Picture:
    """Share of raids by leakers in each scenario, on one axis, with each draw's mean as a stroke below."""
    say, sides = told.say, told.found.sides
    bottom = TOP + (PLOT + GAP) * len(sides)
    means = [words.value(side.measures[LEAKERS], 1.0, "") for side in sides]
    heading = say("compare-spread-title", means=means)
    description = "; ".join(f"{side.entry.name}: {mean}" for side, mean in zip(sides, means, strict=True))
    picture = pictures.new("spread", WIDTH, bottom + 62.0, heading, description, words.corner(told))
    low, high = span(sides)
    top = max(float(side.leaker_distribution.max()) for side in sides) * 112.0
    for s, side in enumerate(sides):
        above = TOP + (PLOT + GAP) * s
        axes = pictures.new_axes(picture.figure, LEFT, above, WIDTH - LEFT - RIGHT, PLOT)
        share = 100.0 * side.leaker_distribution[low : high + 1]
        axes.set(xlim=(low - 0.5, high + 0.5), ylim=(0.0, top))
        bars = axes.bar(low + np.arange(share.size), share, 0.84, color=inks.threat(0) if s else inks.defence(0))
        for number, bar in enumerate(bars, low):
            share_told = style.percent(bar.get_height() / 100.0)
            bar.set_url(say("common-tip-share", number=str(number), share=share_told))
        marks.scale(axes, "y", say("compare-axis-share"), 3)
        marks.scale(axes, "x", "", 12, integer=True)
        axes.grid(visible=False, axis="x")
        axes.yaxis.set_label_coords(-30.0 / axes.bbox.width, 0.5)
        mean = side.measures[LEAKERS].mean
        axes.axvline(mean, ymax=1.04, color=inks.INK, linewidth=1.4, clip_on=False)
        aside, align = (-5.0, "right") if mean > (low + high) / 2 else (5.0, "left")
        said, across_axes = say("common-mean", mean=means[s]), axes.get_xaxis_transform()
        marks.note(axes, said, mean, 0.98, aside, 0.0, xycoords=across_axes, ha=align, va="top")
        name(picture, side.entry.name, above + PLOT / 2.0)
        if side.drawn_leakers.size:
            below = pictures.new_axes(picture.figure, LEFT, above + PLOT + 20.0, WIDTH - LEFT - RIGHT, 10.0)
            below.set(xlim=axes.get_xlim(), ylim=(0.0, 1.0))
            below.set_axis_off()
            below.vlines(np.sort(side.drawn_leakers), 0.0, 1.0, color=inks.INK, alpha=0.4, linewidth=1.2)
    below_all = say("compare-axis-strokes" if told.found.draws else "compare-axis-leakers")
    pictures.put(picture.figure, LEFT, bottom + 12.0, below_all, color=inks.MUTED)
    return picture


def span(sides: tuple[Side, ...]) -> tuple[int, int]:
    """The numbers of leakers worth drawing in any of the scenarios."""
    lows, highs = [], []
    for side in sides:
        common = np.flatnonzero(side.leaker_distribution >= RARE)
        lows.append(int(common[0]))
        highs.append(int(common[-1]))
        if side.drawn_leakers.size:
            lows.append(floor(side.drawn_leakers.min()))
            highs.append(ceil(side.drawn_leakers.max()))
    return max(0, min(lows) - 1), max(highs) + 1
