"""The flight as reported, and the same vehicle's minimum-energy flight, from the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.studies.infer import pictures_bars, words
from openbmd.studies.infer.answer import Path
from openbmd.studies.infer.words import Meant

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, ACROSS, TOP = 940.0, 64.0, 856.0, 62.0  # px
TALLEST = 430.0  # px, of the plot


def title(told: Meant) -> str:
    found, say = told
    if found.anywhere or found.range is None:
        return say("infer-profile-endless")
    return say("infer-profile-title", km=words.kilometres(found.range.best))


def draw(told: Meant, corner: str) -> pictures.Picture:
    """Both flights at one scale for height and distance."""
    found, say = told
    flown, flat = found.flown, found.least_energy
    paths = [path for path in (flown, flat) if path is not None]
    far = max(float(path.distance.max()) for path in paths)
    if found.range is not None and flat is not None:
        far = max(far, found.range.high)
    high = 1.08 * max(float(path.altitude.max()) for path in paths)
    scale = min(ACROSS / (1.06 * far), TALLEST / high)  # px/m
    tall = scale * high
    description = say("infer-profile-description")
    picture = pictures.new("profile", WIDTH, TOP + tall + 62.0, title(told), description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, ACROSS, tall)
    axes.set(xlim=(0.0, 1e-3 * ACROSS / scale), ylim=(0.0, 1e-3 * high))
    marks.scale(axes, "y", say("infer-profile-altitude"), 5)
    marks.scale(axes, "x", say("infer-profile-distance"), 8)
    axes.grid(visible=False, axis="x")
    if found.range is not None and flat is not None:
        values = [1e-3 * value for value in found.range]
        pictures_bars.mark(axes, 0.0, values, 10.0, words.reach(found.range, say), inks.INK)
        marks.note(axes, say("common-km", km=words.kilometres(found.range.best)), values[1], 0.0, up=13.0)
    if flat is not None:
        curve(axes, flat, say("infer-profile-flat"), inks.defence(0), told)
    if flown is not None:
        curve(axes, flown, say("infer-card-reported"), inks.threat(0), told)
    return picture


def curve(axes: Axes, path: Path, name: str, ink: str, told: Meant) -> None:
    """A flight with its name over its top, or beside it where there is no room."""
    points = 1e-3 * np.stack([path.distance, path.altitude], axis=1)
    marks.lines(axes, [points], [name], color=ink, linewidth=1.6, alpha=0.85, clip_on=False)
    x, y = points[np.argmax(points[:, 1])].tolist()
    flown = words.minutes(path.time, told.say)
    said = told.say("infer-profile-curve", km=words.whole(y), name=name, minutes=flown)
    if axes.transData.transform((x, y))[0] < LEFT + 120.0:
        marks.note(axes, said, x, y, 34.0, -7.0, ha="left", color=ink)
    else:
        marks.note(axes, said, x, y, up=7.0, color=ink)
