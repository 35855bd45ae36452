"""What was computed of a claim: one row a part, a dot a draw, the threshold as a line."""

from __future__ import annotations

from textwrap import wrap

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.pictures import Picture
from openbmd.locales import Words
from openbmd.studies.claims import words
from openbmd.studies.claims.answer import FAILS, HOLDS, ClaimAnswer, PartAnswer

WIDTH, TOP, ROW, WORDS, LEFT, RIGHT = 940.0, 44.0, 82.0, 330.0, 372.0, 128.0  # px
BAR = 26.0  # px, of the dots' band in a row
CHARACTERS = 50  # of a line of words
TRUE, NOT = inks.LIGHT["d0"], inks.LIGHT["t0"]
GOLDEN = 0.6180339887498949  # spreads the dots of a row evenly


def draw(answer: ClaimAnswer, say: Words) -> Picture:
    """The chart of all parts."""
    rows = answer.parts
    height = TOP + ROW * len(rows) + 44.0
    many = say.count(len(words.tests(answer)), "part")
    title = say("claims-parts-title", label=words.label(answer, say), parts=many)
    description = " ".join(words.evidence(one, say) for one in rows)
    picture = pictures.new("parts", WIDTH, height, title, description, words.corner(answer, say))
    for n, one in enumerate(rows):
        row(picture, one, TOP + ROW * n, say)
    pictures.put(picture.figure, 0.0, height - 24.0, say("claims-parts-legend"), color=inks.MUTED)
    return picture


def row(picture: Picture, one: PartAnswer, top: float, say: Words) -> None:
    """One part: its sentence, its draws, its verdict."""
    part, measured = one.part, one.measured
    said = wrap(say("claims-what-if", says=part.says) if part.what_if else part.says, CHARACTERS)
    pictures.put(picture.figure, 0.0, top + 4.0, "\n".join(said[:4]), va="top", size=10.5, linespacing=1.25,
                 color=inks.MUTED if part.what_if else inks.INK)  # fmt: skip
    axes = pictures.new_axes(picture.figure, LEFT, top + 4.0, WIDTH - LEFT - RIGHT, BAR)
    factor, _ = words.scale(part)
    told = measured.drawn[np.isfinite(measured.drawn)]
    drawn = told * factor
    best = measured.best * factor
    lines = [end * factor for end in part.threshold if np.isfinite(end)]
    points = [*drawn.tolist(), best, *lines]
    room = 0.08 * (max(points) - min(points)) or 1.0
    if part.measure in words.COUNTED:
        room = 0.25 + 0.04 * (max(points) - min(points))
        points.append(max(points) if max(points) > min(points) else max(points) + 1.0)
    axes.set(xlim=(min(points) - room, max(points) + room), ylim=(0.0, 1.0))
    axes.yaxis.set_visible(False)
    axes.axhline(0.0, color=inks.FAINT, linewidth=1.0)
    for line in lines:
        axes.axvline(line, color=inks.INK, linewidth=1.6)
    true = [part.threshold.holds(value) for value in told.tolist()]
    heights = 0.15 + 0.7 * (np.arange(len(drawn)) * GOLDEN % 1.0)
    dots = [
        Mark(x, y, 3.4, (TRUE if yes else NOT, 0.75), words.value(part, value))
        for x, value, y, yes in zip(drawn.tolist(), told.tolist(), heights.tolist(), true, strict=True)
    ]
    marks.points(axes, dots, clip_on=False, zorder=2.0)
    tip = say("claims-best-figures", value=words.value(part, measured.best))
    if np.isfinite(best):
        marks.points(axes, [Mark(best, 0.5, 5.0, inks.INK, tip)], marker="D", clip_on=False, zorder=3.0)
    marks.scale(axes, "x", say("claims-axis", axis=words.axis(part, say), threshold=words.threshold(part, say)), 6,
                integer=part.measure in words.COUNTED)  # fmt: skip
    axes.xaxis.label.set_fontsize(10.0)
    axes.tick_params(axis="x", labelsize=10.0, pad=2.0)
    ink = {HOLDS: TRUE, FAILS: NOT}.get(one.verdict.word, inks.INK)
    x = WIDTH - RIGHT + 20.0
    pictures.put(picture.figure, x, top + 14.0, words.word(one.verdict, say), size=13.0, weight="bold", color=ink)
    pictures.put(
        picture.figure, x, top + 31.0, say("claims-of-draws", share=words.share(one.verdict)), color=inks.MUTED
    )
