"""How the range hangs on what is not known: the build of the vehicle, and its payload."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.pictures import Picture
from openbmd.locales import Words
from openbmd.studies.infer import words
from openbmd.studies.infer.answer import FittedBand
from openbmd.studies.infer.words import Meant
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, ACROSS = 460.0, 132.0, 312.0  # px
TOP, ROW = 54.0, 30.0  # px


def by_build(told: Meant, corner: str) -> Picture:
    """Range of each build that fits, with its part of the fitted vehicles."""
    found, say = told
    rows = [(words.build(one.name, say), style.percent(one.share), one.range) for one in found.builds]
    return bars("builds", say, rows, corner)


def by_payload(told: Meant, corner: str) -> Picture:
    """Range of the same vehicles with more or less payload."""
    found, say = told
    mass = found.question.payload_mass
    rows = []
    for one in found.payloads:
        ratio = say("infer-bars-ratio", ratio=f"{one.ratio:g}")
        name = ratio if isnan(mass) else say("infer-kg", kg=words.whole(one.ratio * mass))
        rows.append((name, say("infer-bars-as-flown") if one.ratio == 1.0 else "", one.range))
    return bars("payloads", say, rows, corner)


def mark(axes: Axes, y: float, values: Sequence[float], wide: float, tip: str, best: str) -> None:
    """A band of low, best and high, `wide` [px], with a stroke of its own ink at the best."""
    low, middle, high = values
    marks.lines(axes, [[(low, y), (high, y)]], [tip], color=inks.defence(0), alpha=0.32, linewidth=wide, clip_on=False)
    marks.points(axes, [Mark(middle, y, wide / 2 + 3.0, best, tip)], marker="|", linewidths=1.6, clip_on=False)


def bars(name: str, say: Words, rows: list[tuple[str, str, FittedBand]], corner: str) -> Picture:
    """A band for each row on one axis of range."""
    bottom, places = TOP + ROW * len(rows), range(len(rows))
    description = "; ".join(say("infer-bars-row", name=row[0], reach=words.reach(row[2], say)) for row in rows)
    title = say(f"infer-bars-{name}")
    picture = pictures.new(name, WIDTH, bottom + 66.0, title, description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP - 6.0, ACROSS, bottom - TOP + 6.0)
    low, high = min(row[2].low for row in rows), max(row[2].high for row in rows)
    room = 0.08 * (high - low) + 1e3
    axes.set(xlim=(1e-3 * max(low - room, 0.0), 1e-3 * (high + room)), ylim=(len(rows) - 0.5, -0.5 - 6.0 / ROW))
    marks.scale(axes, "x", say("infer-bars-axis"), 5)
    axes.spines["bottom"].set_visible(False)
    for k, row in enumerate(rows):
        mark(axes, k, [1e-3 * value for value in row[2]], 12.0, words.reach(row[2], say), inks.defence(0))
    shifts = [0.13 if beside else 0.0 for _, beside, _ in rows]
    marks.rows(axes, [row[0] for row in rows], [inks.INK] * len(rows), [k - shifts[k] for k in places])
    marks.rows(axes, [row[1] for row in rows], [inks.MUTED] * len(rows), [k + 0.24 for k in places])
    pictures.put(picture.figure, LEFT, bottom + 47.0, say(f"infer-bars-{name}-key"), color=inks.MUTED)
    return picture
