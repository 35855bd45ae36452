"""A claim and what came of it, in words that both sides could sign."""

from __future__ import annotations

from math import isfinite, isnan
from typing import NamedTuple

import numpy as np

from openbmd.claims import DEPENDS, FAILS, HOLDS, MEASURES, NO_MATTER, TOO_FEW, Answer, Part, PartAnswer, Verdict, held
from openbmd.products.drivers_chart import figure_name
from openbmd.records import FireUnit, Route
from openbmd.studies.coverage.answer import Coverage
from openbmd.studies.footprint.plane import Region
from openbmd.telling import style

PERCENT = ("two_layers", "kill_chain_share", "footprint_people")  # measures that are told in percent
COUNTED = ("footprint_contains", "coverage_flights", "coverage_bearings", "infer_candidates", "orbit")  # whole numbers
KINDS = {
    "capability": "a claim of what something can do",
    "count": "a count",
    "history": "a claim of what happened",
    "intent": "a claim of what someone means to do",
    "opinion": "an opinion",
    "forecast": "a forecast",
}


class Area(NamedTuple):
    """A footprint at the best figures."""

    part: Part
    unit: FireUnit
    route: Route
    region: Region


class Told(NamedTuple):
    """An answer with what its maps show."""

    answer: Answer
    areas: tuple[Area, ...]
    coverage: Coverage | None


def scale(part: Part) -> tuple[float, str]:
    """Factor from SI, and the unit after the number."""
    if part.measure in PERCENT:
        return 100.0, f"{style.NARROW}%"
    unit = MEASURES[part.measure].unit or part.figures[-1].unit
    if unit == "m":
        return 1e-3, f"{style.NARROW}km"
    return 1.0, f"{style.NARROW}s" if unit == "s" else ""


def axis(part: Part) -> str:
    """The measure's name with its unit."""
    unit = scale(part)[1].strip()
    name = figure_name(part.path) if part.path else MEASURES[part.measure].words
    return f"{name} ({unit})" if unit else name


def number(part: Part, value: float) -> str:
    """A value of the measure, without its unit."""
    scaled = value * scale(part)[0]
    return (
        style.fixed(scaled, 0)
        if part.measure in COUNTED
        else style.significant(scaled, 2 if part.measure in PERCENT else 3)
    )


def value(part: Part, at: float) -> str:
    return number(part, at) + scale(part)[1]


def band(one: PartAnswer) -> str:
    """The 5-95 % band over the draws."""
    low, high = number(one.part, one.low), number(one.part, one.high)
    return (low if low == high else f"{low}–{high}") + scale(one.part)[1]


def threshold(part: Part) -> str:
    """What it takes to hold: "at least 4"."""
    least, most = part.threshold
    if isfinite(least) and isfinite(most):
        return f"{number(part, least)} to {value(part, most)}"
    if isfinite(least):
        return f"at least {value(part, least)}"
    return f"at most {value(part, most)}" if most > 0.0 else "none"


def cause(verdict: Verdict) -> str:
    """What decides, as people write it."""
    if "/" not in verdict.decides:
        return verdict.decides
    return figure_name(verdict.decides)


def share(verdict: Verdict) -> str:
    return "–" if isnan(verdict.share) else style.percent(verdict.share)


def counted(one: PartAnswer) -> str:
    """In how many draws it holds: "23 of 24 draws"."""
    holds = held(one.measured, one.part.threshold)
    told = holds[~np.isnan(holds)]
    yes = int(told.sum())
    if np.ptp(one.measured.drawn[~np.isnan(one.measured.drawn)]) == 0.0 and not one.measured.figures:
        return "the one published value" if one.verdict.word == HOLDS else "none of the published values"
    if yes in (0, len(told)):
        return f"all {len(told)} draws" if yes else f"none of {len(told)} draws"
    return f"{yes} of {len(told)} draws"


def label(answer: Answer) -> str:
    """The verdict in a few words: "Depends, on the radar's mode"."""
    verdict = answer.verdict
    if verdict.word == DEPENDS:
        return f"Depends, {because(verdict)}"
    return verdict.word.capitalize()


def because(verdict: Verdict) -> str:
    if verdict.decides == TOO_FEW:
        return "and the draws are too few to tell on what"
    return f"on {cause(verdict)}"


def tests(answer: Answer) -> list[PartAnswer]:
    return [one for one in answer.parts if not one.part.what_if]


def finding(answer: Answer) -> str:
    """What came of it, in one sentence."""
    verdict, parts = answer.verdict, tests(answer)
    over = f"{answer.draws} draws of the published figures"
    if verdict.word == NO_MATTER:
        found = {word: sum(one.verdict.word == word for one in parts) for word in (HOLDS, FAILS, DEPENDS)}
        ends = {HOLDS: "holds", FAILS: "fails", DEPENDS: "depends on figures that are not known"}
        plural = {HOLDS: "hold", FAILS: "fail", DEPENDS: "depend on figures that are not known"}
        said = [f"{style.SPELLED[n]} {ends[word] if n == 1 else plural[word]}" for word, n in found.items() if n]
        return f"No calculation can tell. Of its {style.count(len(parts), 'checkable part')}, {style.joined(said)}."
    if verdict.word == DEPENDS:
        return (
            f"It depends {because(verdict)}: the claim holds over {share(verdict)} of what is published"
            f"{' and of the ways to read it' if answer.claim.rule == 'readings' else ''}."
        )
    how = "holds" if verdict.word == HOLDS else "fails"
    whole = verdict.share in (0.0, 1.0)
    if not any(one.measured.figures for one in parts) and whole:
        return f"The claim {how} by what is published."
    part = verdict.share if verdict.word == HOLDS else 1.0 - verdict.share
    return f"The claim {how} in {'all' if whole else style.percent(part) + ' of'} {over}."


def evidence(one: PartAnswer) -> str:
    """One part with its number, as a line of evidence."""
    verdict = one.verdict
    tail = {HOLDS: "", FAILS: "Not so: ", DEPENDS: "In part: "}[verdict.word]
    words = one.part.says if not tail else tail + one.part.says[0].lower() + one.part.says[1:]
    return f"{words} ({told_value(one)})"


def told_value(one: PartAnswer) -> str:
    """What was measured, its best value, its band and in how many draws the part holds."""
    part = one.part
    name = figure_name(part.path) if part.path else MEASURES[part.measure].words
    best = f"{name}: {value(part, one.measured.best)} with the best figures"
    spread = f", {band(one)} in nine of ten draws" if one.low < one.high else ""
    return f"{best}{spread}; true in {counted(one)}"


def sides(answer: Answer) -> tuple[list[str], list[str]]:
    """Computed evidence for and against the claim; what depends stands on both sides with its share."""
    by_side: tuple[list[str], list[str]] = ([], [])
    for one in tests(answer):
        if one.verdict.word == DEPENDS:
            by_side[0].append(evidence(one))
            by_side[1].append(evidence(one))
        else:
            by_side[(one.verdict.word == HOLDS) != one.part.supports].append(evidence(one))
    return by_side


def flips(answer: Answer) -> list[str]:
    """What would turn the verdict: its what-ifs, what decides, and other thresholds."""
    said = [evidence(one) for one in answer.parts if one.part.what_if]
    if answer.verdict.word == DEPENDS and answer.verdict.decides != TOO_FEW:
        said.insert(0, f"What decides: {cause(answer.verdict)}.")
    said += [moved for one in tests(answer) if (moved := other_threshold(one))]
    return said


def other_threshold(one: PartAnswer) -> str:
    """From which threshold on the verdict of a part would no longer be what it is; "" when none makes sense."""
    part, (least, most) = one.part, one.part.threshold
    holds = one.verdict.word == HOLDS
    if part.measure == "orbit" or one.verdict.word == DEPENDS or isfinite(least) == isfinite(most):
        return ""
    if isfinite(least):
        edge, word = (one.low, "more than {} were asked for") if holds else (one.high, "{} or less were asked for")
    else:
        edge, word = (one.high, "less than {} were allowed") if holds else (one.low, "{} or more were allowed")
    if not isfinite(edge) or edge <= 0.0:
        return ""
    moved = word.format(value(part, edge))
    return (
        f"“{part.says}” would no longer {'hold' if holds else 'fail'} outright if {moved}, and not {threshold(part)}."
    )


def source_line(answer: Answer) -> str:
    from importlib.metadata import version

    return f"OpenBMD {version('openbmd')} · {answer.draws} draws · {answer.raids:,} raids · seed {answer.seed}"
