"""Faults of the fire units: what they see with, how many rounds they have, how they fire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openbmd.catalogue_file import Catalogue, Entry
from openbmd.complaints import Complaint, choices
from openbmd.scenario_file.places import defended
from openbmd.scenario_file.text import Marked, Path_, items, names_in, text, texts

Complaints = Iterator[Complaint]


def check(marked: Marked, catalogue: Catalogue) -> Complaints:
    """Faults of the fire units."""
    radars, layers = names_in(marked, "radars"), set(texts(marked.data.get("layers")))
    told = {text(link, "to") for _, link in items(marked, "links") if text(link, "from") in radars}
    places = defended(marked)
    for path, item in items(marked, "fire_units"):
        radar, layer, interceptor = text(item, "radar"), text(item, "layer"), text(item, "interceptor")
        if radar and radar not in radars:
            yield marked.complaint(
                (*path, "radar"), f'no radar of this scenario is called "{radar}"', choices(radar, radars)
            )
        elif not radar and text(item, "name") not in told:
            yield marked.complaint(
                path, "it has no radar, and no link from one", "Add radar: with a radar's name, or a link to this unit."
            )
        if layer and layer not in layers:
            yield marked.complaint(
                (*path, "layer"),
                f'there is no layer "{layer}"',
                choices(layer, layers) + " Layers stand under layers:.",
            )
        entry = catalogue.find("interceptors", interceptor)
        if entry is not None:
            yield from _rounds(marked, path, item, entry, places)
        yield from _between(marked, path, item)
        doctrine = item.get("doctrine")
        if isinstance(doctrine, dict):
            yield from _doctrine(marked, (*path, "doctrine"), doctrine)


def _between(marked: Marked, path: Path_, item: dict[str, Any]) -> Complaints:
    """The range that launchers are drawn from holds their number, and has one origin."""
    between, best = item.get("launchers_range"), item.get("launchers")
    if not isinstance(between, dict):
        return
    here = (*path, "launchers_range")
    ends = [between.get("low"), best, between.get("high")]
    numbers = [n for n in ends if isinstance(n, int) and not isinstance(n, bool)]
    if len(numbers) == len(ends) and not numbers[0] <= numbers[1] <= numbers[2]:
        found = f"{numbers[1]} launchers lie outside {numbers[0]} to {numbers[2]}"
        yield marked.complaint(here, found, "Write low and high so that low ≤ launchers ≤ high.")
    if ("source" in between) == ("assumed" in between):
        advice = "Add source: (who published it) or assumed: (why it is assumed), one of the two."
        yield marked.complaint(here, "the range needs one origin", advice)


def _doctrine(marked: Marked, path: Path_, doctrine: dict[str, Any]) -> Complaints:
    name, looks, later = doctrine.get("name"), doctrine.get("looks", 1), doctrine.get("later_salvo", 0)
    if name == "salvo" and (looks != 1 or later != 0):
        yield marked.complaint(path, "a salvo with looks", "Write shoot-look-shoot, or drop looks and later_salvo.")
    elif name in ("shoot-look-shoot", "shoot-shoot-look") and (looks == 1 or later == 0):
        yield marked.complaint(path, f"{name} without a second salvo", "Give looks: 2 or more, and later_salvo.")


def _rounds(marked: Marked, path: Path_, item: dict[str, Any], entry: Entry, places: list[str]) -> Complaints:
    """No more rounds than launchers hold, and no more held back than are ready."""
    most = entry.record.rounds_per_launcher
    loaded, launchers, held = item.get("rounds_per_launcher"), item.get("launchers"), item.get("held_back")
    if isinstance(loaded, int) and loaded > most:
        yield marked.complaint(
            (*path, "rounds_per_launcher"), f"found {loaded}, more than a launcher holds",
            f"A launcher of {entry.name} holds {most}.",
        )  # fmt: skip
    if not isinstance(held, dict):
        return
    for index, name in enumerate(texts(held.get("for"))):
        if name and name not in places:
            yield marked.complaint(
                (*path, "held_back", "for", index),
                f'"{name}" is no defended place',
                choices(name, filter(None, places)),
            )
    between = item.get("launchers_range")
    fewest = between.get("low", launchers) if isinstance(between, dict) else launchers
    kept, ready = held.get("rounds"), (most if loaded is None else loaded, fewest)
    if isinstance(kept, int) and all(isinstance(n, int) for n in ready) and kept > ready[0] * ready[1]:
        yield marked.complaint(
            (*path, "held_back", "rounds"), f"found {kept}, more than the {ready[0] * ready[1]} rounds that are ready",
            "Hold back fewer.",
        )  # fmt: skip
