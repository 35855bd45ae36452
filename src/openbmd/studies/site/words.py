"""What page and pictures of the best sites both say."""

from __future__ import annotations

import numpy as np

from openbmd.locales import Words
from openbmd.studies.site.answer import Siting
from openbmd.telling import style

SMALL = 1e-5  # of a value: a smaller gap is told as this one
EVEN = 1e-9  # of the people-weight: closer than this is as much
SURE = 3.0  # standard errors, from which on fewer leakers are told
FEW = 4  # sites as good as the best, from which on they are counted


def interceptor(found: Siting) -> str:
    """The interceptor that the unit fires."""
    return next(unit.interceptor for unit in found.scenario.fire_units if unit.name == found.unit)


def battery(found: Siting, say: Words) -> str:
    """The unit as a sentence has it: "PAC-3 MSE battery"."""
    return say("site-battery", interceptor=style.label(interceptor(found)))


def fresh(found: Siting) -> str:
    """Whether units that are there do not count, as messages ask for it."""
    return "yes" if found.fresh else "no"


def headline(found: Siting, say: Words) -> str:
    """The answer in a few words."""
    first, unit = found.best[0], battery(found, say)
    if not first.sites:
        if helps(found):
            return say("site-none-but-fewer", battery=unit, **fewest(found, say))
        if found.before >= found.total * (1.0 - EVEN):
            return say("site-all-covered", battery=unit, fresh=fresh(found))
        return say("site-none-covered", battery=unit, fresh=fresh(found), sites=str(len(found.sites)))
    site, added = style.label(found.sites[first.sites[0]].name), style.people(first.adds[0])
    return say("site-best-first", battery=unit, fresh=fresh(found), site=site, added=added)


def sentences(found: Siting, say: Words) -> list[str]:
    """What stands behind the finding."""
    hit = int(found.threatened.sum())
    number, covered = say.number(hit).capitalize(), share(found, found.before, say)
    total = style.people(found.total)
    said = [say(f"site-rule-{found.rule}")]
    said.append(say("site-can-be-hit", number=number, n=hit, total=total, fresh=fresh(found), covered=covered))
    last = found.best[-1]
    units = len(last.sites)
    if units > 1:
        sites, covered = names(found, last.sites, say), share(found, last.weight, say)
        number = say.number(units)
        said.append(say("site-with-units", number=number, n=units, fresh=fresh(found), sites=sites, covered=covered))
    if 0 < units < len(found.best):
        said.append(say("site-nothing-added"))
    if found.best[0].sites and (same := as_good(found)):
        others = say.list(same) if len(same) < FEW else say("site-other-sites", number=str(len(same)))
        said.append(say("site-as-good", others=others, site=style.label(found.sites[found.best[0].sites[0]].name)))
    said.append(proof(found, say))
    if found.played is not None and not (helps(found) and not found.best[0].sites):
        said.append(in_the_raid(found, say))
    return said


def helps(found: Siting) -> bool:
    """Whether one more unit somewhere lets fewer through in the raid itself, beyond the dice."""
    if found.played is None:
        return False
    best = int(np.argmax(found.played.fewer))
    return bool(found.played.fewer[best] > SURE * found.played.error[best])


def fewest(found: Siting, say: Words) -> dict[str, str]:
    """Where one more lets the fewest through, and how many of how many, as messages ask for it."""
    assert found.played is not None
    best = int(np.argmax(found.played.fewer))
    after = max(found.played.leakers - float(found.played.fewer[best]), 0.0)
    return {
        "site": style.label(found.sites[best].name),
        "before": style.significant(found.played.leakers, 2),
        "after": style.significant(after, 2),
    }


def in_the_raid(found: Siting, say: Words) -> str:
    """What one more does to the raid itself."""
    assert found.played is not None
    if not helps(found):
        return say("site-raid-no-fewer", leakers=style.significant(found.played.leakers, 2))
    return say("site-raid-fewer", **fewest(found, say))


def proof(found: Siting, say: Words) -> str:
    """How sure the best is the best."""
    worst, sites = max(found.best, key=lambda best: best.gap), str(len(found.sites))
    if worst.gap <= 0.0:
        return say("site-proved", sites=sites)
    units, bound = str(found.best.index(worst) + 1), style.people(worst.bound)
    return say("site-not-proved", units=units, sites=sites, bound=bound, gap=closer(worst.gap))


def median(found: Siting, say: Words) -> str:
    """The nearest sites, beside those that cover most."""
    one = found.median
    return say(
        "site-nearest",
        sites=names(found, one.sites, say),
        battery=battery(found, say),
        km=style.significant(one.mean / 1e3, 2),
        fresh=fresh(found),
        gap=closer(one.gap) if one.gap > 0.0 else "none",
    )


def closer(gap: float) -> str:
    """A gap that is not 0, as people read it; no smaller one is told."""
    return style.percent(max(gap, SMALL))


def share(found: Siting, weight: float, say: Words) -> str:
    """A people-weight with its share of the whole: "31.5 million (66 %)"."""
    return say("site-share", weight=style.people(weight), share=style.percent(weight / found.total))


def names(found: Siting, sites: tuple[int, ...], say: Words) -> str:
    """Sites by their names; there must be one."""
    return say.list([style.label(found.sites[n].name) for n in sites])


def as_good(found: Siting) -> list[str]:
    """Sites that would do as much as the first of the best."""
    first = found.best[0].sites[0]
    even = np.flatnonzero(found.adds_alone >= found.adds_alone[first] - EVEN * found.total)
    return [style.label(found.sites[n].name) for n in even.tolist() if n != first]


def corner(found: Siting, say: Words) -> str:
    version, unit = found.versions["openbmd"], style.label(found.unit)
    return say("site-corner", version=version, scenario=found.scenario.name, unit=unit)
