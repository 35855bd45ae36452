"""Names whose dice would fall alike."""

from __future__ import annotations

from collections.abc import Iterator

from openbmd.complaints import Complaint
from openbmd.records import dice
from openbmd.scenario_file.check_threats import launcher_names, threat_names
from openbmd.scenario_file.text import Marked, Path_, items, text, texts


def check(marked: Marked) -> Iterator[Complaint]:
    """Faults of names that share a label, though they differ."""
    where: dict[str, Path_] = {}
    found: dict[str, list[str]] = {"threats": [], "launchers": []}
    for path, item in items(marked, "threats"):
        group, count = text(item, "name"), item.get("count", 1)
        found["threats"] += threat_names(group, count)
        found["launchers"] += launcher_names(group, item.get("launchers") or count)
        where |= dict.fromkeys((*threat_names(group, count), *launcher_names(group, count)), (*path, "name"))
    for section in ("radars", "fire_units"):
        found[section] = [name for _, item in items(marked, section) if (name := text(item, "name"))]
        where |= {text(item, "name"): (*path, "name") for path, item in items(marked, section)}
    layers = list(filter(None, texts(marked.data.get("layers"))))
    where |= {name: ("layers", k) for k, name in enumerate(layers) if name not in where}
    for one, other in dice.twins(found["threats"], found["launchers"], found["radars"], layers, found["fire_units"]):
        yield marked.complaint(
            where.get(other, ()), f'"{one}" and "{other}" throw the same dice, by a rare chance', "Rename one of them."
        )
