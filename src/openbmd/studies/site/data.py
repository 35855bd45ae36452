"""Where another battery would do most, as plain data; docs/siting.md says what each key holds."""

from __future__ import annotations

from math import degrees
from typing import Any

import numpy as np

from openbmd.studies.site.answer import Siting, held
from openbmd.studies.site.cover import Best
from openbmd.studies.site.words import interceptor

KM = 1e-3


def data(found: Siting) -> dict[str, Any]:
    """Everything, with a fixed order of keys."""
    nobody, last = held(found, ()), held(found, found.best[-1].sites)
    seen_from = _seen_from(found)
    return {
        "scenario": found.scenario.name,
        "title": found.scenario.title,
        "unit": found.unit,
        "interceptor": interceptor(found),
        "rule": found.rule,
        "fresh": found.fresh,
        "threat_classes": found.classes,
        "flights": found.flights,
        "people_weight": {"total": found.total, "covered": found.before},
        "best": [_best(found, n + 1, best) for n, best in enumerate(found.best)],
        "median": {
            "sites": [found.sites[n].name for n in found.median.sites],
            "mean_km": found.median.mean * KM,
            "bound_km": found.median.bound * KM,
            "gap": found.median.gap,
        },
        "leakers": None if found.played is None else found.played.leakers,
        "sites": [
            {
                "name": place.name,
                "latitude_deg": degrees(place.site.latitude),
                "longitude_deg": degrees(place.site.longitude),
                "adds_alone": adds,
                "fewer_leakers": None if found.played is None else float(found.played.fewer[n]),
                "fewer_leakers_error": None if found.played is None else float(found.played.error[n]),
            }
            for n, (place, adds) in enumerate(zip(found.sites, found.adds_alone.tolist(), strict=True))
        ],
        "places": [
            {
                "name": place.name,
                "people_weight": place.people_weight,
                "threatened": bool(found.threatened[n]),
                "covered": nobody[n],
                "covered_with_best": last[n],
                "sites_that_cover": seen_from[n],
            }
            for n, place in enumerate(found.places)
        ],
    }


def _best(found: Siting, units: int, best: Best) -> dict[str, Any]:
    return {
        "units": units,
        "sites": [found.sites[n].name for n in best.sites],
        "adds": list(best.adds),
        "covered": best.weight,
        "bound": best.bound,
        "gap": best.gap,
    }


def _seen_from(found: Siting) -> list[int]:
    """From how many sites a unit, with what is there, covers each place in full."""
    demand = found.demand
    counts = np.full(len(found.places), len(found.sites))
    counts[~found.threatened] = 0
    for place in np.unique(demand.places):
        mine = demand.places == place
        counts[place] = int(demand.reached[:, mine].all(axis=1).sum())
    return [int(count) for count in counts]
