"""The published test flights: one TOML file for each, checked."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from math import nan, radians
from typing import Any

from openbmd.complaints import Complaint, InputError, choices
from openbmd.flights_file.quantities import Fault, duration, point, positive, rounding, utc
from openbmd.records.flights import FLIGHT_KINDS, Flight, PublishedRange, Report

OUTCOMES = ("success", "failure", "disputed")
PROPELLANTS = ("", "liquid", "solid", "mixed")
KEYS = {
    "": {"name", "title", "designation", "missile", "kind", "outcome", "count", "stages", "propellant", "date_kst",
         "time_kst", "time_source", "bearing_deg", "bearing_source", "note", "site", "reports", "estimates"},
    "site": {"name", "latitude_deg", "longitude_deg", "source"},
    "reports": {"by", "range_km", "apogee_km", "time", "time_rounding", "source", "note"},
    "estimates": {"by", "low_km", "high_km", "at_least", "source", "note"},
}  # fmt: skip


@cache
def names() -> tuple[str, ...]:
    """The names of the flights in the order of their dates."""
    folder = files("openbmd") / "catalogue" / "flights"
    return tuple(sorted(file.name[:-5] for file in folder.iterdir() if file.name.endswith(".toml")))


@cache
def read(name: str) -> Flight:
    """The flight of that name, or of the only name that begins or ends so; raises InputError listing what exists."""
    found = [known for known in names() if known == name] or [
        known for known in names() if known.startswith(name) or known.endswith(name)
    ]
    if len(found) != 1:
        what = "several flights are called so" if found else "there is no such flight"
        advice = f"One of: {', '.join(found)}." if found else choices(name, names())
        raise InputError([Complaint("catalogue/flights", 0, name, what, advice)])
    text = (files("openbmd") / "catalogue" / "flights" / f"{found[0]}.toml").read_text(encoding="utf-8")
    return parse(found[0], text)


@cache
def flights() -> tuple[Flight, ...]:
    """Every flight in the order of dates."""
    return tuple(read(name) for name in names())


def parse(name: str, text: str) -> Flight:
    """The flight written in a TOML text; raises InputError with its first fault."""
    file = f"catalogue/flights/{name}.toml"
    try:
        return _flight(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        found, line = f"not TOML, or a date that does not exist: {error}", int(place[1]) if place else 0
        raise InputError([Complaint(file, line, "", found, "Mend that line.")]) from None
    except Fault as fault:
        raise InputError([Complaint(file, 0, "", fault.found, fault.advice)]) from None


def _flight(name: str, data: dict[str, Any]) -> Flight:
    for part, tables in (
        ("", [data]),
        ("site", [data.get("site", {})]),
        *((k, data.get(k, [])) for k in ("reports", "estimates")),
    ):
        for table in tables:
            for key in sorted(table.keys() - KEYS[part]):
                raise Fault(f"unknown key {key} {'in ' + part if part else ''}".strip(), choices(key, KEYS[part]))
    _one_of("kind", data.get("kind"), FLIGHT_KINDS)
    _one_of("outcome", data.get("outcome"), OUTCOMES)
    _one_of("propellant", data.get("propellant", ""), PROPELLANTS)
    if data.get("name") != name:
        raise Fault(f'its name is "{data.get("name")}"', f'Write name = "{name}", as the file is called.')
    launched = data.get("date_kst")
    if type(launched) is not date:
        raise Fault("date_kst is missing or no date", "Write date_kst = 2022-03-24, without quotes.")
    if not name.startswith(str(launched)):
        raise Fault(f"date_kst is {launched}", "Begin the file's name with the same date.")
    time = _text(data, "time_kst", "")
    if time and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", time):
        raise Fault(f'time_kst is "{time}"', 'Write hours and minutes: time_kst = "14:33".')
    where = data["site"]
    return Flight(
        name=name,
        title=_text(data, "title"),
        designation=_text(data, "designation"),
        missile=_text(data, "missile", ""),
        kind=data["kind"],
        outcome=data["outcome"],
        number=int(data["count"]),
        stages=int(data.get("stages", 0)),
        propellant=data.get("propellant", ""),
        date_kst=str(launched),
        time_kst=time,
        utc=utc(launched, time),
        time_source=_text(data, "time_source", "" if not time else None),
        site_name=_text(where, "name"),
        site=point(float(where["latitude_deg"]), float(where["longitude_deg"])),
        site_source=_text(where, "source"),
        bearing=radians(float(data["bearing_deg"])) if "bearing_deg" in data else nan,
        bearing_source=_text(data, "bearing_source", None if "bearing_deg" in data else ""),
        note=_text(data, "note", ""),
        reports=tuple(_report(table) for table in data["reports"]),
        estimates=tuple(_estimate(table) for table in data.get("estimates", ())),
    )


def _one_of(key: str, value: Any, known: tuple[str, ...]) -> None:
    if value not in known:
        raise Fault(f"{key} is {value!r}", choices(str(value), filter(None, known)))


def _text(data: dict[str, Any], key: str, absent: str | None = None) -> str:
    value = data.get(key, absent)
    if not isinstance(value, str) or (absent is None and not value.strip()):
        raise Fault(f"{key} is missing or no text", f'Write {key} = "…".')
    return value


def _report(table: dict[str, Any]) -> Report:
    numbers = []
    for key in ("range_km", "apogee_km"):
        if key in table:
            positive(key, float(table[key]), 1e5, "km")
            numbers += [1e3 * float(table[key]), 1e3 * rounding(float(table[key]))]
        else:
            numbers += [nan, nan]
    seconds, half = duration(table["time"]) if "time" in table else (nan, nan)
    if "time_rounding" in table:
        half = duration(table["time_rounding"])[0]
    return Report(
        _text(table, "by"), numbers[0], numbers[2], seconds, numbers[1], numbers[3], half, _text(table, "source"),
        _text(table, "note", ""),
    )  # fmt: skip


def _estimate(table: dict[str, Any]) -> PublishedRange:
    low, high = float(table["low_km"]), float(table["high_km"])
    if not 0.0 < low <= high:
        raise Fault(f"an estimate from {low:g} to {high:g} km", "Write low_km and high_km with 0 < low_km <= high_km.")
    return PublishedRange(
        _text(table, "by"), 1e3 * low, 1e3 * high, bool(table.get("at_least", False)), _text(table, "source"),
        _text(table, "note", ""),
    )  # fmt: skip
