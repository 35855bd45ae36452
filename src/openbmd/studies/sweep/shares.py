"""How much of the variance each figure makes: Sobol's indices with their intervals."""

from __future__ import annotations

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.drawing.pictures import Picture
from openbmd.locales import Words
from openbmd.studies.sweep import words
from openbmd.studies.sweep.sobol import Index, Indices
from openbmd.studies.sweep.words import Swept
from openbmd.telling import figures

WIDTH, LEFT, RIGHT = 940.0, 330.0, 30.0  # px
TOP, ROW = 46.0, 34.0  # px
APART = 0.17  # rows, between the two indices of one figure


def title(told: Swept) -> str:
    found, say = told
    first = words.strongest(found)
    if first is None:
        return say("sweep-shares-none")
    part = words.share(first.total, first.total_low, first.total_high, say)
    return say("sweep-shares-title", figure=words.capital(words.spoken(first.path, say)), share=part)


def name(row: Index, others: int, say: Words) -> str:
    if row.path:
        return figures.name(row.path, say)
    return say("sweep-other-figures", number=others, shown=say.number(others))


def draw(told: Swept, shares: Indices) -> Picture:
    say = told.say
    own = sorted((row for row in shares.rows if row.path), key=lambda row: -row.total)
    rows = [*own, *(row for row in shares.rows if not row.path)]
    bottom = TOP + ROW * len(rows)
    tips = [tip(row, shares.others, say) for row in rows]
    picture = pictures.new("shares", WIDTH, bottom + 92.0, title(told), "; ".join(tips), words.corner(told))
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - RIGHT, bottom - TOP)
    least = min(0.0, *(row.first_low for row in rows))
    most = max(max(row.first_high, row.total_high) for row in rows)
    axes.set(xlim=(100.0 * least - 2.0, 100.0 * most + 4.0), ylim=(len(rows) - 0.5, -0.5))
    marks.scale(axes, "x", say("sweep-shares-axis"), 10)
    axes.axvline(0.0, color=inks.FAINT, linewidth=1.0)
    inks_of_rows = [inks.INK if row.path else inks.MUTED for row in rows]
    marks.rows(axes, [name(row, shares.others, say) for row in rows], inks_of_rows, range(len(rows)))
    for down, ink, parts in (
        (-APART, inks.defence(0), [(row.first, row.first_low, row.first_high) for row in rows]),
        (APART, inks.threat(0), [(row.total, row.total_low, row.total_high) for row in rows]),
    ):
        lines = [[(100.0 * low, k + down), (100.0 * high, k + down)] for k, (_, low, high) in enumerate(parts)]
        marks.lines(axes, lines, tips, color=ink, alpha=0.35, linewidth=5.0)
        dots = [Mark(100.0 * middle, k + down, 4.2, ink, tips[k]) for k, (middle, _, _) in enumerate(parts)]
        marks.points(axes, dots, edgecolors=inks.GROUND, linewidths=1.0)
    how = say("sweep-shares-key", points=f"{shares.points:,}")
    pictures.put(picture.figure, 0.0, bottom + 58.0, how, color=inks.MUTED)
    return picture


def tip(row: Index, others: int, say: Words) -> str:
    first = words.share(row.first, row.first_low, row.first_high, say)
    total = words.share(row.total, row.total_low, row.total_high, say)
    return say("sweep-shares-tip", figure=name(row, others, say), first=first, total=total)
