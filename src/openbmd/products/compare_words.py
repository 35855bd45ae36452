"""A comparison in words: the finding, the verdict over the published figures, and the rows of its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from openbmd.comparisons import LEAKERS, Comparison, Contrast, Difference, Measure
from openbmd.locales import Words
from openbmd.products.compare_changes import Change
from openbmd.records import Estimate
from openbmd.telling import reasons as reason_words
from openbmd.telling import style

TELLING = 2.0  # standard errors, from which the dice are called able to tell a difference
NAMES = {
    "leakers": "missiles that get through",
    "p_no_leaker": "chance that none does",
    "weight_clear": "people-weight in places that none reaches",
    "not_launched": "missiles struck before launch or failed",
    "strays": "missiles that come down elsewhere",
}


class Row(NamedTuple):
    group: str  # "" for those that stand first
    name: str
    reference: str
    other: str
    difference: str
    band: str  # "" when no draws were made


def letters(comparison: Comparison) -> list[str]:
    """A, B, C, ... for the columns of tables, where names are too long."""
    return [chr(ord("A") + k) if k < 26 else f"A{k}" for k in range(len(comparison.sides))]


def by_size(comparison: Comparison) -> list[int]:
    """The contrasts, the largest difference first."""
    found = [contrast.measures[LEAKERS].difference.mean for contrast in comparison.contrasts]
    return sorted(range(len(found)), key=lambda k: -abs(found[k]))


def finding(comparison: Comparison, k: int) -> str:
    """What contrast k says of missiles that get through, in a sentence, with the error of the dice."""
    reference, other = comparison.sides[0].entry, comparison.sides[k + 1].entry
    contrast = comparison.contrasts[k]
    found = contrast.measures[LEAKERS]
    both = f"{value(found.other, 1.0, '')} against {value(found.reference, 1.0, '')}"
    if contrast.same == 1.0:
        return (
            f"{other.name} makes no difference: in each of {comparison.raids:,} raids as many get through as with "
            f"{reference.name} ({value(found.reference, 1.0, '')} on average)."
        )
    size = style.with_error(unsigned(found.difference))
    way = "more" if found.difference.mean > 0.0 else "fewer"
    if not tells(found.difference):
        return (
            f"The dice cannot tell {other.name} from {reference.name}: {size} {way} missiles get through in a raid "
            f"({both})."
        )
    return f"{size} {way} missiles get through in a raid with {other.name} than with {reference.name}: {both}."


def tells(estimate: Estimate) -> bool:
    """Whether a difference stands out of its own error; never with an error that is not known."""
    return abs(estimate.mean) > TELLING * estimate.se


def verdict(comparison: Comparison, k: int) -> str:
    """How the comparison comes out over the draws of the published figures."""
    contrast, draws = comparison.contrasts[k], comparison.draws
    if not draws:
        return "No draws were made over the published figures: whether they could turn this round is not said here."
    fewer, same, more = counts(contrast)
    first, second = comparison.sides[0].entry.name, comparison.sides[k + 1].entry.name
    said = []
    if same == draws:
        said.append(f"In {draws} of {draws} draws of the published figures as many get through with either")
    else:
        best, number = (second, fewer) if fewer > more else (first, more)
        said.append(f"In {number} of {draws} draws of the published figures fewer get through with {best}")
        less = draws - number - same
        said += [f"in {less} with {first if best == second else second}"] if less else []
        said += [f"in {same} as many with either"] if same else []
    band = contrast.measures[LEAKERS].difference
    return f"{', '.join(said)}; nine in ten draws put the difference {between(band.low, band.high)}."


def counts(contrast: Contrast) -> tuple[int, int, int]:
    """Draws in which fewer, as many and more get through than with the reference."""
    drawn = contrast.drawn
    return int((drawn < 0.0).sum()), int((drawn == 0.0).sum()), int((drawn > 0.0).sum())


def between(low: float, high: float) -> str:
    """A band of differences of leakers as a sentence holds it: "between 0.2 fewer and 3.1 more"."""
    decimals = style.decimals_of((high - low) / 10.0, high)

    def one(value: float) -> str:
        text = style.fixed(abs(value), decimals)
        return "none" if not text.strip("0.") else f"{text} {'fewer' if value < 0.0 else 'more'}"

    return f"at {one(low)}" if one(low) == one(high) else f"between {one(low)} and {one(high)}"


def sentences(comparison: Comparison, k: int) -> list[str]:
    """What stands behind the finding."""
    contrast = comparison.contrasts[k]
    said = [verdict(comparison, k)]
    if contrast.same < 1.0:
        said.append(
            f"Raid by raid, on the same dice: more get through in {share(contrast.more)} of raids, as many in "
            f"{share(contrast.same)}, fewer in {share(contrast.fewer)}."
        )
    gain = gain_of(contrast.measures[LEAKERS])
    if gain > 0.0:
        said.append(
            f"The dice that both share make the error {style.significant(gain, 2)} times smaller than dice of their "
            f"own would, as if {style.significant(gain**2, 2)} times as many raids were played."
            if gain > 1.0
            else "The dice that both share make the error no smaller here."
        )
    return said


def gain_of(found: Difference) -> float:
    """How many times smaller the paired error is than the unpaired; 0 where there is none."""
    return found.unpaired_se / found.difference.se if found.difference.se > 0.0 else 0.0


def share(part: float) -> str:
    return "none" if part == 0.0 else "all" if part == 1.0 else style.percent(part, 3 if part > 0.99 else 2)


def rows(contrast: Contrast) -> Iterator[Row]:
    """The table's rows: what is counted, in the reference and the other, with difference and band; no empty ones."""
    for measure, found in contrast.measures.items():
        if measure == LEAKERS or not idle(found):
            group, name = heading(measure)
            scale, unit = units(measure, found)
            yield Row(
                group,
                name,
                value(found.reference, scale, unit),
                value(found.other, scale, unit),
                signed(found.difference, scale, unit),
                band(found.difference, scale, unit),
            )


def still(contrast: Contrast) -> bool:
    """Whether nothing that is counted differs, with the best figures or in any draw's band."""
    found = [one.difference for one in contrast.measures.values()]
    return all(x == 0.0 or x != x for one in found for x in (one.mean, one.low, one.high))


def idle(found: Difference) -> bool:
    """Whether nothing of the kind happens in either, or it has no answer in one."""
    numbers = (found.reference.mean, found.other.mean, found.difference.low, found.difference.high)
    return found.difference.mean != found.difference.mean or not any(x == x and x != 0.0 for x in numbers)


def heading(measure: Measure) -> tuple[str, str]:
    """The group that a row stands in, and its name there."""
    kind, name = measure
    if kind == "leakers at":
        return "get through to", name
    if kind == "kills":
        return "kills by layer", name
    if kind == "rounds":
        return "rounds fired", name or "all"
    if kind == "wasted":
        return "rounds fired", "of them at what another had killed"
    if kind == "unengaged":
        return "never fired at", reason_words.name(name, Words())
    return "", NAMES[kind]


def units(measure: Measure, found: Difference) -> tuple[float, str]:
    """By what a row's numbers are multiplied, and what stands behind them."""
    if measure[0] == "p_no_leaker":
        return 100.0, f"{style.NARROW}%"
    if measure[0] == "weight_clear" and max(found.reference.mean, found.other.mean) >= 1e6:
        return 1e-6, " million"
    return 1.0, ""


def scaled(estimate: Estimate, scale: float) -> Estimate:
    return Estimate(*(scale * x for x in estimate))


def unsigned(estimate: Estimate) -> Estimate:
    return estimate._replace(mean=abs(estimate.mean))


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


def band(estimate: Estimate, scale: float, unit: str) -> str:
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
    return " to ".join(parts) + unit


def outside(contrast: Contrast) -> bool:
    """Whether some difference lies outside its band by more than the dice."""
    found = [d.difference for d in contrast.measures.values() if style.has_band(d.difference)]
    return any(not d.low - TELLING * d.se <= d.mean <= d.high + TELLING * d.se for d in found)


HOW = (
    "± is the standard error of the dice, of the raids paired one by one; 5–95 % is the band of the difference over {} "
    "draws of the published figures, the same for all scenarios."
)
OUTSIDE = (
    "A difference can lie outside its band: it belongs to the best figures, and a best figure need not be the middle "
    "of its range."
)


def how(comparison: Comparison) -> str:
    """What ± and the band mean here."""
    if not comparison.draws:
        return "± is the standard error of the dice, of the raids paired one by one; no draws were made, so no band."
    said = HOW.format(f"{comparison.draws:,}")
    return f"{said} {OUTSIDE}" if any(map(outside, comparison.contrasts)) else said


def in_both(change: Change) -> tuple[str, str]:
    """A line of the input as it stands in the reference and in the other."""
    missing = "none" if change.what else "not there"
    return change.reference or missing, change.other or missing
