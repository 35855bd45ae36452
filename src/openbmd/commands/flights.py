"""openbmd flights list and show: the published test flights."""

from __future__ import annotations

from math import degrees, isnan
from typing import Any

from rich.table import Table
from rich.text import Text

from openbmd import flights_file
from openbmd.console import console, print_json
from openbmd.locales import Words
from openbmd.records.flights import Flight, Report
from openbmd.studies.infer import words
from openbmd.studies.infer.data import estimate

NUMBERS = ("range", "apogee", "time")  # columns


def list_(as_json: bool) -> None:
    """Every flight in a line."""
    if as_json:
        print_json({"flights": [plain(flight) for flight in flights_file.flights()]})
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for name in ("name", "missile", "range", "apogee", "time", "kind"):
        table.add_column(
            name, justify="right" if name in ("range", "apogee", "time") else "left", no_wrap=name == "name"
        )
    for flight in flights_file.flights():
        first = flight.reports[0]
        times = [one.time for one in flight.reports if not isnan(one.time)]
        count = f" × {flight.number}" if flight.number > 1 else ""
        table.add_row(
            flight.name,
            Text(flight.designation + count),
            km(first.range),
            km(first.apogee),
            f"{times[0]:,.0f} s" if times else "–",
            flight.kind if flight.outcome == "success" else f"{flight.kind}, {flight.outcome}",
        )
    console().print(table)


def km(metres: float) -> str:
    return "–" if isnan(metres) else f"{words.tidy(1e-3 * metres)} km"


def show(name: str, as_json: bool) -> None:
    """One flight with its reports side by side."""
    flight = flights_file.read(name)
    if as_json:
        print_json(plain(flight))
        return
    out = console()
    out.print(Text(flight.title, style="bold"))
    clock = f" {flight.time_kst}" if flight.time_kst else ""
    out.print(Text(f"{flight.designation}; {flight.kind}, {flight.outcome}"))
    out.print(Text(f"{flight.date_kst}{clock} KST, {flight.utc}{'; ' + flight.time_source if clock else ' UTC'}"))
    where = f"{flight.site_name}, {degrees(flight.site.latitude):.3f}° N {degrees(flight.site.longitude):.3f}° E"
    bearing = "bearing not published" if isnan(flight.bearing) else f"bearing {degrees(flight.bearing):.0f}°"
    out.print(Text(f"{where}; {bearing}"))
    if flight.note:
        out.print(Text(flight.note))
    out.print()
    table = titled("Reports")
    for column in ("by", "range", "apogee", "time", "source"):
        table.add_column(
            column, header_style="dim", justify="right" if column in ("range", "apogee", "time") else "left"
        )
    for one in flight.reports:
        time = "–" if isnan(one.time) else f"{one.time:,.0f} s"
        source = "; ".join(filter(None, [one.source, one.note]))
        table.add_row(Text(one.by), km(one.range), km(one.apogee), time, Text(source))
    out.print(table)
    if flight.estimates:
        out.print()
        table = titled("Published ranges of the missile")
        for column in ("by", "range", "source"):
            table.add_column(column, header_style="dim", justify="right" if column == "range" else "left")
        for said in flight.estimates:
            source = "; ".join(filter(None, [said.source, said.note]))
            table.add_row(Text(said.by), words.published(said.low, said.high, said.at_least, Words()), Text(source))
        out.print(table)


def titled(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), pad_edge=False)


def plain(flight: Flight) -> dict[str, Any]:
    """A flight as plain data; keys as in docs/infer.md."""
    return {
        "name": flight.name,
        "title": flight.title,
        "designation": flight.designation,
        "missile": flight.missile,
        "kind": flight.kind,
        "outcome": flight.outcome,
        "count": flight.number,
        "stages": flight.stages or None,
        "propellant": flight.propellant,
        "date_kst": flight.date_kst,
        "time_kst": flight.time_kst,
        "utc": flight.utc,
        "time_source": flight.time_source,
        "site": {
            "name": flight.site_name,
            "latitude_deg": round(degrees(flight.site.latitude), 6),
            "longitude_deg": round(degrees(flight.site.longitude), 6),
            "source": flight.site_source,
        },
        "bearing_deg": round(degrees(flight.bearing), 6),
        "bearing_source": flight.bearing_source,
        "note": flight.note,
        "reports": [said(one) for one in flight.reports],
        "published": [estimate(one) for one in flight.estimates],
    }


def said(one: Report) -> dict[str, Any]:
    return {
        "by": one.by,
        "range_km": 1e-3 * one.range,
        "apogee_km": 1e-3 * one.apogee,
        "time_s": one.time,
        "source": one.source,
        "note": one.note,
    }
