"""What a test flight means: against missiles whose range is known because we made them up, against published
flights and estimates, and against its own laws."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from math import isnan, nan, radians

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import Point, shape

from openbmd import flights_file, threats
from openbmd.complaints import InputError
from openbmd.drawing.pictures import to_svg
from openbmd.files import texts
from openbmd.flights_file.quantities import Fault, duration, rounding
from openbmd.locales import Words
from openbmd.physics import earth, targeting
from openbmd.records import Route, Shape, Site
from openbmd.records.flights import Report, ReportedFlight
from openbmd.render import page
from openbmd.render.gathering import gather
from openbmd.studies.contract import Asked
from openbmd.studies.infer import builds, fits, kinds, pictures, reach, tables, tell, timing, words
from openbmd.studies.infer.answer import ANYWHERE
from openbmd.studies.infer.candidates import FULL
from openbmd.studies.infer.data import plain
from openbmd.studies.infer.inference import infer
from openbmd.studies.infer.reported import as_reported, complete
from openbmd.studies.infer.words import Meant
from openbmd.telling import style
from openbmd.telling.notes import each, told

KNOWN = flights_file.known()
SUNAN = Site(radians(39.2), radians(125.673), 0.0)
GEOD = Geod(ellps="WGS84")
SAY = Words()
PLACES = {"Tokyo": (139.7, 35.7), "Attu": (172.9, 52.9), "London": (-0.1, 51.5), "Seattle": (-122.3, 47.6)}


@cache
def asked(**numbers):
    return infer(flights_file.question(**numbers), KNOWN, 2)


@cache
def of_flight(name):
    return infer(as_reported(flights_file.read(name)), KNOWN, 2, with_ring=False)


def hwasong_12():
    return asked(range_km=787.0, apogee_km=2111.5, time="30min", site="North Kusong", bearing_deg=71.0)


def known_12():
    """The same, told as a flight of the catalogue."""
    return replace(hwasong_12(), flight=flights_file.read("2017-05-14-hwasong-12"))


def page_of(found):
    """The page of an answer."""
    asked = Asked("infer", None, (), found)
    svg = {picture.name: to_svg(picture) for picture in pictures.draw(asked, SAY)}
    return page.page(gather([tell.tell(asked, SAY)], "", SAY), [svg], SAY)


# --- the truth is known -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "tilt"), [("scud-c", 0.08), ("nodong", 0.03), ("pukguksong-2", 0.12), ("musudan", 0.02),
                       ("hwasong-12", 0.02), ("hwasong-14", 0.01)]
)  # fmt: skip
def test_the_range_of_a_missile_is_found_from_its_lofted_flight(name, tilt):
    """A catalogue missile flies steeply at full burn; its range and apogee alone, and its time, give back its reach."""
    missile = KNOWN[name].missile
    nodes = np.empty((fits.ROOM, 10))
    flown = fits.fly(missile, SUNAN, radians(72.0), tilt, 0.0, earth.WGS84, nodes)
    truth = reach.farthest(missile, SUNAN, radians(72.0), fits.STILL, 0.3)[0]
    azimuth, _, distance = GEOD.inv(
        SUNAN.longitude, SUNAN.latitude, flown.impact.longitude, flown.impact.latitude, radians=True
    )
    report = Report("simulation", distance, flown.apogee, flown.time, 500.0, 500.0, 0.5, "", "")
    question = ReportedFlight("", (report,), SUNAN, "Sunan", azimuth, "", 0, "", nan)
    found = infer(question, {name: KNOWN[name]}, 2, with_ring=False)
    assert found.verdict == "possible"
    assert found.range.low < truth < found.range.high
    # the boost is not told: burn time, stages and drag are the vehicles' own
    assert found.range.best == pytest.approx(truth, rel=0.06)
    (candidate,) = found.candidates
    assert (candidate.name, candidate.how) == (name, "full burn")
    assert candidate.margin == pytest.approx(0.0, abs=2e-3)
    assert candidate.time == pytest.approx(flown.time, abs=3.0)  # apogee and range are met within 300 m


def test_fitted_vehicles_fly_as_reported_in_the_hands_of_threats():
    """threats.fly solves the same vehicle onto the same aimpoint and apogee by another way, and takes as long."""
    goal = reach.aim(SUNAN, radians(72.0), 787e3)
    axes = earth.local_axes(SUNAN.latitude, SUNAN.longitude)
    bearing = targeting.bearing_and_angle(axes, earth.position(*SUNAN), *earth.position(*goal))
    wanted = fits.Goal(SUNAN, *bearing, 2_111e3)
    tried = (fits.fit(builds.draw(builds.BUILDS[0], index), wanted, 5_650.0, None) for index in range(1, 12))
    one = next(fitted for fitted in tried if fitted is not None)
    route = Route("again", "a fitted vehicle", SUNAN, goal, Shape("lofted", 2_111e3, nan))
    flown = threats.fly(one.vehicle, route, np.full(3, nan), False)
    assert flown.reached
    assert flown.note is None
    assert flown.impact_time == pytest.approx(one.time, abs=1.5)
    assert flown.cutoff == pytest.approx(one.burn_time, abs=0.2)


# --- published flights --------------------------------------------------------------------------


def test_the_hwasong_12_of_may_2017():
    found = hwasong_12()
    assert found.verdict == "possible"
    assert found.answer.floor == pytest.approx(1_685.4, abs=1.0)  # see test_impulsive: SciPy's two-body flight
    assert found.range.best == pytest.approx(4_500e3, rel=0.10)  # CSIS and CNS: 4,500 km
    assert found.candidates[0].name == "hwasong-12"
    assert found.candidates[0].how == "full burn"
    assert "scud-b" not in {one.name for one in found.candidates}


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("2016-06-22-musudan", 3_000e3, 3_500e3),  # ROK military
        ("2017-02-12-pukguksong-2", 1_200e3, 1_300e3),  # analysts
        ("2017-07-04-hwasong-14", 6_700e3, 7_000e3),  # D. Wright, CSIS
        ("2017-07-28-hwasong-14", 10_000e3, 10_400e3),  # Janes, D. Wright
    ],
)
def test_inferred_ranges_are_within_a_tenth_of_what_analysts_published(name, low, high):
    best = of_flight(name).range.best
    assert 0.9 * low <= best <= 1.1 * high


def test_the_report_of_march_2022_is_impossible_and_japans_is_the_likelier():
    found = of_flight("2022-03-24-icbm")
    verdicts = {one.report.by: one.verdict for one in found.reports}
    assert verdicts == {"KCNA": "impossible", "Japan MoD": "possible", "ROK JCS": "possible"}
    kcna = found.reports[0]
    assert -62.0 < kcna.excess < -55.0
    assert found.answer.report.by == "Japan MoD"
    assert found.odds == float("inf")
    assert found.anywhere


def test_37_minutes_is_likelier_than_39_for_the_first_hwasong_14():
    found = of_flight("2017-07-04-hwasong-14")
    assert found.answer.report.by == "US Pacific Command"
    assert 3.0 < found.odds < 100.0
    answer = plain(found, SAY)
    assert answer["likelier"]["by"] == "US Pacific Command"
    assert answer["likelier"]["odds"] == pytest.approx(found.odds)


def test_a_time_far_too_long_is_unusual():
    found = asked(range_km=787.0, apogee_km=2111.0, time="4052s", site="Kusong", bearing_deg=71.0)
    assert found.verdict == "unusual"
    assert "too long" in told(found.why, Words())


def test_candidates_whose_time_contradicts_the_report_are_said_to_do_so_at_early_cutoff_too():
    found = asked(range_km=787.0, apogee_km=2111.0, time="30min", site="Kusong", bearing_deg=71.0)
    early = {one.name: one for one in found.candidates if one.how != FULL}
    # 64 s: two standard deviations of half a minute's rounding (uniform) and of a clock's 1.5 %
    apart = {name for name, one in early.items() if abs(one.time - 1_800.0) > 64.0}
    assert {"hwasong-14", "unha-3"} <= apart
    assert {name for name, one in early.items() if one.told_apart} == apart
    said = words.sentences(Meant(found, SAY))
    (against,) = (one for one in said if one.endswith("but the reported time speaks against them."))
    (fitting,) = (one for one in said if one.startswith("With thrust ended early"))
    for name, one in early.items():
        named = f"{style.label(name)} (in {one.time:,.0f} s)"
        assert (named in against, named in fitting) == (one.told_apart, not one.told_apart)
    assert "Hwasong-12" in next(one for one in said if one.startswith("At full burn"))


def test_an_impossible_report_tells_its_range_only_on_a_condition():
    found = asked(range_km=500.0, apogee_km=100.0, time="100s")
    assert found.verdict == "impossible"
    condition = "if range and apogee are right and only the time is wrong"
    assert f"impossible; {condition}: on a minimum-energy flight" in words.headline(Meant(found, SAY))
    for said in words.sentences(Meant(found, SAY)):
        assert "minimum-energy" not in said or said.lower().startswith(condition)
    assert condition in list(tell.cards(Meant(found, SAY)))[-1].name
    assert condition not in words.headline(Meant(hwasong_12(), SAY))


def test_what_usual_vehicles_take_is_one_band_with_one_rounding_everywhere():
    found = hwasong_12()
    low, best, high = (f"{value:,.0f}" for value in found.answer.needed)
    assert f"usual vehicles take {low} to {high} s" in told(found.why, SAY)
    (card,) = (one for one in tell.cards(Meant(found, SAY)) if "usual builds" in one.name)
    assert card.text == f"{best} s"
    assert f"{low} to {high} s" in card.under
    assert tables.report(Meant(found, SAY), found.reports[0]).cells[5].line == f"{low}–{high}"
    answer = plain(found, SAY)
    assert [f"{value:,}" for value in answer["needed_s"].values()] == [low, best, high]
    assert answer["reports"][0]["needed_s"] == answer["needed_s"]


def test_the_payload_flown_gives_the_range_inferred():
    (as_flown,) = (one.range for one in hwasong_12().payloads if one.ratio == 1.0)
    assert as_flown == hwasong_12().range


def test_the_part_of_the_fitted_vehicles_is_said_to_be_no_evidence_of_the_build():
    found = hwasong_12()
    parts = [one["of_fitted_vehicles"] for one in plain(found, SAY)["builds"]]
    assert sum(parts) == pytest.approx(1.0)
    assert any(note.startswith("of fitted vehicles:") and "no evidence" in note for note in each(found.notes, Words()))


# --- what no range can be inferred from -----------------------------------------------------------


@pytest.mark.parametrize(
    ("range_km", "apogee_km", "kind"),
    [
        (600.0, 50.0, "quasi-ballistic"),  # KN-23, 25 Jul 2019
        (420.0, 50.0, "quasi-ballistic"),
        (450.0, 37.0, "quasi-ballistic"),
        (400.0, 48.0, "quasi-ballistic"),  # KN-24
        (1_000.0, 101.0, "gliding"),  # Hwasong-16B
        (1_000.0, 50.0, "gliding"),
        (12_000.0, 200.0, "orbital"),  # a fraction of an orbit
        (25_000.0, 500.0, "orbital"),
        (787.0, 30.0, "quasi-ballistic"),
        (7_000.0, 30.0, "gliding"),  # nothing orbits in the air
        (12_000.0, 99.0, "gliding"),
        (25_000.0, 60.0, "gliding"),
    ],
)
def test_flights_that_lift_or_orbit_are_refused(range_km, apogee_km, kind):
    found = asked(range_km=range_km, apogee_km=apogee_km)
    assert (found.verdict, found.kind) == ("not-applicable", kind)
    assert found.range is None
    assert found.why
    answer = plain(found, SAY)
    assert isnan(answer["range_km"]["best"])
    assert isnan(answer["floor_s"])


@pytest.mark.parametrize(
    ("range_km", "apogee_km"), [(380.0, 97.0), (490.0, 134.0), (2_700.0, 550.0), (4_600.0, 1_000.0)]
)
def test_flat_ballistic_flights_are_not_refused(range_km, apogee_km):
    assert kinds.recognise(1e3 * range_km, 1e3 * apogee_km, "") == ("ballistic", None)


def test_every_catalogue_flight_is_recognised_as_what_it_is_told_to_be_by_its_numbers_alone():
    """But for stages of satellite launchers, whose fall looks like a missile's range."""
    for flight in flights_file.flights():
        for report in complete(flight):
            if flight.kind != "orbital":
                recognised = kinds.recognise(report.range, report.apogee, "")[0]
                # 800 and 900 km told of a KN-23, and 500 km of a glider, stand on the other side of the guess
                alike = {recognised, flight.kind} == {"quasi-ballistic", "gliding"}
                assert recognised == flight.kind or alike, (flight.name, report.by)


# --- laws ---------------------------------------------------------------------------------------


def test_more_payload_never_flies_farther():
    bands = [one.range for one in hwasong_12().payloads]
    for more, less in zip(bands[1:], bands[:-1], strict=True):
        assert more.best < less.best
        assert more.low < less.low
        assert more.high < less.high


@settings(max_examples=4)
@given(apogee_km=st.floats(600.0, 2_500.0))
def test_a_higher_apogee_at_the_same_range_means_more_range_and_time(apogee_km):
    low, high = (
        asked(range_km=500.0, apogee_km=round(h, 1), site="Sunan", bearing_deg=72.0)
        for h in (apogee_km, 1.2 * apogee_km)
    )
    assert low.range.best < high.range.best
    assert low.answer.floor < high.answer.floor
    assert low.answer.needed.best < high.answer.needed.best


def test_every_fitted_vehicle_takes_longer_than_the_floor():
    found = hwasong_12()
    assert found.answer.needed.low > found.answer.floor + 30.0  # a boost of a minute and more costs half of it
    for one in found.builds:
        assert one.range.low <= one.range.best <= one.range.high
        assert found.answer.floor < one.needed.low
    assert sum(one.share for one in found.builds) == pytest.approx(1.0)


def test_the_answer_is_the_same_on_one_thread_and_on_two():
    question = flights_file.question(range_km=500.0, apogee_km=550.0, site="Kusong", bearing_deg=90.0)
    one, two = (infer(question, KNOWN, threads, with_ring=False) for threads in (1, 2))
    assert one.range == two.range
    assert one.answer.needed == two.answer.needed
    assert one.candidates == two.candidates


def test_the_ring_is_farther_with_the_earths_turn_than_against_it():
    ring = hwasong_12().ring
    east, west = (int(np.argmin(np.abs(np.degrees(ring.bearing) - b))) for b in (90.0, 270.0))
    assert ring.best[east] > ring.best[west] + 300e3
    assert np.all(ring.low <= ring.best)
    assert np.all(ring.best <= ring.high)
    points = reach.polygon(hwasong_12().question.launch, ring.best)
    assert np.array_equal(points[0], points[-1])
    _, _, lengths = GEOD.inv(np.full(181, 125.21), np.full(181, 40.066), points[:, 0], points[:, 1])
    # half a kilometre: the polygon's own geodesics from the site, which pyproj measures back
    assert lengths.min() == pytest.approx(ring.best.min(), abs=500.0)


def test_a_known_build_and_payload_are_used():
    question = flights_file.question(
        range_km=787.0,
        apogee_km=2111.5,
        stages=1,
        propellant="liquid",
        payload_kg=500.0,
        site="Kusong",
        bearing_deg=71.0,
    )
    found = infer(question, {}, 2, with_ring=False)
    assert [one.name for one in found.builds] == ["one liquid stage"]
    assert found.range.best == pytest.approx(4_500e3, rel=0.07)
    # the Hwasong-12 weighs 24-28 t in the same literature
    assert found.launch_mass.low < 26_000.0 < found.launch_mass.high


@given(t=st.floats(100.0, 5_000.0))
@settings(max_examples=20)
def test_weights_favour_the_vehicles_whose_time_is_the_reported_one(t):
    times = np.linspace(0.9 * t, 1.1 * t, 21)
    share = timing.weights(times, Report("x", 1e6, 1e6, t, 0.0, 0.0, 0.5, "", ""))
    assert share.sum() == pytest.approx(1.0)
    assert int(np.argmax(share)) == 10


# --- what is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds", "half"),
    [("4052s", 4052.0, 0.5), ("30min", 1800.0, 30.0), ("47min12s", 2832.0, 0.5), ("1h11min", 4260.0, 30.0),
     ("67.5min", 4050.0, 3.0), ("47 min 12 s", 2832.0, 0.5)],
)  # fmt: skip
def test_times_are_read_with_their_unit_and_rounding(text, seconds, half):
    assert duration(text) == pytest.approx((seconds, half))


@pytest.mark.parametrize("text", ["30", "4052", "-30", "thirty", "min", "", "0s", "99h", "30m", "30minutes ago"])
def test_a_time_that_is_none_says_what_to_write(text):
    with pytest.raises(Fault) as fault:
        duration(text)
    assert fault.value.advice
    if re.fullmatch(r"-?\d+", text):
        assert "no unit" in fault.value.found
        assert f"{text}min" in fault.value.advice


@pytest.mark.parametrize(
    ("number", "half"), [(787.0, 0.5), (2111.5, 0.05), (950.0, 5.0), (2000.0, 50.0), (800.0, 20.0), (6.0, 0.5)]
)
def test_a_number_is_taken_as_rounded_as_it_looks(number, half):
    assert rounding(number) == pytest.approx(half)


BAD = [
    ({"range_km": 0.0, "apogee_km": 2111.0}, "the range is 0 km"),
    ({"range_km": -5.0, "apogee_km": 2111.0}, "the range is -5 km"),
    ({"range_km": 787.0, "apogee_km": 0.0}, "the apogee is 0 km"),
    ({"range_km": 787.0, "apogee_km": 2.1}, "below burnout"),
    *(
        (
            {"range_km": 787.0, "apogee_km": high, "kind": "ballistic"},
            f"{high:g} km lies below burnout: a ballistic boost",
        )
        for high in (20.0, 25.0, 30.0)
    ),
    ({"range_km": 787_000.0, "apogee_km": 2111.0}, "Check it and its unit"),
    ({"range_km": nan, "apogee_km": 2111.0}, "the range is nan"),
    ({"range_km": 787.0, "apogee_km": 2111.0, "time": "30"}, "no unit"),
    ({"range_km": 787.0, "apogee_km": 2111.0, "site": "Kusnog"}, 'Did you mean "Kusong"'),
    ({"range_km": 787.0, "apogee_km": 2111.0, "site": "125.2,40.0"}, "latitude before longitude"),
    ({"range_km": 787.0, "apogee_km": 2111.0, "bearing_deg": 700.0}, "0 to 360"),
    ({"range_km": 787.0, "apogee_km": 2111.0, "kind": "balistic"}, 'Did you mean "ballistic"'),
    ({"range_km": 787.0, "apogee_km": 2111.0, "payload_kg": -1.0}, "the payload is -1 kg"),
    ({"range_km": 787.0, "apogee_km": 2111.0, "stages": 3, "propellant": "liquid"}, "three liquid stages"),
]


@pytest.mark.parametrize(("numbers", "said"), BAD, ids=[said for _, said in BAD])
def test_a_bad_report_gets_one_clear_message(numbers, said):
    with pytest.raises(InputError) as error:
        flights_file.question(**numbers)
    (complaint,) = error.value.complaints
    assert said in f"{complaint.found} {complaint.advice}"
    assert complaint.advice


def test_sites_are_names_of_flights_or_places_in_any_case_or_coordinates():
    assert flights_file.question(range_km=1.0, apogee_km=1.0, site="wonsan kalma").launch.latitude == pytest.approx(
        radians(39.168)
    )
    assert flights_file.question(range_km=1.0, apogee_km=1.0, site="Seoul").launch.latitude == pytest.approx(
        radians(37.57), abs=1e-3
    )
    assert flights_file.question(range_km=1.0, apogee_km=1.0, site="40.07, 125.21").launch.longitude == pytest.approx(
        radians(125.21)
    )


REPORTS = """
flight: a lofted flight
date: 2022-03-24
site: Sunan
bearing_deg: 75
reports:
  - {by: KCNA, range_km: 1090, apogee_km: 6248.5, time: 4052s}
  - {by: Japan, time: 71min, note: first word}
"""


def reports_of(path):
    return flights_file.reports_in(texts.read(path, "a .yaml file"), str(path))


def test_a_file_of_reports_is_read_and_fills_gaps_aloud(tmp_path):
    path = tmp_path / "reports.yaml"
    path.write_text(REPORTS)
    question = reports_of(path)
    assert question.label == "a lofted flight"
    assert [one.time for one in question.reports] == [4052.0, 4260.0]
    assert question.reports[1].range == 1_090e3
    assert question.reports[1].note == "first word; range and apogee from another report"


def test_every_fault_of_a_file_is_told_at_once_with_its_line(tmp_path):
    path = tmp_path / "reports.yaml"
    bad = REPORTS.replace("4052s", "4052").replace("71min", "soon").replace("Sunan", "Sunam").replace("03-24", "02-30")
    path.write_text(bad + "sight: 3\n")
    with pytest.raises(InputError) as error:
        reports_of(path)
    said = "\n".join(str(complaint) for complaint in error.value.complaints)
    for part in ("2022-02-28", "no unit", '"soon" is not a time', "sight", 'Did you mean "Sunan"'):
        assert part in said, said
    assert [complaint.line for complaint in error.value.complaints if "time" in complaint.found] == [7, 8]


@pytest.mark.parametrize(
    ("text", "found"),
    [(None, "No such file"), (b"", "not a file of reports: it is empty"), (b"\xff\xfe\x00", "UTF-8"),
     (b"a: [", "not YAML")],
)  # fmt: skip
def test_a_file_that_is_none_of_reports_is_not_called_a_scenario(tmp_path, text, found):
    path = tmp_path / "reports.yaml"
    if text is not None:
        path.write_bytes(text)
    with pytest.raises(InputError) as error:
        reports_of(path)
    (complaint,) = error.value.complaints
    assert found in complaint.found
    assert "scenario" not in str(complaint).lower()
    assert complaint.advice


def test_a_flat_apogee_of_a_ballistic_flight_in_a_file_is_told_with_its_line(tmp_path):
    path = tmp_path / "reports.yaml"
    path.write_text("kind: ballistic\nreports:\n  - {range_km: 787, apogee_km: 30}\n")
    with pytest.raises(InputError, match="below burnout") as error:
        reports_of(path)
    assert [complaint.line for complaint in error.value.complaints] == [3]


def test_a_date_that_does_not_exist_is_told_with_its_line_and_the_months_last_day(tmp_path):
    path = tmp_path / "reports.yaml"
    path.write_text(REPORTS.replace("2022-03-24", "2022-02-30"))
    with pytest.raises(InputError) as error:
        reports_of(path)
    (complaint,) = error.value.complaints
    assert complaint.line == 3
    assert "2022-02-30" in complaint.found
    assert "2022-02-28" in complaint.advice


# --- how it is told ------------------------------------------------------------------------------


def test_the_answer_as_plain_data_has_its_stable_keys():
    answer = plain(known_12(), SAY)
    assert {"verdict", "floor_s", "time_s", "excess_s", "range_km", "candidates"} <= set(answer)
    assert set(answer["range_km"]) == {"low", "best", "high"}
    assert answer["excess_s"] == pytest.approx(answer["time_s"] - answer["floor_s"])
    assert answer["published"][0]["low_km"] == pytest.approx(4_500.0)
    best = shape(answer["ring"]["polygons"]["best"])
    assert best.is_valid
    held = {name for name, place in PLACES.items() if best.contains(Point(place))}
    assert held == {"Tokyo", "Attu"}


def test_the_page_opens_offline_and_has_its_pictures():
    made = page_of(known_12())
    assert made.count("<svg") == 5
    assert not re.search(r'(?:src|href)="https?:', made)
    assert "nan" not in re.sub(r"<style>.*?</style>", "", made, flags=re.DOTALL).lower().replace("finance", "")
    for said in ("4,850 km", "Is the report possible?", "CSIS", "Hwasong-12"):
        assert said in made


@pytest.mark.parametrize("name", ["2022-03-24-icbm", "2016-06-22-musudan", "2019-05-09-kn-23", "2016-02-07-unha-3"])
def test_pages_of_other_verdicts_are_whole_too(name):
    flight = flights_file.read(name)
    question = as_reported(flight)
    found = infer(question, KNOWN, 2, with_ring=False)
    made = page_of(replace(found, flight=flight))
    assert words.headline(Meant(found, SAY)) in made
    assert made.rstrip().endswith("</html>")


def test_a_reach_without_end_is_not_told_as_a_number():
    found = of_flight("2022-03-24-icbm")
    assert found.range.low >= ANYWHERE
    assert words.reach(found.range, SAY) == "any point on Earth"
    assert "20,0" not in " ".join(words.sentences(Meant(found, SAY)))
