"""Every reported flight of a catalogue missile, flown from its site with its reported range and apogee."""

from __future__ import annotations

from math import degrees, isnan, nan, radians

import numpy as np
import pytest
from pyproj import Geod

from openbmd import catalogue_file, flights_file, flow
from openbmd.records import Route, Shape, Site
from openbmd.records.flights import Flight, Report

GEOD = Geod(ellps="WGS84")
EAST = radians(75.0)  # rad, where no bearing is told: out to sea
SHAPES = {"ballistic": "lofted", "quasi-ballistic": "quasi-ballistic", "gliding": "glide"}
# What the figures do not fly, and why: (flight, who said it).
LIGHT = "the figures give it with 500 kg; the entry carries 1,000"
MISSED = {
    ("2017-07-28-hwasong-14", "KCNA"): "the figures follow the flight of 4 July",
    ("2017-11-29-hwasong-15", "KCNA"): LIGHT,
    ("2017-11-29-hwasong-15", "D. Wright"): LIGHT,
    ("2019-07-25-kn-23", "ROK JCS, first word, second missile"): "690 km, taken back the next day",
    ("2022-03-24-icbm", "KCNA"): LIGHT,
    ("2022-03-24-icbm", "Japan MoD"): LIGHT,
    ("2022-03-24-icbm", "ROK JCS"): LIGHT,
    ("2023-02-18-hwasong-15", "KCNA"): LIGHT,
    ("2023-02-18-hwasong-15", "Japan"): LIGHT,
    ("2023-06-15-kn-23", "Japan MoD"): "900 km under 50: a larger motor",
}


def told() -> list[object]:
    return [
        pytest.param(flight, report, id=f"{flight.name} {report.by}")
        for flight in flights_file.flights()
        for report in flight.reports
        if flight.missile and flight.kind in SHAPES and flight.outcome == "success"
        if not (isnan(report.range) or isnan(report.apogee))
    ]


@pytest.mark.parametrize(("flight", "report"), told())
def test_a_reported_flight_can_be_flown_or_is_listed_as_a_miss(flight: Flight, report: Report) -> None:
    """Range and apogee at once, at any cutoff; each missile's file says which flights its figures are fitted to."""
    latitude, longitude, _ = flight.site
    bearing = EAST if isnan(flight.bearing) else flight.bearing
    east, north, _ = GEOD.fwd(degrees(longitude), degrees(latitude), degrees(bearing), report.range)
    shape = Shape(SHAPES[flight.kind], report.apogee, nan)
    aim = Site(radians(north), radians(east), 0.0)
    route = Route(flight.name, flight.missile, Site(latitude, longitude, 0.0), aim, shape)
    missile = catalogue_file.read("missiles", flight.missile).record
    (flown,) = flow.fly_routes([missile], [route], np.full((1, 3), nan), False, 1)
    met = flown.reached and flown.as_asked
    assert met == ((flight.name, report.by) not in MISSED), flown.note
    if met and not isnan(report.time):
        assert flown.impact_time == pytest.approx(report.time, rel=0.1)
