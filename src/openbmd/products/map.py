"""The map: who flies where, who looks where, who stands where, what comes through."""

from __future__ import annotations

from math import hypot, isfinite, pi, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import fans, inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.theatre import FAN, REACH, TRACK, Labels, Theatre, ground, scale_bar
from openbmd.products import ellipses, flown, map_words
from openbmd.records import Answer, FireUnit, Floats, Place, Site
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

STEP = 4.0  # s, between the samples of a ground track
LARGEST_LEAK, LARGEST_WEIGHT = 24.0, 30.0  # px, radius of the largest disc and of the largest ring
SAME_SPOT = 9.0  # px, nearer marks share a spot
TOP, ROW = 30.0, 19.0  # px, of the sheet below the title, of a row of the legend
ELLIPSE = {"linewidth": 0.9, "linestyle": (0, (1.0, 1.5)), "alpha": 0.9}
WIDE = 80  # letters in an entry of the legend for which two columns have no room


def draw(answer: Answer, title: str, description: str, corner: str) -> pictures.Picture:
    """The map of an answer, its legend below it."""
    theatre, words = Theatre(extent(answer)), map_words.marks(answer)
    columns = 2 if max(map(len, words.values()), default=0) < WIDE else 1
    below = TOP + theatre.height + 12.0
    height = below + ROW * -(-len(words) // columns) + 26.0
    corner = f"{corner} · coast and borders: Natural Earth"
    picture = pictures.new("map", theatre.width, height, title, description, corner)
    axes = pictures.new_axes(picture.figure, 0.0, TOP, theatre.width, theatre.height)
    ground(axes, theatre)
    sheet = Sheet(axes, theatre, answer)
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
    scale_bar(axes, theatre, 58.0, theatre.height - 28.0)
    handles = [sheet.handles[kind] for kind in words]
    marks.legend(picture.figure, handles, list(words.values()), 0.0, below, columns)
    return picture


def extent(answer: Answer) -> Floats:
    """The points (N, 2) [deg longitude, deg latitude] that must be on the sheet."""
    scenario = answer.scenario
    sites = [place.site for place in scenario.places]
    sites += [unit.site for unit in scenario.fire_units] + [radar.site for radar in scenario.radar_sites]
    for route, flight in zip(scenario.routes, answer.battlespace.trajectories, strict=True):
        sites.append(route.launch)
        if isfinite(flight.impact_time):
            sites.append(flight.impact)
        else:
            late = flown.at(flight, np.array([min(flight.burnout_time, flown.end_time(flight))]))
            sites.append(Site(float(late.latitude[0]), float(late.longitude[0]), 0.0))
        sites += [body.impact for body in flight.bodies if isfinite(body.impact_time)]
    return lonlat(sites)


def lonlat(sites: list[Site]) -> Floats:
    radians = np.array([(site.longitude, site.latitude) for site in sites], dtype=np.float64)
    return np.asarray(np.degrees(radians)).reshape(-1, 2)


class Sheet:
    """The marks of one answer on one theatre; remembers which spots are taken, and a handle of each kind of mark."""

    def __init__(self, axes: Axes, theatre: Theatre, answer: Answer) -> None:
        self.axes, self.theatre, self.answer, self.scenario = axes, theatre, answer, answer.scenario
        self.labels = Labels(theatre.width, theatre.height)
        self.geod = fans.geodesics()
        self.alone: list[tuple[float, float, list[FireUnit]]] = []  # fire units away from any place
        self.spots: list[tuple[float, float, float]] = []  # x, y, radius of what has a name already
        self.missiles = {name: k for k, name in enumerate(flown.by_missile(self.scenario))}
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

    def mark(self, kind: str, found: list[Mark], **how: Any) -> None:
        """Marks of one kind, and the handle of that kind when there are any."""
        if found:
            self.handles[kind] = marks.points(self.axes, found, **how)

    def fans(self) -> None:
        rings, tips = [], []
        for fan in fans.fans(self.scenario):
            radar, site = self.scenario.radars[fan.site.radar], fan.site
            far = fans.ground_reach(fan, radar)
            ring = self.theatre.pixels(
                fans.sector(site.site, site.boresight_azimuth, radar.azimuth_half_width, far, self.geod)
            )
            rings.append(ring[~np.isnan(ring[:, 0])])
            tips.append(f"{style.label(site.name)}: {fan.reach / 1e3:,.0f} km against {fan.cross_section:g} m²")
        if rings:
            faint = min(0.05, 0.4 / len(rings))  # so that many fans stay light
            self.handles["fan"] = marks.areas(self.axes, rings, tips, facecolor=(inks.MUTED, faint), **FAN)

    def reaches(self) -> None:
        rings = [
            fans.sector(unit.site, 0.0, pi, self.scenario.interceptors[unit.interceptor].maximum_range, self.geod)
            for unit in self.scenario.fire_units
        ]
        kinds = flown.interceptors(self.scenario)
        colours = [inks.defence(kinds[unit.interceptor]) for unit in self.scenario.fire_units]
        marks.lines(self.axes, [self.theatre.pixels(ring) for ring in rings], color=colours, **REACH)

    def weights(self) -> None:
        most = max((place.people_weight for place in self.scenario.places), default=0.0)
        rings = [
            Mark(
                *self.spot(place.site),
                LARGEST_WEIGHT * sqrt(place.people_weight / most),
                (inks.MUTED, 0.14),
                f"{place.name}: people-weight {style.people(place.people_weight)}",
            )
            for place in self.scenario.places
            if most > 0.0
        ]
        from matplotlib.colors import to_rgba

        self.mark("weight", rings, edgecolors=[to_rgba(inks.MUTED, 0.7)], linewidths=0.8)

    def tracks(self) -> None:
        number = flown.threats_of_routes(self.scenario)
        for missile, routes in flown.by_missile(self.scenario).items():
            lines, tips = [], []
            for k in routes:
                kept = flown.kept_times(flown.events(self.answer, k))
                path = flown.sample(self.answer.battlespace.trajectories[k], STEP, kept)
                lines.append(self.theatre.pixels(np.degrees(np.stack([path.longitude, path.latitude], axis=1))))
                tips.append(f"{style.route_name(self.scenario.routes[k])}: {style.count(number[k], 'missile')}")
            index = self.missiles[missile]
            self.handles[f"missile {missile}"] = marks.lines(
                self.axes, lines, tips, color=inks.threat(index), linestyle=inks.dash(index), **TRACK
            )

    def ellipses(self) -> None:
        """How well each impact was known when the first round was launched at it."""
        for ring in ellipses.rings(self.answer):
            ink = inks.threat(self.missiles[self.scenario.routes[ring.route].missile])
            path = self.theatre.pixels(ring.lonlat)
            self.handles["ellipse"] = marks.lines(self.axes, [path], [ring.words], color=ink, **ELLIPSE)

    def by_leak(self) -> list[Place]:
        return sorted(self.scenario.places, key=lambda place: -self.answer.places[place.name].leakers.mean)

    def radius(self, leakers: float) -> float:
        """Radius [px] of a disc whose area stands for a mean number of leakers."""
        most = max(place.leakers.mean for place in self.answer.places.values())
        return max(3.0, LARGEST_LEAK * sqrt(leakers / most)) if most > 0.0 else 3.0

    def leaks(self) -> None:
        discs = []
        for place in self.by_leak():
            x, y = self.spot(place.site)
            found = self.answer.places[place.name].leakers
            radius, number = self.radius(found.mean), style.mean_alone(found)
            tip = f"{place.name}: {style.with_error(found)} leakers in a raid"
            ink = (inks.threat(0), 0.82) if found.mean > 0.0 else (inks.MUTED, 1.0)
            discs.append(Mark(x, y, radius, ink, tip))
            if fits(number, radius):
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
        kinds = flown.interceptors(self.scenario)
        triangles: dict[str, list[Mark]] = {name: [] for name in kinds}
        for (x, y), units in groups.items():
            host = self.named(x, y)
            at_x, at_y = (host[0], host[1] - host[2] - 8.0) if host else (x, y)
            for k, unit in enumerate(units):
                middle = at_x + 13.0 * (k - (len(units) - 1) / 2.0)
                rounds = unit.ready_rounds + unit.reserve_rounds
                tip = f"{style.label(unit.name)}: {style.label(unit.interceptor)}, {style.count(rounds, 'round')}"
                ink = inks.defence(kinds[unit.interceptor])
                triangles[unit.interceptor].append(Mark(middle, at_y, 6.0, ink, tip))
                self.labels.keep_clear(middle, at_y, 6.0)
            if host is None:
                self.alone.append((x, y, units))
        for name, found in triangles.items():
            self.mark(f"interceptor {name}", found, marker="^", edgecolors=inks.GROUND, linewidths=1.0)

    def names(self) -> None:
        """Names last, so that they keep clear of every disc and triangle; the places with most leakers first."""
        for place in self.by_leak():
            (x, y), found = self.spot(place.site), self.answer.places[place.name].leakers
            radius, number = self.radius(found.mean), style.mean_alone(found)
            inside = fits(number, radius)
            self.name(x, y, radius, place.name if inside else f"{place.name} {number}", weight="bold")
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
        for route, flight in zip(self.scenario.routes, self.answer.battlespace.trajectories, strict=True):
            ink, name = inks.threat(self.missiles[route.missile]), style.route_name(route)
            tip = f"launch point, {style.label(route.missile)}"
            launches.setdefault(route.launch, Mark(*self.spot(route.launch), 4.0, ink, tip))
            for body in flight.bodies:
                if isfinite(body.impact_time):
                    tip = f"{body.name} of {name} comes down, {body.impact_time:.0f} s"
                    stages.append(Mark(*self.spot(body.impact), 4.0, ink, tip))
            if isfinite(flight.impact_time):
                x, y = self.spot(flight.impact)
                if self.named(x, y) is None:
                    impacts.append(Mark(x, y, 3.5, ink, f"impact of {name}"))
                    if len(self.scenario.routes) <= 6:
                        self.name(x, y, 4.0, name, 10.5)
        self.mark("launch", list(launches.values()), marker="x", linewidths=2.1)
        self.mark("stage", stages, marker="+", linewidths=2.1)
        self.mark("impact", impacts, marker="s", edgecolors=inks.GROUND, linewidths=1.0)


def fits(number: str, radius: float) -> bool:
    """Whether a number can be written inside a disc of this radius [px]."""
    return radius > 4.0 + 3.2 * len(number)
