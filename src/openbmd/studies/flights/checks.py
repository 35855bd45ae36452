"""A study of real test flights: do vehicles of usual builds take the reported times, and do the ranges inferred from
lofted flights agree with what analysts published?
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan, nan, pi

from openbmd.physics import impulsive
from openbmd.records import Note, note
from openbmd.records.flights import Flight, Known, PublishedRange
from openbmd.studies.flights.answer import CLOSE_RANGE, CLOSE_TIME, Check, RangeRow, TimeRow
from openbmd.studies.infer.answer import FittedBand, Inference, ReportAnswer
from openbmd.studies.infer.inference import infer
from openbmd.studies.infer.reported import as_reported
from openbmd.work import Work

LOFTED = 1.25  # times the minimum-energy apogee, from where a flight says more than its range
RADIUS = 6.371e6  # m
BUILD_NAMES = {(1, "liquid"): "one liquid stage", (2, "liquid"): "two liquid stages", (1, "solid"): "one solid stage",
               (2, "solid"): "two solid stages", (3, "solid"): "three solid stages"}  # fmt: skip


def check(flights: Sequence[Flight], known: Mapping[str, Known], work: Work) -> Check:
    """Every flight's reported times and published ranges against inference."""
    times: list[TimeRow] = []
    ranges: list[RangeRow] = []
    left_out = []
    for done, flight in enumerate(flights):
        work.progress(done, len(flights), "work-flights")
        asked = as_reported(flight)
        if asked is None:
            left_out.append((flight.name, note("notes-no-apogee")))
            continue
        own = {flight.missile: known[flight.missile]} if flight.missile in known else {}
        answer = infer(asked, own, work.threads, with_ring=False)
        if answer.verdict == "not-applicable":
            left_out.append((flight.name, note("notes-of-kind", kind=answer.kind, why=answer.why)))
            continue
        times += time_rows(flight, answer)
        ranges += range_rows(flight, answer)
        if all(isnan(report.time) for report in asked.reports) and not range_rows(flight, answer):
            left_out.append((flight.name, note("notes-nothing-published")))
    said = [one.source for flight in flights for one in flight.reports]
    said += [one.source for flight in flights for one in flight.estimates]
    return Check(tuple(times), tuple(ranges), tuple(left_out), tuple(dict.fromkeys(filter(None, said))))


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


def flag(flight: Flight, one: ReportAnswer, predicted: FittedBand, answer: Inference) -> tuple[Note, ...]:
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
    of_build = next((one.range for one in answer.builds if one.name == build), FittedBand(nan, nan, nan))
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


def miss(said: PublishedRange, inferred: FittedBand) -> tuple[Note, ...]:
    """What to know of a published range that the inference does not meet."""
    inside = inferred.low <= said.high and said.low <= inferred.high
    told = [note("notes-as-said", said=said.note)] if said.note else []
    told.append(note("notes-inside-the-band" if inside else "notes-outside-the-band"))
    return (*told, *([note("notes-near-orbital")] if inferred.best > 1.2e7 else []))
