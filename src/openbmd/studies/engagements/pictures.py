"""The records: one row a case, its predictive intervals as bars and the record as a point."""

from __future__ import annotations

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.pictures import Picture, house_style
from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.engagements import words
from openbmd.studies.engagements.answer import Back, EngagementAnswer

WIDTH, TOP, ROW, LEFT, RIGHT, FOOT = 940.0, 52.0, 30.0, 200.0, 208.0, 86.0  # px
THIN, THICK = 4.0, 11.0  # px
LEAST = 1.2  # %, of a bar that holds one number
BAR, HELD, MISSED = inks.LIGHT["d2"], inks.LIGHT["d3"], inks.LIGHT["t0"]


def draw(asked: Asked, say: Words) -> list[Picture]:
    """The chart; none where no case was played."""
    found: EngagementAnswer = asked.answer
    if not found.backs:
        return []
    with house_style():
        return [chart(found, say)]


def chart(found: EngagementAnswer, say: Words) -> Picture:
    """Set A above set B, as the table has them."""
    rows = sorted(found.backs, key=lambda one: one.case.set)
    height = TOP + ROW * len(rows) + FOOT
    description = " ".join(tip(one, say) for one in rows)
    picture = pictures.new("records", WIDTH, height, words.headline(found, say), description, words.corner(found, say))
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, ROW * len(rows))
    axes.set(xlim=(-1.5, 101.5), ylim=(len(rows) - 0.5, -0.5))
    for which, size, ink in (("most", THIN, BAR), ("half", THICK, BAR)):
        ends = [getattr(one.place, which) for one in rows]
        paths = [
            [(percent(end.low, one), y), (max(percent(end.high, one), percent(end.low, one) + LEAST), y)]
            for y, (one, end) in enumerate(zip(rows, ends, strict=True))
        ]
        marks.lines(axes, paths, [tip(one, say) for one in rows], linewidths=size * 0.72, colors=ink)
    inks_of = [MISSED if one.off else HELD for one in rows]
    records = [
        Mark(percent(one.case.k, one), y, 5.5, ink, tip(one, say))
        for y, (one, ink) in enumerate(zip(rows, inks_of, strict=True))
    ]
    marks.points(axes, records, marker="D", clip_on=False, zorder=3.0)
    names = [say("engagements-row", case=one.case.label, set=one.case.set) for one in rows]
    marks.rows(axes, names, [inks.INK] * len(rows), range(len(rows)))
    for y, (one, ink) in enumerate(zip(rows, inks_of, strict=True)):
        said = say(
            "engagements-beside", record=words.record(one.case.k, one.case.n, say), verdict=words.verdict(one, say)
        )
        axes.annotate(said, (101.5, y), (8.0, 0.0), textcoords="offset points", va="center", size=10.5,
                      color=ink if one.off else inks.MUTED, annotation_clip=False)  # fmt: skip
    marks.scale(axes, "x", say("engagements-axis"), 6)
    pictures.put(picture.figure, 0.0, height - 24.0, say("engagements-legend"), color=inks.MUTED)
    return picture


def percent(k: int, one: Back) -> float:
    """So many of what is counted, in %."""
    return 100.0 * k / one.case.n


def tip(one: Back, say: Words) -> str:
    """One case in a line."""
    return say(
        "engagements-tip",
        case=one.case.label,
        record=words.record(one.case.k, one.case.n, say),
        half=words.between(one.place.half),
        most=words.between(one.place.most),
    )
