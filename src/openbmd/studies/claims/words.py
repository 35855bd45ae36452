"""A claim and what came of it, in words that both sides could sign."""

from __future__ import annotations

from importlib.metadata import version
from math import isfinite, isnan

import numpy as np

from openbmd.claims_file.measures import MEASURES
from openbmd.locales import Words
from openbmd.records.claims import ClaimPart
from openbmd.studies.claims.answer import (
    DEPENDS,
    FAILS,
    HOLDS,
    NO_MATTER,
    TOO_FEW,
    WAYS,
    ClaimAnswer,
    ClaimVerdict,
    PartAnswer,
)
from openbmd.studies.claims.verdicts import held
from openbmd.telling import figures, style

PERCENT = ("two_layers", "kill_chain_share", "footprint_people", "footprint_area")  # measures that are told in percent
COUNTED = ("footprint_contains", "coverage_flights", "coverage_bearings", "infer_candidates", "orbit")  # whole numbers


# --- numbers ---------------------------------------------------------------------------------------


def scale(part: ClaimPart) -> tuple[float, str]:
    """Factor from SI, and the unit after the number."""
    if part.measure in PERCENT:
        return 100.0, f"{style.NARROW}%"
    unit = MEASURES[part.measure].unit or part.figures[-1].unit
    if unit == "m":
        return 1e-3, f"{style.NARROW}km"
    return 1.0, f"{style.NARROW}s" if unit == "s" else ""


def measured(part: ClaimPart, say: Words) -> str:
    """What the number of a part is."""
    return figures.name(part.path, say) if part.path else say(f"claims-measure-{part.measure.replace('_', '-')}")


def axis(part: ClaimPart, say: Words) -> str:
    """The measure's name with its unit."""
    unit = scale(part)[1].strip()
    return f"{measured(part, say)} ({unit})" if unit else measured(part, say)


def number(part: ClaimPart, value: float) -> str:
    """A value of the measure, without its unit."""
    scaled = value * scale(part)[0]
    return (
        style.fixed(scaled, 0)
        if part.measure in COUNTED
        else style.significant(scaled, 2 if part.measure in PERCENT else 3)
    )


def value(part: ClaimPart, at: float) -> str:
    return number(part, at) + scale(part)[1]


def band(one: PartAnswer, say: Words) -> str:
    """The 5-95 % band over the draws."""
    low, high = number(one.part, one.low), number(one.part, one.high)
    return (low if low == high else say("common-between", least=low, most=high)) + scale(one.part)[1]


def threshold(part: ClaimPart, say: Words) -> str:
    """What it takes to hold: "at least 4"."""
    least, most = part.threshold
    if isfinite(least) and isfinite(most):
        return say("claims-from-to", least=number(part, least), most=value(part, most))
    if isfinite(least):
        return say("claims-at-least", value=value(part, least))
    return say("claims-at-most", value=value(part, most)) if most > 0.0 else say("common-none")


def share(verdict: ClaimVerdict) -> str:
    return "–" if isnan(verdict.share) else style.percent(verdict.share)


# --- verdicts --------------------------------------------------------------------------------------


def word(verdict: ClaimVerdict, say: Words) -> str:
    """The verdict: "holds"."""
    return say(f"claims-{verdict.word}")


def cause(verdict: ClaimVerdict, say: Words) -> str:
    """What decides, as people write it; "" when nothing needs to."""
    if verdict.decides in (TOO_FEW, WAYS):
        return say(f"claims-{verdict.decides}")
    return figures.name(verdict.decides, say) if "/" in verdict.decides else verdict.decides


def label(answer: ClaimAnswer, say: Words) -> str:
    """The verdict in a few words: "Depends, on the radar's mode"."""
    verdict = answer.verdict
    return say(f"claims-label-{verdict.word}", because=because(verdict, say))


def because(verdict: ClaimVerdict, say: Words) -> str:
    """On what it depends, "" where it does not."""
    if verdict.word != DEPENDS:
        return ""
    if verdict.decides == TOO_FEW:
        return say("claims-because-too-few")
    return say("claims-because", what=cause(verdict, say))


def tests(answer: ClaimAnswer) -> list[PartAnswer]:
    """The parts that the verdict is made of."""
    return [one for one in answer.parts if not one.part.what_if]


def finding(answer: ClaimAnswer, say: Words) -> str:
    """What came of it, in one sentence."""
    verdict, parts = answer.verdict, tests(answer)
    if verdict.word == NO_MATTER:
        found = {word: sum(one.verdict.word == word for one in parts) for word in (HOLDS, FAILS, DEPENDS)}
        said = [say(f"claims-parts-{word}", n=n, number=say.number(n)) for word, n in found.items() if n]
        return say("claims-no-calculation", parts=say.count(len(parts), "checkable-part"), said=said)
    if verdict.word == DEPENDS:
        readings = "yes" if answer.claim.rule == "readings" else "no"
        return say("claims-it-depends", because=because(verdict, say), share=share(verdict), readings=readings)
    whole = verdict.share in (0.0, 1.0)
    if whole and not any(one.measured.figures for one in parts):
        return say(f"claims-{verdict.word}-by-what-is-published")
    if whole:
        return say(f"claims-{verdict.word}-in-all", draws=f"{answer.draws:,}")
    part = verdict.share if verdict.word == HOLDS else 1.0 - verdict.share
    return say(f"claims-{verdict.word}-in-part", share=style.percent(part), draws=f"{answer.draws:,}")


# --- evidence --------------------------------------------------------------------------------------


def counted(one: PartAnswer, say: Words) -> str:
    """In how many draws it holds: "23 of 24 draws"."""
    holds = held(one.measured, one.part.threshold)
    told = holds[~np.isnan(holds)]
    yes, number = int(told.sum()), f"{len(told):,}"
    if np.ptp(one.measured.drawn[~np.isnan(one.measured.drawn)]) == 0.0 and not one.measured.figures:
        return say("claims-one-value" if one.verdict.word == HOLDS else "claims-no-value")
    if yes in (0, len(told)):
        return say("claims-all-draws" if yes else "claims-no-draws", number=number)
    return say("claims-some-draws", yes=f"{yes:,}", number=number)


def evidence(one: PartAnswer, say: Words) -> str:
    """One part with its number, as a line of evidence."""
    return say(f"claims-evidence-{one.verdict.word}", says=one.part.says, value=told_value(one, say))


def told_value(one: PartAnswer, say: Words) -> str:
    """What was measured, its best value, its band and in how many draws the part holds."""
    told = {
        "name": measured(one.part, say),
        "best": value(one.part, one.measured.best),
        "counted": counted(one, say),
    }
    return say("claims-told-band", band=band(one, say), **told) if one.low < one.high else say("claims-told", **told)


def sides(answer: ClaimAnswer, say: Words) -> tuple[list[str], list[str]]:
    """Computed evidence for and against the claim; what depends stands on both sides with its share."""
    by_side: tuple[list[str], list[str]] = ([], [])
    for one in tests(answer):
        if one.verdict.word == DEPENDS:
            by_side[0].append(evidence(one, say))
            by_side[1].append(evidence(one, say))
        else:
            by_side[(one.verdict.word == HOLDS) != one.part.supports].append(evidence(one, say))
    return by_side


def flips(answer: ClaimAnswer, say: Words) -> list[str]:
    """What would turn the verdict: its what-ifs, what decides, and other thresholds."""
    said = [evidence(one, say) for one in answer.parts if one.part.what_if]
    if answer.verdict.word == DEPENDS and answer.verdict.decides != TOO_FEW:
        said.insert(0, say("claims-what-decides", what=cause(answer.verdict, say)))
    said += [moved for one in tests(answer) if (moved := other_threshold(one, say))]
    return said


def other_threshold(one: PartAnswer, say: Words) -> str:
    """From which threshold on the verdict of a part would no longer be what it is; "" when none makes sense."""
    part, (least, most) = one.part, one.part.threshold
    holds = one.verdict.word == HOLDS
    if part.measure == "orbit" or one.verdict.word == DEPENDS or isfinite(least) == isfinite(most):
        return ""
    edge = one.low if isfinite(least) == holds else one.high
    if not isfinite(edge) or edge <= 0.0:
        return ""
    message = f"claims-{'asked' if isfinite(least) else 'allowed'}-{one.verdict.word}"
    return say(message, says=part.says, value=value(part, edge), threshold=threshold(part, say))


def corner(answer: ClaimAnswer, say: Words) -> str:
    """With which draws and dice."""
    draws, raids = f"{answer.draws:,}", f"{answer.raids:,}"
    return say("claims-corner", version=version("openbmd"), draws=draws, raids=raids, seed=str(answer.seed))
