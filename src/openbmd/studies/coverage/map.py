"""Where the radar looks: its fan, the lowest altitude that it sees by place, and the flights, thick where held."""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.theatre import Labels, Theatre, ground, scale_bar
from openbmd.kinds import Radar
from openbmd.locales import Words
from openbmd.physics.radar import masked, ordered
from openbmd.records import Floats, RadarSite, Site, Trajectory
from openbmd.scene import fans
from openbmd.studies.coverage import titles, words
from openbmd.studies.coverage.answer import Coverage, FlightAnswer, SceneAnswer
from openbmd.studies.coverage.scenes import radar_of
from openbmd.studies.coverage.sight import path
from openbmd.studies.coverage.volume import bent_radius, farthest_visible, floor_of

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

ALTITUDES = (20e3, 50e3, 100e3, 200e3, 400e3, 800e3)  # m, of the contours
FARTHEST = 2300e3  # m, of the fan that the sheet must show
POINTS = 91  # of an arc
LONGEST = 2400.0  # s, of a track that goes on in orbit
STEP = 5.0  # s, between the points of a ground track
TOP, ROW = 48.0, 19.0  # px, of the sheet, of a row of the legend
CONTOUR: dict[str, Any] = {"color": inks.defence(0), "linewidth": 1.0, "linestyle": (0.0, (4.0, 3.0)), "alpha": 0.9}


def group_ink(groups: tuple[str, ...], group: str) -> str:
    return inks.threat(list(dict.fromkeys(groups)).index(group))


def draw(answer: Coverage, scene: SceneAnswer, corner: str, say: Words) -> pictures.Picture:
    """The map of one mode."""
    theatre = Theatre(extent(answer))
    groups = tuple(dict.fromkeys(answer.groups))
    below = TOP + theatre.height + 12.0
    height = below + ROW * -(-(len(groups) + 3) // 2) + 26.0
    name = f"map-{scene.scene.mode}" if scene.scene.mode else "map"
    title = titles.map_title(answer, scene, say)
    picture = pictures.new(
        name,
        theatre.width,
        height,
        title,
        words.setting(scene, say),
        say("common-map-corner", corner=corner),
    )
    axes = pictures.new_axes(picture.figure, 0.0, TOP, theatre.width, theatre.height)
    ground(axes, theatre)
    sheet = CoverageSheet(axes, theatre, answer, scene, say)
    handles = sheet.fan() | sheet.contours() | sheet.flights()
    sheet.places()
    scale_bar(axes, theatre, 58.0, theatre.height - 28.0)
    told = {
        "fan": say("coverage-map-fan"),
        "contour": say("coverage-map-contour"),
        "held": say("coverage-map-held", hold=f"{answer.hold:g}"),
        **{group: words.short(group, say) for group in groups},
    }
    marks.legend(picture.figure, [handles[kind] for kind in told], list(told.values()), 0.0, below, 2)
    return picture


def extent(answer: Coverage) -> Floats:
    """Points (N, 2) [deg] that every map of the answer shows: launch points and the widest fan."""
    points = []
    for scene in answer.scenes:
        scenario = scene.scene.scenario
        site, radar = scenario.radar_sites[0], radar_of(scenario)
        far = min(radar.maximum_range, FARTHEST)
        points.append(fans.sector(site.site, site.boresight_azimuth, radar.azimuth_half_width, far, fans.geodesics()))
        points.append(np.degrees(np.array([[r.launch.longitude, r.launch.latitude] for r in scenario.routes])))
    return np.concatenate(points)


class CoverageSheet:
    """One mode's marks on one theatre."""

    def __init__(self, axes: Axes, theatre: Theatre, answer: Coverage, scene: SceneAnswer, say: Words) -> None:
        self.axes, self.theatre, self.answer, self.scene, self.say = axes, theatre, answer, scene, say
        scenario = scene.scene.scenario
        self.site, self.radar = scenario.radar_sites[0], radar_of(scenario)
        self.labels = Labels(theatre.width, theatre.height)
        self.geod = fans.geodesics()

    def fan(self) -> dict[str, Artist]:
        half, far = self.radar.azimuth_half_width, self.radar.maximum_range
        ring = self.theatre.pixels(fans.sector(self.site.site, self.site.boresight_azimuth, half, far, self.geod))
        tip = self.say("coverage-map-limit", km=f"{far / 1e3:,.0f}")
        edge = (inks.MUTED, 0.7)
        fill = (inks.defence(0), 0.06)
        return {"fan": marks.areas(self.axes, [ring[~np.isnan(ring[:, 0])]], [tip], facecolor=fill, edgecolor=edge)}

    def contours(self) -> dict[str, Artist]:
        """Arcs on which an altitude comes into sight, as far as the range limit lets them be seen."""
        lines, tips = [], []
        for altitude in ALTITUDES:
            lonlat, reached = contour(self.site, self.radar, altitude)
            if not reached.any():
                continue
            points = self.theatre.pixels(lonlat)
            points[~reached] = np.nan
            lines.append(points)
            km = f"{altitude / 1e3:,.0f}"
            tips.append(self.say("coverage-map-sight", km=km))
            middle = points[len(points) // 2]
            if not np.isnan(middle).any():
                x, y = middle.tolist()
                marks.note(self.axes, self.say("common-km", km=km), x, y, up=3.0, color=inks.defence(0))
        return {"contour": marks.lines(self.axes, lines or [np.zeros((2, 2))], tips or [""], **CONTOUR)}

    def flights(self) -> dict[str, Artist]:
        groups = list(dict.fromkeys(self.answer.groups))
        handles: dict[str, Artist] = {}
        thick, inks_of = [], []
        for group in groups:
            members = [k for k, g in enumerate(self.answer.groups) if g == group]
            ink = group_ink(self.answer.groups, group)
            routes = self.scene.scene.scenario.routes
            lines = [self.track(self.answer.trajectories[k]) for k in members]
            handles[group] = marks.lines(
                self.axes, lines, [routes[k].name for k in members], color=ink, linewidth=1.0, alpha=0.75
            )
            parts = [self.held(self.answer.trajectories[k], self.scene.flights[k]) for k in members]
            thick += [part for part in parts if len(part) > 1]
            inks_of += [ink for part in parts if len(part) > 1]
        shown = marks.lines(self.axes, thick or [np.zeros((2, 2))], color=inks_of or inks.MUTED, linewidth=3.4)
        return handles | {"held": shown}

    def track(self, flight: Trajectory) -> Floats:
        times, lonlat, _ = path(flight, STEP)
        return self.theatre.pixels(lonlat[times <= LONGEST])

    def held(self, flight: Trajectory, seen: FlightAnswer) -> Floats:
        times, lonlat, _ = path(flight, STEP)
        inside = (times >= seen.seen.firm_time) & (times <= seen.seen.lost_time)
        return self.theatre.pixels(lonlat[inside]) if inside.any() else np.empty((0, 2))

    def places(self) -> None:
        """The radar, and each launch point once."""
        x, y = self.spot(self.site.site)
        marks.points(self.axes, [Mark(x, y, 5.0, inks.INK, self.site.name)], edgecolors=inks.GROUND, linewidths=1.0)
        self.name(x, y, 6.0, self.site.name, "bold")
        seen: dict[tuple[int, int], Mark] = {}
        for route, group in zip(self.scene.scene.scenario.routes, self.answer.groups, strict=True):
            x, y = self.spot(route.launch)
            mark = Mark(
                x, y, 3.6, group_ink(self.answer.groups, group), self.say("coverage-map-launch", route=route.name)
            )
            if (round(x / 9.0), round(y / 9.0)) not in seen:
                seen[round(x / 9.0), round(y / 9.0)] = mark
                if group != "dprk":
                    self.name(x, y, 4.0, route.name.split("-")[0].capitalize(), "normal")
        marks.points(self.axes, list(seen.values()), marker="x", linewidths=1.8)

    def spot(self, site: Site) -> tuple[float, float]:
        x, y = self.theatre.pixels(np.degrees([[site.longitude, site.latitude]]))[0].tolist()
        return x, y

    def name(self, x: float, y: float, radius: float, words: str, weight: str) -> None:
        found = self.labels.place(x, y, radius, words, 11.0)
        if found is not None:
            at, base, align = found
            self.axes.text(at, base, words, size=11.0, weight=weight, ha=align, gid=pictures.HALO)


def contour(site: RadarSite, radar: Radar, altitude: float) -> tuple[Floats, np.ndarray]:
    """Points (N, 2) [deg] within which an altitude [m] is above the floor and the mask, by azimuth through the sector;
    and which of them the range limit lets be seen."""
    half = min(radar.azimuth_half_width, pi)
    azimuths = site.boresight_azimuth + np.linspace(-half, half, POINTS)
    mask, radius = ordered(site.horizon_mask), bent_radius(site.refraction)
    floor, height = floor_of(site, radar), max(site.site.height, 0.0)
    distances = np.array(
        [
            farthest_visible(
                altitude, max(floor, masked(mask, float(a % (2.0 * pi)))) if len(mask) > 2 else floor, height, radius
            )
            for a in azimuths
        ]
    )
    here, ones = np.degrees([site.site.longitude, site.site.latitude]), np.ones(POINTS)
    lon, lat, _ = fans.geodesics().fwd(here[0] * ones, here[1] * ones, np.degrees(azimuths), distances)
    return np.stack([lon, lat], axis=1), (distances < radar.maximum_range) & (distances > 0.0)
