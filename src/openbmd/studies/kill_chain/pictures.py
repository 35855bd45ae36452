"""How many are launched, by luck and by the figures; and how the share caught hangs on the time in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.kill_chain import pictures_mission, words
from openbmd.studies.kill_chain.answer import KindAnswer
from openbmd.studies.kill_chain.words import Strikes
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, ACROSS, TOP = 460.0, 56.0, 388.0, 62.0  # px
PANEL, BARS = 172.0, 84.0  # px, of one kind's panel and of its bars
SHARE_PLOT = 262.0  # px


def draw(asked: Asked, say: Words) -> list[pictures.Picture]:
    """Where the strike fits, how many are launched, and how many are caught in the open."""
    told = words.of(asked, say)
    with pictures.house_style():
        return [pictures_mission.draw(told), survivors(told), exposure(told)]


def survivors_title(told: Strikes) -> str:
    found, say = told
    said = []
    for kind in found.kinds:
        low, high, total = kind.missiles.spread.p05, kind.missiles.spread.p95, kind.missiles.total
        how = "range" if low < high else "all" if low == total else "one"
        counted = {"low": str(low), "high": str(high), "total": str(total)}
        said.append(say("kill-chain-survivors-kind", how=how, kind=words.short(kind.name, say), **counted))
    return say("kill-chain-survivors-title", kinds=said)


def survivors(told: Strikes) -> pictures.Picture:
    """Chance of each number of missiles launched; below, the mean over draws of the published figures."""
    found, say = told
    bottom = TOP + PANEL * len(found.kinds)
    about = say("kill-chain-survivors-about")
    picture = pictures.new("survivors", WIDTH, bottom + 42.0, survivors_title(told), about, words.corner(told))
    for k, kind in enumerate(found.kinds):
        panel(picture, told, kind, k, TOP + PANEL * k)
    key = say("kill-chain-survivors-key", draws="yes" if found.draws else "no")
    pictures.put(picture.figure, LEFT, bottom + 14.0, key, color=inks.MUTED)
    return picture


def panel(picture: pictures.Picture, told: Strikes, kind: KindAnswer, k: int, top: float) -> None:
    say, count, ink = told.say, kind.missiles, inks.threat(k)
    totals = {"missiles": f"{count.total:,}", "launchers": f"{kind.launchers.total:,}"}
    name = say("kill-chain-survivors-panel", kind=words.short(kind.name, say), **totals)
    pictures.put(picture.figure, LEFT, top + 10.0, name, size=11.0, weight="bold", color=ink)
    axes = pictures.new_axes(picture.figure, LEFT, top + 18.0, ACROSS, BARS)
    limits = (-0.5 - 0.01 * count.total, count.total + 0.5 + 0.01 * count.total)
    percent = 100.0 * count.distribution
    axes.set(xlim=limits, ylim=(0.0, max(1.12 * float(percent.max()), 1e-9)))
    for number, bar in enumerate(axes.bar(np.arange(count.total + 1), percent, 0.84, color=ink)):
        share = style.percent(bar.get_height() / 100.0)
        bar.set_url(say("kill-chain-survivors-bar", number=str(number), share=share))
    marks.scale(axes, "y", say("common-raids-axis"), 3)
    axes.set_xticks([])
    strip = pictures.new_axes(picture.figure, LEFT, top + 18.0 + BARS, ACROSS, 18.0)
    strip.set(xlim=limits, ylim=(0.0, 1.0))
    strip.yaxis.set_visible(False)
    strip.spines["bottom"].set_visible(False)
    marks.scale(strip, "x", say("kill-chain-missiles-launched"), 8, integer=True)
    strip.grid(visible=False)
    if count.low == count.low:
        tip = say("kill-chain-mean-band", low=f"{count.low:.0f}", high=f"{count.high:.0f}")
        marks.lines(strip, [[(count.low, 0.45), (count.high, 0.45)]], [tip], color=inks.INK, alpha=0.28, linewidth=8.0)
    mean = say("common-mean", mean=f"{count.mean:.1f}")
    marks.points(strip, [Mark(count.mean, 0.45, 6.0, inks.INK, mean)], marker="|", linewidths=1.8)


def exposure_title(told: Strikes) -> str:
    half = told.found.kinds[0].half_set_up
    if half < float("inf"):
        return told.say("kill-chain-exposure-title", time=words.minutes(half, told.say))
    return told.say("kill-chain-exposure-never")


def exposure(told: Strikes) -> pictures.Picture:
    """Share of launchers caught during set-ups of each length, with the published lengths as bands."""
    found, say = told
    height = TOP + SHARE_PLOT + 100.0
    about = say("kill-chain-exposure-about")
    picture = pictures.new("exposure", WIDTH, height, exposure_title(told), about, words.corner(told))
    axes = pictures.new_axes(picture.figure, LEFT, TOP, ACROSS, SHARE_PLOT)
    curve, times = found.exposure, found.exposure.times / 60.0
    axes.set(xlim=(0.0, float(times[-1])), ylim=(0.0, 100.0))
    marks.scale(axes, "y", say("kill-chain-caught-axis"), 5)
    marks.scale(axes, "x", say("kill-chain-open-axis"), 7)
    axes.grid(visible=False, axis="x")
    for k, kind in enumerate(found.kinds):
        published(axes, told, kind, k)
    if found.draws:
        axes.fill_between(
            times, 100.0 * curve.low, 100.0 * curve.high, color=inks.defence(0), alpha=0.16, linewidth=0.0
        )
    axes.plot(times, 100.0 * curve.best, color=inks.defence(0), linewidth=2.0)
    axes.axhline(50.0, color=inks.MUTED, linewidth=1.0, linestyle=(0.0, (4.0, 4.0)))
    marks.note(axes, say("kill-chain-half"), 0.0, 50.0, 4.0, 4.0, ha="left", color=inks.MUTED)
    half = found.kinds[0].half_set_up / 60.0
    if half < times[-1]:
        tip = say("kill-chain-half-at", time=words.minutes(60.0 * half, say))
        marks.points(axes, [Mark(half, 50.0, 5.0, inks.defence(0), tip)], edgecolors=inks.GROUND, linewidths=1.0)
        told_half = say("kill-chain-min", number=f"{half:.0f}")
        marks.note(axes, told_half, half, 50.0, 0.0, 8.0, color=inks.defence(0), weight="bold")
    pictures.put(picture.figure, LEFT, height - 44.0, say("kill-chain-exposure-curve"), color=inks.MUTED)
    pictures.put(picture.figure, LEFT, height - 28.0, say("kill-chain-exposure-bands"), color=inks.MUTED)
    return picture


def published(axes: Axes, told: Strikes, kind: KindAnswer, k: int) -> None:
    """The published range of a kind's set-up time, and its best value."""
    path = f"launchers/{kind.name}/set_up_time"
    best = kind.launcher.set_up_time / 60.0
    ranges = ((one.low / 60.0, one.high / 60.0) for one in told.found.figures if one.path == path)
    low, high = next(ranges, (best, best))
    name = words.short(kind.name, told.say)
    tip = told.say("kill-chain-set-up-range", kind=name, low=f"{low:g}", high=f"{high:g}", best=f"{best:g}")
    axes.axvspan(low, high, color=inks.threat(k), alpha=0.16, linewidth=0.0, url=tip)
    axes.axvline(best, color=inks.threat(k), linewidth=1.4)
    marks.note(axes, name, low, 100.0, 4.0, -14.0 - 15.0 * k, ha="left", color=inks.threat(k), weight="bold")
