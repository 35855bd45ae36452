"""The map of a situation: who flies where, who looks where, who stands where, what comes through."""

from __future__ import annotations

from math import hypot, isfinite, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import inks, map_words, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.theatre import FAN, REACH, TRACK, Labels, Theatre, ground, scale_bar
from openbmd.locales import Words
from openbmd.records import Estimate, FireUnit, Site
from openbmd.scene.situation import PlaceLeak, Situation, lonlat
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

LEAST_LEAK, LARGEST_LEAK, LARGEST_WEIGHT = 3.0, 24.0, 30.0  # px, radius of discs and of the largest ring
SAME_SPOT = 9.0  # px, nearer marks share a spot
TOP, ROW = 30.0, 19.0  # px, of the sheet below the title, of a row of the legend
ELLIPSE = {"linewidth": 0.9, "linestyle": (0, (1.0, 1.5)), "alpha": 0.9}
EDGE, SCALE = 58.0, 160.0  # px, between the scale and the sheet's edge; the most that the scale is wide
WIDE = 80  # letters in an entry of the legend for which two columns have no room


def draw(seen: Situation, title: str, description: str, corner: str, say: Words) -> pictures.Picture:
    """The map, its legend below it."""
    theatre, words = Theatre(seen.extent), map_words.marks(seen, say)
    columns = 2 if max(map(len, words.values()), default=0) < WIDE else 1
    below = TOP + theatre.height + 12.0
    height = below + ROW * -(-len(words) // columns) + 26.0
    corner = say("common-map-corner", corner=corner)
    picture = pictures.new("map", theatre.width, height, title, description, corner)
    axes = pictures.new_axes(picture.figure, 0.0, TOP, theatre.width, theatre.height)
    ground(axes, theatre)
    sheet = MapSheet(axes, theatre, seen, say)
    sheet.fans()
    sheet.weights()
    sheet.reaches()
    sheet.tracks()
    sheet.ellipses()
    sheet.leaks()
    sheet.units()
    sheet.names()
    sheet.radars()
    sheet.ends()
    scale_bar(axes, theatre, sheet.room_below(), theatre.height - 28.0)
    handles = [sheet.handles[kind] for kind in words]
    marks.legend(picture.figure, handles, list(words.values()), 0.0, below, columns)
    return picture


class MapSheet:
    """The marks of one situation on one theatre; remembers which spots are taken, and a handle of each kind of mark."""

    def __init__(self, axes: Axes, theatre: Theatre, seen: Situation, say: Words) -> None:
        self.axes, self.theatre, self.seen, self.scenario, self.say = axes, theatre, seen, seen.scenario, say
        self.labels = Labels(theatre.width, theatre.height)
        self.alone: list[tuple[float, float, list[FireUnit]]] = []  # fire units away from any place
        self.spots: list[tuple[float, float, float]] = []  # x, y, radius of what has a name already
        self.handles: dict[str, Artist] = {}

    def spot(self, site: Site) -> tuple[float, float]:
        x, y = self.theatre.pixels(lonlat([site]))[0].tolist()
        return x, y

    def named(self, x: float, y: float) -> tuple[float, float, float] | None:
        near = [spot for spot in self.spots if hypot(spot[0] - x, spot[1] - y) < max(SAME_SPOT, spot[2])]
        return min(near, key=lambda spot: hypot(spot[0] - x, spot[1] - y)) if near else None

    def name(self, x: float, y: float, radius: float, words: str, size: float = 12.0, weight: str = "normal") -> None:
        found = self.labels.place(x, y, radius, words, size)
        if found is not None:
            at, base, align = found
            self.axes.text(at, base, words, size=size, weight=weight, ha=align, gid=pictures.HALO)

    def room_below(self) -> float:
        """Where the scale begins [px]: at the left, or at the right when a disc or a name stands there."""
        right = self.theatre.width - SCALE - EDGE
        boxes = {x: (x, self.theatre.height - 50.0, x + SCALE, self.theatre.height - 20.0) for x in (EDGE, right)}
        return next((x for x, box in boxes.items() if self.labels.free(box)), EDGE)

    def mark(self, kind: str, found: list[Mark], **how: Any) -> None:
        """Marks of one kind, and the handle of that kind when there are any."""
        if found:
            self.handles[kind] = marks.points(self.axes, found, **how)

    def fans(self) -> None:
        rings, tips = [], []
        for fan, ground_ring in self.seen.fans:
            ring = self.theatre.pixels(ground_ring)
            rings.append(ring[~np.isnan(ring[:, 0])])
            far = {"reach": f"{fan.reach / 1e3:,.0f}", "area": f"{fan.cross_section:g}"}
            tips.append(self.say("scene-tip-fan", radar=style.label(fan.site.name), **far))
        if rings:
            faint = min(0.05, 0.4 / len(rings))  # so that many fans stay light
            self.handles["fan"] = marks.areas(self.axes, rings, tips, facecolor=(inks.MUTED, faint), **FAN)

    def reaches(self) -> None:
        colours = [inks.defence(self.seen.interceptors[unit.interceptor]) for unit in self.scenario.fire_units]
        marks.lines(self.axes, [self.theatre.pixels(ring) for ring in self.seen.reaches], color=colours, **REACH)

    def weights(self) -> None:
        most = max((place.people_weight for place in self.scenario.places), default=0.0)
        rings = [
            Mark(
                *self.spot(place.site),
                LARGEST_WEIGHT * sqrt(place.people_weight / most),
                (inks.MUTED, 0.14),
                self.say("common-tip-weight", place=place.name, weight=style.people(place.people_weight)),
            )
            for place in self.scenario.places
            if most > 0.0
        ]
        from matplotlib.colors import to_rgba

        self.mark("weight", rings, edgecolors=[to_rgba(inks.MUTED, 0.7)], linewidths=0.8)

    def tracks(self) -> None:
        for index, (missile, routes) in enumerate(self.seen.missiles.items()):
            lines, tips = [], []
            for flight in (self.seen.flights[k] for k in routes):
                path, missiles = flight.path, self.say.count(flight.threats, "missile")
                lines.append(self.theatre.pixels(np.degrees(np.stack([path.longitude, path.latitude], axis=1))))
                tips.append(self.say("scene-tip-track", route=style.route_name(flight.route), missiles=missiles))
            self.handles[f"missile {missile}"] = marks.lines(
                self.axes, lines, tips, color=inks.threat(index), linestyle=inks.dash(index), **TRACK
            )

    def ellipses(self) -> None:
        """How well each impact was known when the first round was launched at it."""
        for ring in self.seen.ellipses:
            flight = self.seen.flights[ring.route]
            words = self.say(
                "scene-tip-ellipse",
                route=style.route_name(flight.route),
                major=f"{ring.major / 1e3:.1f}",
                minor=f"{ring.minor / 1e3:.1f}",
                who=style.joined([style.label(name) for name in ring.members]),
            )
            path = self.theatre.pixels(ring.lonlat)
            self.handles["ellipse"] = marks.lines(self.axes, [path], [words], color=inks.threat(flight.kind), **ELLIPSE)

    def by_leak(self) -> list[PlaceLeak]:
        return sorted(self.seen.places, key=lambda found: -(found.leakers.mean if found.leakers else 0.0))

    def disc(self, leakers: Estimate | None) -> tuple[float, str]:
        """Radius [px] of a disc whose area stands for a mean number of leakers, and that number; "" where none is."""
        if leakers is None:
            return LEAST_LEAK, ""
        most = max(place.leakers.mean for place in self.seen.places if place.leakers)
        radius = max(LEAST_LEAK, LARGEST_LEAK * sqrt(leakers.mean / most)) if most > 0.0 else LEAST_LEAK
        return radius, style.mean_alone(leakers)

    def leaks(self) -> None:
        discs = []
        for place, _, found in self.by_leak():
            x, y = self.spot(place.site)
            radius, number = self.disc(found)
            tip = self.say("scene-tip-leak", place=place.name, leakers=style.with_error(found)) if found else place.name
            ink = (inks.threat(0), 0.82) if found and found.mean > 0.0 else (inks.MUTED, 1.0)
            discs.append(Mark(x, y, radius, ink, tip))
            if number and fits(number, radius):
                self.axes.text(x, y + 4.0, number, size=12.0, weight="bold", ha="center", color=inks.GROUND, url=tip)
            self.spots.append((x, y, radius))
            self.labels.keep_clear(x, y, radius)
        self.mark("leak", discs, edgecolors=inks.LIGHT["land"], linewidths=1.0)

    def units(self) -> None:
        groups: dict[tuple[float, float], list[FireUnit]] = {}
        for unit in self.scenario.fire_units:
            x, y = self.spot(unit.site)
            near = [spot for spot in groups if hypot(spot[0] - x, spot[1] - y) < SAME_SPOT]
            groups.setdefault(near[0] if near else (x, y), []).append(unit)
        kinds = self.seen.interceptors
        triangles: dict[str, list[Mark]] = {name: [] for name in kinds}
        for (x, y), units in groups.items():
            host = self.named(x, y)
            at_x, at_y = (host[0], host[1] - host[2] - 8.0) if host else (x, y)
            for k, unit in enumerate(units):
                middle = at_x + 13.0 * (k - (len(units) - 1) / 2.0)
                rounds = unit.ready_rounds + unit.reserve_rounds
                named = {"unit": style.label(unit.name), "interceptor": style.label(unit.interceptor)}
                tip = self.say("scene-tip-unit", **named, rounds=self.say.count(rounds, "round"))
                ink = inks.defence(kinds[unit.interceptor])
                triangles[unit.interceptor].append(Mark(middle, at_y, 6.0, ink, tip))
                self.labels.keep_clear(middle, at_y, 6.0)
            if host is None:
                self.alone.append((x, y, units))
        for name, found in triangles.items():
            self.mark(f"interceptor {name}", found, marker="^", edgecolors=inks.GROUND, linewidths=1.0)

    def names(self) -> None:
        """Names last, so that they keep clear of every disc and triangle; the places with most leakers first."""
        for place, _, found in self.by_leak():
            x, y = self.spot(place.site)
            radius, number = self.disc(found)
            written = not number or fits(number, radius)
            self.name(x, y, radius, place.name if written else f"{place.name} {number}", weight="bold")
        for x, y, units in self.alone:
            self.spots.append((x, y, 7.0))
            self.name(x, y, 7.0 * len(units), style.together([unit.name for unit in units]))

    def radars(self) -> None:
        dots = []
        for radar in self.scenario.radar_sites:
            x, y = self.spot(radar.site)
            if self.named(x, y) is None:
                dots.append(Mark(x, y, 3.5, inks.INK, style.label(radar.name)))
                self.spots.append((x, y, 4.0))
                self.labels.keep_clear(x, y, 4.0)
                self.name(x, y, 4.0, style.label(radar.name), 10.5)
        self.mark("radar", dots, edgecolors=inks.GROUND, linewidths=1.0)

    def ends(self) -> None:
        """Launch points, where spent stages come down, and impacts where no place has its disc."""
        launches: dict[Site, Mark] = {}
        stages, impacts = [], []
        for found in self.seen.flights:
            route, flight = found.route, found.motion
            ink, name = inks.threat(found.kind), style.route_name(route)
            tip = self.say("scene-tip-launch", missile=style.label(route.missile))
            launches.setdefault(route.launch, Mark(*self.spot(route.launch), 4.0, ink, tip))
            for body in flight.bodies:
                if isfinite(body.impact_time):
                    tip = self.say("scene-tip-stage", stage=body.name, route=name, time=f"{body.impact_time:.0f}")
                    stages.append(Mark(*self.spot(body.impact), 4.0, ink, tip))
            if found.lands:
                x, y = self.spot(flight.impact)
                if self.named(x, y) is None:
                    impacts.append(Mark(x, y, 3.5, ink, self.say("scene-tip-impact", route=name)))
                    if len(self.scenario.routes) <= 6:
                        self.name(x, y, 4.0, name, 10.5)
        self.mark("launch", list(launches.values()), marker="x", linewidths=2.1)
        self.mark("stage", stages, marker="+", linewidths=2.1)
        self.mark("impact", impacts, marker="s", edgecolors=inks.GROUND, linewidths=1.0)


def fits(number: str, radius: float) -> bool:
    """Whether a number can be written inside a disc of this radius [px]."""
    return radius > 4.0 + 3.2 * len(number)
