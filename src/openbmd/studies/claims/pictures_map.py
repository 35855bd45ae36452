"""The map of a claim about who can be defended: footprints at the best figures, places, batteries, launch points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd import places_file
from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.theatre import Labels, Theatre, ground, scale_bar
from openbmd.locales import Words
from openbmd.records import Floats, Place, Site
from openbmd.studies.claims import words
from openbmd.studies.claims.answer import ClaimAnswer, ClaimArea
from openbmd.studies.footprint.find import place_at
from openbmd.studies.footprint.words import covers
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.artist import Artist

TOP, ROW = 48.0, 19.0  # px
INKS = (inks.LIGHT["d0"], inks.LIGHT["d1"], inks.LIGHT["d3"], inks.LIGHT["d2"], inks.LIGHT["t2"])
MOVED: dict[str, Any] = {"linestyle": (0.0, (5.0, 2.5))}


def draw(answer: ClaimAnswer, say: Words) -> pictures.Picture:
    """Footprints over one another, each with its area in the legend."""
    areas = [area for area in answer.areas if area.region.area > 0.0]
    places = defended(answer)
    theatre = Theatre(extent(answer, places))
    height = TOP + theatre.height + 12.0 + ROW * -(-(len(areas) + 3) // 2) + 30.0
    title = standing(areas, answer, say)
    names = [name(area, answer, say) for area in areas]
    picture = pictures.new(
        "map", theatre.width, height, title, " ".join(f"{name}." for name in names),
        say("common-map-corner", corner=words.corner(answer, say)),
    )  # fmt: skip
    axes = pictures.new_axes(picture.figure, 0.0, TOP, theatre.width, theatre.height)
    ground(axes, theatre)
    handles: dict[str, Artist] = {}
    for n, (named, area) in enumerate(zip(names, areas, strict=True)):
        handles[named] = outline(axes, theatre, area, INKS[n % len(INKS)], moved(area, answer))
    handles |= spots(axes, theatre, answer, places, say)
    scale_bar(axes, theatre, 58.0, theatre.height - 28.0)
    marks.legend(picture.figure, list(handles.values()), list(handles), 0.0, TOP + theatre.height + 12.0, 2)
    return picture


def defended(answer: ClaimAnswer) -> list[Place]:
    """The places that the parts ask about, each once."""
    scenarios = [area.part.scenario for area in answer.areas if area.part.scenario]
    return list({place.name: place for scenario in scenarios for place in scenario.places}.values())


def standing(areas: Sequence[ClaimArea], answer: ClaimAnswer, say: Words) -> str:
    """Which places that the claim is about lie inside how many footprints of the battery as it stands."""
    own = [area for area in areas if not moved(area, answer)]
    asked = {
        p.name: p for area in own if area.part.scenario and not area.part.what_if for p in area.part.scenario.places
    }
    said = []
    for name, place in list(asked.items())[:2]:
        inside = sum(covers(area.region, place.site) for area in own)
        how = "all" if inside == len(own) > 1 else "some" if inside else "none"
        footprints = say.count(len(own), "footprint")
        said.append(say("claims-lies", place=name, inside=how, number=str(inside), footprints=footprints))
    battery = where(answer.areas[0].unit.site)
    return say("claims-map-title", said=said, battery=battery) if said else say("claims-map-bare", battery=battery)


def moved(area: ClaimArea, answer: ClaimAnswer) -> bool:
    """Whether its battery stands elsewhere than the first one."""
    return area.unit.site != answer.areas[0].unit.site


def where(site: Site) -> str:
    return place_at(site)


def name(area: ClaimArea, answer: ClaimAnswer, say: Words) -> str:
    """ "Nodong, fired steeply: 61,000 km²"."""
    missile = say("claims-fired", shape=area.route.shape.name, missile=style.label(area.route.missile))
    size = say("footprint-area", area=style.significant(area.region.area / 1e6))
    if moved(area, answer):
        return say("claims-area-elsewhere", missile=missile, area=size, battery=where(area.unit.site))
    return say("claims-area", missile=missile, area=size)


def extent(answer: ClaimAnswer, places: list[Place]) -> Floats:
    points = [lonlat([place.site for place in places] + [area.unit.site for area in answer.areas])]
    points.append(lonlat([area.route.launch for area in answer.areas]))
    for area in answer.areas:
        if area.region.area > 0.0:
            west, south, east, north = area.region.shape.bounds
            points.append(np.array([(west, south), (west, north), (east, south), (east, north)]))
    return np.concatenate(points)


def lonlat(sites: list[Site]) -> Floats:
    return np.degrees(np.array([(site.longitude, site.latitude) for site in sites], dtype=np.float64).reshape(-1, 2))


def outline(axes: Any, theatre: Theatre, area: ClaimArea, ink: str, dashed: bool) -> Artist:
    """One footprint; its holes are holes."""
    from matplotlib.patches import Patch, PathPatch
    from matplotlib.path import Path

    rings = [ring for part in area.region.shape.geoms for ring in (part.exterior, *part.interiors)]
    pixels = [theatre.pixels(np.array(ring.coords)) for ring in rings]
    how: dict[str, Any] = {
        "facecolor": (ink, 0.0 if dashed else 0.12), "edgecolor": ink, "linewidth": 1.9, **(MOVED if dashed else {}),
    }  # fmt: skip
    axes.add_artist(
        PathPatch(Path.make_compound_path(*(Path(ring, closed=True) for ring in pixels)), zorder=1.1, **how)
    )
    return Patch(**how)


def spots(axes: Any, theatre: Theatre, answer: ClaimAnswer, places: list[Place], say: Words) -> dict[str, Artist]:
    """Places asked about, batteries and launch points, with their names."""
    labels = Labels(theatre.width, theatre.height)
    labels.keep_clear(120.0, theatre.height - 28.0, 70.0)
    batteries = list(dict.fromkeys(area.unit.site for area in answer.areas))
    launches = list(dict.fromkeys(area.route.launch for area in answer.areas))
    sites = [(place.name, place.site, "bold") for place in places]
    sites += [(where(site), site, "normal") for site in (*batteries, *launches)]
    sites += [(name, places_file.read(name).site, "normal") for name in ("Busan", "Daejeon", "Pyongyang")]
    handles: dict[str, Artist] = {}
    for kind, found, shape, ink in (
        (say("claims-legend-place"), [place.site for place in places], "o", inks.INK),
        (say("claims-legend-battery"), batteries, "^", inks.LIGHT["d3"]),
        (say("footprint-legend-launch"), launches, "s", inks.LIGHT["t0"]),
    ):
        if not found:
            continue
        points = theatre.pixels(lonlat(found))
        drawn = [Mark(float(x), float(y), 5.2, ink, kind) for x, y in points]
        handles[kind] = marks.points(axes, drawn, marker=shape, edgecolors=inks.GROUND, linewidths=0.8, zorder=2.0)
    spelled = dict.fromkeys(name for name, _, _ in sites)
    at = {name: (site, weight) for name, site, weight in reversed(sites)}
    for name in spelled:
        site, weight = at[name]
        x, y = theatre.pixels(lonlat([site]))[0].tolist()
        placed = labels.place(x, y, 6.0, name, 11.5) if theatre.inside(np.array([[x, y]]))[0] else None
        if placed is not None:
            how: dict[str, Any] = {"size": 11.5, "weight": weight, "gid": pictures.HALO, "zorder": 3.0}
            axes.text(placed[0], placed[1], name, ha=placed[2], **how)
    return handles
