"""The map of a footprint: where one shot is possible, where two with a look between, where two fire units reach."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.footprints import Region
from openbmd.locales import Words
from openbmd.products import footprint_words, inks, marks, pictures, style
from openbmd.products.footprint_words import Told
from openbmd.products.marks import Mark
from openbmd.products.theatre import Labels, Theatre, ground, scale_bar
from openbmd.records import Floats, Site
from openbmd.telling import reasons as reason_words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.path import Path

TOP, LINE, ROW = 30.0, 18.0, 21.0  # px: the sheet below a title of one line, a line more, a row of the legend
ROWS = {"footprint": 4, "denied": 2, "negation": 4}  # of the legends
LETTER = 8.6  # px, of a title
DEFENCE, AGAIN, ATTACK = inks.LIGHT["d0"], inks.LIGHT["d3"], inks.LIGHT["t0"]
CHANCES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)  # edges of the bands of a map of chances
OPACITY = (0.10, 0.22, 0.36, 0.5, 0.66, 0.84)  # of the bands


def draw(told: Told, corner: str) -> pictures.Picture:
    """The map of the footprint, its legend below it."""
    description = " ".join([footprint_words.finding(told), *footprint_words.sentences(told)])
    found = told.found
    sheet = Sheet(told, "footprint", footprint_words.headline(told), description, corner, found.one)
    sheet.region(found.one, "one", facecolor=(DEFENCE, 0.16), edgecolor=DEFENCE, linewidth=1.8)
    if len(found.units) > 1:
        sheet.region(found.two, "two", facecolor=(DEFENCE, 0.16), edgecolor="none")
    sheet.region(found.again, "again", facecolor="none", edgecolor=AGAIN, linewidth=1.8, linestyle=(0.0, (5.0, 2.5)))
    sheet.marks()
    return sheet.done(
        {
            "one": f"one shot: {footprint_words.area(found.one.area)}",
            "two": f"two fire units (darker): {footprint_words.area(found.two.area)}",
            "again": f"shoot, look, shoot again: {footprint_words.area(found.again.area)}",
            "inside": "defended place inside",
            "outside": "defended place outside",
            "unit": "fire unit",
            "launch": "launch point",
        }
    )


def draw_denied(told: Told, corner: str) -> pictures.Picture:
    """The map of the launch area denied for one place."""
    denied = told.denied
    assert denied is not None
    name = denied.place.name
    title = f"From where a launch at {name} can be engaged: {footprint_words.area(denied.one.area)}"
    sheet = Sheet(told, "denied", title, footprint_words.of_denied(told), corner, denied.one)
    sheet.region(denied.one, "one", facecolor=(ATTACK, 0.14), edgecolor=ATTACK, linewidth=1.8)
    again: dict[str, Any] = {"linewidth": 1.6, "linestyle": (0.0, (5.0, 2.5))}
    sheet.region(denied.again, "again", facecolor=(ATTACK, 0.12), edgecolor=ATTACK, **again)
    sheet.marks()
    return sheet.done(
        {
            "one": f"launch points from which {name} can be defended with one shot",
            "again": "with a look, and a second shot",
            "unit": "fire unit",
            "launch": "launch point of the scenario",
        }
    )


def draw_chances(told: Told, corner: str) -> pictures.Picture:
    """The map of the chance that a single missile is stopped."""
    chances = told.negation
    assert chances is not None
    inside = chances.chance[chances.chance > 0.0]
    best = style.percent(float(inside.max())) if len(inside) else "0 %"
    title = f"A single missile is stopped with a chance of up to {best}"
    sheet = Sheet(told, "negation", title, f"{title}, by the place at which it comes down.", corner, told.found.one)
    sheet.chances(chances.longitude, chances.latitude, chances.chance)
    sheet.region(told.found.one, "one", facecolor="none", edgecolor=DEFENCE, linewidth=1.8)
    sheet.marks()
    bands = {f"band {k}": f"{100 * low:g}–{100 * high:g} %" for k, (low, high) in enumerate(pairwise(CHANCES))}
    rest = {"one": "one shot", "inside": "defended place inside", "outside": "defended place outside",
            "unit": "fire unit", "launch": "launch point"}  # fmt: skip
    return sheet.done(bands | rest)


def lonlat(sites: list[Site]) -> Floats:
    return np.degrees(np.array([(site.longitude, site.latitude) for site in sites], dtype=np.float64).reshape(-1, 2))


class Sheet:
    """One map: what is drawn on it, and a handle of each kind of mark for its legend."""

    def __init__(self, told: Told, name: str, title: str, description: str, corner: str, shown: Region) -> None:
        self.told, self.scenario = told, told.scenario
        self.units = [unit for unit in self.scenario.fire_units if unit.name in told.found.units]
        self.launches = {approach.label: approach.route.launch for approach in told.found.approaches}
        self.theatre = Theatre(self.extent(shown))
        self.labels = Labels(self.theatre.width, self.theatre.height)
        self.handles: dict[str, Artist] = {}
        self.top = TOP + (LINE if len(title) > self.theatre.width / LETTER else 0.0)
        height = self.top + self.theatre.height + 12.0 + ROW * ROWS[name] + 26.0
        corner = f"{corner} · coast and borders: Natural Earth"
        self.picture = pictures.new(name, self.theatre.width, height, title, description, corner)
        self.axes: Axes = pictures.new_axes(
            self.picture.figure, 0.0, self.top, self.theatre.width, self.theatre.height
        )  # fmt: skip
        ground(self.axes, self.theatre)

    def extent(self, shown: Region) -> Floats:
        """Points (N, 2) [deg] that must be on the sheet."""
        sites = [place.site for place in self.scenario.places] + [unit.site for unit in self.units]
        points = lonlat(sites + list(self.launches.values()))
        if shown.area <= 0.0:
            return points
        west, south, east, north = shown.shape.bounds
        return np.concatenate([points, [(west, south), (west, north), (east, south), (east, north)]])

    def path(self, region: Region) -> Path:
        """A region in pixels; its holes are holes."""
        from matplotlib.path import Path

        rings = [ring for part in region.shape.geoms for ring in (part.exterior, *part.interiors)]
        pixels = [self.theatre.pixels(np.array(ring.coords)) for ring in rings]
        return Path.make_compound_path(*(Path(ring, closed=True) for ring in pixels))

    def region(self, region: Region, kind: str, **how: Any) -> None:
        from matplotlib.patches import Patch, PathPatch

        if region.area > 0.0:
            self.axes.add_artist(PathPatch(self.path(region), zorder=1.1, **how))
            self.handles[kind] = Patch(**how)

    def chances(self, longitude: Floats, latitude: Floats, chance: Floats) -> None:
        """Bands of chance inside the footprint; what is just outside is taken from the nearest point inside."""
        from matplotlib.patches import Patch, PathPatch
        from scipy.ndimage import distance_transform_edt

        outside = ~(chance > 0.0)
        nearest = distance_transform_edt(outside, return_distances=False, return_indices=True)
        filled = chance[tuple(nearest)]
        points = self.theatre.pixels(np.stack([longitude.ravel(), latitude.ravel()], axis=1))
        x, y = points.T.reshape(2, *longitude.shape)
        colours = [(DEFENCE, opacity) for opacity in OPACITY]
        levels = [*CHANCES[:-1], 1.0 + 1e-9]
        drawn = self.axes.contourf(x, y, filled, levels=levels, colors=colours, zorder=1.0)
        clip = PathPatch(self.path(self.told.found.one), transform=self.axes.transData)
        drawn.set_clip_path(clip)
        present = np.unique(np.digitize(filled, levels[1:-1]))
        for k in present.tolist():
            self.handles[f"band {k}"] = Patch(facecolor=colours[k])

    def spot(self, site: Site) -> tuple[float, float]:
        x, y = self.theatre.pixels(lonlat([site]))[0].tolist()
        return x, y

    def points(self, kind: str, found: list[Mark], **how: Any) -> None:
        if found:
            self.handles[kind] = marks.points(self.axes, found, zorder=2.0, **how)

    def marks(self) -> None:
        """Fire units, places and launch points, with their names."""
        scale_bar(self.axes, self.theatre, 58.0, self.theatre.height - 28.0)
        self.labels.keep_clear(120.0, self.theatre.height - 28.0, 70.0)
        named: list[tuple[float, float, float, str, str]] = []
        groups: dict[tuple[float, float], list[str]] = {}
        for unit in self.units:
            groups.setdefault(self.spot(unit.site), []).append(unit.name)
        inside: list[Mark] = []
        outside: list[Mark] = []
        for place in self.scenario.places:
            found = self.told.found.places[place.name]
            x, y = self.spot(place.site)
            (inside if found.shots else outside).append(
                Mark(x, y, 4.6, DEFENCE if found.shots else inks.GROUND, self.tip(place.name))
            )
            named.append((x, y, 5.0, place.name, "bold" if found.shots else "normal"))
        self.points("inside", inside, edgecolors=inks.INK, linewidths=1.0)
        self.points("outside", outside, edgecolors=inks.INK, linewidths=1.2)
        fires = [Mark(x, y, 6.2, AGAIN, style.together(names)) for (x, y), names in groups.items()]
        self.points("unit", fires, marker="^", edgecolors=inks.GROUND, linewidths=0.8)
        if len(self.units) == 1:
            named += [(x, y, 6.5, style.together(names), "normal") for (x, y), names in groups.items()]
        launches = [(*self.spot(site), label) for label, site in self.launches.items()]
        self.points(
            "launch", [Mark(x, y, 5.2, ATTACK, label) for x, y, label in launches], marker="s", edgecolors=inks.GROUND,
            linewidths=0.8,
        )  # fmt: skip
        named += [(x, y, 5.5, label, "normal") for x, y, label in launches]
        for x, y, radius, _, _ in named:
            self.labels.keep_clear(x, y, radius)
        for x, y, radius, words, weight in named:
            at = self.labels.place(x, y, radius, words, 11.5)
            if at is not None:
                self.axes.text(
                    at[0], at[1], words, size=11.5, weight=weight, ha=at[2], gid=pictures.HALO, zorder=3.0
                )  # fmt: skip

    def tip(self, name: str) -> str:
        found = self.told.found.places[name]
        why = reason_words.name(found.reason, Words())
        return f"{name}: {footprint_words.shots(found.shots) if found.shots else why}"

    def done(self, words: dict[str, str]) -> pictures.Picture:
        """The picture with its legend; words by kind of mark."""
        kinds = [kind for kind in words if kind in self.handles]
        below = self.top + self.theatre.height + 12.0
        columns = -(-len(kinds) // ROWS[self.picture.name])
        marks.legend(
            self.picture.figure, [self.handles[kind] for kind in kinds], [words[kind] for kind in kinds], 4.0, below,
            columns,
        )  # fmt: skip
        return self.picture
