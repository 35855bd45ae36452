"""Times, sites, dates and rounded numbers as people write them, each with one clear complaint."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from math import isfinite, radians

from openbmd.complaints import choices
from openbmd.records import Site

KST = timezone(timedelta(hours=9), "KST")
TIME = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+(?:\.\d+)?)\s*min)?\s*(?:(\d+(?:\.\d+)?)\s*s)?")
TIME_ADVICE = "Write a time with its unit: 4052s, 30min or 47min12s."
MOST_TIME = 6 * 3600.0  # s, longer than any missile flies
ROUND_SHARE = 0.025  # of a number: a round one is not taken as rounder than this


class Fault(Exception):
    """What is wrong with one written quantity, and what to write."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(found)
        self.found, self.advice = found, advice


def duration(text: str) -> tuple[float, float]:
    """A time of flight [s] such as 4052s, 30min, 47min12s or 1h11min, and its rounding's half width [s]."""
    written = text.strip().lower()
    if re.fullmatch(r"[-+]?\d+(\.\d+)?", written):
        raise Fault(f'the time "{text}" has no unit', f"Write {written}min or {written}s.")
    found = TIME.fullmatch(written)
    if not found or not any(found.groups()):
        raise Fault(f'"{text}" is not a time', TIME_ADVICE)
    hours, minutes, seconds = found.groups()
    total = 3600.0 * float(hours or 0) + 60.0 * float(minutes or 0) + float(seconds or 0)
    if not 0.0 < total <= MOST_TIME:
        raise Fault(
            f'a time of flight of "{text}"', "Check it: a missile flies for more than no time and less than 6 h."
        )
    last, unit = (seconds, 1.0) if seconds else (minutes, 60.0) if minutes else (hours, 3600.0)
    decimals = len(last.partition(".")[2])
    return total, 0.5 * unit / 10.0**decimals


def rounding(number: float) -> float:
    """Half of the last digit that a number seems to tell: 787 is known to 0.5, 2111.5 to 0.05, 2000 to 50."""
    text = f"{number:.6f}".rstrip("0")
    if not text.endswith("."):
        return float(0.5 * 10.0 ** -len(text.partition(".")[2]))
    digits = text.rstrip(".")
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(min(0.5 * 10.0**zeros, max(ROUND_SHARE * abs(number), 0.5)))


def site(text: str, known: dict[str, Site], places: dict[str, Site]) -> tuple[str, Site]:
    """A site by name (known before places, in any case) or as "latitude,longitude" in degrees."""
    parts = text.split(",")
    if len(parts) == 2 and all(re.fullmatch(r"\s*[-+]?\d+(\.\d*)?\s*", part) for part in parts):
        return text.strip(), point(float(parts[0]), float(parts[1]))
    for names in (known, places):
        by_lower = {name.lower(): name for name in names}
        if text.strip().lower() in by_lower:
            name = by_lower[text.strip().lower()]
            return name, names[name]
    raise Fault(
        f'there is no site "{text}"',
        f"{choices(text, known)} Any place of openbmd catalogue list places will do,"
        " or latitude,longitude: 40.07,125.21.",
    )


def point(latitude: float, longitude: float) -> Site:
    """A site by degrees north and east."""
    if abs(latitude) > 90.0 and abs(longitude) <= 90.0:
        raise Fault(
            f"a latitude of {latitude:g} degrees", f"Write latitude before longitude: {longitude:g},{latitude:g}?"
        )
    if abs(latitude) > 90.0 or abs(longitude) > 180.0:
        raise Fault(
            f"{latitude:g},{longitude:g} is no point on the Earth", "Latitude -90 to 90, longitude -180 to 180."
        )
    return Site(radians(latitude), radians(longitude), 0.0)


def day(text: str) -> date:
    """A date that exists, written as 2022-03-24."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip())
    if not found:
        raise Fault(f'"{text}" is not a date', "Write year, month and day: 2022-03-24.")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise Fault(f"there is no {text.strip()}", f"{_longest(int(found[1]), int(found[2]))} Check the day.") from None


def _longest(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        return "A year has twelve months."
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return f"The last day of that month is {year}-{month:02d}-{last}."


def utc(kst_day: date, kst_time: str) -> str:
    """Date and time in UTC of a Korean date and time (UTC+09:00); the two dates it may be without a time."""
    if not kst_time:
        return f"{kst_day - timedelta(days=1)} or {kst_day}"
    clock = datetime.strptime(kst_time, "%H:%M" if kst_time.count(":") == 1 else "%H:%M:%S")
    moment = datetime.combine(kst_day, clock.time(), KST)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def positive(name: str, number: float, most: float, unit: str) -> None:
    """Raise Fault unless a number is finite, above 0 and at most most."""
    if not isfinite(number):
        raise Fault(f"{name} is {number}", f"Write a number of {unit}.")
    if number <= 0.0:
        raise Fault(f"{name} is {number:g} {unit}", f"Write how many {unit} were reported; it must be more than 0.")
    if number > most:
        raise Fault(
            f"{name} is {number:,.0f} {unit}", f"Check it and its unit: the most taken here is {most:,.0f} {unit}."
        )


def burnout_floor(distance: float, told: str = "") -> float:
    """Least altitude [m] at which a boost to that ground range [m] ends, generously low.

    A boost of 5 g to the speed of a flat range, v^2 = g R, takes a path of R / 10; at a mean climb of 15 degrees that
    ends at 0.026 R. Above 25 km a glider might end it lower, so there it stops. What is told to be ballistic has no
    lift to mend a flatter climb than 30 degrees, and climbs out of the air: 0.05 R, to 60 km.
    """
    return min(0.05 * distance, 60e3) if told == "ballistic" else min(0.026 * distance, 25e3)
