"""What a radar sees as plain data; docs/coverage.md says what each key holds."""

from __future__ import annotations

from math import degrees, isnan
from typing import Any

from openbmd.locales import Words
from openbmd.studies.coverage import words
from openbmd.studies.coverage.answer import Coverage, FlightAnswer, Flip, SceneAnswer, Sweep
from openbmd.studies.coverage.scenes import radar_of
from openbmd.studies.coverage.volume import floor_of

KM = 1e-3
UNITS = {  # setting -> key, factor from SI
    "cross-section": ("cross_section_m2", 1.0),
    "floor": ("floor_deg", degrees(1.0)),
    "range limit": ("range_limit_km", KM),
    "boresight": ("boresight_deg", degrees(1.0)),
}


def data(answer: Coverage, say: Words) -> dict[str, Any]:
    """Everything, with a fixed order of keys; what never comes or is not known is null."""
    first, *others = answer.scenes
    return {
        "scenario": answer.name,
        "radar": answer.radar,
        "hold_s": answer.hold,
        "seed": answer.seed,
        "draws": answer.draws,
        "words": words.paragraphs(answer, say),
        **_scene(answer, first, say),
        "other_modes": [_scene(answer, scene, say) for scene in others],
    }


def _scene(answer: Coverage, scene: SceneAnswer, say: Words) -> dict[str, Any]:
    scenario = scene.scene.scenario
    site, radar = scenario.radar_sites[0], radar_of(scenario)
    return {
        "mode": scene.scene.mode or None,
        "boresight_deg": degrees(site.boresight_azimuth),
        "floor_deg": degrees(floor_of(site, radar)),
        "range_limit_km": radar.maximum_range * KM,
        "counts": {
            group: {
                "of": count.of, "held": count.held, "low": count.low, "high": count.high,
                "held_with_last_stage": count.with_stage, "held_without_refraction": count.unbent,
            }
            for group, count in scene.counts.items()
        },
        "flights": [_flight(answer, scene, k, say) for k in range(len(scene.flights))],
        "sweeps": {UNITS[name][0]: _sweep(name, sweep) for name, sweep in scene.sweeps.items()},
    }  # fmt: skip


def _flight(answer: Coverage, scene: SceneAnswer, k: int, say: Words) -> dict[str, Any]:
    flight, route = scene.flights[k], scene.scene.scenario.routes[k]
    one, needed, staged = flight.seen, flight.needed, flight.with_stage
    bearing = needed.bearing if isnan(one.bearing) else one.bearing
    return {
        "name": route.name,
        "group": answer.groups[k],
        "missile": route.missile,
        "mode": scene.scene.mode or None,
        "first_detection_s": one.first_time,
        "firm_s": one.firm_time,
        "lost_s": one.lost_time,
        "track_s": one.held,
        "held": one.held >= answer.hold,
        "reason": one.reason or None,
        "closest_ground_km": flight.closest_ground * KM,
        "slant_km": one.slant * KM,
        "bearing_deg": degrees(bearing),
        "closest_slant_km": needed.slant * KM,
        "needed_cross_section_m2": needed.cross_section,
        "given_cross_section_m2": needed.given,
        "position_error_at_loss_m": one.position_error,
        "impact_error_at_loss_km": one.impact_error * KM,
        "band": _band(flight),
        "flips": {UNITS[name][0]: _flip(name, flip) for name, flip in flight.flips.items()},
        "with_last_stage": {"first_detection_s": staged.first_time, "track_s": staged.held},
        "reached": answer.trajectories[k].reached,
        "source": words.source(answer.sources[k], say),
    }


def _band(flight: FlightAnswer) -> dict[str, Any]:
    band = flight.band
    return {
        "first_detection_s": {"low": band.first_low, "high": band.first_high},
        "track_s": {"low": band.held_low, "high": band.held_high},
        "share_seen": band.share_seen,
        "share_held": band.share_held,
        "draws": band.draws,
    }


def _flip(name: str, flip: Flip) -> dict[str, Any]:
    factor = UNITS[name][1]
    return {
        "at": flip.value * factor,
        "holds_now": flip.holds,
        "published_low": flip.low * factor,
        "published_high": flip.high * factor,
        "inside_published": flip.inside,
    }


def _sweep(name: str, sweep: Sweep) -> dict[str, Any]:
    factor = UNITS[name][1]
    return {
        "values": sweep.values * factor,
        "held": {group: [int(count) for count in held] for group, held in sweep.held.items()},
        "best": sweep.best * factor,
        "published_low": sweep.low * factor,
        "published_high": sweep.high * factor,
    }
