"""The chain over draws of the uncertain figures, written once; nothing else calls flow in a loop over draws.

A row is the scenario with its figures drawn and its flights; what follows from them comes when it is asked for. What a
study wants of a row is a function of it. Rows never look at each other: they may be played in any order, beside any
others, by any number of threads, processes or machines, and come out the same to the last digit.
"""

from __future__ import annotations

from openbmd.draws.drivers import drivers, ranks
from openbmd.draws.notes import notes
from openbmd.draws.processes import Over, workers
from openbmd.draws.readings import by_reading
from openbmd.draws.rows import Base, DrawnRow, base, each, fly, in_shards, play, scenarios, shard, shards
from openbmd.draws.sampling import dice, draw, is_whole, quantiles, uncertain, with_figures

RAIDS_OF_A_DRAW = 1_000  # enough that the dice of one draw are small beside the band

__all__ = (
    "RAIDS_OF_A_DRAW",
    "Base",
    "DrawnRow",
    "Over",
    "base",
    "by_reading",
    "dice",
    "draw",
    "drivers",
    "each",
    "fly",
    "in_shards",
    "is_whole",
    "notes",
    "play",
    "quantiles",
    "ranks",
    "scenarios",
    "shard",
    "shards",
    "uncertain",
    "with_figures",
    "workers",
)  # fmt: skip
