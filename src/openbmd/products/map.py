"""The map: who flies where, who looks where, who stands where, what comes through."""

from __future__ import annotations

from math import hypot, isfinite, sqrt

import numpy as np

from openbmd import places_file
from openbmd.products import fans, flown, legend, style
from openbmd.products.drawing import Drawing
from openbmd.products.theatre import Labels, Theatre, ground, scale_bar
from openbmd.records import Answer, FireUnit, Floats, Place, Site

STEP = 4.0  # s, between the samples of a ground track
LARGEST_LEAK, LARGEST_WEIGHT = 24.0, 30.0  # px, radius of the largest disc and of the largest ring
SAME_SPOT = 9.0  # px, nearer marks share a spot
TOP = 30.0  # px, of the sheet below the title


def draw(answer: Answer, title: str, description: str, corner: str) -> Drawing:
    """The map of an answer, its legend below it."""
    theatre = Theatre(extent(answer))
    entries = legend.entries(answer)
    height = TOP + theatre.height + legend.height(entries) + 24.0
    drawing = Drawing("map", theatre.width, height, title, description)
    drawing.heading()
    drawing.clip("sheet", 0, 0, theatre.width, theatre.height)
    faint = min(0.05, 0.4 / max(1, len(answer.scenario.radar_sites)))  # so that many fans stay light
    drawing.add(f'<g transform="translate(0 {TOP:g})" style="--halo:var(--land);--fan:{faint:.3f}">')
    drawing.open(clip="sheet")
    ground(drawing, theatre, places_file.land(), places_file.coastlines(), places_file.borders())
    sheet = Sheet(drawing, theatre, answer)
    sheet.fans()
    sheet.weights()
    sheet.reaches()
    sheet.tracks()
    sheet.leaks()
    sheet.units()
    sheet.names()
    sheet.radars()
    sheet.ends()
    drawing.close()
    drawing.rect(0, 0, theatre.width, theatre.height, "frame")
    scale_bar(drawing, theatre, 58.0, theatre.height - 28.0)
    drawing.close()
    legend.draw(drawing, entries, TOP + theatre.height + 10.0, theatre.width)
    drawing.text(theatre.width, height - 5, f"{corner} · coast and borders: Natural Earth", "note end")
    return drawing


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
    """The marks of one answer on one theatre; remembers which spots are taken."""

    def __init__(self, drawing: Drawing, theatre: Theatre, answer: Answer) -> None:
        self.drawing, self.theatre, self.answer, self.scenario = drawing, theatre, answer, answer.scenario
        self.labels = Labels(theatre.width, theatre.height)
        self.geod = fans.geodesics()
        self.alone: list[tuple[float, float, list[FireUnit]]] = []  # fire units away from any place
        self.spots: list[tuple[float, float, float]] = []  # x, y, radius of what has a name already
        self.colours = {m: style.threat_class(k) for k, m in enumerate(flown.by_missile(self.scenario))}
        self.kinds = {i: style.defence_class(k) for i, k in flown.interceptors(self.scenario).items()}

    def spot(self, site: Site) -> tuple[float, float]:
        x, y = self.theatre.pixels(lonlat([site]))[0].tolist()
        return x, y

    def named(self, x: float, y: float) -> tuple[float, float, float] | None:
        near = [spot for spot in self.spots if hypot(spot[0] - x, spot[1] - y) < max(SAME_SPOT, spot[2])]
        return min(near, key=lambda spot: hypot(spot[0] - x, spot[1] - y)) if near else None

    def name(self, x: float, y: float, radius: float, words: str, classes: str, size: float = 12.0) -> None:
        found = self.labels.place(x, y, radius, words, size)
        if found is not None:
            at, base, anchor = found
            self.drawing.text(at, base, words, f"{classes} halo {anchor}")

    def fans(self) -> None:
        for fan in fans.fans(self.scenario):
            radar = self.scenario.radars[fan.site.radar]
            ring = fans.sector(
                fan.site.site,
                fan.site.boresight_azimuth,
                radar.azimuth_half_width,
                fans.ground_reach(fan, radar),
                self.geod,
            )
            tip = f"{style.label(fan.site.name)}: {fan.reach / 1e3:,.0f} km against {fan.cross_section:g} m²"
            self.drawing.path(self.theatre.pixels(ring), "fan", closed=True, tip=tip)

    def reaches(self) -> None:
        for unit in self.scenario.fire_units:
            kind = self.scenario.interceptors[unit.interceptor]
            ring = fans.sector(unit.site, 0.0, np.pi, kind.maximum_range, self.geod)
            self.drawing.path(self.theatre.pixels(ring), f"reach stroke {self.kinds[unit.interceptor]}", closed=True)

    def weights(self) -> None:
        most = max((place.people_weight for place in self.scenario.places), default=0.0)
        for place in self.scenario.places if most > 0.0 else ():
            x, y = self.spot(place.site)
            radius = LARGEST_WEIGHT * sqrt(place.people_weight / most)
            self.drawing.circle(
                x, y, radius, "weight", f"{place.name}: people-weight {style.people(place.people_weight)}"
            )

    def tracks(self) -> None:
        number = flown.threats_of_routes(self.scenario)
        for k, (route, flight) in enumerate(
            zip(self.scenario.routes, self.answer.battlespace.trajectories, strict=True)
        ):
            path = flown.sample(flight, STEP, flown.kept_times(flown.events(self.answer, k)))
            points = np.degrees(np.stack([path.longitude, path.latitude], axis=1))
            tip = f"{style.route_name(route)}: {style.count(number[k], 'missile')}"
            for piece in self.theatre.pieces(self.theatre.pixels(points)):
                self.drawing.path(piece, f"track stroke {self.colours[route.missile]}", tip=tip)

    def by_leak(self) -> list[Place]:
        return sorted(self.scenario.places, key=lambda place: -self.answer.places[place.name].leakers.mean)

    def radius(self, leakers: float) -> float:
        """Radius [px] of a disc whose area stands for a mean number of leakers."""
        most = max(place.leakers.mean for place in self.answer.places.values())
        return max(3.0, LARGEST_LEAK * sqrt(leakers / most)) if most > 0.0 else 3.0

    def leaks(self) -> None:
        for place in self.by_leak():
            x, y = self.spot(place.site)
            found = self.answer.places[place.name].leakers
            radius, number = self.radius(found.mean), style.mean_alone(found)
            tip = f"{place.name}: {style.with_error(found)} leakers in a raid"
            self.drawing.circle(x, y, radius, "leak" if found.mean > 0.0 else "dot muted", tip)
            if fits(number, radius):
                self.drawing.text(x, y + 4, number, "on middle", tip)
            self.spots.append((x, y, radius))
            self.labels.keep_clear(x, y, radius)

    def units(self) -> None:
        groups: dict[tuple[float, float], list[FireUnit]] = {}
        for unit in self.scenario.fire_units:
            x, y = self.spot(unit.site)
            near = [spot for spot in groups if hypot(spot[0] - x, spot[1] - y) < SAME_SPOT]
            groups.setdefault(near[0] if near else (x, y), []).append(unit)
        for (x, y), units in groups.items():
            host = self.named(x, y)
            at_x, at_y = (host[0], host[1] - host[2] - 8.0) if host else (x, y)
            for k, unit in enumerate(units):
                middle = at_x + 13.0 * (k - (len(units) - 1) / 2.0)
                rounds = unit.ready_rounds + unit.reserve_rounds
                tip = f"{style.label(unit.name)}: {style.label(unit.interceptor)}, {style.count(rounds, 'round')}"
                legend.triangle(self.drawing, middle, at_y, f"dot fill {self.kinds[unit.interceptor]}", tip)
                self.labels.keep_clear(middle, at_y, 6.0)
            if host is None:
                self.alone.append((x, y, units))

    def names(self) -> None:
        """Names last, so that they keep clear of every disc and triangle; the places with most leakers first."""
        for place in self.by_leak():
            (x, y), found = self.spot(place.site), self.answer.places[place.name].leakers
            radius, number = self.radius(found.mean), style.mean_alone(found)
            inside = fits(number, radius)
            self.name(x, y, radius, place.name if inside else f"{place.name} {number}", "strong")
        for x, y, units in self.alone:
            self.spots.append((x, y, 7.0))
            self.name(x, y, 7.0 * len(units), style.together([unit.name for unit in units]), "")

    def radars(self) -> None:
        for radar in self.scenario.radar_sites:
            x, y = self.spot(radar.site)
            if self.named(x, y) is None:
                self.drawing.circle(x, y, 3.5, "dot ink", style.label(radar.name))
                self.spots.append((x, y, 4.0))
                self.labels.keep_clear(x, y, 4.0)
                self.name(x, y, 4.0, style.label(radar.name), "small", 10.5)

    def ends(self) -> None:
        launches: set[Site] = set()
        named = len(self.scenario.routes) <= 6
        for route, flight in zip(self.scenario.routes, self.answer.battlespace.trajectories, strict=True):
            colour = self.colours[route.missile]
            if route.launch not in launches:
                launches.add(route.launch)
                x, y = self.spot(route.launch)
                legend.cross(self.drawing, x, y, colour, f"launch point, {style.label(route.missile)}")
            for body in flight.bodies:
                if isfinite(body.impact_time):
                    x, y = self.spot(body.impact)
                    legend.plus(
                        self.drawing,
                        x,
                        y,
                        colour,
                        f"{body.name} of {style.route_name(route)} comes down, {body.impact_time:.0f} s",
                    )
            if isfinite(flight.impact_time):
                x, y = self.spot(flight.impact)
                if self.named(x, y) is None:
                    self.drawing.rect(
                        x - 3.5, y - 3.5, 7, 7, f"dot fill {colour}", f"impact of {style.route_name(route)}"
                    )
                    if named:
                        self.name(x, y, 4.0, style.route_name(route), "small", 10.5)


def fits(number: str, radius: float) -> bool:
    """Whether a number can be written inside a disc of this radius [px]."""
    return radius > 4.0 + 3.2 * len(number)
