"""A list of launches: rows that contradict themselves or each other are marked, never mended; counts by definition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from math import isnan
from typing import NamedTuple

from openbmd.records.launches import Launch, RowMark

UNREADABLE, DISAGREES, SWAPPED, CLOCK, REPEAT = "unreadable", "text-disagrees", "swapped", "clock", "repeat"
MARKS = (UNREADABLE, DISAGREES, SWAPPED, CLOCK, REPEAT)
CLOSE = 0.06  # of a number: table and text that differ by more disagree
STEEP = 1.5  # apogee over range above which a class that never lofts looks swapped
SAME_MINUTE = 3  # min: clocks that differ by a slip, give or take
SLIPS = {
    540: "9 hours, as Korean time and UTC differ",
    720: "12 hours, as a clock without a.m. and p.m. does",
    30: "half an hour, as Pyongyang time (UTC+08:30) and Korean time differed",
    510: "8 and a half hours, as Pyongyang time and UTC differed",
}  # min
PYONGYANG_TIME = (date(2015, 8, 15), date(2018, 5, 4))  # first day of UTC+08:30, and last
BALLISTIC_WORDS = re.compile(r"\b(?:[SMIC]RBM|ICBM|SLBM|IRBM|CRBM|ballistic)\b", re.IGNORECASE)
OTHER_WORDS = re.compile(r"\b(?:cruise|SLV|satellite|SAM|surface-to-air|anti-ship|artillery shell)\b", re.IGNORECASE)
FLAT_FAMILIES = re.compile(
    r"\b(?:scud|toksa|iskander|KN[- ]?(?:0?2|18|21|23|24|25)|hwasong[- ]?(?:5|6|9|11[a-z]*))\b", re.IGNORECASE
)
LENGTH = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*-?\s*(km|kilomet(?:er|re)s?|miles?|mi)\b(?!\s*(?:/|per\b))", re.IGNORECASE)
HEIGHT_WORDS = re.compile(r"apogee|altitude|height|high\b|peak", re.IGNORECASE)
AT_HEIGHT = re.compile(r"\bat\s+(?:(?:about|around|approximately|roughly|some|up to)\s+|[~≈]\s*)?$", re.IGNORECASE)
NO_HEIGHT = re.compile(r"\s*(?:from|away|off|out|of|distance|range|\w*(?:east|west|north|south))\b", re.IGNORECASE)
RANGE_WORDS = re.compile(
    r"distance|flew|flying|travel|downrange|covered|splashed|landed|away"
    r"|(?<![-\w])(?<!short )(?<!close )(?<!medium )(?<!intermediate )(?<!long )range\b(?!-)",
    re.IGNORECASE,
)
TIME_OF_DAY = re.compile(r"\b(\d{1,2}):(\d{2})\s*(a\.?m\.?|p\.?m\.?)?\s*\(?(KST|JST|UTC|GMT|PYT|local)?", re.IGNORECASE)
SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|several|salvo|simultaneous\w*|second|third|[2-9] missiles)\b", re.IGNORECASE
)
MILE = 1.609344  # km


class LaunchCount(NamedTuple):
    """An answer to how many, by a stated definition."""

    missiles: int
    rows: int
    marked_missiles: int  # of rows with a mark
    by_mark: dict[str, int]  # rows, by code
    undated: int  # rows of the definition without a readable date, which are not counted
    definition: str


def never_lofted(missile: str) -> bool:
    """Whether a missile's name is of a family that has never been flown steeply."""
    return bool(FLAT_FAMILIES.search(missile))


def is_ballistic(kind: str) -> bool:
    """Whether a list's word for a class says ballistic missile."""
    return bool(BALLISTIC_WORDS.search(kind)) and not OTHER_WORDS.search(kind)


def mark(rows: Sequence[Launch], known: Sequence[Launch]) -> list[Launch]:
    """The rows with what is doubtful about each; known: flights whose clock is established, to compare with."""
    found = []
    for index, row in enumerate(rows):
        marks = [*row.marks, *text_marks(row), *shape_marks(row), *clock_marks(row, rows[:index], known)]
        marks += repeat_marks(row, rows[:index])
        found.append(row._replace(marks=tuple(dict.fromkeys(marks))))
    return found


def lengths(text: str) -> tuple[list[float], list[float]]:
    """Ranges and apogees [km] that a text tells, by the nearest word in the same sentence."""
    ranges: list[float] = []
    apogees: list[float] = []
    for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", text):
        for found in LENGTH.finditer(sentence):
            value = float(found[1].replace(",", "")) * (MILE if found[2].lower().startswith("mi") else 1.0)
            high, far = (nearest(words, sentence, found) for words in (HEIGHT_WORDS, RANGE_WORDS))
            if AT_HEIGHT.search(sentence[: found.start()]) and not NO_HEIGHT.match(sentence[found.end() :]):
                high = 0  # "flew 700 km at 50 km"
            if min(high, far) < 60:
                (apogees if high < far else ranges).append(value)
    return ranges, apogees


def nearest(words: re.Pattern[str], sentence: str, found: re.Match[str]) -> int:
    """How many characters lie between a number and the nearest of some words; many when there is none."""
    gaps = [
        found.start() - word.end() if word.end() <= found.start() else 3 + word.start() - found.end()
        for word in words.finditer(sentence)
    ]
    return min(gaps, default=10_000)


def near(a: float, b: float) -> bool:
    return abs(a - b) <= CLOSE * max(abs(a), abs(b))


def text_marks(row: Launch) -> list[RowMark]:
    """Where table and free text differ."""
    ranges, apogees = lengths(row.text)
    swapped = (
        not near(row.range_km, row.apogee_km)
        and any(near(value, row.apogee_km) for value in ranges)
        and any(near(value, row.range_km) for value in apogees)
    )
    if swapped:
        return [
            RowMark(SWAPPED, f"the text has {row.apogee_km:g} km for the range and {row.range_km:g} km for the apogee")
        ]
    marks = []
    for name, told, told_by_text in (("range", row.range_km, ranges), ("apogee", row.apogee_km, apogees)):
        if not isnan(told) and told_by_text and not any(near(told, value) for value in told_by_text):
            listed = ", ".join(f"{value:,.0f}" for value in told_by_text)
            marks.append(RowMark(DISAGREES, f"{name} {told:g} km in the table, {listed} km in the text"))
    return marks


def shape_marks(row: Launch) -> list[RowMark]:
    """A class or missile that never lofts with an apogee far above its range."""
    if row.never_lofts and row.apogee_km > STEEP * row.range_km:
        return [
            RowMark(
                SWAPPED,
                f"apogee {row.apogee_km:g} km above range {row.range_km:g} km,"
                f" for a kind of missile that never lofts ({', '.join(filter(None, [row.missile, row.kind]))})",
            )
        ]
    return []


def minutes(time: str) -> int | None:
    """Minutes after midnight of HH:MM, HH:MM:SS or either with AM or PM; None when it is no time of day."""
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?\s*(?:([ap])\.?m\.?)?", time.strip().lower())
    if not found or int(found[1]) > (12 if found[3] else 23):
        return None
    hour = int(found[1]) % 12 + (12 if found[3] == "p" else 0) if found[3] else int(found[1])
    return 60 * hour + int(found[2])


def slip(one: int, other: int) -> str:
    """What a difference of two clocks [min] looks like, "" when like no slip."""
    gap = abs(one - other) % 1440
    gap = min(gap, 1440 - gap)
    return next((words for size, words in SLIPS.items() if abs(gap - size) <= SAME_MINUTE), "")


def in_kst(row: Launch) -> int | None:
    """A row's clock as minutes after midnight in Korean time."""
    clock = minutes(row.time)
    return None if clock is None else (clock + (540 if row.zone == "UTC" else 0)) % 1440


def clock_marks(row: Launch, before: Sequence[Launch], known: Sequence[Launch]) -> list[RowMark]:
    """A clock that differs by a slip from the text, an earlier row of the same launch, or an established flight."""
    own = in_kst(row)
    if own is None:
        return [RowMark(CLOCK, f'the time "{row.time}" is no time of day')] if row.time else []
    marks = []
    for found in TIME_OF_DAY.finditer(row.text):
        told = 60 * (int(found[1]) % 12 if found[3] else int(found[1])) + int(found[2])
        told += 720 if (found[3] or "").lower().startswith("p") else 0
        shift = {"UTC": 540, "GMT": 540, "PYT": 30}.get((found[4] or "").upper(), 0)
        words = slip(own, told + shift)
        if words and not is_pyongyang(row, words):
            continue
        if words:
            marks.append(
                RowMark(CLOCK, f"{row.time} {row.zone} in the table and {found[0].strip()} in the text: {words}")
            )
    for other in (*before, *known):
        there = in_kst(other)
        if there is not None and same_launch(row, other):
            words = slip(own, there)
            if words and is_pyongyang(row, words):
                who = f"row {other.row}" if other.row else f"the catalogue's {other.missile} of {other.date}"
                marks.append(RowMark(CLOCK, f"{row.time} {row.zone}, but {other.time} {other.zone} in {who}: {words}"))
    return marks


def is_pyongyang(row: Launch, words: str) -> bool:
    """Whether a slip can be one: those of Pyongyang time only while it was in force."""
    if "Pyongyang" not in words or not row.date:
        return True
    return PYONGYANG_TIME[0] <= date.fromisoformat(row.date) <= PYONGYANG_TIME[1]


def same_launch(row: Launch, other: Launch) -> bool:
    """Whether two rows look like one launch: within a day, and the same range and apogee or missile."""
    if not row.date or not other.date:
        return False
    apart = abs(date.fromisoformat(row.date) - date.fromisoformat(other.date))
    if apart > timedelta(days=1):
        return False
    told = not isnan(row.range_km) and not isnan(other.range_km)
    if told and not near(row.range_km, other.range_km):
        return False
    if not isnan(row.apogee_km) and not isnan(other.apogee_km) and not near(row.apogee_km, other.apogee_km):
        return False
    return told or row.missile.lower() == other.missile.lower()


def repeat_marks(row: Launch, before: Sequence[Launch]) -> list[RowMark]:
    """A row that says the same as an earlier one."""

    def said(one: Launch) -> tuple[str, ...]:
        return (
            one.date,
            one.time,
            one.missile.lower(),
            one.site.lower(),
            str(one.range_km),
            str(one.apogee_km),
            one.success,
        )

    for other in before:
        if row.date and said(row) == said(other):
            salvo = "; the text speaks of several missiles: a salvo?" if SEVERAL.search(row.text) else ""
            return [RowMark(REPEAT, f"the same as row {other.row}{salvo}")]
    return []


def count(rows: Sequence[Launch], first: date, last: date, what: str, success: bool) -> LaunchCount:
    """How many missiles from one Korean day to another, both included; what: ballistic or all."""
    chosen = [row for row in rows if (what == "all" or row.ballistic) and (not success or row.success == "yes")]
    dated = [row for row in chosen if row.date and first <= date.fromisoformat(row.date) <= last]
    marked = [row for row in dated if row.marks]
    kinds = (
        "every row"
        if what == "all"
        else "ballistic missiles, quasi-ballistic ones and gliders among them, satellite launchers not"
    )
    return LaunchCount(
        missiles=sum(row.number for row in dated),
        rows=len(dated),
        marked_missiles=sum(row.number for row in marked),
        by_mark={code: n for code in MARKS if (n := sum(any(m.code == code for m in row.marks) for row in dated))},
        undated=sum(not row.date for row in chosen),
        definition=(
            f"missiles launched from {first} to {last}, both days included, Korean time: {kinds};"
            f" {'listed as a success' if success else 'success or not'}; a marked row counts as it stands"
        ),
    )


def korean_date(day: date, time: str, zone: str) -> date | None:
    """The Korean date of a date and time told in a zone; the date itself where no time is told, None after 9999."""
    clock = minutes(time)
    if zone != "UTC" or clock is None:
        return day
    later = timedelta(days=(clock + 540) // 1440)
    return day + later if day <= date.max - later else None
