"""The labels by which dice are told apart: 32 bits of a name and of what it is the name of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from zlib import crc32

MISSILE, LAUNCHER, RADAR, LAYER = "missile", "launcher", "radar", "layer"
SALVOS, LAUNCHERS = "salvos of", "launchers of"  # of a fire unit
TARGETS = "targets of"  # of a layer


def label(name: str, of: str = "") -> int:
    """The label of the dice of a name; of: what is thrown for, where a name throws for several."""
    return crc32(f"{of} {name}".encode() if of else name.encode())


def twins(
    threats: Iterable[str], launchers: Iterable[str], radars: Iterable[str], layers: Iterable[str], units: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Names that would throw the same dice, in pairs: of missiles, their launchers, radars, layers and fire units."""
    threats, units, layers = list(threats), list(units), list(layers)
    alone = {MISSILE: threats, LAUNCHER: launchers, RADAR: radars, LAYER: layers, LAUNCHERS: units}
    against = {"": units, SALVOS: units, TARGETS: layers}
    for role in ({"": threats}, against, alone):  # a missile's against a unit's or a layer's, and alone in a raid
        seen: dict[int, tuple[str, str]] = {}
        for of, name in chain.from_iterable(((of, name) for name in names) for of, names in role.items()):
            other = seen.setdefault(label(name, of), (of, name))
            if other != (of, name):
                yield other[1], name
