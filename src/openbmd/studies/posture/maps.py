"""Who is there on each day, and what comes through: one small map for each."""

from __future__ import annotations

from math import hypot, sqrt
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.theatre import Labels, Theatre, ground, scale_bar
from openbmd.locales import Words
from openbmd.records import FireUnit, Floats, Scenario, Site
from openbmd.scene import flown
from openbmd.studies.posture import words
from openbmd.studies.posture.answer import DayAnswer, Played
from openbmd.studies.posture.words import Found
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

WIDTH, GAP = 940.0, 16.0  # px
TOP, HEAD, ROW = 34.0, 36.0, 19.0  # px: of the sheets, of the words above one, of a row of the legend
COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2}  # days -> maps beside each other, else three
STEP = 10.0  # s, between the samples of a ground track
LARGEST = 17.0  # px, radius of the largest disc
SAME_SPOT = 9.0  # px, nearer units share a spot
SIDE = 10.5  # px, between the units of one spot
NAME = 10.5  # px, of a place's name
LETTER = 6.0  # px, the width of a letter of who came
RIM = 14.0  # px, from the side of a sheet, at which what lies beyond it is marked
EDGE = 56.0  # px, from the side of a sheet, that names of meridians and parallels take
SHAPES = ("^", "D", "v", "s")  # of fire units: another when the inks come round again

Point = tuple[float, float, float, str, str]  # x, y, radius [px of the sheet], ink, tip


def draw_maps(told: Found) -> pictures.Picture:
    """Small maps with one legend below."""
    played, say = told.played, told.say
    theatre = Theatre(extent([day.scenario for day in played.days]))
    columns = COLUMNS.get(len(played.days), 3)
    across = (WIDTH - GAP * (columns - 1)) / columns
    shrink = across / theatre.width
    down = theatre.height * shrink
    lines = -(-len(played.days) // columns)
    below = TOP + lines * (HEAD + down + GAP)
    kinds = interceptors(played)
    rows = -(-(len(kinds) + 4) // 2)
    title = say("posture-map-title")
    told_days = [say("posture-tip", day=day.label, number=words.came(told, k)) for k, day in enumerate(played.days)]
    corner = say("common-map-corner", corner=words.corner(told))
    picture = pictures.new("postures", WIDTH, below + ROW * rows + 26.0, title, "; ".join(told_days), corner)
    handles: dict[str, Artist] = {}
    for k, day in enumerate(played.days):
        left, top = (k % columns) * (across + GAP), TOP + (k // columns) * (HEAD + down + GAP)
        dated = " · ".join(filter(None, [words.date(day, say), day.label]))
        pictures.put(picture.figure, left, top + 12.0, dated, weight="bold", size=11.5)
        came = shorten(words.came(told, k), int(across / LETTER), placeholder=" …")
        pictures.put(picture.figure, left, top + 27.0, came, color=inks.MUTED, size=10.5)
        axes = pictures.new_axes(picture.figure, left, top + HEAD, across, down)
        ground(axes, theatre)
        for text in [text for text in axes.texts if text.get_position()[0] > theatre.width - EDGE / shrink]:
            text.remove()
        handles |= Sheet(axes, theatre, shrink, told, day).draw(kinds)
        if k == 0:
            scale_bar(axes, theatre, EDGE / shrink, theatre.height - 24.0 / shrink)
    named = {name: line for name, line in legend(kinds, say).items() if name in handles}
    marks.legend(picture.figure, [handles[name] for name in named], list(named.values()), 0.0, below, 2)
    return picture


def legend(kinds: dict[str, int], say: Words) -> dict[str, str]:
    return {
        "leak": say("posture-legend-leak"),
        "track": say("posture-legend-track"),
        "radar": say("noun-radar", n=1),
        "new": say("posture-legend-new"),
        **{f"interceptor {name}": style.label(name) for name in kinds},
    }


def interceptors(played: Played) -> dict[str, int]:
    """Interceptors of all days with their index for colours, upper layers first."""
    names = [name for day in reversed(played.days) for name in flown.interceptors(day.scenario)]
    return {name: k for k, name in enumerate(dict.fromkeys(names))}


def shape(index: int) -> str:
    """The mark of the index-th interceptor."""
    return SHAPES[index // len(inks.DEFENCES) % len(SHAPES)]


def extent(scenarios: list[Scenario]) -> Floats:
    """Points (N, 2) [deg] of all that fires or is defended on any day; a radar may stand beyond them."""
    sites = []
    for scenario in scenarios:
        sites += [place.site for place in scenario.places]
        sites += [unit.site for unit in scenario.fire_units]
    return lonlat(sites)


def lonlat(sites: list[Site]) -> Floats:
    return np.degrees(np.array([(site.longitude, site.latitude) for site in sites], dtype=np.float64).reshape(-1, 2))


class Sheet:
    """One day's marks; sizes are pixels of the sheet, places those of the theatre that it shrinks."""

    def __init__(self, axes: Axes, theatre: Theatre, shrink: float, told: Found, day: DayAnswer) -> None:
        self.axes, self.theatre, self.shrink, self.day = axes, theatre, shrink, day
        self.played, self.say = told.played, told.say
        self.labels = Labels(theatre.width * shrink, theatre.height * shrink)
        self.spots: list[tuple[float, float, float]] = []  # x, y, radius of the places

    def draw(self, kinds: dict[str, int]) -> dict[str, Artist]:
        """Draw everything; gives a handle for each kind of mark."""
        handles = self.tracks() | self.leaks() | self.units(kinds) | self.radars()
        self.names()
        return handles

    def spot(self, site: Site) -> tuple[float, float]:
        """Where a site is [px of the sheet]."""
        x, y = (self.theatre.pixels(lonlat([site]))[0] * self.shrink).tolist()
        return x, y

    def mark(self, kind: str, found: list[Point], **how: Any) -> dict[str, Artist]:
        """Marks of one kind."""
        if not found:
            return {}
        s = self.shrink
        return {kind: marks.points(self.axes, [Mark(x / s, y / s, r, ink, tip) for x, y, r, ink, tip in found], **how)}

    def tracks(self) -> dict[str, Artist]:
        missiles = {name: k for k, name in enumerate(flown.by_missile(self.day.scenario))}
        lines, colours = [], []
        for route, flight in zip(self.day.scenario.routes, self.played.trajectories, strict=True):
            path = flown.sample(flight, STEP, [])
            lines.append(self.theatre.pixels(np.degrees(np.stack([path.longitude, path.latitude], axis=1))))
            colours.append(inks.threat(missiles[route.missile]))
        return {"track": marks.lines(self.axes, lines, color=colours, linewidth=0.9, alpha=0.55)}

    def leaks(self) -> dict[str, Artist]:
        most = max(leaked.mean for day in self.played.days for leaked in day.place_leakers.values())
        discs = []
        for place in self.day.scenario.places:
            leaked = self.day.place_leakers[place.name]
            x, y = self.spot(place.site)
            radius = max(3.0, LARGEST * sqrt(leaked.mean / most)) if most > 0.0 else 3.0
            ink = inks.threat(0) if leaked.mean > 0.0 else inks.MUTED
            tip = self.say("posture-tip-place", place=place.name, number=style.with_error(leaked))
            discs.append((x, y, radius, ink, tip))
            self.spots.append((x, y, radius))
            self.labels.keep_clear(x, y, radius)
        return self.mark("leak", discs, edgecolors=inks.LIGHT["land"], linewidths=0.8, alpha=0.82)

    def units(self, kinds: dict[str, int]) -> dict[str, Artist]:
        groups: dict[tuple[float, float], list[FireUnit]] = {}
        for unit in self.day.scenario.fire_units:
            x, y = self.spot(unit.site)
            near = [spot for spot in groups if hypot(spot[0] - x, spot[1] - y) < SAME_SPOT]
            groups.setdefault(near[0] if near else (x, y), []).append(unit)
        handles: dict[str, Artist] = {}
        rings: list[Point] = []
        by_kind: dict[str, list[Point]] = {name: [] for name in kinds}
        for (x, y), units in groups.items():
            under = [spot for spot in self.spots if hypot(spot[0] - x, spot[1] - y) < max(SAME_SPOT, spot[2])]
            y = min((spot[1] - spot[2] - 6.0 for spot in under), default=y)
            for k, unit in enumerate(units):
                at = x + SIDE * (k - (len(units) - 1) / 2.0)
                interceptor = style.label(unit.interceptor)
                tip = self.say("posture-tip-unit", unit=style.label(unit.name), interceptor=interceptor)
                index = kinds[unit.interceptor]
                by_kind[unit.interceptor].append((at, y, 4.6 if shape(index) == "^" else 3.7, inks.defence(index), tip))
                self.labels.keep_clear(at, y, 5.5)
                if unit.name in self.day.came:
                    rings.append((at, y, 8.0, "none", tip))
        handles |= self.mark("new", rings, edgecolors=inks.INK, linewidths=0.9)
        for name, found in by_kind.items():
            handles |= self.mark(
                f"interceptor {name}", found, marker=shape(kinds[name]), edgecolors=inks.GROUND, linewidths=0.7
            )
        return handles

    def radars(self) -> dict[str, Artist]:
        """Radars that stand alone; those of a battery are where it is."""
        taken = [self.spot(unit.site) for unit in self.day.scenario.fire_units]
        dots, rings = [], []
        for radar in self.day.scenario.radar_sites:
            x, y = self.spot(radar.site)
            inside = 0.0 < x < self.labels.width and 0.0 < y < self.labels.height
            if not inside:
                x, y = self.beyond(x, y, style.label(radar.name))
            if all(hypot(x - at[0], y - at[1]) >= SAME_SPOT for at in taken):
                dots.append((x, y, 3.0, inks.INK, style.label(radar.name)))
                self.labels.keep_clear(x, y, 4.0)
                if radar.name in self.day.came:
                    rings.append((x, y, 6.5, "none", style.label(radar.name)))
        return self.mark("new", rings, edgecolors=inks.INK, linewidths=0.9) | self.mark("radar", dots)

    def beyond(self, x: float, y: float, words: str) -> tuple[float, float]:
        """Where on the rim what lies beyond it is marked, its name beside with an arrow."""
        at_x = min(max(x, RIM), self.labels.width - RIM)
        at_y = min(max(y, RIM), self.labels.height - RIM)
        arrow = "←" if x < at_x else "→" if x > at_x else "↑" if y < at_y else "↓"
        self.name(at_x, at_y, 8.0, f"{words} {arrow}")
        return at_x, at_y

    def name(self, x: float, y: float, radius: float, words: str) -> None:
        found = self.labels.place(x, y, radius, words, NAME)
        if found is not None:
            at, base, align = found
            self.axes.text(at / self.shrink, base / self.shrink, words, size=NAME, ha=align, gid=pictures.HALO)

    def names(self) -> None:
        """Names last, so that they keep clear of every mark."""
        for place, (x, y, radius) in zip(self.day.scenario.places, self.spots, strict=True):
            leaked = self.day.place_leakers[place.name]
            self.name(x, y, radius, f"{place.name} {style.mean_alone(leaked)}")
