"""A scenario before the dice as plain data; docs/json.md says what each key holds."""

from __future__ import annotations

from math import degrees, isfinite
from typing import Any

from openbmd.locales import Words
from openbmd.records import Battlespace, Scenario, Site
from openbmd.studies.reach import ground_range
from openbmd.telling.notes import told


def data(scenario: Scenario, space: Battlespace, say: Words) -> dict[str, Any]:
    """A scenario before the dice as plain data; keys as in docs/json.md."""
    return {
        "name": scenario.name,
        "title": scenario.title,
        "places": [
            {"name": place.name, **where(place.site), "people_weight": place.people_weight} for place in scenario.places
        ],
        "radars": [
            {"name": r.name, "radar": r.radar, **where(r.site), "boresight_deg": degrees(r.boresight_azimuth)}
            for r in scenario.radar_sites
        ],
        "fire_units": [
            {
                "name": unit.name,
                "interceptor": unit.interceptor,
                "layer": unit.layer,
                **where(unit.site),
                "radar": unit.radar,
                "launchers": unit.launchers,
                "ready_rounds": unit.ready_rounds,
                "reserve_rounds": unit.reserve_rounds,
                "doctrine": unit.doctrine._asdict(),
            }
            for unit in scenario.fire_units
        ],
        "routes": [route_data(scenario, space, index, say) for index in range(len(scenario.routes))],
    }


def where(site: Site) -> dict[str, float]:
    return {
        "latitude_deg": degrees(site.latitude),
        "longitude_deg": degrees(site.longitude),
        "height_m": site.height,
    }


def route_data(scenario: Scenario, space: Battlespace, index: int, say: Words) -> dict[str, Any]:
    route, flight = scenario.routes[index], space.trajectories[index]
    return {
        "name": route.name,
        "missile": route.missile,
        "threats": [threat.name for threat in scenario.threats if threat.route == index],
        "shape": route.shape.name,
        "reached": flight.reached,
        "miss_km": flight.miss_distance / 1e3,
        "range_km": ground_range(route.launch, flight.impact) / 1e3 if isfinite(flight.impact_time) else None,
        "apogee_km": flight.apogee_altitude / 1e3,
        "burnout_s": flight.burnout_time,
        "flight_s": flight.impact_time,
        "orbital": flight.orbital,
        "note": told(flight.note, say),
        "warnings": [
            {"sensor": report.sensor, "detected_s": report.detected_time, "report_s": report.report_time}
            for report in space.warnings[index]
        ],
        "tracks": [
            {
                "sensor": track.sensor,
                "cue_source": track.cue_source,
                "first_seen_s": track.first_seen_time,
                "firm_s": track.firm_time,
                "lost_s": track.lost_time if isfinite(track.first_seen_time) else None,
                "in_sight_s": look.windows.tolist(),
                "reason": look.reason,
            }
            for look, track in zip(space.looks[index], space.tracks[index], strict=True)
        ],
        "opportunities": [
            {
                "unit": scenario.fire_units[chance.unit].name,
                "track_source": chance.track_source,
                "windows": [
                    dict(
                        zip(
                            ("first_launch_s", "last_launch_s", "first_intercept_s", "last_intercept_s"),
                            row,
                            strict=True,
                        )
                    )
                    for row in chance.windows.tolist()
                ],
                "reason": chance.reason,
            }
            for chance in space.opportunities[index]
        ],
    }
