"""How many are launched, by luck and by the figures; and how the share caught hangs on the time in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.products import kill_chain_words
from openbmd.studies.kill_chain.answer import Answer, KindAnswer
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, ACROSS, TOP = 460.0, 56.0, 388.0, 62.0  # px
PANEL, BARS = 172.0, 84.0  # px, of one kind's panel and of its bars
SHARE_PLOT = 262.0  # px


def survivors_title(found: Answer) -> str:
    said = []
    for kind in found.kinds:
        low, high = kind.missiles.spread.p05, kind.missiles.spread.p95
        number = f"{low} to {high}" if low < high else "all" if low == kind.missiles.total else f"{low}"
        said.append(f"{number} of {kind.missiles.total} {kill_chain_words.short(kind.name)}")
    return f"Launched in nine raids of ten: {style.joined(said)} missiles"


def survivors(found: Answer, corner: str) -> pictures.Picture:
    """Chance of each number of missiles launched; below, the mean over draws of the published figures."""
    bottom = TOP + PANEL * len(found.kinds)
    description = "Chance of each number of missiles launched, one panel for each kind of launcher."
    picture = pictures.new("survivors", WIDTH, bottom + 42.0, survivors_title(found), description, corner)
    for k, kind in enumerate(found.kinds):
        panel(picture, kind, k, TOP + PANEL * k)
    words = "below: the mean, 5–95\u202f% over the published figures" if found.draws else "no draws over the figures"
    pictures.put(picture.figure, LEFT, bottom + 14.0, words, color=inks.MUTED)
    return picture


def panel(picture: pictures.Picture, kind: KindAnswer, k: int, top: float) -> None:
    count, ink = kind.missiles, inks.threat(k)
    name = f"{kill_chain_words.short(kind.name)}: {count.total:,} missiles on {kind.launchers.total:,} launchers"
    pictures.put(picture.figure, LEFT, top + 10.0, name, size=11.0, weight="bold", color=ink)
    axes = pictures.new_axes(picture.figure, LEFT, top + 18.0, ACROSS, BARS)
    limits = (-0.5 - 0.01 * count.total, count.total + 0.5 + 0.01 * count.total)
    percent = 100.0 * count.distribution
    axes.set(xlim=limits, ylim=(0.0, max(1.12 * float(percent.max()), 1e-9)))
    for number, bar in enumerate(axes.bar(np.arange(count.total + 1), percent, 0.84, color=ink)):
        bar.set_url(f"{number} launched: {style.percent(bar.get_height() / 100.0)} of raids")
    marks.scale(axes, "y", "% of raids", 3)
    axes.set_xticks([])
    strip = pictures.new_axes(picture.figure, LEFT, top + 18.0 + BARS, ACROSS, 18.0)
    strip.set(xlim=limits, ylim=(0.0, 1.0))
    strip.yaxis.set_visible(False)
    strip.spines["bottom"].set_visible(False)
    marks.scale(strip, "x", "missiles launched", 8, integer=True)
    strip.grid(visible=False)
    if count.low == count.low:
        tip = f"mean over the published figures: {count.low:.0f} to {count.high:.0f}"
        marks.lines(strip, [[(count.low, 0.45), (count.high, 0.45)]], [tip], color=inks.INK, alpha=0.28, linewidth=8.0)
    marks.points(strip, [Mark(count.mean, 0.45, 6.0, inks.INK, f"mean {count.mean:.1f}")], marker="|", linewidths=1.8)


def exposure_title(found: Answer) -> str:
    half = [kind.half_set_up for kind in found.kinds]
    if found.kinds and half[0] < float("inf"):
        return f"To catch half of them, they must stand in the open for {kill_chain_words.minutes(half[0])}"
    return "Half are never caught, however long they stand in the open"


def exposure(found: Answer, corner: str) -> pictures.Picture:
    """Share of launchers caught during set-ups of each length, with the published lengths as bands."""
    height = TOP + SHARE_PLOT + 100.0
    description = "Share of launchers caught over their time in the open; published times as bands."
    picture = pictures.new("exposure", WIDTH, height, exposure_title(found), description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, ACROSS, SHARE_PLOT)
    curve, times = found.exposure, found.exposure.times / 60.0
    axes.set(xlim=(0.0, float(times[-1])), ylim=(0.0, 100.0))
    marks.scale(axes, "y", "launchers caught in the open (%)", 5)
    marks.scale(axes, "x", "time in the open before launch (min)", 7)
    axes.grid(visible=False, axis="x")
    for k, kind in enumerate(found.kinds):
        published(axes, found, kind, k)
    if found.draws:
        axes.fill_between(
            times, 100.0 * curve.low, 100.0 * curve.high, color=inks.defence(0), alpha=0.16, linewidth=0.0
        )
    axes.plot(times, 100.0 * curve.best, color=inks.defence(0), linewidth=2.0)
    axes.axhline(50.0, color=inks.MUTED, linewidth=1.0, linestyle=(0.0, (4.0, 4.0)))
    marks.note(axes, "half", 0.0, 50.0, 4.0, 4.0, ha="left", color=inks.MUTED)
    half = found.kinds[0].half_set_up / 60.0
    if half < times[-1]:
        tip = f"half are caught in {kill_chain_words.minutes(60.0 * half)}"
        marks.points(axes, [Mark(half, 50.0, 5.0, inks.defence(0), tip)], edgecolors=inks.GROUND, linewidths=1.0)
        marks.note(axes, f"{half:.0f} min", half, 50.0, 0.0, 8.0, color=inks.defence(0), weight="bold")
    words = "blue: best figures, and 5–95\u202f% over the kill chain's published ranges;"
    pictures.put(picture.figure, LEFT, height - 44.0, words, color=inks.MUTED)
    pictures.put(picture.figure, LEFT, height - 28.0, "upright bands: published set-up times", color=inks.MUTED)
    return picture


def published(axes: Axes, found: Answer, kind: KindAnswer, k: int) -> None:
    """The published range of a kind's set-up time, and its best value."""
    path = f"launchers/{kind.name}/set_up_time"
    best = kind.launcher.set_up_time / 60.0
    low, high = next(((one.low / 60.0, one.high / 60.0) for one in found.figures if one.path == path), (best, best))
    tip = f"{kill_chain_words.short(kind.name)}: {low:g} to {high:g} min, best {best:g}"
    axes.axvspan(low, high, color=inks.threat(k), alpha=0.16, linewidth=0.0, url=tip)
    axes.axvline(best, color=inks.threat(k), linewidth=1.4)
    words = kill_chain_words.short(kind.name)
    marks.note(axes, words, low, 100.0, 4.0, -14.0 - 15.0 * k, ha="left", color=inks.threat(k), weight="bold")
