"""The battlespace: altitude over time for each missile, who holds it and who can meet it when."""

from __future__ import annotations

from math import isfinite
from textwrap import wrap

import numpy as np

from openbmd.products import battlespace_words, flown, style
from openbmd.products.drawing import Drawing, Scale, axis_below, axis_left
from openbmd.records import Answer

WIDTH, LEFT, RIGHT = 940.0, 190.0, 14.0  # px
PLOT, ROW, LEAST_LANE = 176.0, 15.0, 2.5  # px
STEP = 2.0  # s
WINDOW_WIDTHS = (7.0, 4.0, 2.5, 1.5)  # px, earlier layers wider so that later ones show inside


def draw(answer: Answer, title: str, description: str, corner: str) -> Drawing:
    """One panel for each missile, the most numerous first, times counted from launch."""
    panels = [
        Panel(answer, missile, routes, k)
        for k, (missile, routes) in enumerate(flown.by_missile(answer.scenario).items())
    ]
    height = 34.0 + sum(panel.height for panel in panels) + 38.0
    drawing = Drawing("battlespace", WIDTH, height, title, description)
    drawing.heading()
    y = 34.0
    for panel in panels:
        panel.draw(drawing, y)
        y += panel.height
    key(drawing, y + 8.0, bool(answer.scenario.fire_units))
    drawing.text(WIDTH, height - 4.0, corner, "note end")
    return drawing


def key(drawing: Drawing, y: float, defended: bool) -> None:
    """What the marks mean."""
    drawing.circle(8, y, 3.2, "ink")
    drawing.text(16, y + 4, "burnout", "note")
    drawing.circle(80, y, 3.6, "ground inkline")
    drawing.text(90, y + 4, "first firm track of any radar", "note")
    drawing.line(262, y, 286, y, "window ink mutedline pale")
    drawing.line(286, y, 300, y, "window mutedline")
    drawing.line(300, y, 322, y, "window inkline", "")
    drawing.text(330, y + 4, "in sight, first seen, firm; one lane for each route", "note")
    if defended:
        drawing.add(f'<line class="window stroke d0" stroke-width="7" x1="622" x2="650" y1="{y:g}" y2="{y:g}"/>')
        drawing.text(662, y + 4, "a fire unit can intercept", "note")


class Panel:
    """One missile: its routes' curves above, a row for each radar and fire unit below."""

    def __init__(self, answer: Answer, missile: str, routes: list[int], index: int) -> None:
        self.answer, self.scenario, self.space = answer, answer.scenario, answer.battlespace
        self.missile, self.routes, self.index = missile, routes, index
        self.kinds = flown.interceptors(self.scenario)
        self.flights = [self.space.trajectories[k] for k in routes]
        self.ends = [flown.shown_until(answer, k) for k in routes]
        self.lane = max(LEAST_LANE, (ROW - 5.0) / len(routes))
        self.row = self.lane * len(routes) + 5.0
        self.sensors = [
            k for k in range(len(self.scenario.radar_sites)) if any(len(self.space.looks[r][k].windows) for r in routes)
        ]
        self.units = [
            group
            for group in battlespace_words.batteries(self.scenario)
            if any(self.spans(route, unit) for route in routes for unit in group)
        ]
        self.idle = wrap(battlespace_words.idle_words(answer, routes, self.units), 118)
        rows = (len(self.sensors) + len(self.units)) * self.row
        self.height = 44.0 + PLOT + rows + 36.0 + 14.0 * len(self.idle) + 26.0

    def spans(self, route: int, unit: int) -> list[list[float]]:
        """First launch, last launch, first intercept, last intercept of each window [s]."""
        found: list[list[float]] = self.space.opportunities[route][unit].windows.tolist()
        return found

    def draw(self, drawing: Drawing, top: float) -> None:
        routes = style.count(len(self.routes), "route")
        name = f"{style.label(self.missile)}: {flown.vehicles(self.answer, self.routes)} on {routes}"
        drawing.text(0, top + 14, name, f"strong fill {style.threat_class(self.index)}")
        drawing.text(0, top + 30, battlespace_words.finding(self.answer, self.routes), "sub")
        plot_top, plot_bottom = top + 44.0, top + 44.0 + PLOT
        bottom = plot_bottom + 4.0 + (len(self.sensors) + len(self.units)) * self.row
        end = max(self.ends)
        time = Scale(0.0, end * 1.015, LEFT, WIDTH - RIGHT)
        highest = max(flight.apogee_altitude for flight in self.flights) / 1e3
        altitude = Scale(0.0, highest * 1.1, plot_bottom, plot_top)
        axis_below(drawing, time, bottom, "time after launch (s)", 8, plot_top)
        axis_left(drawing, altitude, LEFT, "altitude (km)", 5, WIDTH - RIGHT)
        self.limits(drawing, altitude, highest)
        for k in range(len(self.routes)):
            self.curve(drawing, time, altitude, k)
        drawing.line(LEFT, plot_bottom, WIDTH - RIGHT, plot_bottom, "base")
        y = plot_bottom + 4.0
        for sensor in self.sensors:
            self.sensor_row(drawing, time, sensor, y)
            y += self.row
        for group in self.units:
            self.unit_row(drawing, time, group, y)
            y += self.row
        for k, line in enumerate(self.idle):
            drawing.text(LEFT, bottom + 48.0 + 14.0 * k, line, "note")

    def limits(self, drawing: Drawing, altitude: Scale, highest: float) -> None:
        """Keep-out floor and ceiling of each interceptor, where they fall inside the plot."""
        middle, written = (LEFT + WIDTH - RIGHT) / 2.0, altitude(highest) - 20.0
        lines = [
            (kind.maximum_altitude / 1e3, name, "ceiling")
            for name, kind in ((name, self.scenario.interceptors[name]) for name in self.kinds)
        ]
        lines += [(self.scenario.interceptors[name].minimum_altitude / 1e3, name, "floor") for name in self.kinds]
        for km, name, word in sorted(lines, reverse=True):
            if 0.03 * highest < km < 1.08 * highest:
                y, colour = altitude(km), style.defence_class(self.kinds[name])
                drawing.line(LEFT, y, WIDTH - RIGHT, y, f"floor stroke {colour}")
                below = y - 3.0 < written + 11.0
                drawing.text(
                    middle,
                    y + 10.0 if below else y - 3.0,
                    f"{style.label(name)} {word} {km:g} km",
                    f"small middle fill halo {colour}",
                )
                written = y + 10.0 if below else y - 3.0

    def curve(self, drawing: Drawing, time: Scale, altitude: Scale, lane: int) -> None:
        route, flight = self.routes[lane], self.flights[lane]
        happened = flown.events(self.answer, route)
        path = flown.sample(flight, STEP, flown.kept_times(happened), self.ends[lane])
        points = np.stack([time.many(path.times), altitude.many(path.altitude / 1e3)], axis=1)
        colour = style.threat_class(self.index)
        name = style.route_name(self.scenario.routes[route])
        tip = f"{name}: apogee {flight.apogee_altitude / 1e3:.0f} km at {flight.apogee_time:.0f} s"
        for kind, k in self.kinds.items():
            for first, last in battlespace_words.windows_of(self.answer, self.space.opportunities[route], kind):
                inside = (path.times >= first - 1e-9) & (path.times <= last + 1e-9)
                wide = WINDOW_WIDTHS[min(k, len(WINDOW_WIDTHS) - 1)]
                drawing.add(f'<g stroke-width="{wide:g}">')
                drawing.path(
                    points[inside],
                    f"window stroke {style.defence_class(k)}",
                    tip=f"{style.label(kind)}: {first:.0f}–{last:.0f} s",
                )
                drawing.close()
        drawing.path(points, f"curve stroke {colour}", tip=tip)

        def mark(moment: float) -> tuple[float, float]:
            return time(moment), altitude(float(np.interp(moment, path.times, path.altitude)) / 1e3)

        for time_ in dict.fromkeys([*flight.staging_times.tolist(), flight.burnout_time]):
            if time_ <= self.ends[lane]:
                drawing.circle(*mark(time_), 3.2, f"fill {colour}", f"burnout {time_:.0f} s")
        firm = flown.earliest([track.firm_time for track in self.space.tracks[route]])
        if isfinite(firm):
            drawing.circle(*mark(firm), 3.6, "ground inkline", f"first firm track {firm:.0f} s")
        top = max(range(len(self.flights)), key=lambda k: self.flights[k].apogee_altitude)
        if lane == top and 0.0 < flight.apogee_time <= self.ends[lane]:
            x, y = mark(flight.apogee_time)
            drawing.text(x, y - 6, f"apogee {flight.apogee_altitude / 1e3:,.0f} km", "small middle halo")

    def sensor_row(self, drawing: Drawing, time: Scale, sensor: int, y: float) -> None:
        name = style.label(self.scenario.radar_sites[sensor].name)
        drawing.text(LEFT - 8, y + self.row / 2 + 1.5, clipped(name), "small end muted")
        for lane, route in enumerate(self.routes):
            at = y + (lane + 0.5) * self.lane
            look, track = self.space.looks[route][sensor], self.space.tracks[route][sensor]
            wide = max(1.5, self.lane - 1.0)
            for first, last in look.windows.tolist():
                self.bar(
                    drawing, time, first, last, at, 1.2, "mutedbar pale", f"{name}: in sight {first:.0f}–{last:.0f} s"
                )
            if isfinite(track.first_seen_time):
                seen, firm, lost = track.first_seen_time, track.firm_time, track.lost_time
                tip = f"{name}: first seen {seen:.0f} s, firm {firm:.0f} s, last look {lost:.0f} s"
                self.bar(drawing, time, seen, min(firm, lost), at, wide, "mutedbar half", tip)
                if isfinite(firm):
                    self.bar(drawing, time, firm, lost, at, wide, "ink half", tip)

    def unit_row(self, drawing: Drawing, time: Scale, group: list[int], y: float) -> None:
        units = [self.scenario.fire_units[unit] for unit in group]
        colour = style.defence_class(self.kinds[units[0].interceptor])
        words = clipped(style.together([unit.name for unit in units]))
        drawing.text(LEFT - 8, y + self.row / 2 + 1.5, words, f"small end fill {colour}")
        for unit, fire_unit in zip(group, units, strict=True):
            for lane, route in enumerate(self.routes):
                for _, _, first, last in self.spans(route, unit):
                    name = style.route_name(self.scenario.routes[route])
                    tip = f"{style.label(fire_unit.name)}: can intercept {name} at {first:.0f}–{last:.0f} s"
                    at = y + (lane + 0.5) * self.lane
                    self.bar(drawing, time, first, last, at, max(1.5, self.lane - 1.0), f"fill {colour}", tip)

    def bar(
        self, drawing: Drawing, time: Scale, first: float, last: float, y: float, wide: float, classes: str, tip: str
    ) -> None:
        x0, x1 = time(first), time(min(last, time.high))
        drawing.rect(x0, y - wide / 2, max(x1 - x0, 1.5), wide, classes, tip)


def clipped(name: str, most: int = 30) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
