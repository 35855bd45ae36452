"""Each reported time against the floor, and against what vehicles of usual builds take."""

from __future__ import annotations

from math import isnan

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.studies.infer import pictures_bars, words
from openbmd.studies.infer.words import Meant

WIDTH, LEFT, ACROSS, TOP, ROW = 940.0, 150.0, 770.0, 46.0, 46.0  # px


def title(told: Meant) -> str:
    found, say = told
    timed = [one for one in found.reports if not isnan(one.report.time)]
    if not timed:
        return say("infer-times-none")
    said = [say("infer-times-one", by=one.report.by, verdict=words.verdict(one.verdict, say)) for one in timed]
    return say("infer-times-title", verdicts=said)


def draw(told: Meant, corner: str) -> pictures.Picture:
    """A row for each report: what no flight can be, what vehicles take, and what was reported."""
    found, say = told
    rows, bottom = found.reports, TOP + ROW * len(found.reports)
    description = say("infer-times-description")
    picture = pictures.new("times", WIDTH, bottom + 66.0, title(told), description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, ACROSS, bottom - TOP)
    needed = [(k, one.needed) for k, one in enumerate(rows) if not isnan(one.needed.best)]
    timed = [(k, one.report) for k, one in enumerate(rows) if not isnan(one.report.time)]
    ends = [one.floor for one in rows] + [band.high for _, band in needed] + [report.time for _, report in timed]
    room = 0.12 * (max(ends) - min(ends)) + 10.0
    axes.set(xlim=(min(ends) - room, max(ends) + room), ylim=(len(rows) - 0.5, -0.5))
    marks.scale(axes, "x", say("infer-times-axis"), 9)
    axes.spines["bottom"].set_visible(False)
    left = axes.get_xlim()[0]
    for k, one in enumerate(rows):
        tip = say("infer-times-floor-tip", floor=words.whole(one.floor))
        axes.barh(k, one.floor - left, 28.0 / ROW, left=left, color=inks.INK, alpha=0.09, url=tip)
        marks.points(axes, [Mark(one.floor, k, 17.0, inks.INK, tip)], marker="|", linewidths=1.4)
        floor = say("infer-times-floor", floor=words.whole(one.floor))
        marks.note(axes, floor, one.floor, k, -5.0, ha="right", va="center", color=inks.MUTED)
    for k, band in needed:
        tip = say("infer-times-needed-tip", low=words.whole(band.low), high=words.whole(band.high))
        pictures_bars.mark(axes, k, band, 18.0, tip, inks.defence(0))
    for k, report in timed:
        rounding = [(report.time - report.time_rounding, k), (report.time + report.time_rounding, k)]
        marks.lines(axes, [rounding], color=inks.threat(0), linewidth=1.6, alpha=0.85)
        tip = say("infer-times-report-tip", time=words.whole(report.time))
        dot = Mark(report.time, k, 5.5, inks.threat(0), tip)
        marks.points(axes, [dot], edgecolors=inks.GROUND, linewidths=1.0)
        marks.note(axes, words.whole(report.time), report.time, k, up=16.0)
    places = range(len(rows))
    by = [one.report.by for one in rows]
    marks.rows(axes, by, [inks.INK] * len(rows), [k - 0.1 for k in places], weight="bold")
    marks.rows(
        axes, [words.verdict(one.verdict, say) for one in rows], [inks.MUTED] * len(rows), [k + 0.18 for k in places]
    )
    pictures.put(picture.figure, LEFT, bottom + 48.0, say("infer-times-key"), color=inks.MUTED)
    return picture
