"""What the vehicle could reach from where: a ring of geodesics over the turning Earth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import degrees

import numpy as np
from pyproj import Geod, Proj

from openbmd import places_file
from openbmd.infer.answers import ANYWHERE, Inference
from openbmd.infer.reach import aim, polygon
from openbmd.products import infer_words, legend
from openbmd.products.drawing import Drawing
from openbmd.products.theatre import LEAST_HEIGHT, MOST_HEIGHT, WIDTH, Labels, Theatre, ground, scale_bar
from openbmd.records import Floats, Site

TOP = 30.0  # px, of the sheet below the title
ROOM = 1.08  # of the farthest ring
HORIZON = 1.65e7  # m: a point farther off is drawn there, since an azimuthal map tears at the antipode
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

    def many(self, lines: Sequence[Floats]) -> list[Floats]:
        """Lines (N, 2) [deg longitude, deg latitude] in pixels; what lies near the antipode is moved to the horizon."""
        return [self.to_horizon(line) for line in lines]

    def to_horizon(self, line: Floats) -> Floats:
        """One line in pixels."""
        x, y = self.project(line)
        far = np.hypot(x, y)
        if far.max() > HORIZON:
            x, y = self.project(dense(line))
            far = np.hypot(x, y)
        pull = np.minimum(1.0, HORIZON / np.maximum(far, 1.0))
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


def title(found: Inference) -> str:
    assert found.ring is not None
    low, high = infer_words.kilometres(found.ring.best.min()), infer_words.kilometres(found.ring.best.max())
    return f"From {found.question.site_name} with that payload: {low} km against the Earth's turn, {high} km with it"


def draw(found: Inference, corner: str) -> Drawing:
    """The ring with its band, the launch point and the reported impact."""
    launch, ring = found.question.launch, found.ring
    assert launch is not None
    assert ring is not None
    outer = min(float(ring.high.max()), FARTHEST)
    theatre = Around(launch, ROOM * outer)
    height = TOP + theatre.height + 24.0
    drawing = Drawing("ring", theatre.width, height, title(found), "Map of the launch point with a ring of ranges.")
    drawing.heading()
    drawing.clip("sheet", 0, 0, theatre.width, theatre.height)
    drawing.add(f'<g transform="translate(0 {TOP:g})" style="--halo:var(--land)">')
    drawing.open(clip="sheet")
    ground(drawing, theatre, places_file.land(), places_file.coastlines(), places_file.borders())
    edges = [theatre.pixels(polygon(launch, np.minimum(edge, FARTHEST))) for edge in (ring.low, ring.best, ring.high)]
    drawing.path(edges[2], "fan", closed=True, tip="the far end of the band")
    drawing.path(edges[0], "reach stroke d0", closed=True, tip="the near end of the band")
    drawing.path(edges[1], "track stroke d0", closed=True, tip="best estimate")
    labels = Labels(theatre.width, theatre.height)
    mark(drawing, theatre, labels, launch, found.question.site_name, "t0")
    if not np.isnan(found.question.bearing):
        report = found.answer.report
        lengths = np.linspace(0.0, report.range, 40)
        track = np.array([place(aim(launch, found.question.bearing, length)) for length in lengths])
        drawing.path(theatre.pixels(track), "track stroke t0", tip="the reported flight")
        mark(drawing, theatre, labels, aim(launch, found.question.bearing, report.range), "reported impact", "t0")
    for name in NAMED:
        if name in places_file.names():
            mark(drawing, theatre, labels, places_file.read(name).site, name, "")
    drawing.close()
    drawing.rect(0, 0, theatre.width, theatre.height, "frame")
    scale_bar(drawing, theatre, 58.0, theatre.height - 28.0)
    drawing.close()
    words = "line: best estimate · dotted and outer line: its band · coast and borders: Natural Earth"
    drawing.text(0, height - 5, words, "note")
    drawing.text(theatre.width, height - 5, corner, "note end")
    return drawing


def place(site: Site) -> tuple[float, float]:
    return degrees(site.longitude), degrees(site.latitude)


def mark(drawing: Drawing, theatre: Theatre, labels: Labels, site: Site, name: str, colour: str) -> None:
    """A point with its name where there is room for it."""
    x, y = theatre.pixels(np.array([place(site)]))[0].tolist()
    if not 0.0 < x < theatre.width or not 0.0 < y < theatre.height:
        return
    if colour:
        legend.cross(drawing, x, y, colour, name)
    else:
        drawing.circle(x, y, 2.2, "dot muted", name)
    labels.keep_clear(x, y, 5.0)
    found = labels.place(x, y, 5.0, name, 11.0)
    if found is not None:
        drawing.text(found[0], found[1], name, f"small halo {found[2]}")
