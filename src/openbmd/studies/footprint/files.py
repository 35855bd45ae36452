"""What a footprint leaves in its run folder beside page and pictures."""

from __future__ import annotations

from typing import Any

from openbmd.formats.geojson import feature, point
from openbmd.studies.contract import Asked
from openbmd.studies.footprint.tell import geometry


def files(asked: Asked) -> dict[str, Any]:
    """The regions, fire units and places as GeoJSON features."""
    (scenario,), answer = asked.scenarios, asked.answer
    regions = [("one shot", answer.one), ("shoot, look, shoot", answer.again), ("two units", answer.two)]
    if answer.denied is not None:
        regions.append(("launch area denied", answer.denied.one))
    features = [
        feature("region", geometry(region), name=name, area_km2=region.area / 1e6)
        for name, region in regions
        if region.area > 0.0
    ]
    features += [
        feature("fire unit", point(unit.site), name=unit.name)
        for unit in scenario.fire_units
        if unit.name in answer.units
    ]
    features += [
        feature("place", point(place.site), name=place.name, shots=answer.places[place.name].shots)
        for place in scenario.places
    ]
    return {"footprint.geojson": {"type": "FeatureCollection", "features": features}}
