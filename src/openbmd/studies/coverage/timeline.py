"""When the radar has each flight: a row for each, a bar for each mode."""

from __future__ import annotations

from math import isfinite

from openbmd.drawing import inks, marks, pictures
from openbmd.locales import Words
from openbmd.studies.coverage import titles, words
from openbmd.studies.coverage.answer import Coverage
from openbmd.studies.coverage.charts import mode_ink

WIDTH, LEFT, TOP, RIGHT = 940.0, 236.0, 66.0, 190.0  # px
ROW, SPACE = 21.0, 34.0  # px, of a flight, between groups


def draw(answer: Coverage, corner: str, say: Words) -> pictures.Picture:
    """Bars from firm track to loss on the time since launch, thin from first detection."""
    groups = list(dict.fromkeys(answer.groups))
    order = [k for group in groups for k, g in enumerate(answer.groups) if g == group]
    height = ROW * len(order) + SPACE * len(groups) + 6.0
    title = titles.timeline_title(answer, say)
    picture = pictures.new("flights", WIDTH, TOP + height + 92.0, title, title, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, height)
    ends = [s.flights[k].seen.lost_time for s in answer.scenes for k in order]
    last = max([600.0, *(min(end, 900.0) for end in ends if isfinite(end))])
    axes.set(xlim=(0.0, last), ylim=(height, 0.0))
    marks.scale(axes, "x", say("coverage-flights-time"), 8)
    y, names, places, colours = SPACE, [], [], []
    many = len(answer.scenes)
    routes = answer.scenes[0].scene.scenario.routes
    thin: list[list[list[tuple[float, float]]]] = [[] for _ in answer.scenes]
    thick: list[list[list[tuple[float, float]]]] = [[] for _ in answer.scenes]
    for group in groups:
        number = str(answer.groups.count(group))
        heading = say("coverage-flights-group", group=words.short(group, say), number=number)
        places.append(y - 19.0)
        names.append(heading)
        colours.append(inks.INK)
        for k in (k for k in order if answer.groups[k] == group):
            told = []
            for n, scene in enumerate(answer.scenes):
                one = scene.flights[k].seen
                at = y + (n - (many - 1) / 2.0) * 8.0
                if isfinite(one.first_time):
                    thin[n].append([(one.first_time, at), (one.lost_time, at)])
                for opened, closed in windows(answer, n, k):
                    thick[n].append([(opened, at), (closed, at)])
                band = words.band_text(scene.flights[k])
                told.append(f"{one.held:.0f}{f' ({band})' if band else ''}")
            names.append(routes[k].name)
            places.append(y)
            colours.append(inks.threat(groups.index(group)))
            axes.text(last * 1.012, y, " · ".join(told), size=10.0, va="center", color=inks.MUTED)
            y += ROW
        y += SPACE
    marks.rows(axes, names, colours, places)
    handles = []
    for n in range(many):
        marks.lines(axes, thin[n] or [[(0.0, -9.0), (0.0, -9.0)]], color=mode_ink(n), linewidth=1.0)
        handles.append(marks.lines(axes, thick[n] or [[(0.0, -9.0), (0.0, -9.0)]], color=mode_ink(n), linewidth=6.0))
    pictures.put(picture.figure, WIDTH - RIGHT + 8.0, TOP - 6.0, say("coverage-flights-beside"), color=inks.MUTED)
    firm = [say("coverage-flights-firm", mode=words.name_of(scene, say)) for scene in answer.scenes]
    marks.legend(picture.figure, handles, firm, LEFT, TOP + height + 46.0, many)
    pictures.put(picture.figure, LEFT, TOP + height + 78.0, say("coverage-flights-thin"), color=inks.MUTED)
    return picture


def windows(answer: Coverage, scene: int, k: int) -> list[tuple[float, float]]:
    """Times [s] in sight while in firm track."""
    flight = answer.scenes[scene].flights[k]
    firm, lost = flight.seen.firm_time, flight.seen.lost_time
    spans = [(max(a, firm), min(b, lost)) for a, b in flight.look.windows.tolist()]
    return [(a, b) for a, b in spans if b > a]
