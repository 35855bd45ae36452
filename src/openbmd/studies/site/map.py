"""Where the best sites lie, and which places they cover beside those covered already."""

from __future__ import annotations

from math import copysign, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.theatre import WIDE, Labels, Theatre, ground, scale_bar
from openbmd.locales import Words
from openbmd.records import Floats, Place, Site
from openbmd.studies.site import words
from openbmd.studies.site.answer import Siting, held
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

TOP, ROW = 48.0, 19.0  # px
LARGEST, LEAST = 19.0, 2.6  # px, radius of a place's disc
CHOSEN, NUMBER, SIZE = 8.5, 11.0, 10.5  # px: a chosen site, its number, a place's name
NAMED = 24  # heaviest places that are called by their names, where there is room
HALF = 0.5  # of its missiles, from which a place is drawn as covered


def draw(found: Siting, say: Words) -> pictures.Picture:
    """The map."""
    theatre = Theatre(lonlat([place.site for place in (*found.sites, *found.places)]))
    below = TOP + theatre.height + 12.0
    told = legend(found, say)
    rows = -(-len(told) // 2)
    title = words.headline(found, say)
    description = " ".join(words.sentences(found, say))
    corner = say("common-map-corner", corner=words.corner(found, say))
    picture = pictures.new("map", theatre.width, below + ROW * rows + 26.0, title, description, corner)
    axes = pictures.new_axes(picture.figure, 0.0, TOP, theatre.width, theatre.height)
    ground(axes, theatre)
    handles = SiteSheet(axes, theatre, found, say).draw()
    scale_bar(axes, theatre, 58.0, theatre.height - 28.0)
    named = [name for name in told if name in handles]
    marks.legend(picture.figure, [handles[name] for name in named], [told[name] for name in named], 0.0, below, 2)
    return picture


def legend(found: Siting, say: Words) -> dict[str, str]:
    units = say.count(len(found.best[-1].sites), "unit")
    kinds = ("before", "after", "open", "safe", "site", "there", "best")
    return {kind: say(f"site-legend-{kind}", rule=found.rule, units=units) for kind in kinds}


def lonlat(sites: list[Site]) -> Floats:
    return np.degrees(np.array([(site.longitude, site.latitude) for site in sites], dtype=np.float64).reshape(-1, 2))


class SiteSheet:
    """The marks on one theatre."""

    def __init__(self, axes: Axes, theatre: Theatre, found: Siting, say: Words) -> None:
        self.axes, self.theatre, self.found, self.say = axes, theatre, found, say
        self.labels = Labels(theatre.width, theatre.height)

    def draw(self) -> dict[str, Artist]:
        """Draw everything; gives a handle for each kind of mark."""
        return self.places() | self.sites() | self.there() | self.best()

    def spot(self, site: Site) -> tuple[float, float]:
        x, y = self.theatre.pixels(lonlat([site]))[0].tolist()
        return x, y

    def kind(self, before: float, after: float) -> str:
        if np.isnan(before):
            return "safe"
        return "before" if before >= HALF else "after" if after >= HALF else "open"

    def places(self) -> dict[str, Artist]:
        """Discs, the largest first so that none is hidden."""
        found = self.found
        before, after = held(found, ()), held(found, found.best[-1].sites)
        most = max(place.people_weight for place in found.places)
        colours = {
            "before": inks.defence(0), "after": inks.defence(1), "open": inks.threat(0), "safe": inks.FAINT,
        }  # fmt: skip
        discs: dict[str, list[Mark]] = {name: [] for name in colours}
        for n in sorted(range(len(found.places)), key=lambda n: -found.places[n].people_weight):
            place, kind = found.places[n], self.kind(before[n], after[n])
            radius = self.radius(place, most)
            tip = self.say("common-tip-weight", place=place.name, weight=style.people(place.people_weight))
            discs[kind].append(Mark(*self.spot(place.site), radius, colours[kind], tip))
        how = {"edgecolors": inks.LIGHT["land"], "linewidths": 0.8, "alpha": 0.75}
        return {name: marks.points(self.axes, some, **how) for name, some in discs.items() if some}

    def radius(self, place: Place, most: float) -> float:
        return max(LEAST, LARGEST * sqrt(place.people_weight / most))

    def sites(self) -> dict[str, Artist]:
        dots = [
            Mark(*self.spot(place.site), 1.6, inks.INK, self.tip("site-tip-alone", place, adds))
            for place, adds in zip(self.found.sites, self.found.adds_alone.tolist(), strict=True)
        ]
        return {"site": marks.points(self.axes, dots, linewidths=0.0)}

    def tip(self, message: str, place: Place, weight: float) -> str:
        return self.say(message, site=place.name, weight=style.people(weight))

    def there(self) -> dict[str, Artist]:
        """Fire units, where they count; those of one site are one mark."""
        groups: dict[Site, list[str]] = {}
        for unit in () if self.found.fresh else self.found.scenario.fire_units:
            groups.setdefault(unit.site, []).append(unit.name)
        dots = [Mark(*self.spot(site), 5.0, inks.INK, style.together(names)) for site, names in groups.items()]
        if not dots:
            return {}
        for dot in dots:
            self.labels.keep_clear(dot.x, dot.y, dot.radius)
        return {"there": marks.points(self.axes, dots, marker="^", edgecolors=inks.GROUND, linewidths=0.8, zorder=4.0)}

    def best(self) -> dict[str, Artist]:
        """The chosen sites with their numbers, and names of these and of the largest places."""
        found, last = self.found, self.found.best[-1]
        dots = []
        for n, adds in zip(last.sites, last.adds, strict=True):
            x, y = self.spot(found.sites[n].site)
            dots.append(Mark(x, y, CHOSEN, inks.INK, self.tip("site-tip-adds", found.sites[n], adds)))
            self.labels.keep_clear(x, y, CHOSEN)
        for rank, (n, dot) in enumerate(zip(last.sites, dots, strict=True)):
            self.name(dot.x, dot.y, CHOSEN + 1.0, style.label(found.sites[n].name), "bold")
            self.axes.text(
                dot.x, dot.y + 0.36 * NUMBER, str(rank + 1), size=NUMBER, weight="bold", ha="center", color=inks.GROUND,
                zorder=6.0,
            )  # fmt: skip
        named = {found.sites[n].name for n in last.sites}
        most = max(place.people_weight for place in found.places)
        heaviest = sorted(found.places, key=lambda place: -place.people_weight)
        spots = {place.name: (*self.spot(place.site), self.radius(place, most)) for place in heaviest}
        for spot in spots.values():
            self.labels.keep_clear(*spot)
        for place in heaviest[:NAMED]:
            x, y, radius = spots[place.name]
            wide = WIDE * SIZE * len(place.name)
            if wide < 1.8 * radius and place.name not in named:
                near = [x - dot.x for dot in dots if abs(dot.y - y) < SIZE and abs(dot.x - x) < CHOSEN + 0.5 * wide]
                aside = sum(copysign(CHOSEN + 0.5 * wide - abs(away), away) for away in near)  # clear of the numbers
                how: dict[str, Any] = {"ha": "center", "color": inks.GROUND, "zorder": 6.0}
                self.axes.text(x + aside, y + 0.36 * SIZE, place.name, size=SIZE, **how)
            elif place.name not in named:
                self.name(x, y, radius, place.name, "normal")
        return {"best": marks.points(self.axes, dots, zorder=5.0, linewidths=0.0)} if dots else {}

    def name(self, x: float, y: float, radius: float, words: str, weight: str) -> None:
        size = 12.0 if weight == "bold" else SIZE
        placed = self.labels.place(x, y, radius, words, size)
        if placed is not None:
            at, base, align = placed
            self.axes.text(at, base, words, size=size, weight=weight, ha=align, gid=pictures.HALO, zorder=6.0)
