"""Each reported time against the floor, and against what vehicles of usual builds take."""

from __future__ import annotations

from math import isnan

from openbmd.infer.answers import Inference
from openbmd.products import style
from openbmd.products.drawing import Drawing, Scale, axis_below

WIDTH = 940.0  # px
LEFT, RIGHT, TOP, ROW = 150.0, 20.0, 46.0, 46.0  # px
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


def draw(found: Inference, corner: str) -> Drawing:
    """A row for each report: what no flight can be, what vehicles take, and what was reported."""
    rows = found.reports
    bottom = TOP + ROW * len(rows)
    drawing = Drawing(
        "times", WIDTH, bottom + 66.0, title(found), "Time of flight: floor, fitted vehicles and reports, one row each."
    )
    drawing.heading()
    times = [one.report.time for one in rows if not isnan(one.report.time)]
    ends = [one.floor for one in rows] + [one.needed.high for one in rows if not isnan(one.needed.high)] + times
    room = 0.12 * (max(ends) - min(ends)) + 10.0
    along = Scale(min(ends) - room, max(ends) + room, LEFT, WIDTH - RIGHT)
    axis_below(drawing, along, bottom, "time of flight, s", 9, TOP)
    for k, one in enumerate(rows):
        y = TOP + ROW * k + ROW / 2.0
        drawing.text(LEFT - 10, y - 1, one.report.by, "small end strong")
        drawing.text(LEFT - 10, y + 12, one.verdict, "small end muted")
        drawing.rect(
            LEFT, y - 14, along(one.floor) - LEFT, 28, "bandbox", f"no flight is shorter than {one.floor:,.0f} s"
        )
        drawing.line(along(one.floor), y - 17, along(one.floor), y + 17, "inkline")
        drawing.text(along(one.floor) - 5, y + 4, f"floor {one.floor:,.0f}", "small end muted")
        if not isnan(one.needed.best):
            low, best, high = (along(value) for value in one.needed)
            tip = f"vehicles take {one.needed.low:,.0f} to {one.needed.high:,.0f} s"
            drawing.rect(low, y - 9, high - low, 18, "fill d0 pale", tip)
            drawing.line(best, y - 9, best, y + 9, "stroke d0 track")
        if not isnan(one.report.time):
            x, half = along(one.report.time), along(one.report.time + one.report.time_rounding) - along(one.report.time)
            drawing.line(x - half, y, x + half, y, "stroke t0 track")
            drawing.circle(x, y, 5.5, "dot fill t0", f"reported: {one.report.time:,.0f} s")
            drawing.text(x, y - 16, f"{one.report.time:,.0f}", "small halo middle")
    drawing.text(LEFT, bottom + 48, KEY, "note")
    drawing.text(WIDTH, drawing.height - 4, corner, "note end")
    return drawing
