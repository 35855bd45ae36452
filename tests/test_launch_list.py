"""Public launch lists: every doubtful row is marked and none is mended; counting by definition."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbmd.commands.launches import finite
from openbmd.complaints import InputError
from openbmd.flights_file import kept_list, launch_list, launches
from openbmd.flights_file.launch_list import CLOCK, DISAGREES, REPEAT, SWAPPED, UNREADABLE

MAP = """
time_zone: UTC
columns:
  date: Date
  time: Launch Time (UTC)
  missile: Missile Name
  kind: Missile Type
  site: Facility Name
  apogee_km: Apogee
  range_km: Distance Travelled
  success: Test Outcome
  text: Additional Information
"""
HEADS = ["Date", "Launch Time (UTC)", "Missile Name", "Missile Type", "Facility Name", "Apogee", "Distance Travelled",
         "Test Outcome", "Additional Information"]  # fmt: skip
SOUND = ["2022-11-18", "01:15", "Hwasong-17", "ICBM", "Sunan", "6,040.9 km", "999.2 km", "Success",
         "It flew 999.2 km at a maximum altitude of 6,040.9 km."]  # fmt: skip


def read(tmp_path, rows, mapping=MAP, name="list.csv"):
    file, map_file = tmp_path / name, tmp_path / "map.yaml"
    if name.endswith(".json"):
        file.write_text(json.dumps({"launches": [dict(zip(HEADS, row, strict=True)) for row in rows]}))
    else:
        out = io.StringIO()
        csv.writer(out).writerows([HEADS, *rows])
        file.write_text(out.getvalue())
    map_file.write_text(mapping)
    return launches.read_list(file, map_file)


def changed(**cells):
    row = dict(
        zip(("date", "time", "missile", "kind", "site", "apogee", "range", "success", "text"), SOUND, strict=True)
    )
    return list((row | cells).values())


def codes(row):
    return [mark.code for mark in row.marks]


def test_a_sound_row_has_no_mark_and_is_read_as_it_stands(tmp_path):
    (row,) = read(tmp_path, [SOUND])
    assert row.marks == ()
    assert (row.date, row.time, row.zone) == ("2022-11-18", "01:15", "UTC")
    assert (row.range_km, row.apogee_km, row.success, row.ballistic, row.number) == (999.2, 6040.9, "yes", True, 1)


def test_json_lists_are_read_alike(tmp_path):
    (row,) = read(tmp_path, [SOUND], MAP + "rows: launches\n", "list.json")
    assert row.marks == ()
    assert row.apogee_km == 6040.9


@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [
        # the CNS table's own case: the text of 30 January 2022 swaps the two numbers
        ({"date": "2022-01-29", "time": "22:52", "missile": "Hwasong-12", "kind": "IRBM", "apogee": "2000 km",
          "range": "800 km", "text": "The missile flew 2,000 km and reached an apogee of 800 km."},
         SWAPPED, "the text has 2000 km for the range"),
        ({"date": "2022-05-01", "kind": "SRBM", "missile": "KN-23", "apogee": "400", "range": "110", "text": ""},
         SWAPPED, "never lofts"),
        ({"range": "1000", "text": "It had a range about 500 km."}, DISAGREES, "range 1000 km in the table, 500"),
        ({"apogee": "700", "range": "50", "text": "It flew 700 km at 50 km."}, SWAPPED, "the text has 700 km"),
        ({"text": "It covered a distance of 1,500 km to a height of 6,041 km."},
         DISAGREES, "range 999.2 km in the table, 1,500"),
        ({"text": "Apogee was 600 km."}, DISAGREES, "apogee 6040.9 km in the table, 600"),
        ({"text": "It travelled 620 miles, reaching 2,000 miles in altitude."}, DISAGREES, "apogee"),
        ({"text": "Launched at 01:15 KST."}, CLOCK, "9 hours"),
        ({"text": "Launched at 10:15 p.m. KST."}, CLOCK, "12 hours"),
        ({"time": "10:15"}, CLOCK, "the catalogue's Hwasong-17"),
        ({"date": "2017-07-28", "time": "14:11", "missile": "Hwasong-14", "apogee": "3724.9", "range": "998",
          "text": ""}, CLOCK, "half an hour"),
        ({"time": "25:99"}, CLOCK, "no time of day"),
        ({"date": "2023-02-30"}, UNREADABLE, '"2023-02-30" does not exist'),
        ({"apogee": "very high"}, UNREADABLE, "Apogee is"),
    ],
)  # fmt: skip
def test_a_doubtful_row_is_kept_and_marked(tmp_path, cells, code, said):
    (row,) = read(tmp_path, [changed(**cells)])
    assert code in codes(row)
    assert any(said in mark.said for mark in row.marks), row.marks
    assert row.missile == cells.get("missile", "Hwasong-17")


@pytest.mark.parametrize(
    ("missile", "range_km", "apogee_km", "swapped"),
    [("KN-23", "50", "700", True), ("Scud-C", "134", "490", True), ("scud b", "90", "300", True),
     ("Hwasong-11A", "50", "600", True), ("KN-23", "700", "50", False), ("Scud-C", "490", "134", False),
     ("Hwasong-12", "787", "2111", False), ("Hwasong-15", "950", "4475", False), ("Pukguksong-2", "500", "550", False)],
)  # fmt: skip
def test_a_missile_that_never_lofts_is_known_by_its_name_without_a_class(
    tmp_path, missile, range_km, apogee_km, swapped
):
    mapping = MAP.replace("  kind: Missile Type\n", "")
    (row,) = read(
        tmp_path, [changed(date="2021-06-01", missile=missile, range=range_km, apogee=apogee_km, text="")], mapping
    )
    assert codes(row) == ([SWAPPED] if swapped else [])


@pytest.mark.parametrize(
    ("text", "ranges", "apogees"),
    [
        ("It flew about 700 km at around 50 km.", [700.0], [50.0]),
        ("The range was 500 km, the apogee 97 km.", [500.0], [97.0]),
        ("A short-range missile, 450 km class.", [], []),
        ("A short range missile, 450 km class.", [], []),
        ("It flew 700 km at 6,000 km/h.", [700.0], []),
        ("It splashed down at 500 km from the coast.", [500.0], []),
        ("It reached an altitude of 50 km and travelled 430 miles.", [430 * launch_list.MILE], [50.0]),
    ],
)
def test_a_text_tells_ranges_and_apogees_by_its_words(text, ranges, apogees):
    assert launch_list.lengths(text) == (ranges, apogees)


def test_half_an_hour_is_a_slip_only_while_pyongyang_kept_its_own_time(tmp_path):
    (row,) = read(tmp_path, [changed(time="00:45", text="")])
    assert row.marks == ()


def test_a_row_that_repeats_is_marked_and_a_salvo_is_said_to_be_one(tmp_path):
    salvo = changed(
        date="2022-11-03", missile="Scud-C", kind="SRBM", apogee="130", range="490", text="One of three missiles."
    )
    rows = read(tmp_path, [SOUND, SOUND, salvo, salvo])
    assert [codes(row) for row in rows] == [[], [REPEAT], [], [REPEAT]]
    assert "row 1" in rows[1].marks[0].said
    assert "a salvo?" in rows[3].marks[0].said


def test_the_same_launch_with_its_clock_nine_hours_off_is_marked(tmp_path):
    first = changed(date="2022-04-01", time="01:00", missile="X", apogee="60", range="500", kind="SRBM", text="")
    rows = read(
        tmp_path,
        [first, changed(date="2022-04-01", time="10:00", missile="X", apogee="60", range="500", kind="SRBM", text="")],
    )
    assert codes(rows[1]) == [CLOCK]
    assert "row 1" in rows[1].marks[0].said


def test_nothing_is_mended(tmp_path):
    wrong = changed(apogee="999.2 km", range="6,040.9 km")
    (row,) = read(tmp_path, [wrong])
    assert (row.range_km, row.apogee_km) == (6040.9, 999.2)
    assert codes(row) == [SWAPPED]


def test_utc_dates_become_korean_ones_only_where_a_time_is_told(tmp_path):
    rows = read(
        tmp_path,
        [changed(date="2022-01-29", time="22:52", text=""), changed(date="2022-01-29", time="Unknown", text="")],
    )
    assert [row.date for row in rows] == ["2022-01-30", "2022-01-29"]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (MAP.replace("Distance Travelled", "Distance"), 'no column "Distance"'),
        (MAP.replace("range_km", "reach_km"), "unknown meaning"),
        (MAP.replace("UTC", "CET", 1), 'no zone "CET"'),
        ("columns: {range_km: Distance Travelled}\n", "date at least"),
        (MAP + "colour: red\n", "unknown key"),
    ],
)
def test_a_bad_map_says_so_with_its_line(tmp_path, mapping, said):
    with pytest.raises(InputError) as error:
        read(tmp_path, [SOUND], mapping)
    assert said in str(error.value)
    assert "map.yaml:" in str(error.value)


def test_a_list_that_is_not_there_or_not_json_says_so(tmp_path):
    map_file = tmp_path / "map.yaml"
    map_file.write_text(MAP)
    with pytest.raises(InputError, match="No such file"):
        launches.read_list(tmp_path / "none.csv", map_file)
    broken = tmp_path / "broken.json"
    broken.write_text("[{")
    with pytest.raises(InputError, match="not JSON"):
        launches.read_list(broken, map_file)


HEADING = "date,missile,range\n"
BARE = "columns: {date: date, missile: missile, range_km: range}\n"


def listed(tmp_path, text, mapping=BARE, name="list.csv"):
    file, map_file = tmp_path / name, tmp_path / "map.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    map_file.write_text(mapping)
    return launches.read_list(file, map_file)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEADING + "2022-01-05,X\0,1\n", 2, "a sign that cannot be shown"),
        (HEADING + "2022-01-05,X,1\n2022-01-06,\x1b[2JX,1\n", 3, "a sign that cannot be shown"),
        (HEADING + "2022-01-05,X,1\n2022-01-06,X\r,1\n", 3, "a carriage return without a line feed"),
        (HEADING + "2022-01-05,X,1\n2022-01-06," + "X" * 140_000 + ",1\n", 3, "a cell of more than 131,072 signs"),
        (HEADING + '2022-01-05,X,"abc\n2022-01-06,X,1\n2022-01-07,X,1\n', 2, "a quote is opened and never closed"),
        (HEADING + '2022-01-05,X,1\n2022-01-06,X,"', 3, "a quote is opened and never closed"),
        (HEADING + '2022-01-05,"' + "X\n" * 70_000, 2, "a cell of more than 131,072 signs"),
        ("date,missile,date\n", 1, 'the heading "date" stands twice'),
        ("", 1, "it is empty"),
    ],
)
def test_a_csv_file_that_is_none_is_refused_with_its_line(tmp_path, text, line, said):
    with pytest.raises(InputError) as error:
        listed(tmp_path, text)
    (complaint,) = error.value.complaints
    assert (complaint.file, complaint.line) == (str(tmp_path / "list.csv"), line)
    assert said in complaint.found


def test_line_breaks_and_returns_within_quotes_are_part_of_a_cell(tmp_path):
    rows = listed(tmp_path, '\ufeffdate,missile,range\r\n2022-01-05,"X\r\n\rY",1\r\n\r\n2022-01-06,Z')
    assert [(row.row, row.date, row.missile, row.marks) for row in rows] == [
        (1, "2022-01-05", "X\r\n\rY", ()), (2, "2022-01-06", "Z", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('[{"date": ' + "[" * 100_000 + "]" * 100_000 + "}]", "nested too deeply"),
        ('[{"date": ' + "1" * 5_000 + "}]", "a number that is longer than any quantity"),
        ('[{"date": "2022-01-05", "missile": "\\ud800", "range": 1}]', "row 1: a sign that cannot be shown"),
        ("[{", "not JSON"),
        ("[1]", "no list of rows"),
    ],
)
def test_a_json_file_that_is_no_list_is_refused(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        listed(tmp_path, text, name="list.json")


@pytest.mark.parametrize("written", ["9" * 400, "9" * 400 + ".5", "1e400", "inf", "nan", "-5"])
def test_a_range_that_is_no_number_is_marked_and_leaves_sound_json(tmp_path, written):
    (row,) = listed(tmp_path, HEADING + f"2022-01-05,X,{written}\n")
    assert codes(row) == [UNREADABLE]
    assert isnan(row.range_km)
    kept = json.dumps(finite(kept_list.kept([row], tmp_path, tmp_path)), allow_nan=False)
    assert '"range_km": null' in kept


def test_miles_beyond_all_numbers_are_marked(tmp_path):
    (row,) = listed(tmp_path, HEADING + f"2022-01-05,X,{'17' + '0' * 307}\n", BARE.replace("range_km", "range_mi"))
    assert codes(row) == [UNREADABLE]


def test_more_cells_than_headings_are_marked(tmp_path):
    rows = listed(tmp_path, HEADING + "2022-01-05,X,1,090,6248\n2022-01-06,X\n2022-01-07,X,1\n")
    assert [codes(row) for row in rows] == [[UNREADABLE], [], []]
    assert "2 cells more than there are headings" in rows[0].marks[0].said


def test_a_column_without_a_heading_is_read_into_nothing(tmp_path):
    text = ",date,missile,type\n0,2022-01-05,Hwasong-8,MRBM\n1,2022-01-11,Hwasong-8,MRBM\n"
    rows = listed(tmp_path, text, "columns: {date: date, missile: missile, kind: type}\n")
    assert [(row.date, row.number, row.marks) for row in rows] == [("2022-01-05", 1, ()), ("2022-01-11", 1, ())]
    assert all(isnan(row.range_km) and isnan(row.apogee_km) for row in rows)


def test_the_last_day_of_all_has_no_korean_morrow(tmp_path):
    mapping = "time_zone: UTC\ncolumns: {date: date, missile: missile, time: range}\n"
    (row,) = listed(tmp_path, HEADING + "9999-12-31,X,23:00\n", mapping)
    assert row.date == ""
    assert codes(row) == [UNREADABLE]


@pytest.mark.parametrize("form", ['"%Y-%d-%d"', '[{a: "%d %d"}]', '"%"', '"%Q"', '"%d %b"', "3", '["%Y-%m-%d", "%Y"]'])
def test_a_format_that_is_none_of_dates_is_refused_with_its_line(tmp_path, form):
    with pytest.raises(InputError) as error:
        listed(tmp_path, HEADING + "2022-01-05,X,1\n", BARE + f"date_format: {form}\n")
    (complaint,) = error.value.complaints
    assert complaint.line == 2
    assert complaint.found == "this is no format of a date"


@pytest.mark.parametrize("form", ["%d.%m.%Y", "%d-%b-%y", "%Y-%m-%dT%H:%M:%S%z", "%j %Y"])
def test_formats_of_dates_are_taken(form):
    assert launches.is_format(form)


def kept_row(**changes):
    whole = finite(kept_list.kept(launches.established()[:1], "list.csv", "map.yaml"))
    whole["rows"][0] |= {"row": 1} | changes
    return whole


def test_a_kept_row_reads_back(tmp_path):
    path = tmp_path / "kept.json"
    path.write_text(json.dumps(kept_row(apogee_km=97.5)))
    assert kept_list.read_kept(path)[0][0] == launches.established()[0]._replace(row=1, apogee_km=97.5)


@pytest.mark.parametrize(
    "data",
    [
        "[" * 100_000, "[]", "null", '{"kind": "openbmd launch list"}', {**kept_row(), "rows": [1]},
        {**kept_row(), "rows": {}}, {**kept_row(), "source": 1}, {**kept_row(), "rows": [{}]},
        *(kept_row(**{key: value}) for key, value in (
            ("number", "two"), ("number", "!!omap"), ("number", True), ("number", 0), ("number", 1.5),
            ("date", 90), ("date", float("-inf")), ("date", "2022-02-30"), ("date", "20220203"), ("date", None),
            ("range_km", "1"), ("range_km", float("inf")), ("range_km", -1.0), ("apogee_km", 10**400), ("row", None),
            ("marks", None), ("marks", [1]), ("marks", [{"code": [], "said": ""}]), ("number", 10**400),
            ("zone", "CET"), ("success", []), ("ballistic", 1), ("missile", None), ("colour", "red"),
        )),
    ],
)  # fmt: skip
def test_a_kept_list_that_was_edited_by_hand_is_no_list(tmp_path, data):
    path = tmp_path / "kept.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    with pytest.raises(InputError, match="no imported launch list"):
        kept_list.read_kept(path)


def test_a_kept_list_reads_back_as_it_was(tmp_path):
    rows = read(tmp_path, [SOUND, changed(apogee="Unknown", text="")])
    path = tmp_path / "launches.json"
    text = json.dumps(kept_list.kept(rows, path, path)).replace("NaN", "null")
    path.write_text(text)
    again, source = kept_list.read_kept(path)
    assert source == str(path)
    assert again[0] == rows[0]
    assert isnan(again[1].apogee_km)
    path.write_text("{}")
    with pytest.raises(InputError, match="no imported launch list"):
        kept_list.read_kept(path)


def test_counting_follows_the_definition(tmp_path):
    rows = read(
        tmp_path,
        [
            SOUND,
            changed(date="2023-04-13", time="Unknown", success="Failure", text=""),
            changed(date="2023-04-14", time="Unknown", text=""),
            changed(date="2022-05-04", kind="Cruise missile", missile="Hwasal-2", text="", apogee="", range=""),
            changed(date="2022-13-01", text=""),
            changed(date="2022-11-18", text=SOUND[-1]),
        ],
    )

    def counted(what, success):
        return launch_list.count(rows, date(2022, 1, 1), date(2023, 4, 13), what, success)

    assert counted("ballistic", True).missiles == 2
    assert counted("ballistic", False).missiles == 3
    assert counted("all", False).missiles == 4
    assert counted("all", False).undated == 1
    assert counted("ballistic", True).marked_missiles == 1
    assert counted("ballistic", True).by_mark == {REPEAT: 1}
    assert "both days included" in counted("ballistic", True).definition


@given(first=st.dates(date(2014, 1, 1), date(2024, 12, 31)), days=st.integers(0, 1500), success=st.booleans())
@settings(max_examples=30)
def test_a_longer_time_or_a_wider_definition_never_counts_fewer(first, days, success):
    rows = launches.established()
    last = date.fromordinal(first.toordinal() + days)
    later = date.fromordinal(last.toordinal() + 30)
    ballistic, everything = (
        launch_list.count(rows, first, last, what, success).missiles for what in ("ballistic", "all")
    )
    assert ballistic <= everything
    assert everything <= launch_list.count(rows, first, later, "all", success).missiles
    succeeded, tried = (launch_list.count(rows, first, last, "all", only).missiles for only in (True, False))
    assert succeeded <= tried


@pytest.mark.parametrize(
    ("kind", "ballistic"),
    [("SRBM", True), ("ICBM", True), ("submarine-launched ballistic missile", True), ("SLV", False),
     ("Cruise missile", False), ("anti-ship ballistic missile", False), ("", False)],
)  # fmt: skip
def test_a_class_is_ballistic_by_its_word(kind, ballistic):
    """An anti-ship one is left to the map's own list, since lists use the word for cruise missiles too."""
    assert launch_list.is_ballistic(kind) is ballistic
