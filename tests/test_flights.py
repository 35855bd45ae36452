"""The published test flights, and the model held to them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from math import degrees, isnan
from pathlib import Path

import pytest

from openbmd import catalogue_file, flights_file
from openbmd.complaints import InputError
from openbmd.flights_file.catalogue import parse
from openbmd.locales import Words
from openbmd.render.markdown import markdown
from openbmd.studies.contract import Asked
from openbmd.studies.flights.checks import check
from openbmd.studies.flights.tell import plain, tell
from openbmd.studies.infer.reported import complete
from openbmd.telling.notes import each, told
from openbmd.work import Work

ROOT = Path(__file__).parent.parent
ALL = flights_file.flights()
WHOLE = """
name = "2020-01-01-x"
title = "t"
designation = "d"
kind = "ballistic"
outcome = "success"
count = 1
date_kst = 2020-01-01
[site]
name = "s"
latitude_deg = 39
longitude_deg = 126
source = "said by someone"
[[reports]]
by = "b"
range_km = 500
apogee_km = 550
source = "said by someone"
"""


@cache
def checked():
    """A few flights with times and estimates, of every fate."""
    names = ("2017-05-14-hwasong-12", "2017-02-12-pukguksong-2", "2022-03-24-icbm", "2017-04-05-sinpo",
             "2019-05-09-kn-23", "2016-07-19-nodong", "2023-02-18-hwasong-15")  # fmt: skip
    return check([flights_file.read(name) for name in names], flights_file.known(), Work(2, 1))


def test_every_number_of_a_flight_has_someone_who_said_it():
    assert len(ALL) >= 37
    for flight in ALL:
        assert flight.site_source
        assert flight.bearing_source or isnan(flight.bearing)
        assert flight.time_source or not flight.time_kst
        assert flight.reports
        assert all(report.by and report.source for report in flight.reports)
        assert all(said.by and said.source for said in flight.estimates)
        assert not flight.missile or flight.missile in catalogue_file.names("missiles")


def test_korean_time_is_nine_hours_before_greenwich_also_while_pyongyang_kept_half_past():
    by_name = {flight.name: flight for flight in ALL}
    assert by_name["2017-11-29-hwasong-15"].utc == "2017-11-28T18:17Z"  # 03:17 in Japan and the ROK
    assert by_name["2017-07-28-hwasong-14"].utc == "2017-07-28T14:41Z"  # told as 23:11 in Pyongyang
    assert by_name["2016-02-07-unha-3"].utc == "2016-02-07T00:30Z"
    for flight in ALL:
        if flight.time_kst:
            local = datetime.fromisoformat(f"{flight.date_kst}T{flight.time_kst}")
            assert datetime.fromisoformat(flight.utc.removesuffix("Z")) == local - timedelta(hours=9)
        else:
            assert flight.utc.endswith(flight.date_kst)


def test_conflicting_reports_stand_side_by_side():
    flight = flights_file.read("2022-03-24-icbm")
    assert [(report.by, report.time) for report in flight.reports[:2]] == [("KCNA", 4052.0), ("Japan MoD", 4260.0)]
    whole = complete(flights_file.read("2017-07-04-hwasong-14"))
    pacom = next(report for report in whole if report.by == "US Pacific Command")
    assert (pacom.range, pacom.apogee, pacom.time) == (933e3, 2_802e3, 2_220.0)
    assert "range of KCNA and apogee of KCNA" in pacom.note


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("2020-01-01\n[site]", "2020-02-30\n[site]"), "date that does not exist"),
        (('kind = "ballistic"', 'kind = "balistic"'), "kind is 'balistic'"),
        (("apogee_km = 550", "apogee = 550"), "unknown key apogee"),
        (("range_km = 500", "range_km = 0"), "range_km is 0 km"),
        (("latitude_deg = 39", "latitude_deg = 126.0"), "no point on the Earth"),
        (('by = "b"\n', 'by = "b"\ntime = "30"\n'), "no unit"),
        (('source = "said by someone"\n[[', 'source = ""\n[['), "source is missing"),
        (("date_kst = 2020-01-01", 'date_kst = 2020-01-01\ntime_kst = "25:00"'), "time_kst"),
        (('outcome = "success"', 'outcome = "hit"'), "outcome is 'hit'"),
    ],
)
def test_a_bad_flight_file_gets_one_clear_message(change, said):
    assert parse("2020-01-01-x", WHOLE).reports[0].range == 500e3
    text = WHOLE.replace(*change)
    assert text != WHOLE
    with pytest.raises(InputError) as error:
        parse("2020-01-01-x", text)
    assert said in str(error.value)


def test_an_unknown_flight_says_which_exist():
    with pytest.raises(InputError, match="2017-05-14-hwasong-12"):
        flights_file.read("2017-05-14-hwasong-21")
    with pytest.raises(InputError, match="several flights"):
        flights_file.read("2022-11-03")


# --- against the model -----------------------------------------------------------------------------


def test_each_reported_time_is_within_3_percent_or_flagged_with_a_reason():
    rows = {(row.flight, row.by): row for row in checked().times}
    assert len(rows) == 6
    for row in rows.values():
        assert row.close == (abs(row.difference) <= 0.03)
        assert row.close or len(" ".join(each(row.flag, Words()))) > 20
    assert rows["2017-05-14-hwasong-12", "KCNA"].close
    assert rows["2023-02-18-hwasong-15", "KCNA"].close
    assert "no flight of that range and apogee is shorter" in each(rows["2022-03-24-icbm", "KCNA"].flag, Words())[0]
    assert "notes-listed-as-a-failure" in [one.id for one in rows["2017-04-05-sinpo", "US Pacific Command"].flag]


def test_the_catalogues_own_missile_takes_as_long_as_reported():
    row = next(row for row in checked().times if row.flight == "2017-05-14-hwasong-12")
    assert row.missile_time == pytest.approx(row.time, rel=0.03)


def test_published_ranges_stand_beside_inferred_ones_and_misses_are_told():
    rows = {(row.flight, row.by): row for row in checked().ranges}
    assert rows["2017-05-14-hwasong-12", "CSIS"].close
    assert rows["2017-02-12-pukguksong-2", "analysts"].close
    missed = rows["2017-02-12-pukguksong-2", "Japanese and ROK press"]
    assert not missed.close
    assert missed.difference < -0.3
    assert "notes-outside-the-band" in [one.id for one in missed.miss]
    assert rows["2022-03-24-icbm", "Japan MoD"].close  # more than 15,000 km: it has no end


def test_flights_without_a_row_say_why():
    why = dict(checked().left_out)
    assert "no apogee" in told(why["2016-07-19-nodong"], Words())
    assert told(why["2019-05-09-kn-23"], Words()).startswith("quasi-ballistic")


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def test_the_page_of_validation_is_what_the_command_prints():
    """Word for word; its numbers to 2 %, or 1.5 of their unit: finer changes of the model need no new page."""
    page = (ROOT / "docs" / "flight-checks.md").read_text(encoding="utf-8").splitlines()
    there: dict[str, list[str]] = {}
    for line in page:
        there.setdefault(NUMBER.sub("#", line).replace("\u2212", "+"), []).append(line)
    rows = [
        line
        for line in markdown(tell(Asked("flights", None, (), checked()), Words())).splitlines()
        if line.startswith(("| 20", "- 20"))
    ]
    assert len(rows) >= 12
    for row in rows:
        printed = [float(text.replace(",", "")) for text in NUMBER.findall(row)]
        kept = [
            [float(text.replace(",", "")) for text in NUMBER.findall(line)]
            for line in there.get(NUMBER.sub("#", row).replace("\u2212", "+"), [])
        ]
        assert any(numbers == pytest.approx(printed, rel=0.02, abs=1.5) for numbers in kept), (
            f"make it anew: openbmd flights check --markdown > docs/flight-checks.md\n{row}"
        )
    assert any("misses:" in line for line in page)


def test_times_and_ranges_as_plain_data():
    answer = plain(checked(), Words())
    assert answer["summary"]["timed"] == answer["summary"]["times_close"] + answer["summary"]["times_flagged"]
    assert {"flight", "time_s", "floor_s", "predicted_s", "within_3_percent", "flag"} <= set(answer["times"][0])
    assert {"published_km", "inferred_km", "within_10_percent"} <= set(answer["ranges"][0])


def test_sites_agree_with_the_catalogues_places():
    """Both are from the CNS database, by different hands; Sunan's airport has two positions there."""
    from openbmd import places_file

    for flight in ALL:
        names = [name for name in places_file.names() if name in (flight.site_name, f"{flight.site_name} test site")]
        places = [places_file.read(name).site for name in names]
        if places:
            apart = min(abs(degrees(place.latitude - flight.site.latitude)) for place in places)
            assert apart < 0.04, flight.name


def test_no_flight_is_in_the_catalogue_twice():
    seen = {(flight.date_kst, flight.site_name, flight.designation) for flight in ALL}
    assert len(seen) == len(ALL)
