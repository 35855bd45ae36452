"""What a footprint says, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import metadata
from math import degrees
from typing import NamedTuple

from openbmd import places_file
from openbmd.footprints import Denied, Footprint, Negation, Region
from openbmd.locales import Words
from openbmd.products import style
from openbmd.records import Scenario, Shape, Site
from openbmd.telling import reasons as reason_words

SAME = 1e-3  # deg, nearer than which a launch point is a place of the catalogue
MOST_NAMES = 3  # places that are called by their names; more are counted


class Told(NamedTuple):
    """All that a report of a footprint tells."""

    scenario: Scenario
    found: Footprint
    denied: Denied | None
    negation: Negation | None


def place_at(site: Site) -> str:
    """The catalogue's name of a launch point, else its coordinates."""
    latitude, longitude = degrees(site.latitude), degrees(site.longitude)
    for row in places_file.rows():
        if abs(row.latitude_deg - latitude) < SAME and abs(row.longitude_deg - longitude) < SAME:
            return row.name
    north, east = "N" if latitude >= 0.0 else "S", "E" if longitude >= 0.0 else "W"
    return f"{abs(latitude):.2f}° {north} {abs(longitude):.2f}° {east}"


def who(told: Told) -> str:
    """The fire units in words."""
    units = told.found.units
    if len(units) == len(told.scenario.fire_units) and len(units) > 1:
        return f"the {style.count(len(units), 'fire unit')} of {told.scenario.name}"
    return style.joined([style.label(name) for name in units])


def one(told: Told) -> bool:
    """Whether it is one fire unit."""
    return len(told.found.units) == 1


def arc(shape: Shape) -> str:
    """How the missile flies, "" for the usual arc."""
    if shape.name == "minimum-energy" and shape.apogee != shape.apogee and shape.launch_angle != shape.launch_angle:
        return ""
    height = f" to {shape.apogee / 1e3:.0f} km" if shape.apogee == shape.apogee else ""
    return f"{shape.name}{height}"


def threat(told: Told) -> str:
    """The missile and where it comes from."""
    by_launch: dict[str, list[str]] = {}
    for approach in told.found.approaches:
        by_launch.setdefault(approach.label, []).append(arc(approach.route.shape))
    parts = []
    for label, arcs in by_launch.items():
        flown = [found for found in arcs if found]
        usual = "on a minimum-energy arc or " if len(flown) < len(arcs) and flown else ""
        parts.append(f"{label}{f' ({usual}{style.joined(flown)})' if flown else ''}")
    name = style.label(told.found.missile)
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name} from {' or '.join(parts)}"


def inside(told: Told) -> list[str]:
    """Places with a shot, heaviest first."""
    found = told.found.places
    return sorted((name for name in found if found[name].shots), key=lambda name: -found[name].people_weight)


def weights(told: Told) -> tuple[float, float]:
    """People-weight inside, and of all places."""
    found = told.found.places
    return sum(found[name].people_weight for name in inside(told)), sum(place.people_weight for place in found.values())


def finding(told: Told) -> str:
    """The answer in a sentence."""
    who_, found = who(told), told.found
    subject = who_[0].upper() + who_[1:]
    if found.one.area <= 0.0:
        return f"{subject} can engage {threat(told)} nowhere."
    within, total = weights(told)
    share = f" ({style.percent(within / total)} of the weight of all)" if total > 0.0 else ""
    return (
        f"{subject} can engage {threat(told)} at {len(inside(told))} of {len(found.places)} places, "
        f"{style.people(within)} people-weight{share}, {area(found.one.area)}."
    )


def headline(told: Told) -> str:
    """The answer in a few words, for a title."""
    found = told.found
    if found.one.area <= 0.0:
        return f"{who(told)[0].upper()}{who(told)[1:]} can engage {threat(told)} nowhere"
    big = [name for name in by_weight(found.places) if name in {p.name for p in told.scenario.places}]
    here = [name for name in big if found.places[name].shots]
    gone = [name for name in big if not found.places[name].shots]
    what = f"{who(told)[0].upper()}{who(told)[1:]} against {threat(told)}"
    if not gone:
        return f"{what}: all {len(big)} defended places lie inside"
    if not here:
        return f"{what}: none of the {len(big)} defended places lies inside"
    verb = "lies" if len(few(gone)) == 1 and len(gone) == 1 else "lie"
    return f"{what}: {style.joined(few(gone))} {verb} outside"


def few(names: Sequence[str]) -> list[str]:
    """The first names and how many more there are."""
    if len(names) <= MOST_NAMES + 1:
        return list(names)
    return [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]


def by_weight(places: Mapping[str, object]) -> list[str]:
    return sorted(places, key=lambda name: -getattr(places[name], "people_weight", 0.0))


def sentences(told: Told) -> list[str]:
    """What stands behind the finding: why the defended places outside are outside, and how often inside."""
    found, said = told.found, []
    reasons: dict[str, list[str]] = {}
    for place in told.scenario.places:
        if not found.places[place.name].shots:
            reasons.setdefault(found.places[place.name].reason, []).append(place.name)
    for reason, names in reasons.items():
        verb = "lies" if len(names) == 1 else "lie"
        said.append(f"{style.joined(names)} {verb} outside: {reason_words.outside(reason, Words())}.")
    if found.one.area > 0.0:
        said.append(
            f"A second shot after a look at the first is possible over {area(found.again.area)}"
            + (f", two fire units reach {area(found.two.area)}." if not one(told) else ".")
        )
    if len(found.approaches) > 1:
        said.append("A place counts as inside when it can be defended against each of these flights that reaches it.")
    if told.denied is not None:
        said.append(of_denied(told))
    return said


def of_denied(told: Told) -> str:
    """From where launches at one place can be engaged."""
    assert told.denied is not None
    name, region = told.denied.place.name, told.denied.one
    if region.area <= 0.0:
        return f"{name} cannot be defended against this missile, wherever the launch is."
    held = list(dict.fromkeys(a.label for a in told.found.approaches if covers(region, a.route.launch)))
    launches = style.joined(held) if held else "none of the launch points"
    return (
        f"What is launched at {name} can be engaged from {area(region.area)} of ground and sea, in which "
        f"{launches} {'lie' if len(held) > 1 else 'lies'}."
    )


def covers(region: Region, site: Site) -> bool:
    """Whether a site lies in a region."""
    from shapely import contains_xy

    return bool(contains_xy(region.shape, degrees(site.longitude), degrees(site.latitude)))


def area(square_metres: float) -> str:
    """An area to three digits."""
    return f"{style.significant(square_metres / 1e6)} km²"


def source_line(told: Told) -> str:
    return f"OpenBMD {metadata.version('openbmd')} · {told.scenario.name} · seed {told.scenario.seed}"


def shots(number: int) -> str:
    """What a number of salvos means."""
    return ("none", "one shot", "shoot, look, shoot")[min(number, 2)] if number < 3 else f"{number} shots with looks"
