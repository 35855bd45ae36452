"""Who came nearest to the missiles that no round is fired at, and what the others lacked."""

from __future__ import annotations

from openbmd.locales import Words
from openbmd.records import REASONS, Answer
from openbmd.telling import reasons as reason_words
from openbmd.telling import style

MOST = 4  # names shown


def nearest_words(answer: Answer, reason: str) -> str:
    """By whom the reason stands, and what the other interceptors say: "ROK Cheongju (2); THAAD: out of reach".

    The reason of a missile is that of the fire unit that came nearest to it. "" when no plan leaves one unmet so.
    """
    scenario, say = answer.scenario, Words()
    routes = {
        threat.route
        for threat, why in zip(scenario.threats, answer.battlespace.plan.unengaged, strict=True)
        if why == reason
    }
    own = "" if reason == "channels full" else reason  # busy units do have windows
    said = [
        {answer.battlespace.opportunities[route][k].reason for route in routes} for k in range(len(scenario.fire_units))
    ]
    near = [k for k, reasons in enumerate(said) if own in reasons]
    if not near:
        return ""
    if all(reasons == {own} for reasons in said):
        return "all fire units alike"
    sites = style.together([scenario.fire_units[k].name for k in near]).split(", ")
    if len(sites) > MOST:
        sites[MOST - 1 :] = [f"{len(sites) - MOST + 1} more sites"]
    kinds = {scenario.fire_units[k].interceptor for k in near}
    others: dict[str, set[str]] = {}
    for k, unit in enumerate(scenario.fire_units):
        if k not in near:
            who = "others of their kind" if unit.interceptor in kinds else style.label(unit.interceptor)
            others.setdefault(who, set()).update(said[k])
    parts = [
        f"{who}: {' or '.join(reason_words.name(one, say) for one in sorted(why, key=REASONS.index))}"
        for who, why in others.items()
    ]
    return "; ".join([style.joined(sites), *parts])
