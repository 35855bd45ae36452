"""The tables of a test flight: reports, builds, payloads, candidates, and what was published."""

from __future__ import annotations

from math import isnan, nan
from typing import Any

from openbmd.studies.infer import words
from openbmd.studies.infer.answer import Candidate, FittedBand, ReportAnswer
from openbmd.studies.infer.candidates import FULL
from openbmd.studies.infer.words import Meant
from openbmd.telling import Cell, Column, Row, Table, notes, style
from openbmd.telling.tables import Columns, of_rows


def reports(told: Meant) -> Table:
    """Each report and its verdict; on a terminal where there are several."""
    found, say = told
    columns = (
        Column("by", say("infer-reported-by")),
        Column("range_km", say("common-range-km"), right=True),
        Column("apogee_km", say("common-apogee-km"), right=True),
        Column("time_s", say("infer-time-s"), right=True),
        Column("floor_s", say("infer-floor-s"), right=True),
        Column("needed_s", say("infer-take-s"), right=True, close=True),
        Column("verdict", say("common-verdict")),
        Column("why", say("infer-why"), brief=False),
        Column("source", say("common-source"), brief=False),
    )
    rows = tuple(report(told, one) for one in found.reports)
    several = len(found.reports) > 1
    return Table("reports", columns, rows, caption=say("infer-reports") if several else "", brief=several)


def report(told: Meant, one: ReportAnswer) -> Row:
    said = one.report
    source = "; ".join(filter(None, [said.source, said.note]))
    return Row(
        (
            Cell(said.by),
            Cell(f"{1e-3 * said.range:,.6g}", 1e-3 * said.range),
            Cell(words.tidy(1e-3 * said.apogee), 1e-3 * said.apogee),
            Cell(words.whole(said.time), said.time),
            Cell(words.whole(one.floor), one.floor),
            Cell(words.between(one.needed), one.needed.best),
            Cell(words.verdict(one.verdict, told.say), one.verdict),
            Cell(notes.told(one.why, told.say)),
            Cell(source or "–", source),
        )
    )


def builds(told: Meant) -> Table:
    """What each build that fits would mean."""
    found, say = told
    columns = (
        Column("build", say("infer-build")),
        Column("of_fitted_vehicles", say("infer-of-fitted"), right=True),
        Column("needed_s", say("infer-takes-s"), right=True),
        Column("range_km", say("common-range-head"), right=True),
    )
    rows = tuple(
        Row(
            (
                Cell(words.build(one.name, say), one.name),
                Cell(style.percent(one.share), one.share),
                Cell(words.between(one.needed), one.needed.best),
                Cell(words.reach(one.range, say), 1e-3 * one.range.best),
            )
        )
        for one in found.builds
    )
    return Table("builds", columns, rows, caption=say("infer-built-so"), brief=True)


def payloads(told: Meant) -> Table:
    """The range with more or less payload."""
    found, say = told
    mass = found.question.payload_mass
    rows = []
    for one in found.payloads:
        ratio = say("infer-times-the-payload", ratio=f"{one.ratio:g}")
        name = ratio if isnan(mass) else say("infer-kg", kg=words.whole(one.ratio * mass))
        rows.append(Row((Cell(name, one.ratio), Cell(words.reach(one.range, say), 1e-3 * one.range.best))))
    columns = (
        Column("payload_ratio", say("infer-payload")),
        Column("range_km", say("common-range-head"), right=True),
    )
    return Table("payloads", columns, tuple(rows), caption=say("infer-other-payload"), brief=True)


def candidates(told: Meant) -> Table:
    """The catalogue's missiles that could have flown it."""
    found, say = told
    columns = (
        Column("missile", say("infer-missile")),
        Column("how", say("common-how")),
        Column("margin", say("infer-margin"), right=True),
        Column("time_s", say("infer-would-take-s"), right=True),
    )
    rows = tuple(
        Row(
            (
                Cell(style.label(one.name), one.name),
                Cell(how(told, one), one.how),
                Cell(f"{100.0 * one.margin:+.0f} %".replace("-", "\u2212"), one.margin),
                Cell(words.whole(one.time), one.time),
            )
        )
        for one in found.candidates
    )
    return Table("candidates", columns, rows)


def how(told: Meant, one: Candidate) -> str:
    """How a candidate would have flown it."""
    plain = told.say(f"infer-how-{one.how.replace(' ', '-')}")
    if one.told_apart:
        return told.say("infer-how-against", how=plain)
    if one.how != FULL and isnan(one.time):
        return told.say("infer-how-not-found", how=plain)
    return plain


def published(told: Meant) -> Table:
    """What was published of the missile's range."""
    found, say = told
    columns = (
        Column("by", say("common-by")),
        Column("low_km", say("common-range-head"), right=True),
        Column("source", say("common-source")),
    )
    rows = tuple(
        Row(
            (
                Cell(one.by),
                Cell(words.published(one.low, one.high, one.at_least, say), 1e-3 * one.low),
                Cell("; ".join(filter(None, [one.source, one.note]))),
            )
        )
        for one in (found.flight.estimates if found.flight is not None else ())
    )
    return Table("published", columns, rows, caption=say("infer-published"), brief=True)


# --- for programs ---------------------------------------------------------------------------------


def bands(told: Meant) -> dict[str, Columns]:
    """The tables whose cells are bands, with both ends of each."""
    found = told.found
    fliers = found.flight.estimates if found.flight is not None else ()
    return {
        "report_bands": of_rows([{"by": one.report.by, **ends("needed", "s", one.needed)} for one in found.reports]),
        "build_bands": of_rows(
            [
                {"build": one.name, **ends("needed", "s", one.needed), **ends("range", "km", one.range, 1e-3)}
                for one in found.builds
            ]
        ),
        "payload_bands": of_rows(
            [{"payload_ratio": one.ratio, **ends("range", "km", one.range, 1e-3)} for one in found.payloads]
        ),
        "published_bands": of_rows(
            [
                {"by": one.by, "low_km": 1e-3 * one.low, "high_km": 1e-3 * one.high, "at_least": one.at_least}
                for one in fliers
            ]
        ),
    }


def ends(key: str, unit: str, band: FittedBand, factor: float = 1.0) -> dict[str, Any]:
    """A band as three columns."""
    return {
        f"{key}_{name}_{unit}": factor * value if value is not None else nan for name, value in band._asdict().items()
    }
