"""A study of real test flights: do vehicles of usual builds take the reported times, and do the ranges inferred from
lofted flights agree with what analysts published?
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan, pi
from typing import NamedTuple

from openbmd.infer import Inference, Known, Question, Report, infer
from openbmd.infer.answers import Band, ReportAnswer
from openbmd.physics import impulsive
from openbmd.records import Note, Site, note

Progress = Callable[[int, int, str], None]

CLOSE_TIME = 0.03  # of a reported time
CLOSE_RANGE = 0.10  # of a published range
LOFTED = 1.25  # times the minimum-energy apogee, from where a flight says more than its range
RADIUS = 6.371e6  # m
BUILD_NAMES = {(1, "liquid"): "one liquid stage", (2, "liquid"): "two liquid stages", (1, "solid"): "one solid stage",
               (2, "solid"): "two solid stages", (3, "solid"): "three solid stages"}  # fmt: skip


class Estimate(NamedTuple):
    """A published range of the missile flown; low and high are the same for a single number."""

    by: str
    low: float  # m
    high: float  # m
    at_least: bool  # said as "more than"
    source: str
    note: str


class Flight(NamedTuple):
    """A published test flight; reports that disagree stand side by side."""

    name: str
    title: str
    designation: str  # what its observers called it
    missile: str  # of the catalogue, "" when there is none
    kind: str  # ballistic, quasi-ballistic, gliding or orbital
    outcome: str  # success, failure or disputed
    number: int  # missiles
    stages: int  # 0 when not known
    propellant: str  # liquid, solid, mixed, or ""
    date_kst: str
    time_kst: str  # "" when not known
    utc: str  # date and time, or the two dates that it may be
    time_source: str
    site_name: str
    site: Site
    site_source: str
    bearing: float  # rad, nan when not published
    bearing_source: str
    note: str
    reports: tuple[Report, ...]  # range, apogee and time nan where not told
    estimates: tuple[Estimate, ...]


class TimeRow(NamedTuple):
    """One reported time against what vehicles take."""

    flight: str
    by: str
    range: float  # m
    apogee: float  # m
    time: float  # s
    floor: float  # s
    predicted: Band  # s, vehicles of the flight's build where that is known
    missile_time: float  # s, the catalogue's missile on the same range and apogee; nan when it has none
    difference: float  # 1, predicted over reported less one
    verdict: str
    close: bool  # within CLOSE_TIME
    flag: tuple[Note, ...]  # why not, () when close


class RangeRow(NamedTuple):
    """One published range against the one inferred from the flight."""

    flight: str
    by: str
    low: float  # m
    high: float  # m
    at_least: bool
    inferred: Band  # m, all usual builds
    of_build: Band  # m, of the flight's own build; nan when that is not known
    difference: float  # 1, inferred over the nearest published figure less one
    close: bool  # within CLOSE_RANGE
    miss: tuple[Note, ...]  # what to know of a miss, () when close


@dataclass(frozen=True, slots=True)
class Check:
    times: tuple[TimeRow, ...]
    ranges: tuple[RangeRow, ...]
    left_out: tuple[tuple[str, Note], ...]  # flights without a row, and why


def complete(flight: Flight) -> tuple[Report, ...]:
    """The reports with a range and an apogee; what one lacks is taken from the first that has it, and noted."""
    ranged = next((r for r in flight.reports if not isnan(r.range)), None)
    raised = next((r for r in flight.reports if not isnan(r.apogee)), None)
    if ranged is None or raised is None:
        return ()
    full = []
    for report in flight.reports:
        if isnan(report.time) and (isnan(report.range) or isnan(report.apogee)):
            continue
        borrowed = []
        if isnan(report.range):
            report = report._replace(range=ranged.range, range_rounding=ranged.range_rounding)
            borrowed.append(f"range of {ranged.by}")
        if isnan(report.apogee):
            report = report._replace(apogee=raised.apogee, apogee_rounding=raised.apogee_rounding)
            borrowed.append(f"apogee of {raised.by}")
        said = "; ".join(filter(None, [report.note, " and ".join(borrowed)]))
        full.append(report._replace(note=said))
    return tuple(full)


def question(flight: Flight) -> Question | None:
    """What the flight's reports ask; None where no range and apogee are told. Its build is left open."""
    reports = complete(flight)
    if not reports:
        return None
    kind = "" if flight.kind == "ballistic" else flight.kind
    return Question(
        flight.name,
        reports,
        flight.site,
        flight.site_name,
        flight.bearing,
        kind,
        stages=0,
        propellant="",
        payload_mass=nan,
    )


def check(flights: Sequence[Flight], known: Mapping[str, Known], threads: int, progress: Progress) -> Check:
    """Every flight's reported times and published ranges against inference."""
    times: list[TimeRow] = []
    ranges: list[RangeRow] = []
    left_out = []
    for done, flight in enumerate(flights):
        progress(done, len(flights), flight.name)
        asked = question(flight)
        if asked is None:
            left_out.append((flight.name, note("notes-no-apogee")))
            continue
        own = {flight.missile: known[flight.missile]} if flight.missile in known else {}
        answer = infer(asked, own, threads, with_ring=False)
        if answer.verdict == "not-applicable":
            left_out.append((flight.name, note("notes-of-kind", kind=answer.kind, why=answer.why)))
            continue
        times += time_rows(flight, answer)
        ranges += range_rows(flight, answer)
        if all(isnan(report.time) for report in asked.reports) and not range_rows(flight, answer):
            left_out.append((flight.name, note("notes-nothing-published")))
    return Check(tuple(times), tuple(ranges), tuple(left_out))


def time_rows(flight: Flight, answer: Inference) -> list[TimeRow]:
    """The reported times of one flight."""
    rows = []
    build = BUILD_NAMES.get((flight.stages, flight.propellant), "")
    flown = next((one.time for one in answer.candidates if one.name == flight.missile), nan)
    for index, one in enumerate(answer.reports):
        if isnan(one.report.time):
            continue
        predicted = dict(one.needed_by_build).get(build, one.needed)
        difference = predicted.best / one.report.time - 1.0
        close = abs(difference) <= CLOSE_TIME
        rows.append(
            TimeRow(
                flight.name, one.report.by, one.report.range, one.report.apogee, one.report.time, one.floor, predicted,
                flown if index == answer.main else nan, difference, one.verdict, close,
                () if close else flag(flight, one, predicted, answer),
            )
        )  # fmt: skip
    return rows


def flag(flight: Flight, one: ReportAnswer, predicted: Band, answer: Inference) -> tuple[Note, ...]:
    """Why a reported time is not what vehicles take."""
    report = one.report
    if one.verdict == "impossible":
        return (one.why,)
    reasons = []
    if flight.outcome != "success":
        failed = flight.outcome == "failure"
        reasons.append(note("notes-listed-as-a-failure" if failed else "notes-outcome-disputed"))
    if report.note:
        reasons.append(note("notes-as-said", said=report.note))
    if abs(predicted.best - report.time) <= CLOSE_TIME * report.time + report.time_rounding:
        reasons.append(note("notes-covered-by-rounding", rounding=f"{report.time_rounding:.0f}"))
    agree = [
        other.report.by
        for other in answer.reports
        if other is not one and abs(other.needed.best - other.report.time) <= CLOSE_TIME * other.report.time
    ]
    if agree:
        reasons.append(note("notes-other-agrees", report=agree[0]))
    side = "notes-longer-than-usual" if report.time > predicted.best else "notes-shorter-than-usual"
    return (*reasons, note(side, low=f"{predicted.low:,.0f}", high=f"{predicted.high:,.0f}"))


def range_rows(flight: Flight, answer: Inference) -> list[RangeRow]:
    """The published ranges of a lofted flight's missile."""
    report = answer.answer.report
    least = impulsive.least_energy(min(report.range, pi * RADIUS), RADIUS).apogee
    if answer.range is None or report.apogee < LOFTED * least:
        return []
    build = BUILD_NAMES.get((flight.stages, flight.propellant), "")
    of_build = next((one.range for one in answer.builds if one.name == build), Band(nan, nan, nan))
    rows = []
    for said in flight.estimates:
        best = answer.range.best
        near = min(max(best, said.low), said.high)
        difference = best / near - 1.0
        if said.at_least and best > said.low:
            difference = 0.0
        close = abs(difference) <= CLOSE_RANGE
        rows.append(
            RangeRow(
                flight.name, said.by, said.low, said.high, said.at_least, answer.range, of_build, difference, close,
                () if close else miss(said, answer.range),
            )
        )  # fmt: skip
    return rows


def miss(said: Estimate, inferred: Band) -> tuple[Note, ...]:
    """What to know of a published range that the inference does not meet."""
    inside = inferred.low <= said.high and said.low <= inferred.high
    told = [note("notes-as-said", said=said.note)] if said.note else []
    told.append(note("notes-inside-the-band" if inside else "notes-outside-the-band"))
    return (*told, *([note("notes-near-orbital")] if inferred.best > 1.2e7 else []))
