"""What becomes of the missiles: killed by layer, leaked though fired at, never engaged and why."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from openbmd.drawing import inks, marks, pictures
from openbmd.locales import Words
from openbmd.records import Answer
from openbmd.scene import flown
from openbmd.telling import reasons, style

WIDTH, LEFT = 940.0, 6.0  # px
TOP, BAR, WRITTEN = 36.0, 40.0, 34.0  # px; a part must be that wide to hold its number


class Fate(NamedTuple):
    words: str
    mean: float
    ink: str


def parts(answer: Answer, say: Words) -> list[Fate]:
    """The mean raid in parts that add up to the missiles that come down on defended places."""
    kinds = flown.interceptors(answer.scenario)
    colours = {unit.layer: kinds[unit.interceptor] for unit in reversed(answer.scenario.fire_units)}
    found = [
        Fate(say("run-fate-killed", layer=layer), kills.mean, inks.defence(colours.get(layer, 0)))
        for layer, kills in answer.kills_by_layer.items()
    ]
    never = sum(reason.mean for reason in answer.unengaged.values())
    found.append(Fate(say("run-fate-leaked"), max(0.0, answer.leakers.mean - never), inks.threat(0)))
    found += [
        Fate(say("run-fate-never", reason=reasons.name(reason, say)), number.mean, inks.threat(1 + k % 3))
        for k, (reason, number) in enumerate(answer.unengaged.items())
        if number.mean > 0.0
    ]
    return [part for part in found if part.mean > 0.0]


def title(answer: Answer, say: Words) -> str:
    best = max(answer.kills_by_layer.items(), key=lambda item: item[1].mean, default=None)
    total = sum(part.mean for part in parts(answer, say))
    if best is None or best[1].mean <= 0.0:
        return say("run-fate-nothing")
    return say("run-fate", layer=best[0], kills=style.mean_alone(best[1]), total=f"{total:,.0f}")


def told(part: Fate, number: str, say: Words) -> str:
    return say("run-fate-part", part=part.words, number=number)


def draw(answer: Answer, corner: str, say: Words) -> pictures.Picture:
    shown = parts(answer, say)
    description = reduce(
        lambda before, one: say("common-next", before=before, next=one),
        [told(part, style.significant(part.mean, 2), say) for part in shown] or [""],
    )
    columns = 4 if len(shown) <= 4 else 3
    height = TOP + BAR + 56.0 + 19.0 * -(-len(shown) // columns)
    picture = pictures.new("fate", WIDTH, height, title(answer, say), description, corner)
    figure = picture.figure
    axes = pictures.new_axes(figure, LEFT, TOP, WIDTH - 2.0 * LEFT, BAR)
    total = sum(part.mean for part in shown) or 1.0
    axes.set(xlim=(0.0, total), ylim=(0.0, 1.0), yticks=())
    axes.spines["bottom"].set_visible(False)
    marks.scale(axes, "x", say("run-fate-axis"), 8)
    axes.grid(visible=False)
    at = 0.0
    for part in shown:
        bar = axes.barh(
            0.5, part.mean, 1.0, at, color=part.ink, edgecolor=inks.GROUND, linewidth=1.0,
            label=told(part, style.significant(part.mean, 2), say), url=told(part, style.significant(part.mean), say),
        )  # fmt: skip
        if part.mean / total * (WIDTH - 2.0 * LEFT) > WRITTEN:
            words = style.significant(part.mean, 2)
            axes.bar_label(bar, [words], label_type="center", size=12.0, weight="bold", color=inks.GROUND)
        at += part.mean
    if shown:
        marks.legend(figure, *axes.get_legend_handles_labels(), LEFT, TOP + BAR + 44.0, columns)
    return picture
