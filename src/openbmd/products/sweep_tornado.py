"""The tornado: each figure alone at the ends of its published range, all others at best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.pictures import Picture
from openbmd.products import sweep_words
from openbmd.products.drivers_chart import figure_name
from openbmd.studies.sweep.alone import Bar, Point
from openbmd.studies.sweep.study import Sweep
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, RIGHT = 940.0, 330.0, 40.0  # px
TOP, ROW, THICK = 62.0, 24.0, 14.0  # px
MOST = 16  # rows
PALE = 0.32  # 1, of what is within the dice
NORMAL = 1.96  # standard errors on each side of 95 %


def shown(found: Sweep) -> tuple[Bar, ...]:
    """The bars worth drawing, longest first."""
    moving = tuple(bar for bar in found.bars if bar.swing > 0.0)
    return moving[:MOST]


def title(found: Sweep) -> str:
    told = [bar for bar in found.bars if bar.told]
    if not told:
        return "Taken alone, no figure moves the answer beyond the dice"
    first = told[0]
    low, high = (sweep_words.value(found, point.mean, point.se) for point in (first.low, first.high))
    name = sweep_words.spoken(first.figure.path)
    return f"Taken alone, {name} moves the answer most: {low} at its low end, {high} at its high"


def draw(found: Sweep, corner: str) -> Picture:
    rows, scale = shown(found), sweep_words.scale(found)
    bottom = TOP + ROW * len(rows)
    description = "; ".join(tip(found, bar) for bar in rows[:5])
    picture = pictures.new("tornado", WIDTH, bottom + 92.0, title(found), description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, bottom - TOP)
    best = found.best.mean * scale.factor
    ends = [best, *(point.mean * scale.factor for bar in rows for point in (bar.low, bar.high))]
    room = 0.13 * (max(ends) - min(ends)) or 1.0
    axes.set(xlim=(min(ends) - room, max(ends) + room), ylim=(len(rows) - 0.5, -0.5))
    marks.scale(axes, "x", sweep_words.axis(found), 8)
    names = [figure_name(bar.figure.path) for bar in rows]
    marks.rows(axes, names, [inks.INK if bar.told else inks.MUTED for bar in rows], range(len(rows)))
    dice = NORMAL * found.best.se * scale.factor
    axes.axvspan(best - dice, best + dice, color=inks.INK, alpha=0.16, linewidth=0.0)
    for k, bar in enumerate(rows):
        for point, end in ((bar.low, bar.figure.low), (bar.high, bar.figure.high)):
            side(axes, found, bar, k, point, end)
    axes.axvline(best, color=inks.INK, linewidth=1.4)
    words = f"best figures: {sweep_words.best(found)}"
    marks.note(axes, words, best, 1.0, 0.0, 5.0, xycoords=axes.get_xaxis_transform())
    bounds(axes, found)
    how = (
        "orange: worse for the defence; blue: better; numbers: the figure's value there. Grey stripe: 95 % of the "
        "dice; pale bars stay within them"
    )
    pictures.put(picture.figure, 0.0, bottom + 58.0, how, color=inks.MUTED)
    return picture


def side(axes: Axes, found: Sweep, bar: Bar, k: int, point: Point, end: float) -> None:
    """One end of a bar, with the figure's value there."""
    factor = sweep_words.scale(found).factor
    best, there = found.best.mean * factor, point.mean * factor
    if there == best:
        return
    worse = (there > best) == (found.measure == "leakers")
    ink = inks.threat(0) if worse else inks.defence(0)
    (made,) = axes.barh([k], [there - best], THICK / ROW, left=best, color=ink, alpha=1.0 if bar.told else PALE)
    made.set_url(tip(found, bar))
    other = bar.high if point is bar.low else bar.low
    both_on_this_side = (other.mean - found.best.mean) * (point.mean - found.best.mean) > 0.0
    if both_on_this_side and abs(other.mean - found.best.mean) > abs(point.mean - found.best.mean):
        return  # its number would stand on the longer bar
    words = at_end(bar, end)
    if point.short:
        words += " (falls short)"
    across, align = (4.0, "left") if there > best else (-4.0, "right")
    marks.note(axes, words, there, k, across, 0.0, ha=align, va="center", size=9.5, color=inks.MUTED)


def at_end(bar: Bar, end: float) -> str:
    """The end of a range as it is published."""
    figure = bar.figure
    numbers, unit = style.shown((figure.low, figure.best, figure.high), figure.unit)
    return sweep_words.with_unit(numbers[0 if end == figure.low else 2], unit)


def bounds(axes: Axes, found: Sweep) -> None:
    """The verdict's thresholds, where they are in sight."""
    if found.verdict is None:
        return
    low, high = axes.get_xlim()
    for bound in (found.verdict.least, found.verdict.most):
        at = bound * sweep_words.scale(found).factor
        if low < at < high:
            axes.axvline(at, color=inks.MUTED, linewidth=1.2, linestyle=(0.0, (2.0, 3.0)))
            marks.note(axes, "verdict", at, 1.0, 0.0, 5.0, xycoords=axes.get_xaxis_transform(), color=inks.MUTED)


def tip(found: Sweep, bar: Bar) -> str:
    """A bar in words."""
    ends = []
    for point, end in ((bar.low, bar.figure.low), (bar.high, bar.figure.high)):
        ends.append(f"{sweep_words.value(found, point.mean, point.se)} at {at_end(bar, end)}")
    within = "" if bar.told else f" (within the dice, {style.count(found.raids, 'raid')})"
    return f"{figure_name(bar.figure.path)}: {', '.join(ends)}{within}"
