"""One route as a user names it, among those that are published."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

from openbmd import catalogue_file
from openbmd.complaints import Complaint, InputError, choices
from openbmd.files.routes import Published, published, site_of
from openbmd.records import Place, Route, Shape

ASKED = "asked"  # group of a route that a user names


def asked(launch: str, aim: str, missile: str | None, places: Mapping[str, Place]) -> Published:
    """One route as a user names it; without a missile, that of a published route between the two. Raises InputError."""
    start, end = site_of(launch, places), site_of(aim, places)
    if start == end:
        advice = "Name two places."
        raise InputError([Complaint("openbmd coverage", 0, "--aim", "launch and aim are the same point", advice)])
    known = [one for one in published(places) if (one.launch, one.aim) == (launch, aim)]
    same = [one for one in known if missile in (None, one.route.missile)]
    if same:
        return same[0]
    if missile is None:
        names = catalogue_file.default().names("missiles")
        found = f"no published route goes from {launch} to {aim}, so its missile must be named"
        raise InputError([Complaint("openbmd coverage", 0, "--missile", found, choices("", names))])
    name = f"{missile} from {launch} to {aim}"
    shape = Shape("minimum-energy", nan, nan)
    return Published(Route(name, missile, start, end, shape), ASKED, launch, aim, "asked for on the command line", "")


def told(published_route: Published) -> str:
    """Source and note of a route in one text."""
    return "; ".join(part for part in (published_route.source, published_route.note) if part)
