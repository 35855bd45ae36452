"""What each next unit adds, and what the sites would do alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.locales import Words
from openbmd.studies.site import words
from openbmd.studies.site.answer import Siting
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, TOP, ROW = 940.0, 66.0, 62.0, 30.0  # px
MIDDLE, NAMES = 440.0, 130.0  # px: where the right panel begins, and room for its names
THICK, ROOM = 0.62, 1.14  # 1: of a bar to its row, of an axis to its largest value
MOST = 12  # sites in the right panel
MOST_ADDS = 4  # that a title tells
MILLION = 1e6


def draw(found: Siting, say: Words) -> pictures.Picture:
    """Left: the best value for each number of units, by what each adds. Right: the sites, each alone."""
    order = [n for n in np.argsort(-found.adds_alone, kind="stable").tolist() if found.adds_alone[n] > 0.0][:MOST]
    bottom = TOP + ROW * max(len(found.best) + 1, len(order))
    description = " ".join(words.sentences(found, say))
    corner = words.corner(found, say)
    picture = pictures.new("adds", WIDTH, bottom + 76.0, title(found, say), description, corner)
    left = pictures.new_axes(picture.figure, LEFT, TOP, MIDDLE - LEFT, bottom - TOP)
    together(found, left, say)
    right = pictures.new_axes(picture.figure, MIDDLE + NAMES + 30.0, TOP, WIDTH - MIDDLE - NAMES - 50.0, bottom - TOP)
    alone(found, right, order, say)
    pictures.put(picture.figure, 0.0, bottom + 54.0, say("site-chart-key"), color=inks.MUTED)
    return picture


def title(found: Siting, say: Words) -> str:
    last = found.best[-1]
    if len(last.sites) < 2:
        return words.headline(found, say)
    adds = ", ".join(style.people(add) for add in last.adds[:MOST_ADDS])
    return say("site-chart-title", adds=say("site-chart-more", adds=adds) if len(last.adds) > MOST_ADDS else adds)


def together(found: Siting, axes: Axes, say: Words) -> None:
    """A bar for each number of units: what is there, then what each unit adds."""
    axes.set(xlim=(0.0, ROOM * found.total / MILLION), ylim=(len(found.best) + 0.5, -0.5))
    marks.scale(axes, "x", say("site-chart-together"), 4)
    axes.axvline(found.total / MILLION, color=inks.MUTED, linewidth=1.0, linestyle=(0.0, (2.0, 3.0)))
    for row, adds in enumerate([(), *(best.adds for best in found.best)]):
        start = found.before / MILLION
        axes.barh(row, start, THICK, color=inks.defence(0), alpha=0.75)
        for n, add in enumerate(adds):
            how: dict[str, Any] = {"edgecolor": inks.GROUND, "linewidth": 1.0, "alpha": 1.0 - 0.6 * n / len(adds)}
            axes.barh(row, add / MILLION, THICK, left=start, color=inks.defence(1), **how)
            start += add / MILLION
        marks.note(axes, style.significant(start), start, row, 5.0, -3.5, ha="left")
    more = (say("site-chart-units", units=str(n + 1)) for n in range(len(found.best)))
    names = [say("site-chart-none", fresh=words.fresh(found)), *more]
    marks.rows(axes, names, [inks.INK] * len(names), range(len(names)))


def alone(found: Siting, axes: Axes, order: list[int], say: Words) -> None:
    """The sites that would add most alone, those of the best choice in strong ink."""
    chosen = set(found.best[-1].sites)
    most = float(found.adds_alone.max()) / MILLION or found.total / MILLION
    axes.set(xlim=(0.0, ROOM * most), ylim=(max(len(order), len(found.best) + 1) - 0.5, -0.5))
    marks.scale(axes, "x", say("site-chart-alone"), 4)
    for row, n in enumerate(order):
        value = float(found.adds_alone[n]) / MILLION
        axes.barh(row, value, THICK, color=inks.defence(1), alpha=0.9 if n in chosen else 0.4)
        marks.note(axes, style.significant(value), value, row, 4.0, -3.5, ha="left")
    if not order:
        marks.note(axes, say("site-chart-nothing"), 0.5 * ROOM * most, 0.5 * len(found.best), color=inks.MUTED)
    colours = [inks.INK if n in chosen else inks.MUTED for n in order]
    marks.rows(axes, [found.sites[n].name for n in order], colours, range(len(order)))
