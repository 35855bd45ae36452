"""What page and pictures of a footprint both say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import degrees
from typing import NamedTuple

from openbmd.locales import Words
from openbmd.records import Scenario, Shape, Site
from openbmd.studies.contract import Asked
from openbmd.studies.footprint.answer import Footprint, PlaceShots
from openbmd.studies.footprint.denied import Denied
from openbmd.studies.footprint.negation import Negation
from openbmd.studies.footprint.plane import Region
from openbmd.telling import frame, reasons, style

MOST_NAMES = 3  # places that are called by their names; more are counted


class Found(NamedTuple):
    """A footprint's answer with its scenario and the language it is told in."""

    scenario: Scenario
    found: Footprint
    denied: Denied | None
    negation: Negation | None
    say: Words


def of(asked: Asked, say: Words) -> Found:
    answer = asked.answer
    return Found(asked.scenarios[0], answer, answer.denied, answer.negation, say)


def who(told: Found) -> str:
    """The fire units in words."""
    units = told.found.units
    if len(units) == len(told.scenario.fire_units) and len(units) > 1:
        counted = told.say.count(len(units), "fire-unit")
        return told.say("footprint-units-of", units=counted, scenario=told.scenario.name)
    return told.say.list([style.label(name) for name in units])


def subject(told: Found) -> str:
    """The fire units at the head of a sentence."""
    words = who(told)
    return words[0].upper() + words[1:]


def arc(shape: Shape, say: Words) -> str:
    """How the missile flies, "" for the usual arc."""
    if shape.name == "minimum-energy" and shape.apogee != shape.apogee and shape.launch_angle != shape.launch_angle:
        return ""
    if shape.apogee != shape.apogee:
        return shape.name
    return say("footprint-arc", shape=shape.name, apogee=f"{shape.apogee / 1e3:.0f}")


def threat(told: Found) -> str:
    """The missile and where it comes from."""
    say = told.say
    by_launch: dict[str, list[str]] = {}
    for approach in told.found.approaches:
        by_launch.setdefault(approach.label, []).append(arc(approach.route.shape, say))
    places = []
    for label, arcs in by_launch.items():
        flown = [found for found in arcs if found]
        how = say.list(flown) if flown else ""
        if len(flown) < len(arcs) and flown:
            how = say("footprint-usual-or", arcs=how)
        places.append(say("footprint-from", place=label, arcs=how) if how else label)
    together = places[0]
    for place in places[1:]:
        together = say("common-or", one=together, other=place)
    name = style.label(told.found.missile)
    return say("footprint-threat", vowel="yes" if name[0] in "AEIOU" else "no", missile=name, places=together)


def inside(told: Found) -> list[str]:
    """Places with a shot, heaviest first."""
    found = told.found.places
    return sorted((name for name in found if found[name].shots), key=lambda name: -found[name].people_weight)


def weights(told: Found) -> tuple[float, float]:
    """People-weight inside, and of all places."""
    found = told.found.places
    return sum(found[name].people_weight for name in inside(told)), sum(place.people_weight for place in found.values())


def finding(told: Found) -> str:
    """The answer in a sentence."""
    found, say = told.found, told.say
    if found.one.area <= 0.0:
        return f"{say('footprint-nowhere', who=subject(told), threat=threat(told))}."
    within, total = weights(told)
    return say(
        "footprint-finding",
        who=subject(told),
        threat=threat(told),
        inside=str(len(inside(told))),
        places=str(len(found.places)),
        weight=style.people(within),
        share=style.percent(within / total) if total > 0.0 else "none",
        area=area(found.one, say),
    )


def headline(told: Found) -> str:
    """The answer in a few words, for a title."""
    found, say = told.found, told.say
    if found.one.area <= 0.0:
        return say("footprint-nowhere", who=subject(told), threat=threat(told))
    big = [name for name in by_weight(found.places) if name in {p.name for p in told.scenario.places}]
    here = [name for name in big if found.places[name].shots]
    gone = [name for name in big if not found.places[name].shots]
    what = say("footprint-against", who=subject(told), threat=threat(told))
    if not gone:
        return say("footprint-all-inside", what=what, number=len(big))
    if not here:
        return say("footprint-none-inside", what=what, number=len(big))
    return say("footprint-outside", what=what, number=len(gone), names=few(gone, say))


def few(names: Sequence[str], say: Words) -> list[str]:
    """The first names and how many more there are."""
    if len(names) <= MOST_NAMES + 1:
        return list(names)
    return [*names[:MOST_NAMES], say("footprint-more-places", number=str(len(names) - MOST_NAMES))]


def by_weight(places: Mapping[str, PlaceShots]) -> list[str]:
    return sorted(places, key=lambda name: -places[name].people_weight)


def sentences(told: Found) -> list[str]:
    """What stands behind the finding: why the defended places outside are outside, and how often inside."""
    found, say = told.found, told.say
    said = []
    missed: dict[str, list[str]] = {}
    for place in told.scenario.places:
        if not found.places[place.name].shots:
            missed.setdefault(found.places[place.name].reason, []).append(place.name)
    for reason, names in missed.items():
        said.append(say("footprint-why-outside", number=len(names), names=names, why=reasons.outside(reason, say)))
    if found.one.area > 0.0 and len(found.units) == 1:
        said.append(say("footprint-again", area=area(found.again, say)))
    elif found.one.area > 0.0:
        said.append(say("footprint-again-and-two", area=area(found.again, say), two=area(found.two, say)))
    if len(found.approaches) > 1:
        said.append(say("footprint-each-flight"))
    if told.denied is not None:
        said.append(of_denied(told))
    return said


def of_denied(told: Found) -> str:
    """From where launches at one place can be engaged."""
    assert told.denied is not None
    say, name, region = told.say, told.denied.place.name, told.denied.one
    if region.area <= 0.0:
        return say("footprint-never-defended", place=name)
    held = list(dict.fromkeys(a.label for a in told.found.approaches if covers(region, a.route.launch)))
    launches = say.list(held) if held else ""
    return say("footprint-denied-finding", number=len(held), place=name, area=area(region, say), launches=launches)


def covers(region: Region, site: Site) -> bool:
    """Whether a site lies in a region."""
    from shapely import contains_xy

    return bool(contains_xy(region.shape, degrees(site.longitude), degrees(site.latitude)))


def area(region: Region, say: Words) -> str:
    """An area to three digits."""
    return say("footprint-area", area=style.significant(region.area / 1e6))


def corner(told: Found) -> str:
    return frame.corner(told.scenario, told.scenario.seed, told.say)
