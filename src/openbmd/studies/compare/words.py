"""A comparison in words: the finding, the verdict over the published figures, and the numbers of its tables."""

from __future__ import annotations

from typing import NamedTuple

from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies.compare.answer import LEAKERS, Comparison, Contrast, Difference, Measure
from openbmd.studies.compare.changes import Change
from openbmd.studies.contract import Asked
from openbmd.telling import reasons, style

TELLING = 2.0  # standard errors, from which the dice are called able to tell a difference
GROUPS = {"leakers at": "places", "kills": "kills", "rounds": "rounds", "wasted": "rounds", "unengaged": "unengaged"}


class FoundComparison(NamedTuple):
    """A comparison and the language it is told in."""

    found: Comparison
    say: Words

    def name(self, side: int) -> str:
        return self.found.sides[side].entry.name


def of(asked: Asked, say: Words) -> FoundComparison:
    return FoundComparison(asked.answer, say)


def letters(comparison: Comparison) -> list[str]:
    """A, B, C, ... for the columns of tables, where names are too long."""
    return [chr(ord("A") + k) if k < 26 else f"A{k}" for k in range(len(comparison.sides))]


def by_size(comparison: Comparison) -> list[int]:
    """The contrasts, the largest difference first."""
    found = [contrast.measures[LEAKERS].difference.mean for contrast in comparison.contrasts]
    return sorted(range(len(found)), key=lambda k: -abs(found[k]))


def way(number: float) -> str:
    """The variant of a message for more or fewer."""
    return "more" if number > 0.0 else "fewer"


def finding(told: FoundComparison, k: int) -> str:
    """What contrast k says of missiles that get through, in a sentence, with the error of the dice."""
    say, contrast = told.say, told.found.contrasts[k]
    found = contrast.measures[LEAKERS]
    there = value(found.reference, 1.0, "")
    names = {"reference": told.name(0), "other": told.name(k + 1)}
    if contrast.same == 1.0:
        return say("compare-no-difference", **names, raids=f"{told.found.raids:,}", there=there)
    values = {
        **names,
        "size": style.headline(unsigned(found.difference)),
        "way": way(style.central(found.difference)),
        "here": value(found.other, 1.0, ""),
        "there": there,
    }
    if not tells(found.difference):
        return say("compare-untold", **values)
    band = style.band(unsigned(found.difference))
    return say("compare-finding", **values) if not band else say("compare-finding-drawn", **values, band=band)


def headline(told: FoundComparison, k: int) -> str:
    """The same in a few words, for a title."""
    say, contrast = told.say, told.found.contrasts[k]
    found = contrast.measures[LEAKERS].difference
    names = {"reference": told.name(0), "other": told.name(k + 1)}
    if contrast.same == 1.0:
        return say("compare-headline-same", other=names["other"])
    if not tells(found):
        return say("compare-headline-untold", **names)
    return say(
        "compare-headline",
        other=names["other"],
        size=style.headline_alone(unsigned(found)),
        way=way(style.central(found)),
    )


def tells(estimate: Estimate) -> bool:
    """Whether a difference stands out of its own error; never with an error that is not known."""
    return abs(estimate.mean) > TELLING * estimate.se


def verdict(told: FoundComparison, k: int) -> str:
    """How the comparison comes out over the draws of the published figures."""
    say, contrast, draws = told.say, told.found.contrasts[k], told.found.draws
    if not draws:
        return say("compare-verdict-no-draws")
    fewer, same, more = counts(contrast)
    first, second = told.name(0), told.name(k + 1)
    if same == draws:
        said = say("compare-verdict-either", number=str(draws), draws=str(draws))
    else:
        best, number = (second, fewer) if fewer > more else (first, more)
        said = say("compare-verdict-fewer", number=str(number), draws=str(draws), best=best)
        less = draws - number - same
        with_it = first if best == second else second
        parts = [say("compare-verdict-with", number=str(less), name=with_it)] if less else []
        parts += [say("compare-verdict-same", number=str(same))] if same else []
        for part in parts:
            said = say("common-list-next", before=said, next=part)
    band = contrast.measures[LEAKERS].difference
    return say("compare-verdict", said=said, between=between(band.low, band.high, say))


def counts(contrast: Contrast) -> tuple[int, int, int]:
    """Draws in which fewer, as many and more get through than with the reference."""
    drawn = contrast.drawn
    return int((drawn < 0.0).sum()), int((drawn == 0.0).sum()), int((drawn > 0.0).sum())


def between(low: float, high: float, say: Words) -> str:
    """A band of differences of leakers as a sentence holds it: "between 0.2 fewer and 3.1 more"."""
    decimals = style.decimals_of((high - low) / 10.0, high)

    def one(number: float) -> str:
        text = style.fixed(abs(number), decimals)
        return say("compare-amount", number=text, way=way(number)) if text.strip("0.") else say("common-none")

    if one(low) == one(high):
        return say("compare-band-at", one=one(low))
    return say("compare-band", low=one(low), high=one(high))


def sentences(told: FoundComparison, k: int) -> list[str]:
    """What stands behind the finding of contrast k."""
    say, contrast = told.say, told.found.contrasts[k]
    said = [verdict(told, k)]
    if contrast.same < 1.0:
        shares = [share(part, say) for part in (contrast.more, contrast.same, contrast.fewer)]
        said.append(say("compare-raid-by-raid", more=shares[0], same=shares[1], fewer=shares[2]))
    gain = gain_of(contrast.measures[LEAKERS])
    if gain > 1.0:
        said.append(say("compare-gain", gain=style.significant(gain, 2), times=style.significant(gain**2, 2)))
    elif gain > 0.0:
        said.append(say("compare-no-gain"))
    return said


def gain_of(found: Difference) -> float:
    """How many times smaller the paired error is than the unpaired; 0 where there is none."""
    return found.unpaired_se / found.difference.se if found.difference.se > 0.0 else 0.0


def share(part: float, say: Words) -> str:
    if part == 0.0:
        return say("common-none")
    return say("compare-all") if part == 1.0 else style.percent(part, 3 if part > 0.99 else 2)


def still(contrast: Contrast) -> bool:
    """Whether nothing that is counted differs, with the best figures or in any draw's band."""
    found = [one.difference for one in contrast.measures.values()]
    return all(x == 0.0 or x != x for one in found for x in (one.mean, one.low, one.high))


def idle(found: Difference) -> bool:
    """Whether nothing of the kind happens in either, or it has no answer in one."""
    numbers = (found.reference.mean, found.other.mean, found.difference.low, found.difference.high)
    return found.difference.mean != found.difference.mean or not any(x == x and x != 0.0 for x in numbers)


def heading(measure: Measure, say: Words) -> tuple[str, str]:
    """The group that a row stands in, and its name there."""
    kind, name = measure
    if kind == "unengaged":
        name = reasons.name(name, say)
    if kind not in GROUPS:
        return "", say(f"compare-measure-{kind.replace('_', '-')}")
    if kind == "wasted" or (kind == "rounds" and not name):
        name = say("compare-rounds-wasted" if kind == "wasted" else "compare-all")
    return say(f"compare-group-{GROUPS[kind]}"), name


def units(measure: Measure, found: Difference, say: Words) -> tuple[float, str]:
    """By what a row's numbers are multiplied, and what stands behind them."""
    if measure[0] == "p_no_leaker":
        return 100.0, f"{style.NARROW}%"
    if measure[0] == "weight_clear" and max(found.reference.mean, found.other.mean) >= 1e6:
        return 1e-6, f" {say('compare-million')}"
    return 1.0, ""


def scaled(estimate: Estimate, scale: float) -> Estimate:
    return Estimate(*(scale * x for x in estimate))


def unsigned(estimate: Estimate) -> Estimate:
    """A difference without its sign, its band the other way round where that turns."""
    low, high = (estimate.low, estimate.high) if style.central(estimate) >= 0.0 else (-estimate.high, -estimate.low)
    return Estimate(abs(estimate.mean), estimate.se, low, high, abs(estimate.middle))


def value(estimate: Estimate, scale: float, unit: str) -> str:
    """A mean to the digits that its error knows; its error stands in the JSON."""
    made = scaled(estimate, scale)
    if made.se > 0.0 and made.mean != 0.0:
        return style.fixed(made.mean, style.decimals_of(made.se, made.mean)) + unit
    return style.significant(made.mean) + unit


def signed(estimate: Estimate, scale: float, unit: str) -> str:
    """A difference with its sign and error; a plain 0 where nothing ever differs."""
    made = scaled(estimate, scale)
    if made.mean == 0.0 and not made.se > 0.0:
        return "0"
    words = style.with_error(unsigned(made)) if made.se > 0.0 else style.significant(abs(made.mean))
    return sign(made.mean) + words + unit


def sign(number: float) -> str:
    return "\u2212" if number < 0.0 else "+" if number > 0.0 else ""


def band(estimate: Estimate, scale: float, unit: str, say: Words) -> str:
    """The 5-95 % band of a difference: "+5.4 to +15.8"; "" without draws."""
    if not style.has_band(estimate):
        return ""
    low, high = scale * estimate.low, scale * estimate.high
    if low == high:
        return sign(low) + style.significant(abs(low)) + (unit if low else "")
    decimals = style.decimals_of((high - low) / 10.0, high)
    parts = []
    for number in (low, high):
        text = style.fixed(abs(number), decimals)
        parts.append((sign(number) if text.strip("0.") else "") + text)
    return say("common-range", low=parts[0], high=parts[1]) + unit


def outside(contrast: Contrast) -> bool:
    """Whether some difference lies outside its band by more than the dice."""
    found = [d.difference for d in contrast.measures.values() if style.has_band(d.difference)]
    return any(not d.low - TELLING * d.se <= d.mean <= d.high + TELLING * d.se for d in found)


def how(told: FoundComparison) -> str:
    """What ± and the band mean here."""
    say, found = told.say, told.found
    if not found.draws:
        return say("compare-how-no-draws")
    said = say("compare-how", draws=f"{found.draws:,}")
    return f"{said} {say('compare-outside')}" if any(map(outside, found.contrasts)) else said


def in_both(change: Change, say: Words) -> tuple[str, str]:
    """A line of the input as it stands in the reference and in the other."""
    missing = say("common-none" if change.what else "compare-not-there")
    return change.reference or missing, change.other or missing


def corner(told: FoundComparison) -> str:
    """What was played, for the corner of a picture."""
    found = told.found
    return told.say(
        "compare-corner",
        version=found.versions["openbmd"],
        raids=f"{found.raids:,}",
        draws=f"{found.draws:,}" if found.draws else "none",
        seed=str(found.seed),
    )
