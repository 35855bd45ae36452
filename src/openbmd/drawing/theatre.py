"""The sheet that a map is drawn on: projection, extent, land, label places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from openbmd import places_file
from openbmd.catalogue_file.maps import Ground
from openbmd.drawing import inks, marks, pictures
from openbmd.records import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from pyproj import Proj

WIDTH = 940.0  # px
LEAST_HEIGHT, MOST_HEIGHT = 440.0, 840.0  # px
LEAST_SPAN = 250e3  # m, however close together the sites are
WIDE = 0.56  # 1, of a letter's width to its height: enough to keep labels apart
Align = Literal["left", "center", "right"]
LEFT: Align = "left"
CENTER: Align = "center"
RIGHT: Align = "right"
FAR = 1.65e7  # m from the centre: beyond it an azimuthal map tears
FAN: dict[str, Any] = {"edgecolor": (inks.MUTED, 0.55), "linewidth": 0.9}
REACH: dict[str, Any] = {"linewidth": 1.1, "linestyle": (0.0, (2.0, 3.5)), "capstyle": "round"}
TRACK: dict[str, Any] = {"linewidth": 1.6, "alpha": 0.85}


class Theatre:
    """An azimuthal equidistant map about the middle of what it must show; its axes count pixels from the top left."""

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
        """(N, 2) [px] of (N, 2) [deg longitude, deg latitude]; nan where the map would tear."""
        x, y = self.project(lonlat)
        points = np.stack([(x - self.left) * self.scale, (self.top - y) * self.scale], axis=1)
        points[~(np.hypot(x, y) < FAR)] = np.nan
        return points

    def inside(self, points: Floats) -> np.ndarray:
        """Which points (N, 2) [px] lie on the sheet."""
        return np.asarray(np.all((points > 0.0) & (points < (self.width, self.height)), axis=1))

    def lines(self, found: Sequence[Floats]) -> list[Floats]:
        """Lines (N, 2) [deg longitude, deg latitude] in pixels, those left out that are nowhere near."""
        ends = np.cumsum([len(line) for line in found])[:-1]
        points = np.split(self.pixels(np.concatenate(found)), ends) if found else []
        sheet = (self.width, self.height)
        return [p for p in points if np.all(np.fmax.reduce(p) > 0.0) and np.all(np.fmin.reduce(p) < sheet)]

    def rings(self, found: Sequence[Floats]) -> list[Floats]:
        """Rings to fill, in pixels; those left out that tear or are nowhere near."""
        return [ring for ring in self.lines(found) if not np.isnan(ring).any()]


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


def ground(axes: Axes, theatre: Theatre) -> None:
    """Sea, land, graticule, coast and borders."""
    axes.set(xlim=(0.0, theatre.width), ylim=(theatre.height, 0.0), xticks=(), yticks=(), facecolor=inks.LIGHT["sea"])
    axes.spines[:].set_visible(True)
    found = ground_of(theatre)
    land = theatre.rings(found.land)
    marks.outline(axes, land, clipped=True, facecolor=inks.LIGHT["land"], antialiased=False, gid="land")
    graticule(axes, theatre)
    coast: dict[str, Any] = {"fill": False, "edgecolor": inks.LIGHT["coast"]}
    marks.outline(axes, theatre.lines(found.coast), linewidth=0.8, **coast)
    marks.outline(
        axes, theatre.lines(found.border), linewidth=0.9, linestyle=(0.0, (5.0, 2.5)), capstyle="butt", **coast
    )


def ground_of(theatre: Theatre) -> Ground:
    """Land, coastlines and borders of the regions that the sheet touches."""
    rim = edge_lonlat(theatre)
    return places_file.ground(None if rim is None else (rim[0], rim[2], rim[1], rim[3]))


def graticule(axes: Axes, theatre: Theatre) -> None:
    """Parallels and meridians with their names where they meet the left and lower edge."""
    rim = edge_lonlat(theatre)
    if rim is None:
        return
    west, east, south, north = rim
    parallels, meridians = marks.ticks(south, north, 4), marks.ticks(west, east, 4)
    across, up = np.linspace(west, east, 80), np.linspace(south, north, 80)
    lines = [theatre.pixels(np.stack([across, np.full(80, latitude)], axis=1)) for latitude in parallels]
    lines += [theatre.pixels(np.stack([np.full(80, longitude), up], axis=1)) for longitude in meridians]
    marks.lines(axes, lines, color=inks.LIGHT["coast"], linewidth=0.4, alpha=0.45)
    how: dict[str, Any] = {"color": inks.MUTED, "gid": pictures.HALO}
    for latitude, points in zip(parallels, lines, strict=False):
        y = float(np.interp(4.0, points[:, 0], points[:, 1]))
        if 20.0 < y < theatre.height - 30.0:
            axes.text(5.0, y - 3.0, f"{abs(latitude):g}° {'N' if latitude >= 0 else 'S'}", **how)
    for longitude, points in zip(meridians, lines[len(parallels) :], strict=True):
        x = float(np.interp(theatre.height - 4.0, points[::-1, 1], points[::-1, 0]))
        if 60.0 < x < theatre.width - 40.0:
            turned = (longitude + 180.0) % 360.0 - 180.0
            axes.text(x + 3.0, theatre.height - 5.0, f"{abs(turned):g}° {'E' if turned >= 0 else 'W'}", **how)


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


def scale_bar(axes: Axes, theatre: Theatre, x: float, y: float) -> None:
    """A round length, about a seventh of the sheet."""
    length = marks.ticks(0.0, 150.0 / theatre.scale, 2)[-1]
    across = length * theatre.scale
    axes.plot([x, x + across], [y, y], color=inks.INK, linewidth=1.4, marker="|", markersize=8.0, markeredgewidth=1.4)
    axes.text(x + across / 2, y - 6.0, f"{length / 1e3:,.0f} km", size=10.5, ha="center", gid=pictures.HALO)


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

    def place(self, x: float, y: float, radius: float, words: str, size: float) -> tuple[float, float, Align] | None:
        """Where the text goes and how it is aligned there, or None."""
        wide, gap = WIDE * size * len(words), radius + 4.0
        for dx, dy, align in (
            (gap, 0.36 * size, LEFT), (-gap, 0.36 * size, RIGHT),
            (0.0, gap + 0.75 * size, CENTER), (0.0, -gap, CENTER),
            (0.75 * gap, gap + 0.3 * size, LEFT), (-0.75 * gap, gap + 0.3 * size, RIGHT),
            (0.75 * gap, -0.75 * gap, LEFT), (-0.75 * gap, -0.75 * gap, RIGHT),
        ):  # fmt: skip
            at, base = x + dx, y + dy
            left = at - wide * {LEFT: 0.0, CENTER: 0.5, RIGHT: 1.0}[align]
            box = (left, base - 0.8 * size, left + wide, base + 0.25 * size)
            if self.free(box):
                self.taken.append(box)
                return at, base, align
        return None
