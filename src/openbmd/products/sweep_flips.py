"""Where each figure alone turns the verdict, on the scale of its own published range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.pictures import Picture
from openbmd.kinds import Figure
from openbmd.products import sweep_words
from openbmd.products.drivers_chart import figure_name
from openbmd.studies.sweep.study import Sweep
from openbmd.studies.sweep.turning_points import Flip

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, RIGHT = 940.0, 330.0, 250.0  # px
TOP, ROW, THICK = 68.0, 28.0, 13.0  # px
MOST = 16  # rows
INKS = {"inside": inks.threat(0), "outside": inks.defence(0), "unresolved": inks.MUTED}


def title(found: Sweep) -> str:
    inside = [flip for flip in found.flips if flip.where == "inside"]
    words = sweep_words.verdict_words(found)
    if not inside:
        return f"No figure alone turns the verdict {words} inside its published range"
    if len(inside) == 1:
        figure = sweep_words.capital(sweep_words.spoken(inside[0].path))
        return f"{figure} alone can turn the verdict {words} inside its published range"
    return f"{len(inside)} figures, each alone, can turn the verdict {words} inside their published ranges"


def across(figure: Figure, value: float) -> float:
    """Where a value lies: 0 at the low end of the published range, 1 at the high."""
    return (value - figure.low) / (figure.high - figure.low)


def draw(found: Sweep, corner: str) -> Picture:
    rows = found.flips[:MOST]
    ranges = {figure.path: figure for figure in found.figures}
    bottom = TOP + ROW * len(rows)
    tips = [f"{figure_name(flip.path)}: {sweep_words.flip_words(ranges[flip.path], flip)}" for flip in rows]
    picture = pictures.new("flips", WIDTH, bottom + 92.0, title(found), "; ".join(tips), corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, bottom - TOP)
    axes.set(xlim=(-1.05, 2.05), ylim=(len(rows) - 0.5, -0.5), xticks=[-1.0, 0.0, 1.0, 2.0])
    axes.set_xticklabels(["its width below", "low", "high", "its width above"])
    axes.grid(visible=True, axis="x")
    places = range(len(rows))
    marks.rows(axes, [figure_name(flip.path) for flip in rows], [inks.INK] * len(rows), places)
    axes.barh(places, [1.0] * len(rows), THICK / ROW, color=inks.INK, alpha=0.14)
    bests = [across(ranges[flip.path], ranges[flip.path].best) for flip in rows]
    axes.vlines(bests, [k - 0.3 for k in places], [k + 0.3 for k in places], color=inks.INK, linewidth=1.6)
    for k, flip in enumerate(rows):
        row(axes, ranges[flip.path], flip, k, tips[k])
        words = sweep_words.with_unit(*sweep_words.in_unit(ranges[flip.path], flip.value))
        published = sweep_words.published(ranges[flip.path])
        marks.note(
            axes,
            words,
            2.12,
            k,
            0.0,
            0.0,
            ha="left",
            va="center",
            weight="bold",
            color=INKS[flip.where],
            annotation_clip=False,
        )
        marks.note(
            axes,
            published,
            2.12,
            k,
            80.0,
            0.0,
            ha="left",
            va="center",
            color=inks.MUTED,
            size=9.5,
            annotation_clip=False,
        )

    pictures.put(picture.figure, WIDTH - RIGHT + 8.0, TOP - 5.0, "turns at", color=inks.MUTED)
    pictures.put(picture.figure, WIDTH - RIGHT + 88.0, TOP - 5.0, "published low – best – high", color=inks.MUTED)
    how = (
        "grey: published range; stroke: best; orange: the verdict turns inside; blue: outside; grey dot: the dice do "
        "not tell; pale: what the dice leave open"
    )
    pictures.put(picture.figure, 0.0, bottom + 58.0, how, color=inks.MUTED)
    return picture


def row(axes: Axes, figure: Figure, flip: Flip, k: int, tip: str) -> None:
    """One flip with what the dice leave open."""
    ink = INKS[flip.where]
    low, high = across(figure, flip.low), across(figure, flip.high)
    marks.lines(axes, [[(low, k), (high, k)]], [tip], color=ink, alpha=0.4, linewidth=7.0)
    marks.points(axes, [Mark(across(figure, flip.value), k, 5.0, ink, tip)], edgecolors=inks.GROUND, linewidths=1.0)
