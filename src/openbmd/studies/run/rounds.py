"""Rounds: what each fire unit fires in a raid, and what it has left."""

from __future__ import annotations

from functools import reduce

from openbmd.drawing import inks, marks, pictures
from openbmd.locales import Words
from openbmd.records import Answer
from openbmd.scene import flown
from openbmd.telling import style

WIDTH, LEFT, ACROSS = 460.0, 150.0, 236.0  # px
TOP, ROW = 50.0, 24.0  # px
EMPTY, IDLE = 0.95, 0.05  # shares of a magazine that count as emptied and as hardly touched


def title(answer: Answer, say: Words) -> str:
    """The finding: who runs dry, or who fires most."""
    shares = {
        name: used.mean / total
        for name, used in answer.rounds_used.items()
        if (total := used.mean + answer.rounds_left[name].mean) > 0.0
    }
    if not shares:
        return say("run-rounds-none")
    dry = [name for name, share in shares.items() if share >= EMPTY]
    if dry:
        units = say.count(len(dry), "fire-unit")
        who = style.label(dry[0]) if len(dry) == 1 else f"{units[0].upper()}{units[1:]}"
        return say("run-rounds-dry", number=len(dry), who=who)
    most = max(shares, key=lambda name: shares[name])
    if shares[most] < IDLE:
        return say("run-rounds-few")
    return say("run-rounds-most", unit=style.label(most), share=style.percent(shares[most]))


def description(answer: Answer, say: Words) -> str:
    """The chart for who cannot see it."""
    used = [
        say("run-rounds-unit", unit=style.label(name), used=style.mean_alone(number))
        for name, number in answer.rounds_used.items()
    ]
    return reduce(lambda before, one: say("common-next", before=before, next=one), used)


def draw(answer: Answer, corner: str, say: Words) -> pictures.Picture:
    units, used = answer.scenario.fire_units, list(answer.rounds_used.values())
    totals = [spent.mean + left.mean for spent, left in zip(used, answer.rounds_left.values(), strict=True)]
    bottom = TOP + ROW * len(units)
    height, finding = max(bottom + 84.0, 330.0), title(answer, say)
    picture = pictures.new("rounds", WIDTH, height, finding, description(answer, say), corner)
    figure = picture.figure
    axes = pictures.new_axes(figure, LEFT, TOP, ACROSS, bottom - TOP)
    axes.set(xlim=(0.0, max([1.0, *totals])), ylim=(len(units) - 0.5, -0.5))
    kinds = flown.interceptors(answer.scenario)
    colours = [inks.defence(kinds[unit.interceptor]) for unit in units]
    places, thick = range(len(units)), 13.0 / ROW
    held = axes.barh(places, totals, thick, color=colours, alpha=0.32)
    fired = axes.barh(places, [spent.mean for spent in used], thick, color=colours)
    for k, unit in enumerate(units):
        left = answer.rounds_left[unit.name]
        spent = {"used": style.with_error(used[k]), "left": style.with_error(left)}
        tip = say("run-rounds-tip", unit=style.label(unit.name), **spent)
        held[k].set_url(tip)
        fired[k].set_url(tip)
        words = say("run-rounds-of", used=style.mean_alone(used[k]), held=f"{totals[k]:,.0f}")
        marks.note(axes, words, WIDTH - LEFT, k, xycoords=("axes points", "data"), ha="right", va="center")
    banded = [k for k in places if style.has_band(used[k]) and used[k].high > used[k].low]
    axes.hlines(
        banded,
        [used[k].low for k in banded],
        [used[k].high for k in banded],
        color=inks.INK,
        linewidth=1.4,
        urls=[say("common-band-5-95", band=style.band(used[k])) for k in banded],
    )
    marks.rows(axes, [style.label(unit.name)[:26] for unit in units], [inks.INK] * len(units), places)
    marks.scale(axes, "x", say("noun-round", n=2), 4)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(True)
    pictures.put(figure, 0.0, bottom + 52.0, say("run-rounds-how"), color=inks.MUTED)
    return picture
