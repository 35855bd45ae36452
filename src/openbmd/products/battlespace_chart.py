"""The battlespace: altitude over time for each missile, who holds it and who can meet it when."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.products import battlespace_words, flown
from openbmd.products.battlespace_rows import FIRM, IN_SIGHT, LEAST_LANE, SEEN, Rows
from openbmd.records import Answer, Floats
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, LEFT, ACROSS = 940.0, 190.0, 736.0  # px
TOP, PLOT, GAP = 34.0, 176.0, 4.0  # px
STEP = 2.0  # s, between the samples of a curve
WIDTHS = (7.0, 4.0, 2.5, 1.5)  # px, earlier layers wider so that later ones show inside


def draw(answer: Answer, title: str, description: str, corner: str) -> pictures.Picture:
    """One panel for each missile, the most numerous first, times counted from launch."""
    panels = [
        Panel(answer, missile, routes, k)
        for k, (missile, routes) in enumerate(flown.by_missile(answer.scenario).items())
    ]
    height = TOP + sum(panel.height for panel in panels) + 38.0
    picture = pictures.new("battlespace", WIDTH, height, title, description, corner)
    top = TOP
    for panel in panels:
        panel.draw(picture.figure, top)
        top += panel.height
    key(picture.figure, top + 2.0, bool(answer.scenario.fire_units))
    return picture


def key(figure: Figure, y: float, defended: bool) -> None:
    """What the marks mean."""
    from matplotlib.lines import Line2D

    dot: dict[str, Any] = {"linestyle": "none", "marker": "o"}
    entries = {
        "burnout": Line2D([], [], color=inks.INK, markersize=6.4, **dot),
        "first firm track of any radar": Line2D(
            [], [], markersize=7.2, markerfacecolor=inks.GROUND, markeredgecolor=inks.INK, markeredgewidth=1.4, **dot
        ),
        "in sight": Line2D([], [], color=IN_SIGHT, linewidth=1.2),
        "first seen": Line2D([], [], color=SEEN, linewidth=LEAST_LANE),
        "firm (one lane for each route)": Line2D([], [], color=FIRM, linewidth=LEAST_LANE),
    }
    if defended:
        entries["a fire unit can intercept"] = Line2D([], [], color=inks.defence(0), linewidth=WIDTHS[0])
    marks.legend(figure, list(entries.values()), list(entries), 0.0, y, len(entries))


class Panel:
    """One missile: its routes' curves above, a row for each radar and fire unit below."""

    def __init__(self, answer: Answer, missile: str, routes: list[int], index: int) -> None:
        self.answer, self.scenario, self.space = answer, answer.scenario, answer.battlespace
        self.missile, self.routes, self.index = missile, routes, index
        self.kinds = flown.interceptors(self.scenario)
        self.flights = [self.space.trajectories[k] for k in routes]
        self.ends = [flown.shown_until(answer, k) for k in routes]
        self.rows = Rows(answer, routes)
        self.idle = wrap(battlespace_words.idle_words(answer, routes, self.rows.units), 118)
        self.height = 44.0 + PLOT + self.rows.height + 36.0 + 14.0 * len(self.idle) + 26.0

    def draw(self, figure: Figure, top: float) -> None:
        """The panel below a line of the sheet [px]."""
        routes = style.count(len(self.routes), "route")
        name = f"{style.label(self.missile)}: {flown.vehicles(self.answer, self.routes)} on {routes}"
        pictures.put(figure, 0.0, top + 14.0, name, size=12.0, weight="bold", color=inks.threat(self.index))
        finding = battlespace_words.finding(self.answer, self.routes)
        pictures.put(figure, 0.0, top + 30.0, finding, size=12.5, color=inks.MUTED)
        self.highest = max(flight.apogee_altitude for flight in self.flights) / 1e3
        end = max(self.ends) * 1.015
        # one pair of axes under both, so that the grid of times goes through
        below = pictures.new_axes(
            figure, LEFT, top + 44.0, ACROSS, PLOT + GAP + self.rows.height
        )  # its grid serves both
        below.set(xlim=(0.0, end), ylim=(self.rows.height, -GAP - PLOT))
        below.spines["bottom"].set_visible(False)
        marks.scale(below, "x", "time after launch (s)", 8)
        self.rows.draw(below, ACROSS)
        axes = pictures.new_axes(figure, LEFT, top + 44.0, ACROSS, PLOT)
        axes.set(xlim=(0.0, end), ylim=(0.0, self.highest * 1.1))
        axes.xaxis.set_visible(False)
        marks.scale(axes, "y", "altitude (km)", 5)
        axes.yaxis.set_label_coords(-44.0 / ACROSS, 0.5)
        self.limits(axes)
        self.curves(axes)
        idle = top + 44.0 + PLOT + self.rows.height + 41.0
        pictures.put(figure, LEFT, idle, "\n".join(self.idle), va="top", color=inks.MUTED)

    def limits(self, axes: Axes) -> None:
        """Keep-out floor and ceiling of each interceptor, where they fall inside the plot."""
        kinds = [(name, self.scenario.interceptors[name]) for name in self.kinds]
        found = [(kind.maximum_altitude / 1e3, name, "ceiling") for name, kind in kinds]
        found += [(kind.minimum_altitude / 1e3, name, "floor") for name, kind in kinds]
        found = [limit for limit in sorted(found, reverse=True) if 0.03 < limit[0] / self.highest < 1.08]
        colours = [inks.defence(self.kinds[name]) for _, name, _ in found]
        heights, dashed = [km for km, _, _ in found], (0.0, (5.0, 4.0))
        axes.hlines(heights, *axes.get_xlim(), color=colours, linewidth=1.0, alpha=0.8, linestyle=dashed)
        written = PLOT / 1.1 + 20.0  # px, the base of the last words
        for (km, name, word), colour in zip(found, colours, strict=True):
            y = km / self.highest / 1.1 * PLOT
            written = y + 3.0 if y + 14.0 <= written else y - 10.0
            words = f"{style.label(name)} {word} {km:g} km"
            marks.note(axes, words, 0.5, 0.0, up=written, color=colour, xycoords="axes fraction")

    def curves(self, axes: Axes) -> None:
        """Each route's altitude over time, its windows under it, its events on it."""
        ink, curves, tips = inks.threat(self.index), [], []
        windows: list[tuple[Floats, float, str, str]] = []
        burnouts, firms = [], []
        for route, flight, end in zip(self.routes, self.flights, self.ends, strict=True):
            path = flown.sample(flight, STEP, flown.kept_times(flown.events(self.answer, route)), end)
            points = np.stack([path.times, path.altitude / 1e3], axis=1)
            curves.append(points)
            name = style.route_name(self.scenario.routes[route])
            tips.append(f"{name}: apogee {flight.apogee_altitude / 1e3:.0f} km at {flight.apogee_time:.0f} s")
            for kind, k in self.kinds.items():
                for first, last in battlespace_words.windows_of(self.answer, self.space.opportunities[route], kind):
                    shown = points[(path.times >= first - 1e-9) & (path.times <= last + 1e-9)]
                    tip = f"{style.label(kind)}: {first:.0f}–{last:.0f} s"
                    windows.append((shown, WIDTHS[min(k, len(WIDTHS) - 1)], inks.defence(k), tip))
            for time in dict.fromkeys([*flight.staging_times.tolist(), flight.burnout_time]):
                if time <= end:
                    burnouts.append(Mark(time, height(points, time), 3.2, ink, f"burnout {time:.0f} s"))
            firm = flown.earliest([track.firm_time for track in self.space.tracks[route]])
            if firm <= end:
                firms.append(Mark(firm, height(points, firm), 3.6, inks.GROUND, f"first firm track {firm:.0f} s"))
        inside, said = [window[0] for window in windows], [window[3] for window in windows]
        wide, colours = [window[1] for window in windows], [window[2] for window in windows]
        marks.lines(axes, inside, said, color=colours, linewidth=wide, capstyle="round")
        marks.lines(axes, curves, tips, color=ink, linewidth=1.5, alpha=0.75, linestyle=inks.dash(self.index))
        marks.points(axes, burnouts, linewidths=0.0, clip_on=False)
        marks.points(axes, firms, edgecolors=inks.INK, linewidths=1.4, clip_on=False)
        top = max(range(len(self.flights)), key=lambda k: self.flights[k].apogee_altitude)
        flight = self.flights[top]
        if 0.0 < flight.apogee_time <= self.ends[top]:
            marks.note(axes, f"apogee {self.highest:,.0f} km", flight.apogee_time, self.highest, up=6.0)


def height(points: Floats, time: float) -> float:
    """Altitude [km] at a time [s] on a curve (N, 2)."""
    return float(np.interp(time, points[:, 0], points[:, 1]))
