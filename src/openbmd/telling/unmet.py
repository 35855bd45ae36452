"""Who came nearest to the missiles that no round is fired at, and what the others lacked."""

from __future__ import annotations

from functools import reduce

from openbmd.locales import Words
from openbmd.records import REASONS, Battlespace, Scenario
from openbmd.telling import reasons, style

MOST = 4  # names shown


def nearest_words(scenario: Scenario, space: Battlespace, reason: str, say: Words) -> str:
    """By whom the reason stands, and what the other interceptors say: "ROK Cheongju (2); THAAD: out of reach".

    The reason of a missile is that of the fire unit that came nearest to it. "" when no plan leaves one unmet so.
    """
    routes = {threat.route for threat, why in zip(scenario.threats, space.plan.unengaged, strict=True) if why == reason}
    own = "" if reason == "channels full" else reason  # busy units do have windows
    late = "no time" if reason == "no time" else ""  # a unit with windows and no leave to fire in them
    said = [{space.opportunities[route][k].reason or late for route in routes} for k in range(len(scenario.fire_units))]
    near = [k for k, lacked in enumerate(said) if own in lacked]
    if not near:
        return ""
    if all(lacked == {own} for lacked in said):
        return say("reasons-all-alike")
    sites = style.together([scenario.fire_units[k].name for k in near]).split(", ")
    if len(sites) > MOST:
        sites[MOST - 1 :] = [say("reasons-more-sites", number=str(len(sites) - MOST + 1))]
    kinds = {scenario.fire_units[k].interceptor for k in near}
    others: dict[str, set[str]] = {}
    for k, unit in enumerate(scenario.fire_units):
        if k not in near:
            who = say("reasons-others-of-kind") if unit.interceptor in kinds else style.label(unit.interceptor)
            others.setdefault(who, set()).update(said[k])
    parts = [say.list(sites)]
    for who, why in others.items():
        lacked = [reasons.name(one, say) for one in sorted(why, key=REASONS.index)]
        parts.append(
            say("reasons-lacked", who=who, reasons=reduce(lambda a, b: say("common-or", one=a, other=b), lacked))
        )
    return reduce(lambda a, b: say("common-next", before=a, next=b), parts)
