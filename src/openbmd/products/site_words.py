"""What the best sites say, in words."""

from __future__ import annotations

import numpy as np

from openbmd.locales import Words
from openbmd.studies.site.siting import Siting
from openbmd.telling import style
from openbmd.telling.notes import each

SMALL = 1e-5  # of a value: a smaller gap is told as this one
EVEN = 1e-9  # of the people-weight: closer than this is as much
RULE = {
    "every": "A place is covered when each kind of missile that comes there can be engaged by some unit.",
    "any": "A place is covered when at least one kind of missile that comes there can be engaged by some unit.",
    "share": "A place counts by the share of the missiles coming there whose kind can be engaged by some unit.",
}


def interceptor(found: Siting) -> str:
    """The interceptor that the unit fires."""
    return next(unit.interceptor for unit in found.scenario.fire_units if unit.name == found.unit)


def battery(found: Siting) -> str:
    """The unit as a sentence has it: "PAC-3 MSE battery"."""
    return f"{style.label(interceptor(found))} battery"


def headline(found: Siting) -> str:
    """The finding in one sentence."""
    first = found.best[0]
    more = "One" if found.fresh else "One more"
    if not first.sites:
        if found.before >= found.total * (1.0 - EVEN):
            return f"What is there covers every place: {more.lower()} {battery(found)} adds none"
        return f"{more} {battery(found)} covers no place more from any of the {len(found.sites)} sites"
    site = style.label(found.sites[first.sites[0]].name)
    return f"{more} {battery(found)} would cover most from {site}: {gained(found)}"


def gained(found: Siting) -> str:
    """What the best single site gains: "11.7 million people-weight more"."""
    added = style.people(found.best[0].adds[0])
    return f"{added} people-weight" if found.fresh else f"{added} people-weight more"


def sentences(found: Siting) -> list[str]:
    """What stands behind the finding."""
    said = [RULE[found.rule]]
    there = "no unit is counted that is there already" if found.fresh else f"{share(found, found.before)} is covered"
    places = style.count(int(found.threatened.sum()), "place")
    said.append(
        f"{places[0].upper()}{places[1:]} with a people-weight of {style.people(found.total)} can be hit by the raid's "
        f"missiles; {there}."
    )
    last = found.best[-1]
    if len(last.sites) > 1:
        units = style.count(len(last.sites), "unit" if found.fresh else "more unit")
        said.append(f"With {units}, at {names(found, last.sites)}, {share(found, last.weight)} would be covered.")
    if 0 < len(last.sites) < len(found.best):
        said.append("One more than that adds nothing.")
    first = found.best[0]
    if first.sites:
        same = as_good(found)
        if same:
            said.append(
                f"{style.joined(same) if len(same) < 4 else f'{len(same)} other sites'} "
                f"would do as much as {style.label(found.sites[first.sites[0]].name)}."
            )
    said.append(proof(found))
    return said


def proof(found: Siting) -> str:
    """How sure the best is the best."""
    worst = max(found.best, key=lambda best: best.gap)
    if worst.gap <= 0.0:
        return f"No other choice among the {len(found.sites)} sites covers more: proved (gap 0)."
    k = found.best.index(worst) + 1
    return (
        f"Not proved in time: another choice of {k} of the {len(found.sites)} sites could cover up to "
        f"{style.people(worst.bound)} (gap {closer(worst.gap)})."
    )


def median(found: Siting) -> str:
    """The nearest sites, beside those that cover most."""
    one = found.median
    gap = "proved (gap 0)" if one.gap <= 0.0 else f"another choice could be nearer by {closer(one.gap)} at most"
    kind = "" if found.fresh else ", those there counted"
    return (
        f"Nearest to the people, as a matter of distance alone: {names(found, one.sites)}. A place would then have its "
        f"nearest {battery(found)} {style.significant(one.mean / 1e3, 2)} km away, mean by people-weight{kind}; {gap}."
    )


def closer(gap: float) -> str:
    """A gap that is not 0, as people read it; no smaller one is told."""
    return style.percent(max(gap, SMALL))


def share(found: Siting, weight: float) -> str:
    """A people-weight with its share of the whole: "31.5 million (66 %)"."""
    return f"{style.people(weight)} ({style.percent(weight / found.total)})"


def names(found: Siting, sites: tuple[int, ...]) -> str:
    return style.joined([style.label(found.sites[n].name) for n in sites])


def as_good(found: Siting) -> list[str]:
    """Sites that would do as much as the first of the best."""
    first = found.best[0].sites[0]
    even = np.flatnonzero(found.adds_alone >= found.adds_alone[first] - EVEN * found.total)
    return [style.label(found.sites[n].name) for n in even.tolist() if n != first]


def notes(found: Siting) -> list[str]:
    """What the answer leaves out, and what was noted on the way."""
    radar = "faces the mean direction of the raid's launch points over a free horizon"
    return [
        f"At each site stands a copy of {found.unit} with its links, its magazine and, where it has one, its radar, "
        f"which {radar}.",
        "Covered says that there is a shot, not that it hits, nor that rounds last: for that, play the raid with the "
        "new unit in it.",
        "Best figures throughout: their published ranges are not in this answer.",
        "Whether a site can be had, reached or dug in is not asked.",
        *each(found.notes, Words()),
    ]


def corner(found: Siting) -> str:
    return f"OpenBMD {found.versions['openbmd']} · {found.scenario.name} · {style.label(found.unit)}"
