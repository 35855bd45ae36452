"""What the answer hangs on, in words."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import NamedTuple

from openbmd import units
from openbmd.kinds import Figure
from openbmd.products.drivers_chart import figure_name
from openbmd.records import Estimate
from openbmd.studies.sweep.sobol import Index
from openbmd.studies.sweep.study import Sweep
from openbmd.studies.sweep.turning_points import Flip
from openbmd.telling import style

LARGE = 0.5  # 1, share of the variance from which a figure is said to make most of it


class Scale(NamedTuple):
    """How a measure is told."""

    name: str
    factor: float
    unit: str  # after the number
    axis: str  # after the name, at an axis


SCALES = {
    "leakers": Scale("missiles that get through", 1.0, "", " in a raid"),
    "p_no_leaker": Scale("chance that nothing gets through", 100.0, f"{style.NARROW}%", " (%)"),
    "weight_clear": Scale("people-weight in places that none reaches", 1e-6, " million", " (million)"),
}


def scale(found: Sweep) -> Scale:
    return SCALES[found.measure]


def axis(found: Sweep) -> str:
    """The name of an axis."""
    return scale(found).name + scale(found).axis


def scaled(found: Sweep, estimate: Estimate) -> Estimate:
    return Estimate(*(value * scale(found).factor for value in estimate))


def best(found: Sweep) -> str:
    """The best answer with its dice: "8.03 ± 0.03"."""
    return style.with_error(scaled(found, found.best)) + scale(found).unit


def band(found: Sweep) -> str:
    """The band over the draws, "" without any."""
    said = style.band(scaled(found, found.best))
    return said + scale(found).unit if said else ""


def value(found: Sweep, mean: float, se: float) -> str:
    """A mean to three digits, or to as many as its dice know, without them."""
    middle, error = mean * scale(found).factor, se * scale(found).factor
    known = style.decimals_of(error, middle)
    three = max(0, 2 - floor(log10(abs(middle)))) if middle else 0
    return style.fixed(middle, min(known, three)) + scale(found).unit


def strongest(found: Sweep) -> Index | None:
    """The figure that makes most of the variance, None where none has an index."""
    rows = [row for row in found.indices.rows if row.path] if found.indices else []
    return max(rows, key=lambda row: row.total, default=None)


def spoken(path: str) -> str:
    """A figure's name in a sentence: "the kill probability of THAAD"."""
    whose, _, what = figure_name(path).partition(": ")
    return f"the {what} of {whose}" if what else whose


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def finding(found: Sweep) -> str:
    """The headline, and which figure moves it."""
    return " ".join(filter(None, (headline(found), decides(found))))


def headline(found: Sweep) -> str:
    """The answer over the published figures."""
    if not style.has_band(found.best):
        return f"With the best figures {told(found, best(found))}."
    return f"Over the published figures {told(found, band(found))}."


def decides(found: Sweep) -> str:
    """Which figure moves it over the draws, "" without any."""
    first = strongest(found)
    if first is None:
        return "No single figure stands out." if found.draws else ""
    if first.total >= LARGE:
        return f"Most of that hangs on {spoken(first.path)}."
    return f"No one figure decides; {spoken(first.path)} moves it most."


def told(found: Sweep, number: str) -> str:
    """A number of the measure as a clause."""
    if found.measure == "leakers":
        return f"{number} missiles get through"
    return f"the {scale(found).name} is {number}"


def sentences(found: Sweep) -> list[str]:
    """What stands behind it: the dice, the figures, the verdict, the flips."""
    said = [f"With the best figures it is {best(found)}: the ± is the error of the dice over {found.raids:,} raids."]
    if style.has_band(found.best):
        share = ""
        if isfinite(found.dice_share):
            share = (
                f" The dice of a draw make {at_most(found.dice_share)} of their variance; the figures make the rest."
            )
        said.append(
            f"In {found.draws:,} draws of {len(found.figures):,} figures it lies between "
            f"{band(found).replace('–', ' and ')} (5–95{style.NARROW}%).{share}"
        )
    said += variance(found)
    if found.verdict is not None:
        said.append(verdict(found))
        said += turned(found)
    return said


def at_most(share: float) -> str:
    return f"less than 1{style.NARROW}%" if share < 0.01 else f"about {style.percent(share, 1)}"


def variance(found: Sweep) -> list[str]:
    """The strongest figures with their shares."""
    if found.indices is None:
        moved = [bar for bar in found.bars if bar.told][:3]
        if not moved:
            return ["No figure alone moves it beyond the dice."]
        names = style.joined([spoken(bar.figure.path) for bar in moved])
        return [f"Taken alone, {names} move{'s' * (len(moved) == 1)} it most."]
    rows = sorted((row for row in found.indices.rows if row.path), key=lambda row: -row.total)[:3]
    strong = [f"{spoken(row.path)} {share(row.total, row.total_low, row.total_high)}" for row in rows]
    rest = next(row for row in found.indices.rows if not row.path)
    together = share(rest.total, rest.total_low, rest.total_high)
    return [
        f"Share of the variance that would stay if all else were known: {style.joined(strong)}; the "
        f"{found.indices.others:,} figures that do not stand out, together, {together}."
    ]


def share(middle: float, low: float, high: float) -> str:
    """A share of the variance with its interval: "25 % (17 to 36)"."""
    numbers = [f"{100.0 * max(x, 0.0):.0f}" for x in (middle, low, high)]
    return f"{numbers[0]}{style.NARROW}% ({numbers[1]} to {numbers[2]})"


def standing(found: Sweep) -> str:
    """Whether the verdict holds with the best figures: holds, fails or unresolved."""
    if found.verdict is None:
        return ""
    if not found.verdict.sure(found.best.mean, found.best.se):
        return "unresolved"
    return "holds" if found.verdict.holds(found.best.mean) else "fails"


def verdict_words(found: Sweep) -> str:
    """The verdict as asked for, or what it is by default."""
    if found.verdict is None:
        return ""
    if found.verdict.asked:
        return f"“{found.verdict.asked}”"
    low, high = (value(found, bound, 0.01 * bound) for bound in (found.verdict.least, found.verdict.most))
    return f"“within half of the best answer, {low} to {high}”"


def verdict(found: Sweep) -> str:
    """Whether it holds, with the best figures and over the draws."""
    holds, blurred, fails = found.held
    now = standing(found)
    first = "cannot be told from the dice" if now == "unresolved" else now
    said = f"The verdict {verdict_words(found)} {first} with the best figures"
    if found.draws:
        said += f"; over the published figures it holds in {holds:,} of {found.draws:,} draws and fails in {fails:,}"
        said += f", and in {blurred:,} the dice do not tell" if blurred else ""
        said += ". A share of draws is no probability"
    return f"{said}."


def turned(found: Sweep) -> list[str]:
    """Which figures alone turn the verdict."""
    if standing(found) == "unresolved":
        return []
    ranges = {figure.path: figure for figure in found.figures}
    inside = [flip for flip in found.flips if flip.where == "inside"]
    doubtful = [flip for flip in found.flips if flip.where == "unresolved"]
    if inside:
        turns = [f"{spoken(flip.path)} at {flip_words(ranges[flip.path], flip)}" for flip in inside[:3]]
        more = f", and {len(inside) - 3} more" if len(inside) > 3 else ""
        said = [f"Alone, all others at best, it is turned inside the published range by {style.joined(turns)}{more}."]
    else:
        said = ["No figure alone turns it inside its published range."]
    if doubtful:
        names = style.joined([spoken(flip.path) for flip in doubtful[:3]])
        said.append(f"The dice do not tell whether {names} would.")
    return said


def in_unit(figure: Figure, at: float) -> tuple[str, str]:
    """A value of a figure to a hundredth of its range, in the unit that its range is told in, and that unit."""
    ending, _ = units.spelled((figure.low, figure.best, figure.high), figure.unit)
    factor = units.SUFFIXES[ending][0] if ending else 1.0
    width = (figure.high - figure.low) / factor
    known = at / factor
    decimals = style.decimals_of(width / 100.0, 0.0) if known % 1.0 else 0
    return style.fixed(known, decimals), style.SYMBOLS.get(ending, ending)


def with_unit(number: str, unit: str) -> str:
    return f"{number}{unit}" if unit == "°" else f"{number}{style.NARROW}{unit}".strip()


def published(figure: Figure) -> str:
    """A figure's range: "40–150–200 km"."""
    numbers, unit = style.shown((figure.low, figure.best, figure.high), figure.unit)
    return with_unit(" – ".join(numbers), unit)


def flip_words(figure: Figure, flip: Flip) -> str:
    """Where a flip is: "0.83 (published 0.6 – 0.75 – 0.9)"."""
    short = ", where a missile falls short" if flip.short else ""
    return f"{with_unit(*in_unit(figure, flip.value))} (published {published(figure)}{short})"


def source_line(found: Sweep) -> str:
    """What was played, for the corner of a picture."""
    draws = f" · {found.draws:,} draws" if found.draws else ""
    return f"OpenBMD {found.versions['openbmd']} · {found.scenario.name}{draws} · seed {found.seed}"
