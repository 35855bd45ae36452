"""What can be measured of a claim: what each measure needs, and in which unit its threshold is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class ClaimMeasure(NamedTuple):
    """A measure as a claim's file names it; studies.claims.measures finds it."""

    unit: str  # SI, "1" for a number, "" for that of its figure
    # of: scenario, against, fire_units, kill_chain, radar, places, land, ranges, figure, threats
    needs: tuple[str, ...]


PLAYED = ("leakers", "two_layers", "posture_leakers")  # those that throw dice
RAID = ("scenario", "fire_units", "threats")
MEASURES: Mapping[str, ClaimMeasure] = {
    "leakers": ClaimMeasure("1", RAID),
    "two_layers": ClaimMeasure("1", RAID),
    "posture_leakers": ClaimMeasure("1", ("scenario", "against", "fire_units", "threats")),
    "kill_chain_share": ClaimMeasure("1", ("scenario", "kill_chain")),
    "reach_km": ClaimMeasure("m", ("scenario", "threats")),
    "orbit": ClaimMeasure("1", ("scenario", "threats")),
    "infer_candidates": ClaimMeasure("1", ("scenario", "threats")),
    "window_altitude": ClaimMeasure("m", RAID),
    "footprint_contains": ClaimMeasure("1", RAID),
    "footprint_people": ClaimMeasure("1", ("scenario", "fire_units", "places")),
    "footprint_area": ClaimMeasure("1", ("scenario", "fire_units", "land")),
    "coverage_flights": ClaimMeasure("1", ("scenario", "radar")),
    "coverage_track_s": ClaimMeasure("s", ("scenario", "radar")),
    "coverage_bearings": ClaimMeasure("1", ("scenario", "radar", "places")),
    "figure": ClaimMeasure("", ("figure",)),
    "ratio": ClaimMeasure("1", ("two ranges",)),
    "count": ClaimMeasure("1", ("ranges",)),
}
