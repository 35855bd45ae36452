"""What the radars are asked for: each radar's peak as a table, and the busiest one over time as a picture."""

from __future__ import annotations

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.locales import Words
from openbmd.records import Answer, RadarTime
from openbmd.studies.run.words import RunTold
from openbmd.telling import Cell, Column, Row, Table, style

WIDTH, HEIGHT = 940.0, 310.0  # px
LEFT, ACROSS, TOP, HIGH = 56.0, 872.0, 50.0, 166.0  # px, of the plot
CLASSES = ("run-engaged", "run-told-apart", "run-tracked", "run-searched")  # in the order of RadarTime.asked
COLOURS = (inks.threat(0), inks.threat(1), inks.defence(0), inks.FAINT)


def asking(answer: Answer) -> list[RadarTime]:
    """The radars that hold anything, the busiest first."""
    held = [time for time in answer.battlespace.radar_times if time.tracks.max(initial=0)]
    return sorted(held, key=peak, reverse=True)


def peak(time: RadarTime) -> float:
    """The most that a radar is asked for [1], of its time."""
    return float(time.asked.sum(axis=1).max())


def table(told: RunTold) -> Table:
    """Each radar at its peak: what is asked by class, and what does not fit."""
    say, rows = told.say, []
    for time in asking(told.answer):
        at = time.asked[int(time.asked.sum(axis=1).argmax())]
        shares = (peak(time), *(float(one) for one in at))
        counts = int(time.tracks.max()), time.slowed, time.dropped, time.channels
        rows.append(
            Row(
                (
                    Cell(style.label(time.sensor), time.sensor),
                    *(Cell(style.percent(share), share) for share in shares),
                    *(Cell(str(count), count) for count in counts),
                )
            )
        )
    columns = (
        Column("radar", say("noun-radar", n=1)),
        Column("asked", say("run-asked"), right=True),
        *(Column(id.removeprefix("run-").replace("-", "_"), say(id), right=True) for id in CLASSES),
        Column("tracks", say("run-tracks"), right=True),
        Column("slowed", say("run-slowed"), right=True),
        Column("dropped", say("run-dropped"), right=True),
        Column("engagements", say("run-engagements"), right=True),
    )
    return Table("radar_time", columns, tuple(rows), say("run-radar-time-caption"))


def draw(answer: Answer, corner: str, say: Words) -> pictures.Picture:
    """The busiest radar's time over the raid, class by class."""
    busiest = asking(answer)[0]
    most, name = style.percent(peak(busiest)), style.label(busiest.sensor)
    classes = [say(id) for id in CLASSES]
    at = f"{busiest.times[int(busiest.asked.sum(axis=1).argmax())]:.0f}"
    description = say("run-radar-time-description", radar=name, time=at, tracks=str(int(busiest.tracks.max())))
    title = say("run-radar-time-title", radar=name, share=most)
    picture = pictures.new("radar-time", WIDTH, HEIGHT, title, description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, ACROSS, HIGH)
    percent = 100.0 * busiest.asked
    edges = np.append(busiest.times, 2.0 * busiest.times[-1] - busiest.times[max(len(busiest.times) - 2, 0)])
    axes.set(xlim=(edges[0], edges[-1]), ylim=(0.0, max(105.0, 1.05 * float(percent.sum(axis=1).max()))))
    below, handles = np.zeros(len(percent)), []
    for k in reversed(range(len(CLASSES))):  # the search fence, which is always there, at the bottom
        tip = say("run-radar-time-tip", what=classes[k], share=style.percent(float(busiest.asked[:, k].max())))
        handles.append(marks.steps(axes, below, below + percent[:, k], edges, COLOURS[k], tip))
        below = below + percent[:, k]
    axes.axhline(100.0, color=inks.INK, linewidth=1.2)
    marks.scale(axes, "x", say("run-after-start"), 6)
    marks.scale(axes, "y", say("run-of-its-time"), 5)
    marks.legend(picture.figure, handles[::-1], classes, LEFT, TOP + HIGH + 44.0, 2)
    return picture
