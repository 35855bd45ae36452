"""What the vehicle could reach from where: a ring of geodesics over the turning Earth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import degrees
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod, Proj

from openbmd import places_file
from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.theatre import (
    FAN,
    FAR,
    LEAST_HEIGHT,
    MOST_HEIGHT,
    REACH,
    TRACK,
    WIDTH,
    Labels,
    Theatre,
    ground,
    scale_bar,
)
from openbmd.records import Floats, Site
from openbmd.studies.infer import words
from openbmd.studies.infer.answer import ANYWHERE, Inference
from openbmd.studies.infer.reach import aim, polygon
from openbmd.studies.infer.words import Meant

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TOP = 30.0  # px, of the sheet below the title
ROOM = 1.08  # of the farthest ring
DENSE = 1e5  # m between the points of a shore that runs so far off
NAMED = ("Seoul", "Tokyo", "Beijing", "Guam")
FARTHEST = 1.55e7  # m, of a ring that can still be drawn


class Around(Theatre):
    """A sheet with the launch point in its middle that shows everything within a distance."""

    def __init__(self, centre: Site, reach: float) -> None:
        """reach: m from the centre that must be on the sheet."""
        longitude, latitude = degrees(centre.longitude), degrees(centre.latitude)
        self.projection = Proj(proj="aeqd", lon_0=longitude, lat_0=latitude, ellps="WGS84")
        self.width = WIDTH
        self.scale = min(WIDTH, MOST_HEIGHT) / (2.0 * reach)
        self.height = float(np.clip(2.0 * reach * self.scale, LEAST_HEIGHT, MOST_HEIGHT))
        self.left = -0.5 * self.width / self.scale
        self.top = 0.5 * self.height / self.scale

    def rings(self, found: Sequence[Floats]) -> list[Floats]:
        """Rings to fill, in pixels; what lies near the antipode is moved to the horizon."""
        return [self.to_horizon(ring) for ring in found]

    def to_horizon(self, line: Floats) -> Floats:
        """One line in pixels."""
        x, y = self.project(line)
        far = np.hypot(x, y)
        if far.max() > FAR:
            x, y = self.project(dense(line))
            far = np.hypot(x, y)
        pull = np.minimum(1.0, FAR / np.maximum(far, 1.0))
        return np.stack([(pull * x - self.left) * self.scale, (self.top - pull * y) * self.scale], axis=1)


def dense(line: Floats) -> Floats:
    """A line (N, 2) [deg] with points no more than DENSE [m] apart, along geodesics."""
    geod = Geod(ellps="WGS84")
    out = [line[:1]]
    for start, end in pairwise(line):
        length = geod.inv(start[0], start[1], end[0], end[1])[2]
        if length > DENSE:
            between = geod.npts(start[0], start[1], end[0], end[1], int(length / DENSE))
            out.append(np.array(between).reshape(-1, 2))
        out.append(end[None, :])
    return np.concatenate(out)


def can_draw(found: Inference) -> bool:
    """Whether there is a ring that a map can show."""
    return found.ring is not None and float(found.ring.best.max()) < min(FARTHEST, ANYWHERE)


def title(told: Meant) -> str:
    found, say = told
    assert found.ring is not None
    low, high = words.kilometres(found.ring.best.min()), words.kilometres(found.ring.best.max())
    return say("infer-ring-title", site=found.question.site_name, low=low, high=high)


def draw(told: Meant, corner: str) -> pictures.Picture:
    """The ring with its band, the launch point and the reported impact."""
    found, say = told
    launch, ring, report = found.question.launch, found.ring, found.answer.report
    assert launch is not None
    assert ring is not None
    theatre = Around(launch, ROOM * min(float(ring.high.max()), FARTHEST))
    description, height = say("infer-ring-description"), TOP + theatre.height + 24.0
    picture = pictures.new("ring", theatre.width, height, title(told), description, corner)
    axes = pictures.new_axes(picture.figure, 0.0, TOP, theatre.width, theatre.height)
    ground(axes, theatre)
    near, best, far = (
        theatre.pixels(polygon(launch, np.minimum(edge, FARTHEST))) for edge in (ring.low, ring.best, ring.high)
    )
    marks.areas(axes, [far], [say("infer-ring-far")], facecolor=(inks.MUTED, 0.05), **FAN)
    marks.lines(axes, [near], [say("infer-ring-near")], color=inks.defence(0), **REACH)
    marks.lines(axes, [best], [say("infer-ring-best")], color=inks.defence(0), **TRACK)
    points = [(launch, found.question.site_name)]
    if not np.isnan(found.question.bearing):
        lengths = np.linspace(0.0, report.range, 40)
        track = np.array([place(aim(launch, found.question.bearing, length)) for length in lengths])
        marks.lines(axes, [theatre.pixels(track)], [say("infer-ring-flight")], color=inks.threat(0), **TRACK)
        points.append((aim(launch, found.question.bearing, report.range), say("infer-ring-impact")))
    labels = Labels(theatre.width, theatre.height)
    crosses = named(axes, theatre, labels, points, 4.0, inks.threat(0))
    marks.points(axes, crosses, marker="x", linewidths=2.1)
    towns = [(places_file.read(name).site, name) for name in NAMED if name in places_file.names()]
    dots = named(axes, theatre, labels, towns, 2.2, inks.MUTED)
    marks.points(axes, dots, edgecolors=inks.GROUND, linewidths=1.0)
    scale_bar(axes, theatre, 58.0, theatre.height - 28.0)
    pictures.put(picture.figure, 0.0, height - 5.0, say("infer-ring-key"), color=inks.MUTED)
    return picture


def place(site: Site) -> tuple[float, float]:
    return degrees(site.longitude), degrees(site.latitude)


def named(
    axes: Axes, theatre: Theatre, labels: Labels, points: Sequence[tuple[Site, str]], radius: float, ink: str
) -> list[Mark]:
    """A mark for each point on the sheet, its name beside it where there is room."""
    spots, made = theatre.pixels(np.array([place(site) for site, _ in points])), []
    for (x, y), inside, (_, name) in zip(spots.tolist(), theatre.inside(spots), points, strict=True):
        if not inside:
            continue
        made.append(Mark(x, y, radius, ink, name))
        labels.keep_clear(x, y, 5.0)
        found = labels.place(x, y, 5.0, name, 11.0)
        if found is not None:
            axes.text(found[0], found[1], name, size=10.5, ha=found[2], gid=pictures.HALO)
    return made
