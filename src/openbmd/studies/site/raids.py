"""What one more unit at each site does to the raid itself: played with it and without it, by the same dice."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from openbmd import flow
from openbmd.records import FireUnit, Floats, Place, Scenario
from openbmd.studies.site.classes import AimedApproach
from openbmd.studies.site.reach import boresights, copies, in_reach
from openbmd.work import Heard

RAIDS = 2_000  # played at each site


class WithOneMore(NamedTuple):
    """The raid with what is there, and with one more unit at each of S sites."""

    leakers: float  # mean with what is there
    fewer: Floats  # (S,) mean leakers fewer with the unit there; 0 where no missile of the raid comes near
    error: Floats  # (S,) standard error of that


def play(
    scenario: Scenario,
    unit: str,
    sites: Sequence[Place],
    coming: Sequence[AimedApproach],
    threads: int,
    progress: Heard,
) -> WithOneMore:
    """The scenario's raid with a copy of the unit at each site in turn."""
    original = next(one for one in scenario.fire_units if one.name == unit)
    interceptor = scenario.interceptors[original.interceptor]
    flown = flow.fly([scenario], (), with_bodies=False, threads=threads)[0]

    def leakers(one: Scenario) -> Floats:
        space = flow.engage(one, flown, every_error=False)
        return flow.leakers_by_raid(space, one, 0, RAIDS, scenario.seed).astype(np.float64)

    now = leakers(scenario)
    near = [n for n in range(len(sites)) if any(in_reach(interceptor, [sites[n]], flight)[0] for flight in flown)]
    azimuths = boresights(sites, coming)
    fewer, error = np.zeros(len(sites)), np.zeros(len(sites))

    def difference(n: int) -> Floats:
        return now - leakers(_with_one_more(scenario, original, sites[n], float(azimuths[n])))

    with ThreadPoolExecutor(threads) as pool:
        for done, (n, saved) in enumerate(zip(near, pool.map(difference, near), strict=True)):
            fewer[n], error[n] = saved.mean(), saved.std() / np.sqrt(RAIDS)
            progress(done + 1, len(near), "work-raids-at-sites")
    return WithOneMore(float(now.mean()), fewer, error)


def _with_one_more(scenario: Scenario, unit: FireUnit, place: Place, azimuth: float) -> Scenario:
    """The scenario with a copy of the unit at a place, its radar beside it, and the links of its original."""
    more = copies(scenario, unit, [place.site], [azimuth])
    radars = {site.name for site in scenario.radar_sites}
    return replace(
        scenario,
        fire_units=(*scenario.fire_units, *more.fire_units),
        radar_sites=(*scenario.radar_sites, *(site for site in more.radar_sites if site.name not in radars)),
        links=(*scenario.links, *(link for link in more.links if link not in scenario.links)),
    )
