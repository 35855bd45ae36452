"""The rows under a battlespace panel: who holds the missile when, and who can meet it when."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from openbmd.drawing import battlespace_words, inks, marks
from openbmd.locales import Words
from openbmd.scene.situation import Situation
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW, LEAST_LANE = 15.0, 2.5  # px
IN_SIGHT, SEEN, FIRM = (inks.MUTED, 0.32), (inks.MUTED, 0.55), (inks.INK, 0.55)  # ink, opacity


class TimeBar(NamedTuple):
    first: float  # s
    last: float  # s
    y: float  # px below the upper edge of the rows
    width: float  # px
    ink: tuple[str, float]  # with its opacity
    tip: str


class BattlespaceRows:
    """One row for each radar that has the missile in sight and each battery that can meet it, a lane for each route."""

    def __init__(self, seen: Situation, routes: Sequence[int], say: Words) -> None:
        self.scenario, self.space, self.routes, self.say = seen.scenario, seen.space, routes, say
        self.kinds = seen.interceptors
        self.lane = max(LEAST_LANE, (ROW - 5.0) / len(routes))  # px
        self.row = self.lane * len(routes) + 5.0  # px
        self.sensors = [
            k for k in range(len(self.scenario.radar_sites)) if any(len(self.space.looks[r][k].windows) for r in routes)
        ]
        self.units = [
            group
            for group in battlespace_words.batteries(self.scenario)
            if any(self.spans(route, unit) for route in routes for unit in group)
        ]
        self.height = (len(self.sensors) + len(self.units)) * self.row  # px

    def spans(self, route: int, unit: int) -> list[list[float]]:
        """First launch, last launch, first intercept, last intercept of each window [s]."""
        found: list[list[float]] = self.space.opportunities[route][unit].windows.tolist()
        return found

    def draw(self, axes: Axes, across: float) -> None:
        """Draw them on axes whose x counts seconds over `across` [px] and whose y counts pixels down."""
        names, colours, bars = [], [], []
        for sensor in self.sensors:
            names.append(clipped(style.label(self.scenario.radar_sites[sensor].name)))
            colours.append(inks.MUTED)
            bars += self.sensor_bars(sensor, names[-1], (len(names) - 1) * self.row)
        for group in self.units:
            units = [self.scenario.fire_units[unit] for unit in group]
            names.append(clipped(style.together([unit.name for unit in units])))
            colours.append(inks.defence(self.kinds[units[0].interceptor]))
            bars += self.unit_bars(group, colours[-1], (len(names) - 1) * self.row)
        marks.rows(axes, names, colours, [(k + 0.5) * self.row for k in range(len(names))])
        shortest = 1.5 / across * axes.get_xlim()[1]  # s, so that it can be seen
        spans = [[(bar.first, bar.y), (max(bar.last, bar.first + shortest), bar.y)] for bar in bars]
        marks.lines(
            axes, spans, [bar.tip for bar in bars], color=[bar.ink for bar in bars],
            linewidth=[bar.width for bar in bars], clip_on=False,
        )  # fmt: skip

    def sensor_bars(self, sensor: int, name: str, top: float) -> list[TimeBar]:
        bars, wide = [], max(1.5, self.lane - 1.0)
        for lane, route in enumerate(self.routes):
            y = top + 2.5 + (lane + 0.5) * self.lane
            for first, last in self.space.looks[route][sensor].windows.tolist():
                tip = self.say("scene-tip-sight", radar=name, first=f"{first:.0f}", last=f"{last:.0f}")
                bars.append(TimeBar(first, last, y, 1.2, IN_SIGHT, tip))
            track = self.space.tracks[route][sensor]
            seen, firm, lost = track.first_seen_time, track.firm_time, track.lost_time
            if isfinite(seen):
                times = {"seen": f"{seen:.0f}", "lost": f"{lost:.0f}"}
                tip = (
                    self.say("scene-tip-held", radar=name, firm=f"{firm:.0f}", **times)
                    if isfinite(firm)
                    else self.say("scene-tip-never-firm", radar=name, **times)
                )
                bars.append(TimeBar(seen, min(firm, lost), y, wide, SEEN, tip))
                if isfinite(firm):
                    bars.append(TimeBar(firm, lost, y, wide, FIRM, tip))
        return bars

    def unit_bars(self, group: list[int], ink: str, top: float) -> list[TimeBar]:
        bars, wide = [], max(1.5, self.lane - 1.0)
        for unit in group:
            unit_name = style.label(self.scenario.fire_units[unit].name)
            for lane, route in enumerate(self.routes):
                y, name = top + 2.5 + (lane + 0.5) * self.lane, style.route_name(self.scenario.routes[route])
                for _, _, first, last in self.spans(route, unit):
                    times = {"first": f"{first:.0f}", "last": f"{last:.0f}"}
                    tip = self.say("scene-tip-meet", unit=unit_name, route=name, **times)
                    bars.append(TimeBar(first, last, y, wide, (ink, 1.0), tip))
        return bars


def clipped(name: str, most: int = 30) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
