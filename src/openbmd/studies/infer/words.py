"""What page, tables and pictures of a test flight all say."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isnan
from typing import NamedTuple

from openbmd.locales import Words
from openbmd.records.flights import Report
from openbmd.studies.contract import Asked
from openbmd.studies.infer.answer import ANYWHERE, Candidate, FittedBand, Inference
from openbmd.studies.infer.candidates import FULL
from openbmd.telling import notes, style

STEP = 50.0  # km, to which a range is told


class Meant(NamedTuple):
    """The answer with the language it is told in."""

    found: Inference
    say: Words


def of(asked: Asked, say: Words) -> Meant:
    return Meant(asked.answer, say)


# --- numbers --------------------------------------------------------------------------------------


def kilometres(metres: float) -> str:
    """A range to the digits that it knows, in km."""
    km = 1e-3 * metres
    step = STEP if km >= 1_000.0 else 10.0 if km >= 200.0 else 1.0
    return f"{step * round(km / step):,.0f}"


def reach(band: FittedBand, say: Words) -> str:
    """A band of ranges: "4,850 km (4,500 to 5,150)"; what has no end on Earth says so."""
    low, best, high = (kilometres(value) for value in band)
    if band.low >= ANYWHERE:
        return say("infer-anywhere")
    if band.best >= ANYWHERE:
        return say("infer-anywhere-at-least", low=low)
    if band.high >= ANYWHERE:
        return say("infer-reach-open", best=best, low=low)
    return say("infer-reach", best=best, low=low, high=high)


def published(low: float, high: float, at_least: bool, say: Words) -> str:
    """A published range [m]."""
    km = f"{1e-3 * low:,.0f}" if low == high else f"{1e-3 * low:,.0f}–{1e-3 * high:,.0f}"
    return say("infer-more-than" if at_least else "common-km", km=km)


def minutes(seconds: float, say: Words) -> str:
    """A time of flight as minutes and seconds: "30 min 0 s"."""
    whole = round(seconds)
    if whole < 60:
        return say("infer-seconds", seconds=str(whole))
    return say("infer-minutes", minutes=str(whole // 60), seconds=str(whole % 60))


def numbers(report: Report, say: Words) -> str:
    """A report's numbers: "787 km, apogee 2,111.5 km, 1,800 s (30 min 0 s)"."""
    told = {"range": f"{1e-3 * report.range:,.6g}", "apogee": tidy(1e-3 * report.apogee)}
    if isnan(report.time):
        return say("infer-numbers", **told)
    return say("infer-numbers-timed", **told, time=whole(report.time), minutes=minutes(report.time, say))


def tidy(value: float) -> str:
    """A number to a tenth, without one that is nought."""
    return f"{value:,.1f}".removesuffix(".0")


def whole(value: float) -> str:
    """A whole number, "–" where it is not known."""
    return "–" if isnan(value) else style.fixed(value, 0)


def between(band: FittedBand) -> str:
    """ "1,747–1,860", "–" where it is not known."""
    return "–" if isnan(band.best) else f"{whole(band.low)}–{whole(band.high)}"


def build(name: str, say: Words) -> str:
    return say(f"infer-build-{name.replace(' ', '-')}")


def verdict(one: str, say: Words) -> str:
    return say(f"infer-is-{one}")


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- sentences ------------------------------------------------------------------------------------


def headline(told: Meant) -> str:
    """The finding in one line."""
    found, say = told
    if found.verdict == "not-applicable":
        return say("infer-was", kind=say(f"infer-kind-{found.kind}"))
    said = say(f"infer-verdict-{found.verdict}")
    if found.range is None:
        return said
    where = say("infer-anywhere") if found.anywhere else say("infer-about", km=kilometres(found.range.best))
    return say("infer-far", verdict=found.verdict, said=said, where=where)


def about(told: Meant) -> str:
    """What the answer is about."""
    found, say = told
    if found.flight is not None:
        title, date, site = found.flight.title, found.flight.date_kst, found.flight.site_name
        return say("infer-about-flight", title=title, date=date, site=site)
    if found.question.label or not found.question.site_name:
        return found.question.label or say("infer-a-flight")
    return say("infer-a-flight-from", site=found.question.site_name)


def sentences(told: Meant) -> list[str]:
    """The answer in sentences, the verdict's reason first."""
    found, say = told
    main = found.answer
    by, why = capital(main.report.by), capital(notes.told(found.why, say))
    said = [say("infer-says", by=by, numbers=numbers(main.report, say), why=why)]
    if found.verdict == "not-applicable":
        return said
    if not isnan(main.report.time) and main.excess >= 0.0:
        said.append(say("infer-excess", floor=whole(main.floor), excess=whole(main.excess)))
    elif isnan(main.report.time):
        said.append(say("infer-floor-alone", floor=whole(main.floor), minutes=minutes(main.floor, say)))
    if found.range is not None:
        said.append(say("infer-range", verdict=found.verdict, reach=reach(found.range, say)))
        if found.anywhere:
            said.append(say("infer-no-measure"))
        elif not isnan(found.range_on_bearing):
            there = found.range_on_bearing
            where = say("infer-anywhere") if there >= ANYWHERE else say("common-km", km=kilometres(there))
            said.append(say("infer-on-bearing", where=where))
    return said + told_apart(told)


def told_apart(told: Meant) -> list[str]:
    """What the reports that disagree, and the catalogue's missiles, come to."""
    found, say = told
    said = [versus(told)] if len(found.reports) > 1 else []
    said += could_be(found.candidates, say)
    return said + [say("infer-alike", missiles=[style.label(name) for name in names]) for names in found.alike]


def could_be(candidates: Sequence[Candidate], say: Words) -> list[str]:
    """Which missiles of the catalogue fit all that is reported, and which only without the time."""
    fitting = [one for one in candidates if not one.told_apart]
    full = [candidate(one, say) for one in fitting if one.how == FULL]
    early = [candidate(one, say) for one in fitting if one.how != FULL and not isnan(one.time)]
    unsolved = [style.label(one.name) for one in fitting if one.how != FULL and isnan(one.time)]
    against = [candidate(one, say) for one in candidates if one.told_apart]
    said = []
    if full:
        said.append(say("infer-could-be", missiles=full))
    elif not any(one.how == FULL for one in candidates):
        said.append(say("infer-none-could"))
    if early:
        said.append(say("infer-ended-early", also="yes" if full else "no", missiles=early))
    if against:
        said.append(say("infer-time-against", number=len(against), missiles=against))
    if unsolved:
        said.append(say("infer-not-found", missiles=unsolved))
    return said


def candidate(one: Candidate, say: Words) -> str:
    """A candidate with the time that it would take."""
    name = style.label(one.name)
    return name if isnan(one.time) else say("infer-candidate", missile=name, time=whole(one.time))


def versus(told: Meant) -> str:
    """Which of several reports is the likelier."""
    found, say = told
    by = found.answer.report.by
    barred = [one.report.by for one in found.reports if one.verdict == "impossible"]
    if isnan(found.odds) and not barred:
        return say("infer-not-told-apart")
    if found.odds != inf and not isnan(found.odds):
        return say("infer-times-likelier", by=by, odds=style.significant(found.odds, 2))
    if barred and len(barred) < len(found.reports):
        return say("infer-likelier-barred", by=by, barred=barred)
    return say("infer-likelier", by=by)
