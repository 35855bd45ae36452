"""How the best sites are found. What can be engaged from each comes from the chain (flow), never from a circle.

A copy of one fire unit, with a copy of its radar, is put at each candidate site. The best k sites are those that cover
most people-weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from openbmd import flow
from openbmd.records import Note, Place, Scenario, note
from openbmd.studies.site.answer import Siting
from openbmd.studies.site.classes import AimedApproach
from openbmd.studies.site.cover import best_sites
from openbmd.studies.site.demand import Flags, demand, weight_of
from openbmd.studies.site.median import p_median
from openbmd.studies.site.raids import play
from openbmd.studies.site.reach import already, ground, reached
from openbmd.telling import frame
from openbmd.work import Heard


def find(
    scenario: Scenario,
    unit: str,
    sites: Sequence[Place],
    places: Sequence[Place],
    approaches: Sequence[AimedApproach],
    *,
    most: int,
    rule: str,
    fresh: bool,
    seconds: float,
    threads: int,
    progress: Heard,
) -> Siting:
    """The best sites for one to `most` copies of a fire unit, each number with at most so many seconds for its proof.

    ValueError when there is nothing to choose from: no site, fewer than `most`, or no place that a missile comes to.
    """
    if not 1 <= most <= len(sites):
        raise ValueError(f"{most} units, but {len(sites)} candidate sites")
    progress(0, len(sites), "work-flights")
    routes = tuple(approach.route for approach in approaches)
    flown = flow.fly([replace(scenario, routes=routes)], (), with_bodies=False, threads=threads)[0] if routes else ()
    come = [n for n, flight in enumerate(flown) if flight.reached and not flight.orbital]
    coming, flights = [approaches[n] for n in come], [flown[n] for n in come]
    threatened = np.zeros(len(places), dtype=np.bool_)
    threatened[[approach.place for approach in coming]] = True
    people = np.array([place.people_weight for place in places])
    if not np.any(people[threatened] > 0.0):
        raise ValueError("no missile comes down at a place with people-weight")
    held_already = np.zeros(len(coming), dtype=np.bool_)
    if not fresh:
        progress(0, len(sites), "work-there-already")
        held_already = already(scenario, coming, flights, threads)
    engaged = reached(scenario, unit, sites, coming, flights, held_already, threads, progress)
    found = demand(rule, coming, people, held_already, engaged)
    progress(len(sites), len(sites), "work-best-sites")
    like = [one.site for one in scenario.fire_units if one.interceptor == _unit(scenario, unit)] if not fresh else []
    played = None if fresh or not scenario.threats else play(scenario, unit, sites, coming, threads, progress)
    costs = ground([site.site for site in sites], [place.site for place in places])[0]
    nearest = ground(like, [place.site for place in places])[0].min(axis=0) if like else np.full(len(places), np.inf)
    return Siting(
        scenario=scenario,
        unit=unit,
        rule=rule,
        fresh=fresh,
        sites=tuple(sites),
        places=tuple(places),
        threatened=threatened,
        classes=len({(one.route.missile, one.route.launch, one.route.shape) for one in approaches}),
        flights=len(coming),
        demand=found,
        total=float(found.weights.sum()),
        before=weight_of(found, ()),
        adds_alone=found.reached[:, ~found.before] @ found.weights[~found.before],
        best=best_sites(found, most, seconds),
        median=p_median(np.minimum(costs, nearest)[:, threatened], people[threatened], most),
        played=played,
        notes=tuple(_notes(scenario, unit, approaches, coming, places, threatened)),
        versions=frame.versions(),
    )


def _unit(scenario: Scenario, unit: str) -> str:
    """The interceptor of a fire unit."""
    return next(one.interceptor for one in scenario.fire_units if one.name == unit)


def _notes(
    scenario: Scenario,
    unit: str,
    approaches: Sequence[AimedApproach],
    coming: Sequence[AimedApproach],
    places: Sequence[Place],
    threatened: Flags,
) -> list[Note]:
    notes = list(scenario.notes)
    short = len(approaches) - len(coming)
    if short:
        notes.append(note("notes-not-where-aimed", short=str(short), flights=str(len(approaches))))
    safe = [place.name for place, hit in zip(places, threatened, strict=True) if not hit]
    if safe:
        notes.append(note("notes-nothing-comes-down", places=", ".join(safe)))
    weightless = [place.name for place in places if place.people_weight <= 0.0]
    if weightless:
        notes.append(note("notes-without-weight", places=", ".join(weightless)))
    radar = next(one.radar for one in scenario.fire_units if one.name == unit)
    if not radar:
        notes.append(note("notes-no-own-radar", unit=unit))
    return notes
