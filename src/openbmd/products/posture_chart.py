"""The days of a posture side by side: who gets through, how large a raid is held, who is inside the defence."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, isinf, isnan
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.products import posture_words
from openbmd.records import Estimate
from openbmd.studies.posture.playing import Played
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, GAP = 940.0, 178.0, 30.0  # px
TOP, ROW = 62.0, 54.0  # px
MOST_LETTERS = 26  # of a line of a label
MILLION = 1e6
DOTTED = (0.0, (2.0, 3.0))


class Row(NamedTuple):
    mean: float
    se: float  # 0 where there are no dice
    low: float  # nan without draws
    high: float
    words: str
    tip: str


def draw(played: Played, corner: str) -> pictures.Picture:
    """Three panels, a row for each day."""
    bottom = TOP + ROW * len(played.days)
    title = posture_words.step(played)
    description = "; ".join(f"{day.label}: {style.with_error(day.leakers)} leakers" for day in played.days)
    picture = pictures.new("days", WIDTH, bottom + 92.0, title, description, corner)
    across = (WIDTH - LEFT - 2.0 * GAP - 14.0) / 3.0
    total = float(played.threats)
    panels = [
        ("leakers in a raid", leakers(played), inks.threat(0), None),
        ("raid size at one half, missiles", sizes(played), inks.defence(3), total),
        ("people-weight inside, million", inside(played), inks.defence(1), played.weight_aimed / MILLION),
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
            names(axes, played)
    band = "band: 5–95 % over the published figures" if played.draws else "no draws were made over the figures"
    how = f"dot: best figures, its stroke ± 1 standard error of the dice; {band}"
    whole = f"dotted: the whole raid of {played.threats}, and all the people-weight that missiles are aimed at"
    for down, words in ((54.0, how), (71.0, whole)):
        pictures.put(picture.figure, 0.0, bottom + down, words, color=inks.MUTED)
    return picture


def names(axes: Axes, played: Played) -> None:
    """The labels of the days at the left, with their dates below."""
    lines = [wrap(day.label, MOST_LETTERS)[:2] for day in played.days]
    marks.rows(
        axes, ["\n".join(one) for one in lines], [inks.INK] * len(lines),
        [k - (0.1 if posture_words.date(day) else 0.0) for k, day in enumerate(played.days)],
    )  # fmt: skip
    marks.rows(
        axes, [posture_words.date(day) for day in played.days], [inks.MUTED] * len(lines),
        [k + 0.13 + 0.13 * len(one) for k, one in enumerate(lines)],
    )  # fmt: skip


def leakers(played: Played) -> list[Row]:
    return [row(day.leakers, 1.0, style.with_error(day.leakers), day.label) for day in played.days]


def inside(played: Played) -> list[Row]:
    return [
        row(day.weight_inside, MILLION, style.significant(day.weight_inside.mean / MILLION), day.label)
        for day in played.days
    ]


def row(estimate: Estimate, unit: float, words: str, label: str) -> Row:
    scaled = Estimate(*(value / unit for value in estimate))
    band = f"; 5–95 %: {style.band(scaled)}" if style.has_band(scaled) else ""
    return Row(*scaled, words, f"{label}: {words}{band}")


def sizes(played: Played) -> list[Row]:
    """Raid sizes; one beyond the raid stands at its end, and says so."""
    rows = []
    for day in played.days:
        best, low, high = (float(played.threats) if isinf(value) else value for value in day.half_raid)
        words, band = posture_words.number(played, day.half_raid.best), posture_words.size_band(played, day)
        rows.append(Row(best, 0.0, low, high, words, f"{day.label}: {words}{f'; 5–95 %: {band}' if band else ''}"))
    return rows


def panel(axes: Axes, rows: Sequence[Row], ink: str, end: float) -> None:
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
        marks.note(axes, one.words, one.mean, k, aside, 9.0, ha=align)
