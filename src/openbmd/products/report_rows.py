"""The report's tables as rows of words: places, flights, who saw what."""

from __future__ import annotations

from math import isfinite
from typing import Any

from openbmd.drawing import fans
from openbmd.locales import Words
from openbmd.products import flown
from openbmd.records import Answer, Look, Track, WarningReport
from openbmd.records.reasons import TOO_FAINT
from openbmd.telling import reasons as reason_words
from openbmd.telling import style


def place_rows(answer: Answer) -> list[dict[str, Any]]:
    """The defended places, the most leakers first."""
    rows = []
    for place in sorted(answer.scenario.places, key=lambda p: -answer.places[p.name].leakers.mean):
        found = answer.places[place.name]
        aimed = sum(threat.place == place.name for threat in answer.scenario.threats)
        rows.append(
            {
                "name": place.name,
                "aimed": aimed,
                "leakers": style.with_error(found.leakers),
                "band": style.band(found.leakers),
                "share": round(100.0 * found.leakers.mean / aimed, 1) if aimed else 0.0,
                "none": style.chance(found.p_no_leaker, answer.raids) if aimed else "–",
                "weight": style.people(place.people_weight),
                "source": place.source,
            }
        )
    return rows


def flight_rows(answer: Answer) -> list[dict[str, Any]]:
    """Each route: how far, how high, how long."""
    geod, number, rows = fans.geodesics(), flown.threats_of_routes(answer.scenario), []
    for k, (route, flight) in enumerate(zip(answer.scenario.routes, answer.battlespace.trajectories, strict=True)):
        a, b = route.launch, flight.impact
        landed = isfinite(flight.impact_time)
        far = geod.inv(a.longitude, a.latitude, b.longitude, b.latitude, radians=True)[2] if landed else 0.0
        rows.append(
            {
                "name": style.route_name(route),
                "number": number[k],
                "shape": route.shape.name,
                "range": f"{far / 1e3:,.0f}" if landed else "–",
                "apogee": f"{flight.apogee_altitude / 1e3:,.0f}",
                "burnout": f"{flight.burnout_time:,.0f}",
                "time": f"{flight.impact_time:,.0f}" if landed else "–",
                "end": ending(flight.orbital, flight.reached, flight.miss_distance),
            }
        )
    return rows


def ending(orbital: bool, reached: bool, miss: float) -> str:
    if orbital:
        return "in orbit" if reached else "no orbit"
    return "arrives" if reached else f"{miss / 1e3:,.0f} km short"


def sensor_rows(answer: Answer) -> list[tuple[str, list[dict[str, str]]]]:
    """Who saw what when: for each route a row for each sensor."""
    space = answer.battlespace
    return [
        (
            style.route_name(route),
            [*map(warning_row, space.warnings[k]), *map(radar_row, space.looks[k], space.tracks[k])],
        )
        for k, route in enumerate(answer.scenario.routes)
    ]


def seconds(time: float) -> str:
    return f"{time:.0f}" if isfinite(time) else "–"


def warning_row(report: WarningReport) -> dict[str, str]:
    note = f"reported at {report.report_time:.0f} s" if isfinite(report.report_time) else "sees no launch"
    seen = seconds(report.detected_time)
    return {"sensor": style.label(report.sensor), "seen": seen, "firm": "–", "lost": "–", "note": note}


def radar_row(look: Look, track: Track) -> dict[str, str]:
    if look.reason or not isfinite(track.first_seen_time):
        note = reason_words.name(look.reason or TOO_FAINT, Words())
    elif track.cue_source and track.cue_time <= track.first_seen_time:
        note = f"cued by {style.label(track.cue_source)} at {track.cue_time:.0f} s"
    else:
        note = "found by its own search"
    return {
        "sensor": style.label(track.sensor),
        "seen": seconds(track.first_seen_time),
        "firm": seconds(track.firm_time),
        "lost": seconds(track.lost_time) if isfinite(track.firm_time) else "–",
        "note": note,
    }
