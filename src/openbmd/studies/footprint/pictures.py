"""The maps of a footprint: where one shot is possible, where two with a look between, where two fire units reach."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.theatre import Labels, Theatre, ground, scale_bar
from openbmd.locales import Words
from openbmd.records import Floats, Site
from openbmd.studies.contract import Asked
from openbmd.studies.footprint import words
from openbmd.studies.footprint.plane import Region
from openbmd.studies.footprint.words import Found
from openbmd.telling import reasons, style

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


def draw(asked: Asked, say: Words) -> list[pictures.Picture]:
    """The maps that were asked for."""
    told = words.of(asked, say)
    with pictures.house_style():
        made = [draw_footprint(told)]
        if told.denied is not None:
            made.append(draw_denied(told))
        if told.negation is not None:
            made.append(draw_chances(told))
    return made


def draw_footprint(told: Found) -> pictures.Picture:
    """The map of the footprint, its legend below it."""
    say, found = told.say, told.found
    description = " ".join([words.finding(told), *words.sentences(told)])
    sheet = Sheet(told, "footprint", words.headline(told), description, found.one)
    sheet.region(found.one, "one", facecolor=(DEFENCE, 0.16), edgecolor=DEFENCE, linewidth=1.8)
    if len(found.units) > 1:
        sheet.region(found.two, "two", facecolor=(DEFENCE, 0.16), edgecolor="none")
    sheet.region(found.again, "again", facecolor="none", edgecolor=AGAIN, linewidth=1.8, linestyle=(0.0, (5.0, 2.5)))
    sheet.marks()
    return sheet.done(
        {
            "one": say("footprint-legend-one", area=words.area(found.one, say)),
            "two": say("footprint-legend-two", area=words.area(found.two, say)),
            "again": say("footprint-legend-again", area=words.area(found.again, say)),
            **{kind: say(f"footprint-legend-{kind}") for kind in ("inside", "outside", "unit", "launch")},
        }
    )


def draw_denied(told: Found) -> pictures.Picture:
    """The map of the launch area denied for one place."""
    say, denied = told.say, told.denied
    assert denied is not None
    name = denied.place.name
    title = say("footprint-denied-title", place=name, area=words.area(denied.one, say))
    sheet = Sheet(told, "denied", title, words.of_denied(told), denied.one)
    sheet.region(denied.one, "one", facecolor=(ATTACK, 0.14), edgecolor=ATTACK, linewidth=1.8)
    again: dict[str, Any] = {"linewidth": 1.6, "linestyle": (0.0, (5.0, 2.5))}
    sheet.region(denied.again, "again", facecolor=(ATTACK, 0.12), edgecolor=ATTACK, **again)
    sheet.marks()
    return sheet.done(
        {
            "one": say("footprint-denied-legend-one", place=name),
            "again": say("footprint-denied-legend-again"),
            "unit": say("footprint-legend-unit"),
            "launch": say("footprint-denied-legend-launch"),
        }
    )


def draw_chances(told: Found) -> pictures.Picture:
    """The map of the chance that a single missile is stopped."""
    say, chances = told.say, told.negation
    assert chances is not None
    inside = chances.chance[chances.chance > 0.0]
    best = style.percent(float(inside.max())) if len(inside) else "0 %"
    title, description = say("footprint-chances-title", best=best), say("footprint-chances-description", best=best)
    sheet = Sheet(told, "negation", title, description, told.found.one)
    sheet.chances(chances.longitude, chances.latitude, chances.chance)
    sheet.region(told.found.one, "one", facecolor="none", edgecolor=DEFENCE, linewidth=1.8)
    sheet.marks()
    bands = {f"band {k}": f"{100 * low:g}–{100 * high:g} %" for k, (low, high) in enumerate(pairwise(CHANCES))}
    rest = {kind: say(f"footprint-legend-{kind}") for kind in ("inside", "outside", "unit", "launch")}
    rest = {"one": say("footprint-one"), **rest}
    return sheet.done(bands | rest)


def lonlat(sites: list[Site]) -> Floats:
    return np.degrees(np.array([(site.longitude, site.latitude) for site in sites], dtype=np.float64).reshape(-1, 2))


class Sheet:
    """One map: what is drawn on it, and a handle of each kind of mark for its legend."""

    def __init__(self, told: Found, name: str, title: str, description: str, shown: Region) -> None:
        self.told, self.scenario = told, told.scenario
        self.units = [unit for unit in self.scenario.fire_units if unit.name in told.found.units]
        self.launches = {approach.label: approach.route.launch for approach in told.found.approaches}
        self.theatre = Theatre(self.extent(shown))
        self.labels = Labels(self.theatre.width, self.theatre.height)
        self.handles: dict[str, Artist] = {}
        self.top = TOP + (LINE if len(title) > self.theatre.width / LETTER else 0.0)
        height = self.top + self.theatre.height + 12.0 + ROW * ROWS[name] + 26.0
        corner = told.say("common-map-corner", corner=words.corner(told))
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
        for x, y, radius, name, weight in named:
            at = self.labels.place(x, y, radius, name, 11.5)
            if at is not None:
                self.axes.text(
                    at[0], at[1], name, size=11.5, weight=weight, ha=at[2], gid=pictures.HALO, zorder=3.0
                )  # fmt: skip

    def tip(self, name: str) -> str:
        found = self.told.found.places[name]
        say = self.told.say
        return (
            f"{name}: {say('footprint-shots', number=found.shots) if found.shots else reasons.name(found.reason, say)}"
        )

    def done(self, legend: dict[str, str]) -> pictures.Picture:
        """The picture with its legend; its words by kind of mark."""
        kinds = [kind for kind in legend if kind in self.handles]
        below = self.top + self.theatre.height + 12.0
        columns = -(-len(kinds) // ROWS[self.picture.name])
        marks.legend(
            self.picture.figure, [self.handles[kind] for kind in kinds], [legend[kind] for kind in kinds], 4.0, below,
            columns,
        )  # fmt: skip
        return self.picture
