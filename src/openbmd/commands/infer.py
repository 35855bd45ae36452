"""openbmd infer: what a test flight means."""

from __future__ import annotations

import re
from math import hypot
from pathlib import Path

from openbmd import flights_file
from openbmd.complaints import Complaint, InputError
from openbmd.console import announce_compiling, console, cores, note, print_json, progress
from openbmd.ending import Failure
from openbmd.products import infer_json, infer_terminal
from openbmd.studies.flights import checks as flights
from openbmd.studies.infer.inference import Inference, Question
from openbmd.studies.infer.inference import infer as means
from openbmd.studies.infer.reach import distance
from openbmd.work.running import interruptible

SAME_RANGE, SAME_APOGEE, SAME_SITE = 0.02, 0.02, 60e3  # 1, 1, m: the same flight as one of the catalogue
SAME_ORBIT = 0.06  # 1, range and apogee of a satellite launch
FOLDER = Path("runs")


def infer(
    file: Path | None,
    flight: str | None,
    range_km: float | None,
    apogee_km: float | None,
    time: str | None,
    site: str | None,
    bearing_deg: float | None,
    payload_kg: float | None,
    stages: int,
    propellant: str,
    kind: str,
    out: Path | None,
    threads: int | None,
    as_json: bool,
) -> None:
    """Answer what a flight means; raises InputError for what cannot be asked, before anything is computed."""
    question = asked(file, flight, range_km, apogee_km, time, site, bearing_deg, payload_kg, stages, propellant, kind)
    same = flights_file.read(flight) if flight is not None else matching(question)
    if same is not None and same.kind == "orbital" and not question.kind:
        question = question._replace(kind="orbital")
    page = out if out is not None or as_json else free_name(question)
    if page is not None:
        refuse_existing(page)
    announce_compiling()
    with progress("fitting vehicles to the report"):
        found = interruptible(lambda: means(question, flights_file.known(), threads or cores()))
    if page is not None:
        write(found, same, page)
    if as_json:
        print_json(infer_json.plain(found, same))
    else:
        infer_terminal.show(found, same, console())
    if page is not None:
        note(f"Report: {page}")


def asked(
    file: Path | None,
    flight: str | None,
    range_km: float | None,
    apogee_km: float | None,
    time: str | None,
    site: str | None,
    bearing_deg: float | None,
    payload_kg: float | None,
    stages: int,
    propellant: str,
    kind: str,
) -> Question:
    """The question that the command's arguments ask, by one of three ways."""
    numbers = range_km is not None or apogee_km is not None
    if (file is not None) + (flight is not None) + numbers != 1:
        found = "nothing to infer from" if file is None and flight is None else "more than one flight to infer from"
        advice = "Give a YAML file of reports, or --flight NAME, or --range-km and --apogee-km."
        raise InputError([Complaint("openbmd infer", 0, "", found, advice)])
    if file is not None:
        return flights_file.read_question(file)
    if flight is not None:
        chosen = flights_file.read(flight)
        question = flights.question(chosen)
        if question is None:
            advice = "Only flights with both can be inferred from: openbmd flights list."
            raise InputError(
                [Complaint("openbmd infer", 0, "--flight", f"{chosen.name} has no published apogee", advice)]
            )
        return question
    if range_km is None or apogee_km is None:
        missing = "--range-km" if range_km is None else "--apogee-km"
        advice = f"Add {missing}: a range can be inferred from range and apogee together alone."
        raise InputError([Complaint("openbmd infer", 0, "", f"{missing} is missing", advice)])
    return flights_file.question(
        range_km=range_km, apogee_km=apogee_km, time=time, site=site, bearing_deg=bearing_deg, kind=kind, stages=stages,
        propellant=propellant, payload_kg=payload_kg,
    )  # fmt: skip


def matching(question: Question) -> flights.Flight | None:
    """The catalogue's flight with the same numbers, None when it is a new one."""
    best, nearest = None, 1.0
    for flight in flights_file.flights():
        wide = flight.kind == "orbital"
        if question.launch is not None and distance(question.launch, flight.site) > SAME_SITE:
            continue
        for one in flights.complete(flight):
            for report in question.reports:
                off = hypot(
                    (report.range / one.range - 1.0) / (SAME_ORBIT if wide else SAME_RANGE),
                    (report.apogee / one.apogee - 1.0) / (SAME_ORBIT if wide else SAME_APOGEE),
                )
                if off < nearest:
                    best, nearest = flight, off
    return best


def free_name(question: Question) -> Path:
    """A page's name that is not taken, by the question."""
    report = question.reports[0]
    words = question.label or f"{report.range / 1e3:.0f}km-{report.apogee / 1e3:.0f}km"
    stem = re.sub(r"[^a-z0-9]+", "-", f"infer-{words}".lower()).strip("-")
    number = 1
    while (path := FOLDER / f"{stem}{'' if number == 1 else f'-{number}'}.html").exists():
        number += 1
    return path


def refuse_existing(page: Path) -> None:
    """Raise InputError where writing the page would overwrite something."""
    if page.exists():
        advice = "Choose another name with --out, or remove it first; nothing is overwritten."
        raise InputError([Complaint(str(page), 0, "--out", "it exists", advice)])


def write(found: Inference, flight: flights.Flight | None, page: Path) -> None:
    """Write the page whole or not at all."""
    from openbmd.products import infer_report

    text = infer_report.page(found, flight)
    page.parent.mkdir(parents=True, exist_ok=True)
    part = page.with_name(f".{page.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(page)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Failure(
            f"The page could not be written at {page}: {error.strerror}. Choose another place with --out."
        ) from None
