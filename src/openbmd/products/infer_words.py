"""What a test flight means, in sentences: the same on the terminal and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from openbmd.infer.answers import ANYWHERE, Band, Candidate, Inference, Report
from openbmd.infer.candidates import FULL
from openbmd.locales import Words
from openbmd.telling import style
from openbmd.telling.notes import told

VERDICTS = {
    "possible": "The report is possible",
    "unusual": "The report is unusual",
    "impossible": "The report is impossible",
    "not-applicable": "No range can be inferred",
}
ONLY_TIME = "if range and apogee are right and only the time is wrong"
STEP = 50.0  # km, to which a range is told


def kilometres(metres: float) -> str:
    """A range to the digits that it knows, in km."""
    km = 1e-3 * metres
    step = STEP if km >= 1_000.0 else 10.0 if km >= 200.0 else 1.0
    return f"{step * round(km / step):,.0f}"


def reach(band: Band) -> str:
    """A band of ranges: "4,850 km (4,500 to 5,150)"; what has no end on Earth says so."""
    if band.low >= ANYWHERE:
        return "any point on Earth"
    if band.best >= ANYWHERE:
        return f"any point on Earth (at least {kilometres(band.low)} km)"
    if band.high >= ANYWHERE:
        return f"{kilometres(band.best)} km ({kilometres(band.low)} to any point on Earth)"
    return f"{kilometres(band.best)} km ({kilometres(band.low)} to {kilometres(band.high)})"


def minutes(seconds: float) -> str:
    """A time of flight as minutes and seconds: "30 min 0 s"."""
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


def numbers(report: Report) -> str:
    """A report's numbers: "787 km, apogee 2,111.5 km, 1,800 s"."""
    parts = [f"{1e-3 * report.range:,.6g} km", f"apogee {tidy(1e-3 * report.apogee)} km"]
    if not isnan(report.time):
        parts.append(f"{report.time:,.0f} s ({minutes(report.time)})")
    return ", ".join(parts)


def tidy(value: float) -> str:
    text = f"{value:,.1f}"
    return text.removesuffix(".0")


def headline(found: Inference) -> str:
    """The finding in one line."""
    if found.verdict == "not-applicable":
        return f"{VERDICTS[found.verdict]}: the flight was {found.kind}"
    said = VERDICTS[found.verdict]
    if found.range is None:
        return said
    if found.verdict == "impossible":
        said += f"; {ONLY_TIME}:"
    else:
        said += ";"
    if found.anywhere:
        return f"{said} on a minimum-energy flight the missile would reach any point on Earth"
    return f"{said} on a minimum-energy flight the missile would reach about {kilometres(found.range.best)} km"


def sentences(found: Inference) -> list[str]:
    """The answer in sentences, the verdict's reason first."""
    main = found.answer
    by = main.report.by
    said = [f"{by[:1].upper()}{by[1:]}: {numbers(main.report)}. {sentence(told(found.why, Words()))}"]
    if found.verdict == "not-applicable":
        return said
    if not isnan(main.report.time) and main.excess >= 0.0:
        said.append(
            f"The drag-free flight with all speed at launch takes {main.floor:,.0f} s;"
            f" the report leaves {main.excess:,.0f} s for burning and for the air."
        )
    elif isnan(main.report.time):
        said.append(f"No flight of that range and apogee is shorter than {main.floor:,.0f} s ({minutes(main.floor)}).")
    if found.range is not None:
        condition = f"{sentence(ONLY_TIME)[:-1]}: range" if found.verdict == "impossible" else "Range"
        said.append(f"{condition} on a minimum-energy flight, same vehicle and payload: {reach(found.range)}.")
        if found.anywhere:
            said.append("So near orbital speed a range is no measure any more.")
        elif not isnan(found.range_on_bearing):
            there = found.range_on_bearing
            words = "any point on Earth" if there >= ANYWHERE else f"{kilometres(there)} km"
            said.append(f"On the reported bearing, with the turning Earth: {words}.")
    said += told_apart(found)
    return said


def told_apart(found: Inference) -> list[str]:
    """What the reports that disagree, and the catalogue's missiles, come to."""
    said = []
    if len(found.reports) > 1:
        said.append(versus(found))
    said += could_be(found.candidates)
    for names in found.alike:
        said.append(f"{style.joined([style.label(name) for name in names])} cannot be told apart by these numbers.")
    return said


def could_be(candidates: Sequence[Candidate]) -> list[str]:
    """Which missiles of the catalogue fit all that is reported, and which only without the time."""
    fitting = [one for one in candidates if not one.told_apart]
    full = [candidate(one) for one in fitting if one.how == FULL]
    early = [candidate(one) for one in fitting if one.how != FULL and not isnan(one.time)]
    unsolved = [style.label(one.name) for one in fitting if one.how != FULL and isnan(one.time)]
    against = [candidate(one) for one in candidates if one.told_apart]
    said = []
    if full:
        said.append(f"At full burn it could have been {style.joined(full)}.")
    elif not any(one.how == FULL for one in candidates):
        said.append("No missile of the catalogue flies so at full burn.")
    if early:
        said.append(f"With thrust ended early{' also' if full else ''} {style.joined(early)}.")
    if against:
        them = "them" if len(against) > 1 else "it"
        said.append(f"Range and apogee alone fit {style.joined(against)}, but the reported time speaks against {them}.")
    if unsolved:
        said.append(
            f"Strong enough, though no such flight with thrust ended early was found: {style.joined(unsolved)}."
        )
    return said


def candidate(one: Candidate) -> str:
    """A candidate with the time that it would take."""
    return style.label(one.name) if isnan(one.time) else f"{style.label(one.name)} (in {one.time:,.0f} s)"


def versus(found: Inference) -> str:
    """Which of several reports is the likelier."""
    by = found.answer.report.by
    barred = [one.report.by for one in found.reports if one.verdict == "impossible"]
    if isnan(found.odds) and not barred:
        return "By their times the reports cannot be told apart."
    if found.odds == float("inf") or isnan(found.odds):
        wrong = f": {style.joined(barred)} cannot be right" if barred and len(barred) < len(found.reports) else ""
        return f"The report of {by} is the likelier{wrong}."
    return f"By its time the report of {by} is {style.significant(found.odds, 2)} times likelier than the next."


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."
