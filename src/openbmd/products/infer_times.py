"""Each reported time against the floor, and against what vehicles of usual builds take."""

from __future__ import annotations

from math import isnan

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.products import infer_bars
from openbmd.studies.infer.answer import Inference
from openbmd.telling import style

WIDTH, LEFT, ACROSS, TOP, ROW = 940.0, 150.0, 770.0, 46.0, 46.0  # px
KEY = (
    "grey: shorter than any flight can be · blue: 5–95 % of fitted vehicles and their median"
    " · dot: as reported, with its rounding"
)


def title(found: Inference) -> str:
    timed = [one for one in found.reports if not isnan(one.report.time)]
    if not timed:
        return "How long such a flight takes; no time was reported"
    said = [f"{one.report.by}: {one.verdict}" for one in timed]
    return f"The reported time of flight – {style.joined(said)}"


def draw(found: Inference, corner: str) -> pictures.Picture:
    """A row for each report: what no flight can be, what vehicles take, and what was reported."""
    rows, bottom = found.reports, TOP + ROW * len(found.reports)
    description = "Time of flight: floor, fitted vehicles and reports, one row each."
    picture = pictures.new("times", WIDTH, bottom + 66.0, title(found), description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, ACROSS, bottom - TOP)
    needed = [(k, one.needed) for k, one in enumerate(rows) if not isnan(one.needed.best)]
    timed = [(k, one.report) for k, one in enumerate(rows) if not isnan(one.report.time)]
    ends = [one.floor for one in rows] + [band.high for _, band in needed] + [report.time for _, report in timed]
    room = 0.12 * (max(ends) - min(ends)) + 10.0
    axes.set(xlim=(min(ends) - room, max(ends) + room), ylim=(len(rows) - 0.5, -0.5))
    marks.scale(axes, "x", "time of flight, s", 9)
    axes.spines["bottom"].set_visible(False)
    left = axes.get_xlim()[0]
    for k, one in enumerate(rows):
        tip = f"no flight is shorter than {one.floor:,.0f} s"
        axes.barh(k, one.floor - left, 28.0 / ROW, left=left, color=inks.INK, alpha=0.09, url=tip)
        marks.points(axes, [Mark(one.floor, k, 17.0, inks.INK, tip)], marker="|", linewidths=1.4)
        marks.note(axes, f"floor {one.floor:,.0f}", one.floor, k, -5.0, ha="right", va="center", color=inks.MUTED)
    for k, band in needed:
        infer_bars.mark(axes, k, band, 18.0, f"vehicles take {band.low:,.0f} to {band.high:,.0f} s", inks.defence(0))
    for k, report in timed:
        rounding = [(report.time - report.time_rounding, k), (report.time + report.time_rounding, k)]
        marks.lines(axes, [rounding], color=inks.threat(0), linewidth=1.6, alpha=0.85)
        dot = Mark(report.time, k, 5.5, inks.threat(0), f"reported: {report.time:,.0f} s")
        marks.points(axes, [dot], edgecolors=inks.GROUND, linewidths=1.0)
        marks.note(axes, f"{report.time:,.0f}", report.time, k, up=16.0)
    places = range(len(rows))
    by = [one.report.by for one in rows]
    marks.rows(axes, by, [inks.INK] * len(rows), [k - 0.1 for k in places], weight="bold")
    marks.rows(axes, [one.verdict for one in rows], [inks.MUTED] * len(rows), [k + 0.18 for k in places])
    pictures.put(picture.figure, LEFT, bottom + 48.0, KEY, color=inks.MUTED)
    return picture
