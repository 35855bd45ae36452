"""A footprint as plain data and as GeoJSON; docs/footprint.md says what each key holds."""

from __future__ import annotations

from typing import Any

import numpy as np

from openbmd.footprints import Region
from openbmd.locales import Words
from openbmd.products import footprint_words
from openbmd.products.footprint_words import Told
from openbmd.products.geojson import feature, point
from openbmd.run_file import number
from openbmd.telling.notes import each

DIGITS = 5  # decimals of a degree: a metre


def plain(told: Told) -> dict[str, Any]:
    """Everything, with a fixed order of keys."""
    found = told.found
    within, total = footprint_words.weights(told)
    answer: dict[str, Any] = {
        "scenario": told.scenario.name,
        "units": list(found.units),
        "missile": found.missile,
        "approaches": [
            {"from": approach.label, "shape": approach.route.shape.name, **where(approach.route.launch)}
            for approach in found.approaches
        ],
        "finding": footprint_words.finding(told),
        "area_km2": number(found.one.area / 1e6),
        "weight_inside": number(within),
        "weight_total": number(total),
        "places": {name: place.shots for name, place in found.places.items()},
        "outside": {name: place.reason for name, place in found.places.items() if not place.shots},
        "polygon": geometry(found.one),
        "shoot_look_shoot": {"area_km2": number(found.again.area / 1e6), "polygon": geometry(found.again)},
        "two_units": {"area_km2": number(found.two.area / 1e6), "polygon": geometry(found.two)},
        "flown": found.flown,
        "notes": each((*told.scenario.notes, *found.notes), Words()),
    }
    if told.denied is not None:
        answer["denied"] = {
            "place": told.denied.place.name,
            "area_km2": number(told.denied.one.area / 1e6),
            "polygon": geometry(told.denied.one),
            "shoot_look_shoot": {
                "area_km2": number(told.denied.again.area / 1e6),
                "polygon": geometry(told.denied.again),
            },
        }
    if told.negation is not None:
        chances = told.negation
        answer["negation"] = [
            {"longitude_deg": number(x), "latitude_deg": number(y), "chance": number(p)}
            for x, y, p in zip(
                chances.longitude.ravel().tolist(),
                chances.latitude.ravel().tolist(),
                chances.chance.ravel().tolist(),
                strict=True,
            )
        ]
    return answer


def where(site: Any) -> dict[str, Any]:
    return {
        "latitude_deg": number(float(np.degrees(site.latitude))),
        "longitude_deg": number(float(np.degrees(site.longitude))),
    }


def geometry(region: Region) -> dict[str, Any]:
    """A GeoJSON MultiPolygon (RFC 7946)."""
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [np.round(np.array(ring.coords), DIGITS).tolist() for ring in (part.exterior, *part.interiors)]
            for part in region.shape.geoms
        ],
    }


def collection(told: Told) -> dict[str, Any]:
    """The regions, fire units and places as features."""
    found = told.found
    regions = [("one shot", found.one), ("shoot, look, shoot", found.again), ("two units", found.two)]
    if told.denied is not None:
        regions.append((f"launch area denied for {told.denied.place.name}", told.denied.one))
    features = [
        feature("region", geometry(region), name=name, area_km2=number(region.area / 1e6))
        for name, region in regions
        if region.area > 0.0
    ]
    features += [
        feature("fire unit", point(unit.site), name=unit.name)
        for unit in told.scenario.fire_units
        if unit.name in found.units
    ]
    features += [
        feature("place", point(place.site), name=place.name, shots=found.places[place.name].shots)
        for place in told.scenario.places
    ]
    return {"type": "FeatureCollection", "features": features}
