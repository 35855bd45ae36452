"""What a test flight means, as plain data; keys as in docs/infer.md."""

from __future__ import annotations

from math import degrees, inf, isnan, nan
from typing import Any

from openbmd.formats.regions import region
from openbmd.locales import Words
from openbmd.records.flights import PublishedRange
from openbmd.studies.infer.answer import FittedBand, Inference, ReportAnswer
from openbmd.studies.infer.reach import polygon
from openbmd.telling.notes import told


def plain(found: Inference, say: Words) -> dict[str, Any]:
    """The answer with its stable keys; a number that is not known is nan, which is printed as null."""
    question, main, flight = found.question, found.answer, found.flight
    return {
        "label": question.label,
        "verdict": found.verdict,
        "why": told(found.why, say),
        "kind": found.kind,
        "floor_s": main.floor,
        "time_s": main.report.time,
        "excess_s": main.excess,
        "needed_s": seconds(main.needed),
        "range_km": band(found.range, 1e-3),
        "anywhere": found.anywhere,
        "range_on_bearing_km": 1e-3 * found.range_on_bearing,
        "burn_time_s": band(found.burn_time),
        "ideal_speed_km_s": band(found.ideal_speed, 1e-3),
        "launch_mass_kg": band(found.launch_mass),
        "builds": [
            {
                "name": one.name,
                "of_fitted_vehicles": one.share,
                "needed_s": seconds(one.needed),
                "range_km": band(one.range, 1e-3),
            }
            for one in found.builds
        ],
        "payloads": [
            {"ratio": one.ratio, "payload_kg": one.ratio * question.payload_mass, "range_km": band(one.range, 1e-3)}
            for one in found.payloads
        ],
        "candidates": [
            {
                "name": one.name,
                "how": one.how,
                "margin": one.margin,
                "time_s": one.time,
                "told_apart_by_time": one.told_apart,
            }
            for one in found.candidates
        ],
        "alike": [list(names) for names in found.alike],
        "reports": [report(one, say) for one in found.reports],
        "likelier": likelier(found),
        "site": None
        if question.launch is None
        else {
            "name": question.site_name,
            "latitude_deg": degrees(question.launch.latitude),
            "longitude_deg": degrees(question.launch.longitude),
        },
        "bearing_deg": degrees(question.bearing),
        "ring": ring(found),
        "flight": None if flight is None else flight.name,
        "published": [] if flight is None else [estimate(one) for one in flight.estimates],
    }


def band(found: FittedBand | None, factor: float = 1.0) -> dict[str, float]:
    """Low, best and high; nan each where there is no answer."""
    low, best, high = (nan,) * 3 if found is None else found
    return {"low": factor * low, "best": factor * best, "high": factor * high}


def seconds(found: FittedBand) -> dict[str, float]:
    """Times of flight to the whole second, as they are told in words."""
    return {name: value if isnan(value) else round(value) for name, value in band(found).items()}


def report(one: ReportAnswer, say: Words) -> dict[str, Any]:
    """One report and what is to be thought of it."""
    return {
        "by": one.report.by,
        "range_km": 1e-3 * one.report.range,
        "apogee_km": 1e-3 * one.report.apogee,
        "time_s": one.report.time,
        "time_rounding_s": one.report.time_rounding,
        "verdict": one.verdict,
        "why": told(one.why, say),
        "floor_s": one.floor,
        "excess_s": one.excess,
        "needed_s": seconds(one.needed),
        "likelihood_per_s": one.likelihood,
        "source": one.report.source,
        "note": one.report.note,
    }


def likelier(found: Inference) -> dict[str, Any] | None:
    """Which report is the likelier and by how much; None where they cannot be told apart."""
    if len(found.reports) < 2 or isnan(found.odds):
        return None
    return {"by": found.answer.report.by, "odds": found.odds, "beyond_telling": found.odds == inf}


def ring(found: Inference) -> dict[str, Any] | None:
    """How far in each direction: spokes, and what lies within as geometries of GeoJSON."""
    launch = found.question.launch
    if found.ring is None or launch is None:
        return None
    edges = {"low": found.ring.low, "best": found.ring.best, "high": found.ring.high}
    return {
        "bearing_deg": [round(degrees(bearing), 6) for bearing in found.ring.bearing.tolist()],
        **{f"{name}_km": [1e-3 * length for length in edge.tolist()] for name, edge in edges.items()},
        "polygons": {name: region(polygon(launch, edge), launch) for name, edge in edges.items()},
    }


def estimate(one: PublishedRange) -> dict[str, Any]:
    """A published range."""
    return {
        "by": one.by,
        "low_km": 1e-3 * one.low,
        "high_km": 1e-3 * one.high,
        "at_least": one.at_least,
        "source": one.source,
        "note": one.note,
    }
