"""Pictures of a comparison: the difference with both its uncertainties, and the spread of raids in each scenario."""

from __future__ import annotations

from math import ceil, floor
from textwrap import wrap

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.pictures import Picture
from openbmd.products import compare_words
from openbmd.studies.compare.paired import LEAKERS, Comparison, Side
from openbmd.telling import style

WIDTH, LEFT, RIGHT = 940.0, 240.0, 30.0  # px
TOP, ROW, THICK = 58.0, 62.0, 24.0  # px, of the differences
PLOT, GAP = 92.0, 46.0  # px, of the spread of raids
NORMAL = 1.96  # standard errors on each side of 95 %
RARE = 5e-4  # 1, shares of raids not drawn
LETTERS = 32  # in a line of a row's name


def differences(comparison: Comparison, corner: str) -> Picture:
    """Mean leakers of each scenario less the reference's: the dice as a bar with a dot, the figures as a pale band."""
    contrasts, first = comparison.contrasts, comparison.sides[0].entry.name
    found = [contrast.measures[LEAKERS].difference for contrast in contrasts]
    bottom = TOP + ROW * len(contrasts)
    description = " ".join(compare_words.finding(comparison, k) for k in range(len(contrasts)))
    picture = pictures.new("differences", WIDTH, bottom + 92.0, difference_title(comparison), description, corner)
    across = WIDTH - LEFT - RIGHT
    axes = pictures.new_axes(picture.figure, LEFT, TOP, across, bottom - TOP)
    ends = [0.0, *(x for one in found for x in (one.mean - 3.0 * one.se, one.mean + 3.0 * one.se) if x == x)]
    ends += [one.mean for one in found]
    ends += [float(x) for contrast in contrasts for x in contrast.drawn]
    low, high = min(ends), max(ends)
    room = 0.06 * (high - low) or 1.0
    axes.set(xlim=(low - room, high + room), ylim=(len(found) - 0.5, -0.5))
    marks.scale(axes, "x", "missiles that get through in a raid, more (+) or fewer (−) than in the reference", 8)
    axes.yaxis.set_visible(False)
    axes.axvline(0.0, color=inks.INK, linewidth=1.2)
    marks.note(axes, f"as many as with {first}", 0.0, 1.0, 0.0, 5.0, xycoords=axes.get_xaxis_transform(),
               ha="center" if low < -3 * room and high > 3 * room else "left" if high > -low else "right")  # fmt: skip
    for k, (contrast, one) in enumerate(zip(contrasts, found, strict=True)):
        ink = inks.threat(0) if one.mean > 0.0 else inks.defence(0) if one.mean < 0.0 else inks.MUTED
        if style.has_band(one):
            tip = f"5–95 % over the published figures: {compare_words.band(one, 1.0, '')}"
            marks.lines(axes, [[(one.low, k), (one.high, k)]], [tip], color=ink, alpha=0.25, linewidth=THICK)
            axes.vlines(
                contrast.drawn, k - THICK / ROW / 2, k + THICK / ROW / 2, color=inks.INK, alpha=0.35, linewidth=1.0
            )
        said = compare_words.signed(one, 1.0, "")
        wide = NORMAL * one.se if one.se > 0.0 else 0.0
        tip = f"{said}; 95 % of the dice: ± {style.significant(wide, 2)}"
        marks.lines(axes, [[(one.mean - wide, k), (one.mean + wide, k)]], [tip], color=ink, linewidth=THICK)
        axes.vlines([one.mean], k - THICK / ROW / 2, k + THICK / ROW / 2, color=ink, linewidth=3.0)
        marks.note(axes, said, one.mean, k, 0.0, 17.0, weight="bold")
        name(picture, comparison.sides[k + 1].entry.name, TOP + ROW * (k + 0.5))
    how = "full colour: best figures, as wide as 95 % of the dice"
    if comparison.draws:
        how += f"; pale: 5–95 % of {comparison.draws:,} draws of the published figures; each stroke: one draw"
    pictures.put(picture.figure, 0.0, bottom + 62.0, how, color=inks.MUTED)
    return picture


def difference_title(comparison: Comparison) -> str:
    """The verdict of the only contrast, or what is drawn where there are several."""
    if len(comparison.contrasts) > 1:
        return f"What each changes, against {comparison.sides[0].entry.name}"
    fewer, same, more = compare_words.counts(comparison.contrasts[0])
    if not comparison.draws:
        return "The difference, as far as the dice tell"
    if same == comparison.draws:
        return "No draw of the published figures makes a difference"
    way, number = ("more", more) if more >= fewer else ("fewer", fewer)
    return f"In {number} of {comparison.draws} draws of the published figures {way} get through"


def name(picture: Picture, words: str, middle: float) -> None:
    """A row's name at the left, in up to three lines about a height [px]."""
    lines = wrap(words, LETTERS, break_on_hyphens=False)[:3]
    for n, line in enumerate(lines):
        height = middle + 15.0 * (n - (len(lines) - 1) / 2.0)
        pictures.put(picture.figure, 0.0, height, line, va="center", size=10.5)


def spread(comparison: Comparison, corner: str) -> Picture:
    """Share of raids by leakers in each scenario, on one axis, with each draw's mean as a stroke below."""
    sides = comparison.sides
    bottom = TOP + (PLOT + GAP) * len(sides)
    means = [compare_words.value(side.measures[LEAKERS], 1.0, "") for side in sides]
    heading = f"Missiles that get through: {style.joined(means)} on average"
    description = "; ".join(f"{side.entry.name}: {mean}" for side, mean in zip(sides, means, strict=True))
    picture = pictures.new("spread", WIDTH, bottom + 62.0, heading, description, corner)
    low, high = span(sides)
    top = max(float(side.leaker_distribution.max()) for side in sides) * 112.0
    for s, side in enumerate(sides):
        above = TOP + (PLOT + GAP) * s
        axes = pictures.new_axes(picture.figure, LEFT, above, WIDTH - LEFT - RIGHT, PLOT)
        share = 100.0 * side.leaker_distribution[low : high + 1]
        axes.set(xlim=(low - 0.5, high + 0.5), ylim=(0.0, top))
        bars = axes.bar(low + np.arange(share.size), share, 0.84, color=inks.threat(0) if s else inks.defence(0))
        for number, bar in enumerate(bars, low):
            bar.set_url(f"{number} leakers: {style.percent(bar.get_height() / 100.0)} of raids")
        marks.scale(axes, "y", "% of raids", 3)
        marks.scale(axes, "x", "", 12, integer=True)
        axes.grid(visible=False, axis="x")
        axes.yaxis.set_label_coords(-30.0 / axes.bbox.width, 0.5)
        mean = side.measures[LEAKERS].mean
        axes.axvline(mean, ymax=1.04, color=inks.INK, linewidth=1.4, clip_on=False)
        aside, align = (-5.0, "right") if mean > (low + high) / 2 else (5.0, "left")
        marks.note(
            axes, f"mean {means[s]}", mean, 0.98, aside, 0.0, xycoords=axes.get_xaxis_transform(), ha=align, va="top"
        )
        name(picture, side.entry.name, above + PLOT / 2.0)
        if side.drawn_leakers.size:
            below = pictures.new_axes(picture.figure, LEFT, above + PLOT + 20.0, WIDTH - LEFT - RIGHT, 10.0)
            below.set(xlim=axes.get_xlim(), ylim=(0.0, 1.0))
            below.set_axis_off()
            below.vlines(np.sort(side.drawn_leakers), 0.0, 1.0, color=inks.INK, alpha=0.4, linewidth=1.2)
    words = "missiles that get through in one raid"
    words += "; each stroke: the mean in one draw of the published figures" if comparison.draws else ""
    pictures.put(picture.figure, LEFT, bottom + 12.0, words, color=inks.MUTED)
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
