"""What is fired: the candidate shots at every threat, settled before the dice.

A candidate is taken in a raid unless the threat is then known to be dead or no round is ready, so the plan covers
the raid in which everything misses. The rules, in the order in which they act:

1. Fire units that share a fire control share one plan: all of them (coordinated, massed), those of one nation
   (by-nation), or each its own (autonomous). Nobody knows another plan or another's rounds in flight; kills are seen
   by all.
2. Layers act in the scenario's order. A later layer may wait for the results of the earlier layers' shots at a
   threat, for as many of them as it can and still fire a whole salvo, and then saves rounds; or it may fire as soon
   as it can, and so keep all its own looks.
3. In a layer every threat gets its first salvo before any threat gets a second one, and so on; within such a pass
   threats come in the order of their earliest launch (or of their last chance, or those first that the fewest units
   reach). With assignment by marginal return the next salvo goes instead where priority x chance that the threat is
   alive after what is planned x kill chance of the salvo / rounds is greatest. A later look always waits for the
   layer's own results; by massed fire a unit may also wait for its own alone, so that several fire together.
4. A salvo is given to one unit of the layer: of those whose rounds are not yet spoken for, the one that intercepts
   earliest, and of two as early the one with more rounds to spare (or the one with the best chance to kill); when all
   rounds are spoken for, the first of all in that order, which then fires if rounds are left on the day (or nobody).
   First salvos speak for their rounds; by marginal return every salvo does, for as many as it will use in the mean.
   Rounds that reload in time count as free. Rounds held back count only for threats to the places they are held for.
5. A unit's doctrine says how many looks it has at a threat (looks), with how many rounds in its first (first_salvo)
   and in the others (later_salvo): salvo is one look; shoot-look-shoot is one round a look; shoot-shoot-look is two
   rounds and later salvos after each look. Where rounds are short a salvo may be of one round. Another unit of the
   layer that also reaches the threat takes a later look when it is earlier there, with its own doctrine.
6. A salvo holds one of the unit's simultaneous engagements from its first launch to its last intercept. When all
   are held it waits for one, if the window allows. No unit launches before its release time. It fires as soon as it
   can (or waits for the moment from which a kill is likeliest).
7. The rounds of a salvo follow each other by the salvo interval; those that would come too late are left out.

A raid is planned wave by wave: what is launched only when nothing can be fired at the last wave any more is not known
while that is planned; within a wave all is.

Where a rule says "may" or "or", no one choice is best for every raid, and a fixed one can do harm: a lower layer that
waits for a poor upper one loses its own second look. So each fire control makes its plan in every way, for all
threats alike; then for each threat in the way that was best for it; then with single threats handled otherwise, or
left to fewer or later looks of a unit, as long as that helps and trials are left (raids of few threats and units). It
does all that also without some of the layers (of four units or fewer: without any of them), and keeps the plan with
the least expected leakage, weighted by the priorities of the places; of equal ones that which uses fewer rounds. What
is expected is told by expected.expect: of missiles that are struck or fail, of common failures (at one target too), of
launchers and of errors of assessment as they are played, and of radars that fail in the mean. Massed fire is also
planned as if each unit stood alone, so that it does no worse than autonomous fire.

So another layer, or another unit where there are four or fewer, never raises the expectation: what was planned
without it is among what is compared. Of one more round, link or radar that is no law but nearly always so: as with
jobs on machines (Graham, "Bounds on multiprocessing timing anomalies", 1969; from memory) a plan found with less can
be missed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from openbmd.plans.salvos import SALVO_SLACK
from openbmd.plans.schedule import WAIT
from openbmd.plans.search import ANY, best, in_one_way
from openbmd.plans.tables import after, reachable, task, together, waves
from openbmd.records import REASONS, SHOT, EngagementOpportunity, Floats, Integers, Note, Plan, Scenario, note

__all__ = ("SALVO_SLACK", "caution", "plan")


def plan(
    opportunities: Sequence[Sequence[EngagementOpportunity]],
    scenario: Scenario,
    dangerous: Sequence[bool],
    launch_chance: Floats,
    rows: Sequence[int] | None = None,
    channels: Integers | None = None,
) -> Plan:
    """Candidate shots in order of launch, from opportunities [row][unit]; a route not dangerous is let pass.

    launch_chance (threats,): that each is not struck before its launch; rows [threat]: which of the opportunities are
    its, those of its route when None; channels (U,): engagements at once of each fire unit, its interceptor's figure
    when None.
    """
    rows = [threat.route for threat in scenario.threats] if rows is None else rows
    parts = [np.empty(0, dtype=SHOT)]
    wanted: set[int] = set()  # would be fired at if rounds did not matter
    within: set[int] = set()  # somebody could fire at it in an empty sky
    for members in together(scenario):
        given = task(opportunities, scenario, dangerous, launch_chance, members.tolist(), rows, channels)
        units = given.units.copy()
        for wave in waves(given):
            threats = given.threats.copy()
            threats["dangerous"] &= wave
            now = given._replace(threats=threats, units=units)
            found = best(now)
            shots = np.empty(len(found.shots), dtype=SHOT)
            for name in SHOT.names or ():
                shots[name] = found.shots[name]
            shots["unit"] = members[shots["unit"]]
            parts.append(shots)
            plain = in_one_way(now, WAIT, np.full_like(found.allowed, ANY), strict=False, order=found.order)
            wanted.update(plain.shots["threat"].tolist())
            units = after(units, found.rounds)
        within.update(t for t in range(len(scenario.threats)) if reachable(given, t))
    merged = np.concatenate(parts)
    merged = merged[np.argsort(merged["launch"], kind="stable")]
    engaged = set(merged["threat"].tolist())

    def reason(t: int, route: int) -> str:
        if t in engaged or not dangerous[route]:
            return ""
        if t in wanted:
            return "magazine empty"
        return nearest_reason(opportunities[rows[t]], t in within)

    reasons = tuple(reason(t, threat.route) for t, threat in enumerate(scenario.threats))
    return Plan(merged, reasons, spare(merged, opportunities, scenario, rows))


def spare(
    shots: NDArray[np.void],
    opportunities: Sequence[Sequence[EngagementOpportunity]],
    scenario: Scenario,
    rows: Sequence[int],
) -> Floats:
    """Time (K,) [s] from the launch of each shot's last round to the end of its launch window; arguments as of plan."""
    found = np.empty(len(shots))
    for k, shot in enumerate(shots):
        t, u = shot["threat"], shot["unit"]
        interval = scenario.interceptors[scenario.fire_units[u].interceptor].salvo_interval
        last = shot["launch"] - scenario.threats[t].launch_time + (shot["rounds"] - 1) * interval
        windows = opportunities[rows[t]][u].windows
        closes = windows[windows[:, 0] <= last + SALVO_SLACK, 1]
        found[k] = max(closes.max(initial=last) - last, 0.0)
    return found


def caution(plan: Plan, scenario: Scenario, burnout_times: Sequence[float]) -> Note | None:
    """What to say of shots at missiles that still burn, by each route's burnout [s]; None when there is none."""
    launches = np.array([threat.launch_time + burnout_times[threat.route] for threat in scenario.threats])
    early = plan.shots[plan.shots["launch"] < launches[plan.shots["threat"]]]
    if not len(early):
        return None
    units = tuple(scenario.fire_units[u].name for u in sorted(set(early["unit"].tolist())))
    return note("notes-launched-before-burnout", units=units, n=len(early), shots=str(len(early)))


def nearest_reason(opportunities: Sequence[EngagementOpportunity], within: bool) -> str:
    """Why no shot is planned: the reason of the unit that came nearest to one; within: somebody could fire in time."""
    if any(not opportunity.reason for opportunity in opportunities):
        return "channels full" if within else "no time"
    return REASONS[max((REASONS.index(o.reason) for o in opportunities), default=REASONS.index("out of reach"))]
