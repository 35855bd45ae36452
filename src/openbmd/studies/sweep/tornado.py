"""The tornado: each figure alone at the ends of its published range, all others at best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.pictures import Picture
from openbmd.studies.sweep import words
from openbmd.studies.sweep.alone import MeasureAt, TornadoBar
from openbmd.studies.sweep.answer import SweepAnswer
from openbmd.studies.sweep.words import Swept
from openbmd.telling import figures, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, RIGHT = 940.0, 330.0, 40.0  # px
TOP, ROW, THICK = 62.0, 24.0, 14.0  # px
MOST = 16  # rows
PALE = 0.32  # 1, of what is within the dice
NORMAL = 1.96  # standard errors on each side of 95 %


def shown(found: SweepAnswer) -> tuple[TornadoBar, ...]:
    """The bars worth drawing, longest first."""
    moving = tuple(bar for bar in found.bars if bar.swing > 0.0)
    return moving[:MOST]


def title(told: Swept) -> str:
    found, say = told
    moving = [bar for bar in found.bars if bar.told]
    if not moving:
        return say("sweep-tornado-none")
    first = moving[0]
    low, high = (words.value(told, point.mean, point.se) for point in (first.low, first.high))
    return say("sweep-tornado-title", figure=words.spoken(first.figure.path, say), low=low, high=high)


def draw(told: Swept) -> Picture:
    found, say = told
    rows, factor = shown(found), words.factor(told)
    bottom = TOP + ROW * len(rows)
    description = "; ".join(tip(told, bar) for bar in rows[:5])
    picture = pictures.new("tornado", WIDTH, bottom + 92.0, title(told), description, words.corner(told))
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, bottom - TOP)
    best = found.best.mean * factor
    ends = [best, *(point.mean * factor for bar in rows for point in (bar.low, bar.high))]
    room = 0.13 * (max(ends) - min(ends)) or 1.0
    axes.set(xlim=(min(ends) - room, max(ends) + room), ylim=(len(rows) - 0.5, -0.5))
    marks.scale(axes, "x", words.axis(told), 8)
    names = [figures.name(bar.figure.path, say) for bar in rows]
    marks.rows(axes, names, [inks.INK if bar.told else inks.MUTED for bar in rows], range(len(rows)))
    dice = NORMAL * found.best.se * factor
    axes.axvspan(best - dice, best + dice, color=inks.INK, alpha=0.16, linewidth=0.0)
    for k, bar in enumerate(rows):
        for point, end in ((bar.low, bar.figure.low), (bar.high, bar.figure.high)):
            side(axes, told, bar, k, point, end)
    axes.axvline(best, color=inks.INK, linewidth=1.4)
    middle = say("sweep-tornado-best", best=words.best(told))
    marks.note(axes, middle, best, 1.0, 0.0, 5.0, xycoords=axes.get_xaxis_transform())
    bounds(axes, told)
    pictures.put(picture.figure, 0.0, bottom + 58.0, say("sweep-tornado-key"), color=inks.MUTED)
    return picture


def side(axes: Axes, told: Swept, bar: TornadoBar, k: int, point: MeasureAt, end: float) -> None:
    """One end of a bar, with the figure's value there."""
    found, factor = told.found, words.factor(told)
    best, there = found.best.mean * factor, point.mean * factor
    if there == best:
        return
    worse = (there > best) == (found.measure == "leakers")
    ink = inks.threat(0) if worse else inks.defence(0)
    (made,) = axes.barh([k], [there - best], THICK / ROW, left=best, color=ink, alpha=1.0 if bar.told else PALE)
    made.set_url(tip(told, bar))
    other = bar.high if point is bar.low else bar.low
    both_on_this_side = (other.mean - found.best.mean) * (point.mean - found.best.mean) > 0.0
    if both_on_this_side and abs(other.mean - found.best.mean) > abs(point.mean - found.best.mean):
        return  # its number would stand on the longer bar
    figure = at_end(bar, end)
    if point.short:
        figure = told.say("sweep-falls-short", value=figure)
    across, align = (4.0, "left") if there > best else (-4.0, "right")
    marks.note(axes, figure, there, k, across, 0.0, ha=align, va="center", size=9.5, color=inks.MUTED)


def at_end(bar: TornadoBar, end: float) -> str:
    """The end of a range as it is published."""
    figure = bar.figure
    numbers, unit = style.shown((figure.low, figure.best, figure.high), figure.unit)
    return words.with_unit(numbers[0 if end == figure.low else 2], unit)


def bounds(axes: Axes, told: Swept) -> None:
    """The verdict's thresholds, where they are in sight."""
    asked = told.found.verdict
    if asked is None:
        return
    low, high = axes.get_xlim()
    for bound in (asked.least, asked.most):
        at = bound * words.factor(told)
        if low < at < high:
            axes.axvline(at, color=inks.MUTED, linewidth=1.2, linestyle=(0.0, (2.0, 3.0)))
            name = told.say("common-verdict")
            marks.note(axes, name, at, 1.0, 0.0, 5.0, xycoords=axes.get_xaxis_transform(), color=inks.MUTED)


def tip(told: Swept, bar: TornadoBar) -> str:
    """A bar in words."""
    say = told.say
    low, high = (words.value(told, point.mean, point.se) for point in (bar.low, bar.high))
    ends = {"least": at_end(bar, bar.figure.low), "most": at_end(bar, bar.figure.high)}
    said = say("sweep-tornado-tip", figure=figures.name(bar.figure.path, say), low=low, high=high, **ends)
    return said if bar.told else say("sweep-tornado-pale", tip=said, raids=say.count(told.found.raids, "raid"))
