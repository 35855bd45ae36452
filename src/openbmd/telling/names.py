"""Names as people write them: systems by the catalogue, a scenario's own assets by their keys."""

from __future__ import annotations

from itertools import pairwise

from openbmd.catalogue_file import RECORDS, Catalogue

PLAIN_WORDS = ("radar", "terminal", "forward", "battery", "launcher")


def system(kind: str, key: str, catalogue: Catalogue) -> str:
    """What people call an entry of the catalogue in few words; of none of its names, as an asset's."""
    entry = catalogue.find(kind, key)
    return entry.label if entry else asset(key)


def any_name(key: str, catalogue: Catalogue) -> str:
    """The name of a system of whatever kind, else of an asset of a scenario."""
    kind = next((kind for kind in RECORDS if catalogue.find(kind, key)), "")
    return system(kind, key, catalogue) if kind else asset(key)


def asset(key: str) -> str:
    """A scenario's own name: "us-osan-1" as US Osan 1; a name with capitals or spaces stays."""
    if key != key.lower() or " " in key:
        return key
    parts = key.split("-")
    words = [
        word.upper()
        if len(word) <= 3 or word in ("thaad", "sbirs")
        else word
        if word in PLAIN_WORDS and k
        else word.capitalize()
        for k, word in enumerate(parts)
    ]
    out = words[0]
    for k, (before, word) in enumerate(pairwise(words)):
        kind = (k == 0 and (word[0].isdigit() or before == "Scud")) or before in ("L", "TPY", "MPQ", "SPY")
        out += ("/" if before in ("AN", "DSP", "GEM") else "-" if kind else " ") + word
    return out
