"""What the check of real flights tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from typing import Any

from openbmd.locales import Words
from openbmd.records import Note
from openbmd.studies.contract import Asked
from openbmd.studies.flights.answer import CLOSE_RANGE, CLOSE_TIME, Check, RangeRow, TimeRow
from openbmd.studies.infer import words
from openbmd.studies.infer.answer import FittedBand
from openbmd.studies.infer.data import band
from openbmd.telling import Block, Cell, Column, Heading, Items, Paragraph, Row, Table, Telling, frame
from openbmd.telling.notes import each, told
from openbmd.telling.tables import of_rows

TIME, RANGE = f"{100 * CLOSE_TIME:.0f}", f"{100 * CLOSE_RANGE:.0f}"  # %


def tell(asked: Asked, say: Words) -> Telling:
    """How many times and ranges agree, each of them, and what is left out."""
    found: Check = asked.answer
    n = {key: str(value) for key, value in summary(found).items()}
    times = {"close": n["times_close"], "timed": n["timed"], "percent": TIME}
    ranges = {"close": n["ranges_close"], "ranges": n["ranges"], "percent": RANGE}
    return Telling(
        study=asked.study,
        about=say("flights-about"),
        headline=say("flights-headline", **times, near=ranges["close"], ranges=ranges["ranges"], part=RANGE),
        finding=say("flights-times", **times, flagged=n["times_flagged"], number=summary(found)["times_flagged"]),
        sentences=(say("flights-ranges", **ranges, missed=n["ranges_missed"], number=summary(found)["ranges_missed"]),),
        blocks=tuple(blocks(found, say)),
        notes=(say("flights-floor-meant"), say("flights-at-least")),
        data=plain(found, say),
        seed=None,
        versions=frame.versions(),
        sources=found.sources,
        corner=say("infer-corner", version=frame.versions()["openbmd"]),
        small_print=(say("flights-model"),),
        description=say("flights-description"),
        numbers=(
            (say("flights-number-times", percent=TIME), say("common-of", number=n["times_close"], all=n["timed"])),
            (say("flights-number-ranges", percent=RANGE), say("common-of", number=n["ranges_close"], all=n["ranges"])),
        ),
        columns={"time_bands": of_rows(time_bands(found)), "range_bands": of_rows(range_bands(found))},
    )


def summary(found: Check) -> dict[str, int]:
    """How many rows stand where."""
    return {
        "timed": len(found.times),
        "times_close": sum(row.close for row in found.times),
        "times_flagged": sum(not row.close for row in found.times),
        "ranges": len(found.ranges),
        "ranges_close": sum(row.close for row in found.ranges),
        "ranges_missed": sum(not row.close for row in found.ranges),
    }


def blocks(found: Check, say: Words) -> Iterator[Block]:
    """Both tables, and the flights without a row."""
    if found.times:
        yield Heading(say("flights-heading-times"))
        yield Table("times", time_columns(say), tuple(time_row(row, say) for row in found.times), brief=True)
    if found.ranges:
        yield Heading(say("flights-heading-ranges"))
        yield Table("ranges", range_columns(say), tuple(range_row(row, say) for row in found.ranges), brief=True)
    if found.left_out:
        yield Heading(say("flights-heading-left-out"))
        yield Items(
            tuple(say("flights-left-out", flight=name, why=told(why, say)) for name, why in found.left_out), brief=True
        )
    if not found.times and not found.ranges and not found.left_out:
        yield Paragraph(say("flights-nothing"), brief=True)


def joined(notes: Sequence[Note], say: Words) -> str:
    """Several reasons as one."""
    return "; ".join(each(notes, say))


def percent(share: float) -> str:
    return f"{100.0 * share:+.1f} %".replace("-", "\u2212")


def time_columns(say: Words) -> tuple[Column, ...]:
    return (
        Column("flight", say("common-flight"), close=True),
        Column("by", say("infer-reported-by")),
        Column("range_km", say("common-range-km"), right=True, brief=False),
        Column("apogee_km", say("common-apogee-km"), right=True, brief=False),
        Column("time_s", say("flights-reported-s"), right=True),
        Column("floor_s", say("infer-floor-s"), right=True, brief=False),
        Column("predicted_s", say("infer-take-s"), right=True, close=True),
        Column("catalogue_missile_s", say("flights-catalogue-s"), right=True, brief=False),
        Column("difference", say("flights-off"), right=True, close=True),
        Column("flag", say("flights-flag")),
    )


def time_row(row: TimeRow, say: Words) -> Row:
    taken = say("flights-best-of", best=words.whole(row.predicted.best), band=words.between(row.predicted))
    return Row(
        (
            Cell(row.flight),
            Cell(row.by),
            Cell(words.tidy(1e-3 * row.range), 1e-3 * row.range),
            Cell(words.tidy(1e-3 * row.apogee), 1e-3 * row.apogee),
            Cell(words.whole(row.time), row.time),
            Cell(words.whole(row.floor), row.floor),
            Cell(taken, row.predicted.best),
            Cell(words.whole(row.missile_time), row.missile_time),
            Cell(percent(row.difference), row.difference),
            Cell(joined(row.flag, say)),
        )
    )


def range_columns(say: Words) -> tuple[Column, ...]:
    return (
        Column("flight", say("common-flight"), close=True),
        Column("by", say("flights-published-by")),
        Column("published_low_km", say("common-published")),
        Column("inferred_km", say("flights-inferred")),
        Column("inferred_of_build_km", say("flights-of-build"), right=True, brief=False),
        Column("difference", say("flights-off"), right=True, close=True),
        Column("miss", say("flights-miss")),
    )


def range_row(row: RangeRow, say: Words) -> Row:
    off = "–" if row.at_least and row.close and row.difference == 0.0 else percent(row.difference)
    return Row(
        (
            Cell(row.flight),
            Cell(row.by),
            Cell(words.published(row.low, row.high, row.at_least, say), 1e-3 * row.low),
            Cell(inferred(row.inferred, say), 1e-3 * row.inferred.best),
            Cell(inferred(row.of_build, say), 1e-3 * row.of_build.best),
            Cell(off, row.difference),
            Cell("" if row.close else say("flights-misses", why=joined(row.miss, say)), joined(row.miss, say)),
        )
    )


def inferred(found: FittedBand, say: Words) -> str:
    """An inferred range, or that there is no end to it."""
    return "–" if isnan(found.best) else words.reach(found, say)


# --- for programs ---------------------------------------------------------------------------------


def time_bands(found: Check) -> list[dict[str, Any]]:
    return [
        {
            "flight": row.flight,
            "by": row.by,
            "predicted_low_s": row.predicted.low,
            "predicted_high_s": row.predicted.high,
        }
        for row in found.times
    ]


def range_bands(found: Check) -> list[dict[str, Any]]:
    return [
        {
            "flight": row.flight,
            "by": row.by,
            "published_high_km": 1e-3 * row.high,
            "at_least": row.at_least,
            "inferred_low_km": 1e-3 * row.inferred.low,
            "inferred_high_km": 1e-3 * row.inferred.high,
        }
        for row in found.ranges
    ]


def plain(found: Check, say: Words) -> dict[str, Any]:
    """Both tables as plain data; keys as in docs/infer.md."""
    return {
        "summary": summary(found),
        "times": [
            {
                "flight": row.flight,
                "by": row.by,
                "range_km": 1e-3 * row.range,
                "apogee_km": 1e-3 * row.apogee,
                "time_s": row.time,
                "floor_s": row.floor,
                "predicted_s": band(row.predicted),
                "catalogue_missile_s": row.missile_time,
                "difference": row.difference,
                "verdict": row.verdict,
                "within_3_percent": row.close,
                "flag": joined(row.flag, say),
            }
            for row in found.times
        ],
        "ranges": [
            {
                "flight": row.flight,
                "by": row.by,
                "published_km": {"low": 1e-3 * row.low, "high": 1e-3 * row.high, "at_least": row.at_least},
                "inferred_km": band(row.inferred, 1e-3),
                "inferred_of_build_km": band(row.of_build, 1e-3),
                "difference": row.difference,
                "within_10_percent": row.close,
                "miss": joined(row.miss, say),
            }
            for row in found.ranges
        ],
        "left_out": [{"flight": name, "why": told(why, say)} for name, why in found.left_out],
    }
