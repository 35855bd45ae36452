"""Which flight a question is about: one of the catalogue, or one told in numbers or a file, which it may know."""

from __future__ import annotations

import re
from math import hypot, isnan, nan

from openbmd import flights_file
from openbmd.complaints import Complaint, InputError
from openbmd.records.flights import Flight, Report, ReportedFlight
from openbmd.studies.infer.question import InferQuestion
from openbmd.studies.infer.reach import distance

SAME_RANGE, SAME_APOGEE, SAME_SITE = 0.02, 0.02, 60e3  # 1, 1, m: the same flight as one of the catalogue
SAME_ORBIT = 0.06  # 1, range and apogee of a satellite launch
OF_NUMBERS = ("time", "site", "bearing_deg", "payload_kg", "stages", "propellant", "kind")  # fields beside two numbers


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


def as_reported(flight: Flight) -> ReportedFlight | None:
    """What the flight's reports ask; None where no range and apogee are told. Its build is left open."""
    reports = complete(flight)
    if not reports:
        return None
    kind = "" if flight.kind == "ballistic" else flight.kind
    return ReportedFlight(
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


def reported(question: InferQuestion) -> ReportedFlight:
    """The flight that a question is about, told in one of three ways. Raises InputError with every fault."""
    ways = {
        "file": question.file is not None,
        "flight": question.flight is not None,
        "range_km": question.range_km is not None or question.apogee_km is not None,
    }
    if sum(ways.values()) != 1:
        found = "more than one flight to infer from" if any(ways.values()) else "nothing to infer from"
        advice = "Give a YAML file of reports, or the name of a flight, or range and apogee in km."
        raise InputError([fault("", found, advice)])
    told = question.file or question.flight
    if told is not None:
        beside = [name for name in OF_NUMBERS if getattr(question, name) != getattr(InferQuestion, name)]
        found = "a file of reports tells it" if question.file is not None else "a flight of the catalogue tells it"
        advice = "Leave it out, or give range and apogee in the place of the flight."
        if beside:
            raise InputError([fault(name, found, advice) for name in beside])
    if question.file is not None:
        return flights_file.reports_in(question.file.text, question.file.name)
    if question.flight is not None:
        flight = as_reported(flights_file.read(question.flight))
        if flight is None:
            found = f"{flights_file.read(question.flight).name} has no published apogee"
            raise InputError(
                [fault("flight", found, "Only flights with both can be inferred from: openbmd flights list.")]
            )
        return flight
    missing = [name for name in ("range_km", "apogee_km") if getattr(question, name) is None]
    if missing:
        advice = "A range can be inferred from range and apogee together alone."
        raise InputError([fault(name, "it is missing", advice) for name in missing])
    return of_numbers(question)


def fault(field: str, found: str, advice: str) -> Complaint:
    return Complaint("openbmd infer", 0, field, found, advice)


def of_numbers(question: InferQuestion) -> ReportedFlight:
    """The flight of one report in numbers. Raises InputError with every fault."""
    assert question.range_km is not None
    assert question.apogee_km is not None
    return flights_file.question(
        range_km=question.range_km,
        apogee_km=question.apogee_km,
        time=question.time,
        site=question.site,
        bearing_deg=question.bearing_deg,
        kind=question.kind or "",
        stages=question.stages,
        propellant=question.propellant or "",
        payload_kg=question.payload_kg,
    )


def called(question: InferQuestion) -> str:
    """The name of its run folder; "infer" for what cannot be asked, which is refused when it is."""
    try:
        flight = reported(question)
    except InputError:
        return "infer"
    report = flight.reports[0]
    words = flight.label or f"{report.range / 1e3:.0f}km-{report.apogee / 1e3:.0f}km"
    return re.sub(r"[^a-z0-9]+", "-", f"infer-{words}".lower()).strip("-")


def matching(reported: ReportedFlight) -> Flight | None:
    """The catalogue's flight with the same numbers, None when it is a new one."""
    best, nearest = None, 1.0
    for flight in flights_file.flights():
        wide = flight.kind == "orbital"
        if reported.launch is not None and distance(reported.launch, flight.site) > SAME_SITE:
            continue
        for one in complete(flight):
            for report in reported.reports:
                off = hypot(
                    (report.range / one.range - 1.0) / (SAME_ORBIT if wide else SAME_RANGE),
                    (report.apogee / one.apogee - 1.0) / (SAME_ORBIT if wide else SAME_APOGEE),
                )
                if off < nearest:
                    best, nearest = flight, off
    return best
