"""What page, tables and pictures of a sweep all say."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import NamedTuple

from openbmd import units
from openbmd.kinds import Figure
from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies.contract import Asked
from openbmd.studies.sweep.alone import MeasureAt
from openbmd.studies.sweep.answer import SweepAnswer
from openbmd.studies.sweep.sobol import Index
from openbmd.studies.sweep.turning_points import TurningPoint
from openbmd.telling import figures, style

LARGE = 0.5  # 1, share of the variance from which a figure is said to make most of it
FACTORS = {"leakers": 1.0, "p_no_leaker": 100.0, "weight_clear": 1e-6}  # to the unit in which a measure is told
NAMES = {"p_no_leaker": "sweep-none-gets-through", "weight_clear": "common-weight-clear"}  # in a clause: the … is
UNITS = {"p_no_leaker": "sweep-percent", "weight_clear": "sweep-million"}  # messages that put it after a number


class Swept(NamedTuple):
    """The answer with the language it is told in."""

    found: SweepAnswer
    say: Words


def of(asked: Asked, say: Words) -> Swept:
    return Swept(asked.answer, say)


# --- numbers of the measure -----------------------------------------------------------------------


def factor(told: Swept) -> float:
    return FACTORS[told.found.measure]


def axis(told: Swept) -> str:
    """The name of an axis."""
    return told.say(f"sweep-axis-{told.found.measure}")


def in_units(told: Swept, number: str) -> str:
    """A number of the measure with its unit."""
    unit = UNITS.get(told.found.measure)
    return told.say(unit, number=number) if unit and number else number


def scaled(told: Swept) -> Estimate:
    """The best answer in the unit in which it is told."""
    return Estimate(*(value * factor(told) for value in told.found.best))


def best(told: Swept) -> str:
    """The best answer with its dice: "8.03 ± 0.03"."""
    return in_units(told, style.with_error(scaled(told)))


def band(told: Swept) -> str:
    """The band over the draws, "" without any."""
    return in_units(told, style.band(scaled(told)))


def value(told: Swept, mean: float, se: float) -> str:
    """A mean to three digits, or to as many as its dice know, without them."""
    middle, error = mean * factor(told), se * factor(told)
    known = style.decimals_of(error, middle)
    three = max(0, 2 - floor(log10(abs(middle)))) if middle else 0
    return in_units(told, style.fixed(middle, min(known, three)))


def clause(told: Swept, number: str) -> str:
    """A number of the measure as a clause."""
    if told.found.measure == "leakers":
        return told.say("sweep-many-get-through", number=number)
    return told.say("sweep-measure-is", name=told.say(NAMES[told.found.measure]), number=number)


def at_end(told: Swept, point: MeasureAt) -> str:
    """The measure with a figure at an end of its range, and whether a missile falls short there."""
    said = value(told, point.mean, point.se)
    return told.say("sweep-falls-short", value=said) if point.short else said


def share(middle: float, low: float, high: float, say: Words) -> str:
    """A share of the variance with its interval: "25 % (17 to 36)"."""
    numbers = [f"{100.0 * max(x, 0.0):.0f}" for x in (middle, low, high)]
    return say("sweep-share", middle=numbers[0], low=numbers[1], high=numbers[2])


# --- figures --------------------------------------------------------------------------------------


def spoken(path: str, say: Words) -> str:
    """A figure's name in a sentence: "the kill probability of THAAD"."""
    owner, _, what = figures.name(path, say).partition(": ")
    return say("sweep-figure-of", figure=what, owner=owner) if what else owner


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def in_unit(figure: Figure, at: float) -> tuple[str, str]:
    """A value of a figure to a hundredth of its range, in the unit that its range is told in, and that unit."""
    ending, _ = units.spelled((figure.low, figure.best, figure.high), figure.unit)
    scale = units.SUFFIXES[ending][0] if ending else 1.0
    width = (figure.high - figure.low) / scale
    known = at / scale
    decimals = style.decimals_of(width / 100.0, 0.0) if known % 1.0 else 0
    return style.fixed(known, decimals), style.SYMBOLS.get(ending, ending)


def with_unit(number: str, unit: str) -> str:
    return f"{number}{unit}" if unit == "°" else f"{number}{style.NARROW}{unit}".strip()


def published(figure: Figure) -> str:
    """A figure's range: "40 – 150 – 200 km"."""
    numbers, unit = style.shown((figure.low, figure.best, figure.high), figure.unit)
    return with_unit(" – ".join(numbers), unit)


def flip_words(figure: Figure, flip: TurningPoint, say: Words) -> str:
    """Where a flip is: "0.83 (published 0.6 – 0.75 – 0.9)"."""
    short = "yes" if flip.short else "no"
    at = with_unit(*in_unit(figure, flip.value))
    return say("sweep-flip-at", short=short, value=at, range=published(figure))


# --- sentences ------------------------------------------------------------------------------------


def strongest(found: SweepAnswer) -> Index | None:
    """The figure that makes most of the variance, None where none has an index."""
    rows = [row for row in found.indices.rows if row.path] if found.indices else []
    return max(rows, key=lambda row: row.total, default=None)


def headline(told: Swept) -> str:
    """The answer over the published figures, for a title."""
    if not style.has_band(told.found.best):
        return told.say("sweep-with-best-figures", told=clause(told, best(told)))
    return told.say("sweep-over-figures", told=clause(told, band(told)))


def finding(told: Swept) -> str:
    """The answer in a sentence: the headline, and which figure moves it."""
    first = strongest(told.found)
    if first is None:
        decides, figure = "none" if told.found.draws else "unasked", ""
    else:
        decides, figure = "most" if first.total >= LARGE else "first", spoken(first.path, told.say)
    return told.say("sweep-finding", headline=headline(told), decides=decides, figure=figure)


def sentences(told: Swept) -> list[str]:
    """What stands behind it: the dice, the figures, the verdict, the flips."""
    found, say = told
    said = [*spread(told), *variance(told)]
    if found.verdict is not None:
        said.append(verdict(told))
        said += [say("sweep-no-probability")] if found.draws else []
        said += turned(told)
    return said


def spread(told: Swept) -> list[str]:
    """The best answer with its dice, and the band of the draws."""
    found, say = told
    said = [say("sweep-best", best=best(told), raids=f"{found.raids:,}")]
    if style.has_band(found.best):
        low, _, high = style.band(scaled(told)).partition("–")
        ends = {"low": low if high else in_units(told, low), "high": in_units(told, high)}
        counted = {"draws": f"{found.draws:,}", "figures": f"{len(found.figures):,}"}
        said.append(say("sweep-between", wide="yes" if high else "no", **ends, **counted))
    if isfinite(found.dice_share):
        small = "yes" if found.dice_share < 0.01 else "no"
        said.append(say("sweep-dice-share", small=small, share=style.percent(found.dice_share, 1)))
    return said


def variance(told: Swept) -> list[str]:
    """The strongest figures with their shares."""
    found, say = told
    if found.indices is None:
        moved = [spoken(bar.figure.path, say) for bar in found.bars if bar.told][:3]
        return [say("sweep-alone-move", number=len(moved), figures=moved) if moved else say("sweep-none-moves")]
    rows = sorted((row for row in found.indices.rows if row.path), key=lambda row: -row.total)[:3]
    strong = []
    for row in rows:
        part = share(row.total, row.total_low, row.total_high, say)
        strong.append(say("sweep-with-share", figure=spoken(row.path, say), share=part))
    rest = next(row for row in found.indices.rows if not row.path)
    together = share(rest.total, rest.total_low, rest.total_high, say)
    return [say("sweep-variance", strong=strong, others=f"{found.indices.others:,}", together=together)]


def standing(found: SweepAnswer) -> str:
    """Whether the verdict holds with the best figures: holds, fails or unresolved; "" without a verdict."""
    if found.verdict is None:
        return ""
    if not found.verdict.sure(found.best.mean, found.best.se):
        return "unresolved"
    return "holds" if found.verdict.holds(found.best.mean) else "fails"


def verdict_words(told: Swept) -> str:
    """The verdict as asked for, or what it is by default; "" without one."""
    asked = told.found.verdict
    if asked is None:
        return ""
    if asked.asked:
        return told.say("sweep-verdict-asked", verdict=asked.asked)
    low, high = (value(told, bound, 0.01 * bound) for bound in (asked.least, asked.most))
    return told.say("sweep-verdict-half", low=low, high=high)


def verdict(told: Swept) -> str:
    """Whether it holds, with the best figures and over the draws."""
    found = told.found
    holds, blurred, fails = found.held
    return told.say(
        "sweep-verdict",
        verdict=verdict_words(told),
        standing=standing(found),
        drawn="yes" if found.draws else "no",
        holds=f"{holds:,}",
        draws=f"{found.draws:,}",
        fails=f"{fails:,}",
        blurred=blurred,
        unresolved=f"{blurred:,}",
    )


def turned(told: Swept) -> list[str]:
    """Which figures alone turn the verdict."""
    found, say = told
    if standing(found) == "unresolved":
        return []
    ranges = {figure.path: figure for figure in found.figures}
    inside = [flip for flip in found.flips if flip.where == "inside"]
    doubtful = [spoken(flip.path, say) for flip in found.flips if flip.where == "unresolved"]
    said = [say("sweep-none-turns")]
    if inside:
        turns = []
        for flip in inside[:3]:
            at = flip_words(ranges[flip.path], flip, say)
            turns.append(say("sweep-at-value", figure=spoken(flip.path, say), value=at))
        more = len(inside) - len(turns)
        said = [say("sweep-turned", turns=turns, more=more, rest=f"{more:,}")]
    if doubtful:
        said.append(say("sweep-doubtful", figures=doubtful[:3]))
    return said


def corner(told: Swept) -> str:
    """What was played, for the corner of a picture."""
    found, say = told
    played = {"version": found.versions["openbmd"], "scenario": found.scenario.name, "seed": str(found.seed)}
    if not found.draws:
        return say("common-corner", **played)
    return say("sweep-corner-draws", draws=f"{found.draws:,}", **played)
