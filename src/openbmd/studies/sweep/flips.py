"""Where each figure alone turns the verdict, on the scale of its own published range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.pictures import Picture
from openbmd.kinds import Figure
from openbmd.studies.sweep import words
from openbmd.studies.sweep.turning_points import TurningPoint
from openbmd.studies.sweep.words import Swept
from openbmd.telling import figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, RIGHT = 940.0, 330.0, 250.0  # px
TOP, ROW, THICK = 68.0, 28.0, 13.0  # px
MOST = 16  # rows
INKS = {"inside": inks.threat(0), "outside": inks.defence(0), "unresolved": inks.MUTED}


def title(told: Swept) -> str:
    found, say = told
    inside = [flip for flip in found.flips if flip.where == "inside"]
    figure = words.capital(words.spoken(inside[0].path, say)) if inside else ""
    turned = {"verdict": words.verdict_words(told), "figure": figure}
    return say("sweep-flips-title", number=len(inside), shown=str(len(inside)), **turned)


def across(figure: Figure, value: float) -> float:
    """Where a value lies: 0 at the low end of the published range, 1 at the high."""
    return (value - figure.low) / (figure.high - figure.low)


def draw(told: Swept) -> Picture:
    found, say = told
    rows = found.flips[:MOST]
    ranges = {figure.path: figure for figure in found.figures}
    names = [figures.name(flip.path, say) for flip in rows]
    bottom = TOP + ROW * len(rows)
    turned = [words.flip_words(ranges[flip.path], flip, say) for flip in rows]
    tips = [say("sweep-flips-tip", figure=name, at=at) for name, at in zip(names, turned, strict=True)]
    picture = pictures.new("flips", WIDTH, bottom + 92.0, title(told), "; ".join(tips), words.corner(told))
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, bottom - TOP)
    axes.set(xlim=(-1.05, 2.05), ylim=(len(rows) - 0.5, -0.5), xticks=[-1.0, 0.0, 1.0, 2.0])
    ends = (say("figures-low"), say("figures-high"))
    axes.set_xticklabels([say("sweep-width-below"), *ends, say("sweep-width-above")])
    axes.grid(visible=True, axis="x")
    places = range(len(rows))
    marks.rows(axes, names, [inks.INK] * len(rows), places)
    axes.barh(places, [1.0] * len(rows), THICK / ROW, color=inks.INK, alpha=0.14)
    bests = [across(ranges[flip.path], ranges[flip.path].best) for flip in rows]
    axes.vlines(bests, [k - 0.3 for k in places], [k + 0.3 for k in places], color=inks.INK, linewidth=1.6)
    beside: dict[str, Any] = {"ha": "left", "va": "center", "annotation_clip": False}
    for k, flip in enumerate(rows):
        figure = ranges[flip.path]
        row(axes, figure, flip, k, tips[k])
        at = words.with_unit(*words.in_unit(figure, flip.value))
        marks.note(axes, at, 2.12, k, 0.0, 0.0, weight="bold", color=INKS[flip.where], **beside)
        marks.note(axes, words.published(figure), 2.12, k, 80.0, 0.0, color=inks.MUTED, size=9.5, **beside)
    pictures.put(picture.figure, WIDTH - RIGHT + 8.0, TOP - 5.0, say("sweep-turns-at"), color=inks.MUTED)
    order = say("sweep-published-order")
    pictures.put(picture.figure, WIDTH - RIGHT + 88.0, TOP - 5.0, order, color=inks.MUTED)
    pictures.put(picture.figure, 0.0, bottom + 58.0, say("sweep-flips-key"), color=inks.MUTED)
    return picture


def row(axes: Axes, figure: Figure, flip: TurningPoint, k: int, tip: str) -> None:
    """One flip with what the dice leave open."""
    ink = INKS[flip.where]
    low, high = across(figure, flip.low), across(figure, flip.high)
    marks.lines(axes, [[(low, k), (high, k)]], [tip], color=ink, alpha=0.4, linewidth=7.0)
    marks.points(axes, [Mark(across(figure, flip.value), k, 5.0, ink, tip)], edgecolors=inks.GROUND, linewidths=1.0)
