"""Rounds: what each fire unit fires in a raid, and what it has left."""

from __future__ import annotations

from openbmd.drawing import inks, marks, pictures
from openbmd.products import flown
from openbmd.records import Answer
from openbmd.telling import style

WIDTH, LEFT, ACROSS = 460.0, 150.0, 236.0  # px
TOP, ROW = 50.0, 24.0  # px
EMPTY, IDLE = 0.95, 0.05  # shares of a magazine that count as emptied and as hardly touched


def title(answer: Answer) -> str:
    """The finding: who runs dry, or who fires most."""
    shares = {
        name: used.mean / total
        for name, used in answer.rounds_used.items()
        if (total := used.mean + answer.rounds_left[name].mean) > 0.0
    }
    if not shares:
        return "No rounds are held"
    dry = [name for name, share in shares.items() if share >= EMPTY]
    if dry:
        return (
            f"{style.label(dry[0])} runs dry"
            if len(dry) == 1
            else f"{style.count(len(dry), 'fire unit').capitalize()} run dry"
        )
    most = max(shares, key=lambda name: shares[name])
    if shares[most] < IDLE:
        return "Hardly any rounds are fired"
    return f"{style.label(most)} fires the largest share of its rounds: {style.percent(shares[most])}"


def draw(answer: Answer, title: str, description: str, corner: str) -> pictures.Picture:
    units, used = answer.scenario.fire_units, list(answer.rounds_used.values())
    totals = [spent.mean + left.mean for spent, left in zip(used, answer.rounds_left.values(), strict=True)]
    bottom = TOP + ROW * len(units)
    picture = pictures.new("rounds", WIDTH, max(bottom + 84.0, 330.0), title, description, corner)
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
        tip = f"{style.label(unit.name)}: {style.with_error(used[k])} used, {style.with_error(left)} left"
        held[k].set_url(tip)
        fired[k].set_url(tip)
        words = f"{style.mean_alone(used[k])} of {totals[k]:,.0f}"
        marks.note(axes, words, WIDTH - LEFT, k, xycoords=("axes points", "data"), ha="right", va="center")
    banded = [k for k in places if style.has_band(used[k]) and used[k].high > used[k].low]
    axes.hlines(
        banded,
        [used[k].low for k in banded],
        [used[k].high for k in banded],
        color=inks.INK,
        linewidth=1.4,
        urls=[f"5–95 %: {style.band(used[k])}" for k in banded],
    )
    marks.rows(axes, [style.label(unit.name)[:26] for unit in units], [inks.INK] * len(units), places)
    marks.scale(axes, "x", "rounds", 4)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(True)
    how = "full colour: used; pale: left; line: 5–95 % over the published figures"
    pictures.put(figure, 0.0, bottom + 52.0, how, color=inks.MUTED)
    return picture
