"""A question about a test flight: from numbers as given, or from a YAML file of reports that may disagree."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import nan, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openbmd import places_file
from openbmd.complaints import Complaint, InputError, choices
from openbmd.flights_file.quantities import Fault, burnout_floor, day, duration, positive, rounding, site
from openbmd.flights_file.told import told_of
from openbmd.records import Site
from openbmd.records.flights import FLIGHT_KINDS, Report, ReportedFlight

if TYPE_CHECKING:
    from openbmd.scenario_file.text import Marked

MOST_RANGE, MOST_APOGEE, MOST_PAYLOAD = 45_000.0, 100_000.0, 100_000.0  # km, km, kg
FILE_ADVICE = "Give a file of reports (YAML); docs/infer.md shows one."
TOP = ("flight", "date", "site", "bearing_deg", "kind", "stages", "propellant", "payload_kg", "reports")
ONE = ("by", "range_km", "apogee_km", "time", "time_rounding", "source", "note")
PROPELLANTS = ("liquid", "solid")
EXAMPLE = "reports: [{by: KCNA, range_km: 1090, apogee_km: 6248.5, time: 4052s}]"


def report(
    *,
    by: str,
    range_km: float,
    apogee_km: float,
    time: str | None,
    time_rounding: str | None = None,
    source: str = "",
    note: str = "",
    kind: str = "",
) -> Report:
    """One report of a flight told to be of a kind; raises Fault for numbers that no flight can have."""
    positive("the range", range_km, MOST_RANGE, "km")
    positive("the apogee", apogee_km, MOST_APOGEE, "km")
    lowest = burnout_floor(1e3 * range_km, kind)
    if 1e3 * apogee_km < lowest:
        raise Fault(
            f"an apogee of {apogee_km:g} km lies below burnout:"
            f" a{' ballistic' if kind == 'ballistic' else ''} boost to {range_km:g} km ends above"
            f" {lowest / 1e3:.1f} km",
            "Check the apogee and its unit (km); are range and apogee swapped?",
        )
    seconds, half = duration(time) if time is not None else (nan, nan)
    if time_rounding is not None:
        half = duration(time_rounding)[0]
    return Report(
        by,
        1e3 * range_km,
        1e3 * apogee_km,
        seconds,
        1e3 * rounding(range_km),
        1e3 * rounding(apogee_km),
        half,
        source,
        note,
    )


def question(
    *,
    range_km: float,
    apogee_km: float,
    time: str | None = None,
    site: str | None = None,
    bearing_deg: float | None = None,
    kind: str = "",
    stages: int = 0,
    propellant: str = "",
    payload_kg: float | None = None,
    label: str = "",
) -> ReportedFlight:
    """The question of one report; raises InputError with every fault."""
    checks: dict[str, Callable[[], object]] = {
        "apogee_km": lambda: report(by="", range_km=range_km, apogee_km=apogee_km, time=None, kind=kind),
        "time": lambda: duration(time) if time is not None else None,
        "site": lambda: launch_site(site),
        "stages": lambda: _vehicle(kind, stages, propellant, bearing_deg, payload_kg),
    }
    complaints = []
    for field, check in checks.items():
        try:
            check()
        except Fault as fault:
            complaints.append(Complaint("openbmd infer", 0, field, fault.found, fault.advice))
    if complaints:
        raise InputError(complaints)
    one = report(by="the report", range_km=range_km, apogee_km=apogee_km, time=time, kind=kind)
    return _reported(label, (one,), site, bearing_deg, kind, stages, propellant, payload_kg)


def reports_in(text: str, file: str) -> ReportedFlight:
    """The question of a text of reports in YAML; file: what complaints call it. Raises InputError with every fault."""
    from openbmd.scenario_file.text import parse  # heavy, and needed for a file alone

    with told_of("a file of reports", FILE_ADVICE):
        try:
            marked = parse(text, file)
        except InputError:  # perhaps a date that does not exist, which has a better word below
            marked = parse(dates_as_text(text), file)
    data, complaints = marked.data, []
    for key in data.keys() - set(TOP):
        complaints.append(marked.complaint((key,), "unknown key", choices(key, TOP)))
    if "date" in data:
        try:
            day(str(data["date"]))
        except Fault as fault:
            complaints.append(marked.complaint(("date",), fault.found, fault.advice))
    items = data.get("reports")
    if not isinstance(items, list) or not items:
        complaints.append(marked.complaint(("reports",), "there is no list of reports", f"Write {EXAMPLE}"))
        items = []
    reports = [
        _report(marked, index, item, items, str(data.get("kind", "")), complaints) for index, item in enumerate(items)
    ]
    asked = None
    try:
        payload = _number(data, "payload_kg")
        asked = _reported(
            str(data.get("flight", Path(file).stem)), tuple(one for one in reports if one is not None),
            None if data.get("site") is None else str(data["site"]), _number(data, "bearing_deg"),
            str(data.get("kind", "")), _whole(data.get("stages", 0)), str(data.get("propellant", "")), payload,
        )  # fmt: skip
    except Fault as fault:
        complaints.append(marked.complaint((), fault.found, fault.advice))
    if complaints or asked is None:
        raise InputError(sorted(complaints, key=lambda one: one.line))
    return asked


def dates_as_text(text: str) -> str:
    """A YAML text with its dates in quotes, since one that does not exist stops the reader of YAML."""
    return re.sub(r"(?m)^(\s*\w+:\s*)(\d{4}-\d{1,2}-\d{1,2})\s*$", r'\1"\2"', text)


def _report(
    marked: Marked, index: int, item: Any, items: list[Any], kind: str, complaints: list[Complaint]
) -> Report | None:
    """One report of a file; what it leaves out is the first other report's."""
    path = ("reports", index)
    if not isinstance(item, dict):
        complaints.append(marked.complaint(path, "not a group of keys", f"Write {EXAMPLE}"))
        return None
    for key in item.keys() - set(ONE):
        complaints.append(marked.complaint((*path, key), "unknown key", choices(key, ONE)))
    try:
        numbers, borrowed = {}, []
        for key in ("range_km", "apogee_km"):
            number = _number(item, key)
            if number is None:
                number = next((_number(o, key) for o in items if isinstance(o, dict) and o.get(key) is not None), None)
                borrowed.append(key.removesuffix("_km"))
            if number is None:
                raise Fault(f"no report tells {key}", f"Give {key} in at least one report.")
            numbers[key] = number
        note = str(item.get("note", ""))
        if borrowed:
            note = "; ".join(filter(None, [note, f"{' and '.join(borrowed)} from another report"]))
        rounded = item.get("time_rounding")
        return report(
            by=str(item.get("by", f"report {index + 1}")),
            range_km=numbers["range_km"],
            apogee_km=numbers["apogee_km"],
            time=None if item.get("time") is None else str(item["time"]),
            time_rounding=None if rounded is None else str(rounded),
            source=str(item.get("source", "")),
            note=note,
            kind=kind,
        )
    except Fault as fault:
        complaints.append(marked.complaint(path, fault.found, fault.advice))
        return None


def _number(item: dict[str, Any], key: str) -> float | None:
    value = item.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Fault(f'{key} is "{value}"', f"Write a number: {key}: 787")
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Fault(f'stages is "{value}"', "Write how many stages: 1, 2 or 3.")
    return value


def _reported(
    label: str,
    reports: tuple[Report, ...],
    where: str | None,
    bearing_deg: float | None,
    kind: str,
    stages: int,
    propellant: str,
    payload_kg: float | None,
) -> ReportedFlight:
    _vehicle(kind, stages, propellant, bearing_deg, payload_kg)
    name, launch = launch_site(where)
    return ReportedFlight(
        label=label,
        reports=reports,
        launch=launch,
        site_name=name,
        bearing=nan if bearing_deg is None else radians(bearing_deg % 360.0),
        kind=kind,
        stages=stages,
        propellant=propellant,
        payload_mass=nan if payload_kg is None else payload_kg,
    )


def launch_site(where: str | None) -> tuple[str, Site | None]:
    """A launch site with its name, ("", None) when none is told. Raises Fault."""
    return ("", None) if where is None else site(where, sites(), places())


def _vehicle(kind: str, stages: int, propellant: str, bearing_deg: float | None, payload_kg: float | None) -> None:
    """Raise Fault for what no vehicle and no flight is."""
    if kind and kind not in FLIGHT_KINDS:
        raise Fault(f'there is no kind of flight "{kind}"', choices(kind, FLIGHT_KINDS))
    if stages not in (0, 1, 2, 3):
        raise Fault(f"{stages} stages", "Write 1, 2 or 3, or leave it out when it is not known.")
    if propellant and propellant not in PROPELLANTS:
        raise Fault(f'there is no propellant "{propellant}"', choices(propellant, PROPELLANTS))
    if (stages, propellant) == (3, "liquid"):
        raise Fault("three liquid stages", "No such missile is among the builds; leave stages or propellant out.")
    if bearing_deg is not None and not -360.0 <= bearing_deg <= 360.0:
        raise Fault(f"a bearing of {bearing_deg:g} degrees", "Write degrees from north through east: 0 to 360.")
    if payload_kg is not None:
        positive("the payload", payload_kg, MOST_PAYLOAD, "kg")


def sites() -> dict[str, Site]:
    """The sites of the catalogue's flights by name."""
    from openbmd.flights_file import catalogue

    return {flight.site_name: flight.site for flight in catalogue.flights()}


def places() -> dict[str, Site]:
    """The catalogue's places by name."""
    return {name: places_file.read(name).site for name in places_file.names()}
