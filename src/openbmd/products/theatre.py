"""The sheet that a map is drawn on: projection, extent, land, label places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from openbmd.products.drawing import Drawing, ticks, trace, width_of
from openbmd.records import Floats

if TYPE_CHECKING:
    from pyproj import Proj

WIDTH = 940.0  # px
LEAST_HEIGHT, MOST_HEIGHT = 440.0, 840.0  # px
LEAST_SPAN = 250e3  # m, however close together the sites are
FAR = 1.5e7  # m from the centre: beyond it an azimuthal map tears


class Theatre:
    """An azimuthal equidistant map about the middle of what it must show."""

    def __init__(self, lonlat: Floats) -> None:
        """lonlat: (N, 2) [deg], the points that must be on the sheet."""
        self.projection = projection_about(lonlat)
        x, y = self.project(lonlat)
        middle = np.array([x.max() + x.min(), y.max() + y.min()]) / 2.0
        span = np.maximum([np.ptp(x), np.ptp(y)], LEAST_SPAN) * 1.16
        self.scale = min(WIDTH / span[0], MOST_HEIGHT / span[1])  # px/m
        self.width, self.height = WIDTH, float(np.clip(span[1] * self.scale, LEAST_HEIGHT, MOST_HEIGHT))
        self.left = middle[0] - self.width / 2.0 / self.scale
        self.top = middle[1] + self.height / 2.0 / self.scale

    def project(self, lonlat: Floats) -> tuple[Floats, Floats]:
        """Metres east and north of the centre."""
        x, y = self.projection(lonlat[:, 0], lonlat[:, 1])
        return np.asarray(x), np.asarray(y)

    def pixels(self, lonlat: Floats) -> Floats:
        """(N, 2) [px] of (N, 2) [deg longitude, deg latitude]."""
        x, y = self.project(lonlat)
        return np.stack([(x - self.left) * self.scale, (self.top - y) * self.scale], axis=1)

    def inside(self, points: Floats, margin: float = 0.0) -> np.ndarray:
        """Which points (N, 2) [px] lie on the sheet."""
        x, y = points[:, 0], points[:, 1]
        return (x > -margin) & (x < self.width + margin) & (y > -margin) & (y < self.height + margin)

    def pieces(self, points: Floats) -> list[Floats]:
        """A line (N, 2) [px] cut to the sheet and a rim: its runs there."""
        near = self.inside(points, 60.0)
        if not near.any():
            return []
        near[1:] |= near[:-1].copy()
        near[:-1] |= near[1:].copy()
        near &= np.hypot(points[:, 0] - self.width / 2, points[:, 1] - self.height / 2) < FAR * self.scale
        edges = np.flatnonzero(np.diff(near.astype(np.int8))) + 1
        return [run for run, on in zip(np.split(points, edges), np.split(near, edges), strict=True) if on[0]]

    def area(self, points: Floats) -> Floats:
        """A ring (N, 2) [px] with all that is far off pushed on to a rim around the sheet; empty when none is near."""
        rim = np.clip(points, -80.0, [self.width + 80.0, self.height + 80.0])
        moved = np.any(rim != np.roll(rim, 1, axis=0), axis=1)
        spread = np.ptp(rim, axis=0)
        return rim[moved] if spread.min() > 0.0 else rim[:0]

    def many(self, lines: Sequence[Floats]) -> list[Floats]:
        """Lines (N, 2) [deg longitude, deg latitude] in pixels, those that are nowhere near left out."""
        if not lines:
            return []
        ends = np.cumsum([len(line) for line in lines])[:-1]
        points = np.split(self.pixels(np.concatenate(lines)), ends)
        far = FAR * self.scale
        return [line for line in points if np.abs(line - (self.width / 2, self.height / 2)).max() < far]


def projection_about(lonlat: Floats) -> Proj:
    """Azimuthal equidistant about the mean direction of points (N, 2) [deg]."""
    from pyproj import Proj

    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    mean = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]).mean(axis=1)
    centre_lon, centre_lat = (
        np.degrees(np.arctan2(mean[1], mean[0])),
        np.degrees(np.arctan2(mean[2], np.hypot(*mean[:2]))),
    )
    return Proj(proj="aeqd", lon_0=round(float(centre_lon), 3), lat_0=round(float(centre_lat), 3), ellps="WGS84")


def ground(
    drawing: Drawing, theatre: Theatre, land: Sequence[Floats], coast: Sequence[Floats], borders: Sequence[Floats]
) -> None:
    """Sea, land, graticule and borders."""
    drawing.rect(0, 0, theatre.width, theatre.height, "sea")
    rings = [trace(theatre.area(ring), closed=True) for ring in theatre.many(land)]
    drawing.add(f'<path class="land" d="{"".join(rings)}"/>')
    graticule(drawing, theatre)
    for lines, classes in ((coast, "coast"), (borders, "border")):
        runs = [trace(run) for line in theatre.many(lines) for run in theatre.pieces(line)]
        drawing.add(f'<path class="{classes}" d="{"".join(runs)}"/>')


def graticule(drawing: Drawing, theatre: Theatre) -> None:
    """Parallels and meridians with their names where they meet the left and lower edge."""
    rim = edge_lonlat(theatre)
    if rim is None:
        return
    west, east, south, north = rim
    for latitude in ticks(south, north, 4):
        longitudes = np.linspace(west, east, 80)
        points = theatre.pixels(np.stack([longitudes, np.full(80, latitude)], axis=1))
        drawing.path(points, "graticule")
        met = int(np.argmin(np.abs(points[:, 0] - 4.0)))
        if 20.0 < points[met, 1] < theatre.height - 30.0:
            name = f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}"
            drawing.text(5.0, points[met, 1] - 3.0, name, "tick halo")
    for longitude in ticks(west, east, 4):
        latitudes = np.linspace(south, north, 80)
        points = theatre.pixels(np.stack([np.full(80, longitude), latitudes], axis=1))
        drawing.path(points, "graticule")
        met = int(np.argmin(np.abs(points[:, 1] - (theatre.height - 4.0))))
        if 60.0 < points[met, 0] < theatre.width - 40.0:
            turned = (longitude + 180.0) % 360.0 - 180.0
            name = f"{abs(turned):g}° {'E' if turned >= 0 else 'W'}"
            drawing.text(points[met, 0] + 3.0, theatre.height - 5.0, name, "tick halo")


def edge_lonlat(theatre: Theatre) -> tuple[float, float, float, float] | None:
    """West, east, south, north [deg] of the sheet; None where the sheet is so wide that the question has no answer."""
    t = np.linspace(0.0, 1.0, 25)
    w, h = theatre.width, theatre.height
    rim = np.concatenate(
        [
            np.stack([w * t, 0 * t], 1),
            np.stack([w * t, 0 * t + h], 1),
            np.stack([0 * t, h * t], 1),
            np.stack([0 * t + w, h * t], 1),
        ]
    )
    lon, lat = theatre.projection(
        rim[:, 0] / theatre.scale + theatre.left, theatre.top - rim[:, 1] / theatre.scale, inverse=True
    )
    centre = theatre.projection(w / 2 / theatre.scale + theatre.left, theatre.top - h / 2 / theatre.scale, inverse=True)
    lon, lat = np.asarray(lon), np.asarray(lat)
    if not (np.all(np.isfinite(lon)) and np.all(np.isfinite(lat))) or np.hypot(w, h) / theatre.scale > 1.6e7:
        return None
    around = (lon - centre[0] + 180.0) % 360.0 - 180.0 + centre[0]
    return float(around.min()), float(around.max()), float(lat.min()), float(lat.max())


def scale_bar(drawing: Drawing, theatre: Theatre, x: float, y: float) -> None:
    """A round length, about a seventh of the sheet."""
    length = max(ticks(0.0, 150.0 / theatre.scale, 2)) or 1e5
    width = length * theatre.scale
    drawing.line(x, y, x + width, y, "inkline")
    for end in (x, x + width):
        drawing.line(end, y - 4, end, y + 4, "inkline")
    drawing.text(x + width / 2, y - 6, f"{length / 1e3:,.0f} km", "small middle halo")


class Labels:
    """Puts names beside points so that they do not lie on one another; a name without room is left to its tip."""

    def __init__(self, width: float, height: float) -> None:
        self.taken: list[tuple[float, float, float, float]] = []
        self.width, self.height = width, height

    def keep_clear(self, x: float, y: float, radius: float) -> None:
        self.taken.append((x - radius, y - radius, x + radius, y + radius))

    def free(self, box: tuple[float, float, float, float]) -> bool:
        x0, y0, x1, y1 = box
        if x0 < 2 or y0 < 2 or x1 > self.width - 2 or y1 > self.height - 2:
            return False
        return not any(x0 < b[2] and x1 > b[0] and y0 < b[3] and y1 > b[1] for b in self.taken)

    def place(
        self, x: float, y: float, radius: float, words: str, size: float = 12.0
    ) -> tuple[float, float, str] | None:
        """Where the text goes and its anchor class, or None."""
        wide, gap = width_of(words, size), radius + 4.0
        for dx, dy, anchor in (
            (gap, 0.36 * size, ""), (-gap, 0.36 * size, "end"),
            (0.0, gap + 0.75 * size, "middle"), (0.0, -gap, "middle"),
            (0.75 * gap, gap + 0.3 * size, ""), (-0.75 * gap, gap + 0.3 * size, "end"),
            (0.75 * gap, -0.75 * gap, ""), (-0.75 * gap, -0.75 * gap, "end"),
        ):  # fmt: skip
            at, base = x + dx, y + dy
            left = at - (wide if anchor == "end" else wide / 2 if anchor == "middle" else 0.0)
            box = (left, base - 0.8 * size, left + wide, base + 0.25 * size)
            if self.free(box):
                self.taken.append(box)
                return at, base, anchor
        return None
