"""The days of a posture side by side: who gets through, how large a raid is held, who is inside the defence."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, isinf, isnan
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies.contract import Asked
from openbmd.studies.posture import maps, words
from openbmd.studies.posture.answer import DayAnswer
from openbmd.studies.posture.words import FoundPosture
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, GAP = 940.0, 178.0, 30.0  # px
TOP, ROW = 62.0, 54.0  # px
MOST_LETTERS = 26  # of a line of a label
MILLION = 1e6
DOTTED = (0.0, (2.0, 3.0))


class DayRow(NamedTuple):
    mean: float
    se: float  # 0 where there are no dice
    low: float  # nan without draws
    high: float
    told: str
    tip: str


def draw(asked: Asked, say: Words) -> list[pictures.Picture]:
    """The days side by side, and a small map of each."""
    told = words.of(asked, say)
    with pictures.house_style():
        return [draw_days(told), maps.draw_maps(told)]


def draw_days(told: FoundPosture) -> pictures.Picture:
    """Three panels, a row for each day."""
    played, say = told.played, told.say
    bottom = TOP + ROW * len(played.days)
    title = words.step(told)
    description = "; ".join(
        say("posture-tip-leakers", day=day.label, number=style.with_error(day.leakers)) for day in played.days
    )
    picture = pictures.new("days", WIDTH, bottom + 92.0, title, description, words.corner(told))
    across = (WIDTH - LEFT - 2.0 * GAP - 14.0) / 3.0
    total = float(played.threats)
    panels = [
        (say("common-leakers-in-raid"), leakers(told), inks.threat(0), None),
        (say("posture-panel-sizes"), sizes(told), inks.defence(3), total),
        (say("posture-panel-inside"), inside(told), inks.defence(1), played.weight_aimed / MILLION),
    ]
    for k, (name, rows, ink, end) in enumerate(panels):
        axes = pictures.new_axes(picture.figure, LEFT + k * (across + GAP), TOP, across, bottom - TOP)
        most = max([1e-9, *(value for row in rows for value in (row.mean, row.high) if isfinite(value))])
        axes.set(xlim=(0.0, 1.04 * (end or 1.05 * most)), ylim=(len(rows) - 0.5, -0.5))
        marks.scale(axes, "x", name, 4)
        axes.spines["bottom"].set_visible(False)
        axes.spines["left"].set_visible(True)
        if end:
            axes.axvline(end, color=inks.MUTED, linewidth=1.0, linestyle=DOTTED)
        panel(axes, rows, ink, axes.get_xlim()[1])
        axes.yaxis.set_visible(False)
        if k == 0:
            names(axes, told)
    how = say("posture-dots", draws="some" if played.draws else "none")
    whole = say("posture-dotted", threats=str(played.threats))
    for down, line in ((54.0, how), (71.0, whole)):
        pictures.put(picture.figure, 0.0, bottom + down, line, color=inks.MUTED)
    return picture


def names(axes: Axes, told: FoundPosture) -> None:
    """The labels of the days at the left, with their dates below."""
    played, say = told.played, told.say
    lines = [wrap(day.label, MOST_LETTERS)[:2] for day in played.days]
    marks.rows(
        axes, ["\n".join(one) for one in lines], [inks.INK] * len(lines),
        [k - (0.1 if words.date(day, say) else 0.0) for k, day in enumerate(played.days)],
    )  # fmt: skip
    marks.rows(
        axes, [words.date(day, say) for day in played.days], [inks.MUTED] * len(lines),
        [k + 0.13 + 0.13 * len(one) for k, one in enumerate(lines)],
    )  # fmt: skip


def leakers(told: FoundPosture) -> list[DayRow]:
    return [row(day.leakers, 1.0, style.with_error(day.leakers), day, told.say) for day in told.played.days]


def inside(told: FoundPosture) -> list[DayRow]:
    return [
        row(day.weight_inside, MILLION, style.significant(day.weight_inside.mean / MILLION), day, told.say)
        for day in told.played.days
    ]


def row(estimate: Estimate, unit: float, number: str, day: DayAnswer, say: Words) -> DayRow:
    scaled = Estimate(*(value / unit for value in estimate))
    return DayRow(*scaled[:4], number, tip(day, number, style.band(scaled), say))


def tip(day: DayAnswer, number: str, band: str, say: Words) -> str:
    if not band:
        return say("posture-tip", day=day.label, number=number)
    return say("posture-tip-band", day=day.label, number=number, band=band)


def sizes(told: FoundPosture) -> list[DayRow]:
    """Raid sizes; one beyond the raid stands at its end, and says so."""
    played, rows = told.played, []
    for day in played.days:
        best, low, high = (float(played.threats) if isinf(value) else value for value in day.half_raid)
        number = words.number(played, day.half_raid.best)
        rows.append(DayRow(best, 0.0, low, high, number, tip(day, number, words.size_band(told, day), told.say)))
    return rows


def panel(axes: Axes, rows: Sequence[DayRow], ink: str, end: float) -> None:
    """Bands, dice and dots of one panel, the numbers above the dots."""
    banded = [k for k, one in enumerate(rows) if not isnan(one.low)]
    bands = [[(rows[k].low, k), (max(rows[k].high, rows[k].low + 0.006 * end), k)] for k in banded]
    tips = [rows[k].tip for k in banded]
    marks.lines(axes, bands, tips, color=ink, alpha=0.3, linewidth=11.0, clip_on=False)
    dice = [k for k, one in enumerate(rows) if one.se > 0.0]
    strokes = [[(rows[k].mean - rows[k].se, k), (rows[k].mean + rows[k].se, k)] for k in dice]
    dots = [Mark(one.mean, k, 4.5, ink, one.tip) for k, one in enumerate(rows)]
    marks.points(axes, dots, edgecolors=inks.GROUND, linewidths=1.0, clip_on=False)
    marks.lines(axes, strokes, color=inks.INK, linewidth=1.6, clip_on=False)
    for k, one in enumerate(rows):
        align = "left" if one.mean < 0.12 * end else "right" if one.mean > 0.88 * end else "center"
        aside = {"left": -4.0, "right": 4.0, "center": 0.0}[align]
        marks.note(axes, one.told, one.mean, k, aside, 9.0, ha=align)
