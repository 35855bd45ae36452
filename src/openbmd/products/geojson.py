"""The run as GeoJSON (RFC 7946): longitude, latitude [deg], altitude [m]; nothing crosses the antimeridian unsplit."""

from __future__ import annotations

from math import isfinite

import numpy as np

from openbmd.drawing import fans
from openbmd.formats.geojson import Feature, area, feature, line, point, rounded
from openbmd.locales import Words
from openbmd.products import flown
from openbmd.records import Answer
from openbmd.telling.notes import told

STEP = 5.0  # s, between samples


def collection(answer: Answer) -> Feature:
    """Ground tracks with altitude, events, sites, places and radar fans."""
    return {
        "type": "FeatureCollection",
        "features": [*tracks(answer), *events(answer), *places(answer), *fire_units(answer), *radars(answer)],
    }


def tracks(answer: Answer) -> list[Feature]:
    number = flown.threats_of_routes(answer.scenario)
    found = []
    for k, (route, flight) in enumerate(zip(answer.scenario.routes, answer.battlespace.trajectories, strict=True)):
        path = flown.sample(flight, STEP, flown.kept_times(flown.events(answer, k)))
        points = np.stack([np.degrees(path.longitude), np.degrees(path.latitude), path.altitude], axis=1)
        found.append(
            feature(
                "track",
                line(points),
                route=route.name,
                missile=route.missile,
                threats=number[k],
                reached=flight.reached,
                apogee_altitude_m=round(flight.apogee_altitude, 1),
                burnout_s=round(flight.burnout_time, 3),
                impact_s=round(flight.impact_time, 3) if isfinite(flight.impact_time) else None,
                note=told(flight.note, Words()),
            )
        )
    return found


def events(answer: Answer) -> list[Feature]:
    """Every event of every route at the point of its flight."""
    found = []
    for k, (route, flight) in enumerate(zip(answer.scenario.routes, answer.battlespace.trajectories, strict=True)):
        happened = [e for e in flown.events(answer, k) if e.time <= flown.end_time(flight)]
        path = flown.at(flight, np.array([event.time for event in happened]))
        points = np.stack([np.degrees(path.longitude), np.degrees(path.latitude), path.altitude], axis=1)
        for event, where in zip(happened, rounded(points), strict=True):
            found.append(
                feature(
                    "event",
                    {"type": "Point", "coordinates": where},
                    route=route.name,
                    event=event.name,
                    who=event.who,
                    time_s=round(event.time, 3),
                    duration_s=round(event.duration, 3),
                )
            )
        for body in flight.bodies:
            if isfinite(body.impact_time):
                found.append(
                    feature(
                        "spent stage",
                        point(body.impact),
                        route=route.name,
                        body=body.name,
                        time_s=round(body.impact_time, 3),
                    )
                )
    return found


def places(answer: Answer) -> list[Feature]:
    return [
        feature(
            "place",
            point(place.site),
            name=place.name,
            people_weight=place.people_weight,
            source=place.source,
            mean_leakers=float(f"{answer.places[place.name].leakers.mean:.12g}"),
        )
        for place in answer.scenario.places
    ]


def fire_units(answer: Answer) -> list[Feature]:
    return [
        feature(
            "fire unit",
            point(unit.site),
            name=unit.name,
            interceptor=unit.interceptor,
            layer=unit.layer,
            rounds=unit.ready_rounds + unit.reserve_rounds,
        )
        for unit in answer.scenario.fire_units
    ]


def radars(answer: Answer) -> list[Feature]:
    scenario, geod, found = answer.scenario, fans.geodesics(), []
    for fan in fans.fans(scenario):
        radar, site = scenario.radars[fan.site.radar], fan.site
        found.append(feature("radar", point(site.site), name=site.name, radar=site.radar))
        ring = fans.sector(
            site.site, site.boresight_azimuth, radar.azimuth_half_width, fans.ground_reach(fan, radar), geod
        )
        found.append(
            feature(
                "radar fan", area(ring), name=site.name, reach_m=round(fan.reach, 1), cross_section_m2=fan.cross_section
            )
        )
    return found
