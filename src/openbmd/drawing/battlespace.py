"""The battlespace: altitude over time for each missile, who holds it and who can meet it when."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import battlespace_words, inks, map_words, marks, pictures
from openbmd.drawing.battlespace_rows import FIRM, IN_SIGHT, LEAST_LANE, SEEN, BattlespaceRows
from openbmd.drawing.marks import Mark
from openbmd.locales import Words
from openbmd.records import Floats
from openbmd.scene.situation import Situation
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, LEFT, ACROSS = 940.0, 190.0, 736.0  # px
TOP, PLOT, GAP = 34.0, 176.0, 4.0  # px
WIDTHS = (7.0, 4.0, 2.5, 1.5)  # px, earlier layers wider so that later ones show inside


def draw(seen: Situation, corner: str, say: Words) -> pictures.Picture:
    """One panel for each missile, the most numerous first, times counted from launch."""
    panels = [Panel(seen, missile, say) for missile in seen.missiles]
    title, description = battlespace_words.title(seen, say), say("scene-battlespace")
    height = TOP + sum(panel.height for panel in panels) + 38.0
    picture = pictures.new("battlespace", WIDTH, height, title, description, corner)
    top = TOP
    for panel in panels:
        panel.draw(picture.figure, top)
        top += panel.height
    key(picture.figure, top + 2.0, bool(seen.scenario.fire_units), say)
    return picture


def key(figure: Figure, y: float, defended: bool, say: Words) -> None:
    """What the marks mean."""
    from matplotlib.lines import Line2D

    dot: dict[str, Any] = {"linestyle": "none", "marker": "o"}
    entries = {
        say("scene-key-burnout"): Line2D([], [], color=inks.INK, markersize=6.4, **dot),
        say("scene-key-firm"): Line2D(
            [], [], markersize=7.2, markerfacecolor=inks.GROUND, markeredgecolor=inks.INK, markeredgewidth=1.4, **dot
        ),
        say("scene-key-sight"): Line2D([], [], color=IN_SIGHT, linewidth=1.2),
        say("scene-key-seen"): Line2D([], [], color=SEEN, linewidth=LEAST_LANE),
        say("scene-key-held"): Line2D([], [], color=FIRM, linewidth=LEAST_LANE),
    }
    if defended:
        entries[say("scene-key-meet")] = Line2D([], [], color=inks.defence(0), linewidth=WIDTHS[0])
    marks.legend(figure, list(entries.values()), list(entries), 0.0, y, len(entries))


class Panel:
    """One missile: its routes' curves above, a row for each radar and fire unit below."""

    def __init__(self, seen: Situation, missile: str, say: Words) -> None:
        self.seen, self.scenario, self.missile, self.say = seen, seen.scenario, missile, say
        self.routes = seen.missiles[missile]
        self.flights = [seen.flights[k] for k in self.routes]
        self.index = self.flights[0].kind
        self.ends = [float(flight.curve.times[-1]) for flight in self.flights]
        self.rows = BattlespaceRows(seen, self.routes, say)
        self.idle = wrap(battlespace_words.idle_words(seen, self.routes, self.rows.units, say), 118)
        self.height = 44.0 + PLOT + self.rows.height + 36.0 + 14.0 * len(self.idle) + 26.0

    def draw(self, figure: Figure, top: float) -> None:
        """The panel below a line of the sheet [px]."""
        say = self.say
        counted = {
            "vehicles": map_words.vehicles(self.seen, self.routes, say),
            "routes": say.count(len(self.routes), "route"),
        }
        name = say("scene-missile", missile=style.label(self.missile), **counted)
        pictures.put(figure, 0.0, top + 14.0, name, size=12.0, weight="bold", color=inks.threat(self.index))
        finding = battlespace_words.finding(self.seen, self.routes, say)
        pictures.put(figure, 0.0, top + 30.0, finding, size=12.5, color=inks.MUTED)
        self.highest = max(flight.motion.apogee_altitude for flight in self.flights) / 1e3
        end = max(self.ends) * 1.015
        # one pair of axes under both, so that the grid of times goes through
        below = pictures.new_axes(
            figure, LEFT, top + 44.0, ACROSS, PLOT + GAP + self.rows.height
        )  # its grid serves both
        below.set(xlim=(0.0, end), ylim=(self.rows.height, -GAP - PLOT))
        below.spines["bottom"].set_visible(False)
        marks.scale(below, "x", say("scene-time"), 8)
        self.rows.draw(below, ACROSS)
        axes = pictures.new_axes(figure, LEFT, top + 44.0, ACROSS, PLOT)
        axes.set(xlim=(0.0, end), ylim=(0.0, self.highest * 1.1))
        axes.xaxis.set_visible(False)
        marks.scale(axes, "y", say("scene-altitude"), 5)
        axes.yaxis.set_label_coords(-44.0 / ACROSS, 0.5)
        self.limits(axes)
        self.curves(axes)
        idle = top + 44.0 + PLOT + self.rows.height + 41.0
        pictures.put(figure, LEFT, idle, "\n".join(self.idle), va="top", color=inks.MUTED)

    def limits(self, axes: Axes) -> None:
        """Keep-out floor and ceiling of each interceptor, where they fall inside the plot."""
        kinds = [(name, self.scenario.interceptors[name]) for name in self.seen.interceptors]
        found = [(kind.maximum_altitude / 1e3, name, "scene-ceiling") for name, kind in kinds]
        found += [(kind.minimum_altitude / 1e3, name, "scene-floor") for name, kind in kinds]
        found = [limit for limit in sorted(found, reverse=True) if 0.03 < limit[0] / self.highest < 1.08]
        colours = [inks.defence(self.seen.interceptors[name]) for _, name, _ in found]
        heights, dashed = [km for km, _, _ in found], (0.0, (5.0, 4.0))
        axes.hlines(heights, *axes.get_xlim(), color=colours, linewidth=1.0, alpha=0.8, linestyle=dashed)
        written = PLOT / 1.1 + 20.0  # px, the base of the last words
        for (km, name, word), colour in zip(found, colours, strict=True):
            y = km / self.highest / 1.1 * PLOT
            written = y + 3.0 if y + 14.0 <= written else y - 10.0
            words = self.say(word, interceptor=style.label(name), height=f"{km:g}")
            marks.note(axes, words, 0.5, 0.0, up=written, color=colour, xycoords="axes fraction")

    def curves(self, axes: Axes) -> None:
        """Each route's altitude over time, its windows under it, its events on it."""
        say, ink, curves, tips = self.say, inks.threat(self.index), [], []
        windows: list[tuple[Floats, float, str, str]] = []
        burnouts, firms = [], []
        for route, flight, end in zip(self.routes, self.flights, self.ends, strict=True):
            path, motion = flight.curve, flight.motion
            points = np.stack([path.times, path.altitude / 1e3], axis=1)
            curves.append(points)
            peak = {"height": f"{motion.apogee_altitude / 1e3:.0f}", "time": f"{motion.apogee_time:.0f}"}
            tips.append(say("scene-tip-apogee", route=style.route_name(flight.route), **peak))
            for kind, k in self.seen.interceptors.items():
                for first, last in battlespace_words.windows_of(self.seen, route, kind):
                    shown = points[(path.times >= first - 1e-9) & (path.times <= last + 1e-9)]
                    tip = say(
                        "scene-tip-window", interceptor=style.label(kind), first=f"{first:.0f}", last=f"{last:.0f}"
                    )
                    windows.append((shown, WIDTHS[min(k, len(WIDTHS) - 1)], inks.defence(k), tip))
            for time in dict.fromkeys([*motion.staging_times.tolist(), motion.burnout_time]):
                if time <= end:
                    tip = say("scene-tip-burnout", time=f"{time:.0f}")
                    burnouts.append(Mark(time, height(points, time), 3.2, ink, tip))
            firm = battlespace_words.firm_time(self.seen, route)
            if firm <= end:
                tip = say("scene-tip-firm", time=f"{firm:.0f}")
                firms.append(Mark(firm, height(points, firm), 3.6, inks.GROUND, tip))
        inside, said = [window[0] for window in windows], [window[3] for window in windows]
        wide, colours = [window[1] for window in windows], [window[2] for window in windows]
        marks.lines(axes, inside, said, color=colours, linewidth=wide, capstyle="round")
        marks.lines(axes, curves, tips, color=ink, linewidth=1.5, alpha=0.75, linestyle=inks.dash(self.index))
        marks.points(axes, burnouts, linewidths=0.0, clip_on=False)
        marks.points(axes, firms, edgecolors=inks.INK, linewidths=1.4, clip_on=False)
        top = max(range(len(self.flights)), key=lambda k: self.flights[k].motion.apogee_altitude)
        highest = self.flights[top].motion
        if 0.0 < highest.apogee_time <= self.ends[top]:
            words = say("scene-apogee", height=f"{self.highest:,.0f}")
            marks.note(axes, words, highest.apogee_time, self.highest, up=6.0)


def height(points: Floats, time: float) -> float:
    """Altitude [km] at a time [s] on a curve (N, 2)."""
    return float(np.interp(time, points[:, 0], points[:, 1]))
